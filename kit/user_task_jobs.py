"""The engine's side of user tasks (kit/user_tasks.py; job-worker kind).

Their jobs are leased briefly, and the lease is renewed while they wait, so that a cancelled one is noticed; each is a
work item by its job key. What people answered is told to the engine after its commit, by key.
"""

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import grpc
import sqlalchemy as sa
import structlog
from opentelemetry.trace import SpanKind
from pyzeebe.proto import gateway_pb2 as pb
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub
from sqlalchemy.dialects.postgresql import insert

from kit import crash, incidents, telemetry, user_task_forms, work_items
from kit.calendar import BadDuration, Calendar
from kit.clock import Clock
from kit.context import Context, service_actor
from kit.engine_probe import RECONNECT
from kit.errors import DomainError, code_of, is_outage
from kit.metrics import Metrics
from kit.peers import Peers
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction
from kit.user_tasks import ANSWERED, CANCELLED, DONE, KIND, OPEN, answered, tasks
from kit.zeebe import ALWAYS_FETCHED, Job
from kit.zeebe_adapter import LEASE_MS

JOB_TYPE = "io.camunda.zeebe:userTask"
GROUPS, DUE = "io.camunda.zeebe:candidateGroups", "io.camunda.zeebe:dueDate"
POLL_MS, AT_ONCE = 1_000, 50
RENEW_SECONDS = 15.0
FALLBACK_WITHIN = "5BD"
TRIES, AS_DRAWN, LAST = 5, 1, 2
"""The engine gives a user task one retry. It gets five tries all the same: its retries are then 1, 5, 4, 3, 2."""
ENGINE_AWAY = (
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
)
Responsible = Callable[[sa.Connection, Context, str], tuple[str, str]]
"""Group of a diagram → (agency, role)."""
log = structlog.get_logger()


class TaskWithoutCase(DomainError):
    code = "TASK_WITHOUT_CASE"
    message = "この仕事には、市区町村と案件の番号がありません。図をご確認ください。"


