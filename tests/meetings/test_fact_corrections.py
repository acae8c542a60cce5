"""A wrong fact is superseded by the right one with the reason, or taken back; what it said stays with its source."""

import pytest

from kit.calls import Call
from kit.errors import InvalidArgument, NotFound
from kit.peers import Peers
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.domain.conclusion import FactDraft, PledgeMissing
from services.meetings.domain.correction import FactIsAnAnswer, NothingToCorrect
from services.meetings.domain.papers import TaxAmount
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT
from services.meetings.rpc import MeetingsServicer, shapes
from services.meetings.use_cases import correcting, following, information, items, papers, pledges
from tests.meetings.hall import COORDINATING, FIRE, HEALTH, MAN, TEAM, WATER, WELFARE, Hall

WRONG, RIGHT, WHY = "水道は止まっている", "水道は使われている", "隣の家と取り違えた"
WOMAN = "01WOMAN"
servicer = MeetingsServicer()
ROOMS = {LIAISON: "CONTINUE", SUPPORT: "START_OUTREACH", MULTI: "PLAN_AGREED"}


def tell(hall: Hall, item: str, agency: str = WELFARE) -> str:
    told = papers.add_fact(hall.db, hall.agency(agency), item, FactDraft(agency, WRONG, MAN, "2026-11-20"))
    return str(told.id)


def correct(hall: Hall, fact: str, text: str = RIGHT, reason: str = WHY, *, agency: str = WELFARE) -> None:
    correcting.correct_fact(hall.db, hall.agency(agency), fact, FactDraft("", text, MAN), reason)


def take_back(hall: Hall, fact: str, *, agency: str = WELFARE) -> None:
    nothing = FactDraft("", "")
    correcting.correct_fact(hall.db, hall.agency(agency), fact, nothing, WHY, taken_back=True)


def shown(hall: Hall, item: str, *roles: str, agency: str = COORDINATING) -> list[pb.Fact]:
    """Without those that were told at the conclusion."""
    ctx = hall.staff(*roles) if roles else hall.agency(agency)
    read, holding = papers.list_facts(hall.db, ctx, item)
    taken_back, before = correcting.superseded(hall.db, ctx, read, holding)
    found = [shapes.fact(row, before.get(row.id, ())) for row in (*holding, *taken_back)]
    return [one for one in found if one.text in (WRONG, RIGHT, "")]


def by_convener(hall: Hall, item: str) -> list[pb.Fact]:
    return shown(hall, item, {SUPPORT: "chair"}.get(hall.row(item).type, "coordinator"))


