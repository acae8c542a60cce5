"""The same diagrams with workers that do nothing: they answer the same variables and publish the same messages."""

import asyncio
import threading
import time
import uuid
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pyzeebe

from bench.callers import MUNICIPALITY, WINDOW
from bench.engine import PREFIX, completed_instances
from bench.waiting import until
from kit.zeebe import LONG_POLL_MS, MAX_RUNNING
from kit.zeebe_adapter import LEASE_MS, Adapter
from kit.zeebe_messages import MESSAGE_TTL_MS
from tsunagi.stack import Stack

Variables = dict[str, Any]
SCREENED: Variables = {
    "residency": "RESIDENT",
    "welfareNeed": True,
    "informationSuffices": False,
    "domainsCount": 1,
    "singleAgency": True,
    "openCase": False,
    "duplicate": False,
}


class NoopCases:
    """Plays cases for as long as the block lasts, in an event loop of its own."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._to_begin = self._to_close = 0
        self._due = (datetime.now(UTC) + timedelta(days=30)).isoformat()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._publishing: set[asyncio.Task[None]] = set()

    def __enter__(self) -> "NoopCases":
        self._thread.start()
        self._in_loop(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._in_loop(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def per_second(self, count: int, at_once: int) -> float:
        """Completed root instances a second, by the engine's own count. Raises Stuck."""
        before, began = completed_instances(self._stack), time.monotonic()
        self._to_begin = self._to_close = count
        for _ in range(at_once):
            self._loop.call_soon_threadsafe(self._begin)
        until(lambda: self._to_close == 0)
        until(lambda: completed_instances(self._stack) - before >= count)
        return count / (time.monotonic() - began)

    def _in_loop(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _start(self) -> None:
        self._channel = grpc.aio.insecure_channel(self._stack.zeebe_grpc)
        self._client = pyzeebe.ZeebeClient(self._channel)
        self._worker = pyzeebe.ZeebeWorker(
            self._channel,
            name="noop",
            request_timeout=LONG_POLL_MS,
            poll_retry_delay=0.05,  # type: ignore[arg-type]  # seconds, as in kit/zeebe.py
        )
        self._worker.zeebe_adapter = Adapter(self._channel)
        for task, (answer, inputs) in self._tasks().items():
            self._worker.task(
                f"{PREFIX}.intake.{task}",
                timeout_ms=LEASE_MS,
                max_jobs_to_activate=MAX_RUNNING,
                max_running_jobs=MAX_RUNNING,
                variables_to_fetch=inputs,
            )(answer)
        self._working = asyncio.create_task(self._worker.work())

    async def _stop(self) -> None:
        await self._worker.stop()
        self._working.cancel()
        await asyncio.gather(self._working, return_exceptions=True)
        await self._channel.close()

    def _begin(self) -> None:
        if self._to_begin:
            self._to_begin -= 1
            key = uuid.uuid4().hex
            ids = {"municipalityId": MUNICIPALITY, "caseId": key, "caseNo": "R8-00001-0", "consultationId": key}
            self._publish("ConsultationReceived", key, {**ids, "receivingAgencyId": WINDOW})

    def _publish(self, name: str, key: str, variables: Variables) -> None:
        publishing = asyncio.create_task(self._send(name, key, variables))
        self._publishing.add(publishing)
        publishing.add_done_callback(self._publishing.discard)

    async def _send(self, name: str, key: str, variables: Variables) -> None:
        message_id = uuid.uuid4().hex
        while True:
            try:
                await self._client.publish_message(f"{PREFIX}.{name}", key, variables, MESSAGE_TTL_MS, message_id)
            except pyzeebe.errors.ZeebeBackPressureError:
                await asyncio.sleep(0.1)
            else:
                return

    def _tasks(self) -> dict[str, tuple[Callable[..., Any], list[str]]]:
        """Task → (what answers it, its inputs), as in services/intake/worker."""
        consultation, handoff = ["caseId", "consultationId"], ["caseId", "handoffId", "offerId", "offerNo"]
        return {
            "open-consultation": (self._open_consultation, consultation),
            "record-urgency": (self._record_urgency, consultation),
            "apply-route": (self._nothing, consultation),
            "prepare-handoff": (self._prepare_handoff, ["caseId", "sourceId"]),
            "offer-handoff": (self._offer_handoff, handoff),
            "confirm-handoff": (self._confirm_handoff, handoff),
            "report-handoff-outcome": (self._nothing, handoff),
            "close-consultation": (self._close, consultation),
        }

    async def _nothing(self, **_given: Any) -> Variables:
        return {}

    async def _open_consultation(self, **_given: Any) -> Variables:
        return {"riskClasses": [], "daysToEviction": None}

    async def _record_urgency(self, **given: Any) -> Variables:
        self._publish("ConsultationScreened", given["consultationId"], SCREENED)
        return {"screeningDueAt": self._due, "screeningWorkItemId": uuid.uuid4().hex}

    async def _prepare_handoff(self, **_given: Any) -> Variables:
        return {"handoffId": uuid.uuid4().hex, "offerNo": 1}

    async def _offer_handoff(self, **_given: Any) -> Variables:
        offer = uuid.uuid4().hex
        self._publish("HandoffAnswered", offer, {"handoffAnswer": "ACCEPTED"})
        dates = {"answerDueAt": self._due, "answerReminderAt": self._due}
        return {"offerId": offer, "answerWorkItemId": uuid.uuid4().hex, **dates}

    async def _confirm_handoff(self, **given: Any) -> Variables:
        self._publish("HandoffClosed", given["handoffId"], {"handoffOutcome": "COMPLETED"})
        started = {"startDueAt": self._due, "startWorkItemId": uuid.uuid4().hex}
        return {**started, "outcomeDueAt": self._due, "outcomeWorkItemId": uuid.uuid4().hex}

    async def _close(self, **_given: Any) -> Variables:
        self._to_close -= 1
        self._begin()
        return {}
