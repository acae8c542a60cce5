"""A step that was drawn without code is worked like any other job: a fault of one stops no other and is told, each try
has its span and its count, and the step after it follows whoever answered. tests/user_tasks asks a real engine.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import grpc
import pytest
import sqlalchemy as sa
from opentelemetry.trace import SpanKind
from pyzeebe.proto.gateway_pb2 import ActivatedJob
from structlog.testing import capture_logs

import pb.tsunagi.work.v1.work_pb2  # noqa: F401 - its events are recorded
from kit import incidents, telemetry, user_tasks, work_items
from kit.clock import Clock
from kit.context import Actor, Context
from kit.errors import PeerUnavailable
from kit.metrics import Metrics
from kit.peers import Peers
from kit.transaction import transaction
from kit.user_task_jobs import JOB_TYPE, TRIES, UserTasks
from tests.database import database_of
from tests.kit.exported import ended, own, said, spans
from tests.kit.gateway import ELEMENT, INSTANCE, KNOWN, Gateway, job
from tests.waiting import eventually
from tsunagi.stack import Stack

BEFORE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
WORKER = Actor(frozenset({"AGENCY"}), "W-04", "worker-1", frozenset({"agency-worker"}), frozenset({"INTAKE"}))


@pytest.fixture(scope="module")
def intake(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as engine:
        yield engine


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def metrics(intake: sa.Engine) -> Metrics:
    return Metrics(intake, Clock(None), ())


@pytest.fixture(autouse=True)
def owner(intake: sa.Engine, gateway: Gateway, metrics: Metrics) -> Iterator[UserTasks]:
    nobody = Peers({}, None)  # type: ignore[arg-type]  # nobody is asked
    thread = UserTasks("intake", intake, Clock(None), gateway.address, nobody, responsible, metrics)
    thread.start()
    yield thread
    thread.stop()
    thread.join(30)


def responsible(_db: sa.Connection, _ctx: Context, group: str) -> tuple[str, str]:
    if group == "FAULTY":
        raise RuntimeError("架空 花子")
    if group == "AWAY":
        raise PeerUnavailable
    return "W-04", group


def drawn(key: int, group: str, retries: int = 1, **variables: str) -> ActivatedJob:
    known = {**KNOWN, telemetry.VARIABLE: BEFORE, **variables}
    return job(JOB_TYPE, key, known, {"io.camunda.zeebe:candidateGroups": group, "within": "2BD"}, retries)


def opened(intake: sa.Engine, key: int) -> bool:
    with transaction(intake, "28216") as db:
        return work_items.is_open(db, context(), f"tasks/{key}", user_tasks.KIND)


def context() -> Context:
    return Context(WORKER, "INTAKE", datetime.now(UTC), "28216", telemetry.traceparent())


def answer(intake: sa.Engine, key: int) -> str:
    """By the call of a worker; its traceparent."""
    with telemetry.rpc_span("tsunagi.intake.v1.IntakeService.CompleteTask", "") as call:
        with transaction(intake, "28216") as db:
            user_tasks.complete(db, context(), str(key), sa.true(), {})
        return call


def counted(metrics: Metrics, outcome: str) -> bool:
    return f'tsunagi_job_duration_seconds_count{{outcome="{outcome}",type="{JOB_TYPE}"}}' in metrics.page().decode()


def test_a_job_that_meets_a_fault_stops_no_other_and_the_engine_is_told_code_and_case(
    intake: sa.Engine, gateway: Gateway
) -> None:
    with capture_logs() as logs:
        gateway.hand_out(drawn(110, "FAULTY"), drawn(120, "agency-worker"))
        eventually(lambda: opened(intake, 120))
        (told,) = eventually(lambda: gateway.failed)
    assert (told.jobKey, told.retries) == (110, TRIES)
    assert told.errorMessage == "RuntimeError | R8-00001-0 | docs/operators.md#fault"
    assert told.retryBackOff > 0
    assert not opened(intake, 110)
    (line,) = (one for one in logs if one["event"] == "job.failed")
    assert (line["code"], line["case_no"], line["element"]) == ("RuntimeError", "R8-00001-0", ELEMENT)
    assert "架空" not in str(logs) + str(told)


def test_its_tries_are_counted_down_to_an_incident_with_growing_pauses(gateway: Gateway) -> None:
    left = 1
    for number in range(1, TRIES + 1):
        assert left
        gateway.hand_out(drawn(130, "FAULTY", left))
        eventually(lambda number=number: len(gateway.failed) == number)  # type: ignore[misc]
        left = gateway.failed[-1].retries
    assert left == 0
    assert all(later.retryBackOff > 1.5 * earlier.retryBackOff for earlier, later in pairwise(gateway.failed))


def test_what_used_up_its_tries_is_an_open_incident_until_its_work_is_opened(
    intake: sa.Engine, gateway: Gateway
) -> None:
    gateway.hand_out(drawn(230, "FAULTY", retries=2))
    (told,) = eventually(lambda: gateway.failed)
    assert told.retries == 0
    with transaction(intake, "28216") as db:
        assert incidents.kept(db)[230].code == "RuntimeError"
    gateway.hand_out(drawn(230, "agency-worker"))
    eventually(lambda: opened(intake, 230))
    with transaction(intake, "28216") as db:
        assert 230 not in incidents.kept(db)


def test_another_service_that_is_away_costs_no_try(gateway: Gateway) -> None:
    gateway.hand_out(drawn(140, "AWAY"), drawn(150, "AWAY", retries=4))
    eventually(lambda: len(gateway.failed) == 2)
    assert [one.retries for one in gateway.failed] == [1, 4]
    assert {one.errorMessage for one in gateway.failed} == {
        "PEER_UNAVAILABLE | R8-00001-0 | docs/operators.md#peer_unavailable"
    }


def test_a_task_of_a_process_without_its_case_is_an_incident_at_once_with_the_number_that_is_known(
    gateway: Gateway,
) -> None:
    gateway.hand_out(drawn(160, "agency-worker", caseId=""))
    (told,) = eventually(lambda: gateway.failed)
    assert told.retries == 0
    assert told.errorMessage == "TASK_WITHOUT_CASE | R8-00001-0 | docs/operators.md#task_without_case"


def test_the_step_after_it_follows_the_call_that_answered(intake: sa.Engine, gateway: Gateway) -> None:
    with spans() as exporter:
        gateway.hand_out(drawn(170, "agency-worker", handoffId="handoff-1"))
        eventually(lambda: opened(intake, 170))
        begun = ended(exporter, f"process {JOB_TYPE}", 170)
        call = answer(intake, 170)
        (completed,) = eventually(lambda: gateway.completed)
        told = ended(exporter, f"send {JOB_TYPE}", 170)
    assert begun.kind is SpanKind.CONSUMER
    assert [format(link.context.span_id, "016x") for link in begun.links] == [BEFORE.split("-")[2]]
    assert said(begun)["handoff.id"] == "handoff-1"
    for span in (begun, told):
        assert (said(span)["bpmn.element.id"], said(span)["zeebe.process_instance.key"]) == (ELEMENT, INSTANCE)
        assert said(span)["case.id"] == "case-1"
    assert told.kind is SpanKind.PRODUCER
    assert told.parent is not None
    assert call.split("-")[1:3] == [format(told.parent.trace_id, "032x"), format(told.parent.span_id, "016x")]
    assert json.loads(completed.variables)[telemetry.VARIABLE] == own(told)


def test_what_a_task_brings_about_follows_it(intake: sa.Engine, gateway: Gateway) -> None:
    with spans() as exporter:
        gateway.hand_out(drawn(180, "agency-worker"))
        begun = ended(exporter, f"process {JOB_TYPE}", 180)
    query = sa.text("SELECT traceparent FROM outbox ORDER BY id DESC LIMIT 1")
    with transaction(intake, "28216") as db:
        assert db.scalar(query) == own(begun)


def test_each_try_is_counted_by_its_outcome(intake: sa.Engine, gateway: Gateway, metrics: Metrics) -> None:
    gateway.hand_out(drawn(190, "FAULTY"), drawn(200, "agency-worker"))
    eventually(lambda: counted(metrics, "OPENED") and counted(metrics, "RuntimeError"))
    assert not counted(metrics, "COMPLETED")
    answer(intake, 200)
    eventually(lambda: counted(metrics, "COMPLETED"))


def test_an_answer_that_the_engine_refuses_keeps_no_other_back(intake: sa.Engine, gateway: Gateway) -> None:
    gateway.refuses[210] = grpc.StatusCode.INVALID_ARGUMENT
    gateway.hand_out(drawn(210, "agency-worker"), drawn(220, "agency-worker"))
    eventually(lambda: opened(intake, 210) and opened(intake, 220))
    answer(intake, 210)
    answer(intake, 220)
    eventually(lambda: [one.jobKey for one in gateway.completed] == [220])
    del gateway.refuses[210]
    eventually(lambda: {one.jobKey for one in gateway.completed} == {210, 220})
