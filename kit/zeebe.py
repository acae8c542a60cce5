"""The engine: workers, message publishing, and answers to every pyzeebe trap (engine.md).

A worker polls (streaming ignores its limit), never gives up on a connection, reports when each task type was last
polled, runs jobs in kit's own pool through a copied context, retries a completion until the engine has it, backs off
growingly, and tells the engine codes only: never an exception's text, never a variable.
"""

import asyncio
import contextvars
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import grpc
import pyzeebe
import sqlalchemy as sa
import structlog
from pyzeebe.errors import PyZeebeError
from pyzeebe.job.job import JobController
from pyzeebe.task.task import Task as PyzeebeTask
from pyzeebe.task.task_config import TaskConfig

from kit import crash, inbox, incidents, telemetry
from kit.calendar import Calendar
from kit.clock import Clock
from kit.context import Context, service_actor
from kit.errors import DomainError, code_of, is_outage
from kit.incidents import Failing
from kit.metrics import Metrics, polls
from kit.peers import Peers
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction
from kit.zeebe_adapter import LEASE_MS, Adapter

LONG_POLL_MS = 10_000
POLL_AGE_LIMIT_SECONDS = 40.0
MAX_RUNNING = 8
LAST_TRY = 1
ALWAYS_FETCHED = ("municipalityId", "caseId", "caseNo", "handoffId", telemetry.VARIABLE)

Variables = Mapping[str, Any]
log = structlog.get_logger()


@dataclass(frozen=True)
class Job:
    """What a task gets. `variables` are the declared inputs (absent ones are None), `headers` those of the element."""

    ctx: Context
    db: sa.Connection
    peers: Peers
    variables: Variables
    headers: Mapping[str, str]
    process_instance_key: int
    element_id: str
    calendar: Calendar

    def due(self, header: str = "within") -> datetime:
        """The deadline that the diagram's header gives, counted from now (case time). Raises KeyError, BadDuration."""
        return self.calendar.due(self.headers[header], self.ctx.now)


@dataclass(frozen=True)
class TaskDefinition:
    """The contract of one task type, held against the diagrams by `tsunagi bpmn check`.

    `headers` are deadlines that must be there, `may` those that may, `codes` hold one of the named codes.
    `key`: the inputs that identify the effect; "PI" is the process instance, where one instance is one interaction, and
    "EI" the element's, for what only reads: each token that comes is told anew.
    `rated`: outputs that a decision table gave before, and with its codes alone.
    """

    type: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    headers: tuple[str, ...]
    key: tuple[str, ...]
    errors: tuple[str, ...]
    run: Callable[[Job], Variables]
    may: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rated: tuple[str, ...] = ()


