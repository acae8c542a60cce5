"""Minutes and their copies, facts, requests for information, lessons, concerns, and a breach of secrecy."""

import pytest
from google.protobuf.message import Message

from kit import freezes
from kit.errors import DomainError, InvalidArgument, NotFound
from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.intake.v1 import events_pb2 as intake_events
from services.meetings.app import service
from services.meetings.domain.conclusion import FactDraft, GapDraft, PledgeMissing
from services.meetings.domain.convening import NotAMember, NotInvitable
from services.meetings.domain.papers import (
    CopyNotHeld,
    LessonNamesSomebody,
    MinutesNotDrafted,
    PapersFrozen,
    RequestIsOver,
    TaxAmount,
)
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT, NotYet, WrongMeeting
from services.meetings.store import requests as request_store
from services.meetings.use_cases import access, following, information, items, minutes, papers
from tests.meetings.hall import COORDINATING, FIRE, HEALTH, MAN, PRIVATE, TEAM, WATER, WELFARE, Hall


def test_minutes_are_drafted_approved_handed_out_and_called_back(hall: Hall) -> None:
    item, chair = hall.after_liaison(), hall.staff("chair")
    hall.conclude(item, "START_OUTREACH", discussion="")
    hall.open_minutes(item)
    assert {kind for kind, _agency, _role in hall.open_work()} == {"DRAFT_MINUTES", "APPROVE_MINUTES"}
    with pytest.raises(MinutesNotDrafted):
        minutes.approve(hall.db, chair, item, "")
    minutes.draft(hall.db, chair, item, "案", [(HEALTH, "時期が早い")], ["会-7"], "2027-01-15")
    assert hall.open_work("DRAFT_MINUTES") == []
    with pytest.raises(NotYet):
        minutes.distribute(hall.db, chair, item, [])
    minutes.approve(hall.db, chair, item, "")
    with pytest.raises(NotFound):
        minutes.read(hall.db, hall.agency(HEALTH), item)
    minutes.distribute(hall.db, chair, item, [])
    read, dissent, _opinions = minutes.read(hall.db, hall.agency(HEALTH), item)
    assert (read.row.minutes, read.row.papers, read.row.next_on) == ("案", ["会-7"], "2027-01-15")
    assert [(one.agency_id, one.text) for one in dissent] == [(HEALTH, "時期が早い")]
    assert sorted(one.copy_number for one in read.members) == [1, 2, 3]
    minutes.recall(hall.db, chair, item, [HEALTH], "CORRECTED")
    with pytest.raises(NotFound):
        minutes.read(hall.db, hall.agency(HEALTH), item)
    minutes.read(hall.db, hall.agency(WELFARE), item)
    with pytest.raises(CopyNotHeld):
        minutes.give_back(hall.db, hall.agency(WELFARE), item)
    minutes.give_back(hall.db, hall.agency(HEALTH), item)
    with pytest.raises(CopyNotHeld):
        minutes.recall(hall.db, chair, item, [HEALTH], "CORRECTED")
    assert {event.agency_id for event in hall.events("MinutesDistributed")} == set(TEAM)
    assert [(event.agency_id, event.code) for event in hall.events("MinutesRecalled")] == [(HEALTH, "CORRECTED")]


@pytest.mark.plan("P-102")
def test_minutes_of_a_support_meeting_are_for_members_who_pledged(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, *TEAM, WATER)
    hall.pledge(item)
    hall.on_agenda(item)
    hall.conclude(item, "START_OUTREACH", attending=(COORDINATING, *TEAM))
    hall.approve(item)
    chair = hall.staff("chair")
    with pytest.raises(PledgeMissing):
        minutes.distribute(hall.db, chair, item, [WATER])
    with pytest.raises(NotAMember):
        minutes.distribute(hall.db, chair, item, [FIRE])
    minutes.distribute(hall.db, chair, item, [])
    for agency in (WATER, FIRE):
        with pytest.raises(NotFound):
            minutes.read(hall.db, hall.agency(agency), item)