@pytest.mark.plan("P-028")
@pytest.mark.parametrize("room", ROOMS)
def test_a_wrong_fact_is_superseded_before_its_item_is_dealt_with(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    fact = tell(hall, item)
    hall.pass_days(1)
    correct(hall, fact)
    for facts in (by_convener(hall, item), shown(hall, item, agency=WELFARE)):
        [one] = facts
        assert (one.name, one.text, one.known_on, one.source_agency_id) == (
            f"facts/{fact}",
            RIGHT,
            "2026-11-20",
            WELFARE,
        )
        [before] = one.superseded
        assert (before.text, before.person_id, before.known_on) == (WRONG, MAN, "2026-11-20")
        assert (before.correction_reason, before.way_back) == (WHY, "FACT_REPLACED")
        assert before.record_time.ToDatetime() < before.supersede_time.ToDatetime()
    assert hall.open_work("CARRY_OUT_DECISION") == []
    assert [(one.fact_id, one.way_back) for one in hall.events("FactCorrected")] == [(fact, "FACT_REPLACED")]


@pytest.mark.parametrize("room", ROOMS)
def test_members_that_could_read_it_have_the_right_fact_and_hear_of_it_but_not_what_was_wrong(
    hall: Hall, room: str
) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    correct(hall, tell(hall, item))
    [one] = shown(hall, item, agency=HEALTH)
    assert (one.text, list(one.superseded)) == (RIGHT, [])
    told = [(event.agency_id, event.agenda_item_id, event.case_no) for event in hall.events("FactCorrectionTold")]
    assert told == [(HEALTH, item, "R8-00123-7")]
    body = hall.event_bodies().decode(errors="ignore")
    assert not [word for word in (WRONG, RIGHT, WHY) if word in body]


def test_who_could_not_read_it_hears_nothing(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, *TEAM, WATER, FIRE)
    hall.pledge(item, COORDINATING, *TEAM, WATER)
    fact = tell(hall, item)
    items.bar(hall.db, hall.staff("chair"), item, WATER, "", "CONFLICT")
    correct(hall, fact)
    assert [event.agency_id for event in hall.events("FactCorrectionTold")] == [HEALTH], "neither barred nor unpledged"


@pytest.mark.parametrize("room", ROOMS)
def test_a_fact_that_was_decided_with_is_the_conveners_to_consider(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    fact = tell(hall, item)
    hall.conclude(item, ROOMS[room])
    hall.approve(item)
    correct(hall, fact)
    [one] = by_convener(hall, item)
    assert (one.text, [(entry.text, entry.way_back) for entry in one.superseded]) == (
        RIGHT,
        [(WRONG, "CONSIDER_CORRECTED_FACT")],
    )
    step = next(row for row in hall.decisions(item) if row.code == "CONSIDER_CORRECTED_FACT")
    assert (step.owner_agency_id, step.state) == (COORDINATING, "OPEN")
    assert step.id in [event.decision_id for event in hall.events("DecisionRecorded")]
    following.complete(hall.db, hall.staff({SUPPORT: "chair"}.get(room, "coordinator")), step.id)
    assert [event.agency_id for event in hall.events("FactCorrectionTold")] == [HEALTH]


def test_what_was_corrected_is_corrected_again_and_every_word_stays(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    fact = tell(hall, item)
    for text in (RIGHT, WRONG, RIGHT):
        hall.pass_days(1)
        correct(hall, fact, text)
    [one] = by_convener(hall, item)
    assert [entry.text for entry in one.superseded] == [WRONG, RIGHT, WRONG]
    times = [entry.record_time.ToDatetime() for entry in one.superseded]
    assert times == sorted(set(times)), "each from when it was told"


def test_what_was_told_of_another_household_is_taken_back_and_counts_as_told_no_more(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    fact = tell(hall, item)
    take_back(hall, fact)
    assert shown(hall, item, agency=HEALTH) == []
    for facts in (by_convener(hall, item), shown(hall, item, agency=WELFARE)):
        [one] = facts
        assert (one.text, one.taken_back, [entry.text for entry in one.superseded]) == ("", True, [WRONG])
    assert papers.list_facts(hall.db, hall.staff("coordinator"), item)[1] == []
    with pytest.raises(NothingToCorrect):
        take_back(hall, fact)
    correct(hall, fact)
    assert [(one.text, one.taken_back) for one in shown(hall, item, agency=HEALTH)] == [(RIGHT, False)]


def test_whoever_convenes_corrects_what_they_wrote_down_for_a_member_and_it_hears(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    written = tuple(FactDraft(agency, WRONG) for agency in TEAM)
    hall.conclude(item, "CONTINUE", facts=written)
    fact = next(one for one in by_convener(hall, item) if one.source_agency_id == WELFARE).name.removeprefix("facts/")
    for other in (hall.staff("chair"), hall.agency(HEALTH)):
        with pytest.raises(NotFound):
            correcting.correct_fact(hall.db, other, fact, FactDraft("", RIGHT), WHY)
    correcting.correct_fact(hall.db, hall.staff("coordinator"), fact, FactDraft("", RIGHT), WHY)
    assert [event.agency_id for event in hall.events("FactCorrectionTold")] == [WELFARE, HEALTH]
    correct(hall, fact, WRONG)
    with pytest.raises(NotFound):
        correcting.correct_fact(hall.db, hall.staff("coordinator"), fact, FactDraft("", RIGHT), WHY)


def test_a_fact_is_corrected_by_who_told_it_with_a_reason_and_as_it_may_be_told(hall: Hall) -> None:
    item = hall.after_liaison()
    fact = tell(hall, item)
    for other in (HEALTH, FIRE, WATER):
        with pytest.raises(NotFound):
            correct(hall, fact, agency=other)
    with pytest.raises(NotFound):
        correct(hall, "01NOFACT")
    with pytest.raises(NothingToCorrect):
        correct(hall, fact, WRONG)
    for draft, why in (
        (FactDraft("", RIGHT), " "),
        (FactDraft("", ""), WHY),
        (FactDraft("", RIGHT, known_on="先月"), WHY),
        (FactDraft("", RIGHT, basis="HEARSAY"), WHY),
    ):
        with pytest.raises(InvalidArgument):
            correcting.correct_fact(hall.db, hall.agency(WELFARE), fact, draft, why)
    items.bar(hall.db, hall.staff("chair"), item, WELFARE, "", "CONFLICT")
    with pytest.raises(NotFound):
        correct(hall, fact)
    assert hall.events("FactCorrected") == []


def test_whose_pledge_of_the_year_has_run_out_corrects_nothing(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    pledges.pledge_for_year(hall.db, hall.agency(WELFARE))
    hall.name(item)
    fact = tell(hall, item)
    hall.pass_days(200)
    with pytest.raises(PledgeMissing):
        correct(hall, fact)


def test_a_figure_from_taxation_enters_no_corrected_fact(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.ready(SUPPORT, *TEAM, "W-21")
    fact = papers.add_fact(hall.db, hall.agency("W-21"), item, FactDraft("W-21", "滞納がある")).id
    with pytest.raises(TaxAmount):
        correct(hall, fact, "30万円の滞納がある", agency="W-21")


def test_an_answer_to_a_request_is_corrected_as_the_answer_it_is(hall: Hall) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, HEALTH, "受診の様子")
    information.answer(hall.db, hall.agency(HEALTH), request, "FULL", WRONG, "", "")
    fact = by_convener(hall, item)[0].name.removeprefix("facts/")
    with pytest.raises(FactIsAnAnswer):
        correct(hall, fact, agency=HEALTH)
    information.correct(hall.db, hall.agency(HEALTH), request, "FULL", RIGHT, "", "", WHY)
    with pytest.raises(NothingToCorrect):
        correct(hall, fact, agency=HEALTH)
    assert [one.text for one in by_convener(hall, item)] == [RIGHT]


def test_nothing_is_left_to_do_about_a_fact_of_a_cancelled_item(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    fact = tell(hall, item)
    items.cancel(hall.db, hall.staff("coordinator"), item)
    correct(hall, fact)
    assert [event.way_back for event in hall.events("FactCorrected")] == [""]
    assert hall.events("FactCorrectionTold") == []
    assert hall.open_work("CARRY_OUT_DECISION") == []


@pytest.mark.plan("P-103")
def test_what_a_fact_said_before_is_asked_of_d5_as_the_fact_is(hall: Hall, silent: Peers) -> None:
    item = hall.ready(LIAISON)
    name = f"facts/{tell(hall, item)}"
    writing = Call(hall.agency(WELFARE), hall.db, silent)
    right = pb.CorrectFactRequest(name=name, text=RIGHT, person_id=WOMAN, correction_reason=WHY)
    assert servicer.correct_fact(right, writing).name == name
    reading = Call(hall.staff("coordinator"), hall.db, silent)
    [fact] = servicer.list_facts(pb.ListFactsRequest(name=f"agendaItems/{item}"), reading).facts
    assert (fact.person_id, [one.person_id for one in fact.superseded]) == (WOMAN, [MAN]), "each about its own person"
    assert reading.abouts[name].recorded_by == WELFARE
    servicer.correct_fact(pb.CorrectFactRequest(name=name, taken_back=True, correction_reason=WHY), writing)
    [gone] = servicer.list_facts(pb.ListFactsRequest(name=f"agendaItems/{item}"), reading).facts
    assert (gone.taken_back, [one.text for one in gone.superseded]) == (True, [WRONG, RIGHT])
