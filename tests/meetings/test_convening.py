"""Who convenes, who is called, what the convening record says."""

from dataclasses import replace

import pytest

from kit import freezes
from kit.errors import DomainError, InvalidArgument, NotFound
from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.intake.v1.events_pb2 import BreachReported
from services.meetings.app import service
from services.meetings.domain.convening import (
    INDIVIDUAL,
    RESOURCE_HOST,
    Called,
    LiaisonNotHeld,
    NotAMember,
    NotInvitable,
    SingleAgencySuffices,
)
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, MembersNamed, NotYet, fiscal_year
from services.meetings.use_cases import access, concluding, items, pledges
from tests.meetings.hall import (
    COORDINATING,
    FIRE,
    HEALTH,
    MAN,
    RECORD,
    ROLES,
    TEAM,
    URGENT_RECORD,
    WATER,
    WELFARE,
    Hall,
    agencies,
)


@pytest.mark.plan("P-096")
def test_a_support_meeting_follows_a_held_liaison_meeting_or_an_emergency(hall: Hall) -> None:
    with pytest.raises(LiaisonNotHeld):
        hall.propose(SUPPORT, basis="AFTER_LIAISON")
    assert hall.propose(SUPPORT, basis=EMERGENCY)
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    assert hall.propose(SUPPORT, basis="AFTER_LIAISON")


@pytest.mark.plan("P-096")
def test_an_emergency_is_convened_only_with_the_reason_for_skipping_the_liaison_meeting(hall: Hall) -> None:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    with pytest.raises(InvalidArgument):
        hall.name(item, record=RECORD)
    hall.name(item, record=URGENT_RECORD)
    assert hall.row(item).liaison_skipped_reason


@pytest.mark.plan("P-098", "P-112")
@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_nobody_but_the_rooms_own_convener_at_the_coordinating_agency_convenes(hall: Hall, room: str) -> None:
    item = hall.propose(room, basis=EMERGENCY)
    others = {"coordinator", "chair", "outreach-worker", "manager"} - {ROLES[room]}
    for ctx in (hall.staff(*others), hall.staff(ROLES[room], agency="W-03"), hall.agency(COORDINATING)):
        with pytest.raises(NotFound):
            items.name_members(hall.db, ctx, item, list(map(Called, TEAM)), URGENT_RECORD)
    hall.name(item, record=URGENT_RECORD)


@pytest.mark.plan("P-097", "P-107", "P-114")
@pytest.mark.parametrize(
    ("room", "absent"), [(LIAISON, "summary"), (LIAISON, "why_compound"), (SUPPORT, "why_compound"), (MULTI, "tried")]
)
def test_the_convening_record_says_why_and_what_was_tried(hall: Hall, room: str, absent: str) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(room)
    with pytest.raises(InvalidArgument) as refusal:
        hall.name(item, record=replace(RECORD, **{absent: " "}))  # type: ignore[arg-type]
    assert [violation.field for violation in refusal.value.violations] == [f"convening.{absent}"]


@pytest.mark.plan("P-107")
def test_a_single_domain_case_that_support_reaches_goes_back_to_the_agency(hall: Hall) -> None:
    item = hall.propose()
    with pytest.raises(SingleAgencySuffices):
        hall.name(item, record=replace(RECORD, domains=("LIFE",), support_reaches=True))
    hall.name(item, record=replace(RECORD, domains=("LIFE",)))


@pytest.mark.plan("P-102")
@pytest.mark.parametrize(
    "guest",
    [
        Called(WATER, INDIVIDUAL, MAN),
        Called(WATER, INDIVIDUAL, "01BROTHER"),
        Called(FIRE),
        Called(HEALTH, RESOURCE_HOST),
    ],
    ids=["the person", "a barred individual", "a barred agency", "a resource host"],
)
def test_those_who_never_sit_in_a_support_meeting_are_refused_without_a_word_why(hall: Hall, guest: Called) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    items.bar(hall.db, hall.staff("chair"), item, FIRE, "", "PERPETRATOR_LINK")
    items.bar(hall.db, hall.staff("chair"), item, WATER, "01BROTHER", "FAMILY")
    with pytest.raises(NotInvitable) as refusal:
        hall.name(item, guests=[guest])
    assert refusal.value.violations == ()
    hall.name(item, guests=[Called(WATER, INDIVIDUAL, "01CAREMANAGER")])


@pytest.mark.parametrize("room", [LIAISON, SUPPORT])
def test_an_agency_whose_access_is_stopped_is_called_to_no_meeting_of_the_case(hall: Hall, room: str) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item, ctx = hall.propose(room), hall.staff(ROLES[room])
    case_id = hall.row(item).case_id
    freezes.set_freeze(hall.db, ctx, "01BREACH", case_id, WELFARE, lifted=False)
    with pytest.raises(NotInvitable):
        hall.name(item, WELFARE, "W-01")
    freezes.set_freeze(hall.db, ctx, "01BREACH", case_id, WELFARE, lifted=True)
    hall.name(item, WELFARE, "W-01")


