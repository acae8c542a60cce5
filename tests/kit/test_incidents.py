"""What a service makes of a job that it refuses or that fails; what has used up its tries is told until it is done,
whichever process met it. tests/kit/test_zeebe.py and tests/seen/test_alerts.py ask a real engine.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import cast

import pytest
import sqlalchemy as sa
from pyzeebe.proto.gateway_pb2 import FailJobRequest

from kit import broker_probe, incidents
from kit.brokers import Brokers
from kit.calendar import Calendar
from kit.clock import Clock
from kit.errors import NotFound
from kit.metrics import Metrics
from kit.peers import Peers
from kit.reconcile import Reconciler
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction
from kit.zeebe import Job, Tasks, Variables, Worker
from tests.database import database_of
from tests.kit.gateway import ELEMENT, INSTANCE, KNOWN, Gateway, job
from tests.serving import at_work
from tests.waiting import eventually
from tsunagi.stack import Stack

TYPE = "intake.do-something"


@pytest.fixture(scope="module")
def intake(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as engine:
        yield engine


@pytest.fixture(autouse=True)
def _empty(intake: sa.Engine) -> Iterator[None]:
    yield
    with transaction(intake, EVERY_MUNICIPALITY) as db:
        db.execute(sa.text("DELETE FROM incidents"))
        db.execute(sa.text("DELETE FROM inbox"))


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway() as gateway:
        yield gateway


def failing_with(error: Exception | None, *caught: str) -> Tasks:
    """One task, whose diagram catches these codes."""
    tasks = Tasks("intake")

    @tasks.task("do-something", key=("PI",), errors=caught)
    def fail(_job: Job) -> Variables:
        if error is not None:
            raise error
        return {}

    return tasks


WELL = failing_with(None)
FAULTY = failing_with(RuntimeError("架空 花子"))


@contextmanager
def working(gateway: Gateway, database: sa.Engine, tasks: Tasks) -> Iterator[Worker]:
    nobody, metrics = Peers({}, None), Metrics(database, Clock(None), ())  # type: ignore[arg-type]  # nobody is asked
    known = (database, ThreadPoolExecutor(4), Clock(None), nobody, Calendar(), metrics)
    worker = Worker(gateway.address, tasks.definitions, "intake", *known)
    with at_work(worker):
        yield worker


def test_an_error_that_the_diagram_should_catch_says_what_an_incident_says(intake: sa.Engine, gateway: Gateway) -> None:
    with working(gateway, intake, failing_with(NotFound(), NotFound.code)):
        gateway.hand_out(job(TYPE, 110, KNOWN, {}))
        (thrown,) = eventually(lambda: gateway.thrown)
    assert thrown.errorCode == "NOT_FOUND"
    assert thrown.errorMessage == "NOT_FOUND | R8-00001-0 | docs/operators.md#not_found"


def open_incidents(intake: sa.Engine) -> dict[str, float]:
    """Code → number, as the metrics have it."""
    with transaction(intake, EVERY_MUNICIPALITY) as db:
        return {labels["code"]: count for _name, _says, labels, count in incidents.counts(db, datetime.now(UTC))}


def fail(intake: sa.Engine, gateway: Gateway, key: int, retries: int) -> FailJobRequest:
    """In a process of its own: what the engine is told."""
    with working(gateway, intake, FAULTY):
        gateway.hand_out(job(TYPE, key, KNOWN, {}, retries))
        return eventually(lambda: [one for one in gateway.failed if one.jobKey == key])[-1]


def test_a_job_that_has_used_up_its_tries_is_counted_until_another_process_has_done_it(
    intake: sa.Engine, gateway: Gateway
) -> None:
    assert fail(intake, gateway, 210, retries=2).retries == 1
    assert open_incidents(intake) == {}
    assert fail(intake, gateway, 220, retries=1).retries == 0
    assert open_incidents(intake) == {"RuntimeError": 1}
    with working(gateway, intake, WELL):
        gateway.hand_out(job(TYPE, 220, KNOWN, {}, retries=1))
        eventually(lambda: gateway.completed)
        eventually(lambda: open_incidents(intake) == {})


def test_what_is_kept_of_it_is_codes_and_ids_of_its_own_city(intake: sa.Engine, gateway: Gateway) -> None:
    fail(intake, gateway, 230, retries=1)
    with transaction(intake, KNOWN["municipalityId"]) as db:
        assert incidents.kept(db) == {
            230: incidents.Failing("RuntimeError", "case-1", "R8-00001-0", ELEMENT, 231, INSTANCE)
        }
    with transaction(intake, "13101") as db:
        assert incidents.kept(db) == {}


def test_an_incident_that_cannot_be_kept_is_made_all_the_same(
    postgres: Stack, intake: sa.Engine, gateway: Gateway
) -> None:
    owner = sa.create_engine(sa.make_url(postgres.admin_database_url()).set(database=intake.url.database))
    with owner.begin() as db:
        db.execute(sa.text("ALTER TABLE incidents RENAME TO incidents_away"))
    assert fail(intake, gateway, 240, retries=1).retries == 0
    with owner.begin() as db:
        db.execute(sa.text("ALTER TABLE incidents_away RENAME TO incidents"))
    owner.dispose()


def test_while_the_database_is_away_no_try_is_the_last(
    intake: sa.Engine, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def away(*_: object) -> Iterator[sa.Connection]:
        raise DatabaseUnavailable
        yield

    monkeypatch.setattr(incidents, "transaction", away)
    assert fail(intake, gateway, 250, retries=1).retries == 1


@pytest.fixture
def reconciler(
    intake: sa.Engine, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], list[dict[str, str | int]]]]:
    """Of a process that has just begun, without a broker: sweeps twice and answers what is found."""
    monkeypatch.setattr(broker_probe, "tail", lambda *_: [])
    with working(gateway, intake, WELL) as worker:
        brokers = cast(Brokers, None)
        made = Reconciler("intake", intake, Clock(None), gateway.address, brokers, worker, (), 60.0)

        def swept() -> list[dict[str, str | int]]:
            made.sweep()
            made.sweep()
            return made.findings()

        yield swept


def test_a_process_that_has_just_begun_tells_of_it_until_its_element_is_gone(
    intake: sa.Engine, gateway: Gateway, reconciler: Callable[[], list[dict[str, str | int]]]
) -> None:
    failing = incidents.Failing("NOT_FOUND", "case-1", "R8-00001-0", ELEMENT, 261, INSTANCE)
    assert incidents.keep(intake, 260, KNOWN["municipalityId"], failing, datetime.now(UTC))
    (found,) = reconciler()
    assert (found["code"], found["subject"]) == ("JOB_FAILS", f"{ELEMENT}/NOT_FOUND")
    assert (found["case_no"], found["process_instance_key"]) == ("R8-00001-0", INSTANCE)
    gateway.gone.add(261)
    assert reconciler() == []
    assert open_incidents(intake) == {}
