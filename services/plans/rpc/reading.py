"""Requests → what use cases take: codes for enums, dates, ids out of resource names, consent asked for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from kit import kept_away
from kit.calls import Call
from kit.errors import InvalidArgument, NotFound, Violation
from kit.peers import PeerRefused
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.assessment import Findings, Issue
from services.plans.domain.draft import PARTICIPATION, DraftContent, Gap, Goal, RoleDraft, Wish
from services.plans.domain.participation import PROGRAMME
from services.plans.domain.progress import (
    Change,
    ClosureWish,
    Direction,
    EvaluationFacts,
    GoalOutcome,
    GoalResult,
    MonitoringFacts,
    PersonView,
    Proposal,
    RoleProgress,
    RoleReport,
    Stability,
)
from services.plans.use_cases.reading import KNOW_THE_ROLE, Permitted
from services.plans.use_cases.revising import MinorRevision, RoleTerms
from services.plans.use_cases.role_work import RoleUpdate

CHECK_GRANT = consent_pb.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckGrant"]
_INTAKE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name
CHECK_KEPT_AWAY = _INTAKE["CheckKeptAway"]
PLAN_SHARING = "PLAN_SHARING"
ASSESSMENT = "ASSESSMENT"
PARTICIPATION_PURPOSE = "PARTICIPATION"


def id_of(name: str, collection: str) -> str:
    """The id in a resource name; a name of another kind names nothing."""
    head, _, tail = name.partition("/")
    if head != collection or not tail or "/" in tail:
        raise NotFound
    return tail


def tail(name: str) -> str:
    """The id in a resource name inside a list: the rule that reads it says whether it exists."""
    return name.rpartition("/")[2]


CENTURIES = range(1900, 2200)
"""A day outside of them is a slip of the pen; it would not fit into every clock either."""


class Reader:
    """Collects every fault of a request, so that they are told at once."""

    def __init__(self) -> None:
        self._violations: list[Violation] = []

    def code(self, wrapper: EnumTypeWrapper, field: str, value: int) -> str:
        """The enum's value without its prefix; unset or unknown is a fault (answered as "")."""
        names = {number: name for name, number in wrapper.items()}
        if not value or value not in names:
            self._violations.append(Violation(field, "REQUIRED", "選択してください。"))
            return ""
        return names[value].removeprefix(names[0].removesuffix("UNSPECIFIED"))

    def day(self, field: str, value: str) -> date:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = date.min
        if day.year not in CENTURIES:
            self._violations.append(Violation(field, "FORMAT", "日付は YYYY-MM-DD の形で指定してください。"))
        return day

    def optional_day(self, field: str, value: str) -> date | None:
        return self.day(field, value) if value else None

    def finish(self) -> None:
        if self._violations:
            raise InvalidArgument(*self._violations)


def assessment(request: pb.RecordAssessmentRequest) -> Findings:
    return Findings(
        person_ids=tuple(request.person_ids),
        met_person=request.met_person,
        strengths=request.strengths,
        wishes=request.wishes,
        summary=request.summary,
        issues=tuple(Issue(issue.domain_code, issue.text, issue.measure) for issue in request.issues),
        supersedes_id=tail(request.supersedes),
        correction_reason=request.correction_reason,
    )


def minor_revision(request: pb.RevisePlanRequest) -> MinorRevision:
    reader = Reader()
    roles = []
    for index, role in enumerate(request.roles):
        start = reader.optional_day(f"roles[{index}].start_date", role.start_date)
        end = reader.optional_day(f"roles[{index}].end_date", role.end_date)
        roles.append(RoleTerms(tail(role.role), role.contact if role.HasField("contact") else None, start, end))
    goals = {
        tail(goal.goal): reader.day(f"goals[{index}].due_date", goal.due_date)
        for index, goal in enumerate(request.goals)
    }
    reader.finish()
    emergency = request.emergency_contact_plan if request.HasField("emergency_contact_plan") else None
    return MinorRevision(request.etag, request.reason, tuple(roles), goals, emergency, occurred_at(request))


def role_update(request: pb.UpdateRoleRequest) -> RoleUpdate:
    reader = Reader()
    start = reader.optional_day("start_date", request.start_date)
    end = reader.optional_day("end_date", request.end_date)
    reader.finish()
    contact = request.contact if request.HasField("contact") else None
    return RoleUpdate(request.etag, contact, start, end, occurred_at(request))


def occurred_at(request: Any) -> datetime | None:
    if not request.HasField("occurred_at"):
        return None
    at: datetime = request.occurred_at.ToDatetime(tzinfo=UTC)
    return at


def wants_default(request: pb.DraftPlanRequest) -> bool:
    """Participation support without an agency: its carrier is meant (P-065)."""
    return any(not role.agency_id and role.task_code == PARTICIPATION for role in request.roles)


def draft_content(request: pb.DraftPlanRequest, carrier: str = "") -> DraftContent:
    """`carrier`: who carries participation support, when that is asked for without naming an agency."""
    reader = Reader()
    content = DraftContent(
        assessment_summary=request.assessment_summary,
        wishes=tuple(Wish(wish.person_id, wish.own_words, wish.missing_reason) for wish in request.wishes),
        policy=request.policy,
        goals=tuple(
            Goal("", goal.text, goal.indicator, reader.day(f"goals[{index}].due_date", goal.due_date), goal.long_term)
            for index, goal in enumerate(request.goals)
        ),
        roles=tuple(
            RoleDraft(
                role.agency_id or (carrier if role.task_code == PARTICIPATION else ""),
                role.task_code,
                role.task_text,
                role.lead,
                role.frequency,
                role.contact,
                role.programme_id,
                reader.optional_day(f"roles[{index}].start_date", role.start_date),
                reader.optional_day(f"roles[{index}].end_date", role.end_date),
            )
            for index, role in enumerate(request.roles)
        ),
        period_start=reader.day("period_start", request.period_start),
        period_end=reader.day("period_end", request.period_end),
        gaps=tuple(Gap(gap.need_code, gap.area) for gap in request.gaps),
        emergency_contact_plan=request.emergency_contact_plan,
        uses_outreach=request.uses_outreach,
        uses_participation=request.uses_participation,
    )
    reader.finish()
    return content


