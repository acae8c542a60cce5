"""Cases that go the short way through the real services: a window registers, the coordinator sends it on, an agency
takes it and reports. Whoever has something to do learns it from the event and does it at once.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from kafka import KafkaConsumer

from bench.callers import COORDINATOR, TAKER, Callers
from bench.engine import completed_instances
from bench.waiting import until
from kit.outbox import message_class
from pb.tsunagi.intake.v1 import events_pb2 as _events  # noqa: F401 - registers the types that are read
from pb.tsunagi.intake.v1 import service_pb2 as intake
from pb.tsunagi.work.v1 import work_pb2 as _work  # noqa: F401
from tsunagi.stack import Stack

THREADS = 12


@dataclass
class _Case:
    consultation: str = ""
    handoff: str = ""
    granted: bool = False
    waits_for_screening: bool = False


class RealCases:
    """Plays cases for as long as the block lasts."""

    def __init__(self, stack: Stack) -> None:
        self._stack, self._callers = stack, Callers(stack)
        self._desks = ThreadPoolExecutor(THREADS, thread_name_prefix="desk")
        self._cases: dict[str, _Case] = {}
        self._to_begin = self._closed = 0
        self._failures: list[BaseException] = []
        self._lock, self._over = threading.Lock(), threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "RealCases":
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.join()
        self._desks.shutdown()
        self._callers.close()

    def per_second(self, count: int, at_once: int) -> float:
        """Completed root instances a second, by the engine's own count. Raises Stuck."""
        before, began = completed_instances(self._stack), time.monotonic()
        with self._lock:
            self._to_begin, self._closed = count, 0
        for _ in range(at_once):
            self._begin()
        until(lambda: self._all_closed(count))
        until(lambda: completed_instances(self._stack) - before >= count)
        return count / (time.monotonic() - began)

    def _all_closed(self, count: int) -> bool:
        if self._failures:
            raise self._failures[0]
        return self._closed >= count

    def _begin(self) -> None:
        with self._lock:
            if self._to_begin == 0:
                return
            self._to_begin -= 1
        self._do(self._register)

    def _do(self, act: Callable[..., None], *arguments: Any) -> None:
        self._desks.submit(act, *arguments).add_done_callback(self._keep_failure)

    def _keep_failure(self, done: "Future[None]") -> None:
        if (error := done.exception()) is not None:
            self._failures.append(error)

    def _register(self) -> None:
        registered = self._callers.register()
        self._callers.grant(registered, TAKER)
        with self._lock:
            case = self._cases.setdefault(registered.case_id, _Case())
            case.consultation, case.granted = registered.name, True
            is_next = case.waits_for_screening
        if is_next:
            self._screen(case)

    def _screen(self, case: _Case) -> None:
        self._callers.call(
            "IntakeService.ScreenConsultation",
            COORDINATOR,
            "INTAKE",
            name=case.consultation,
            residency=intake.RESIDENCY_RESIDENT,
            welfare_need=True,
            single_agency=True,
            candidate_agency_ids=[TAKER],
        )

    def _accept(self, case: _Case) -> None:
        self._callers.call("IntakeService.AcceptHandoff", TAKER, "HANDOFF", name=case.handoff)

    def _complete(self, case: _Case) -> None:
        report = {"outcome": intake.CompleteHandoffRequest.OUTCOME_COMPLETED, "report": "役割を終えた。"}
        self._callers.call("IntakeService.CompleteHandoff", TAKER, "HANDOFF", name=case.handoff, **report)

    def _listen(self) -> None:
        consumer = KafkaConsumer(
            "tsunagi.intake.events.v1",
            **self._stack.kafka.options(),
            auto_offset_reset="earliest",
            metadata_max_age_ms=1_000,
        )
        while not self._over.is_set():
            for records in consumer.poll(timeout_ms=200).values():
                for record in records:
                    kind = dict(record.headers)["ce_type"].decode()
                    self._hear(kind.rpartition(".")[2], message_class(kind).FromString(record.value))
        consumer.close()

    def _hear(self, event: str, message: Any) -> None:
        with self._lock:
            case = self._cases.setdefault(message.case_id, _Case())
        if event == "WorkItemOpened" and message.kind == "SCREEN_CONSULTATION":
            with self._lock:
                case.waits_for_screening, is_next = True, case.granted
            if is_next:
                self._do(self._screen, case)
        elif event == "HandoffOffered":
            case.handoff = f"handoffs/{message.handoff_id}"
            self._do(self._accept, case)
        elif event == "WorkItemOpened" and message.kind == "REPORT_HANDOFF_OUTCOME":
            self._do(self._complete, case)
        elif event == "ConsultationClosed":
            with self._lock:
                self._closed += 1
            self._begin()
