"""pyzeebe's adapter as our workers need it: it keeps polling, says when it polled, and does not drop a completion."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable

import grpc
import pyzeebe
import structlog
from pyzeebe.errors import (
    JobAlreadyDeactivatedError,
    JobNotFoundError,
    UnknownGrpcStatusCodeError,
    ZeebeBackPressureError,
    ZeebeDeadlineExceeded,
    ZeebeGatewayUnavailableError,
    ZeebeInternalError,
)
from pyzeebe.grpc_internals.types import CompleteJobResponse
from pyzeebe.grpc_internals.zeebe_adapter import ZeebeAdapter
from pyzeebe.types import Variables as EngineVariables

# A job that was handed to a process that died comes again after this; jobs take milliseconds, and are idempotent.
LEASE_MS = 30_000
log = structlog.get_logger()

OUTAGES = (
    UnknownGrpcStatusCodeError,  # unlisted codes would otherwise end all task types at once
    ZeebeBackPressureError,
    ZeebeDeadlineExceeded,
    ZeebeGatewayUnavailableError,
    ZeebeInternalError,
)


class Adapter(ZeebeAdapter):
    """`polled` and `answered`: task type → time.monotonic() of the last poll, and of the last one that was answered."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        super().__init__(channel, -1)
        self.polled: dict[str, float] = {}
        self.answered: dict[str, float] = {}
        self._errors: dict[str, int] = {}

    async def activate_jobs(
        self,
        task_type: str,
        worker: str,
        timeout: int,
        max_jobs_to_activate: int,
        variables_to_fetch: Iterable[str],
        request_timeout: int,
        tenant_ids: Iterable[str] | None = None,
    ) -> AsyncGenerator[pyzeebe.Job]:
        self.polled[task_type] = time.monotonic()
        try:
            async for job in super().activate_jobs(
                task_type, worker, timeout, max_jobs_to_activate, variables_to_fetch, request_timeout, tenant_ids
            ):
                yield job
        except OUTAGES as error:
            attempt = self._errors[task_type] = self._errors.get(task_type, 0) + 1
            log.warning("worker.poll_failed", task=task_type, error=type(error).__name__, attempt=attempt)
            # An engine that pushes back for a moment has room again at once; one that is away is asked every 5 s.
            await asyncio.sleep(min(5.0, 0.05 * 2 ** min(attempt, 7)))
        else:
            self._errors.pop(task_type, None)
            self.answered[task_type] = time.monotonic()

    async def complete_job(self, job_key: int, variables: EngineVariables) -> CompleteJobResponse:
        """Tries for as long as the lease lasts; NOT_FOUND means that the engine has it or cancelled it."""
        deadline = time.monotonic() + LEASE_MS / 1000
        delay = 0.1
        while True:
            try:
                return await super().complete_job(job_key, variables)
            except (JobNotFoundError, JobAlreadyDeactivatedError):
                return CompleteJobResponse()
            except OUTAGES:
                if time.monotonic() + delay > deadline:
                    raise
                await asyncio.sleep(delay)
                delay = min(5.0, delay * 2)
