"""Random sequences of what people and processes do to one person's consent, legal and not, repeated and out of order:
no invariant of the domain note (1.3) ever breaks. A failing run prints the blob that replays it
(`@reproduce_failure`); every run without one is the same run, so that a red build is red everywhere.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kit.errors import DomainError
from kit.ids import new_id
from services.consent.domain.disclosure import Decision, Question
from services.consent.domain.statements import GrantState, Statement
from services.consent.store.tables import grants
from services.consent.use_cases import after_support, checks, corrections, endings, records, seeking
from tests.consent.world import OTHER, RECIPIENT, World, actor, terms

AGENCIES = (RECIPIENT, OTHER, "W-09")
ANSWERS = ("GRANTED", "REFUSED", "DEFERRED", "CANNOT_DECIDE", "DANGEROUS")
# What a grant may become (domain note 1.3; LAPSED also for what was asked and never answered; SUPERSEDED also for what
# a correction voids).
NEXT = {
    "REQUESTED": {"GRANTED", "REFUSED", "DEFERRED", "LAPSED"},
    "DEFERRED": {"GRANTED", "REFUSED", "LAPSED", "SUPERSEDED"},
    "GRANTED": {"WITHDRAWN", "EXPIRED", "SUPERSEDED", "ENDED_BY_DEATH", "ENDED_WITH_CASE"},
    "REFUSED": {"SUPERSEDED"},
}
agencies = st.sets(st.sampled_from(AGENCIES), min_size=1)
people = st.sampled_from(("ichiro", "hanako"))
ago = st.integers(min_value=0, max_value=40).map(lambda days: timedelta(days=days))


def ends(row: sa.Row[Any]) -> tuple[datetime, datetime | None]:
    return row.valid_until, row.ends_by


class ConsentMachine(RuleBasedStateMachine):
    engine: sa.Engine

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        self.world = World(self.connection)
        self.entries: list[tuple[str, str]] = []
        self.requests: list[str] = []
        self.plan_id = new_id()
        self.states: dict[str, str] = {}
        self.no_since: dict[tuple[str, str], datetime] = {}

    def teardown(self) -> None:
        self.transaction.rollback()
        self.connection.close()

    @contextmanager
    def one_command(self) -> Iterator[None]:
        """As the edges do it: refused means nothing happened."""
        with suppress(DomainError), self.connection.begin_nested():
            yield

    def person(self, name: str) -> str:
        return str(getattr(self.world, name))

    @rule(days=st.integers(min_value=1, max_value=200))
    def time_passes(self, days: int) -> None:
        self.world.pass_time(days=days)

    @rule(who=people)
    def the_process_asks(self, who: str) -> None:
        with self.one_command():
            self.requests.append(self.world.ask(self.person(who)))

    @rule(
        who=people,
        answer=st.sampled_from(ANSWERS),
        granted=agencies,
        refused=st.sets(st.sampled_from(AGENCIES)),
        late=ago,
        doubtful=st.booleans(),
        given_by=st.sampled_from(("SELF", "LEGAL_REPRESENTATIVE")),
        conflict=st.booleans(),
        data=st.data(),
    )
    def somebody_answers(self, who: str, answer: str, data: st.DataObject, **said: Any) -> None:
        request_id = data.draw(st.sampled_from([None, *self.requests[-3:]]))
        given = [terms(one) for one in sorted(said["granted"])] if answer == "GRANTED" else []
        refused = tuple(terms(one, ("C4",)) for one in sorted(said["refused"])) if answer == "GRANTED" else ()
        occurred_at = self.world.now - said["late"]
        with self.one_command():
            consent = self.world.record(
                *given,
                person_id=self.person(who),
                request_id=request_id,
                answer=answer,
                refused=refused,
                occurred_at=occurred_at,
                capacity="DOUBTFUL" if said["doubtful"] else "OK",
                given_by=said["given_by"],
                interests_conflict=said["conflict"],
            )
            valid = not (said["doubtful"] and said["given_by"] == "SELF")
            assert answer != "GRANTED" or valid
            by_other = said["given_by"] != "SELF"
            assert answer != "GRANTED" or not (by_other and (said["conflict"] or not said["doubtful"]))
            self.entries.append((consent.consent_id, who))

    @rule(who=people, agency=st.sampled_from((None, *AGENCIES)), late=ago)
    def the_person_withdraws(self, who: str, agency: str | None, late: timedelta) -> None:
        person_id, at = self.person(who), self.world.now - late
        ctx = self.world.ctx()
        with self.one_command():
            done = records.withdraw(self.connection, ctx, self.world.reference, person_id, agency, at)
            self.entries.append((done.withdrawal_id, who))
            if not late:
                for one in AGENCIES if agency is None else (agency,):
                    assert not self.world.permits(one, person_id=person_id)

    @precondition(lambda self: self.entries)
    @rule(answer=st.sampled_from(ANSWERS), granted=agencies, data=st.data())
    def an_entry_is_corrected(self, answer: str, granted: set[str], data: st.DataObject) -> None:
        wrong_id, who = data.draw(st.sampled_from(self.entries))
        given = tuple(terms(one) for one in sorted(granted)) if answer == "GRANTED" else ()
        said = replace(Statement(answer, self.world.now, "SELF", "OK", "WRITTEN", "2026-04"), grants=given)
        with self.one_command():
            consent = corrections.correct(
                self.connection, self.world.ctx(), self.world.reference, wrong_id, "聞き違い", said
            )
            self.entries.append((consent.consent_id, who))
            assert all(grant.valid_from == self.world.now for grant in consent.grants)

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def a_request_lapses(self, data: st.DataObject) -> None:
        request_id = data.draw(st.sampled_from(self.requests))
        with self.one_command():
            seeking.lapse(self.connection, self.world.ctx(), request_id)

    @rule(who=people)
    def time_is_up(self, who: str) -> None:
        with self.one_command():
            endings.expire_grants(self.connection, self.world.ctx(), self.world.case_id, self.person(who))

    @rule(who=people)
    def the_person_dies(self, who: str) -> None:
        with self.one_command():
            endings.end_by_death(self.connection, self.world.ctx(), self.world.case_id, self.person(who))
            assert not any(self.world.permits(one, person_id=self.person(who)) for one in AGENCIES)

    @rule(who=people, accompanying=st.sets(st.sampled_from(AGENCIES)), late=ago)
    def support_ends(self, who: str, accompanying: set[str], late: timedelta) -> None:
        at, person_id = self.world.now - late, self.person(who)
        with self.one_command():
            ctx, case_id = self.world.ctx(), self.world.case_id
            after_support.end(self.connection, ctx, case_id, person_id, self.plan_id, at, accompanying)

    @rule(who=people, newer=st.booleans())
    def the_person_joins_a_plan(self, who: str, newer: bool) -> None:
        self.plan_id = new_id() if newer else self.plan_id
        with self.one_command():
            ctx, case_id = self.world.ctx(), self.world.case_id
            after_support.begin(self.connection, ctx, case_id, self.person(who), self.plan_id)

    @rule(agency=st.sampled_from(AGENCIES))
    def a_stranger_speaks(self, agency: str) -> None:
        before = self.rows()
        with self.one_command():
            self.world.record(terms(agency), by=actor("W-99"))
            raise AssertionError("an agency without part in the case was heard")
        assert self.rows() == before

    def rows(self) -> list[sa.Row[Any]]:
        self.world.ctx()
        return list(self.connection.execute(sa.select(grants).where(grants.c.case_id == self.world.case_id)))

    @invariant()
    def every_grant_moves_only_along_its_states(self) -> None:
        rows = self.rows()
        for row in rows:
            before = self.states.get(row.id, row.state)
            assert row.state == before or row.state in NEXT.get(before, set()), (before, row.state)
        assert self.states.keys() <= {row.id for row in rows}
        self.states = {row.id: row.state for row in rows}

    @invariant()
    def what_is_permitted_is_exactly_what_is_in_force(self) -> None:
        now = self.world.now
        force = {
            (row.person_id, row.agency_id, row.data_category)
            for row in self.rows()
            if row.state == GrantState.GRANTED and row.valid_from <= now < min(filter(None, ends(row)))
        }
        cells = list(itertools.product((self.world.ichiro, self.world.hanako), AGENCIES, ("C1", "C3", "C4")))
        asked = [
            Question(agency, frozenset(), self.world.case_id, person_id, category, "HANDOFF")
            for person_id, agency, category in cells
        ]
        rulings = checks.check_disclosure(self.connection, self.world.ctx(), asked)
        shown = {cell for cell, ruling in zip(cells, rulings, strict=True) if ruling.decision is Decision.PERMIT}
        assert shown == force

    @invariant()
    def nothing_holds_longer_than_twelve_months_or_before_it_was_recorded(self) -> None:
        for row in self.rows():
            if row.state == GrantState.GRANTED:
                assert row.valid_until - row.said_at <= timedelta(days=366)
                assert row.said_at <= row.valid_from

    @invariant()
    def whoever_lost_a_grant_was_told_to_stop(self) -> None:
        over = {GrantState.WITHDRAWN, GrantState.EXPIRED, GrantState.ENDED_BY_DEATH}
        lost = {(row.person_id, row.agency_id) for row in self.rows() if row.state in over}
        assert lost <= {(event.person_id, event.agency_id) for event in self.world.events("GrantEnded")}


@pytest.mark.plan("P-043", "P-044")
def test_no_sequence_of_commands_breaks_an_invariant_of_consent(engine: sa.Engine) -> None:
    machine = type("Bound", (ConsentMachine,), {"engine": engine})
    chosen = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        print_blob=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
