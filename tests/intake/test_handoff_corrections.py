"""Wrong answers of a handoff: superseded with their reason, and the process takes the way back or a person does."""

from typing import Any

import pytest

from kit.errors import InvalidArgument, NotFound
from services.intake.domain import (
    OUTCOMES,
    SEEKING,
    WORKING,
    AlreadyAnswered,
    HandoffStillOpen,
    NothingToCorrect,
    WayBack,
    way_back,
    way_back_of_refusal,
)
from services.intake.rpc import handoff_shapes
from services.intake.use_cases import offers, remedies
from tests.intake.turns import Turns
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WELFARE, WINDOW, World

STATES = (*SEEKING, *WORKING, *OUTCOMES, "NO_TAKER", "NO_BASIS", "WITHDRAWN", "REFUSED")


@pytest.mark.plan("P-024")
@pytest.mark.parametrize("reach", ["ACCEPTED", "IN_PROGRESS", "ON_HOLD"])
def test_an_acceptance_that_was_a_decline_goes_to_the_next_candidate(working: Turns, reach: str) -> None:
    if reach != "ACCEPTED":
        working.start()
    if reach == "ON_HOLD":
        working.hold("入院のため")
    offer_id = working.row.offer_id
    assert working.correct("DECLINED", "NO_CAPACITY") is WayBack.NEXT_CANDIDATE
    assert [event.offer_id for event in working.world.events("HandoffAcceptanceTakenBack")] == [offer_id]
    assert working.world.open_items() == []
    assert working.world.codes(WINDOW)[-1] == ("HANDOFF_ANSWERED", "DECLINED")
    assert working.go_to_next()
    assert working.world.open_items() == [("ANSWER_HANDOFF", WELFARE)]
    superseded = [entry.supersedes for entry in working.world.read(working.handoff_id, WINDOW).entries]
    assert superseded[-1] == working.world.read(working.handoff_id, WINDOW).entries[0].id


@pytest.mark.plan("P-024")
def test_the_next_candidate_sees_nothing_of_what_the_one_before_said_and_promised(turns: Turns) -> None:
    without = [{"service_id": "S-06", "item_code": "HOUSING_BENEFIT", "reason_code": "NOT_OURS"}]
    offers.accept(turns.world.db, turns.world.ctx(MONEY), turns.handoff_id, turns.world.now, "", without)
    turns.confirm()
    turns.correct("DECLINED", "NO_CAPACITY")
    turns.go_to_next()
    shown = handoff_shapes.handoff(turns.world.read(turns.handoff_id, WELFARE), WELFARE)
    assert (shown.state, shown.to_agency_id) == (shown.STATE_OFFERED, WELFARE)
    said = (shown.answer_text, len(shown.declined_services), len(shown.entries))
    assert said == ("", 0, 0)
    assert not shown.HasField("start_due_time")
    assert not shown.HasField("outcome_due_time")


@pytest.mark.plan("P-024")
@pytest.mark.parametrize("reach", ["just declined", "next asked"])
def test_a_decline_that_was_an_acceptance_takes_the_next_offer_back(turns: Turns, reach: str) -> None:
    turns.world.decline(turns.handoff_id)
    if reach == "next asked":
        turns.go_to_next()
    assert turns.correct("ACCEPTED") is WayBack.TAKE
    assert (turns.state, turns.row.to_agency_id) == ("ACCEPTED", MONEY)
    last = turns.world.events("HandoffAnswered")[-1]
    assert (last.handoff_answer, last.offer_id) == ("ACCEPTED", turns.row.offer_id)
    assert turns.go_to_next()
    turns.confirm()
    assert turns.world.open_items() == [("START_HANDOFF", MONEY), ("REPORT_HANDOFF_OUTCOME", MONEY)]


