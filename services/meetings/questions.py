"""What meetings asks other services, at the moment when it matters. No answer is no."""

from collections.abc import Collection, Iterable
from typing import Any

from kit import kept_away
from kit.context import Context
from kit.peers import PeerRefused, Peers
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2 as intake
from pb.tsunagi.plans.v1 import community_pb2 as community
from pb.tsunagi.plans.v1 import service_pb2 as plans
from services.meetings.domain.rooms import MULTI

CHECK_GRANT = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckGrant"]
LIST_GRANTED_AGENCIES = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["ListGrantedAgencies"]
CHECK_KEPT_AWAY = intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["CheckKeptAway"]
PLAN_MEETING = "PLAN_MEETING"
GET_PLAN_REFERENCE = plans.DESCRIPTOR.services_by_name["PlansService"].methods_by_name["GetPlanReference"]
LIST_GAPS = plans.DESCRIPTOR.services_by_name["PlansService"].methods_by_name["ListGaps"]
GET_CASE_REFERENCE = intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]


def case_reference(peers: Peers, ctx: Context, case_id: str) -> Any:
    """Who coordinates the case, who brought it, whose it is. Raises PeerUnavailable, PeerRefused."""
    return peers.ask(GET_CASE_REFERENCE, intake.GetCaseReferenceRequest(case_id=case_id), ctx)


def open_gaps(peers: Peers, ctx: Context) -> list[community.GapStudy]:
    """What lacks and is not settled: every meeting is reminded of it (P-121). Raises PeerUnavailable."""
    return list(peers.ask(LIST_GAPS, community.ListGapsRequest(), ctx).gaps)


def has_grant(peers: Peers, ctx: Context, item: Any, agency_id: str) -> bool:
    """Asks the consent service at this moment, for each person of the item; no answer raises PeerUnavailable."""
    return _has_grant(peers, ctx, item, people_of(peers, ctx, item), agency_id)


def lacking_grant(peers: Peers, ctx: Context, item: Any, agencies: Iterable[str]) -> list[str]:
    """Of several agencies those that have none; of an item without persons all. Raises PeerUnavailable."""
    people = people_of(peers, ctx, item)
    return [one for one in dict.fromkeys(agencies) if not _has_grant(peers, ctx, item, people, one)]


def _has_grant(peers: Peers, ctx: Context, item: Any, people: list[str], agency_id: str) -> bool:
    """Of nobody from whom intake keeps the agency away (D5, row 1), whatever was granted."""
    reader = kept_away.Reader(agency_id)
    if people and not kept_away.ask(peers, ctx, CHECK_KEPT_AWAY, reader, (), people).person_ids.isdisjoint(people):
        return False
    for person_id in people:
        question = consent.CheckGrantRequest(
            case_id=item.case_id,
            person_id=person_id,
            agency_id=agency_id,
            purpose=PLAN_MEETING,
            data_categories=("C1",),
        )
        try:
            if not peers.ask(CHECK_GRANT, question, ctx).permitted:
                return False
        except PeerRefused:
            return False
    return bool(people)


def is_kept_away(peers: Peers, ctx: Context, reader: kept_away.Reader, case_id: str) -> bool:
    """From somebody of the case (D5, row 1), so that nothing about it goes there. Raises PeerUnavailable."""
    return bool(kept_away.ask(peers, ctx, CHECK_KEPT_AWAY, reader, [case_id]).case_ids)


def lost_agencies(peers: Peers, ctx: Context, case_id: str, person_id: str) -> list[str]:
    """Whose grants for the 重層的支援会議 ended while others hold. Raises PeerUnavailable."""
    question = consent.ListGrantedAgenciesRequest(case_id=case_id, person_id=person_id, purpose=PLAN_MEETING)
    return list(peers.ask(LIST_GRANTED_AGENCIES, question, ctx).lost_agency_ids)


def people_of(peers: Peers, ctx: Context, item: Any) -> list[str]:
    """The person dealt with, else those in this version of the plan, and nobody else of the household."""
    if item.person_id:
        return [item.person_id]
    return list(_plan(peers, ctx, item).person_ids)


def must_be_heard(peers: Peers, ctx: Context, item: Any, attending: Collection[str]) -> list[str]:
    """On a plan, of those that do not attend: the lead candidate, and agencies with a role whom everybody in the plan
    lets come to its meeting; the others are heard by their yes to the role. Raises PeerUnavailable."""
    if item.type != MULTI:
        return []
    plan = _plan(peers, ctx, item)
    people = [item.person_id] if item.person_id else list(plan.person_ids)
    away = set(plan.agency_ids) - {plan.lead_agency_id, *attending}
    may_come = {agency_id for agency_id in away if _has_grant(peers, ctx, item, people, agency_id)}
    return sorted((may_come | {plan.lead_agency_id}) - {""})


def _plan(peers: Peers, ctx: Context, item: Any) -> Any:
    return peers.ask(GET_PLAN_REFERENCE, plans.GetPlanReferenceRequest(plan_version_id=item.plan_version_id), ctx)
