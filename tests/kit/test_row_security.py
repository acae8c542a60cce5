"""S5: PostgreSQL itself shows a service the rows of one municipality, and none before it is told which."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from kit import inbox, row_security
from kit.database import create_engine
from kit.transaction import EVERY_MUNICIPALITY, transaction
from tests.database import database_of
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

A, B = "28216", "13101"
UNFORCED = sa.text(
    "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'"
    " AND relkind IN ('r', 'p') AND relname <> 'alembic_version' AND NOT (relrowsecurity AND relforcerowsecurity)"
)
POLICIES = sa.text("SELECT tablename, qual, with_check FROM pg_policies WHERE schemaname = 'public'")
OWNED = sa.text("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
MIGHTY = sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


@pytest.fixture(scope="module")
def intake(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as engine:
        yield engine


def remember(engine: sa.Engine, municipality_id: str, key: str) -> None:
    with transaction(engine, municipality_id) as db:
        assert inbox.claim(db, "test", key, datetime.now(UTC)) is None


def keys(db: sa.Connection, like: str) -> set[str]:
    return set(db.scalars(sa.select(inbox.inbox.c.key).where(inbox.inbox.c.key.startswith(like))))


@pytest.mark.plan("C-05")
@pytest.mark.parametrize("service", SERVICES)
def test_every_table_of_a_service_is_guarded_and_its_login_owns_none(postgres: Stack, service: str) -> None:
    with database_of(postgres, service) as engine, engine.connect() as db:
        assert db.scalars(UNFORCED).all() == []
        policies = db.execute(POLICIES).all()
        assert len(policies) > 5
        assert {(row.qual, row.with_check) for row in policies} == {(policies[0].qual, policies[0].qual)}
        assert db.scalar(OWNED) == 0
        assert db.scalar(MIGHTY) is False


def test_a_transaction_sees_and_writes_its_own_municipality_only(intake: sa.Engine) -> None:
    remember(intake, A, "own-1")
    remember(intake, B, "own-2")
    with transaction(intake, A) as db:
        assert keys(db, "own-") == {"own-1"}
        assert db.execute(inbox.inbox.update().values(result="x")).rowcount == len(keys(db, ""))
    with transaction(intake, EVERY_MUNICIPALITY) as db:
        assert keys(db, "own-") == {"own-1", "own-2"}
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"), transaction(intake, A) as db:
        db.execute(
            inbox.inbox.insert().values(source="t", key="own-3", result="", at=datetime.now(UTC), municipality_id=B)
        )


def test_without_a_municipality_nothing_is_seen_and_nothing_can_be_written(intake: sa.Engine, postgres: Stack) -> None:
    remember(intake, A, "unset-1")
    url = intake.url.render_as_string(hide_password=False)
    for engine in (intake, create_engine(url, "intake", postgres.keyring("intake"))):
        with engine.begin() as db:
            assert keys(db, "") == set()
            with pytest.raises(sa.exc.ProgrammingError, match="row-level security"), db.begin_nested():
                db.execute(
                    inbox.inbox.insert().values(source="t", key="n", result="", at=datetime.now(UTC), municipality_id=A)
                )


def test_a_thousand_interleaved_transactions_of_a_small_pool_never_see_the_other_city(intake: sa.Engine) -> None:
    remember(intake, A, "many-A")
    remember(intake, B, "many-B")

    def seen(number: int) -> bool:
        city, own = ((A, "many-A"), (B, "many-B"))[number % 2]
        with transaction(intake, city) as db:
            return keys(db, "many-") == {own}

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(seen, range(1000)))


def test_a_table_without_a_municipality_stops_the_migration(postgres: Stack) -> None:
    metadata = sa.MetaData()
    sa.Table("stray", metadata, sa.Column("id", sa.Text))
    engine = sa.create_engine(postgres.admin_database_url())
    with engine.begin() as db, pytest.raises(row_security.Unguarded):
        row_security.apply(db, metadata, "tsunagi_intake")
    engine.dispose()
