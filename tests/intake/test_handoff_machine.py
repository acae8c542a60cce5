"""Any order of legal and illegal commands, with repeats and reorders, keeps what a handoff promises (domain 1.7).

The process is part of the machine: it stands at one place, catches the messages that were published, and runs the jobs
of `handoff.bpmn` in the diagram's order, as late as it likes. A failing run prints the commands and the seed.
"""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kit.clock import Clock
from kit.errors import DomainError
from kit.peers import Peers
from services.intake.domain import OUTCOMES, WORKING
from services.intake.store import handoffs
from services.intake.store.tables import remedies as remedy_rows
from services.intake.use_cases import offers, remedies
from tests.histories import run_histories
from tests.intake.world import COORDINATOR, MONEY, MOTHER, OTHER, SON, WELFARE, WINDOW, World

Command = tuple[Callable[..., Any], Any, tuple[Any, ...]]
MOMENT, PERSON, REFUSER = object(), object(), object()
CANDIDATES = (MONEY, WELFARE, OTHER)
NOW, EARLIER = "the agency that is asked or works now", "the one before it"
AGENCY = some.sampled_from([NOW, NOW, NOW, EARLIER, EARLIER, OTHER])
COMMANDS: list[Command] = [
    *[(offers.accept, "", (MOMENT, ""))] * 5,
    *[(offers.decline, "", ("NO_CAPACITY", "手一杯", alternative, MOMENT, "")) for alternative in ("", OTHER)],
    *[(offers.request_information, "", ("質問",))] * 2,
    *[(offers.supply_information, WINDOW, ("補足",))] * 2,
    (offers.supply_information, "", ("補足",)),
    *[(offers.start, "", (MOMENT,))] * 2,
    *[(offers.hold, "", ("入院", MOMENT))] * 2,
    *[(offers.resume, "", (MOMENT,))] * 2,
    *[(offers.complete, "", (outcome, "", MOMENT)) for outcome in OUTCOMES],
    *[
        (offers.correct, "", (answer, "取り違え", "NOT_OURS", "", MOMENT))
        for answer in ("ACCEPTED", "ACCEPTED", "DECLINED", "DECLINED", *OUTCOMES, "IN_PROGRESS")
    ],
    (offers.withdraw, WINDOW, ("理由", MOMENT)),
    (offers.refuse, COORDINATOR, (PERSON, "", MOMENT)),
    (offers.refuse, "", (PERSON, "", MOMENT)),
    *[(offers.correct, by, ("NOT_REFUSED", "取り違え", "", "", MOMENT, REFUSER)) for by in (COORDINATOR, "")],
]
ENDS = (*OUTCOMES, "NO_TAKER", "NO_BASIS", "WITHDRAWN", "REFUSED")
TAKEN_BACK, CLOSED = "HandoffAcceptanceTakenBack", "HandoffClosed"


def _step_taken(remedy_id: str) -> Callable[..., Any]:
    return lambda db, ctx, _handoff: remedies.complete(db, ctx, remedy_id, "様子を聞いた")


