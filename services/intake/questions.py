"""What intake asks other services, at the moment when it matters. No answer is no."""

from collections.abc import Iterable

from kit.context import Context
from kit.peers import PeerRefused, Peers
from pb.tsunagi.consent.v1 import service_pb2 as consent

CHECK_GRANT = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckGrant"]
LIST_GRANTED_AGENCIES = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["ListGrantedAgencies"]


def lost_agencies(peers: Peers, ctx: Context, case_id: str, person_id: str) -> list[str]:
    """Whose grants for handoffs ended while others hold. Raises PeerUnavailable."""
    question = consent.ListGrantedAgenciesRequest(case_id=case_id, person_id=person_id, purpose="HANDOFF")
    return list(peers.ask(LIST_GRANTED_AGENCIES, question, ctx).lost_agency_ids)


def has_grant(peers: Peers, ctx: Context, case_id: str, person_id: str, agency_id: str, category: str) -> bool:
    """Whether this person has granted this agency this category for a handoff, now. Raises PeerUnavailable."""
    question = consent.CheckGrantRequest(
        case_id=case_id, person_id=person_id, agency_id=agency_id, purpose="HANDOFF", data_categories=(category,)
    )
    try:
        return bool(peers.ask(CHECK_GRANT, question, ctx).permitted)
    except PeerRefused:
        return False


def all_granted(
    peers: Peers, ctx: Context, case_id: str, person_ids: Iterable[str], agency_id: str, category: str
) -> bool:
    return all(has_grant(peers, ctx, case_id, person_id, agency_id, category) for person_id in person_ids)