@pytest.mark.parametrize("reach", ["another took it", "nobody took it"])
def test_a_decline_that_was_an_acceptance_too_late_is_the_coordinators_step(turns: Turns, reach: str) -> None:
    turns.world.decline(turns.handoff_id)
    turns.go_to_next()
    if reach == "another took it":
        turns.accept(by=WELFARE)
    else:
        turns.world.decline(turns.handoff_id, by=WELFARE)
        turns.go_to_next()
    before = turns.state
    assert turns.correct("ACCEPTED") is WayBack.OPERATOR
    assert turns.state == before
    (raised,) = turns.world.events("RemedyRaised")
    item = turns.world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    assert item["remedyWorkItemId"]
    assert ("REMEDY", COORDINATING) in turns.world.open_items()
    read = remedies.read(turns.world.db, turns.world.ctx(COORDINATOR), raised.remedy_id)
    told = (read.kind, read.subject, read.state)
    assert told == ("HANDOFF_CORRECTED", f"handoffs/{turns.handoff_id}", "OPEN")
    for stranger in (MONEY, COORDINATING):
        with pytest.raises(NotFound):
            remedies.read(turns.world.db, turns.world.ctx(stranger), raised.remedy_id)
        with pytest.raises(NotFound):
            remedies.complete(turns.world.db, turns.world.ctx(stranger), raised.remedy_id, "電話で確かめた")
    remedies.complete(turns.world.db, turns.world.ctx(COORDINATOR), raised.remedy_id, "電話で確かめた")
    assert ("REMEDY", COORDINATING) not in turns.world.open_items()
    with pytest.raises(AlreadyAnswered):
        remedies.complete(turns.world.db, turns.world.ctx(COORDINATOR), raised.remedy_id, "もう一度")


@pytest.mark.plan("P-068")
@pytest.mark.parametrize("said", ["declined", "expired", "declined late"])
@pytest.mark.parametrize("reach", ["nobody asked", "next asked", "nobody took it"])
def test_who_takes_it_after_all_takes_back_what_seemed_to_be_missing(turns: Turns, said: str, reach: str) -> None:
    """Also when the next agency, with programmes of its own, was asked in the meantime."""
    offer, programmes = turns.row.offer_id, list(turns.row.service_ids)
    turns.world.decline(turns.handoff_id) if said == "declined" else turns.expire()
    if reach != "nobody asked":
        turns.go_to_next()
    if reach == "nobody took it":
        turns.expire()
        turns.go_to_next()
    if said == "declined late":
        turns.world.decline(turns.handoff_id)
    assert turns.world.events("HandoffTakenAfterAll") == []
    turns.accept() if said == "expired" else turns.correct("ACCEPTED")
    (taken,) = turns.world.events("HandoffTakenAfterAll")
    assert (taken.offer_id, taken.agency_id, list(taken.service_ids)) == (offer, MONEY, programmes)
    assert programmes


@pytest.mark.parametrize("now", ["ACCEPTED", "DECLINED"])
def test_a_question_that_was_an_answer_moves_the_process_on(turns: Turns, now: str) -> None:
    offers.request_information(turns.world.db, turns.world.ctx(MONEY), turns.handoff_id, "質問")
    turns.world.run("ask-handoff-information", handoffId=turns.handoff_id, offerId=turns.row.offer_id, offerNo=1)
    assert turns.correct(now, "NOT_OURS") is WayBack.ANSWER_AGAIN
    assert turns.world.open_items() == []
    assert turns.world.events("HandoffInformationSupplied")
    answered = turns.world.events("HandoffAnswered")[-1]
    turns.world.offer(turns.handoff_id)
    assert (answered.handoff_answer, answered.offer_id) == (now, turns.row.offer_id)
    assert turns.state == now


