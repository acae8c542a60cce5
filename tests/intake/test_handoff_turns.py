"""The turns of a handoff: begin, rest, late answers, the person's own no; and where the process goes."""

from typing import Any

import pytest
import sqlalchemy as sa

from kit.clock import Clock
from kit.errors import InvalidArgument, NotFound
from kit.peers import Peers
from services.intake.domain import (
    AlreadyAnswered,
    ConsentMissing,
    HandoffNotStarted,
    OfferExpired,
)
from services.intake.rpc import handoff_shapes
from services.intake.use_cases import offers
from tests.intake.test_worker import grant, offering
from tests.intake.turns import Turns
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WELFARE, WINDOW, World


@pytest.mark.plan("P-045")
def test_start_rest_and_resumption_come_back_to_the_sender_as_codes(working: Turns) -> None:
    working.start()
    working.hold("入院のため")
    hold = working.row.hold_id
    working.world.run("hold-handoff", handoffId=working.handoff_id, holdId=hold)
    assert working.world.open_items() == [("RESUME_HANDOFF", MONEY)]
    working.resume()
    working.world.run("continue-handoff", handoffId=working.handoff_id, holdId=hold)
    assert working.world.open_items() == [("REPORT_HANDOFF_OUTCOME", MONEY)]
    working.complete("COMPLETED", "落ち着いた")
    working.world.run("report-handoff-outcome", handoffId=working.handoff_id, handoffOutcome="COMPLETED")
    assert working.world.codes(WINDOW)[1:] == [
        ("HANDOFF_PROGRESS", "STARTED"),
        ("HANDOFF_PROGRESS", "HELD"),
        ("HANDOFF_PROGRESS", "RESUMED"),
        ("HANDOFF_OUTCOME", "COMPLETED"),
    ]
    assert working.world.open_items() == []


def test_a_resumption_that_is_quicker_than_the_process_leaves_no_work_behind(working: Turns) -> None:
    working.start()
    working.hold("入院のため")
    hold = working.row.hold_id
    working.resume()
    working.world.run("hold-handoff", handoffId=working.handoff_id, holdId=hold)
    assert working.world.open_items() == []


def test_only_what_has_begun_rests_and_only_what_rests_goes_on(working: Turns) -> None:
    with pytest.raises(HandoffNotStarted):
        working.hold("入院のため")
    with pytest.raises(AlreadyAnswered):
        working.resume()
    working.start()
    with pytest.raises(AlreadyAnswered):
        working.start()
    with pytest.raises(InvalidArgument):
        working.hold(" ")


def test_only_the_agency_that_took_it_begins_rests_and_goes_on(working: Turns) -> None:
    for step, args in (("start", ()), ("hold", ("理由",)), ("resume", ())):
        for stranger in (WINDOW, WELFARE, OTHER, COORDINATING):
            with pytest.raises(NotFound):
                getattr(working, step)(*args, by=stranger)


@pytest.mark.parametrize("reach", ["ACCEPTED", "IN_PROGRESS", "ON_HOLD"])
def test_an_outcome_may_come_without_a_start_and_out_of_a_rest(working: Turns, reach: str) -> None:
    if reach != "ACCEPTED":
        working.start()
    if reach == "ON_HOLD":
        working.hold("入院のため")
    working.complete("NOT_COMPLETED", "")
    assert [event.handoff_outcome for event in working.world.events("HandoffClosed")] == ["NOT_COMPLETED"]
    assert working.world.open_items() == []


@pytest.mark.plan("P-024")
def test_an_answer_at_the_last_moment_stands_and_the_process_comes_to_it(turns: Turns) -> None:
    """The deadline's timer has fired, its job comes after the answer: nobody else is asked."""
    before = turns.row.offer_id
    turns.accept()
    turns.world.run("expire-offer", handoffId=turns.handoff_id, offerId=before)
    assert turns.world.events("HandoffExpired") == []
    assert turns.go_to_next()
    assert (turns.state, turns.row.offer_id) == ("ACCEPTED", before)
    assert turns.world.inbox(WELFARE) == []
    turns.confirm()
    assert ("REPORT_HANDOFF_OUTCOME", MONEY) in turns.world.open_items()


