"""An engagement goes on over several process instances, and rests between them."""

from datetime import datetime, timedelta

import pytest

from kit import facts
from kit.errors import InvalidArgument, NotFound, StaleEtag
from services.outreach.domain import EngagementEnded, EngagementState, Signal
from services.outreach.use_cases import engagements as use_cases
from tests.outreach.world import W31, WORKER, World, actor


@pytest.mark.plan("P-079", "P-084")
def test_outreach_opens_for_a_person_who_never_asked_and_belongs_to_w31(world: World) -> None:
    situation = world.open()
    assert (situation.stage, situation.failed_in_row, situation.days_since_refusal, situation.signal) == (
        "R0",
        0,
        None,
        Signal.NONE,
    )
    engagement = world.engagement
    assert (engagement.agency_id, engagement.state, engagement.approach_no) == (W31, "PREPARING", 1)


def test_a_second_process_goes_on_with_the_same_engagement(world: World) -> None:
    world.open()
    first = world.engagement_id
    world.log("MET", stage_after="R3")
    use_cases.end_approach(world.db, world.ctx(), first, "BACK_TO_MEETING")
    assert world.engagement.state is EngagementState.PAUSED
    situation = world.open()
    assert world.engagement_id == first
    assert situation.stage == "R3"
    assert (world.engagement.state, world.engagement.approach_no) == ("ACTIVE", 2)


@pytest.mark.plan("P-080")
def test_failures_are_counted_anew_when_a_meeting_changed_the_approach(world: World) -> None:
    world.open()
    for _ in range(3):
        planned = world.plan()
        world.pass_time(days=14)
        world.log("ABSENT", planned=planned)
    assert world.assess(planned).failed_in_row == 3
    use_cases.end_approach(world.db, world.ctx(), world.engagement_id, "BACK_TO_MEETING")
    assert world.open().failed_in_row == 0
    planned = world.plan()
    world.pass_time(days=1)
    world.log("LEFT_NOTE", planned=planned)
    assert world.assess(planned).failed_in_row == 1


def test_days_since_a_refusal_are_whole_days(world: World) -> None:
    refused_at = world.now - timedelta(days=30, seconds=-1)
    assert world.open(refused_at).days_since_refusal == 29


@pytest.mark.plan("P-081")
def test_the_next_contact_is_work_of_the_outreach_workers_until_it_is_logged(world: World) -> None:
    world.open()
    planned = world.plan(days=7)
    (opened,) = world.events("WorkItemOpened")
    assert (opened.agency_id, opened.role, opened.kind) == (W31, "outreach-worker", "OUTREACH_CONTACT")
    assert opened.due_at == (world.now + timedelta(days=7)).isoformat()
    assert world.engagement.planned_contact_id == planned
    world.log(planned=planned)
    assert world.open_items() == []
    assert world.engagement.planned_contact_id is None


@pytest.mark.parametrize("end", ["end_approach", "close_person", "end_person", "close_case"])
def test_whatever_ends_an_approach_cancels_what_was_planned(world: World, end: str) -> None:
    world.open()
    world.plan()
    ends = {
        "end_approach": lambda: use_cases.end_approach(world.db, world.ctx(), world.engagement_id, "WATCH"),
        "close_person": lambda: use_cases.close_person(world.db, world.ctx(), world.case_id, world.person_id),
        "end_person": lambda: use_cases.end_person(world.db, world.ctx(), world.case_id, world.person_id),
        "close_case": lambda: use_cases.close_case(world.db, world.ctx(), world.case_id),
    }
    ends[end]()
    ends[end]()  # a job may come twice
    assert world.open_items() == []
    assert world.engagement.planned_contact_id is None
    over = end in ("end_person", "close_case")
    assert world.engagement.state is (EngagementState.ENDED if over else EngagementState.PAUSED)


def test_an_ended_engagement_takes_no_contact_and_no_new_approach(world: World) -> None:
    world.open()
    use_cases.end_person(world.db, world.ctx(), world.case_id, world.person_id)
    with pytest.raises(EngagementEnded):
        world.log("MET")
    with pytest.raises(EngagementEnded):
        world.open(deceased=(world.person_id,))
    with pytest.raises(EngagementEnded):
        world.open(over=True)


def test_outreach_goes_on_with_somebody_whose_death_was_no_death(world: World) -> None:
    world.open()
    first = world.engagement_id
    world.log("MET", stage_after="R3")
    use_cases.end_person(world.db, world.ctx(), world.case_id, world.person_id)
    assert world.open().stage == "R3"
    assert (world.engagement_id, world.engagement.state) == (first, EngagementState.ACTIVE)
    world.log("MET", planned=world.plan())


