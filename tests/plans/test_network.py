"""The network of agencies, hosts and activities, and how one agency cooperates: numbers without persons."""

from datetime import timedelta

import pytest

from kit import facts
from kit.errors import NotFound
from services.plans.domain.network import Link, LinkKind, Partner, new_pairs
from services.plans.domain.network import network as links_of
from services.plans.use_cases import community, network
from tests.plans.desk import CARE, MONEY, MOTHER, STATION, Desk, role_draft
from tests.plans.test_community import SALON, carriers

COUNTS = {
    "HANDOFFS_BETWEEN.W-03.W-04": 9,
    "HANDOFFS_BETWEEN.W-04.W-03": 2,
    "HANDOFFS_STALLED.W-03.W-04": 1,
    "HANDOFF_ANSWERS_OF.W-04.ACCEPTED": 6,
    "HANDOFF_ANSWERS_OF.W-04.DECLINED": 2,
    "HANDOFF_ANSWERS_OF.W-04.EXPIRED": 1,
    "HANDOFF_ANSWER_TIMES_OF.W-04.IN_TIME": 8,
    "HANDOFF_ANSWER_TIMES_OF.W-04.LATE": 1,
    "HANDOFF_ANSWERS_OF.W-03.ACCEPTED": 40,
    "JOINT.W-03.W-04": 5,
    "PLAN_LINKS.W-04.W-31": 7,
    "HOST_LINKS.W-32.01PLACE": 6,
    "CONSULTATIONS": 99,
    "CONSULTATIONS.AGENCY.W-04": 12,
}


def counted(desk: Desk) -> dict[str, int]:
    span = (desk.now - timedelta(days=400), desk.now + timedelta(days=1))
    return {one.code: one.count for one in facts.count(desk.db, desk.process, desk.now, *span)}


@pytest.mark.plan("P-069")
def test_the_network_shows_who_worked_with_whom_and_hides_small_numbers() -> None:
    assert links_of(COUNTS, [("W-33", "01SALON")]) == [
        Link(LinkKind.HANDOFF, "W-03", "W-04", 9),
        Link(LinkKind.HANDOFF, "W-04", "W-03", 0, masked=True),
        Link(LinkKind.MEETING, "W-03", "W-04", 5),
        Link(LinkKind.PLAN, "W-04", "W-31", 7),
        Link(LinkKind.HOST, "W-32", "resources/01PLACE", 6),
        Link(LinkKind.ACTIVITY, "W-33", "resources/01SALON"),
    ]


@pytest.mark.privacy
@pytest.mark.plan("P-069")
def test_a_small_number_of_meetings_makes_no_link_whatever_they_were() -> None:
    found = links_of({f"{kind}.W-03.W-27": 4 for kind in ("JOINT", "PLAN_LINKS")}, [])
    assert found == [Link(LinkKind.PLAN, "W-03", "W-27", 0, masked=True)]


@pytest.mark.plan("P-069")
def test_plans_and_activities_enter_the_network_without_a_person(desk: Desk) -> None:
    place = community.register(desk.db, desk.agency("W-33"), SALON, carriers)
    desk.join()
    desk.support(desk.content([role_draft(CARE, "CARE", lead=True), role_draft(MONEY, "BUDGET")]))
    desk.start()
    found = network.links(desk.db, desk.process, counted(desk))
    assert [(link.kind, link.one, link.other) for link in found] == [
        (LinkKind.PLAN, *sorted((CARE, MONEY))),
        (LinkKind.ACTIVITY, SALON.coordinating_agency_id, f"resources/{place.resource_id}"),
    ]
    assert not [link for link in found if MOTHER in str(link) or desk.plan_id in str(link)]


def test_a_revised_plan_links_only_those_who_are_new_to_each_other() -> None:
    assert new_pairs([CARE, MONEY, STATION], [CARE, MONEY]) == [
        f"PLAN_LINKS.{one}.{other}" for one, other in ((CARE, STATION), (MONEY, STATION))
    ]


@pytest.mark.plan("P-092")
def test_an_agency_sees_with_whom_it_worked_how_fast_it_answered_and_where_handoffs_stall() -> None:
    found = network.cooperation("W-04", COUNTS)
    assert found.answers == {"ACCEPTED": 6, "DECLINED": 2, "EXPIRED": 1, "IN_TIME": 8, "LATE": 1}
    assert found.partners == [
        Partner("W-03", sent=2, received=9, received_stalled=1, meetings=5),
        Partner("W-31", plans=7),
    ]
    assert network.cooperation("W-03", COUNTS).partners == [
        Partner("W-04", sent=9, sent_stalled=1, received=2, meetings=5)
    ]
    assert network.cooperation("W-99", COUNTS).partners == []


@pytest.mark.plan("P-092")
def test_only_managers_and_the_agency_itself_see_how_it_cooperates(desk: Desk) -> None:
    for ctx in (desk.agency(CARE), desk.staff("manager")):
        network.require_may_see(ctx, CARE)
    for ctx in (desk.agency(MONEY), desk.coordinator, desk.staff("committee-secretariat")):
        with pytest.raises(NotFound):
            network.require_may_see(ctx, CARE)
    with pytest.raises(NotFound):
        network.require_may_see(desk.staff("manager"), "")
