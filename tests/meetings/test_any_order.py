"""Commands in any order, legal or not, repeated and late: the rules of table 1.4 hold after every one of them.

A failing run prints the commands that led to it and is kept in `.hypothesis`; `@reproduce_failure` or the printed seed
(`--hypothesis-seed`) plays it again.
"""

from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
import sqlalchemy as sa
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kit import work_items
from kit.errors import DomainError
from kit.ids import new_id
from services.meetings.domain import rooms
from services.meetings.domain.conclusion import DECISIONS, DecisionDraft, WatchRoleDraft
from services.meetings.domain.convening import Called
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT
from services.meetings.store import papers as paper_store
from services.meetings.store.tables import HELD_STATES, agenda_items, members
from services.meetings.use_cases import concluding, items, minutes, papers, pledges, sittings
from tests.histories import run_histories
from tests.meetings.hall import COORDINATING, HEALTH, PRIVATE, RECORD, URGENT_RECORD, WATER, WELFARE, Hall

AGENCIES = (COORDINATING, WELFARE, HEALTH, WATER)
EVERY_DECISION = tuple(sorted({one for decisions in DECISIONS.values() for one in decisions}))
AFTER = {
    "PROPOSED": {"CONVENED", "IN_SESSION", "CANCELLED"},
    "CONVENED": {"RESCHEDULED", "IN_SESSION", "CONCLUDED", "CANCELLED"},
    "RESCHEDULED": {"CONVENED", "CONCLUDED", "IN_SESSION", "CANCELLED"},
    "IN_SESSION": {"CONVENED", "RESCHEDULED", "CONCLUDED", "CANCELLED"},
    "CONCLUDED": {"MINUTES_DRAFTED", "MINUTES_APPROVED"},
    "MINUTES_DRAFTED": {"MINUTES_APPROVED"},
    "MINUTES_APPROVED": set(),
    "CANCELLED": set(),
}
some_agencies = st.lists(st.sampled_from(AGENCIES), unique=True).map(tuple)
picks = st.integers(0, 7)


