"""Every pyzeebe trap of engine.md, on a real engine behind a wire that can fail."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

import grpc
import pytest
import sqlalchemy as sa
from opentelemetry import trace
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc
from structlog.testing import capture_logs

from kit import incidents, telemetry, zeebe
from kit.calendar import Calendar
from kit.clock import Clock
from kit.errors import NotFound
from kit.metrics import Metrics
from kit.peers import Peers
from kit.zeebe import Job, Tasks, Variables, Worker
from tests.kit.faulty_gateway import FaultyGateway
from tests.serving import at_work
from tests.waiting import eventually
from tsunagi.stack import Stack

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="tsunagi">
  <bpmn:process id="{id}" isExecutable="true">
    <bpmn:startEvent id="Start"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Task" />
    <bpmn:serviceTask id="Task">
      <bpmn:extensionElements><zeebe:taskDefinition type="{type}" retries="5" /></bpmn:extensionElements>
      <bpmn:incoming>F1</bpmn:incoming><bpmn:outgoing>F2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="F2" sourceRef="Task" targetRef="End" />
    <bpmn:endEvent id="End"><bpmn:incoming>F2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>"""


class Engine:
    """The real engine, and a worker of the test's own tasks that reaches it through `wire`."""

    def __init__(self, stack: Stack, database: sa.Engine, wire: FaultyGateway) -> None:
        self.wire, self._database = wire, database
        self._stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(stack.zeebe_grpc))
        self.prefix = f"t{uuid.uuid4().hex[:8]}"

    def deploy(self, task: str) -> str:
        process = f"{self.prefix}-{task}"
        content = PROCESS.format(id=process, type=f"{self.prefix}.{task}").encode()
        resource = gateway_pb2.Resource(name=f"{process}.bpmn", content=content)
        self._stub.DeployResource(gateway_pb2.DeployResourceRequest(resources=[resource]))
        return process

    def start(self, process: str, count: int = 1) -> None:
        variables = json.dumps({"caseId": "case-1", "caseNo": "R8-00001-0", "municipalityId": "28216"})
        for _ in range(count):
            request = gateway_pb2.CreateProcessInstanceRequest(bpmnProcessId=process, version=-1, variables=variables)
            self._stub.CreateProcessInstance(request)

    @contextmanager
    def worker(self, tasks: Tasks) -> Iterator[Worker]:
        pool = ThreadPoolExecutor(32)
        worker = Worker(
            self.wire.address,
            tasks.definitions,
            self.prefix,
            self._database,
            pool,
            Clock(None),
            _no_peers(),
            Calendar(),
            Metrics(self._database, Clock(None), ()),
        )
        with at_work(worker):
            yield worker

    def completed(self) -> int:
        return len(self.wire.requests.get("CompleteJob", []))


def _no_peers() -> Peers:
    return Peers({}, None)  # type: ignore[arg-type]  # these tasks ask nobody


@pytest.fixture
def engine(still_stack: Stack, kit_database: sa.Engine) -> Iterator[Engine]:
    with FaultyGateway(still_stack.zeebe_grpc) as wire:
        yield Engine(still_stack, kit_database, wire)


def _task(engine: Engine, name: str, run: Callable[[Job], Variables], tasks: Tasks | None = None) -> Tasks:
    tasks = tasks or Tasks(engine.prefix)
    tasks.task(name, key=("PI",), outputs=("done",))(run)
    return tasks


@pytest.mark.plan("C-01")
def test_a_flood_of_poll_errors_does_not_stop_a_worker(engine: Engine) -> None:
    done = threading.Semaphore(0)

    def count(_job: Job) -> Variables:
        done.release()
        return {}

    tasks = Tasks(engine.prefix)
    for name in ("a", "b", "c", "d"):
        _task(engine, name, count, tasks)
        engine.start(engine.deploy(name))
    flood = {8: grpc.StatusCode.PERMISSION_DENIED}
    engine.wire.faults["ActivateJobs"] = lambda n: flood.get(n, grpc.StatusCode.UNAVAILABLE) if n <= 16 else None
    with engine.worker(tasks):
        for _ in range(4):
            assert done.acquire(timeout=60)
        assert len(engine.wire.requests["ActivateJobs"]) > 16


def test_a_full_worker_takes_no_more_than_its_limit_and_goes_on_at_once(engine: Engine) -> None:
    running, peak, lock = 0, 0, threading.Lock()
    full, release = threading.Event(), threading.Event()

    def block(_job: Job) -> Variables:
        nonlocal running, peak
        with lock:
            running += 1
            peak = max(peak, running)
            if running == zeebe.MAX_RUNNING:
                full.set()
        assert release.wait(60)
        with lock:
            running -= 1
        return {}

    tasks = _task(engine, "block", block)
    engine.start(engine.deploy("block"), count=3 * zeebe.MAX_RUNNING)
    with engine.worker(tasks):
        assert full.wait(30)
        release.set()
        eventually(lambda: engine.completed() == 3 * zeebe.MAX_RUNNING, seconds=20)
    assert peak == zeebe.MAX_RUNNING