@pytest.mark.plan("P-024")
@pytest.mark.parametrize("reach", ["just expired", "next asked", "next asks back"])
def test_a_late_yes_is_taken_while_nobody_else_has_said_yes(turns: Turns, reach: str) -> None:
    turns.expire()
    if reach != "just expired":
        turns.go_to_next()
    other = turns.row.offer_id
    if reach == "next asks back":
        offers.request_information(turns.world.db, turns.world.ctx(WELFARE), turns.handoff_id, "質問")
    turns.accept()
    assert (turns.state, turns.row.to_agency_id) == ("ACCEPTED", MONEY)
    released = {
        "just expired": [],
        "next asked": [(other, "SUPERSEDED")],
        "next asks back": [(other, "INFO_NEEDED")],
    }[reach]
    answers = [(event.offer_id, event.handoff_answer) for event in turns.world.events("HandoffAnswered")]
    assert answers == [*released, (turns.row.offer_id, "ACCEPTED")]
    if reach == "next asks back":
        assert [event.offer_id for event in turns.world.events("HandoffInformationSupplied")] == [other]
    if reach != "just expired":
        assert turns.world.codes(WELFARE)[-1] == ("HANDOFF_OUTCOME", "WITHDRAWN")
    assert turns.world.open_items() == []
    assert turns.row.legal_basis == ""
    assert turns.world.codes(WINDOW)[-1] == ("HANDOFF_ANSWERED", "ACCEPTED")


def test_a_late_yes_gets_a_clear_answer_when_another_has_taken_it(turns: Turns) -> None:
    turns.expire()
    turns.go_to_next()
    turns.accept(by=WELFARE)
    with pytest.raises(OfferExpired):
        turns.accept()
    assert turns.row.to_agency_id == WELFARE


def test_a_late_yes_to_what_nobody_took_is_the_coordinators_step(turns: Turns) -> None:
    turns.expire()
    turns.go_to_next()
    turns.expire()
    assert not turns.go_to_next()
    turns.world.run("escalate-handoff", handoffId=turns.handoff_id)
    turns.accept()
    (raised,) = turns.world.events("RemedyRaised")
    assert raised.kind == "HANDOFF_ANSWERED_LATE"
    assert turns.state == "NO_TAKER"
    with pytest.raises(AlreadyAnswered):
        turns.accept()


def test_a_late_no_is_kept_and_its_alternative_asked(turns: Turns, answering: Peers) -> None:
    turns.world.now, turns.world.peers = Clock(None).now(), answering
    turns.expire()
    turns.world.decline(turns.handoff_id, alternative=OTHER)
    assert turns.state == "EXPIRED"
    assert ("DECLINED", MONEY) in turns.kinds(WINDOW)
    turns.go_to_next()
    assert turns.row.to_agency_id == OTHER


