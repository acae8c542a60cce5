"""What a service makes of a job that it refuses or that fails. tests/kit/test_zeebe.py asks a real engine."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from kit.calendar import Calendar
from kit.clock import Clock
from kit.errors import NotFound
from kit.metrics import Metrics
from kit.peers import Peers
from kit.zeebe import Job, Tasks, Variables, Worker
from tests.database import database_of
from tests.kit.gateway import KNOWN, Gateway, job
from tests.waiting import eventually
from tsunagi.stack import Stack

TYPE = "intake.do-something"


@pytest.fixture(scope="module")
def intake(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as engine:
        yield engine


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway() as gateway:
        yield gateway


def failing_with(error: Exception, *caught: str) -> Tasks:
    """One task, whose diagram catches these codes."""
    tasks = Tasks("intake")

    @tasks.task("do-something", key=("PI",), errors=caught)
    def fail(_job: Job) -> Variables:
        raise error

    return tasks


@contextmanager
def working(gateway: Gateway, database: sa.Engine, tasks: Tasks) -> Iterator[Worker]:
    nobody, metrics = Peers({}, None), Metrics(database, Clock(None), ())  # type: ignore[arg-type]  # nobody is asked
    known = (database, ThreadPoolExecutor(4), Clock(None), nobody, Calendar(), metrics)
    worker = Worker(gateway.address, tasks.definitions, "intake", *known)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(worker.run(),))
    thread.start()
    try:
        yield worker
    finally:
        asyncio.run_coroutine_threadsafe(worker.stop(), loop).result(30)
        thread.join(30)
        assert not thread.is_alive()


def test_an_error_that_the_diagram_should_catch_says_what_an_incident_says(intake: sa.Engine, gateway: Gateway) -> None:
    with working(gateway, intake, failing_with(NotFound(), NotFound.code)):
        gateway.hand_out(job(TYPE, 110, KNOWN, {}))
        (thrown,) = eventually(lambda: gateway.thrown)
    assert thrown.errorCode == "NOT_FOUND"
    assert thrown.errorMessage == "NOT_FOUND | R8-00001-0 | docs/operators.md#not_found"