@pytest.mark.parametrize(
    ("was", "now", "steps"),
    [
        ("COMPLETED", "NOT_COMPLETED", 1),
        ("NOT_COMPLETED", "COMPLETED", 0),
        ("COMPLETED", "IN_PROGRESS", 1),
        ("NOT_COMPLETED", "IN_PROGRESS", 1),
    ],
)
def test_a_wrong_outcome_is_told_again_and_where_it_was_built_on_a_person_looks(
    working: Turns, was: str, now: str, steps: int
) -> None:
    working.complete(was, "")
    working.world.run("report-handoff-outcome", handoffId=working.handoff_id, handoffOutcome=was)
    assert working.correct(now) is WayBack.OUTCOME
    assert (working.state, working.world.codes(WINDOW)[-1]) == (now, ("HANDOFF_OUTCOME", now))
    assert len(working.world.events("RemedyRaised")) == steps
    if now == "IN_PROGRESS":
        working.complete("COMPLETED", "")
        assert working.world.codes(WINDOW)[-1] == ("HANDOFF_OUTCOME", "COMPLETED")
        assert working.row.outcome == "COMPLETED"


def test_work_that_a_correction_reopened_after_its_process_may_rest_and_its_sender_still_learns_the_end(
    working: Turns,
) -> None:
    working.complete("COMPLETED", "")
    working.world.run("report-handoff-outcome", handoffId=working.handoff_id, handoffOutcome="COMPLETED")
    working.correct("IN_PROGRESS")
    working.hold("入院のため")
    working.resume()
    working.complete("NOT_COMPLETED", "")
    assert working.world.codes(WINDOW)[-1] == ("HANDOFF_OUTCOME", "NOT_COMPLETED")


@pytest.mark.plan("P-015", "P-024")
def test_a_report_that_comes_after_the_correction_leaves_the_work_open_that_it_reopened(working: Turns) -> None:
    world = working.world
    working.complete("COMPLETED", "")
    working.correct("IN_PROGRESS")
    (raised,) = world.events("RemedyRaised")
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    world.run("report-handoff-outcome", handoffId=working.handoff_id, handoffOutcome="COMPLETED")
    assert ("REPORT_HANDOFF_OUTCOME", MONEY) in world.open_items()
    working.complete("NOT_COMPLETED", "")
    assert world.codes(WINDOW)[-1] == ("HANDOFF_OUTCOME", "NOT_COMPLETED")
    assert world.open_items() == [("REMEDY", COORDINATING)]


@pytest.mark.plan("P-015", "P-024")
def test_what_a_correction_reopened_after_its_process_is_watched_until_its_outcome(working: Turns) -> None:
    world = working.world
    working.complete("COMPLETED", "")
    world.run("report-handoff-outcome", handoffId=working.handoff_id, handoffOutcome="COMPLETED")
    working.correct("IN_PROGRESS")
    (raised,) = world.events("RemedyRaised")
    due_at = world.run("open-handoff-remedy", remedyId=raised.remedy_id)["remedyDueAt"]
    assert set(world.open_items()) == {("REMEDY", COORDINATING), ("REPORT_HANDOFF_OUTCOME", MONEY)}
    assert working.row.outcome_due_at == due_at
    with pytest.raises(HandoffStillOpen):
        remedies.complete(world.db, world.ctx(COORDINATOR), raised.remedy_id, "様子を聞いた")
    working.complete("COMPLETED", "")
    assert world.open_items() == [("REMEDY", COORDINATING)]
    remedies.complete(world.db, world.ctx(COORDINATOR), raised.remedy_id, "終えたと聞いた")
    assert world.open_items() == []


def test_a_correction_needs_its_reason_and_something_that_is_wrong(turns: Turns) -> None:
    with pytest.raises(NothingToCorrect):
        turns.correct("ACCEPTED")
    turns.accept()
    with pytest.raises(NothingToCorrect):
        turns.correct("ACCEPTED")
    with pytest.raises(NothingToCorrect):
        turns.correct("COMPLETED")
    with pytest.raises(InvalidArgument):
        turns.correct("DECLINED")
    with pytest.raises(InvalidArgument):
        turns.correct("")
    for stranger in (WINDOW, WELFARE, OTHER):
        with pytest.raises(NotFound):
            turns.correct("DECLINED", "NOT_OURS", by=stranger)


