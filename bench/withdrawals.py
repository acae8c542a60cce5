"""How long a withdrawal takes until the person is in the other room, while other cases run."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from bench.figure import Figure, percentile
from bench.stage import Stage
from bench.waiting import PATIENCE_SECONDS, Stuck
from tsunagi.demo.client import Client
from tsunagi.demo.run import client
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack

MUNICIPALITY = "28216"
RECIPIENTS = ("W-03", "W-04")
GOAL_SECONDS = 10.0
LOOK_SECONDS = 0.1
# Fifty desks that looked ten times a second would be most of the load: what they keep busy are the cases.
LOOK_BESIDE_SECONDS = 1.0
WINDOW = ActorCard(
    "窓口", "W-15", "staff-w15", frozenset({"AGENCY"}), frozenset({"agency-worker"}), frozenset({"INTAKE"})
)
COORDINATOR = ActorCard(
    "重層的相談支援員",
    "W-31",
    "staff-coordinator",
    frozenset({"AGENCY", "STAFF"}),
    frozenset({"coordinator"}),
    frozenset({"CONSENT", "COORDINATION", "INTAKE", "MEETING"}),
)


def withdrawal_to_the_other_room(stage: Stage) -> Iterator[Figure]:
    """Wall time, not a ratio: the goal is one of the domain. The other cases begin anew as soon as they end."""
    sizes = stage.sizes
    taken = seconds_to_the_other_room(stage.stack, sizes.withdrawals, sizes.cases_beside)
    name = "withdrawal to the other room, p99 in seconds"
    note = f"{len(taken)} withdrawals beside {sizes.cases_beside} cases"
    yield Figure(name, percentile(taken, 0.99), min(taken), max(taken), GOAL_SECONDS, at_most=True, note=note)


class _Case:
    """One person's case, brought to a plan that waits for its draft."""

    def __init__(self, public: Client, look_seconds: float = LOOK_SECONDS) -> None:
        self._public, self._look_seconds = public, look_seconds
        registered = self._as(WINDOW, "IntakeService.RegisterConsultation", **_consultation())
        self.case_id, self.person_id = registered["case_id"], registered["persons"][0]["person_id"]

    def _as(self, card: ActorCard, rpc: str, **request: Any) -> dict[str, Any]:
        return self._public.call(card, rpc, min(card.purposes), request)

    def ask(self, rpc: str, **request: Any) -> dict[str, Any]:
        return self._as(COORDINATOR, rpc, **request)

    def work(self, service: str, kind: str) -> str:
        """Waits for it; answers its subject. Raises Stuck."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for item in self.ask(f"{service}Service.ListWorkItems", case_id=self.case_id)["work_items"]:
                if item["kind"] == kind:
                    return str(item["subject"])
            time.sleep(self._look_seconds)
        raise Stuck

    def consent(self) -> None:
        name = self.work("Intake", "SCREEN_CONSULTATION")
        self.ask("IntakeService.ScreenConsultation", name=name, residency="RESIDENCY_RESIDENT", welfare_need=True)
        name = self.work("Intake", "DECIDE_UNTANGLING")
        self.ask("IntakeService.DecideUntangling", name=name, decision="DECISION_DIRECT", reason="本人が来ている")
        request = self.work("Consent", "CONSENT_REQUEST")
        terms = {"data_categories": ["C1", "C3"], "purposes": ["HANDOFF", "PLAN_MEETING", "PLAN_SHARING"]}
        self.ask(
            "ConsentService.RecordConsent",
            case_id=self.case_id,
            person_id=self.person_id,
            consent_request=request,
            answer="ANSWER_GRANTED",
            given_by="GIVEN_BY_SELF",
            capacity="CAPACITY_OK",
            method="METHOD_ORAL",
            grants=[{"agency_id": agency_id, **terms} for agency_id in RECIPIENTS],
        )
        self.work("Plans", "DRAFT_PLAN")

    def withdraw(self) -> float:
        """Seconds from the call to the proposal of the other room's meeting."""
        began = time.monotonic()
        self.ask("ConsentService.WithdrawConsent", case_id=self.case_id, person_id=self.person_id)
        self.work("Meetings", "NAME_MEMBERS")
        return time.monotonic() - began

    def end(self) -> None:
        self.ask("IntakeService.EndCase", name=f"cases/{self.case_id}", reason="REASON_MOVED_OUT")


def seconds_to_the_other_room(stack: Stack, withdrawals: int, beside: int, at_once: int = 4) -> list[float]:
    """One for each withdrawal. `beside`: how many other cases run meanwhile. Leaves every case ended."""
    public = client(stack, MUNICIPALITY)
    with ThreadPoolExecutor(at_once) as pool:
        cases = list(pool.map(lambda _: _Case(public), range(withdrawals)))
        list(pool.map(_Case.consent, cases))
        with _running(public, beside):
            taken = [case.withdraw() for case in cases]
        list(pool.map(_Case.end, cases))
    return taken


@contextmanager
def _running(public: Client, count: int) -> Iterator[None]:
    over, failures = threading.Event(), list[BaseException]()

    def play() -> None:
        while not over.is_set():
            case = _Case(public, LOOK_BESIDE_SECONDS)
            case.consent()
            case.end()

    def keep(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:  # told below: a thread cannot fail the run by itself
            failures.append(error)

    threads = [threading.Thread(target=keep, args=(play,), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]


def _consultation() -> dict[str, Any]:
    person = {"name": "架空 計測", "kana": "カクウ ケイソク", "birth_date": "1980-01-02", "relation": "本人"}
    return {
        "channel": "CHANNEL_WINDOW",
        "consulter": "CONSULTER_SELF",
        "concerns": ["CARE", "DEBT"],
        "persons": [person],
        "narrative": "計測のための架空の相談。",
        "intake_consent": "INTAKE_CONSENT_YES",
    }