@pytest.mark.plan("P-024")
@pytest.mark.parametrize("reach", ["PREPARED", "OFFERED", "INFO_NEEDED", "ACCEPTED", "IN_PROGRESS", "ON_HOLD"])
def test_what_the_person_refuses_ends_and_nobody_else_is_asked(world: World, reach: str) -> None:
    turns = Turns(world, world.prepare(MOTHER, candidates=(MONEY, WELFARE)))
    if reach != "PREPARED":
        world.offer(turns.handoff_id)
    if reach == "INFO_NEEDED":
        offers.request_information(world.db, world.ctx(MONEY), turns.handoff_id, "質問")
    if reach in ("ACCEPTED", "IN_PROGRESS", "ON_HOLD"):
        turns.accept()
    if reach in ("IN_PROGRESS", "ON_HOLD"):
        turns.start()
    if reach == "ON_HOLD":
        turns.hold("入院のため")
    (mother,) = turns.row.person_ids
    turns.refuse(mother, "今はいい", by=WINDOW)
    assert (turns.state, turns.row.outcome) == ("REFUSED", "REFUSED")
    assert world.open_items() == []
    if reach in ("ACCEPTED", "IN_PROGRESS", "ON_HOLD"):
        assert world.events("HandoffClosed")[-1].handoff_outcome == "REFUSED"
    else:
        last = world.events("HandoffAnswered")[-1]
        assert (last.handoff_answer, last.offer_id) == ("REFUSED", turns.row.offer_id)
    assert offers.select_next(world.db, world.ctx(), turns.handoff_id)
    world.offer(turns.handoff_id)
    assert (turns.state, world.inbox(WELFARE)) == ("REFUSED", [])
    assert world.codes(WINDOW)[-1] == ("HANDOFF_OUTCOME", "REFUSED")
    assert not world.events("HandoffDeclined")
    with pytest.raises(AlreadyAnswered):
        turns.refuse(mother, "もう一度", by=WINDOW)


def test_one_persons_no_does_not_speak_for_another(world: World) -> None:
    turns = Turns(world, world.offered(MOTHER, SON))
    first, second = turns.row.person_ids
    turns.refuse(first, "", by=MONEY)
    assert (turns.state, turns.row.person_ids) == ("OFFERED", [second])
    assert world.codes(WINDOW) == [("HANDOFF_PROGRESS", "PERSON_REFUSED")]
    with pytest.raises(NotFound):
        turns.refuse(first, "", by=MONEY)
    turns.refuse(second, "", by=MONEY)
    assert turns.state == "REFUSED"


def test_a_refusal_is_recorded_by_who_knows_of_the_handoff_only(turns: Turns) -> None:
    (mother,) = turns.row.person_ids
    for stranger in (WELFARE, OTHER, COORDINATING):
        with pytest.raises(NotFound):
            turns.refuse(mother, "", by=stranger)
    turns.refuse(mother, "", by=COORDINATOR)
    assert turns.state == "REFUSED"


@pytest.mark.parametrize("by", [WINDOW, COORDINATOR])
def test_the_sender_and_the_coordinator_take_it_back_and_the_receiver_is_told(turns: Turns, by: Any) -> None:
    turns.withdraw("間違えて送った", by=by)
    assert turns.state == "WITHDRAWN"
    assert turns.world.codes(MONEY)[-1] == ("HANDOFF_OUTCOME", "WITHDRAWN")
    with pytest.raises(AlreadyAnswered):
        turns.withdraw("もう一度", by=by)


def test_nobody_else_takes_it_back(turns: Turns) -> None:
    for stranger in (MONEY, WELFARE, OTHER, COORDINATING):
        with pytest.raises(NotFound):
            turns.withdraw("理由", by=stranger)


@pytest.mark.plan("P-024")
def test_no_agency_learns_that_or_why_another_declined(turns: Turns) -> None:
    turns.world.decline(turns.handoff_id, reason="以前に苦情があった家庭です")
    turns.go_to_next()
    assert turns.kinds(WELFARE) == []
    assert turns.kinds(WINDOW) == [("DECLINED", MONEY)]
    turns.accept(by=WELFARE)
    assert turns.kinds(WELFARE) == [("ACCEPTED", WELFARE)]
    assert turns.kinds(COORDINATOR) == [("DECLINED", MONEY), ("ACCEPTED", WELFARE)]


@pytest.mark.plan("P-068", "P-108")
def test_declines_and_expiries_say_which_service_is_missing_in_codes_only(turns: Turns) -> None:
    turns.world.decline(turns.handoff_id, reason="手が足りない")
    declined = turns.world.events("HandoffDeclined")
    assert [(event.service_id, event.reason_code, event.agency_id) for event in declined] == [
        ("S-06", "NO_CAPACITY", MONEY)
    ]
    assert "手が足りない".encode() not in b"".join(event.SerializeToString() for event in turns.world.events())
    turns.go_to_next()
    turns.expire()
    (expired,) = turns.world.events("HandoffExpired")
    assert (expired.agency_id, list(expired.service_ids)) == (WELFARE, [])


