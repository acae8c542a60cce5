"""What intake asks other services, at the moment when it matters. No answer is no."""

from collections.abc import Collection, Iterable, Mapping

from kit.context import Context
from kit.errors import PeerUnavailable
from kit.peers import PeerRefused, Peers
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.meetings.v1 import service_pb2 as meetings
from services.intake.use_cases.offers import Basis, Offer

_CONSENT = consent.DESCRIPTOR.services_by_name["ConsentService"]
CHECK_DISCLOSURE = _CONSENT.methods_by_name["CheckDisclosure"]
GET_ANSWER_STATE = _CONSENT.methods_by_name["GetAnswerState"]
LIST_GRANTED_AGENCIES = _CONSENT.methods_by_name["ListGrantedAgencies"]
_MEETINGS = meetings.DESCRIPTOR.services_by_name["MeetingsService"]
GET_AGENDA_ITEM_REFERENCE = _MEETINGS.methods_by_name["GetAgendaItemReference"]
NO_PERSONAL_DATA = Basis("NO_PERSONAL_DATA", "")
NO_ANSWER = "D5-15"


def lost_agencies(peers: Peers, ctx: Context, case_id: str, person_id: str) -> list[str]:
    """Whose grants for handoffs ended while others hold. Raises PeerUnavailable."""
    question = consent.ListGrantedAgenciesRequest(case_id=case_id, person_id=person_id, purpose="HANDOFF")
    return list(peers.ask(LIST_GRANTED_AGENCIES, question, ctx).lost_agency_ids)


def said_yes(peers: Peers, ctx: Context, case_id: str, person_id: str) -> bool:
    """Unasked, since the process asked last. Nobody waits for the answer who wants to act."""
    question = consent.GetAnswerStateRequest(case_id=case_id, person_id=person_id)
    try:
        return bool(peers.ask(GET_ANSWER_STATE, question, ctx).volunteered)
    except (PeerUnavailable, PeerRefused):
        return False


def case_of_item(peers: Peers, ctx: Context, agenda_item_id: str) -> str:
    """The case of an agenda item; "" for one that meetings does not know. Raises PeerUnavailable."""
    question = meetings.GetAgendaItemReferenceRequest(agenda_item_id=agenda_item_id)
    try:
        return str(peers.ask(GET_AGENDA_ITEM_REFERENCE, question, ctx).case_id)
    except PeerRefused:
        return ""


def basis(
    peers: Peers, ctx: Context, case_id: str, coordinator: str, offer: Offer, known: Mapping[str, Collection[str]]
) -> tuple[bool, Basis]:
    """Whether D5 lets this agency be told of these persons now, and the rule that says so. Raises PeerUnavailable.

    `known`: by person, what intake states between them and the agency.
    """
    if not offer.person_ids:
        return True, NO_PERSONAL_DATA
    request = disclosure_pb2.CheckDisclosureRequest(
        reader_agency_id=offer.agency_id, questions=list(_questions(case_id, coordinator, offer, known))
    )
    try:
        rulings = peers.ask(CHECK_DISCLOSURE, request, ctx).rulings
    except PeerRefused:
        return False, Basis("", NO_ANSWER)
    permit = disclosure_pb2.Ruling.DECISION_PERMIT
    denied = [ruling for ruling in rulings if ruling.decision != permit]
    if denied or len(rulings) != len(offer.person_ids):
        return False, Basis("", denied[0].rule if denied else NO_ANSWER)
    return True, Basis(rulings[0].basis, rulings[0].rule)


def _questions(
    case_id: str, coordinator: str, offer: Offer, known: Mapping[str, Collection[str]]
) -> Iterable[disclosure_pb2.Question]:
    for person_id in offer.person_ids:
        yield disclosure_pb2.Question(
            case_id=case_id,
            person_id=person_id,
            data_category="C1",
            purpose="HANDOFF",
            recorded_by_agency_id=offer.from_agency_id,
            coordinator_agency_id=coordinator,
            circumstances=[f"CIRCUMSTANCE_{one}" for one in sorted(known.get(person_id, ()))],
        )