def monitoring_facts(request: pb.RecordMonitoringRequest) -> MonitoringFacts:
    reader = Reader()
    stability = reader.code(pb.Monitoring.Stability, "stability", request.stability)
    proposal = reader.code(pb.Monitoring.Proposal, "proposal", request.proposal)
    progress = [
        reader.code(pb.RoleReport.Progress, f"role_reports[{index}].progress", report.progress)
        for index, report in enumerate(request.role_reports)
    ]
    reader.finish()
    return MonitoringFacts(
        stability=Stability(stability),
        proposal=Proposal(proposal),
        progress=request.progress,
        role_reports=tuple(
            RoleReport(tail(report.role), RoleProgress(code), report.text)
            for report, code in zip(request.role_reports, progress, strict=True)
        ),
    )


def evaluation_facts(request: pb.RecordEvaluationRequest) -> EvaluationFacts:
    reader = Reader()
    stability = reader.code(pb.Monitoring.Stability, "stability", request.stability)
    results = [
        reader.code(pb.GoalResult.Result, f"goal_results[{index}].result", result.result)
        for index, result in enumerate(request.goal_results)
    ]
    directions = [
        reader.code(pb.Change.Direction, f"changes[{index}].direction", change.direction)
        for index, change in enumerate(request.changes)
    ]
    reader.finish()
    return EvaluationFacts(
        goal_results=tuple(
            GoalResult(tail(result.goal), GoalOutcome(code), result.text)
            for result, code in zip(request.goal_results, results, strict=True)
        ),
        person_views=tuple(PersonView(v.person_id, v.own_words, v.missing_reason) for v in request.person_views),
        changes=tuple(
            Change(change.area_code, Direction(code)) for change, code in zip(request.changes, directions, strict=True)
        ),
        lead_settled=request.lead_settled,
        stability=Stability(stability),
        new_issue=request.new_issue,
        long_absence=request.long_absence,
        remaining=request.remaining,
        agencies_view=request.agencies_view,
        closure_wish=ClosureWish(pb.ClosureWish.Name(request.closure_wish).removeprefix("CLOSURE_WISH_"))
        if request.closure_wish
        else ClosureWish.NONE,
    )


def require_not_kept_away(call: Call, case_id: str, *person_ids: str) -> None:
    """What tells of these persons, or of all of the case, and has no record that names them. Raises NotFound."""
    kept_away.require_not(call.peers, call.ctx, CHECK_KEPT_AWAY, case_id, person_ids)


def permitted_to_reader(call: Call) -> Permitted:
    return permitted(call, call.ctx.actor.agency_id, staff_id=call.ctx.actor.person_id)


def permitted(call: Call, agency_id: str, purpose: str = PLAN_SHARING, staff_id: str = "") -> Permitted:
    """Asks the consent service whether the agency may have a category of a person's data for the purpose.

    Before, and once for a case: intake, whether the agency (or, where its staff are named, who reads) is kept away from
    the person (D5, row 1). Raises PeerUnavailable.
    """
    known: dict[str, frozenset[str]] = {}
    reader = kept_away.Reader(agency_id, staff_id)

    def ask(case_id: str, person_id: str, category: str) -> bool:
        if case_id not in known:
            known[case_id] = kept_away.ask(call.peers, call.ctx, CHECK_KEPT_AWAY, reader, [case_id]).person_ids
        if person_id in known[case_id]:
            return False
        question = consent_pb.CheckGrantRequest(
            case_id=case_id,
            person_id=person_id,
            agency_id=agency_id,
            purpose=purpose,
            data_categories=[category],
        )
        return bool(call.peers.ask(CHECK_GRANT, question, call.ctx).permitted)

    return ask


def grants(call: Call, case_id: str, persons: Sequence[str], agencies: Iterable[str]) -> dict[str, frozenset[str]]:
    """Per agency, the persons whose PLAN_SHARING grant lets it know whom its role is for. Raises PeerUnavailable."""
    known: dict[str, frozenset[str]] = {}
    for agency in set(agencies):
        may_have = permitted(call, agency)
        known[agency] = frozenset(person for person in persons if may_have(case_id, person, KNOW_THE_ROLE))
    return known


def carriers(call: Call) -> Callable[[str], list[str]]:
    """Asks who carries a programme in this city: its reference data says. The question raises PeerUnavailable."""

    def ask(programme_id: str) -> list[str]:
        answer = call.peers.ask(_INTAKE["ListAgencies"], intake_pb.ListAgenciesRequest(), call.ctx)
        return [str(one.agency_id) for one in answer.agencies if programme_id in one.programme_ids]

    return ask


def carrier(call: Call) -> str:
    """Who carries participation support (P-065). Raises PeerUnavailable."""
    return next(iter(carriers(call)(PROGRAMME)), "")


def case_reference(call: Call, case_id: str) -> Any:
    """Of intake. Raises NotFound, PeerUnavailable."""
    try:
        return call.peers.ask(_INTAKE["GetCaseReference"], intake_pb.GetCaseReferenceRequest(case_id=case_id), call.ctx)
    except PeerRefused as refusal:
        raise NotFound from refusal