def test_a_member_whose_access_a_breach_stopped_is_handed_no_minutes(hall: Hall) -> None:
    item, chair = hall.held(LIAISON, "CONTINUE"), hall.staff("coordinator")
    freezes.set_freeze(hall.db, chair, "01BREACH", hall.case_id, HEALTH, lifted=False)
    with pytest.raises(PledgeMissing):
        minutes.distribute(hall.db, chair, item, [HEALTH])
    minutes.distribute(hall.db, chair, item, [])
    assert {event.agency_id for event in hall.events("MinutesDistributed")} == set(TEAM) - {HEALTH}
    freezes.set_freeze(hall.db, chair, "01BREACH", hall.case_id, HEALTH, lifted=True)
    minutes.distribute(hall.db, chair, item, [HEALTH])


def test_dissent_is_a_members_and_minutes_are_the_conveners(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    hall.conclude(item, "CONTINUE")
    with pytest.raises(NotAMember):
        minutes.draft(hall.db, hall.staff("coordinator"), item, "案", [(FIRE, "異議")], [], "")
    for ctx in (hall.agency(WELFARE), hall.staff("chair")):
        with pytest.raises(NotFound):
            minutes.draft(hall.db, ctx, item, "案", [], [], "")


@pytest.mark.plan("P-102", "P-103")
def test_nobody_tells_or_reads_a_fact_in_a_support_meeting_before_pledging(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item)
    with pytest.raises(PledgeMissing):
        papers.add_fact(hall.db, hall.agency(WELFARE), item, FactDraft(WELFARE, PRIVATE[0]))
    with pytest.raises(PledgeMissing):
        papers.list_facts(hall.db, hall.agency(WELFARE), item)
    hall.pledge(item, WELFARE)
    row = papers.add_fact(hall.db, hall.agency(WELFARE), item, FactDraft(WELFARE, PRIVATE[0], MAN, "2026-10-02"))
    assert (row.source_agency_id, row.known_on, row.basis) == (WELFARE, "2026-10-02", "ART106_6")
    with pytest.raises(NotFound):
        papers.list_facts(hall.db, hall.agency(FIRE), item)


@pytest.mark.plan("P-028")
def test_facts_that_rest_on_consent_are_found_by_person_and_source_with_who_holds_copies(hall: Hall) -> None:
    item = hall.ready(MULTI)
    for agency in TEAM:
        papers.add_fact(hall.db, hall.agency(agency), item, FactDraft(agency, PRIVATE[0], MAN))
    papers.add_fact(hall.db, hall.agency(HEALTH), item, FactDraft(HEALTH, PRIVATE[1], MAN, "", "OWN_RECORD"))
    papers.add_fact(hall.db, hall.agency(HEALTH), item, FactDraft(HEALTH, PRIVATE[1], "01OTHER"))
    hall.conclude(item, "PLAN_AGREED")
    hall.approve(item)
    minutes.distribute(hall.db, hall.staff("coordinator"), item, [HEALTH])
    ctx = hall.staff("coordinator")
    found = papers.touched_facts(hall.db, ctx, hall.case_id, MAN, "")
    assert [(row.source_agency_id, row.basis, row.holders) for row in found] == [
        (WELFARE, "CONSENT", [HEALTH]),
        (HEALTH, "CONSENT", [HEALTH]),
    ]
    assert len(papers.touched_facts(hall.db, ctx, hall.case_id, MAN, WELFARE)) == 1
    with pytest.raises(NotFound):
        papers.touched_facts(hall.db, hall.agency(HEALTH), hall.case_id, MAN, "")


@pytest.mark.plan("P-039")
def test_a_figure_from_taxation_enters_no_paper(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.ready(SUPPORT, *TEAM, "W-21")
    for text in ("滞納は12万円", "滞納は１２万", "十二万円の滞納"):
        with pytest.raises(TaxAmount):
            papers.add_fact(hall.db, hall.agency("W-21"), item, FactDraft("W-21", text))
        with pytest.raises(TaxAmount):
            hall.conclude(item, "START_OUTREACH", facts=(FactDraft("W-21", text),))
    papers.add_fact(hall.db, hall.agency("W-21"), item, FactDraft("W-21", "滞納がある"))
    papers.add_fact(hall.db, hall.agency(WELFARE), item, FactDraft(WELFARE, "三度訪ねた"))


@pytest.mark.plan("P-106")
@pytest.mark.parametrize(
    ("how", "text", "reason", "state"),
    [
        ("FULL", "三か月使われていない", "", "ANSWERED"),
        ("PARTIAL", "一度の出動", "LEGAL_SECRECY", "PARTIAL"),
        ("DECLINED", "", "NO_RECORD", "DECLINED"),
    ],
)
def test_an_asked_agency_answers_fully_partly_or_not_and_each_is_recorded(
    hall: Hall, how: str, text: str, reason: str, state: str
) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    information.open_request(hall.db, hall.process, hall.job(), request, hall.due(7))
    assert hall.open_work("ANSWER_INFORMATION_REQUEST") == [("ANSWER_INFORMATION_REQUEST", WATER, "")]
    with pytest.raises(NotFound):
        information.answer(hall.db, hall.agency(FIRE), request, how, text, reason, "")
    information.answer(hall.db, hall.agency(WATER), request, how, text, reason, "")
    row = information.readable(hall.db, hall.staff("chair"), request)
    assert (row.state, row.reason) == (state, reason)
    assert [event.information_answer for event in hall.events("InformationRequestAnswered")] == [state]
    assert hall.open_work("ANSWER_INFORMATION_REQUEST") == []
    facts = papers.list_facts(hall.db, hall.staff("chair"), item)[1]
    assert [one.source_agency_id for one in facts] == ([WATER] if text else [])
    with pytest.raises(RequestIsOver):
        information.answer(hall.db, hall.agency(WATER), request, how, text, reason, "")


@pytest.mark.plan("P-106")
def test_no_reply_is_recorded_and_a_late_one_is_still_taken(hall: Hall) -> None:
    item = hall.after_liaison()
    request = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    information.open_request(hall.db, hall.process, hall.job(), request, hall.due(7))
    information.lapse(hall.db, hall.process, request)
    assert request_store.lock(hall.db, hall.process, request).state == "NO_REPLY"
    assert hall.open_work("ANSWER_INFORMATION_REQUEST") == []
    information.answer(hall.db, hall.agency(WATER), request, "FULL", "使われていない", "", "")
    assert request_store.lock(hall.db, hall.process, request).state == "ANSWERED"
    assert hall.events("InformationRequestAnswered") == []


def test_an_answer_that_came_before_its_process_or_its_meetings_end_leaves_no_work(hall: Hall) -> None:
    item = hall.after_liaison()
    early = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    late = information.ask(hall.db, hall.staff("chair"), item, FIRE, "出動の有無")
    information.answer(hall.db, hall.agency(WATER), early, "FULL", "使われていない", "", "")
    assert information.open_request(hall.db, hall.process, hall.job(), early, hall.due(7)) == ""
    hall.conclude(item, "START_OUTREACH")
    assert information.open_request(hall.db, hall.process, hall.job(), late, hall.due(7)) == ""
    with pytest.raises(RequestIsOver):
        information.answer(hall.db, hall.agency(FIRE), late, "FULL", "一度の出動", "", "")


def test_information_is_asked_for_a_support_meeting_by_its_chair_and_not_of_who_is_barred(hall: Hall) -> None:
    item, plan = hall.after_liaison(), hall.ready(MULTI)
    items.bar(hall.db, hall.staff("chair"), item, FIRE, "", "CONFLICT")
    with pytest.raises(NotInvitable):
        information.ask(hall.db, hall.staff("chair"), item, FIRE, "出動の有無")
    with pytest.raises(NotFound):
        information.ask(hall.db, hall.staff("coordinator"), item, WATER, "使用の様子")
    with pytest.raises(WrongMeeting):
        information.ask(hall.db, hall.staff("coordinator"), plan, WATER, "使用の様子")
    with pytest.raises(InvalidArgument):
        information.ask(hall.db, hall.staff("chair"), item, WATER, " ")


@pytest.mark.privacy
def test_who_reads_nothing_of_a_file_is_not_asked_about_it(hall: Hall) -> None:
    item, chair = hall.after_liaison(), hall.staff("chair")
    freezes.set_freeze(hall.db, hall.process, "01BREACH", hall.case_id, FIRE, lifted=False)
    with pytest.raises(NotInvitable):
        information.ask(hall.db, chair, item, FIRE, "出動の有無")
    freezes.set_freeze(hall.db, hall.process, "01BREACH", hall.case_id, FIRE, lifted=True)
    assert information.ask(hall.db, chair, item, FIRE, "出動の有無")


@pytest.mark.privacy
def test_another_municipality_is_asked_for_no_information(hall: Hall) -> None:
    with pytest.raises(NotInvitable):
        information.ask(hall.db, hall.staff("chair"), hall.after_liaison(), "M-01", "出動の有無")


@pytest.mark.privacy
def test_who_is_barred_after_being_asked_knows_of_the_request_no_more_and_it_is_closed(hall: Hall) -> None:
    item, chair = hall.after_liaison(), hall.staff("chair")
    asked, other = [information.ask(hall.db, chair, item, agency, "出動の有無") for agency in (FIRE, WATER)]
    for request in (asked, other):
        information.open_request(hall.db, hall.process, hall.job(), request, hall.due())
    items.bar(hall.db, chair, item, WATER, "01BROTHER", "FAMILY")
    items.bar(hall.db, chair, item, FIRE, "", "PERPETRATOR_LINK")
    barred = hall.agency(FIRE)
    with pytest.raises(NotFound):
        information.readable(hall.db, barred, asked)
    with pytest.raises(NotFound):
        information.answer(hall.db, barred, asked, "FULL", "三度出た", "", "")
    assert information.page(hall.db, barred, "") == []
    assert hall.open_work("ANSWER_INFORMATION_REQUEST") == [("ANSWER_INFORMATION_REQUEST", WATER, "")]
    assert [event.information_request_id for event in hall.events("InformationRequestAnswered")] == [asked]
    states = {row.id: row.state for row in information.page(hall.db, chair, item)}
    assert states == {asked: "CLOSED", other: "REQUESTED"}
    information.answer(hall.db, hall.agency(WATER), other, "FULL", "使われていない", "", "")


@pytest.mark.parametrize(
    ("how", "text", "reason"), [("", "x", "X"), ("PARTIAL", "x", ""), ("DECLINED", "", ""), ("FULL", " ", "")]
)
def test_half_an_answer_is_refused(hall: Hall, how: str, text: str, reason: str) -> None:
    request = information.ask(hall.db, hall.staff("chair"), hall.after_liaison(), WATER, "使用の様子")
    with pytest.raises(InvalidArgument):
        information.answer(hall.db, hall.agency(WATER), request, how, text, reason, "")


@pytest.mark.plan("P-100")
def test_lessons_are_kept_without_persons_and_found_by_a_word(hall: Hall) -> None:
    ctx = hall.agency(WELFARE)
    papers.record_lesson(hall.db, ctx, "FIRST_VISIT", "短い訪問を重ねると次につながる")
    for naming in ("架空さんは夜が苦手", "68歳の方には電話", "079-000-0001にかける", "架空様の家"):
        with pytest.raises(LessonNamesSomebody):
            papers.record_lesson(hall.db, ctx, "FIRST_VISIT", naming)
    assert [row.theme for row in papers.search_lessons(hall.db, hall.agency(FIRE), "短い訪問")] == ["FIRST_VISIT"]
    assert papers.search_lessons(hall.db, hall.agency(FIRE), "%") == []


@pytest.mark.plan("P-106")
def test_a_members_concern_becomes_the_conveners_work(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    papers.raise_concern(hall.db, hall.agency(WELFARE), item, "気になる家がある")
    with pytest.raises(NotFound):
        papers.raise_concern(hall.db, hall.agency(FIRE), item, "気になる家がある")
    [row] = hall.decisions(item)
    assert (row.code, row.owner_agency_id, row.begun) == ("CONSIDER_CONCERN", COORDINATING, True)
    _read, concerns = papers.list_concerns(hall.db, hall.staff("coordinator"), item)
    assert [one.agency_id for one in concerns] == [WELFARE]


def test_a_reported_breach_closes_the_papers_until_every_report_is_reviewed(hall: Hall, silent: Peers) -> None:
    item = hall.held(SUPPORT, "WATCH")
    minutes.distribute(hall.db, hall.staff("chair"), item, [])

    def hear(event: Message) -> None:
        delivery = Delivery(hall.process, hall.db, silent, event, new_id(), hall.case_id)
        service.subscriptions[event.DESCRIPTOR.full_name](delivery)

    def report(breach_id: str, case_id: str = hall.case_id) -> None:
        said = {"case_id": case_id, "breach_id": breach_id, "agency_id": WATER, "agenda_item_id": item}
        hear(intake_events.BreachReported(**said))

    def review(breach_id: str) -> None:
        said = {"case_id": hall.case_id, "breach_id": breach_id, "agency_id": WATER, "agenda_item_id": item}
        hear(intake_events.BreachReviewed(verdict="KEPT", **said))

    report("01OTHER", case_id="01OTHERCASE")
    minutes.read(hall.db, hall.agency(HEALTH), item)
    report("01FIRST")
    report("01SECOND")
    elsewhere = hall.staff("decision-maker", agency=HEALTH)
    for ctx in (hall.agency(HEALTH), elsewhere, hall.staff("chair"), hall.staff("manager")):
        for read in (
            minutes.read,
            papers.list_facts,
            papers.list_issues,
            papers.list_opinions,
            papers.list_watch_roles,
        ):
            with pytest.raises(PapersFrozen):
                read(hall.db, ctx, item)
    minutes.read(hall.db, hall.staff("decision-maker"), item)
    review("01FIRST")
    with pytest.raises(PapersFrozen):
        minutes.read(hall.db, hall.agency(HEALTH), item)
    review("01SECOND")
    minutes.read(hall.db, hall.agency(HEALTH), item)


def test_a_breach_of_a_file_without_a_meeting_closes_no_papers(hall: Hall, silent: Peers) -> None:
    item = hall.held(SUPPORT, "WATCH")
    event = intake_events.BreachReported(case_id=hall.case_id, breach_id="01FIRST", agency_id=WATER)
    service.subscriptions[event.DESCRIPTOR.full_name](
        Delivery(hall.process, hall.db, silent, event, new_id(), hall.case_id)
    )
    papers.list_facts(hall.db, hall.staff("chair"), item)


def test_a_gap_outlives_its_case(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    hall.conclude(item, "CONTINUE", gaps=(GapDraft("SHELTER", "NORTH", WELFARE, hall.due(30)),))
    items.close_case(hall.db, hall.process, hall.case_id)
    [raised] = hall.events("ResourceGapRaised")
    assert following.complete(hall.db, hall.agency(WELFARE), raised.decision_id).state == "DONE"


def test_another_city_sees_nothing(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    papers.record_lesson(hall.db, hall.agency(WELFARE), "FIRST_VISIT", "短い訪問を重ねる")
    elsewhere = hall.staff("coordinator", "chair", "manager", city="99999")
    with pytest.raises(NotFound):
        access.readable(hall.db, elsewhere, item)
    assert papers.search_lessons(hall.db, elsewhere, "") == []


@pytest.mark.parametrize("day", ["2026/10/02", "昨日", "2026-1-2"])
def test_a_day_that_cannot_be_read_is_refused(hall: Hall, day: str) -> None:
    with pytest.raises(DomainError):
        papers.add_fact(hall.db, hall.agency(WELFARE), hall.ready(LIAISON), FactDraft(WELFARE, "x", "", day))
