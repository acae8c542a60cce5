"""Whatever people do in whatever order: what is not over has an owner and open work with a due date (P-015).

The process is part of the machine: it hears what was published and runs its jobs, as late as it likes. Handoffs,
consent, meetings and plans have machines of their own; that every wait of a diagram has a deadline is `bpmn check`'s.
A failing run prints the commands and the seed.
"""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from kit import work_items
from kit.errors import DomainError
from services.intake.domain.contacts import Words
from services.intake.store import tables as t
from services.intake.use_cases import cases, contacts, people
from tests.histories import run_histories
from tests.intake.world import COORDINATING, MONEY, MOTHER, SON, WINDOW, World

HOUSEHOLDS = some.sampled_from([(), (MOTHER,), (MOTHER, SON)])
SCREENINGS = some.sampled_from([{}, {}, {"information_suffices": True}, {"residency": ""}, {"duplicate_of": "unknown"}])
WHICH = some.integers(0, 3)


class NobodyLeftMachine(RuleBasedStateMachine):
    engine: sa.Engine

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        self.world = World(self.connection)
        self.cases: list[str] = []
        self.heard: set[bytes] = set()

    def teardown(self) -> None:
        self.transaction.rollback()
        self.connection.close()

    def rows(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> list[Any]:
        query = sa.select(table).where(table.c.municipality_id == self.world.municipality_id, *where)
        return list(self.connection.execute(query))

    def attempt(self, act: Callable[[], object]) -> None:
        self.world.pass_time(hours=1)
        savepoint = self.connection.begin_nested()
        try:
            act()
            savepoint.commit()
        except DomainError:
            savepoint.rollback()

    def one(self, which: int) -> str:
        return self.cases[which % len(self.cases)] if self.cases else "unknown"

    # People.

    @rule(household=HOUSEHOLDS)
    def somebody_comes(self, household: tuple[Any, ...]) -> None:
        consultation_id = self.world.register(*household)
        self.cases.append(self.world.consultation(consultation_id).case_id)

    @rule(which=WHICH, answers=SCREENINGS)
    def the_coordinator_screens(self, which: int, answers: dict[str, Any]) -> None:
        found = self.rows(t.consultations, t.consultations.c.case_id == self.one(which))
        self.attempt(lambda: self.world.screen(found[0].id if found else "unknown", **answers))

    @rule(which=WHICH, decision=some.sampled_from(["DIRECT", "LIAISON", ""]))
    def the_coordinator_untangles(self, which: int, decision: str) -> None:
        self.attempt(
            lambda: cases.decide_untangling(self.connection, self.world.ctx(), self.one(which), decision, "理由")
        )

    @rule(which=WHICH)
    def somebody_is_suspended(self, which: int) -> None:
        case_id = self.one(which)
        persons = self.rows(t.persons, t.persons.c.case_id == case_id)
        person_id = persons[0].id if persons else "unknown"
        self.attempt(lambda: people.suspend(self.connection, self.world.ctx(), case_id, person_id, "HOSPITAL"))

    @rule(which=WHICH)
    def there_is_danger(self, which: int) -> None:
        self.attempt(lambda: people.raise_emergency(self.connection, self.world.ctx(), self.one(which), "倒れている"))

    @rule(which=WHICH, by=some.sampled_from(["", WINDOW, MONEY]))
    def somebody_is_in_touch(self, which: int, by: str) -> None:
        ctx = self.world.ctx(by) if by else self.world.ctx()
        words = Words("DATE", "いつ行けますか", "INBOX")
        self.attempt(lambda: contacts.make(self.connection, ctx, self.one(which), MONEY, words, self.world.now))

    @rule(which=WHICH)
    def the_household_moves_out(self, which: int) -> None:
        self.attempt(
            lambda: cases.order_end(self.connection, self.world.ctx(), self.one(which), "MOVED_OUT", self.world.now)
        )

    # The process.

    def hear(self, name: str) -> list[Any]:
        found = [event for event in self.world.events(name) if self.mark(name, event) not in self.heard]
        self.heard |= {self.mark(name, event) for event in found}
        return found

    @staticmethod
    def mark(name: str, event: Any) -> bytes:
        return name.encode() + bytes(event.SerializeToString())

    def is_open(self, case_id: str) -> bool:
        return bool(self.rows(t.cases, t.cases.c.id == case_id, t.cases.c.state != "CLOSED"))

    def step(self) -> None:
        self.take_in()
        for event in self.hear("EmergencyRaised"):
            self.world.run("open-emergency", caseId=event.case_id, caseNo="R8-00001-6")
        for event in self.hear("UntanglingDecided"):
            self.start_tracks(event.case_id)
        for event in self.hear("SupportSuspended"):
            if self.is_open(event.case_id):
                self.suspend(event.case_id, event.person_id, event.suspension_id)
        for event in self.hear("ContactMade"):
            self.world.run("open-contact", contactId=event.contact_id)
        for event in self.hear("CaseEndOrdered"):
            self.world.run("end-case", caseId=event.case_id, closureReason=event.closure_reason)

    def take_in(self) -> None:
        for event in self.hear("ConsultationReceived"):
            self.world.run("open-consultation", consultationId=event.consultation_id)
            self.world.run("record-urgency", consultationId=event.consultation_id, urgency=1)
        for event in self.hear("ConsultationScreened"):
            route = "DUPLICATE" if event.duplicate else "INFO" if event.information_suffices else "ACCEPT"
            ids = {"caseId": event.case_id, "consultationId": event.consultation_id}
            self.world.run("apply-route", **ids, route=route, urgency=1)
            if route == "ACCEPT":
                self.world.run("open-case", **ids)

    def start_tracks(self, case_id: str) -> None:
        if self.is_open(case_id):
            self.world.run("start-tracks", caseId=case_id)
            of_case = (t.suspensions.c.case_id == case_id, t.suspensions.c.state == "OPEN")
            for one in self.rows(t.suspensions, *of_case):
                self.suspend(one.case_id, one.person_id, one.id)

    def suspend(self, case_id: str, person_id: str, suspension_id: str) -> None:
        self.world.run("suspend-person", caseId=case_id, personId=person_id, suspensionId=suspension_id)

    @rule()
    def the_process_comes_to_rest(self) -> None:
        self.step()
        self.step()
        items = self.rows(work_items.items, work_items.items.c.state != work_items.CLOSED)
        assert all(item.due_at is not None and item.agency_id for item in items)
        asked = {(item.kind, item.subject): item.agency_id for item in items}
        for row in self.rows(t.consultations, t.consultations.c.state == "RECEIVED"):
            assert asked[("SCREEN_CONSULTATION", f"consultations/{row.id}")] == COORDINATING
        ended = {row.id for row in self.rows(t.cases, t.cases.c.state == "CLOSED")}
        for row in self.rows(t.cases, t.cases.c.state != "CLOSED"):
            assert row.coordinator_agency_id == COORDINATING
            assert row.tracks_started or asked[("DECIDE_UNTANGLING", f"cases/{row.id}")] == COORDINATING
        for row in self.rows(t.emergencies, t.emergencies.c.state == "OPEN"):
            assert asked[("RESOLVE_EMERGENCY", f"emergencies/{row.id}")]
        for row in self.rows(t.contacts, t.contacts.c.state == "SENT"):
            assert asked[("REPLY_CONTACT", f"contacts/{row.id}")] == row.to_agency_id
        started = {row.id for row in self.rows(t.cases, t.cases.c.tracks_started)}
        for row in self.rows(t.suspensions, t.suspensions.c.state == "OPEN"):
            assert row.case_id not in started or asked[("REVIEW_SUSPENSION", f"suspensions/{row.id}")]
        assert not [item for item in items if item.case_id in ended]


@pytest.mark.plan("P-015")
def test_no_order_of_events_leaves_a_consultation_or_case_without_owner_work_and_date(engine: sa.Engine) -> None:
    NobodyLeftMachine.engine = engine
    run_histories(NobodyLeftMachine, examples=15, steps=25)