class Tasks:
    """The task types that one service serves."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._definitions: list[TaskDefinition] = []

    @property
    def definitions(self) -> tuple[TaskDefinition, ...]:
        return tuple(self._definitions)

    def task(
        self,
        name: str,
        *,
        key: Sequence[str],
        inputs: Sequence[str] = (),
        outputs: Sequence[str] = (),
        headers: Sequence[str] = (),
        errors: Sequence[str] = (),
        may: Sequence[str] = (),
        codes: Mapping[str, tuple[str, ...]] | None = None,
        rated: Sequence[str] = (),
    ) -> Callable[[Callable[[Job], Variables]], Callable[[Job], Variables]]:
        def register(run: Callable[[Job], Variables]) -> Callable[[Job], Variables]:
            self._definitions.append(
                TaskDefinition(
                    f"{self._service}.{name}",
                    tuple(inputs),
                    tuple(outputs),
                    tuple(headers),
                    tuple(key),
                    tuple(errors),
                    run,
                    tuple(may),
                    codes or {},
                    tuple(rated),
                )
            )
            return run

        return register


class Worker:
    """Serves a service's task types on the engine."""

    def __init__(
        self,
        address: str,
        tasks: Sequence[TaskDefinition],
        service: str,
        engine: sa.Engine,
        pool: ThreadPoolExecutor,
        clock: Clock,
        peers: Peers,
        calendar: Calendar,
        metrics: Metrics,
    ) -> None:
        self._address, self._service, self._engine, self._pool = address, service, engine, pool
        self._clock, self._peers, self._calendar = clock, peers, calendar
        self._definitions = {task.type: task for task in tasks}
        self._metrics = metrics
        metrics.watch(lambda: polls(self._ages(self._adapter.answered if self._adapter is not None else {})))
        self._adapter: Adapter | None = None
        self._worker: pyzeebe.ZeebeWorker | None = None
        self._stopping = False
        self._failures: dict[int, Failing] = {}
        self._attempts: dict[int, int] = {}
        self._since = time.monotonic()
        self.in_hand = 0

    def unpolled(self, limit: float = POLL_AGE_LIMIT_SECONDS) -> list[str]:
        """Task types that this worker has not asked for since `limit` seconds, whatever the engine answered."""
        polled = self._adapter.polled if self._adapter is not None else {}
        return [name for name, age in self._ages(polled).items() if age > limit]

    def is_engine_silent(self) -> bool:
        """Whether no poll at all was answered lately: the engine is away, and work waits for it."""
        answered = self._adapter.answered if self._adapter is not None else {}
        return bool(self._definitions) and min(self._ages(answered).values()) > POLL_AGE_LIMIT_SECONDS

    def failing(self) -> dict[int, Failing]:
        """By job key, what this process met and no outage explains."""
        return dict(self._failures)

    def forget(self, jobs: Iterable[int]) -> None:
        """Failures that are over."""
        for key in jobs:
            self._failures.pop(key, None)
            self._attempts.pop(key, None)

    def _ages(self, since: Mapping[str, float]) -> dict[str, float]:
        """Task type → seconds of wall time."""
        now = time.monotonic()
        return {name: now - since.get(name, self._since) for name in self._definitions}

    async def run(self) -> None:
        """Works until `stop`; an error out of pyzeebe rebuilds the worker instead of leaving a silent process."""
        while not self._stopping:
            channel = grpc.aio.insecure_channel(
                self._address,
                options=[("grpc.keepalive_time_ms", 20_000), ("grpc.max_reconnect_backoff_ms", 5_000)],
            )
            self._adapter = Adapter(channel)
            self._worker = pyzeebe.ZeebeWorker(
                channel,
                name=self._service,
                request_timeout=LONG_POLL_MS,
                poll_retry_delay=0.05,  # type: ignore[arg-type]  # seconds; pyzeebe sleeps for it and takes fractions
            )
            self._worker.zeebe_adapter = self._adapter
            self._worker.tasks.extend(map(self._pyzeebe_task, self._definitions.values()))
            try:
                await self._worker.work()
            except* PyZeebeError as errors:
                log.warning("worker.rebuilt", error=type(errors.exceptions[0]).__name__)
            finally:
                await channel.close()
            if not self._stopping:
                await asyncio.sleep(1.0)

    async def stop(self) -> None:
        """No new jobs; those in hand are finished and told to the engine."""
        self._stopping = True
        if self._worker is not None:
            await self._worker.stop()

    def _pyzeebe_task(self, definition: TaskDefinition) -> PyzeebeTask:
        async def handle(job: pyzeebe.Job, controller: JobController) -> pyzeebe.Job:
            self.in_hand += 1
            try:
                await self._handle(definition, job, controller)
            finally:
                self.in_hand -= 1
            return job

        config = TaskConfig(
            type=definition.type,
            exception_handler=None,
            timeout_ms=LEASE_MS,
            max_jobs_to_activate=MAX_RUNNING,
            max_running_jobs=MAX_RUNNING,
            variables_to_fetch=sorted({*definition.inputs, *ALWAYS_FETCHED}),
            single_value=False,
            variable_name="",
            before=[],
            after=[],
        )
        return PyzeebeTask(definition.run, handle, config)

    async def _handle(self, definition: TaskDefinition, job: pyzeebe.Job, controller: JobController) -> None:
        place = (job.bpmn_process_id, job.element_id, job.process_instance_key)
        attributes = telemetry.job(definition.type, job.key, *place, job.variables)
        previous = str(job.variables.get(telemetry.VARIABLE) or "")
        began, outcome = time.monotonic(), "COMPLETED"
        with telemetry.span(f"process {definition.type}", previous, attributes) as traceparent:
            try:
                context = contextvars.copy_context()
                loop = asyncio.get_running_loop()
                variables = await loop.run_in_executor(self._pool, context.run, self.execute, definition, job)
            except Exception as error:  # the edge: whatever it was, the engine gets a code, and a fault is tried again
                outcome = code_of(error)
                telemetry.note({"error.type": outcome})
                await self._refuse(definition, job, controller, error)
            else:
                telemetry.note(telemetry.ids_in(variables))
                crash.at("before-complete-job", definition.type)
                await controller.set_success_status(variables={**variables, telemetry.VARIABLE: traceparent})
                await self._over(job)
        self._metrics.job(definition.type, outcome, began)

    def execute(self, definition: TaskDefinition, job: pyzeebe.Job) -> Variables:
        """One transaction: inbox row, effect, outbox rows. A repeat answers what the first execution answered."""
        now = self._clock.now()
        given = {name: job.variables.get(name) for name in definition.inputs}
        parts = {**given, "PI": job.process_instance_key, "EI": job.element_instance_key}
        key = json.dumps([parts.get(name, name) for name in definition.key], ensure_ascii=False)
        municipality_id = str(job.variables.get("municipalityId") or "")
        with transaction(self._engine, municipality_id) as db:
            stored = inbox.claim(db, definition.type, key, now)
            if stored is not None:
                return stored
            ctx = Context(service_actor(self._service), "PROCESS", now, municipality_id, telemetry.traceparent())
            bound = Job(
                ctx,
                db,
                self._peers,
                given,
                job.custom_headers,
                job.process_instance_key,
                job.element_id,
                self._calendar,
            )
            variables = {name: plain(value) for name, value in definition.run(bound).items()}
            undeclared = set(variables) - set(definition.outputs)
            if undeclared:
                raise UndeclaredOutput(definition.type)
            inbox.finish(db, definition.type, key, variables)
            crash.at("before-commit", definition.type)
        crash.at("after-commit", definition.type)
        return variables

    async def _refuse(
        self, definition: TaskDefinition, job: pyzeebe.Job, controller: JobController, error: Exception
    ) -> None:
        if isinstance(error, DomainError) and error.code in definition.errors:
            # The engine shows the message where no boundary event catches the code.
            case_no, trace = str(job.variables.get("caseNo") or ""), {telemetry.VARIABLE: telemetry.traceparent()}
            with suppress(PyZeebeError):
                await controller.set_error_status(incidents.message(error, case_no), error.code, trace)
            await self._over(job)
        else:
            await self._fail(job, controller, error)

    async def _fail(self, job: pyzeebe.Job, controller: JobController, error: Exception) -> None:
        attempt = self._attempts[job.key] = self._attempts.get(job.key, 0) + 1
        keys = (job.element_instance_key, job.process_instance_key)
        failing = incidents.failed(job.type, attempt, error, job.variables, job.element_id, *keys)
        waits = is_outage(error)
        if waits:
            self._failures.pop(job.key, None)
        else:
            self._failures[job.key] = failing
            waits = job.retries <= LAST_TRY and not await self._kept(job, failing)
        message, backoff_ms = incidents.message(error, failing.case_no), incidents.backoff_ms(error, attempt)
        with suppress(PyZeebeError):
            if waits:
                await self._require_adapter().fail_job(job.key, job.retries, message, backoff_ms, {})
            else:
                await controller.set_failure_status(message, backoff_ms)

    async def _kept(self, job: pyzeebe.Job, failing: Failing) -> bool:
        city = str(job.variables.get("municipalityId") or "")
        given = (self._engine, job.key, city, failing, self._clock.now())
        return await asyncio.get_running_loop().run_in_executor(self._pool, incidents.keep, *given)

    async def _over(self, job: pyzeebe.Job) -> None:
        """What it failed with before goes, also what another process kept: an operator's retry is one try. What this
        misses the reconciler finds.
        """
        if job.key in self._failures or job.retries <= LAST_TRY:
            with suppress(DatabaseUnavailable):
                await asyncio.get_running_loop().run_in_executor(self._pool, self._drop, job.key)
        self.forget([job.key])

    def _drop(self, job_key: int) -> None:
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            incidents.drop(db, [job_key])

    def _require_adapter(self) -> Adapter:
        assert self._adapter is not None
        return self._adapter


class UndeclaredOutput(Exception):
    """A task answered a variable that its contract does not name: it must not reach the engine."""


def plain(value: Any) -> Any:
    """Dates enter the engine as RFC 3339 with their zone."""
    return value.isoformat() if isinstance(value, datetime) else value
