"""つなぎ as a closed loop: offered on a basis, answered, completed, and the sender always learns what became of it."""

from dataclasses import replace
from typing import Any

import pytest

from kit.clock import Clock
from kit.errors import InvalidArgument, NotFound, StaleEtag
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import AlreadyAnswered, UnknownAgency
from services.intake.rpc import handoff_shapes
from services.intake.store import reference
from services.intake.use_cases import handoff_reading, offers, reading
from tests.intake.world import (
    COORDINATING,
    COORDINATOR,
    MONEY,
    MOTHER,
    OTHER,
    REFERENCE,
    SON,
    WELFARE,
    WINDOW,
    WORDS,
    World,
)


def shown(world: World, handoff_id: str, by: Any) -> pb.Handoff:
    return handoff_shapes.handoff(world.read(handoff_id, by), by if isinstance(by, str) else by.agency_id)


@pytest.mark.plan("P-024")
def test_an_offer_names_sender_receiver_basis_and_deadline_everywhere_alike(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    (event,) = world.events("HandoffOffered")
    row = world.handoff(handoff_id)
    assert (event.handoff_id, event.from_agency_id, event.to_agency_id) == (handoff_id, WINDOW, MONEY)
    assert (row.legal_basis, event.due_at) == ("CONSENT", row.answer_due_at.isoformat())
    (item,) = world.inbox(MONEY)
    assert (item.kind, item.subject, item.due_at) == ("HANDOFF_OFFERED", f"handoffs/{handoff_id}", row.answer_due_at)
    assert world.open_items() == [("ANSWER_HANDOFF", MONEY)]


@pytest.mark.privacy
def test_that_abuse_is_suspected_is_told_to_the_receiver_and_in_no_event(world: World) -> None:
    handoff_id = world.prepare(MOTHER)
    world.offer(handoff_id, "ABUSE_REPORT")
    assert shown(world, handoff_id, MONEY).legal_basis == "ABUSE_REPORT"
    assert len(world.events("HandoffOffered")) == 1
    assert "ABUSE" not in str(world.events())


@pytest.mark.plan("P-024")
def test_the_senders_own_reference_comes_back_with_every_answer_and_goes_to_nobody_else(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    offers.request_information(world.db, world.ctx(MONEY), handoff_id, "同居の家族は")
    world.run("ask-handoff-information", handoffId=handoff_id, offerId="", offerNo=1)
    offers.supply_information(world.db, world.ctx(WINDOW), handoff_id, "長男と二人")
    world.offer(handoff_id)
    world.accept(handoff_id)
    world.run("confirm-handoff", handoffId=handoff_id, offerId="")
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "家計を一緒に見直した", world.now)
    world.run("report-handoff-outcome", handoffId=handoff_id, handoffOutcome="COMPLETED")
    assert world.codes(WINDOW) == [
        ("HANDOFF_ANSWERED", "INFO_NEEDED"),
        ("INFORMATION_REQUESTED", ""),
        ("HANDOFF_ANSWERED", "ACCEPTED"),
        ("HANDOFF_OUTCOME", "COMPLETED"),
    ]
    assert {item.sender_reference for item in world.inbox(WINDOW)} == {REFERENCE}
    assert {item.sender_reference for item in world.inbox(MONEY)} == {""}
    assert not [event for event in world.events() if REFERENCE.encode() in event.SerializeToString()]


@pytest.mark.plan("P-018", "P-019", "P-020", "P-021", "P-022")
@pytest.mark.parametrize("window", sorted(reference.load().agencies))
def test_every_window_of_the_plan_sends_and_receives_a_handoff(world: World, window: str) -> None:
    other = MONEY if window != MONEY else WELFARE
    for sender, receiver in ((window, other), (other, window)):
        handoff_id = world.offered(MOTHER, candidates=(receiver,), by=sender)
        world.accept(handoff_id, by=receiver)
        told = [(item.code, item.from_agency_id) for item in world.inbox(sender, "HANDOFF_ANSWERED")]
        assert told == [("ACCEPTED", receiver)]
        assert [one.name for one in shown(world, handoff_id, receiver).persons] == [MOTHER.name]


def test_an_accepted_handoff_waits_for_its_outcome(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    world.accept(handoff_id)
    assert world.run("confirm-handoff", handoffId=handoff_id, offerId="")["outcomeDueAt"] > world.now
    assert world.open_items() == [("START_HANDOFF", MONEY), ("REPORT_HANDOFF_OUTCOME", MONEY)]
    for outcome in ("", "WITHDRAWN"):
        with pytest.raises(InvalidArgument):
            offers.complete(world.db, world.ctx(MONEY), handoff_id, outcome, "", world.now)
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "NOT_COMPLETED", "", world.now)
    assert [event.handoff_outcome for event in world.events("HandoffClosed")] == ["NOT_COMPLETED"]
    assert world.open_items() == []
    with pytest.raises(AlreadyAnswered):
        offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "", world.now)


