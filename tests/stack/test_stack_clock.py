"""The clock keeper on the real engine: forward only, and never forgotten."""

import json
from datetime import UTC, datetime, timedelta

from kit.clock import Clock
from tests.stack.probe import probe
from tests.waiting import eventually
from tsunagi.stack import Stack


def test_a_wait_of_15_days_ends_when_the_clock_jumps(moving_stack: Stack) -> None:
    with probe(moving_stack.zeebe_grpc) as engine:
        engine.begin("P15D")
        assert engine.jobs(1) == []
        moving_stack.clock.advance_to(moving_stack.clock.now() + timedelta(days=15, seconds=1))
        (job,) = engine.jobs(10)
        engine.complete(job)


def test_time_goes_on_between_jumps_so_that_leases_end(moving_stack: Stack) -> None:
    with probe(moving_stack.zeebe_grpc) as engine:
        engine.begin("PT0.1S")
        (job,) = engine.jobs(10, lease=1)
        (again,) = engine.jobs(10)
        assert again == job
        engine.complete(job)


def test_a_moment_that_has_passed_does_not_take_the_clock_back(moving_stack: Stack) -> None:
    before = moving_stack.clock.now()
    moving_stack.clock.advance_to(before - timedelta(seconds=1))
    assert timedelta(0) <= moving_stack.clock.now() - before < timedelta(seconds=5)


def test_the_services_read_the_time_that_the_keeper_tells(moving_stack: Stack) -> None:
    moving_stack.clock.advance_to(moving_stack.clock.now() + timedelta(days=2))
    told = Clock(moving_stack.clock_file).now()
    assert abs(told - moving_stack.clock.now()) < timedelta(seconds=0.25)
    assert json.loads(moving_stack.clock_file.read_text())["pinned"] is True


def test_the_engine_dates_its_records_with_the_case_time(moving_stack: Stack) -> None:
    with probe(moving_stack.zeebe_grpc) as engine:
        instance = engine.begin("PT0.1S")
        (job,) = engine.jobs(10)
        engine.complete(job)
        completed = moving_stack.clock.now()
    (record,) = eventually(lambda: moving_stack.records("JOB", "COMPLETED", processInstanceKey=instance))
    dated = datetime.fromtimestamp(record["timestamp"] / 1000, UTC)
    assert abs(dated - completed) < timedelta(seconds=2)


def test_nobody_moves_the_still_stack(still_stack: Stack) -> None:
    assert abs(still_stack.clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    assert Clock(still_stack.clock_file).now() - datetime.now(UTC) < timedelta(seconds=1)
