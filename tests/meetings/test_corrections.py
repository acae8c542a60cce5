"""Approved minutes and given answers are superseded by right ones, with the reason; what they said stays."""

import pytest

from kit.errors import InvalidArgument, NotFound
from services.meetings.domain.convening import NotAMember
from services.meetings.domain.correction import NothingToCorrect
from services.meetings.domain.papers import TaxAmount
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT, NotYet
from services.meetings.rpc import shapes
from services.meetings.use_cases import correcting, following, information, items, minutes, papers
from tests.meetings.hall import COORDINATING, FIRE, HEALTH, ROLES, TEAM, WATER, WELFARE, Hall

WRONG, RIGHT, WHY = "水道は止まっている", "水道は使われている", "隣の家と取り違えた"
ANSWERS = {"FULL": (WRONG, ""), "PARTIAL": (WRONG, "LEGAL_SECRECY"), "DECLINED": ("", "NO_RECORD")}
RIGHT_ANSWERS = {"FULL": (RIGHT, ""), "PARTIAL": (RIGHT, "NOT_NEEDED"), "DECLINED": ("", "LEGAL_SECRECY")}
STATES = {"FULL": "ANSWERED", "PARTIAL": "PARTIAL", "DECLINED": "DECLINED"}


def told(hall: Hall, item: str) -> list[str]:
    return [
        row.text for row in papers.list_facts(hall.db, hall.staff("chair"), item)[1] if row.source_agency_id == WATER
    ]


def correct(hall: Hall, item: str, text: str, reason: str = WHY) -> None:
    minutes.correct(hall.db, hall.convener(item), item, text, [(HEALTH, "時期が早い")], ["会-8"], "2027-02-01", reason)


def superseded(hall: Hall, item: str) -> list[tuple[str, str, str]]:
    found, *_rest = minutes.read(hall.db, hall.convener(item), item)
    entries = map(shapes.superseded, minutes.superseded(hall.db, hall.convener(item), found))
    return [(one.text, one.correction_reason, one.way_back) for one in entries]


@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_approved_minutes_are_superseded_and_the_wrong_ones_stay_with_their_convener(hall: Hall, room: str) -> None:
    decision = {LIAISON: "CONTINUE", SUPPORT: "START_OUTREACH", MULTI: "PLAN_AGREED"}[room]
    item = hall.held(room, decision)
    before = hall.row(item)
    hall.pass_days(3)
    correct(hall, item, "正しい会議録")
    read, dissent, _opinions = minutes.read(hall.db, hall.staff(ROLES[room]), item)
    assert (read.row.minutes, read.row.papers, read.row.next_on) == ("正しい会議録", ["会-8"], "2027-02-01")
    assert [(one.agency_id, one.text) for one in dissent] == [(HEALTH, "時期が早い")]
    assert (read.row.state, read.row.decision) == (before.state, before.decision), "the process stays where it is"
    assert superseded(hall, item) == [(before.minutes, WHY, "")]
    assert [event.way_back for event in hall.events("MinutesCorrected")] == [""]
    assert len(hall.events("MinutesApproved")) == 1
    hall.pass_days(1)
    correct(hall, item, "いよいよ正しい会議録", "日付の誤り")
    assert [text for text, _why, _way in superseded(hall, item)] == [before.minutes, "正しい会議録"]