def test_an_outcome_that_is_quicker_than_the_process_leaves_no_work_behind(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    world.accept(handoff_id)
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "", world.now)
    world.run("confirm-handoff", handoffId=handoff_id, offerId="")
    world.run("report-handoff-outcome", handoffId=handoff_id, handoffOutcome="COMPLETED")
    assert world.open_items() == []


def test_information_that_is_quicker_than_the_process_leaves_no_work_behind(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    offers.request_information(world.db, world.ctx(MONEY), handoff_id, "同居の家族は")
    offers.supply_information(world.db, world.ctx(WINDOW), handoff_id, "長男と二人")
    world.run("ask-handoff-information", handoffId=handoff_id, offerId="", offerNo=1)
    world.offer(handoff_id)
    assert world.open_items() == [("ANSWER_HANDOFF", MONEY)]


def test_the_offer_that_follows_an_answered_question_asks_once(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    offers.request_information(world.db, world.ctx(MONEY), handoff_id, "同居の家族は")
    world.run("ask-handoff-information", handoffId=handoff_id, offerId="", offerNo=1)
    assert world.open_items() == [("SUPPLY_INFORMATION", WINDOW)]
    offers.supply_information(world.db, world.ctx(WINDOW), handoff_id, "長男と二人")
    world.offer(handoff_id)
    assert world.open_items() == [("ANSWER_HANDOFF", MONEY)]
    with pytest.raises(AlreadyAnswered):
        offers.supply_information(world.db, world.ctx(WINDOW), handoff_id, "遅れて")


@pytest.mark.plan("P-024")
def test_a_decline_needs_its_reason_and_the_next_candidate_is_asked(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    with pytest.raises(InvalidArgument) as refusal:
        offers.decline(world.db, world.ctx(MONEY), handoff_id, "", "", "", world.now, "")
    assert [one.field for one in refusal.value.violations] == ["reason_code"]
    world.decline(handoff_id)
    assert world.run("select-next-candidate", handoffId=handoff_id, offerNo=1) == {
        "hasNextCandidate": True,
        "offerNo": 2,
    }
    world.offer(handoff_id)
    assert world.open_items() == [("ANSWER_HANDOFF", WELFARE)]
    world.decline(handoff_id, by=WELFARE)
    assert not world.run("select-next-candidate", handoffId=handoff_id, offerNo=2)["hasNextCandidate"]
    assert world.run("escalate-handoff", handoffId=handoff_id) == {"handoffOutcome": "NO_TAKER"}
    assert world.codes(WINDOW)[-1] == ("HANDOFF_OUTCOME", "NO_TAKER")
    assert world.codes(COORDINATING)[-1] == ("HANDOFF_OUTCOME", "NO_TAKER")
    assert world.open_items() == []


@pytest.mark.plan("P-024")
def test_an_alternative_is_asked_next_and_nobody_twice(world: World, answering: Peers) -> None:
    world.now, world.peers = Clock(None).now(), answering
    handoff_id = world.offered(MOTHER)
    world.decline(handoff_id, alternative=OTHER)
    world.run("select-next-candidate", handoffId=handoff_id, offerNo=1)
    assert world.handoff(handoff_id).to_agency_id == OTHER
    world.offer(handoff_id)
    world.decline(handoff_id, by=OTHER, alternative=MONEY)
    world.run("select-next-candidate", handoffId=handoff_id, offerNo=2)
    assert world.handoff(handoff_id).to_agency_id == WELFARE


def test_an_alternative_that_nobody_knows_is_refused(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    with pytest.raises(UnknownAgency):
        world.decline(handoff_id, alternative="W-99")


def test_what_one_agency_said_when_it_declined_is_not_told_to_the_next(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    world.decline(handoff_id, reason="以前に苦情があった家庭です")
    assert shown(world, handoff_id, MONEY).answer_text != ""
    world.run("select-next-candidate", handoffId=handoff_id, offerNo=1)
    world.offer(handoff_id)
    assert shown(world, handoff_id, WELFARE).answer_text == ""
    assert shown(world, handoff_id, WINDOW).answer_text == "以前に苦情があった家庭です"


@pytest.mark.plan("P-024")
def test_without_an_answer_in_time_sender_and_receiver_learn_that_it_expired(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    world.run("expire-offer", handoffId=handoff_id, offerId=world.handoff(handoff_id).offer_id)
    assert [event.agency_id for event in world.events("HandoffExpired")] == [MONEY]
    assert world.codes(WINDOW)[-1] == ("HANDOFF_ANSWERED", "EXPIRED")
    assert world.codes(MONEY)[-1] == ("HANDOFF_OUTCOME", "EXPIRED")
    assert world.open_items() == []


def test_without_a_basis_nobody_but_the_sender_and_the_coordinator_hears_of_it(world: World, answering: Peers) -> None:
    world.now, world.peers = Clock(None).now(), answering
    handoff_id = world.prepare(MOTHER)
    asked = {"caseId": world.handoff(handoff_id).case_id, "handoffId": handoff_id}
    assert world.run("report-missing-basis", **asked) == {"handoffOutcome": "NO_BASIS"}
    assert world.handoff(handoff_id).basis_rule == "D5-15"
    assert world.codes(WINDOW) == world.codes(COORDINATING) == [("HANDOFF_OUTCOME", "NO_BASIS")]
    assert world.inbox(MONEY) == []


def test_a_handoff_is_prepared_once_per_consultation(world: World) -> None:
    handoff_id = world.prepare(MOTHER)
    row = world.handoff(handoff_id)
    again = world.run("prepare-handoff", caseId=row.case_id, handoffSource="CONSULTATION", sourceId=row.source_id)
    assert again == {"handoffId": handoff_id, "offerNo": 1}


def test_only_the_agency_that_is_asked_answers_and_only_the_sender_supplies(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    for stranger in (WINDOW, WELFARE, COORDINATING, OTHER):
        with pytest.raises(NotFound):
            world.accept(handoff_id, by=stranger)
        with pytest.raises(NotFound):
            world.decline(handoff_id, by=stranger)
        with pytest.raises(NotFound):
            offers.request_information(world.db, world.ctx(stranger), handoff_id, "質問")
        with pytest.raises(NotFound):
            offers.complete(world.db, world.ctx(stranger), handoff_id, "COMPLETED", "", world.now)
    for stranger in (MONEY, WELFARE, COORDINATING):
        with pytest.raises(NotFound):
            offers.supply_information(world.db, world.ctx(stranger), handoff_id, "補足")
    with pytest.raises(NotFound):
        offers.accept(world.db, World(world.db).ctx(MONEY), handoff_id, world.now, "")


def test_an_answer_is_given_once_and_on_what_was_read(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    with pytest.raises(StaleEtag):
        offers.accept(world.db, world.ctx(MONEY), handoff_id, world.now, "1")
    offers.accept(world.db, world.ctx(MONEY), handoff_id, world.now, shown(world, handoff_id, MONEY).etag)
    with pytest.raises(AlreadyAnswered):
        world.decline(handoff_id)
    assert [event.handoff_answer for event in world.events("HandoffAnswered")] == ["ACCEPTED"]


def test_persons_are_seen_by_the_sender_and_by_who_is_asked_on_a_checked_basis_only(world: World) -> None:
    handoff_id = world.prepare(MOTHER)
    assert shown(world, handoff_id, WINDOW).persons[0].name == MOTHER.name
    assert shown(world, handoff_id, COORDINATOR).persons[0].name == MOTHER.name
    for stranger in (MONEY, WELFARE, OTHER):
        with pytest.raises(NotFound):
            world.read(handoff_id, stranger)
    world.offer(handoff_id)
    offered = shown(world, handoff_id, MONEY)
    assert ([one.name for one in offered.persons], offered.narrative) == ([MOTHER.name], WORDS)
    world.decline(handoff_id)
    assert not shown(world, handoff_id, MONEY).persons
    world.run("select-next-candidate", handoffId=handoff_id, offerNo=1)
    for stranger in (MONEY, WELFARE):
        with pytest.raises(NotFound):
            world.read(handoff_id, stranger)


def test_a_handoff_shows_its_own_persons_and_not_the_household(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother = next(one.id for one in reading.case(world.db, world.ctx(), case_id).persons if one.name == MOTHER.name)
    handoff_id = world.offered_role(case_id, WINDOW, mother)
    assert [one.name for one in shown(world, handoff_id, WINDOW).persons] == [MOTHER.name]


@pytest.mark.plan("P-045")
def test_an_answer_names_the_role_that_was_handed_on_and_no_role_for_a_consultation(world: World) -> None:
    case_id = world.open_case(MOTHER)
    role = world.offered_role(case_id, MONEY, *world.people(case_id))
    for handoff_id in (role, world.offered(SON)):
        world.accept(handoff_id)
    told = {event.handoff_id: event.role_id for event in world.events("HandoffAnswered")}
    assert sorted(told.values()) == ["", world.handoff(role).role_id]
    assert told[role] == world.handoff(role).source_id


def test_the_report_stays_with_the_receiver_and_the_sender_learns_the_code(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    world.accept(handoff_id)
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "家計を一緒に見直した", world.now)
    assert shown(world, handoff_id, MONEY).report == "家計を一緒に見直した"
    assert (shown(world, handoff_id, WINDOW).report, shown(world, handoff_id, WINDOW).outcome) == ("", "COMPLETED")


@pytest.mark.parametrize(
    ("reach", "message"),
    [
        ("offered", ("HandoffAnswered", "handoff_answer", "WITHDRAWN")),
        ("asked_back", ("HandoffInformationSupplied", "", "")),
        ("accepted", ("HandoffClosed", "handoff_outcome", "WITHDRAWN")),
    ],
)
def test_a_handoff_that_is_taken_back_lets_its_process_end(
    world: World, reach: str, message: tuple[str, str, str]
) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    handoff_id = world.offered_role(case_id, MONEY, mother)
    if reach == "asked_back":
        offers.request_information(world.db, world.ctx(MONEY), handoff_id, "質問")
    if reach == "accepted":
        world.accept(handoff_id)
    world.run("stop-handoffs", caseId=case_id, personId=mother, consentRequestId=None, interruptionNo=0)
    name, field, value = message
    event = world.events(name)[-1]
    assert not field or getattr(event, field) == value
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert world.codes(MONEY)[-1] == ("HANDOFF_OUTCOME", "WITHDRAWN")
    assert not shown(world, handoff_id, MONEY).persons


def test_whoever_was_not_asked_yet_does_not_hear_that_it_was_taken_back(world: World) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    role = offers.RoleOffer("role-1", MONEY, (mother,))
    offers.prepare_for_role(world.db, world.ctx(), case_id, role)
    world.run("stop-handoffs", caseId=case_id, personId=mother, consentRequestId=None, interruptionNo=0)
    assert world.inbox(MONEY) == []
    assert world.codes(COORDINATING) == [("HANDOFF_OUTCOME", "WITHDRAWN")]


def test_one_persons_withdrawal_does_not_stop_what_is_about_another(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    kept = world.offered_role(case_id, MONEY, son)
    world.run("stop-handoffs", caseId=case_id, personId=mother, consentRequestId=None, interruptionNo=0)
    assert world.handoff(kept).state == "OFFERED"


def stop(world: World, case_id: str, person_id: str) -> None:
    world.run("stop-handoffs", caseId=case_id, personId=person_id, consentRequestId=None, interruptionNo=0)


@pytest.mark.plan("P-043")
@pytest.mark.parametrize("reach", ["offered", "accepted"])
def test_what_is_about_two_goes_on_about_who_is_left_and_ends_with_the_last(world: World, reach: str) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    handoff_id = world.offered_role(case_id, MONEY, mother, son)
    if reach == "accepted":
        world.accept(handoff_id)
    stop(world, case_id, mother)
    row = world.handoff(handoff_id)
    assert (row.state, row.person_ids, row.told_of) == (reach.upper(), [son], [mother, son])
    assert len(shown(world, handoff_id, MONEY).persons) == 1
    stop(world, case_id, son)
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert world.codes(MONEY)[-1] == ("HANDOFF_OUTCOME", "WITHDRAWN")
    assert not shown(world, handoff_id, MONEY).persons


@pytest.mark.plan("P-043")
def test_an_offer_made_again_is_checked_for_who_is_left_alone(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    handoff_id = world.offered_role(case_id, MONEY, mother, son)
    offers.request_information(world.db, world.ctx(MONEY), handoff_id, "質問")
    stop(world, case_id, mother)
    offers.supply_information(world.db, world.ctx(), handoff_id, "補足")
    assert offers.next_offer(world.db, world.ctx(), handoff_id).person_ids == (son,)


def test_the_end_of_a_single_agencys_handoff_ends_the_consultation(world: World) -> None:
    handoff_id = world.offered(replace(SON, relation="本人"))
    row = world.handoff(handoff_id)
    world.run("close-consultation", consultationId=row.source_id, handoffOutcome="COMPLETED")
    assert world.consultation(row.source_id).state == "HANDED_OFF"
    assert [event.state for event in world.events("ConsultationClosed")] == ["HANDED_OFF"]
    assert world.codes(WINDOW)[-1] == ("FEEDBACK", "COMPLETED")


def test_what_nobody_took_becomes_a_case(world: World) -> None:
    handoff_id = world.offered(MOTHER, candidates=(MONEY,))
    world.decline(handoff_id)
    row = world.handoff(handoff_id)
    world.run("escalate-handoff", handoffId=handoff_id)
    world.run("open-case", caseId=row.case_id, consultationId=row.source_id)
    assert world.case(row.case_id).state == "ACCEPTED"
    assert world.consultation(row.source_id).state == "ACCEPTED"


def test_an_agency_lists_what_it_sent_and_was_asked_and_the_coordinator_all_of_a_case(world: World) -> None:
    case_id = world.open_case(MOTHER)
    roles = [world.offered_role(case_id, MONEY), world.offered_role(case_id, OTHER)]
    world.offered(SON)

    def listed(by: Any, case: str = case_id) -> list[str]:
        return [one.row.id for one in handoff_reading.handoff_page(world.db, world.ctx(by), case, "", 0)[0]]

    assert listed(COORDINATOR) == sorted(roles)
    assert listed(MONEY) == roles[:1]
    assert len(listed(MONEY, "")) == 2
    assert listed(WELFARE) == []
    first, token = handoff_reading.handoff_page(world.db, world.ctx(MONEY), "", "", 1)
    rest, end = handoff_reading.handoff_page(world.db, world.ctx(MONEY), "", token, 1)
    assert [one.row.id for one in (*first, *rest)] == sorted(listed(MONEY, ""))
    assert (bool(token), end) == (True, "")
