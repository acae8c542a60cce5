"""Another agency visits the person from now on: nobody is lost between two desks, and nobody reads on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from kit import freezes, work_items
from kit.context import service_actor
from kit.errors import DomainError, InvalidArgument, NotFound, StaleEtag
from services.outreach.domain import (
    AlreadyCarried,
    Contact,
    EngagementEnded,
    EngagementState,
    MayNotBeGiven,
    NotTheWriter,
    TwoPersonRule,
)
from services.outreach.store.tables import hand_overs
from services.outreach.use_cases import engagements as use_cases
from services.outreach.use_cases import handing_over
from tests.hands import hear
from tests.outreach.world import COORDINATOR, W31, WORKER, World, actor

STATION, ELSEWHERE = "W-30", "W-12"
NEXT_WORKER, OTHER_WORKER = actor(STATION, "outreach-worker"), actor(ELSEWHERE, "outreach-worker")
NOTE = "前の担当が異動した"


@pytest.fixture
def visited(world: World) -> World:
    """W-31 was there once, and is expected again."""
    world.open()
    world.log("MET", planned=world.plan(), stage_after="R3", observations="玄関で話せた")
    world.plan(days=7)
    return world


def listed(world: World, by: object) -> list[str]:
    ctx = world.ctx(by)  # type: ignore[arg-type]
    return [one.engagement_id for one in use_cases.list_engagements(world.db, ctx, limit=9)]


def log_of(world: World, by: object) -> list[Contact]:
    ctx = world.ctx(by)  # type: ignore[arg-type]
    return use_cases.list_contacts(world.db, ctx, world.engagement_id, limit=9)[1]


def work_of(world: World) -> list[tuple[str, str, str]]:
    query = sa.select(work_items.items).where(work_items.items.c.state != "CLOSED")
    rows = world.db.execute(query.where(work_items.items.c.case_id == world.case_id))
    return [(row.id, row.agency_id, row.due_at.isoformat()) for row in rows]


@pytest.mark.plan("P-081")
def test_the_planned_visit_is_the_same_work_of_the_other_agency_on_the_same_day(visited: World) -> None:
    [(item, agency, due)] = work_of(visited)
    planned = visited.engagement.planned_contact_id
    assert agency == W31
    visited.hand_over(STATION)
    assert work_of(visited) == [(item, STATION, due)], "the process goes on asking for the item that it knows"
    [told] = visited.events("WorkItemChanged")
    assert (told.change, told.agency_id, told.name) == ("PASSED_ON", STATION, f"workItems/{item}")
    work_items.change(visited.db, visited.ctx(), item, work_items.OVERDUE)
    assert visited.events("WorkItemChanged")[-1].agency_id == STATION
    visited.log("ABSENT", planned=planned, by=NEXT_WORKER)
    assert work_of(visited) == []


def test_what_the_process_plans_from_then_on_is_asked_of_the_other_agency(visited: World) -> None:
    visited.hand_over(STATION)
    visited.log("DOOR", by=NEXT_WORKER)
    visited.plan()
    assert [agency for _item, agency, _due in work_of(visited)] == [STATION]
    use_cases.end_approach(visited.db, visited.ctx(), visited.engagement_id, "BACK_TO_MEETING")
    visited.open()
    visited.plan()
    assert [agency for _item, agency, _due in work_of(visited)] == [STATION], "a meeting sends the same agency again"


def test_what_is_announced_has_the_reason_as_a_code_and_no_word(visited: World) -> None:
    visited.hand_over(STATION, "OTHER", note=NOTE)
    [told] = visited.events("EngagementHandedOver")
    assert (told.case_id, told.engagement_id) == (visited.case_id, visited.engagement_id)
    assert (told.from_agency_id, told.to_agency_id, told.reason_code) == (W31, STATION, "OTHER")
    assert NOTE.encode() not in told.SerializeToString()


@pytest.mark.privacy
def test_who_visited_before_keeps_what_they_wrote_and_reads_and_writes_nothing_that_comes_after(visited: World) -> None:
    before = log_of(visited, WORKER)
    visited.hand_over(STATION)
    visited.log("MET", by=NEXT_WORKER, stage_after="R4", observations="縁側に上がれた")
    assert log_of(visited, WORKER) == before
    assert listed(visited, WORKER) == []
    refused: list[Callable[[], object]] = [
        lambda: use_cases.get_engagement(visited.db, visited.ctx(WORKER), visited.engagement_id),
        lambda: visited.log(by=WORKER),
        lambda: visited.log(by=WORKER, corrects=before[0].contact_id),
        lambda: use_cases.plan_approach(
            visited.db, visited.ctx(WORKER), visited.engagement_id, reason="理由", method_plan="", etag=""
        ),
        lambda: use_cases.set_two_person_rule(
            visited.db, visited.ctx(WORKER), visited.engagement_id, two_person_rule=True, etag=""
        ),
    ]
    for write in refused:
        with pytest.raises(NotFound):
            write()


@pytest.mark.privacy
def test_that_their_words_were_corrected_is_not_told_to_who_visited_before(visited: World) -> None:
    visited.hand_over(STATION)
    first = visited.log("MET", by=NEXT_WORKER)
    visited.hand_over(ELSEWHERE)
    visited.log("DOOR", by=COORDINATOR, corrects=first.contact_id)
    [own] = log_of(visited, NEXT_WORKER)
    assert (own.contact_id, own.superseded_by) == (first.contact_id, None)
    assert [one.superseded_by is None for one in log_of(visited, COORDINATOR)] == [True, False, True]


@pytest.mark.privacy
def test_an_agency_that_never_visited_finds_nothing_before_or_after(visited: World) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            log_of(visited, OTHER_WORKER)
        assert listed(visited, OTHER_WORKER) == []
        if visited.db.scalar(sa.select(sa.func.count()).select_from(hand_overs)) == 0:
            visited.hand_over(STATION)
    for role in ("agency-worker", "coordinator"):
        with pytest.raises(NotFound):
            log_of(visited, actor(STATION, role))


def test_the_coordinator_goes_on_seeing_the_person_and_the_log_says_who_wrote_what(visited: World) -> None:
    visited.hand_over(STATION)
    visited.log("MET", by=NEXT_WORKER)
    assert listed(visited, COORDINATOR) == listed(visited, NEXT_WORKER) == [visited.engagement_id]
    for reader in (COORDINATOR, NEXT_WORKER):
        assert [one.recorded_by_agency_id for one in log_of(visited, reader)] == [W31, STATION]
    found = use_cases.get_engagement(visited.db, visited.ctx(COORDINATOR), visited.engagement_id)
    [passed] = use_cases.hands_of(visited.db, visited.ctx(COORDINATOR), found)
    assert (passed.from_agency_id, passed.to_agency_id, passed.recorded_by_agency_id) == (W31, STATION, W31)


def test_an_entry_is_corrected_by_who_wrote_it_and_by_the_cases_coordinator(visited: World) -> None:
    [first] = log_of(visited, WORKER)
    visited.hand_over(STATION)
    with pytest.raises(NotTheWriter):
        visited.log("DOOR", by=NEXT_WORKER, corrects=first.contact_id)
    own = visited.log("MET", by=NEXT_WORKER)
    visited.log("DOOR", by=NEXT_WORKER, corrects=own.contact_id)
    visited.log("DOOR", by=COORDINATOR, corrects=first.contact_id)


@pytest.mark.plan("P-027")
def test_it_is_decided_by_whose_hands_the_case_is_in_alone(visited: World) -> None:
    process = replace(visited.ctx(), actor=service_actor("outreach"))
    hear(visited.db, process, visited.case_id, "somebody-else")
    for by in (COORDINATOR, WORKER, NEXT_WORKER, actor(STATION, "coordinator"), actor(W31, "decision-maker")):
        with pytest.raises(NotFound):
            visited.hand_over(STATION, by=by)
    visited.hand_over(STATION, by=replace(COORDINATOR, person_id="somebody-else"))
    hear(visited.db, process, visited.case_id, COORDINATOR.person_id, revision=2)
    visited.hand_over(ELSEWHERE)
    assert [one.to_agency_id for one in visited.events("EngagementHandedOver")] == [STATION, ELSEWHERE]


def test_it_comes_back_and_who_had_it_meanwhile_is_where_the_first_was(visited: World) -> None:
    visited.hand_over(STATION)
    visited.log("MET", by=NEXT_WORKER)
    visited.hand_over(W31, "BETTER_RELATION")
    visited.log("MET")
    assert [one.recorded_by_agency_id for one in log_of(visited, WORKER)] == [W31, STATION, W31]
    assert [one.recorded_by_agency_id for one in log_of(visited, NEXT_WORKER)] == [STATION]


def test_staff_go_on_going_out_in_twos(visited: World) -> None:
    use_cases.set_two_person_rule(visited.db, visited.ctx(), visited.engagement_id, two_person_rule=True, etag="")
    visited.hand_over(STATION)
    with pytest.raises(TwoPersonRule):
        visited.log("MET", by=NEXT_WORKER)
    found = use_cases.get_engagement(visited.db, visited.ctx(NEXT_WORKER), visited.engagement_id)
    assert found.two_person_rule


def test_an_engagement_that_rests_is_handed_over_and_one_that_is_over_is_not(visited: World) -> None:
    use_cases.end_approach(visited.db, visited.ctx(), visited.engagement_id, "WATCH")
    assert visited.hand_over(STATION).state is EngagementState.PAUSED
    use_cases.end_person(visited.db, visited.ctx(), visited.case_id, visited.person_id)
    with pytest.raises(EngagementEnded):
        visited.hand_over(ELSEWHERE)


REFUSALS = [
    ({"to": W31}, AlreadyCarried),
    ({"to": ""}, InvalidArgument),
    ({"to": STATION, "reason": ""}, InvalidArgument),
    ({"to": STATION, "reason": "OTHER", "note": " "}, InvalidArgument),
    ({"to": STATION, "etag": "0"}, StaleEtag),
    ({"to": STATION, "says": handing_over.MAY_NOT}, MayNotBeGiven),
    ({"to": STATION, "says": handing_over.OVER}, EngagementEnded),
]


@pytest.mark.parametrize(("asked", "refusal"), REFUSALS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_what_is_refused_leaves_everything_where_it_was(
    visited: World, asked: dict[str, str], refusal: type[DomainError]
) -> None:
    before, work = visited.engagement, work_of(visited)
    with pytest.raises(refusal):
        visited.hand_over(**asked)  # type: ignore[arg-type]
    assert (visited.engagement, work_of(visited)) == (before, work)
    assert visited.events("EngagementHandedOver") == []


@pytest.mark.privacy
def test_an_agency_whose_access_to_the_file_was_stopped_is_not_given_it(visited: World) -> None:
    freezes.set_freeze(visited.db, visited.ctx(), "breach-1", visited.case_id, STATION, lifted=False)
    with pytest.raises(MayNotBeGiven):
        visited.hand_over(STATION)
    freezes.set_freeze(visited.db, visited.ctx(), "breach-1", visited.case_id, STATION, lifted=True)
    visited.hand_over(STATION)


def test_what_comes_late_or_again_does_not_take_it_back(visited: World) -> None:
    visited.hand_over(STATION)
    process = replace(visited.ctx(), actor=service_actor("outreach"))
    hear(visited.db, process, visited.case_id, COORDINATOR.person_id)
    use_cases.close_person(visited.db, visited.ctx(), visited.case_id, visited.person_id, planned_before="0")
    visited.open()
    found = use_cases.get_engagement(visited.db, visited.ctx(COORDINATOR), visited.engagement_id)
    assert (found.agency_id, found.coordinator_agency_id) == (STATION, W31)


def test_the_etag_of_before_is_stale_after_it(visited: World) -> None:
    etag = str(visited.engagement.version)
    visited.hand_over(STATION, etag=etag)
    with pytest.raises(StaleEtag):
        visited.hand_over(ELSEWHERE, etag=etag)


def test_what_was_handed_over_is_never_changed(visited: World) -> None:
    visited.hand_over(STATION, note=NOTE)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), visited.db.begin_nested():
        visited.db.execute(hand_overs.update().values(to_agency_id=W31))