@pytest.mark.privacy
def test_a_member_who_is_barred_later_knows_the_cases_support_meetings_no_more_and_the_others_do(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    guests = [Called(FIRE), Called(WATER, INDIVIDUAL, "01CAREMANAGER")]
    hall.name(item, guests=guests)
    liaison = hall.ready(LIAISON, WELFARE, HEALTH, WATER)

    def known(agency: str) -> list[str]:
        return [one.row.id for one in access.page(hall.db, hall.agency(agency), hall.case_id, "", 50)[0]]

    assert known(FIRE) == [item]
    assert known(WATER) == [item, liaison]
    items.bar(hall.db, hall.staff("chair"), item, WATER, "01BROTHER", "FAMILY")
    assert known(WATER) == [item, liaison], "another individual is barred"
    items.bar(hall.db, hall.staff("chair"), item, WATER, "01CAREMANAGER", "PERPETRATOR_LINK")
    items.bar(hall.db, hall.staff("chair"), item, FIRE, "", "PERPETRATOR_LINK")
    assert (known(FIRE), known(WATER)) == ([], [liaison])
    for agency in (FIRE, WATER):
        with pytest.raises(NotFound):
            access.with_papers(hall.db, hall.agency(agency), item)
    assert item in known(HEALTH)
    assert access.readable(hall.db, hall.staff("chair"), item).row.id == item


@pytest.mark.plan("P-102")
@pytest.mark.parametrize("why", ["bar", "breach"])
def test_nobody_waits_for_the_pledge_of_who_may_hear_nothing_of_the_case_any_more(
    hall: Hall, silent: Peers, why: str
) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, guests=[Called(FIRE)])
    items.request_pledges(hall.db, hall.process, hall.job(), item, hall.due())
    hall.pledge(item)
    assert hall.events("PledgesCompleted") == [], "one has not pledged"
    if why == "bar":
        items.bar(hall.db, hall.staff("chair"), item, FIRE, "", "PERPETRATOR_LINK")
    else:
        event = BreachReported(case_id=hall.case_id, breach_id="01BREACH", agency_id=FIRE)
        delivery = Delivery(hall.process, hall.db, silent, event, new_id(), hall.case_id)
        service.subscriptions[event.DESCRIPTOR.full_name](delivery)
    assert [event.agenda_item_id for event in hall.events("PledgesCompleted")] == [item]
    assert hall.open_work("AWAIT_PLEDGES") == []


@pytest.mark.plan("P-102")
def test_a_support_meeting_does_not_wait_for_the_pledge_of_who_does_not_come(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, guests=[Called(FIRE)])
    items.request_pledges(hall.db, hall.process, hall.job(), item, hall.due())
    hall.pledge(item)
    items.answer_invitation(hall.db, hall.agency(FIRE), item, coming=True)
    assert hall.events("PledgesCompleted") == []
    items.answer_invitation(hall.db, hall.agency(FIRE), item, coming=False)
    assert [event.agenda_item_id for event in hall.events("PledgesCompleted")] == [item]
    assert hall.open_work("AWAIT_PLEDGES") == []
    hall.on_agenda(item)
    with pytest.raises(DomainError, match="PLEDGE_MISSING"):
        hall.conclude(item, "START_OUTREACH", attending=(COORDINATING, *TEAM, FIRE))
    hall.conclude(item, "START_OUTREACH", attending=(COORDINATING, *TEAM))


def test_bodies_outside_the_city_are_not_called_to_a_liaison_meeting(hall: Hall) -> None:
    with pytest.raises(NotInvitable):
        hall.name(hall.propose(), WELFARE, FIRE)


@pytest.mark.plan("P-097")
@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_another_municipality_is_called_to_no_meeting(hall: Hall, room: str) -> None:
    item = hall.propose(room, basis=EMERGENCY)
    with pytest.raises(NotInvitable):
        hall.name(item, *TEAM, "M-01", record=URGENT_RECORD)


def test_an_item_is_named_once_and_by_enough_agencies(hall: Hall) -> None:
    item = hall.propose()
    with pytest.raises(InvalidArgument):
        hall.name(item, WELFARE)
    hall.name(item, WELFARE, "W-01")
    with pytest.raises(MembersNamed):
        hall.name(item, WELFARE, "W-01")
    assert [event.agency_id for event in hall.events("MemberInvited")] == ["W-01", WELFARE]


