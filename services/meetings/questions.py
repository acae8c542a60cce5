"""What meetings asks other services, at the moment when it matters. No answer is no."""

from typing import Any

from kit.context import Context
from kit.peers import PeerRefused, Peers
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.plans.v1 import service_pb2 as plans

CHECK_GRANT = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckGrant"]
LIST_GRANTED_AGENCIES = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["ListGrantedAgencies"]
PLAN_MEETING = "PLAN_MEETING"
GET_PLAN_REFERENCE = plans.DESCRIPTOR.services_by_name["PlansService"].methods_by_name["GetPlanReference"]


def has_grant(peers: Peers, ctx: Context, item: Any, agency_id: str) -> bool:
    """Asks the consent service at this moment, for each person of the item; no answer raises PeerUnavailable."""
    people = people_of(peers, ctx, item)
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


def lost_agencies(peers: Peers, ctx: Context, case_id: str, person_id: str) -> list[str]:
    """Whose grants for the 重層的支援会議 ended while others hold. Raises PeerUnavailable."""
    question = consent.ListGrantedAgenciesRequest(case_id=case_id, person_id=person_id, purpose=PLAN_MEETING)
    return list(peers.ask(LIST_GRANTED_AGENCIES, question, ctx).lost_agency_ids)


def people_of(peers: Peers, ctx: Context, item: Any) -> list[str]:
    """The person dealt with, else those in this version of the plan, and nobody else of the household."""
    if item.person_id:
        return [item.person_id]
    question = plans.GetPlanReferenceRequest(plan_version_id=item.plan_version_id)
    return list(peers.ask(GET_PLAN_REFERENCE, question, ctx).person_ids)
