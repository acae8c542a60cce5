"""People at work on an invented household's plan: short words for what tests do again and again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import Calendar
from kit.context import Actor, Context, service_actor
from kit.peers import Peers
from kit.zeebe import Job
from services.plans.domain.draft import Answer, Draft, DraftContent, Gap, Goal, Role, RoleDraft, RoleState, Wish
from services.plans.domain.plan import Decision
from services.plans.domain.progress import (
    EvaluationFacts,
    GoalOutcome,
    GoalResult,
    MonitoringFacts,
    PersonView,
    Proposal,
    Stability,
)
from services.plans.store import drafts as draft_store
from services.plans.store import plans as plan_store
from services.plans.store import roles as role_store
from services.plans.use_cases import drafting, progress, roles, subjects, support
from tests.database import inside

COORDINATING = "W-31"
CARE, MONEY, STATION = "W-03", "W-04", "W-32"
CASE, CASE_NO = "01CASE", "R8-00123-7"
MOTHER, SON = "01MOTHER", "01SON"
WORDS = "ここで二人で暮らしていきたい"
PRIVATE = (
    WORDS,
    "家計が苦しい",
    "通院が途絶えている",
    "週1回訪問する",
    "担当 高砂花子",
    "人手が足りない",
    "もっとゆっくり進めたい",
)


def role_draft(agency: str, code: str, *, lead: bool = False, text: str = "週1回訪問する") -> RoleDraft:
    return RoleDraft(agency, code, text, lead, "毎週", "担当 高砂花子")


ROLES = (role_draft(CARE, "CARE_SUPPORT", lead=True), role_draft(MONEY, "HOUSEHOLD_BUDGET"))


@dataclass
class Desk:
    db: sa.Connection
    now: datetime = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    instance: int = 4503599627370497
    plan_id: str = ""
    version_id: str = ""
    draft_id: str = ""
    given: dict[str, Any] = field(default_factory=dict)

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    @property
    def process(self) -> Context:
        return inside(self.db, Context(service_actor("plans"), "PROCESS", self.now, "takasago"))

    def staff(
        self, role: str, agency: str = COORDINATING, municipality: str = "takasago", person: str = "staff-1"
    ) -> Context:
        actor = Actor(frozenset({"AGENCY", "STAFF"}), agency, person, frozenset({role}), frozenset({"COORDINATION"}))
        return inside(self.db, Context(actor, "COORDINATION", self.now, municipality))

    @property
    def coordinator(self) -> Context:
        return self.staff("coordinator")

    def agency(self, agency: str) -> Context:
        actor = Actor(frozenset({"AGENCY"}), agency, f"worker-{agency}", frozenset({"agency-worker"}))
        return inside(self.db, Context(actor, "PLAN_SHARING", self.now, "takasago"))

    def job(self, variables: Mapping[str, Any] | None = None, within: str = "30D", peers: Peers | None = None) -> Job:
        headers = {"within": within}
        nobody = cast(Peers, peers)
        return Job(self.process, self.db, nobody, variables or {}, headers, self.instance, "Task_InTest", Calendar())

    def due(self, days: int = 30) -> datetime:
        return self.now + timedelta(days=days)

    def join(self, person: str = MOTHER, request: str = "01REQUEST") -> str:
        self.plan_id = subjects.join(
            self.db,
            self.process,
            case_id=CASE,
            case_no=CASE_NO,
            person_id=person,
            consent_request_id=request,
            coordinator_agency_id=COORDINATING,
        )
        return self.plan_id

    def leave(self, person: str) -> None:
        subjects.leave(self.db, self.process, case_id=CASE, person_id=person)

    def open_draft(self) -> drafting.OpenedDraft:
        opened = drafting.open_draft(
            self.db,
            self.process,
            self.job(),
            plan_id=self.plan_id,
            coordinator_agency_id=COORDINATING,
            due_at=self.due(),
        )
        self.version_id, self.draft_id = opened.plan_version_id, opened.draft_id
        return opened

    def content(self, roles: Iterable[RoleDraft] = ROLES, **changes: Any) -> DraftContent:
        content = DraftContent(
            assessment_summary="家計が苦しい",
            wishes=tuple(Wish(person, WORDS, "") for person in plan_store.joined_persons(self.db, self.plan_id)),
            policy="暮らしを立て直す",
            goals=(
                Goal("", "通院が途絶えている", "月1回の受診", date(2027, 3, 31), long_term=False),
                Goal("", "暮らしの見通しを立てる", "収支表", date(2027, 9, 30), long_term=True),
            ),
            roles=tuple(roles),
            period_start=date(2026, 12, 1),
            period_end=date(2027, 11, 30),
            gaps=(Gap("NIGHT_WATCH", "NORTH"),),
        )
        return replace(content, **changes)

    def write(self, content: DraftContent | None = None, grants: Mapping[str, frozenset[str]] | None = None) -> Draft:
        content = content or self.content()
        everybody = frozenset(plan_store.joined_persons(self.db, self.plan_id))
        given = {role.agency_id: everybody for role in content.roles} if grants is None else grants
        return drafting.draft_plan(
            self.db, self.coordinator, draft_id=self.draft_id, content=content, grants=given, occurred_at=None
        )

    def confirm(self, answer: Answer = Answer.CONFIRMED, *persons: str, words: str = "") -> Draft:
        command = drafting.ConfirmPlan(self.draft_id, persons, answer, words, None)
        return drafting.confirm(self.db, self.coordinator, command)

    def offer(self) -> list[str]:
        return roles.offer_roles(self.db, self.process, self.job(), draft_id=self.draft_id, due_at=self.due(5))

    def answer(self, role_id: str, *, accepted: bool = True, reason: str = "") -> None:
        agency = self.role(role_id).agency_id
        ctx = self.agency(agency)
        roles.answer_role(self.db, ctx, role_id=role_id, accepted=accepted, reason=reason, occurred_at=None)

    def roles(self) -> list[Role]:
        return role_store.roles_of(self.db, self.draft_id)

    def role(self, role_id: str) -> Role:
        return next(role for role in self.roles() if role.role_id == role_id)

    def settle(self) -> bool:
        return roles.settle_roles(self.db, self.process, draft_id=self.draft_id)

    def request_decision(self) -> str:
        return support.request_decision(
            self.db,
            self.process,
            self.job(),
            plan_version_id=self.version_id,
            coordinator_agency_id=COORDINATING,
            due_at=self.due(7),
        )

    def decide(self, decision: Decision = Decision.DECIDED, reason: str = "") -> None:
        support.decide_support(
            self.db,
            self.staff("decision-maker"),
            plan_version_id=self.version_id,
            decision=decision,
            reason=reason,
            occurred_at=None,
        )

    def agree(self, content: DraftContent | None = None) -> None:
        """A draft, from its opening to the roles of all its agencies."""
        self.open_draft()
        self.write(content)
        self.confirm()
        for role_id in self.offer():
            self.answer(role_id)
        assert self.settle()

    def start(self) -> support.Started:
        return support.start_support(self.db, self.process, plan_id=self.plan_id, plan_version_id=self.version_id)

    def support(self, content: DraftContent | None = None) -> support.Started:
        """A version in force, its roles begun."""
        self.agree(content)
        self.request_decision()
        self.decide()
        return self.start()

    def schedule(self) -> str:
        opened = progress.schedule_monitoring(
            self.db, self.process, self.job(), plan_id=self.plan_id, due_at=self.due()
        )
        return opened.id

    def monitor(
        self, monitoring_id: str, proposal: Proposal = Proposal.CONTINUE, stability: Stability = Stability.STABLE
    ) -> None:
        facts = MonitoringFacts(stability, proposal, "人手が足りない", ())
        progress.record_monitoring(
            self.db, self.agency(CARE), monitoring_id=monitoring_id, facts=facts, occurred_at=None
        )

    def assess(self, monitoring_id: str, before_end: int = 30) -> progress.Assessed:
        return progress.assess_monitoring(
            self.db, self.process, monitoring_id=monitoring_id, evaluate_from=self.due(before_end)
        )

    def open_evaluation(self) -> str:
        opened = progress.open_evaluation(
            self.db,
            self.process,
            self.job(),
            plan_id=self.plan_id,
            coordinator_agency_id=COORDINATING,
            due_at=self.due(),
        )
        return opened.id

    def evaluation_facts(self, *results: GoalOutcome, **changes: Any) -> EvaluationFacts:
        goals = draft_store.goals_of(self.db, self.draft_id)
        outcomes = results or (GoalOutcome.ACHIEVED,) * len(goals)
        facts = EvaluationFacts(
            goal_results=tuple(
                GoalResult(goal.goal_id, outcome, "") for goal, outcome in zip(goals, outcomes, strict=True)
            ),
            person_views=tuple(
                PersonView(person, WORDS, "") for person in plan_store.joined_persons(self.db, self.plan_id)
            ),
            changes=(),
            lead_settled=True,
            stability=Stability.STABLE,
            new_issue=False,
            long_absence=False,
            remaining="",
        )
        return replace(facts, **changes)

    def evaluate(self, evaluation_id: str, facts: EvaluationFacts) -> None:
        progress.record_evaluation(
            self.db, self.coordinator, evaluation_id=evaluation_id, facts=facts, occurred_at=None
        )

    def events(self, name: str = "") -> list[Any]:
        """Recorded events of this service, decoded as consumers decode them, oldest first."""
        query = sa.select(outbox.outbox.c.event_type, outbox.outbox.c.body)
        query = query.where(outbox.outbox.c.municipality_id == "takasago").order_by(outbox.outbox.c.id)
        decoded = [outbox.message_class(row.event_type).FromString(row.body) for row in self.db.execute(query)]
        own = [event for event in decoded if event.DESCRIPTOR.full_name.startswith("tsunagi.plans.")]
        return [event for event in own if not name or event.DESCRIPTOR.name == name]

    def event_bodies(self) -> bytes:
        return b"\n".join(row.body for row in self.db.execute(sa.select(outbox.outbox.c.body)))

    def open_work(self) -> list[tuple[str, str, str]]:
        """(kind, agency, role) of what waits for somebody."""
        items = work_items.items
        query = sa.select(items).where(items.c.state != work_items.CLOSED).order_by(items.c.opened_at, items.c.id)
        return [(row.kind, row.agency_id, row.role) for row in self.db.execute(query)]

    def accepted(self) -> dict[tuple[str, str], str]:
        return {
            (role.agency_id, role.task_code): role.role_id for role in self.roles() if role.state == RoleState.ACCEPTED
        }
