"""A coordinator's meetings are about cases in their hands; a 支援会議 is its chair's (P-027; D5 rows 5 and 6)."""

from collections.abc import Callable

import pytest

from kit.context import Context
from kit.errors import NotFound
from services.meetings.domain.conclusion import FactDraft
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT
from services.meetings.use_cases import access, concluding, following, information, items, minutes, papers, sittings
from tests.hands import hear
from tests.meetings.hall import COORDINATING, MAN, TEAM, WATER, WELFARE, Hall

FIRST, DEPUTY, NEXT = "staff-1", "staff-2", "staff-3"


def coordinator(hall: Hall, person: str) -> Context:
    return hall.staff("coordinator", person=person)


def answers(way: Callable[[], object]) -> bool:
    try:
        way()
    except NotFound:
        return False
    return True


def reads(hall: Hall, ctx: Context, item: str, sitting: str = "") -> bool:
    """The item by every way there is to it: all of them say the same."""
    ways: list[Callable[[], object]] = [
        lambda: access.readable(hall.db, ctx, item),
        lambda: minutes.read(hall.db, ctx, item),
        lambda: concluding.history(hall.db, ctx, item),
        lambda: papers.list_facts(hall.db, ctx, item),
        lambda: papers.list_issues(hall.db, ctx, item),
    ]
    if sitting:
        ways.append(lambda: sittings.sitting(hall.db, ctx, sitting))
    found = [*map(answers, ways), bool(access.page(hall.db, ctx, "", "", 10)[0])]
    assert len(set(found)) == 1, found
    return found[0]


@pytest.mark.plan("P-027")
def test_a_coordinators_meeting_is_read_by_whose_hands_the_case_is_in(hall: Hall) -> None:
    item = hall.held(LIAISON, "CONTINUE")
    everyone = [coordinator(hall, person) for person in (FIRST, DEPUTY, NEXT)]
    assert [reads(hall, one, item) for one in everyone] == [True, True, True], "a case of before hands were kept"
    hear(hall.db, hall.process, hall.case_id, FIRST)
    assert [reads(hall, one, item) for one in everyone] == [True, False, False]
    hear(hall.db, hall.process, hall.case_id, FIRST, DEPUTY, revision=2)
    assert [reads(hall, one, item) for one in everyone] == [True, True, False]
    hear(hall.db, hall.process, hall.case_id, NEXT, revision=3)
    hear(hall.db, hall.process, hall.case_id, FIRST, revision=1)
    assert [reads(hall, one, item) for one in everyone] == [False, False, True]
    assert reads(hall, hall.staff("decision-maker", person="staff-9"), item)
    assert reads(hall, hall.staff("coordinator", "decision-maker", person="staff-9"), item)


@pytest.mark.plan("P-027")
def test_a_support_meeting_goes_by_its_chair_and_of_coordinators_by_hands(hall: Hall) -> None:
    item = hall.after_liaison()
    asked = information.ask(hall.db, hall.staff("chair"), item, WATER, "使用の様子")
    hear(hall.db, hall.process, hall.case_id, FIRST)
    for ctx, there in (
        (coordinator(hall, FIRST), True),
        (coordinator(hall, NEXT), False),
        (hall.staff("chair", person=NEXT), True),
        (hall.staff("chair", "coordinator", person=NEXT), True),
        (hall.agency(WELFARE), True),
    ):
        assert answers(lambda ctx=ctx: access.readable(hall.db, ctx, item)) is there  # type: ignore[misc]
        reads_request = answers(lambda ctx=ctx: information.readable(hall.db, ctx, asked))  # type: ignore[misc]
        assert reads_request is (there and ctx.actor.agency_id == COORDINATING)
    hall.conclude(item, "START_OUTREACH")
    assert hall.row(item).state == "CONCLUDED"


@pytest.mark.plan("P-027")
@pytest.mark.parametrize("room", [LIAISON, MULTI])
def test_a_colleague_convenes_and_writes_nothing_and_the_deputy_does(hall: Hall, room: str) -> None:
    item = hall.ready(room)
    hear(hall.db, hall.process, hall.case_id, "staff-0", DEPUTY)
    colleague, deputy = coordinator(hall, NEXT), coordinator(hall, DEPUTY)
    decision = "CONTINUE" if room == LIAISON else "PLAN_AGREED"
    whole = hall.conclusion(item, decision)
    for refused in (
        lambda: papers.add_fact(hall.db, colleague, item, FactDraft(COORDINATING, "事実")),
        lambda: items.cancel(hall.db, colleague, item),
        lambda: concluding.conclude(hall.db, colleague, item, whole),
        lambda: sittings.schedule(hall.db, colleague, room, hall.due(3), "第一会議室", [item]),
        lambda: sittings.schedule(hall.db, colleague, SUPPORT, hall.due(3), "第一会議室", [item]),
    ):
        with pytest.raises(NotFound):
            refused()
    sitting = sittings.schedule(hall.db, deputy, room, hall.due(3), "第一会議室", [item])
    assert answers(lambda: sittings.sitting(hall.db, deputy, sitting))
    assert not answers(lambda: sittings.sitting(hall.db, colleague, sitting))
    with pytest.raises(NotFound):
        sittings.cancel(hall.db, colleague, sitting, "WEATHER")
    sittings.start(hall.db, deputy, sitting, (COORDINATING, *TEAM), "IN_PERSON", {})
    concluding.conclude(hall.db, deputy, item, whole)


@pytest.mark.plan("P-027")
def test_coordinators_share_a_table_and_each_knows_their_own_case_at_it(hall: Hall) -> None:
    hall.case_id = "01CASEA"
    first = hall.ready(LIAISON)
    hall.case_id = "01CASEB"
    second = hall.ready(LIAISON)
    hear(hall.db, hall.process, "01CASEA", FIRST)
    hear(hall.db, hall.process, "01CASEB", NEXT)
    mine, other = coordinator(hall, FIRST), coordinator(hall, NEXT)
    sitting = sittings.schedule(hall.db, mine, LIAISON, hall.due(3), "第一会議室", [first, second])
    assert [sittings.sitting(hall.db, one, sitting)[1] for one in (mine, other)] == [[first], [second]]
    assert not answers(lambda: access.readable(hall.db, mine, second))
    whole = hall.conclusion(second, "CONTINUE")
    sittings.start(hall.db, other, sitting, (COORDINATING, *TEAM), "IN_PERSON", {})
    with pytest.raises(NotFound):
        concluding.conclude(hall.db, mine, second, whole)
    concluding.conclude(hall.db, other, second, whole)


@pytest.mark.plan("P-027")
def test_what_a_meeting_left_to_do_and_what_rested_on_consent_follow_the_hands(hall: Hall) -> None:
    item = hall.ready(MULTI)
    for agency in TEAM:
        papers.add_fact(hall.db, hall.agency(agency), item, FactDraft(agency, "事実"))
    hall.conclude(item, "PLAN_AGREED")
    hall.approve(item)
    liaison = hall.held(LIAISON, "CONTINUE")
    duty = next(one for one in hall.decisions(liaison) if one.owner_agency_id == COORDINATING)
    hear(hall.db, hall.process, hall.case_id, FIRST)
    mine, colleague = coordinator(hall, FIRST), coordinator(hall, NEXT)
    found = [papers.touched_facts(hall.db, one, hall.case_id, MAN, "") for one in (mine, colleague)]
    assert list(map(len, found)) == [2, 0]
    with pytest.raises(NotFound):
        following.complete(hall.db, colleague, duty.id)
    following.complete(hall.db, mine, duty.id)
