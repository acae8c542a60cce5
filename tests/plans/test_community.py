"""地域づくり: what there is, what lacks, and what is done about it; nothing of it is about a person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kit import facts
from kit.errors import InvalidArgument, NotFound, StaleEtag
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.meetings.v1 import events_pb2 as meetings_pb2
from services.plans.app import service
from services.plans.domain import community as rules
from services.plans.domain.community import ALL_GENERATIONS, Gap, GapSource, GapState, Host, Resource, Session
from services.plans.domain.plan import ReasonMissing
from services.plans.store import community as store
from services.plans.use_cases import community, gaps
from services.plans.use_cases.community import SessionRecorded
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


def carrier() -> str:
    """Whoever carries participation support."""
    return "W-32"


def owned(desk: Desk) -> Gap:
    gap = raised(desk)
    gaps.await_decision(desk.db, desk.process, desk.job(), gap.gap_id, COORDINATING, desk.due(90))
    return store.get_gap(desk.db, desk.process, gap.gap_id)


def decide(desk: Desk, gap: Gap, state: GapState, reason: str = "", developed_as: str = "") -> Gap:
    return gaps.decide(desk.db, desk.coordinator, gap.gap_id, state, reason=reason, developed_as=developed_as)


@pytest.mark.plan("P-066", "P-067", "P-074")
def test_an_activity_with_several_hosts_is_found_by_need_and_area(desk: Desk) -> None:
    known = community.register(desk.db, desk.agency("W-33"), SALON, carrier)
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
        community.register(desk.db, desk.agency("W-33"), wrong, carrier)
    assert {one.field for one in refused.value.violations} == {"name", "hosts", "kind", "capacity", "check_date"}


def test_an_entry_changed_by_somebody_else_meanwhile_is_not_overwritten(desk: Desk) -> None:
    known = community.register(desk.db, desk.agency("W-33"), SALON, carrier)
    paused = community.update(
        desk.db, desk.agency("W-33"), replace(known, state=rules.ResourceState.PAUSED), str(known.version), carrier
    )
    with pytest.raises(StaleEtag):
        community.update(desk.db, desk.agency("W-03"), known, str(known.version), carrier)
    assert community.get(desk.db, desk.process, known.resource_id) == paused
    assert not community.search(desk.db, desk.process, needs=(), area="", kind="", include_inactive=False)


@pytest.mark.plan("P-072")
def test_entries_that_nobody_looked_at_for_a_year_are_listed(desk: Desk) -> None:
    community.register(desk.db, desk.process, SALON, carrier)
    old = community.register(
        desk.db, desk.process, replace(SALON, name="古い集い", checked_on=date(2025, 11, 1)), carrier
    )
    assert community.out_of_date(desk.db, desk.process) == [old]


@pytest.mark.plan("P-074", "P-078")
def test_participants_of_a_holding_are_counted_once_by_programme_and_who_leads(desk: Desk) -> None:
    known = community.register(desk.db, desk.process, SALON, carrier)
    held = Session(date(2026, 11, 18), participants=14, supporters=3)
    community.record_session(desk.db, desk.agency("W-33"), known.resource_id, held)
    with pytest.raises(SessionRecorded):
        community.record_session(desk.db, desk.agency("W-33"), known.resource_id, held)
    numbers = counted(desk)
    assert numbers["ACTIVITY_SESSIONS"] == 1
    assert numbers["ACTIVITY_PARTICIPANTS.PROGRAMME.S-08"] == 14
    assert numbers["ACTIVITY_PARTICIPANTS.LED_BY.RESIDENTS"] == 14
    assert numbers["ACTIVITY_SUPPORTERS"] == 3


@pytest.mark.plan("P-070", "P-120")
def test_a_need_that_nothing_answers_becomes_a_gap(desk: Desk) -> None:
    community.register(desk.db, desk.process, SALON, carrier)
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
    known = community.register(desk.db, desk.coordinator, SALON, carrier)
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
    community.register(desk.db, desk.process, SALON, carrier)
    raised(desk)
    elsewhere = desk.staff("coordinator", municipality="elsewhere")
    assert not community.search(desk.db, elsewhere, needs=(), area="", kind="", include_inactive=True)
    assert not gaps.listed(desk.db, elsewhere, area="", include_settled=True)