def test_copies_of_wrong_minutes_are_called_back_and_handing_out_the_right_ones_is_work(hall: Hall) -> None:
    item = hall.held(SUPPORT, "START_OUTREACH")
    minutes.distribute(hall.db, hall.staff("chair"), item, [WELFARE, HEALTH])
    minutes.recall(hall.db, hall.staff("chair"), item, [WELFARE], "LOST")
    correct(hall, item, "正しい会議録")
    with pytest.raises(NotFound):
        minutes.read(hall.db, hall.agency(HEALTH), item)
    recalled = [(event.agency_id, event.code) for event in hall.events("MinutesRecalled")]
    assert recalled == [(WELFARE, "LOST"), (HEALTH, "CORRECTED")]
    step = next(row for row in hall.decisions(item) if row.code == "DISTRIBUTE_CORRECTED_MINUTES")
    assert (step.owner_agency_id, step.state) == (COORDINATING, "OPEN")
    assert step.id in [event.decision_id for event in hall.events("DecisionRecorded")]
    minutes.give_back(hall.db, hall.agency(HEALTH), item)
    minutes.distribute(hall.db, hall.staff("chair"), item, [HEALTH])
    following.complete(hall.db, hall.staff("chair"), step.id)
    found, dissent, _opinions = minutes.read(hall.db, hall.agency(HEALTH), item)
    assert (found.row.minutes, [one.text for one in dissent]) == ("正しい会議録", ["時期が早い"])
    assert minutes.superseded(hall.db, hall.agency(HEALTH), found) == [], "what was wrong is not handed out again"