def test_jobs_for_a_person_whom_outreach_never_met_do_nothing(world: World) -> None:
    use_cases.close_person(world.db, world.ctx(), world.case_id, world.person_id)
    use_cases.close_case(world.db, world.ctx(), world.case_id)
    assert world.events() == []


@pytest.mark.plan("P-083")
@pytest.mark.parametrize(
    "other", [actor(W31), actor(W31, "agency-worker"), actor("W-03", "outreach-worker", "coordinator")]
)
def test_outreach_is_known_to_its_workers_and_to_nobody_else(world: World, other: object) -> None:
    world.open()
    by = other if isinstance(other, type(WORKER)) else WORKER
    ctx = world.ctx(by)
    assert use_cases.list_engagements(world.db, ctx, case_id=world.case_id, limit=10) == []
    with pytest.raises(NotFound):
        use_cases.get_engagement(world.db, ctx, world.engagement_id)
    with pytest.raises(NotFound):
        use_cases.list_contacts(world.db, ctx, world.engagement_id, limit=10)
    with pytest.raises(NotFound):
        world.log(by=by)
    with pytest.raises(NotFound):
        use_cases.set_two_person_rule(world.db, ctx, world.engagement_id, two_person_rule=True, etag="")


def test_its_workers_and_coordinator_find_it(world: World) -> None:
    world.open()
    for role in ("outreach-worker", "coordinator"):
        found = use_cases.list_engagements(world.db, world.ctx(actor(W31, role)), case_id=world.case_id, limit=10)
        assert [engagement.engagement_id for engagement in found] == [world.engagement_id]


def test_two_people_cannot_change_the_rule_unseen(world: World) -> None:
    world.open()
    etag = str(world.engagement.version)
    use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=True, etag=etag)
    with pytest.raises(StaleEtag):
        use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=False, etag=etag)
    assert world.engagement.two_person_rule


def counted(world: World, as_of: datetime, begin: datetime, end: datetime) -> dict[str, int]:
    return {one.code: one.count for one in facts.count(world.db, world.ctx(), as_of, begin, end)}


def test_counts_are_of_the_period_and_of_what_was_known_then(world: World) -> None:
    begin = world.now
    world.open()
    wrong = world.log("ABSENT")
    world.pass_time(days=1)
    known = counted(world, world.now, begin, world.now)
    assert known == {
        "OUTREACH_ENGAGEMENTS": 1,
        "OUTREACH_APPROACHES": 1,
        "CONTACTS": 1,
        "CONTACTS.METHOD.VISIT": 1,
        "CONTACTS.RESULT.ABSENT": 1,
    }
    asked_at = world.now
    world.pass_time(days=1)
    world.log("DOOR", corrects=wrong.contact_id, occurred_at=begin, stage_after="R2")
    assert counted(world, asked_at, begin, world.now) == known
    later = counted(world, world.now, begin, world.now)
    assert "CONTACTS.RESULT.ABSENT" not in later
    assert (later["CONTACTS"], later["CONTACTS.RESULT.DOOR"], later["CONTACTS.CLIMBED_TO.R2"]) == (1, 1, 1)


def test_every_approach_that_ends_is_counted_once_by_its_outcome(world: World) -> None:
    begin = world.now
    world.open()
    use_cases.end_approach(world.db, world.ctx(), world.engagement_id, "WATCH")
    use_cases.end_approach(world.db, world.ctx(), world.engagement_id, "WATCH")
    world.open()
    numbers = counted(world, world.now, begin, world.now + timedelta(days=1))
    assert (numbers["OUTREACH_ENGAGEMENTS"], numbers["OUTREACH_APPROACHES"]) == (1, 2)
    assert numbers["OUTREACH_APPROACHES_ENDED.OUTCOME.WATCH"] == 1


@pytest.mark.plan("P-079")
def test_why_support_does_not_reach_and_how_to_approach_is_kept_with_the_engagement(world: World) -> None:
    world.open()
    etag = str(world.engagement.version)
    reason, plan = "役所への不信が強く、窓口に来ない", "保健師の血圧測定に同行する"
    with pytest.raises(InvalidArgument):
        use_cases.plan_approach(world.db, world.ctx(), world.engagement_id, reason=" ", method_plan=plan, etag=etag)
    use_cases.plan_approach(world.db, world.ctx(), world.engagement_id, reason=reason, method_plan=plan, etag=etag)
    assert (world.engagement.reason, world.engagement.method_plan) == (reason, plan)
    with pytest.raises(StaleEtag):
        use_cases.plan_approach(world.db, world.ctx(), world.engagement_id, reason=reason, method_plan="", etag=etag)
    with pytest.raises(NotFound):
        use_cases.plan_approach(
            world.db,
            world.ctx(actor("W-03", "agency-worker")),
            world.engagement_id,
            reason=reason,
            method_plan="",
            etag="",
        )