@pytest.mark.plan("P-015", "P-024")
@pytest.mark.parametrize("by", [MONEY, COORDINATOR])
@pytest.mark.parametrize("reach", ["OFFERED", "INFO_NEEDED", "IN_PROGRESS"])
def test_what_ended_by_a_refusal_that_was_none_is_told_and_the_coordinator_offers_it_anew(
    turns: Turns, reach: str, by: Any
) -> None:
    world = turns.world
    if reach == "INFO_NEEDED":
        offers.request_information(world.db, world.ctx(MONEY), turns.handoff_id, "質問")
    if reach == "IN_PROGRESS":
        turns.accept()
        turns.start()
    (person_id,) = turns.row.person_ids
    turns.refuse(person_id, "今はいい")
    assert turns.correct_refusal(person_id, by) is WayBack.OPERATOR
    assert (turns.state, turns.row.outcome) == ("WITHDRAWN", "WITHDRAWN")
    for agency_id in (WINDOW, MONEY):
        assert world.codes(agency_id)[-2:] == [("HANDOFF_OUTCOME", "REFUSED"), ("HANDOFF_OUTCOME", "WITHDRAWN")]
    (raised,) = world.events("RemedyRaised")
    assert raised.kind == "OFFER_HANDOFF_ANEW"
    assert world.run("open-handoff-remedy", remedyId=raised.remedy_id)["remedyWorkItemId"]
    assert world.open_items() == [("REMEDY", COORDINATING)]
    remedies.complete(world.db, world.ctx(COORDINATOR), raised.remedy_id, "もう一度たずねた")
    assert world.open_items() == []


def test_a_refusal_that_was_none_stays_on_record_superseded_with_its_reason(turns: Turns) -> None:
    (person_id,) = turns.row.person_ids
    turns.refuse(person_id, "今はいい")
    turns.correct_refusal(person_id, COORDINATOR)
    refused, corrected = turns.world.read(turns.handoff_id, WINDOW).entries[-2:]
    assert [(one.kind, one.person_id) for one in (refused, corrected)] == [
        ("REFUSED", person_id),
        ("NOT_REFUSED", person_id),
    ]
    assert (refused.text, corrected.text, corrected.supersedes) == ("今はいい", "別の方の返事だった", refused.id)
    told = turns.world.events("HandoffCorrected")[-1]
    assert (told.was, told.now, told.person_id) == ("REFUSED", "NOT_REFUSED", person_id)
    assert (told.agency_id, told.offer_id) == (COORDINATING, turns.row.offer_id)


@pytest.mark.parametrize("reach", ["OFFERED", "IN_PROGRESS"])
def test_one_of_several_who_did_not_refuse_belongs_to_the_handoff_again(world: World, reach: str) -> None:
    turns = Turns(world, world.offered(MOTHER, SON))
    if reach == "IN_PROGRESS":
        turns.accept()
        turns.start()
    first, second = turns.row.person_ids
    turns.refuse(first, "", by=MONEY)
    assert turns.correct_refusal(first, MONEY) is WayBack.PERSON_AGAIN
    assert (turns.state, sorted(turns.row.person_ids)) == (reach, sorted((first, second)))
    assert world.codes(WINDOW)[-2:] == [
        ("HANDOFF_PROGRESS", "PERSON_REFUSED"),
        ("HANDOFF_PROGRESS", "PERSON_NOT_REFUSED"),
    ]
    assert not world.events("RemedyRaised")
    turns.refuse(first, "", by=MONEY)
    assert turns.row.person_ids == [second]