class Meetings(RuleBasedStateMachine):
    """One case, its three kinds of meetings, four agencies."""

    engine: sa.Engine

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        self.hall = Hall(self.connection, case_id=new_id())
        self.item_ids: list[str] = []
        self.sitting_ids: list[str] = []
        self.states: dict[str, str] = {}

    def teardown(self) -> None:
        self.transaction.rollback()
        self.connection.close()

    def attempt(self, command: Callable[[], Any]) -> Any:
        """A refusal leaves no trace."""
        with_savepoint = self.connection.begin_nested()
        try:
            answer = command()
        except DomainError:
            with_savepoint.rollback()
            return None
        with_savepoint.commit()
        return answer

    def item(self, pick: int) -> str:
        return self.item_ids[pick % len(self.item_ids)]

    def by(self, item_id: str, *, right: bool = True) -> Any:
        return self.hall.convener(item_id) if right else self.hall.staff("outreach-worker")

    @rule(room=st.sampled_from((LIAISON, SUPPORT, MULTI)), basis=st.sampled_from(("AFTER_LIAISON", EMERGENCY)))
    def propose(self, room: str, basis: str) -> None:
        held = self.liaison_held()
        item_id = self.attempt(lambda: self.hall.propose(room, basis=basis))
        assert (item_id is not None) == (room != SUPPORT or basis == EMERGENCY or held)
        if item_id:
            self.item_ids.append(item_id)

    @rule(room=st.sampled_from((LIAISON, SUPPORT, MULTI)), basis=st.sampled_from(("", EMERGENCY)))
    def prepare(self, room: str, basis: str) -> None:
        """Straight to the agenda, so that what comes after is reached often."""
        item_id = self.attempt(lambda: self.hall.ready(room, WELFARE, HEALTH, WATER, basis=basis))
        if item_id:
            self.item_ids.append(item_id)

    def liaison_held(self) -> bool:
        return any(row.type == LIAISON and row.state in HELD_STATES for row in self.rows())

    def rows(self) -> list[Any]:
        query = sa.select(agenda_items).where(agenda_items.c.case_id == self.hall.case_id)
        assert self.hall.process
        return list(self.connection.execute(query))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, agencies=some_agencies, right=st.booleans())
    def name_members(self, pick: int, agencies: tuple[str, ...], *, right: bool) -> None:
        item_id = self.item(pick)
        called = list(map(Called, agencies))
        self.attempt(
            lambda: items.name_members(self.connection, self.by(item_id, right=right), item_id, called, URGENT_RECORD)
        )

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks)
    def name_everybody(self, pick: int) -> None:
        item_id = self.item(pick)
        self.attempt(lambda: self.hall.name(item_id, WELFARE, HEALTH, WATER, record=RECORD))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, agency=st.sampled_from(("W-01", *AGENCIES)), right=st.booleans())
    def add_member(self, pick: int, agency: str, *, right: bool) -> None:
        item_id = self.item(pick)
        called = ([Called(agency)], [("agency_ids[0]", agency)])
        self.attempt(lambda: items.add_members(self.connection, self.by(item_id, right=right), item_id, *called))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, agency=st.sampled_from(AGENCIES), standing=st.booleans())
    def pledge(self, pick: int, agency: str, *, standing: bool) -> None:
        item_id = self.item(pick)
        if standing:
            self.attempt(lambda: pledges.pledge_for_year(self.connection, self.hall.agency(agency)))
        else:
            self.attempt(lambda: self.hall.pledge(item_id, agency))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks)
    def put_on_agenda(self, pick: int) -> None:
        item_id = self.item(pick)
        if self.hall.row(item_id).state != "PROPOSED" and not self.waits(item_id, "HOLD_SITTING"):
            self.attempt(lambda: self.hall.on_agenda(item_id))

    def waits(self, item_id: str, kind: str) -> bool:
        return work_items.is_open(self.connection, self.hall.process, f"agendaItems/{item_id}", kind)

    @precondition(lambda self: self.item_ids)
    @rule(first=picks, second=picks)
    def schedule(self, first: int, second: int) -> None:
        chosen = sorted({self.item(first), self.item(second)})
        room = self.hall.row(chosen[0]).type
        sitting_id = self.attempt(
            lambda: sittings.schedule(self.connection, self.by(chosen[0]), room, self.hall.due(), "会議室", chosen)
        )
        if sitting_id:
            self.sitting_ids.append(sitting_id)

    @precondition(lambda self: self.sitting_ids)
    @rule(pick=picks, agencies=some_agencies, role=st.sampled_from(("coordinator", "chair")))
    def start(self, pick: int, agencies: tuple[str, ...], role: str) -> None:
        sitting_id = self.sitting_ids[pick % len(self.sitting_ids)]
        ctx = self.hall.staff(role)
        self.attempt(lambda: sittings.start(self.connection, ctx, sitting_id, agencies, "ONLINE", {}))

    @precondition(lambda self: self.sitting_ids)
    @rule(pick=picks, role=st.sampled_from(("coordinator", "chair")), again=st.booleans())
    def put_off(self, pick: int, role: str, *, again: bool) -> None:
        sitting_id, ctx = self.sitting_ids[pick % len(self.sitting_ids)], self.hall.staff(role)
        if again:
            self.attempt(
                lambda: sittings.reschedule(self.connection, ctx, sitting_id, self.hall.due(), "", "QUORUM_LOST")
            )
        else:
            self.attempt(lambda: sittings.cancel(self.connection, ctx, sitting_id, "QUORUM_LOST"))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, agencies=some_agencies, pledged=some_agencies)
    def hold_emergency(self, pick: int, agencies: tuple[str, ...], pledged: tuple[str, ...]) -> None:
        item_id = self.item(pick)
        words = ("TELEPHONE", "命に関わる", pledged)
        self.attempt(lambda: concluding.hold_emergency(self.connection, self.by(item_id), item_id, agencies, *words))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, decision=st.sampled_from(EVERY_DECISION), agencies=some_agencies, whole=st.booleans())
    def conclude(self, pick: int, decision: str, agencies: tuple[str, ...], *, whole: bool) -> None:
        item_id = self.item(pick)
        changes: dict[str, Any] = {} if whole else {"attending": agencies}
        self.attempt(lambda: self.hall.conclude(item_id, decision, **changes))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, data=st.data())
    def conclude_rightly(self, pick: int, data: st.DataObject) -> None:
        item_id = self.item(pick)
        decision = data.draw(st.sampled_from(sorted(DECISIONS[self.hall.row(item_id).type])))
        agencies = data.draw(some_agencies)
        self.attempt(lambda: self.hall.conclude(item_id, decision, attending=(*agencies, COORDINATING)))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, decision=st.sampled_from(EVERY_DECISION))
    def correct(self, pick: int, decision: str) -> None:
        item_id = self.item(pick)
        doing = [DecisionDraft(decision, COORDINATING, self.hall.due())]
        watching = [WatchRoleDraft(COORDINATING, "兆し", "電話", "2027-02-01")]
        words = (decision, "読み違えた", doing, watching)
        self.attempt(lambda: concluding.correct(self.connection, self.by(item_id), item_id, *words))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        item_id = self.item(pick)
        self.attempt(lambda: items.cancel(self.connection, self.by(item_id), item_id))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, text=st.sampled_from(("", "案")), approve=st.booleans())
    def write_minutes(self, pick: int, text: str, *, approve: bool) -> None:
        item_id = self.item(pick)
        ctx = self.by(item_id)
        if self.hall.row(item_id).state == "CONCLUDED" and not self.waits(item_id, "APPROVE_MINUTES"):
            self.hall.open_minutes(item_id)
        if approve:
            self.attempt(lambda: minutes.approve(self.connection, ctx, item_id, text))
        else:
            self.attempt(lambda: minutes.draft(self.connection, ctx, item_id, text, [], [], ""))

    @precondition(lambda self: self.item_ids)
    @rule(pick=picks, agencies=some_agencies, back=st.booleans())
    def hand_out(self, pick: int, agencies: tuple[str, ...], *, back: bool) -> None:
        item_id = self.item(pick)
        ctx = self.by(item_id)
        if back:
            self.attempt(lambda: minutes.recall(self.connection, ctx, item_id, agencies, "CORRECTED"))
        else:
            self.attempt(lambda: minutes.distribute(self.connection, ctx, item_id, agencies))

    @rule(person=st.sampled_from((None, "01MAN", "01OTHER", "")))
    def remove(self, person: str | None) -> None:
        items.remove_items(self.connection, self.hall.process, self.hall.case_id, person)

    @precondition(lambda self: self.item_ids)
    @rule(days=st.sampled_from((1, 40, 150)))
    def pass_days(self, days: int) -> None:
        self.hall.pass_days(days)

    @invariant()
    def states_go_only_where_the_table_lets_them(self) -> None:
        for row in self.rows():
            before = self.states.get(row.id, row.state)
            assert row.state == before or row.state in AFTER[before], (before, row.state)
            self.states[row.id] = row.state

    @invariant()
    def what_was_decided_was_decided_rightly(self) -> None:
        for row in self.rows():
            if row.state not in HELD_STATES:
                continue
            called = {one.agency_id: one for one in self.members(row.id)}
            assert set(row.attending) <= set(called)
            assert COORDINATING in row.attending
            assert len(row.attending) >= rooms.room("28216", row.type).quorum
            assert row.decision in DECISIONS[row.type]
            if row.type == SUPPORT:
                assert all(called[agency_id].pledged_at is not None for agency_id in row.attending)
            history = paper_store.conclusions_of(self.connection, row.id)
            assert [one.supersedes for one in history] == ["", *(one.id for one in history[:-1])]
            assert history[-1].decision == row.decision
            if row.type == LIAISON:
                told, issues = paper_store.told(self.connection, row.id)
                assert issues
                assert set(row.attending) - {COORDINATING} <= told

    def members(self, item_id: str) -> list[Any]:
        return list(self.connection.execute(sa.select(members).where(members.c.agenda_item_id == item_id)))

    @invariant()
    def papers_go_to_members_of_approved_items_who_pledged(self) -> None:
        for row in self.rows():
            holders = [one for one in self.members(row.id) if one.distributed_at is not None]
            assert not holders or row.state == "MINUTES_APPROVED"
            assert row.type != SUPPORT or all(one.pledged_at is not None for one in holders)

    @invariant()
    def nothing_is_asked_of_anybody_about_an_item_that_was_cancelled(self) -> None:
        table = work_items.items
        gone = [f"agendaItems/{row.id}" for row in self.rows() if row.state == "CANCELLED"]
        query = sa.select(table.c.id).where(table.c.subject.in_(gone), table.c.state != work_items.CLOSED)
        assert self.connection.execute(query).first() is None
        for row in self.rows():
            if row.state == "CANCELLED":
                assert papers.list_facts(self.connection, self.hall.staff("manager"), row.id)[1] == []

    @invariant()
    def each_item_moves_its_process_once_and_no_event_holds_a_word(self) -> None:
        ended = [event.agenda_item_id for event in self.hall.events("AgendaItemConcluded")]
        assert len(ended) == len(set(ended))
        body = self.hall.event_bodies().decode(errors="ignore")
        assert not [text for text in PRIVATE if text in body]


def test_no_order_of_commands_breaks_the_rules_of_the_three_meetings(engine: sa.Engine) -> None:
    class OnThisDatabase(Meetings):
        pass

    OnThisDatabase.engine = engine
    run_histories(OnThisDatabase, examples=10, steps=25)
