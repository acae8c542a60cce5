"""Break-glass: one person, one file, sixty minutes, contact and risk only; told, reviewed, and in the ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kit import disclosure
from kit.calls import Call
from kit.context import Actor
from kit.disclosure import Shown
from kit.errors import InvalidArgument, NotFound, PeerUnavailable, PermissionDenied
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.app import service
from services.intake.domain import AlreadyAnswered
from services.intake.domain.concealment import Keeper
from services.intake.domain.glasses import MayNotBreakGlass, check_opener
from services.intake.domain.periods import Period
from services.intake.rpc import IntakeServicer
from services.intake.store import reference
from services.intake.use_cases import breaches, concealment, glasses
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WINDOW, World, actor

pytestmark = pytest.mark.privacy

servicer = IntakeServicer()
OFFICER = actor(OTHER)
MANAGER = replace(actor(COORDINATING, "decision-maker"), person_id="staff-manager")
CHILD_CENTRE = "W-29"
KEEPER = actor("W-19")


def call(world: World, by: Actor | str, peers: Peers, purpose: str = "EMERGENCY") -> Call:
    return Call(replace(world.ctx(by), purpose=purpose), world.db, peers)


@pytest.fixture
def case_id(world: World) -> str:
    case_id: str = world.consultation(world.receive(MOTHER, SON, urgency_facts=("ABUSE_OR_DV",))).case_id
    return case_id


def broken(world: World, case_id: str, by: Actor | str = OFFICER, reason: str = "LIFE_THREAT") -> str:
    return glasses.open_(world.db, replace(world.ctx(by), purpose="EMERGENCY"), case_id, reason)


def view(world: World, peers: Peers, glass_id: str, by: Actor | str = OFFICER) -> tuple[pb.EmergencyView, list[Shown]]:
    """As the edge does it."""
    made = call(world, by, peers)
    answer = servicer.get_emergency_view(pb.GetEmergencyViewRequest(name=f"glasses/{glass_id}"), made)
    shown = disclosure.reduce(made.db, [answer], made.abouts, made.ctx, made.peers, service.disclosure_check)
    return answer, shown


def address(world: World, peers: Peers, person_id: str, glass_id: str, by: Actor | str = OFFICER) -> str:
    made = call(world, by, peers)
    request = pb.GetConcealedAddressRequest(person_id=person_id, glass=f"glasses/{glass_id}")
    answer = servicer.get_concealed_address(request, made)
    disclosure.reduce(made.db, [answer], made.abouts, made.ctx, made.peers, service.disclosure_check)
    return answer.address


def conceal(world: World, person_id: str) -> None:
    keepers = [Keeper(KEEPER.agency_id, KEEPER.person_id)]
    concealment.conceal(world.db, world.ctx(WINDOW), person_id, keepers, world.now + timedelta(days=365))


def test_while_consent_answers_its_emergency_row_decides_and_contact_place_and_risk_are_shown(
    world: World, answering: Peers, case_id: str
) -> None:
    answer, shown = view(world, answering, broken(world, case_id))
    assert [(one.display_name, one.phone, one.address) for one in answer.persons] == [
        (one.name, one.phone, one.address) for one in (MOTHER, SON)
    ]
    assert list(answer.urgency_facts) == ["ABUSE_OR_DV"]
    assert {(one.basis, one.rule) for one in shown} == {("LIFE_THREAT", "D5-08")}
    fields = {field.name for field in pb.EmergencyPerson.DESCRIPTOR.fields}
    assert fields == {"person_id", "display_name", "kana", "phone", "address"}


@pytest.mark.parametrize(("by", "reason"), [(OTHER, "LIFE_THREAT"), (CHILD_CENTRE, "ABUSE_REPORT")])
def test_while_consent_is_gone_intake_decides_alone_and_says_so_in_its_own_ledger(
    world: World, silent: Peers, case_id: str, by: str, reason: str
) -> None:
    answer, shown = view(world, silent, broken(world, case_id, by, reason), by)
    assert [one.address for one in answer.persons] == [MOTHER.address, SON.address]
    assert {(one.basis, one.rule) for one in shown} == {(reason, "UNRULED")}
    assert {one.person_id for one in shown} == set(world.people(case_id))


def test_nothing_else_is_shown_while_consent_is_gone(world: World, silent: Peers, case_id: str) -> None:
    broken(world, case_id, COORDINATOR)
    consultation_id = world.receive(MOTHER)
    made = call(world, COORDINATOR, silent)
    answer = servicer.get_consultation(pb.GetConsultationRequest(name=f"consultations/{consultation_id}"), made)
    with pytest.raises(PeerUnavailable):
        disclosure.reduce(made.db, [answer], made.abouts, made.ctx, made.peers, service.disclosure_check)


def test_it_ends_after_sixty_minutes_and_is_nobody_elses(world: World, answering: Peers, case_id: str) -> None:
    glass_id = broken(world, case_id)
    for stranger in (MONEY, COORDINATOR, replace(OFFICER, person_id="staff-other")):
        with pytest.raises(NotFound):
            view(world, answering, glass_id, stranger)
    world.pass_time(minutes=59)
    view(world, answering, glass_id)
    world.pass_time(minutes=1)
    with pytest.raises(NotFound):
        view(world, answering, glass_id)


def test_it_is_told_at_once_and_every_one_is_reviewed_by_another_person(world: World, case_id: str) -> None:
    glass_id = broken(world, case_id)
    assert [(one.kind, one.code) for one in world.inbox(COORDINATING, "GLASS_BROKEN")] == [
        ("GLASS_BROKEN", "LIFE_THREAT")
    ]
    (event,) = world.events("GlassBroken")
    assert (event.glass_id, event.agency_id) == (glass_id, OTHER)
    world.run("open-break-glass", glassId=glass_id)
    assert ("REVIEW_GLASS", COORDINATING) in world.open_items()
    for stranger in (OFFICER, COORDINATOR, actor(OTHER, "decision-maker")):
        with pytest.raises(NotFound):
            glasses.review(world.db, world.ctx(stranger), glass_id, "JUSTIFIED", "救急と一致")
    with pytest.raises(InvalidArgument):
        glasses.review(world.db, world.ctx(MANAGER), glass_id, "JUSTIFIED", " ")
    glasses.review(world.db, world.ctx(MANAGER), glass_id, "JUSTIFIED", "救急と一致")
    assert ("REVIEW_GLASS", COORDINATING) not in world.open_items()
    assert len(world.events("GlassReviewed")) == 1
    with pytest.raises(AlreadyAnswered):
        glasses.review(world.db, world.ctx(MANAGER), glass_id, "JUSTIFIED", "救急と一致")


def test_the_review_outlives_the_case(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.run("open-break-glass", glassId=broken(world, case_id))
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert world.open_items() == [("REVIEW_GLASS", COORDINATING)]


def test_a_decision_maker_does_not_review_an_access_of_their_own(world: World, case_id: str) -> None:
    glass_id = broken(world, case_id, MANAGER)
    with pytest.raises(NotFound):
        glasses.review(world.db, world.ctx(MANAGER), glass_id, "JUSTIFIED", "自分で")


def test_a_review_closes_what_was_open(world: World, answering: Peers, case_id: str) -> None:
    glass_id = broken(world, case_id)
    glasses.review(world.db, world.ctx(MANAGER), glass_id, "NOT_JUSTIFIED", "理由がない")
    with pytest.raises(NotFound):
        view(world, answering, glass_id)


def test_it_needs_a_reason_the_purpose_and_a_file_and_opens_none_after_a_breach(world: World, case_id: str) -> None:
    with pytest.raises(PermissionDenied):
        glasses.open_(world.db, world.ctx(OFFICER), case_id, "LIFE_THREAT")
    for reason in ("", "CURIOSITY", "ABUSE_REPORT"):
        with pytest.raises(InvalidArgument):
            broken(world, case_id, reason=reason)
    with pytest.raises(NotFound):
        broken(world, "01ABSENT")
    with pytest.raises(MayNotBreakGlass):
        broken(world, case_id, "W-99")
    glass_id = broken(world, case_id)
    breaches.report(world.db, world.ctx(COORDINATOR), case_id, OTHER, "窓口で話した", world.now)
    with pytest.raises(NotFound):
        broken(world, case_id)
    with pytest.raises(NotFound):
        glasses.own(world.db, world.ctx(OFFICER), glass_id)


def test_an_office_that_closed_or_pauses_is_no_longer_let_in() -> None:
    known = reference.load()
    office, day = known.agencies[OTHER], known.valid_from
    check_opener(office, "LIFE_THREAT", day)
    for shut in (replace(office, valid=Period(day, day)), replace(office, pauses=(Period(day, None),))):
        with pytest.raises(MayNotBreakGlass):
            check_opener(shut, "LIFE_THREAT", day + timedelta(days=1))


def test_a_concealed_address_needs_a_second_person_who_keeps_it_and_opens_once(
    world: World, answering: Peers, case_id: str
) -> None:
    mother = world.people(case_id)[0]
    conceal(world, mother)
    glass_id = broken(world, case_id)
    answer, _shown = view(world, answering, glass_id)
    assert [one.address for one in answer.persons] == ["", ""]
    with pytest.raises(NotFound):
        address(world, answering, mother, glass_id)
    for nobody in (COORDINATOR, OFFICER):
        with pytest.raises(NotFound):
            glasses.confirm(world.db, world.ctx(nobody), glass_id, mother)
    glasses.confirm(world.db, world.ctx(KEEPER), glass_id, mother)
    with pytest.raises(NotFound):
        address(world, answering, mother, glass_id, MONEY)
    assert address(world, answering, mother, glass_id) == MOTHER.address
    with pytest.raises(NotFound):
        address(world, answering, mother, glass_id)


def test_a_keeper_who_broke_the_glass_is_not_their_own_second_person(world: World, case_id: str) -> None:
    mother = world.people(case_id)[0]
    conceal(world, mother)
    with pytest.raises(NotFound):
        glasses.confirm(world.db, world.ctx(KEEPER), broken(world, case_id, KEEPER), mother)


def test_no_confirmation_opens_a_concealed_address_while_consent_is_gone(
    world: World, silent: Peers, case_id: str
) -> None:
    mother = world.people(case_id)[0]
    conceal(world, mother)
    glass_id = broken(world, case_id)
    glasses.confirm(world.db, world.ctx(KEEPER), glass_id, mother)
    with pytest.raises(PeerUnavailable):
        address(world, silent, mother, glass_id)