@pytest.mark.plan("C-01")
def test_a_completion_that_fails_is_told_again_and_the_effect_happens_once(engine: Engine) -> None:
    effects: list[int] = []

    def effect(job: Job) -> Variables:
        effects.append(job.process_instance_key)
        return {"done": True}

    tasks = _task(engine, "effect", effect)
    engine.start(engine.deploy("effect"))
    engine.wire.faults["CompleteJob"] = lambda n: grpc.StatusCode.RESOURCE_EXHAUSTED if n <= 3 else None
    with engine.worker(tasks):
        eventually(lambda: engine.completed() >= 4)
    assert len(effects) == 1


def test_the_text_of_an_exception_reaches_neither_engine_nor_log(engine: Engine) -> None:
    def leak(_job: Job) -> Variables:
        raise ValueError("架空 花子 090-0000-0000")

    tasks = _task(engine, "leak", leak)
    engine.start(engine.deploy("leak"))
    with capture_logs() as logs, engine.worker(tasks):
        eventually(lambda: bool(engine.wire.requests.get("FailJob")))
    told = gateway_pb2.FailJobRequest.FromString(engine.wire.requests["FailJob"][0])
    assert told.errorMessage == "ValueError | R8-00001-0 | docs/operators.md#fault"
    assert any(line["event"] == "job.failed" for line in logs)
    assert "架空" not in json.dumps(logs, ensure_ascii=False) + told.errorMessage


def test_an_error_that_nothing_catches_is_an_incident_with_code_case_and_runbook(
    engine: Engine, still_stack: Stack
) -> None:
    def refuse(_job: Job) -> Variables:
        raise NotFound

    tasks = Tasks(engine.prefix)
    tasks.task("uncaught", key=("PI",), errors=(NotFound.code,))(refuse)
    process = engine.deploy("uncaught")
    engine.start(process)
    with engine.worker(tasks):
        (incident,) = eventually(lambda: still_stack.records("INCIDENT", "CREATED", bpmnProcessId=process))
    assert incident["value"]["errorType"] == "UNHANDLED_ERROR_EVENT"
    assert "NOT_FOUND | R8-00001-0 | docs/operators.md#not_found" in incident["value"]["errorMessage"]


def test_the_back_off_grows_from_failure_to_failure(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "BACKOFF_SECONDS", (0.05, 0.2, 0.8, 2.0))

    def fail(_job: Job) -> Variables:
        raise RuntimeError

    tasks = _task(engine, "fail", fail)
    engine.start(engine.deploy("fail"))
    with engine.worker(tasks):
        eventually(lambda: len(engine.wire.requests.get("FailJob", [])) >= 4, seconds=60)
    delays = [gateway_pb2.FailJobRequest.FromString(raw).retryBackOff for raw in engine.wire.requests["FailJob"]]
    assert all(later > 1.5 * earlier for earlier, later in pairwise(delays[:4]))


def test_stopping_finishes_what_is_in_hand_and_tells_the_engine(engine: Engine) -> None:
    started, release = threading.Event(), threading.Event()

    def slow(_job: Job) -> Variables:
        started.set()
        assert release.wait(30)
        return {}

    tasks = _task(engine, "slow", slow)
    engine.start(engine.deploy("slow"))
    with engine.worker(tasks):
        assert started.wait(30)
        threading.Timer(0.5, release.set).start()
    assert engine.completed() == 1


def test_the_trace_of_a_job_is_current_in_the_pool(engine: Engine) -> None:
    seen: list[tuple[str, str, bool]] = []

    def look(job: Job) -> Variables:
        inside = trace.get_current_span().get_span_context().is_valid
        seen.append((job.ctx.traceparent, telemetry.traceparent(), inside))
        return {}

    tasks = _task(engine, "look", look)
    engine.start(engine.deploy("look"))
    with engine.worker(tasks):
        eventually(lambda: bool(seen))
    given, current, inside = seen[0]
    assert inside
    assert given == current != ""


def test_a_variable_outside_the_contract_never_reaches_the_engine(engine: Engine) -> None:
    tasks = _task(engine, "extra", lambda _job: {"name": "架空 花子"})
    engine.start(engine.deploy("extra"))
    with engine.worker(tasks):
        eventually(lambda: bool(engine.wire.requests.get("FailJob")))
    told = gateway_pb2.FailJobRequest.FromString(engine.wire.requests["FailJob"][0])
    assert told.errorMessage.startswith("UndeclaredOutput")
    assert not engine.completed()


def test_a_task_type_that_is_no_longer_polled_is_named_within_a_minute(engine: Engine) -> None:
    release = threading.Event()
    tasks = _task(engine, "stuck", lambda _job: {"done": release.wait(120)})
    _task(engine, "free", lambda _job: {}, tasks)
    engine.start(engine.deploy("stuck"), count=zeebe.MAX_RUNNING)
    engine.deploy("free")
    with engine.worker(tasks) as worker:
        eventually(lambda: worker.unpolled() == [f"{engine.prefix}.stuck"], seconds=60)
        release.set()
        eventually(lambda: worker.unpolled() == [], seconds=30)
