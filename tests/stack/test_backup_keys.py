"""A backup of the data holds no key; whoever was erased stays erased whatever is put back; keys can be changed."""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit import sealing
from kit.context import Context, service_actor
from kit.database import create_engine, migrate
from kit.keyring import new_file
from kit.sealing import sealed
from kit.transaction import transaction
from services.intake.store.tables import emergencies
from tsunagi import data_keys
from tsunagi.backup import backup, restore
from tsunagi.data_keys import Opened
from tsunagi.errors import StackError
from tsunagi.homes import fresh, remove
from tsunagi.stack import Stack

CITY = "28216"
ctx = Context(service_actor("intake"), "PROCESS", datetime(2032, 4, 1, tzinfo=UTC), CITY)


@pytest.fixture
def home() -> Iterator[Path]:
    folder = fresh("backup-keys")
    with Stack(folder) as stack:
        stack.start("postgres")
        env = stack.service_env("intake")
        migrate(env["OWNER_DATABASE_URL"], "intake")
    yield folder
    remove(folder)


@contextmanager
def opened(home: Path) -> Iterator[tuple[Stack, sa.Connection]]:
    with Stack(home) as stack:
        stack.start("postgres")
        engine = create_engine(stack.database_url("intake"), "intake", stack.keyring("intake"))
        with transaction(engine, CITY) as db:
            yield stack, db
        engine.dispose()


def write(home: Path, *cases: str) -> None:
    moments = dict.fromkeys(("opened_at", "due_at"), ctx.now)
    with opened(home) as (_stack, db):
        for case_id in cases:
            values = {"municipality_id": CITY, "id": case_id, "case_id": case_id, "state": "OPEN", "resolved_by": ""}
            values |= {"facts": f"{case_id} の事情", "done": "", "ended_because": ""}
            db.execute(emergencies.insert().values(sealed(db, ctx, emergencies, case_id, values | moments)))


def read(home: Path) -> dict[str, str]:
    with opened(home) as (_stack, db):
        return {row.id: row.facts for row in db.execute(sa.select(emergencies))}


@pytest.mark.timeout(300)
def test_who_was_erased_stays_erased_when_an_older_set_is_put_back(home: Path, tmp_path: Path) -> None:
    write(home, "case-1", "case-2")
    archive = tmp_path / "all.tar.gz"
    old_keys = backup(home, archive)
    with tarfile.open(archive) as members:
        names = members.getnames()
    assert "home/keys/jwks.json" in names
    assert not [name for name in names if "data-" in name]
    with opened(home) as (_stack, db):
        sealing.destroy(db, ctx, ["case-1"])
    write(home, "case-3")
    newest = backup(home, tmp_path / "newer.tar.gz")
    assert (old_keys.stat().st_mode | newest.stat().st_mode) & 0o077 == 0
    restore(home, archive, newest)
    assert read(home) == {"case-1": "", "case-2": "case-2 の事情"}
    with pytest.raises(StackError, match="KEYS_OLDER"):
        restore(home, tmp_path / "newer.tar.gz", old_keys)


@pytest.mark.timeout(300)
def test_keys_are_wrapped_anew_and_the_old_one_can_go(home: Path) -> None:
    write(home, "case-1", "case-2", "case-3")
    with opened(home) as (_stack, db):
        sealing.destroy(db, ctx, ["case-3"])
    file = home / "keys" / "data-intake.json"
    document, fresh_key = json.loads(file.read_text()), json.loads(new_file())["keys"]["k1"]
    file.write_text(json.dumps({**document, "current": "k2", "keys": {**document["keys"], "k2": fresh_key}}))
    with Stack(home) as stack:
        stack.start("postgres")
        one = Opened("intake", stack.database_url("intake"), stack.keyring("intake"))
        assert data_keys.in_use(one) == {"k1": 2, "": 1}
        data_keys.report([one])
        assert [data_keys.rewrap(one), data_keys.rewrap(one)] == [2, 0]
        assert data_keys.in_use(one) == {"k2": 2, "": 1}
    file.write_text(json.dumps({**document, "current": "k2", "keys": {"k2": fresh_key}}))
    assert read(home) == {"case-1": "case-1 の事情", "case-2": "case-2 の事情", "case-3": ""}