class UserTasks(threading.Thread):
    """Leases, renews and completes the jobs of user tasks for as long as the service runs; any number of replicas."""

    def __init__(
        self,
        service: str,
        engine: sa.Engine,
        clock: Clock,
        zeebe: str,
        peers: Peers,
        responsible: Responsible,
        metrics: Metrics,
    ) -> None:
        super().__init__(name="user-tasks", daemon=True)
        self._service, self._engine, self._clock, self._peers = service, engine, clock, peers
        self._responsible, self._metrics = responsible, metrics
        self._stub = GatewayStub(grpc.insecure_channel(zeebe, options=RECONNECT))
        self._renewed = 0.0
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._tell()
                if time.monotonic() > self._renewed + RENEW_SECONDS:
                    self._renew()
                    self._renewed = time.monotonic()
                self._lease()
            except Exception as error:  # the edge: engine or database are away, and come back
                log.warning("user_tasks.cannot_work", error=type(error).__name__)
                self._stopped.wait(1.0)

    def _lease(self) -> None:
        request = pb.ActivateJobsRequest(
            type=JOB_TYPE,
            worker=self._service,
            timeout=LEASE_MS,
            maxJobsToActivate=AT_ONCE,
            fetchVariable=ALWAYS_FETCHED,
            requestTimeout=POLL_MS,
        )
        for answer in self._stub.ActivateJobs(request, timeout=10 + POLL_MS / 1000):
            for job in answer.jobs:
                self._take(job)

    def _take(self, job: Any) -> None:
        """Whatever one job meets, the others of its batch go on."""
        variables, headers = json.loads(job.variables or "{}"), json.loads(job.customHeaders or "{}")
        place = (job.bpmnProcessId, job.elementId, job.processInstanceKey)
        attributes = telemetry.job(JOB_TYPE, job.key, *place, variables)
        previous = str(variables.get(telemetry.VARIABLE) or "")
        began, outcome = time.monotonic(), "OPENED"
        with telemetry.span(f"process {JOB_TYPE}", previous, attributes):
            try:
                self._open(job, variables, headers)
            except Exception as error:  # the edge: whatever it was, the engine gets a code, and a fault is tried again
                outcome = code_of(error)
                telemetry.note({"error.type": outcome})
                self._fail(job, variables, error)
        self._metrics.job(JOB_TYPE, outcome, began)

    def _open(self, job: Any, variables: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        city = str(variables.get("municipalityId") or "")
        if not city or not variables.get("caseId"):
            raise TaskWithoutCase
        with transaction(self._engine, city) as db:
            values = {
                "job_key": job.key,
                "municipality_id": city,
                "work_item_id": f"job-{job.key}",
                "title": headers.get(user_task_forms.HEADER_TITLE, job.elementId),
                "form": headers.get(user_task_forms.HEADER_FORM, "[]"),
                "state": OPEN,
                "claimed_by": "",
            }
            added = db.execute(insert(tasks).values(values).on_conflict_do_nothing().returning(tasks.c.job_key)).first()
            incidents.drop(db, [job.key])
            if added is None:
                return
            ctx = self._context(city)
            bound = Job(ctx, db, self._peers, {}, headers, job.processInstanceKey, job.elementId, Calendar())
            agency_id, role = self._responsible(db, ctx, _group(headers.get(GROUPS, "")))
            new = work_items.NewItem(
                str(variables.get("caseId") or ""),
                str(variables.get("caseNo") or ""),
                KIND,
                f"tasks/{job.key}",
                agency_id,
                role,
                _due(bound),
            )
            item_id = work_items.open_item(db, ctx, bound, new)
            db.execute(tasks.update().where(tasks.c.job_key == job.key).values(work_item_id=item_id))
            crash.at("before-commit", JOB_TYPE)
        crash.at("after-commit", JOB_TYPE)

    def _fail(self, job: Any, variables: Mapping[str, Any], error: Exception) -> None:
        """After the last try an incident, with a code that docs/operators.md explains."""
        attempt = 1 if job.retries == AS_DRAWN else max(1, TRIES + LAST - job.retries)
        keys = (job.elementInstanceKey, job.processInstanceKey)
        failing = incidents.failed(JOB_TYPE, attempt, error, variables, job.elementId, *keys)
        left, city = _left(job.retries, error), str(variables.get("municipalityId") or "")
        if not left and not incidents.keep(self._engine, job.key, city, failing, self._clock.now()):
            left = job.retries
        request = pb.FailJobRequest(
            jobKey=job.key,
            retries=left,
            errorMessage=incidents.message(error, failing.case_no),
            retryBackOff=incidents.backoff_ms(error, attempt),
        )
        with suppress(grpc.RpcError):  # it is handed out again after its lease
            self._stub.FailJob(request, timeout=10)

    def _each(self, rows: Iterable[sa.Row[Any]], do: Callable[[sa.Row[Any]], None]) -> None:
        """Whatever one task meets, the others go on. Raises when engine or database are away: none would."""
        for row in rows:
            try:
                do(row)
            except Exception as error:
                if isinstance(error, DatabaseUnavailable) or _is_engine_away(error):
                    raise
                log.warning("user_tasks.task_waits", job_key=row.job_key, error=type(error).__name__)

    def _renew(self) -> None:
        """What is overdue says so; what the engine no longer has is closed."""
        items, now = work_items.items, self._clock.now()
        query = sa.select(tasks.c.job_key, tasks.c.municipality_id, items.c.id, items.c.subject, items.c.due_at)
        query = query.add_columns(items.c.state).join(items, items.c.id == tasks.c.work_item_id)
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            waiting = db.execute(query.where(tasks.c.state == OPEN)).all()
        self._each(waiting, lambda row: self._look_after(row, now))

    def _look_after(self, row: sa.Row[Any], now: datetime) -> None:
        gone = not self._has(row.job_key)
        overdue = row.state == work_items.OPEN and row.due_at < now
        if not gone and not overdue:
            return
        with transaction(self._engine, row.municipality_id) as db:
            if gone:
                self._close(db, row)
            else:
                work_items.change(db, self._context(row.municipality_id), row.id, work_items.OVERDUE)

    def _close(self, db: sa.Connection, row: sa.Row[Any]) -> None:
        still_open = sa.and_(tasks.c.job_key == row.job_key, tasks.c.state == OPEN)
        if db.execute(tasks.update().where(still_open).values(state=CANCELLED)).rowcount:
            work_items.close_subject(db, self._context(row.municipality_id), row.subject, KIND)

    def _has(self, job_key: int) -> bool:
        """Renews the lease; a job whose lease has run out is leased again by the poll."""
        try:
            self._stub.UpdateJobTimeout(pb.UpdateJobTimeoutRequest(jobKey=job_key, timeout=LEASE_MS), timeout=10)
        except grpc.RpcError as error:
            if error.code() is grpc.StatusCode.NOT_FOUND:
                return False
            if error.code() is not grpc.StatusCode.FAILED_PRECONDITION:
                raise
        return True

    def _tell(self) -> None:
        items = work_items.items
        query = sa.select(tasks, items.c.case_id, items.c.element_id, items.c.process_instance_key)
        query = query.join(items, items.c.id == tasks.c.work_item_id).where(tasks.c.state == ANSWERED)
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            waiting = db.execute(query).all()
        self._each(waiting, self._tell_answer)

    def _tell_answer(self, row: sa.Row[Any]) -> None:
        began = time.monotonic()
        with transaction(self._engine, row.municipality_id) as db:
            given = {key: value for key, (_class, value) in answered(db, row.job_key).items()}
        # What was left open is null, so that a diagram may read it.
        variables = {one.key: given.get(one.key) for one in user_task_forms.decode(row.form) if one.is_variable}
        attributes: dict[str, str | int] = {
            **telemetry.messaging("zeebe", "send", JOB_TYPE, row.job_key),
            "bpmn.element.id": row.element_id,
            "case.id": row.case_id,
            "zeebe.process_instance.key": row.process_instance_key,
        }
        with telemetry.within(row.traceparent, f"send {JOB_TYPE}", SpanKind.PRODUCER, attributes) as traceparent:
            crash.at("before-complete-job", JOB_TYPE)
            self._complete(row.job_key, {**variables, telemetry.VARIABLE: traceparent})
        with transaction(self._engine, row.municipality_id) as db:
            db.execute(tasks.update().where(tasks.c.job_key == row.job_key).values(state=DONE))
        self._metrics.job(JOB_TYPE, "COMPLETED", began)

    def _complete(self, job_key: int, variables: Mapping[str, Any]) -> None:
        try:
            self._stub.CompleteJob(pb.CompleteJobRequest(jobKey=job_key, variables=json.dumps(variables)), timeout=10)
        except grpc.RpcError as error:
            # It was told before, or the engine cancelled the task meanwhile.
            if error.code() is not grpc.StatusCode.NOT_FOUND:
                raise

    def _context(self, municipality_id: str) -> Context:
        traceparent = telemetry.traceparent()
        return Context(service_actor(self._service), "PROCESS", self._clock.now(), municipality_id, traceparent)


def _left(retries: int, error: Exception) -> int:
    if is_outage(error):
        return retries
    if isinstance(error, TaskWithoutCase) or retries == LAST:
        return 0
    return TRIES if retries == AS_DRAWN else retries - 1


def _is_engine_away(error: Exception) -> bool:
    return isinstance(error, grpc.RpcError) and error.code() in ENGINE_AWAY


def _group(header: str) -> str:
    """The engine hands a list as JSON; the first group is the responsible one."""
    try:
        groups = json.loads(header)
    except ValueError:
        return header
    return str(groups[0]) if isinstance(groups, list) and groups else header


def _due(job: Job) -> datetime:
    """The task's own `within`, else the date that the diagram gives it."""
    try:
        if "within" in job.headers:
            return job.due()
        moment = datetime.fromisoformat(job.headers.get(DUE, ""))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (BadDuration, ValueError):
        return job.calendar.due(FALLBACK_WITHIN, job.ctx.now)