@pytest.mark.plan("P-024")
@pytest.mark.parametrize("first", ["EXPIRED", "DECLINED"])
def test_the_sender_hears_that_the_first_agency_took_it_after_all_and_not_the_one_asked_since(
    turns: Turns, first: str
) -> None:
    if first == "EXPIRED":
        turns.expire()
    else:
        turns.world.decline(turns.handoff_id)
    turns.go_to_next()
    assert turns.row.to_agency_id == WELFARE
    if first == "EXPIRED":
        turns.accept()
    else:
        turns.correct("ACCEPTED")
    answered = turns.world.inbox(WINDOW, "HANDOFF_ANSWERED")[-1]
    assert (answered.code, answered.from_agency_id, turns.row.to_agency_id) == ("ACCEPTED", MONEY, MONEY)


@pytest.mark.plan("P-058")
def test_a_handoff_is_accepted_without_one_of_its_items(turns: Turns) -> None:
    housing = {"service_id": "S-06", "item_code": "HOUSING_BENEFIT", "reason_code": "NOT_OURS"}
    for wrong in (
        {**housing, "service_id": "S-99"},
        {**housing, "item_code": "住居"},
        {**housing, "reason_code": ""},
        {**housing, "item_code": ""},
    ):
        with pytest.raises(InvalidArgument):
            offers.accept(turns.world.db, turns.world.ctx(MONEY), turns.handoff_id, turns.world.now, "", [wrong])
    offers.accept(turns.world.db, turns.world.ctx(MONEY), turns.handoff_id, turns.world.now, "", [housing])
    assert (turns.state, turns.row.declined_services) == ("ACCEPTED", [housing])
    assert [event.item_code for event in turns.world.events("HandoffDeclined")] == ["HOUSING_BENEFIT"]
    assert turns.world.codes(WINDOW)[-1] == ("HANDOFF_ANSWERED", "ACCEPTED_IN_PART")


@pytest.mark.plan("P-024", "P-068")
@pytest.mark.parametrize("reach", ["nobody asked", "next asked", "nobody took it"])
def test_what_a_late_yes_does_not_take_on_is_told_and_counted_as_missing(turns: Turns, reach: str) -> None:
    housing = {"service_id": "S-06", "item_code": "HOUSING_BENEFIT", "reason_code": "NOT_OURS"}
    offer = turns.row.offer_id
    turns.expire()
    if reach != "nobody asked":
        turns.go_to_next()
    if reach == "nobody took it":
        turns.expire()
        assert not turns.go_to_next()
    offers.accept(turns.world.db, turns.world.ctx(MONEY), turns.handoff_id, turns.world.now, "", [housing])
    (missing,) = turns.world.events("HandoffDeclined")
    assert (missing.agency_id, missing.service_id, missing.item_code) == (MONEY, "S-06", "HOUSING_BENEFIT")
    assert missing.offer_id == (offer if reach == "nobody took it" else turns.row.offer_id)
    assert turns.row.declined_services == [housing]
    if reach != "nobody took it":
        assert turns.world.codes(WINDOW)[-1] == ("HANDOFF_ANSWERED", "ACCEPTED_IN_PART")


@pytest.mark.plan("P-039", "P-040", "P-041", "P-042")
@pytest.mark.parametrize("section", ["W-21", "W-22", "W-23", "W-24"])
def test_a_section_outside_welfare_hands_on_whom_it_has_the_consent_of_and_nobody_else(
    world: World, answering: Peers, consent_engine: sa.Engine, section: str
) -> None:
    world.now, world.peers = Clock(None).now(), answering
    handoff_id = world.prepare(MOTHER, by=section)
    row = world.handoff(handoff_id)
    with pytest.raises(ConsentMissing):
        offering(world, handoff_id)
    grant(world, consent_engine, row.case_id, row.person_ids[0], MONEY, "HANDOFF")
    offering(world, handoff_id)
    found = world.handoff(handoff_id)
    assert (found.legal_basis, found.basis_rule, found.state) == ("CONSENT", "D5-11", "OFFERED")