class HandoffMachine(RuleBasedStateMachine):
    engine: sa.Engine
    peers: Peers

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        self.world = World(self.connection, now=Clock(None).now(), peers=self.peers)
        self.handoff_id = self.world.prepare(MOTHER, SON, candidates=CANDIDATES)
        self.place, self.offer_no = "Task_OfferHandoff", 1
        self.offer_id = self.hold_id = ""
        self.consumed: set[tuple[str, str]] = set()

    def teardown(self) -> None:
        self.transaction.rollback()
        self.connection.close()

    @property
    def row(self) -> Any:
        return self.world.handoff(self.handoff_id)

    def attempt(self, act: Callable[..., Any], by: Any, *given: Any) -> None:
        """A refusal changes nothing; anything but a refusal is a fault."""
        self.world.pass_time(minutes=1)
        before = self.row
        if by in (NOW, EARLIER):
            earlier = [one for one in before.asked if one != before.to_agency_id] or [before.to_agency_id]
            by = before.to_agency_id if by == NOW else earlier[-1]
        savepoint = self.connection.begin_nested()
        try:
            act(self.connection, self.world.ctx(by), self.handoff_id, *given)
            savepoint.commit()
        except DomainError:
            savepoint.rollback()
            assert self.row == before

    @rule(steps=some.integers(0, 4), command=some.sampled_from(COMMANDS), by=AGENCY)
    def somebody_acts_while_the_process_goes_on(self, steps: int, command: Command, by: str) -> None:
        self.let_the_process_go_on(steps)
        act, who, given = command
        people = self.row.person_ids
        meant = {MOMENT: self.world.now, PERSON: people[0], REFUSER: (self.refusals() or people)[-1]}
        self.attempt(act, who or by, *(meant.get(one, one) for one in given))

    def refusals(self) -> list[str]:
        """Who has refused and stands by it."""
        standing: dict[str, None] = {}
        for event in self.world.events():
            name = type(event).__name__
            if name == "HandoffRefused":
                standing[event.person_id] = None
            elif name == "HandoffCorrected" and event.now == "NOT_REFUSED":
                del standing[event.person_id]
        return list(standing)

    # The process.

    def caught(self, name: str, key: str, field: str = "offer_id") -> Any | None:
        """The message that waits for this key, once."""
        for event in self.world.events(name):
            if getattr(event, field) == key and (name, event.SerializeToString().hex()) not in self.consumed:
                self.consumed.add((name, event.SerializeToString().hex()))
                return event
        return None

    def let_the_process_go_on(self, times: int) -> None:
        for _ in range(times):
            self.step()

    def step(self) -> None:
        """What people said stands: the process goes where it leads, and never takes it back."""
        before = self.row.state
        getattr(self, f"at_{self.place.split('_')[1]}")()
        assert before not in (*WORKING, *ENDS) or self.row.state == before

    def job(self, name: str, **variables: Any) -> dict[str, Any]:
        return self.world.run(name, handoffId=self.handoff_id, **variables)

    def at_OfferHandoff(self) -> None:  # noqa: N802 - the element's name
        self.offer_id = self.world.offer(self.handoff_id)
        self.place = "Wait_HandoffAnswered"

    def at_HandoffAnswered(self) -> None:  # noqa: N802
        event = self.caught("HandoffAnswered", self.offer_id)
        if event is None:
            return
        ways = {"INFO_NEEDED": "Task_AskSender", "WITHDRAWN": "End_", "REFUSED": "End_"}
        ways |= dict.fromkeys(("DECLINED", "SUPERSEDED"), "Task_SelectNext")
        self.place = ways.get(event.handoff_answer, "Task_ConfirmHandoff")

    @precondition(lambda self: self.place == "Wait_HandoffAnswered")
    @rule(steps=some.integers(0, 3))
    def the_deadline_passes(self, steps: int) -> None:
        self.place = "Task_ExpireOffer"
        self.let_the_process_go_on(steps)

    def at_ExpireOffer(self) -> None:  # noqa: N802
        self.job("expire-offer", offerId=self.offer_id)
        self.place = "Task_SelectNext"

    def at_SelectNext(self) -> None:  # noqa: N802
        found = self.job("select-next-candidate", offerNo=self.offer_no)
        self.offer_no = found["offerNo"]
        self.place = "Task_OfferHandoff" if found["hasNextCandidate"] else "Task_EscalateHandoff"

    def at_EscalateHandoff(self) -> None:  # noqa: N802
        self.job("escalate-handoff")
        self.place = "End_"

    def at_AskSender(self) -> None:  # noqa: N802
        self.job("ask-handoff-information", offerId=self.offer_id, offerNo=self.offer_no)
        self.place = "Wait_InformationSupplied"

    def at_InformationSupplied(self) -> None:  # noqa: N802
        if self.caught("HandoffInformationSupplied", self.offer_id):
            self.offer_no += 1
            self.place = "Task_OfferHandoff"

    def at_ConfirmHandoff(self) -> None:  # noqa: N802
        self.job("confirm-handoff", offerId=self.offer_id)
        self.place = "Wait_HandoffStarted"

    def leaves_work(self) -> bool:
        if self.caught(TAKEN_BACK, self.offer_id):
            self.place = "Task_SelectNext"
        elif self.caught(CLOSED, self.handoff_id, "handoff_id"):
            self.place = "Task_ReportOutcome"
        return self.place in ("Task_SelectNext", "Task_ReportOutcome")

    def at_HandoffStarted(self) -> None:  # noqa: N802
        if not self.leaves_work() and self.caught("HandoffStarted", self.offer_id):
            self.place = "Wait_HandoffClosed"

    def at_HandoffClosed(self) -> None:  # noqa: N802
        if self.leaves_work():
            return
        held = self.caught("HandoffHeld", self.offer_id)
        if held is not None:
            self.hold_id, self.place = held.hold_id, "Task_HoldHandoff"

    def at_HoldHandoff(self) -> None:  # noqa: N802
        self.job("hold-handoff", holdId=self.hold_id)
        self.place = "Wait_HandoffResumed"

    def at_HandoffResumed(self) -> None:  # noqa: N802
        if not self.leaves_work() and self.caught("HandoffResumed", self.hold_id, "hold_id"):
            self.job("continue-handoff", holdId=self.hold_id)
            self.place = "Wait_HandoffClosed"

    def at_ReportOutcome(self) -> None:  # noqa: N802
        self.job("report-handoff-outcome", handoffOutcome="COMPLETED")
        self.place = "End_"

    def at_(self) -> None:
        return

    def settle(self) -> None:
        """As far as it goes without anybody."""
        before = ""
        while before != (now := f"{self.place}{self.offer_id}{self.hold_id}"):
            before = now
            self.step()

    @rule()
    def let_the_process_come_to_rest(self) -> None:
        self.settle()
        row = self.row
        waits = {
            "OFFERED": "Wait_HandoffAnswered",
            "INFO_NEEDED": "Wait_InformationSupplied",
            "ACCEPTED": "Wait_HandoffStarted",
            "ON_HOLD": "Wait_HandoffResumed",
            "IN_PROGRESS": "Wait_HandoffClosed",
        }
        if row.state in waits and row.element_id:
            assert self.place == waits[row.state] == row.element_id
        if row.state in ENDS:
            assert self.place == "End_"
            assert self.world.open_items() == []
        if row.element_id and row.state in (*WORKING, "OFFERED", "INFO_NEEDED"):
            kinds = {kind for kind, _agency in self.world.open_items()}
            assert kinds, (row.state, self.place)
            assert {agency for _kind, agency in self.world.open_items()} <= {row.to_agency_id, row.from_agency_id}

    @rule()
    def the_coordinator_takes_the_step_that_the_diagram_could_not(self) -> None:
        for event in self.world.events("RemedyRaised"):
            self.attempt(_step_taken(event.remedy_id), COORDINATOR)

    @invariant()
    def what_was_reopened_after_its_process_is_the_coordinators_step(self) -> None:
        if handoffs.is_reopened(self.connection, self.world.ctx(), self.handoff_id):
            query = sa.select(remedy_rows).where(remedy_rows.c.subject == f"handoffs/{self.handoff_id}")
            assert "OPEN" in {one.state for one in self.connection.execute(query)}

    @invariant()
    def one_agency_at_most_is_asked_or_works(self) -> None:
        asked = {agency for kind, agency in self.world.open_items() if kind != "SUPPLY_INFORMATION"}
        assert len(asked) <= 1

    @invariant()
    def nobody_is_asked_twice_unless_it_asked_back(self) -> None:
        assert len(self.row.asked) == len(set(self.row.asked))

    @invariant()
    def the_sender_knows_of_every_end(self) -> None:
        row = self.row
        if row.state in ENDS and self.place == "End_":
            assert ("HANDOFF_OUTCOME", row.state) in self.world.codes(WINDOW)

    @invariant()
    def a_person_who_refused_is_in_no_handoff_that_goes_on(self) -> None:
        row = self.row
        assert row.state == "REFUSED" or not set(self.refusals()) & set(row.person_ids)

    @invariant()
    def what_nobody_refused_did_not_end_by_a_refusal(self) -> None:
        assert self.row.state != "REFUSED" or self.refusals()


@pytest.mark.plan("P-015", "P-024")
def test_no_order_of_commands_breaks_the_handoffs_promises(engine: sa.Engine, answering: Peers) -> None:
    HandoffMachine.engine, HandoffMachine.peers = engine, answering
    run_histories(HandoffMachine, examples=25, steps=30)
