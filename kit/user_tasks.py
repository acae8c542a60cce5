"""User tasks (job-worker kind): steps that an administrator draws without code, for all processes at one owner.

Their jobs are leased briefly, and the lease is renewed while they wait, so that a cancelled one is noticed; each is a
work item by its job key. People answer by rpc; the answer is told to the engine after its commit, by key.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import grpc
import sqlalchemy as sa
import structlog
from pyzeebe.proto import gateway_pb2 as pb
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub
from sqlalchemy.dialects.postgresql import insert

from kit import crash, user_task_forms, work_items
from kit.calendar import BadDuration, Calendar
from kit.clock import Clock
from kit.context import Context, service_actor
from kit.engine_probe import RECONNECT
from kit.errors import DomainError, NotFound
from kit.peers import Peers
from kit.row_security import municipality_column
from kit.sealing import Sealed, sealed
from kit.transaction import EVERY_MUNICIPALITY, transaction
from kit.zeebe import ALWAYS_FETCHED, Job
from kit.zeebe_adapter import LEASE_MS

JOB_TYPE = "io.camunda.zeebe:userTask"
GROUPS, DUE = "io.camunda.zeebe:candidateGroups", "io.camunda.zeebe:dueDate"
KIND = "USER_TASK"
OPEN, ANSWERED, DONE, CANCELLED = "OPEN", "ANSWERED", "DONE", "CANCELLED"
POLL_MS, AT_ONCE = 1_000, 50
RENEW_SECONDS = 15.0
FALLBACK_WITHIN = "5BD"
Responsible = Callable[[sa.Connection, Context, str], tuple[str, str]]
"""Group of a diagram → (agency, role)."""
log = structlog.get_logger()

_metadata = sa.MetaData()
tasks = sa.Table(
    "user_tasks",
    _metadata,
    sa.Column("job_key", sa.BigInteger, primary_key=True, autoincrement=False),
    municipality_column(),
    sa.Column("work_item_id", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("claimed_by", sa.Text, nullable=False),
    sa.Column("answered_at", sa.DateTime(timezone=True)),
)
answers = sa.Table(
    "user_task_answers",
    _metadata,
    sa.Column("job_key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("field", sa.Text, primary_key=True),
    municipality_column(),
    sa.Column("data_class", sa.Text, nullable=False),
    sa.Column("value", Sealed("user_task_answers.value", as_json=True), nullable=False),
    comment="value: JSON; of class C0 also a variable of the process, else nowhere but here.",
)
tables = (tasks, answers)


class TaskOver(DomainError):
    code = "TASK_OVER"
    message = "この仕事は、済んだか、要らなくなりました。"


class ClaimedByAnother(DomainError):
    code = "CLAIMED_BY_ANOTHER"
    message = "ほかの人が引き受けています。"


def find(db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool]) -> sa.Row[Any]:
    """By job key or work item, with its item; locked. `mine`: of work items, as the owner's work list narrows them.

    Raises NotFound for another agency's or role's.
    """
    items = work_items.items
    by_key = tasks.c.job_key == int(local_id) if local_id.isdecimal() and len(local_id) < 19 else sa.false()
    query = (
        sa.select(tasks, *(column for column in items.c if column.name not in ("municipality_id", "state")))
        .join(items, items.c.id == tasks.c.work_item_id)
        .where(
            sa.or_(by_key, tasks.c.work_item_id == local_id),
            tasks.c.municipality_id == ctx.municipality_id,
            items.c.agency_id == ctx.actor.agency_id,
            sa.or_(items.c.role == "", items.c.role.in_(ctx.actor.roles)),
            mine,
        )
        .with_for_update(of=tasks)
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return row


def claim(db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool]) -> None:
    """Raises NotFound, TaskOver, ClaimedByAnother."""
    row = _free(db, ctx, local_id, mine)
    db.execute(tasks.update().where(tasks.c.job_key == row.job_key).values(claimed_by=ctx.actor.person_id))


def complete(
    db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool], given: Mapping[str, str]
) -> None:
    """Keeps the answers and closes the work; the engine is told after the commit.

    Raises NotFound, TaskOver, ClaimedByAnother, InvalidArgument.
    """
    row = _free(db, ctx, local_id, mine)
    fields = user_task_forms.decode(row.form)
    found = user_task_forms.understood(fields, given)
    classes = {one.key: one.data_class for one in fields}
    if found:
        same = {"job_key": row.job_key}
        new = [{**same, "field": key, "data_class": classes[key], "value": value} for key, value in found.items()]
        db.execute(answers.insert(), [sealed(db, ctx, answers, row.case_id, one) for one in new])
    done = {"state": ANSWERED, "claimed_by": ctx.actor.person_id, "answered_at": ctx.now}
    db.execute(tasks.update().where(tasks.c.job_key == row.job_key).values(done))
    work_items.close_subject(db, ctx, row.subject, KIND)


def answered(db: sa.Connection, job_key: int) -> dict[str, tuple[str, user_task_forms.Answer]]:
    """Field → (data class, answer)."""
    query = sa.select(answers).where(answers.c.job_key == job_key).order_by(answers.c.field)
    return {row.field: (row.data_class, row.value) for row in db.execute(query)}


def untold(db: sa.Connection) -> int:
    """Answers that the engine has not got yet."""
    return db.scalar(sa.select(sa.func.count()).select_from(tasks).where(tasks.c.state == ANSWERED)) or 0


def _free(db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool]) -> sa.Row[Any]:
    row = find(db, ctx, local_id, mine)
    if row.state != OPEN:
        raise TaskOver
    if row.claimed_by not in ("", ctx.actor.person_id):
        raise ClaimedByAnother
    return row


class UserTasks(threading.Thread):
    """Leases, renews and completes the jobs of user tasks for as long as the service runs; any number of replicas."""

    def __init__(
        self, service: str, engine: sa.Engine, clock: Clock, zeebe: str, peers: Peers, responsible: Responsible
    ) -> None:
        super().__init__(name="user-tasks", daemon=True)
        self._service, self._engine, self._clock, self._peers = service, engine, clock, peers
        self._responsible = responsible
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
            except Exception as error:  # the edge: whatever one task met, the others go on
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
                self._open(job)

    def _open(self, job: Any) -> None:
        variables, headers = json.loads(job.variables or "{}"), json.loads(job.customHeaders or "{}")
        city = str(variables.get("municipalityId") or "")
        if not city or not variables.get("caseId"):
            self._refuse(job, "TASK_WITHOUT_CASE")
            return
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

    def _refuse(self, job: Any, code: str) -> None:
        """An incident, with a code that docs/operators.md explains."""
        message = f"{code} |  | docs/operators.md#{code.lower()}"
        self._stub.FailJob(pb.FailJobRequest(jobKey=job.key, retries=0, errorMessage=message), timeout=10)

    def _renew(self) -> None:
        """What is overdue says so; what the engine no longer has is closed."""
        items, now = work_items.items, self._clock.now()
        query = sa.select(tasks.c.job_key, tasks.c.municipality_id, items.c.id, items.c.subject, items.c.due_at)
        query = query.add_columns(items.c.state).join(items, items.c.id == tasks.c.work_item_id)
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            waiting = db.execute(query.where(tasks.c.state == OPEN)).all()
        for row in waiting:
            gone = not self._has(row.job_key)
            overdue = row.state == work_items.OPEN and row.due_at < now
            if not gone and not overdue:
                continue
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
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            query = sa.select(tasks.c.job_key, tasks.c.municipality_id, tasks.c.form)
            query = query.where(tasks.c.state == ANSWERED)
            waiting = [(row, answered(db, row.job_key)) for row in db.execute(query).all()]
        for row, found in waiting:
            given = {key: value for key, (_class, value) in found.items()}
            fields = user_task_forms.decode(row.form)
            # What was left open is null, so that a diagram may read it.
            variables = {one.key: given.get(one.key) for one in fields if one.is_variable}
            crash.at("before-complete-job", JOB_TYPE)
            try:
                request = pb.CompleteJobRequest(jobKey=row.job_key, variables=json.dumps(variables))
                self._stub.CompleteJob(request, timeout=10)
            except grpc.RpcError as error:
                # It was told before, or the engine cancelled the task meanwhile.
                if error.code() is not grpc.StatusCode.NOT_FOUND:
                    raise
            with transaction(self._engine, row.municipality_id) as db:
                db.execute(tasks.update().where(tasks.c.job_key == row.job_key).values(state=DONE))

    def _context(self, municipality_id: str) -> Context:
        return Context(service_actor(self._service), "PROCESS", self._clock.now(), municipality_id)


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