@pytest.mark.plan("P-098")
def test_a_called_agency_answers_its_invitation_and_others_cannot(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    items.answer_invitation(hall.db, hall.agency(WELFARE), item, coming=True)
    answers = {
        one.agency_id: one.invitation for one in access.readable(hall.db, hall.staff("coordinator"), item).members
    }
    assert answers[WELFARE] == "COMING"
    with pytest.raises(DomainError):
        items.answer_invitation(hall.db, hall.agency(FIRE), item, coming=True)


@pytest.mark.plan("P-102")
def test_a_pledge_for_the_year_counts_for_every_item_until_the_end_of_march(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item)
    for agency in (COORDINATING, *TEAM):
        assert pledges.pledge_for_year(hall.db, hall.agency(agency)) == 2026
    items.request_pledges(hall.db, hall.process, hall.job(), item, hall.due())
    assert len(hall.events("PledgesCompleted")) == 1
    second = hall.propose(SUPPORT)
    hall.name(second)
    members = access.readable(hall.db, hall.staff("chair"), second).members
    assert {one.pledge_method for one in members} == {"STANDING"}
    hall.on_agenda(item)
    hall.pass_days(130)
    assert fiscal_year(hall.now) == 2027
    with pytest.raises(DomainError, match="PLEDGE_MISSING"):
        hall.conclude(item, "START_OUTREACH")
    pledges.pledge(hall.db, hall.agency(TEAM[0]), item)
    for agency in (COORDINATING, *TEAM[1:]):
        assert pledges.pledge_for_year(hall.db, hall.agency(agency)) == 2027
    hall.conclude(item, "START_OUTREACH")


@pytest.mark.plan("P-102")
def test_a_pledge_for_the_item_stands_beyond_march_for_who_had_also_pledged_for_the_year(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item)
    for agency in (COORDINATING, *TEAM):
        pledges.pledge_for_year(hall.db, hall.agency(agency))
        hall.pledge(item, agency)
        pledges.pledge_for_year(hall.db, hall.agency(agency))
    hall.on_agenda(item)
    hall.pass_days(130)
    hall.conclude(item, "START_OUTREACH")


@pytest.mark.plan("P-110")
def test_pledges_by_word_of_mouth_are_the_chairs_to_record_and_in_an_emergency_only(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    calm, urgent = hall.propose(SUPPORT), hall.propose(SUPPORT, basis=EMERGENCY)
    hall.name(calm)
    hall.name(urgent, record=URGENT_RECORD)
    with pytest.raises(NotYet):
        pledges.record_oral(hall.db, hall.staff("chair"), calm, TEAM)
    with pytest.raises(NotFound):
        pledges.record_oral(hall.db, hall.agency(WELFARE), urgent, TEAM)
    with pytest.raises(NotAMember):
        pledges.record_oral(hall.db, hall.staff("chair"), urgent, [FIRE])
    pledges.record_oral(hall.db, hall.staff("chair"), urgent, [*TEAM, COORDINATING])
    assert {one.pledge_method for one in access.readable(hall.db, hall.staff("chair"), urgent).members} == {"ORAL"}


@pytest.mark.plan("P-110")
def test_an_emergency_begins_by_telephone_from_its_proposal_and_its_process_follows(hall: Hall) -> None:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    hold = ("TELEPHONE", "命に関わる", [COORDINATING, *TEAM])
    concluding.hold_emergency(hall.db, hall.staff("chair"), item, TEAM, *hold)
    row = hall.row(item)
    assert (row.state, row.means, row.attending) == ("IN_SESSION", "TELEPHONE", sorted([COORDINATING, *TEAM]))
    hall.conclude(item, "EMERGENCY_ACTION")
    assert [event.code for event in hall.events("DecisionRecorded")] == ["EMERGENCY_ACTION"]
    items.request_pledges(hall.db, hall.process, hall.job(), item, hall.due())
    hall.on_agenda(item)
    assert hall.events("PledgesCompleted")
    assert hall.open_work("HOLD_SITTING") == []
    hall.approve(item)
    assert hall.row(item).state == "MINUTES_APPROVED"


def test_an_emergency_without_a_pledge_a_reason_or_enough_agencies_does_not_begin(hall: Hall) -> None:
    calls: list[tuple[tuple[str, ...], str, str, list[str]]] = [
        (TEAM, "TELEPHONE", "命に関わる", [COORDINATING, WELFARE]),
        (TEAM, "TELEPHONE", " ", [COORDINATING, *TEAM]),
        (TEAM, "PIGEON", "命に関わる", [COORDINATING, *TEAM]),
        ((WELFARE,), "TELEPHONE", "命に関わる", [COORDINATING, WELFARE]),
    ]
    for there, means, reason, pledged in calls:
        item = hall.propose(SUPPORT, basis=EMERGENCY)
        with pytest.raises(DomainError):
            concluding.hold_emergency(hall.db, hall.staff("chair"), item, there, means, reason, pledged)


def test_an_emergency_without_a_reason_is_told_the_field_of_its_own_request(hall: Hall) -> None:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    with pytest.raises(InvalidArgument) as refusal:
        concluding.hold_emergency(hall.db, hall.staff("chair"), item, TEAM, "TELEPHONE", " ", [COORDINATING, *TEAM])
    assert [(one.field, one.code) for one in refusal.value.violations] == [("liaison_skipped_reason", "REQUIRED")]


def test_the_members_of_an_item_do_not_leak_into_events_as_words(hall: Hall) -> None:
    hall.ready(LIAISON)
    body = hall.event_bodies().decode(errors="ignore")
    assert not [text for text in (RECORD.summary, RECORD.why_compound, RECORD.tried) if text in body]
    assert agencies(access.readable(hall.db, hall.staff("coordinator"), hall.ready()).members)