@pytest.mark.plan("P-039")
def test_without_consent_the_tax_section_learns_the_rule_that_denied_it(world: World, answering: Peers) -> None:
    world.now, world.peers = Clock(None).now(), answering
    handoff_id = world.prepare(MOTHER, by="W-21")
    with pytest.raises(ConsentMissing):
        offering(world, handoff_id)
    world.run("report-missing-basis", caseId=world.handoff(handoff_id).case_id, handoffId=handoff_id)
    shown = handoff_shapes.handoff(world.read(handoff_id, "W-21"), "W-21")
    assert shown.basis_rule.startswith("D5-")
    assert world.codes("W-21")[-1] == ("HANDOFF_OUTCOME", "NO_BASIS")
    assert world.inbox(MONEY) == []


def test_an_agency_that_said_yes_late_is_not_told_of_anybody_without_a_basis(
    world: World, answering: Peers, consent_engine: sa.Engine
) -> None:
    world.now, world.peers = Clock(None).now(), answering
    turns = Turns(world, world.prepare(MOTHER, candidates=(MONEY, WELFARE)))
    grant(world, consent_engine, turns.row.case_id, turns.row.person_ids[0], WELFARE, "HANDOFF")
    world.offer(turns.handoff_id)
    turns.expire()
    turns.accept()
    offers.select_next(world.db, world.ctx(), turns.handoff_id)
    assert not handoff_shapes.handoff(world.read(turns.handoff_id, MONEY), MONEY).persons
    with pytest.raises(ConsentMissing):
        offering(world, turns.handoff_id, 2)
    world.run("report-missing-basis", caseId=turns.row.case_id, handoffId=turns.handoff_id)
    assert world.codes(MONEY)[-1] == ("HANDOFF_OUTCOME", "NO_BASIS")


@pytest.mark.plan("P-024")
def test_whom_the_person_does_not_let_be_told_is_passed_over_for_whom_they_do(
    world: World, answering: Peers, consent_engine: sa.Engine
) -> None:
    world.now, world.peers = Clock(None).now(), answering
    turns = Turns(world, world.prepare(MOTHER, candidates=(MONEY, OTHER, WELFARE)))
    for agency in (MONEY, WELFARE):
        grant(world, consent_engine, turns.row.case_id, turns.row.person_ids[0], agency, "HANDOFF")
    offering(world, turns.handoff_id)
    world.decline(turns.handoff_id)
    assert world.run("select-next-candidate", handoffId=turns.handoff_id, offerNo=1)["hasNextCandidate"]
    assert turns.row.to_agency_id == WELFARE
    offering(world, turns.handoff_id, 2)
    world.decline(turns.handoff_id, by=WELFARE)
    assert world.run("select-next-candidate", handoffId=turns.handoff_id, offerNo=2)["hasNextCandidate"]
    assert turns.row.to_agency_id == OTHER, "left alone, it ends the handoff without a basis, as a first one does"
    with pytest.raises(ConsentMissing):
        offering(world, turns.handoff_id, 3)
    assert world.inbox(OTHER) == []


@pytest.mark.plan("P-089")
def test_who_took_it_back_is_told_to_whoever_answers_for_the_role(world: World) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    by_sender, by_consent = (world.offered_role(case_id, MONEY, mother) for _role in range(2))
    offers.withdraw(world.db, world.ctx(), by_sender, "別の機関に頼む", world.now)
    world.run("stop-handoffs", caseId=case_id, personId=mother, consentRequestId=None, interruptionNo=0)
    said = {event.handoff_id: event.by_sender for event in world.events("HandoffEnded")}
    assert said == {by_sender: True, by_consent: False}