def test_minutes_are_corrected_by_who_convenes_with_a_reason_once_they_are_approved(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    hall.conclude(item, "CONTINUE")
    with pytest.raises(NotYet):
        correct(hall, item, "正しい会議録")
    hall.approve(item)
    ctx = hall.staff("coordinator")
    for other in (hall.agency(WELFARE), hall.staff("chair")):
        with pytest.raises(NotFound):
            minutes.correct(hall.db, other, item, "正しい会議録", [], [], "", WHY)
    for text, next_on, reason in (("", "", WHY), ("正しい会議録", "来月", WHY), ("正しい会議録", "", " ")):
        with pytest.raises(InvalidArgument):
            minutes.correct(hall.db, ctx, item, text, [], [], next_on, reason)
    with pytest.raises(NotAMember):
        minutes.correct(hall.db, ctx, item, "正しい会議録", [(FIRE, "反対")], [], "", WHY)
    with pytest.raises(NothingToCorrect):
        minutes.correct(hall.db, ctx, item, hall.row(item).minutes, [], [], "", WHY)


@pytest.mark.plan("P-106")
@pytest.mark.parametrize("right", RIGHT_ANSWERS)
@pytest.mark.parametrize("wrong", ANSWERS)
def test_a_wrong_answer_is_superseded_and_the_item_has_the_right_fact_before_it(
    hall: Hall, wrong: str, right: str
) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    information.answer(hall.db, hall.agency(WATER), request, wrong, *ANSWERS[wrong], "")
    assert told(hall, item) == ([WRONG] if wrong != "DECLINED" else [])
    hall.pass_days(1)
    information.correct(hall.db, hall.agency(WATER), request, right, *RIGHT_ANSWERS[right], "2026-11-20", WHY)
    assert told(hall, item) == ([RIGHT] if right != "DECLINED" else [])
    for reader in (hall.staff("chair"), hall.agency(WATER)):
        row = information.readable(hall.db, reader, request)
        assert (row.state, row.answer, row.reason) == (STATES[right], *RIGHT_ANSWERS[right])
        [before] = map(shapes.superseded, information.superseded(hall.db, [row])[request])
        assert (before.state, before.text, before.correction_reason) == (STATES[wrong], ANSWERS[wrong][0], WHY)
    [event] = hall.events("InformationAnswerCorrected")
    assert (event.superseded_answer, event.information_answer) == (STATES[wrong], STATES[right])
    assert event.way_back == "FACT_REPLACED"
    assert len(hall.events("InformationRequestAnswered")) == 1, "its process ended with the first answer"
    body = hall.event_bodies().decode(errors="ignore")
    assert not [word for word in (WRONG, RIGHT, WHY) if word in body]


@pytest.mark.plan("P-106")
@pytest.mark.parametrize("right", RIGHT_ANSWERS)
@pytest.mark.parametrize("wrong", ANSWERS)
def test_an_answer_that_the_meeting_decided_with_is_the_conveners_to_consider_and_its_fact_says_what_is_right(
    hall: Hall, wrong: str, right: str
) -> None:
    """What was told then stays with whoever convenes and with its source."""
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    information.answer(hall.db, hall.agency(WATER), request, wrong, *ANSWERS[wrong], "2026-11-01")
    was_told = told(hall, item)
    hall.conclude(item, "START_OUTREACH")
    information.correct(hall.db, hall.agency(WATER), request, right, *RIGHT_ANSWERS[right], "", WHY)
    assert told(hall, item) == ([RIGHT] if was_told and right != "DECLINED" else []), "no fact is added afterwards"
    found, holding = papers.list_facts(hall.db, hall.staff("chair"), item)
    gone, before = correcting.superseded(hall.db, hall.staff("chair"), found, holding)
    assert [one.text for rows in before.values() for one in map(shapes.superseded, rows)] == was_told
    assert len(gone) == (1 if was_told and right == "DECLINED" else 0)
    members = [one for one in TEAM if one != WATER]
    assert [event.agency_id for event in hall.events("FactCorrectionTold")] == (members if was_told else [])
    step = next(row for row in hall.decisions(item) if row.code == "CONSIDER_CORRECTED_ANSWER")
    assert (step.owner_agency_id, step.state) == (COORDINATING, "OPEN")
    assert [event.way_back for event in hall.events("InformationAnswerCorrected")] == ["CONSIDER_CORRECTED_ANSWER"]


def test_nothing_is_left_to_do_about_an_answer_to_a_cancelled_item(hall: Hall) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    information.answer(hall.db, hall.agency(WATER), request, "FULL", WRONG, "", "")
    items.cancel(hall.db, hall.staff("chair"), item)
    information.correct(hall.db, hall.agency(WATER), request, "FULL", RIGHT, "", "", WHY)
    assert [event.way_back for event in hall.events("InformationAnswerCorrected")] == [""]
    assert hall.open_work("CARRY_OUT_DECISION") == []


def test_an_answer_is_corrected_by_who_gave_it_with_a_reason_and_as_it_may_be_given(hall: Hall) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    with pytest.raises(NothingToCorrect):
        information.correct(hall.db, hall.agency(WATER), request, "FULL", RIGHT, "", "", WHY)
    information.answer(hall.db, hall.agency(WATER), request, "FULL", WRONG, "", "")
    with pytest.raises(NothingToCorrect):
        information.correct(hall.db, hall.agency(WATER), request, "FULL", WRONG, "", "", WHY)
    for other in (hall.agency(FIRE), hall.staff("chair")):
        with pytest.raises(NotFound):
            information.correct(hall.db, other, request, "FULL", RIGHT, "", "", WHY)
    for how, text, why in (("FULL", RIGHT, " "), ("PARTIAL", RIGHT, WHY), ("FULL", "", WHY)):
        with pytest.raises(InvalidArgument):
            information.correct(hall.db, hall.agency(WATER), request, how, text, "", "", why)
    items.bar(hall.db, hall.staff("chair"), item, WATER, "", "CONFLICT")
    with pytest.raises(NotFound):
        information.correct(hall.db, hall.agency(WATER), request, "FULL", RIGHT, "", "", WHY)


def test_a_figure_from_taxation_enters_no_correction(hall: Hall) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, "W-21", "滞納の有無")
    information.answer(hall.db, hall.agency("W-21"), request, "DECLINED", "", "LEGAL_SECRECY", "")
    with pytest.raises(TaxAmount):
        information.correct(hall.db, hall.agency("W-21"), request, "FULL", "30万円", "", "", WHY)


def test_another_agencys_fact_in_the_same_words_stays(hall: Hall) -> None:
    item = hall.after_liaison()
    one, other = (information.ask(hall.db, hall.staff("chair"), item, agency, "様子") for agency in (WATER, TEAM[0]))
    for agency, request in ((WATER, one), (TEAM[0], other)):
        information.answer(hall.db, hall.agency(agency), request, "FULL", WRONG, "", "")
    information.correct(hall.db, hall.agency(WATER), one, "DECLINED", "", "NO_RECORD", "", WHY)
    facts = papers.list_facts(hall.db, hall.staff("chair"), item)[1]
    assert [row.source_agency_id for row in facts if row.text == WRONG] == [TEAM[0]]