@pytest.mark.parametrize("reach", ["declined", "next asked"])
def test_one_of_several_comes_back_to_no_offer_that_was_checked_without_them(world: World, reach: str) -> None:
    """Whoever is asked next was not checked for the person: close to who did harm, it must not even hear of them."""
    turns = Turns(world, world.offered(MOTHER, SON))
    first, second = turns.row.person_ids
    turns.refuse(first, "", by=MONEY)
    world.decline(turns.handoff_id)
    if reach == "next asked":
        turns.go_to_next()
    before = world.codes(WELFARE)
    way = turns.correct_refusal(first, MONEY)
    assert world.codes(WELFARE) == before
    assert world.codes(WINDOW)[-1] == ("HANDOFF_PROGRESS", "PERSON_NOT_REFUSED")
    if reach == "next asked":
        assert (way, turns.row.person_ids) == (WayBack.OPERATOR, [second])
        assert [event.kind for event in world.events("RemedyRaised")] == ["OFFER_HANDOFF_ANEW"]
    else:
        assert (way, turns.row.person_ids) == (WayBack.PERSON_AGAIN, [second, first])
        turns.go_to_next()
        assert turns.state == "OFFERED"


def test_of_two_refusals_the_one_that_ended_the_handoff_decides_how_it_ended(world: World) -> None:
    turns = Turns(world, world.offered(MOTHER, SON))
    first, second = turns.row.person_ids
    turns.refuse(first, "", by=MONEY)
    turns.refuse(second, "", by=MONEY)
    assert turns.correct_refusal(first, MONEY) is WayBack.OPERATOR
    assert (turns.state, world.codes(WINDOW)[-1]) == ("REFUSED", ("HANDOFF_PROGRESS", "PERSON_NOT_REFUSED"))
    assert turns.correct_refusal(second, MONEY) is WayBack.OPERATOR
    assert (turns.state, world.codes(WINDOW)[-1]) == ("WITHDRAWN", ("HANDOFF_OUTCOME", "WITHDRAWN"))
    assert len(world.events("RemedyRaised")) == 2


def test_a_refusal_of_a_handoff_that_names_nobody_is_corrected_too(world: World) -> None:
    turns = Turns(world, world.offered())
    turns.refuse("", "", by=MONEY)
    assert turns.correct_refusal("", MONEY) is WayBack.OPERATOR
    assert turns.state == "WITHDRAWN"


def test_only_who_recorded_a_refusal_and_the_coordinator_correct_it_and_only_once(turns: Turns) -> None:
    (person_id,) = turns.row.person_ids
    with pytest.raises(NothingToCorrect):
        turns.correct_refusal(person_id, MONEY)
    turns.refuse(person_id, "", by=WINDOW)
    for stranger in (WELFARE, OTHER, COORDINATING):
        with pytest.raises(NotFound):
            turns.correct_refusal(person_id, stranger)
    for by, who in ((MONEY, person_id), (WINDOW, "somebody else")):
        with pytest.raises(NothingToCorrect):
            turns.correct_refusal(who, by)
    turns.correct_refusal(person_id, WINDOW)
    with pytest.raises(NothingToCorrect):
        turns.correct_refusal(person_id, WINDOW)
    with pytest.raises(NothingToCorrect):
        turns.correct_refusal(person_id, COORDINATOR)


def test_every_pair_of_entries_has_its_way_back_or_its_refusal() -> None:
    answers = ("ACCEPTED", "DECLINED", "INFO_NEEDED", "EXPIRED", "COMPLETED", "NOT_COMPLETED", "IN_PROGRESS")
    ways: dict[WayBack, int] = {}
    for was in answers:
        for now in answers:
            for state in STATES:
                for is_receiver in (True, False):
                    try:
                        way = way_back(was, now, state, is_receiver=is_receiver)
                    except NothingToCorrect:
                        continue
                    ways[way] = ways.get(way, 0) + 1
                    assert was != now
    assert set(ways) == set(WayBack) - {WayBack.PERSON_AGAIN}


def test_in_every_state_a_refusal_that_was_none_has_its_way_back() -> None:
    same = {state for state in STATES if way_back_of_refusal(state, same_offer=True) is WayBack.PERSON_AGAIN}
    other = {state for state in STATES if way_back_of_refusal(state, same_offer=False) is WayBack.PERSON_AGAIN}
    assert same == {*SEEKING, *WORKING}
    assert other == {"PREPARED", "DECLINED", "EXPIRED"}
