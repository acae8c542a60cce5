"""地域づくり: what there is, what lacks, and what is done about it; nothing of it is about a person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit import facts
from kit.calls import Call
from kit.errors import InvalidArgument, NotFound, StaleEtag
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.meetings.v1 import events_pb2 as meetings_pb2
from pb.tsunagi.plans.v1 import community_pb2 as pb
from services.plans.app import service
from services.plans.domain import community as rules
from services.plans.domain.community import (
    ALL_GENERATIONS,
    Gap,
    GapSource,
    GapState,
    Host,
    Resource,
    ResourceKeptByOthers,
    Session,
)
from services.plans.domain.matter import NothingToCorrect
from services.plans.domain.plan import ReasonMissing
from services.plans.rpc import PlansServicer
from services.plans.store import community as store
from services.plans.store import tables
from services.plans.use_cases import community, gaps
from services.plans.use_cases.community import SessionRecorded
from services.plans.use_cases.reports import midnight
from tests.plans.desk import COORDINATING, Desk

SALON = Resource(
    kind="SALON",
    name="ふれあいいきいきサロン曙",
    area="NORTH",
    place="曙公民館",
    open_times="毎週水曜 午後",
    needs=("COMPANY", "EXERCISE"),
    welcomes=(ALL_GENERATIONS,),
    hosts=(Host("曙自治会", "会場"), Host("高砂市社会福祉協議会", "運営")),
    coordinating_agency_id="W-33",
    programme_id="S-08",
    capacity=20,
    resident_led=True,
    state=rules.ResourceState.ACTIVE,
    checked_on=date(2026, 11, 1),
)


def counted(desk: Desk) -> dict[str, int]:
    start, end = desk.now - timedelta(days=400), desk.now + timedelta(days=400)
    return {one.code: one.count for one in facts.count(desk.db, desk.process, desk.now, start, end)}


def raised(desk: Desk, source_id: str = "a", source: GapSource = GapSource.MEETING) -> Gap:
    gap_id = gaps.raise_gap(
        desk.db, desk.process, need_code="NIGHT_WATCH", area="NORTH", source=source, source_id=source_id
    )
    return store.get_gap(desk.db, desk.process, gap_id)


def carriers(programme_id: str) -> list[str]:
    return {"S-07": ["W-32"], "S-08": ["W-03"]}[programme_id]


def owned(desk: Desk) -> Gap:
    gap = raised(desk)
    gaps.await_decision(desk.db, desk.process, desk.job(), gap.gap_id, COORDINATING, desk.due(90))
    return store.get_gap(desk.db, desk.process, gap.gap_id)


def decide(desk: Desk, gap: Gap, state: GapState, reason: str = "", developed_as: str = "") -> Gap:
    return gaps.decide(desk.db, desk.coordinator, gap.gap_id, state, reason=reason, developed_as=developed_as)


@pytest.mark.plan("P-066", "P-067", "P-074")
def test_an_activity_with_several_hosts_is_found_by_need_and_area(desk: Desk) -> None:
    known = community.register(desk.db, desk.agency("W-33"), SALON, carriers)
    (found,) = community.search(
        desk.db, desk.agency("W-03"), needs=("COMPANY",), area="NORTH", kind="", include_inactive=False
    )
    assert found == known
    assert found.hosts == SALON.hosts
    assert counted(desk)["RESOURCES_REGISTERED.WELCOMES.ALL_GENERATIONS"] == 1
    for needs, area in ((("FOOD",), "NORTH"), (("COMPANY",), "SOUTH")):
        assert not community.search(
            desk.db, desk.agency("W-03"), needs=needs, area=area, kind="", include_inactive=False
        )


def test_all_faults_of_an_entry_are_told_at_once(desk: Desk) -> None:
    wrong = replace(SALON, name=" ", hosts=(), kind="salon", capacity=-1, checked_on=date(2027, 1, 1))
    with pytest.raises(InvalidArgument) as refused:
        community.register(desk.db, desk.agency("W-33"), wrong, carriers)
    assert {one.field for one in refused.value.violations} == {"name", "hosts", "kind", "capacity", "check_date"}


def test_an_entry_changed_by_somebody_else_meanwhile_is_not_overwritten(desk: Desk) -> None:
    known = community.register(desk.db, desk.agency("W-33"), SALON, carriers)
    paused = community.update(
        desk.db, desk.agency("W-33"), replace(known, state=rules.ResourceState.PAUSED), str(known.version), carriers
    )
    with pytest.raises(StaleEtag):
        community.update(desk.db, desk.agency("W-03"), known, str(known.version), carriers)
    assert community.get(desk.db, desk.process, known.resource_id) == paused
    assert not community.search(desk.db, desk.process, needs=(), area="", kind="", include_inactive=False)


@pytest.mark.plan("P-072")
def test_entries_that_nobody_looked_at_for_a_year_are_listed(desk: Desk) -> None:
    community.register(desk.db, desk.process, SALON, carriers)
    old = community.register(
        desk.db, desk.process, replace(SALON, name="古い集い", checked_on=date(2025, 11, 1)), carriers
    )
    assert community.out_of_date(desk.db, desk.process) == [old]


@pytest.mark.plan("P-074", "P-078")
def test_participants_of_a_holding_are_counted_once_by_programme_and_who_leads(desk: Desk) -> None:
    known = community.register(desk.db, desk.process, SALON, carriers)
    held = Session(date(2026, 11, 18), participants=14, supporters=3)
    community.record_session(desk.db, desk.agency("W-33"), known.resource_id, held, carriers)
    with pytest.raises(SessionRecorded):
        community.record_session(desk.db, desk.agency("W-33"), known.resource_id, held, carriers)
    numbers = counted(desk)
    assert numbers["ACTIVITY_SESSIONS"] == 1
    assert numbers["ACTIVITY_PARTICIPANTS.PROGRAMME.S-08"] == 14
    assert numbers["ACTIVITY_PARTICIPANTS.LED_BY.RESIDENTS"] == 14
    assert numbers["ACTIVITY_SUPPORTERS"] == 3


HELD_ON, DAY_BEFORE, REASON = date(2026, 11, 18), date(2026, 11, 17), "名簿の数え違い"


def activity(desk: Desk) -> dict[str, int]:
    """What is counted of holdings, each code by itself and under one breakdown."""
    return {
        code: number
        for code, number in counted(desk).items()
        if code.startswith("ACTIVITY_") and (code.count(".") == 0 or ".AREA." in code)
    }


def of_day(desk: Desk, day: date) -> dict[str, int]:
    """The totals that a report of this one day says."""
    start = midnight(day)
    found = facts.count(desk.db, desk.process, desk.now, start, start + timedelta(days=1))
    return {one.code: one.count for one in found if one.code.startswith("ACTIVITY_") and "." not in one.code}


def held(desk: Desk, session: Session) -> str:
    resource_id = community.register(desk.db, desk.process, SALON, carriers).resource_id
    community.record_session(desk.db, desk.agency("W-33"), resource_id, session, carriers)
    return resource_id


def correct(desk: Desk, resource_id: str, right: Session | None, day: date = HELD_ON, agency: str = "W-33") -> None:
    desk.pass_days(1)
    community.correct_session(desk.db, desk.agency(agency), resource_id, day, right, REASON, carriers)


@pytest.mark.plan("P-074", "P-078")
def test_a_wrong_number_is_counted_as_it_should_have_been_wherever_it_was_counted(desk: Desk) -> None:
    resource_id = held(desk, Session(HELD_ON, participants=140, supporters=3))
    before = desk.now
    correct(desk, resource_id, Session(HELD_ON, participants=14, supporters=0))
    assert activity(desk) == {
        "ACTIVITY_SESSIONS": 1,
        "ACTIVITY_SESSIONS.AREA.NORTH": 1,
        "ACTIVITY_PARTICIPANTS": 14,
        "ACTIVITY_PARTICIPANTS.AREA.NORTH": 14,
    }
    assert counted(desk)["CORRECTIONS.SESSION"] == 1
    (known,) = (
        one.count
        for one in facts.count(desk.db, desk.process, before, midnight(HELD_ON), before)
        if one.code == "ACTIVITY_PARTICIPANTS"
    )
    assert known == 140, "a report that is frozen stays as it was"


@pytest.mark.plan("P-074")
def test_a_correction_counts_where_the_holding_was_counted_though_the_activity_has_moved(desk: Desk) -> None:
    resource_id = held(desk, Session(HELD_ON, participants=140, supporters=3))
    known = community.get(desk.db, desk.process, resource_id)
    community.update(desk.db, desk.process, replace(known, area="SOUTH"), "", carriers)
    correct(desk, resource_id, Session(HELD_ON, participants=14, supporters=3))
    assert activity(desk)["ACTIVITY_PARTICIPANTS.AREA.NORTH"] == 14
    assert "ACTIVITY_PARTICIPANTS.AREA.SOUTH" not in activity(desk)


def test_a_holding_is_for_whoever_coordinates_the_activity_or_carries_its_programme_and_for_coordinators(
    desk: Desk,
) -> None:
    resource_id = community.register(desk.db, desk.agency("W-33"), SALON, carriers).resource_id
    known, stranger = community.get(desk.db, desk.process, resource_id), desk.agency("W-05")
    first = Session(HELD_ON, participants=14, supporters=3)
    with pytest.raises(ResourceKeptByOthers):
        community.record_session(desk.db, stranger, resource_id, first, carriers)
    for taken in (replace(known, coordinating_agency_id="W-05"), replace(known, programme_id="")):
        with pytest.raises(ResourceKeptByOthers):
            community.update(desk.db, stranger, taken, "", carriers)
    community.update(desk.db, stranger, replace(known, checked_on=HELD_ON), "", carriers)
    keepers = (desk.agency("W-33"), desk.agency("W-03"), desk.coordinator)
    for number, ctx in enumerate(keepers):
        session = replace(first, held_on=HELD_ON - timedelta(days=number))
        community.record_session(desk.db, ctx, resource_id, session, carriers)
    with pytest.raises(ResourceKeptByOthers):
        community.correct_session(desk.db, stranger, resource_id, HELD_ON, None, REASON, carriers)
    assert activity(desk)["ACTIVITY_SESSIONS"] == len(keepers)
    alone = community.register(desk.db, stranger, replace(SALON, name="朝の会", programme_id=""), carriers)
    with pytest.raises(ResourceKeptByOthers):
        community.record_session(desk.db, stranger, alone.resource_id, first, carriers)


def test_a_holding_of_another_day_counts_there_and_its_day_is_free_again(desk: Desk) -> None:
    session = Session(HELD_ON, participants=14, supporters=3)
    resource_id = held(desk, session)
    correct(desk, resource_id, replace(session, held_on=DAY_BEFORE))
    totals = {"ACTIVITY_SESSIONS": 1, "ACTIVITY_PARTICIPANTS": 14, "ACTIVITY_SUPPORTERS": 3}
    assert (of_day(desk, DAY_BEFORE), of_day(desk, HELD_ON)) == (totals, {})
    community.record_session(desk.db, desk.agency("W-33"), resource_id, session, carriers)
    assert of_day(desk, HELD_ON) == totals
    with pytest.raises(SessionRecorded), desk.db.begin_nested():
        correct(desk, resource_id, session, DAY_BEFORE)
    assert of_day(desk, DAY_BEFORE) == totals


def test_a_holding_that_never_was_counts_nowhere_and_can_be_recorded_after_all(desk: Desk) -> None:
    session = Session(HELD_ON, participants=14, supporters=3)
    resource_id = held(desk, session)
    correct(desk, resource_id, None)
    assert activity(desk) == {}
    with pytest.raises(NothingToCorrect):
        correct(desk, resource_id, None)
    community.record_session(desk.db, desk.agency("W-33"), resource_id, session, carriers)
    assert activity(desk)["ACTIVITY_PARTICIPANTS"] == 14


def test_a_correction_is_corrected_and_every_entry_is_kept_with_its_reason_and_who_wrote_it(desk: Desk) -> None:
    resource_id = held(desk, Session(HELD_ON, participants=140, supporters=3))
    correct(desk, resource_id, Session(HELD_ON, participants=41, supporters=3), agency="W-03")
    correct(desk, resource_id, Session(HELD_ON, participants=14, supporters=3))
    assert activity(desk)["ACTIVITY_PARTICIPANTS"] == 14
    columns = "session_id", "participants", "holds", "supersedes", "reason", "recorded_by_agency_id"
    c = tables.resource_sessions.c
    query = sa.select(*(c[name] for name in columns)).where(c.resource_id == resource_id).order_by(c.recorded_at)
    first, second, third = rows = desk.db.execute(query).all()
    assert [(row.participants, row.holds, row.reason) for row in rows] == [
        (140, False, ""),
        (41, False, REASON),
        (14, True, REASON),
    ]
    assert [row.recorded_by_agency_id for row in rows] == ["W-33", "W-03", "W-33"]
    assert (first.supersedes, second.supersedes, third.supersedes) == (None, first.session_id, second.session_id)
    stored = desk.db.scalars(sa.text("SELECT reason FROM resource_sessions")).all()
    assert not any(REASON in reason for reason in stored)


def test_a_correction_needs_a_reason_something_else_to_say_and_an_entry_that_the_caller_may_write(desk: Desk) -> None:
    session = Session(HELD_ON, participants=14, supporters=3)
    resource_id = held(desk, session)
    known = activity(desk)
    for wrong in (None, replace(session, participants=15)):
        with pytest.raises(ReasonMissing):
            community.correct_session(desk.db, desk.agency("W-33"), resource_id, HELD_ON, wrong, " ", carriers)
    with pytest.raises(InvalidArgument) as refused:
        correct(desk, resource_id, Session(date(2027, 1, 1), participants=-1, supporters=0))
    assert [one.field for one in refused.value.violations] == ["participants", "right_date"]
    for day in (HELD_ON, DAY_BEFORE):
        with pytest.raises(NothingToCorrect):
            correct(desk, resource_id, session, day)
    elsewhere = desk.staff("coordinator", municipality="elsewhere")
    for ctx, name in ((elsewhere, resource_id), (desk.agency("W-33"), "01NOSUCH")):
        with pytest.raises(NotFound):
            community.correct_session(desk.db, ctx, name, HELD_ON, None, REASON, carriers)
    assert activity(desk) == known


def test_what_a_correction_says_over_the_wire_is_read_whole_or_refused(desk: Desk, silent: Peers) -> None:
    resource_id = held(desk, Session(HELD_ON, participants=140, supporters=3))
    call, name = Call(desk.agency("W-33"), desk.db, silent), f"resources/{resource_id}"

    def corrected(**said: Any) -> str:
        request = pb.CorrectSessionRequest(name=name, reason=REASON, **said)
        return PlansServicer().correct_session(request, call).held_date

    for said, field in (
        ({"held_date": "2026-11-18", "not_held": True, "participants": 1}, "not_held"),
        ({"held_date": "2026-11-18", "not_held": True, "right_date": "2026-11-17"}, "not_held"),
        ({"held_date": "", "right_date": "2026-11-17"}, "held_date"),
        ({"held_date": "2026-11-18", "right_date": "昨日"}, "right_date"),
    ):
        with pytest.raises(InvalidArgument) as refused:
            corrected(**said)
        assert [one.field for one in refused.value.violations] == [field]
    assert corrected(held_date="2026-11-18", participants=14) == "2026-11-18"
    assert corrected(held_date="2026-11-18", right_date="2026-11-17", participants=14) == "2026-11-17"
    assert corrected(held_date="2026-11-17", not_held=True) == ""
    assert activity(desk) == {}


@pytest.mark.plan("P-070", "P-120")
def test_a_need_that_nothing_answers_becomes_a_gap(desk: Desk) -> None:
    community.register(desk.db, desk.process, SALON, carriers)
    matches = community.match(desk.db, desk.agency("W-03"), needs=("COMPANY", "FOOD"), area="NORTH")
    assert [found.name for found in matches.resources] == [SALON.name]
    assert matches.unmatched == ["FOOD"]
    (gap,) = gaps.listed(desk.db, desk.agency("W-04"), area="NORTH", include_settled=False)
    assert (gap.need_code, gap.state, gap.raised) == ("FOOD", GapState.RAISED, 1)


@pytest.mark.plan("P-068", "P-121")
def test_a_gap_noticed_again_is_one_study_and_the_same_source_counts_once(desk: Desk) -> None:
    first = raised(desk)
    assert raised(desk).raised == 1
    again = raised(desk, "b", GapSource.HANDOFF)
    assert (again.gap_id, again.raised) == (first.gap_id, 2)
    (event,) = desk.events("GapRaised")
    assert (event.gap_id, event.need_code, event.area) == (first.gap_id, "NIGHT_WATCH", "NORTH")


@pytest.mark.plan("P-108", "P-121")
def test_what_a_meeting_noticed_is_counted_once_though_its_event_comes_twice(desk: Desk, silent: Peers) -> None:
    event = meetings_pb2.ResourceGapRaised(
        case_id="01CASE", agenda_item_id="01ITEM", decision_id="01DECISION", need="GARBAGE_HELP", area="SOUTH"
    )
    for event_id in ("01EVENT", "02EVENT"):
        delivery = Delivery(desk.process, desk.db, silent, event, event_id, "01CASE")
        service.subscriptions[event.DESCRIPTOR.full_name](delivery)
    (gap,) = gaps.listed(desk.db, desk.agency("W-04"), area="SOUTH", include_settled=False)
    assert (gap.need_code, gap.state, gap.raised) == ("GARBAGE_HELP", GapState.RAISED, 1)


@pytest.mark.plan("P-068", "P-121")
def test_a_gap_has_an_owner_and_a_date_until_it_is_developed_and_then_is_a_resource(desk: Desk) -> None:
    gap = owned(desk)
    assert desk.open_work() == [("DECIDE_GAP", COORDINATING, "coordinator")]
    assert decide(desk, gap, GapState.UNDER_STUDY).state == GapState.UNDER_STUDY
    assert desk.open_work() == []
    gaps.await_decision(desk.db, desk.process, desk.job(), gap.gap_id, "W-99", desk.due(90))
    assert desk.open_work() == [("DECIDE_GAP", COORDINATING, "coordinator")], "it comes back to its owner"
    known = community.register(desk.db, desk.coordinator, SALON, carriers)
    with pytest.raises(rules.DevelopedAsWhat):
        decide(desk, gap, GapState.DEVELOPED)
    done = decide(desk, gap, GapState.DEVELOPED, developed_as=f"resources/{known.resource_id}")
    assert done.state == GapState.DEVELOPED
    with pytest.raises(rules.GapSettled):
        decide(desk, gap, GapState.TRIAL)
    assert [event.gap_state for event in desk.events("GapDecided")] == ["UNDER_STUDY", "DEVELOPED"]
    assert raised(desk, "later").gap_id != gap.gap_id, "a need that comes again is studied anew"


@pytest.mark.plan("P-073", "P-094")
def test_a_proposal_through_an_agency_is_followed_to_a_start_or_a_reasoned_no(desk: Desk) -> None:
    worker = desk.agency("W-20")
    proposal = "中学校の空き教室で夜の学習室を開く"
    gap_id = gaps.raise_gap(
        desk.db, worker, need_code="LEARNING", area="", source=GapSource.PROPOSAL, source_id="1", proposal=proposal
    )
    gaps.await_decision(desk.db, desk.process, desk.job(), gap_id, COORDINATING, desk.due(90))
    gap = store.get_gap(desk.db, desk.process, gap_id)
    with pytest.raises(ReasonMissing):
        decide(desk, gap, GapState.DECLINED)
    decide(desk, gap, GapState.TRIAL)
    reason = "会場の安全が確保できないため"
    decide(desk, gap, GapState.DECLINED, reason=reason)
    (seen,) = gaps.listed(desk.db, worker, area="", include_settled=True)
    assert (seen.proposal, seen.proposed_by_agency_id, seen.reason) == (
        proposal,
        "W-20",
        "会場の安全が確保できないため",
    )
    assert proposal.encode() not in desk.event_bodies()


def test_only_its_owner_decides_a_gap(desk: Desk) -> None:
    gap = owned(desk)
    for ctx in (desk.agency(COORDINATING), desk.staff("coordinator", agency="W-05")):
        with pytest.raises(NotFound):
            gaps.decide(desk.db, ctx, gap.gap_id, GapState.TRIAL, reason="", developed_as="")


def test_another_municipality_sees_neither_resources_nor_gaps(desk: Desk) -> None:
    community.register(desk.db, desk.process, SALON, carriers)
    raised(desk)
    elsewhere = desk.staff("coordinator", municipality="elsewhere")
    assert not community.search(desk.db, elsewhere, needs=(), area="", kind="", include_inactive=True)
    assert not gaps.listed(desk.db, elsewhere, area="", include_settled=True)
