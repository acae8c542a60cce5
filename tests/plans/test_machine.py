"""Any order of legal and illegal commands, with repeats, keeps the plan's invariants (domain model 1.5).

A failing run prints the commands and the seed (`@reproduce_failure`), which replays it.
"""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kit.errors import DomainError
from services.plans.domain.draft import Answer, RoleState
from services.plans.domain.plan import Decision, VersionState
from services.plans.domain.progress import RoleProgress
from services.plans.store import plans as plan_store
from services.plans.store import roles as role_store
from services.plans.use_cases import access, revising, role_work, support
from tests.histories import run_histories
from tests.plans.desk import CARE, CASE, MONEY, MOTHER, SON, Desk

PEOPLE = some.sampled_from([MOTHER, SON])
AGENCIES = some.sampled_from([CARE, MONEY])


class PlanMachine(RuleBasedStateMachine):
    engine: sa.Engine

    def __init__(self) -> None:
        super().__init__()
        self.db = self.engine.connect()
        self.transaction = self.db.begin()
        self.desk = Desk(self.db)
        self.desk.join(MOTHER)
        self.desk.open_draft()

    def teardown(self) -> None:
        self.transaction.rollback()
        self.db.close()

    def attempt(self, act: Callable[..., Any], *given: Any, **named: Any) -> None:
        """A refusal leaves nothing behind, as at the edge."""
        savepoint = self.db.begin_nested()
        try:
            act(*given, **named)
            savepoint.commit()
        except DomainError:
            savepoint.rollback()

    @rule(person=PEOPLE)
    def join(self, person: str) -> None:
        if self._open():
            self.attempt(self.desk.join, person)

    @rule(person=PEOPLE)
    def leave(self, person: str) -> None:
        self.attempt(self.desk.leave, person)

    @rule()
    def open_draft(self) -> None:
        if self._open():
            self.attempt(self.desk.open_draft)

    @rule()
    def write(self) -> None:
        self.attempt(self.desk.write)

    @rule(answer=some.sampled_from(Answer))
    def confirm(self, answer: Answer) -> None:
        self.attempt(self.desk.confirm, answer, words="はい")

    @rule()
    def offer(self) -> None:
        self.attempt(self.desk.offer)

    @rule(index=some.integers(0, 1), accepted=some.booleans())
    def answer(self, index: int, accepted: bool) -> None:
        roles = self.desk.roles()
        if index < len(roles):
            self.attempt(self.desk.answer, roles[index].role_id, accepted=accepted, reason="理由")

    @rule()
    def settle_and_ask(self) -> None:
        if self.desk.settle():
            self.attempt(self.desk.request_decision)

    @rule(decision=some.sampled_from(Decision))
    def decide(self, decision: Decision) -> None:
        self.attempt(self.desk.decide, decision, "理由")

    @rule()
    def start(self) -> None:
        if plan_store.decided_version(self.db, self.desk.plan_id):
            self.attempt(self.desk.start)

    @rule(agency=AGENCIES, person=PEOPLE)
    def end_grant(self, agency: str, person: str) -> None:
        ended = {"case_id": CASE, "person_id": person, "agency_id": agency}
        self.attempt(revising.end_grant, self.db, self.desk.process, still=lambda *_: False, **ended)

    @rule(index=some.integers(0, 1))
    def report_or_end(self, index: int) -> None:
        roles = self.desk.roles()
        if index < len(roles):
            told = {"role_id": roles[index].role_id, "text": "順調", "occurred_at": None}
            ctx = self.desk.agency(roles[index].agency_id)
            self.attempt(role_work.report, self.db, ctx, progress=RoleProgress.ON_TRACK, **told)

    @rule()
    def return_plan(self) -> None:
        what = {"plan_id": self.desk.plan_id, "reason": "見直し", "occurred_at": None}
        self.attempt(revising.return_plan, self.db, self.desk.coordinator, **what)

    @rule()
    def close(self) -> None:
        closing = {"plan_id": self.desk.plan_id, "closure_reason": "GOALS_MET"}
        self.attempt(support.close_plan, self.db, self.desk.process, **closing)

    def _open(self) -> bool:
        return plan_store.get_plan(self.db, self.desk.process, self.desk.plan_id).is_open

    @invariant()
    def one_version_is_in_force_at_most(self) -> None:
        states = [version.state for version in plan_store.versions_of(self.db, self.desk.plan_id)]
        assert states.count(VersionState.DECIDED) <= 1

    @invariant()
    def no_role_works_without_somebodys_grant(self) -> None:
        joined = set(plan_store.joined_persons(self.db, self.desk.plan_id))
        for role in access.working_roles(self.db, self.desk.plan_id):
            assert role.person_ids
            assert set(role.person_ids) <= joined

    @invariant()
    def nothing_was_decided_without_exactly_one_lead_and_every_answer(self) -> None:
        for version in plan_store.versions_of(self.db, self.desk.plan_id):
            if version.state == VersionState.DECIDED and version.draft_id:
                roles = role_store.roles_of(self.db, version.draft_id)
                assert sum(role.lead for role in roles) == 1
                assert all(role.state in (RoleState.ACCEPTED, RoleState.STRUCK) for role in roles)

    @invariant()
    def a_closed_plan_asks_nobody(self) -> None:
        assert self._open() or self.desk.open_work() == []


@pytest.mark.plan("P-087", "P-117")
def test_no_order_of_commands_breaks_the_plans_invariants(engine: sa.Engine) -> None:
    PlanMachine.engine = engine
    run_histories(PlanMachine, examples=15, steps=20)
