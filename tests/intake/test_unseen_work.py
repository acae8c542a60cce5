"""Work and inbox lines about somebody from whom an agency is kept away are not told to it, and are not lost."""

from datetime import UTC, datetime, timedelta

import pytest

from kit import work_items
from kit.context import Actor
from kit.errors import InvalidArgument
from kit.ids import new_id
from kit.kafka import Delivery
from kit.transaction import transaction
from kit.work_items import NewItem
from pb.tsunagi.intake.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.intake.app import service
from services.intake.domain.relations import Reader
from services.intake.store import handoffs
from services.intake.use_cases import inbox, relations
from tests.intake.city import COORDINATOR, City, staff
from tests.intake.world import COORDINATING, MONEY, MOTHER, OTHER, SON, World, actor

pytestmark = pytest.mark.privacy

AWAY = "SUSPECTED_PERPETRATOR"


def work(city: City, by: Actor) -> list[str]:
    request = work_pb2.ListWorkItemsRequest(include_closed=True)
    return [one.subject for one in city.ask("ListWorkItems", request, by).work_items]


def incoming(city: City, by: Actor) -> list[tuple[str, str]]:
    found = city.ask("ListIncoming", pb.ListIncomingRequest(), by).items
    return [(one.kind, one.subject) for one in found]


def test_neither_work_nor_inbox_tells_whoever_is_close_and_their_colleagues_work_on(city: City) -> None:
    close, colleague, name = staff(MONEY), staff(MONEY, "b"), f"handoffs/{city.handoff}"
    offered = ("HANDOFF_OFFERED", name)
    assert (work(city, close), incoming(city, close)) == ([name], [offered])
    city.relate(close)
    assert (work(city, close), incoming(city, close)) == ([name], [offered]), "it is about the son, too"
    refusal = pb.RecordHandoffRefusalRequest(name=name, request_id="r", person_id=city.son)
    city.ask("RecordHandoffRefusal", refusal, colleague)
    assert (work(city, close), incoming(city, close)) == ([], [])
    assert (work(city, colleague), incoming(city, colleague)[:1]) == ([name], [offered])


def test_the_coordinators_hear_at_once_of_work_that_its_agency_cannot_see_any_more(city: City) -> None:
    name, unseen = f"handoffs/{city.handoff}", ("WORK_UNSEEN", f"cases/{city.case}")
    city.relate(staff(MONEY))
    assert unseen not in incoming(city, COORDINATOR), "a colleague sees it"
    refusal = pb.RecordHandoffRefusalRequest(name=name, request_id="r", person_id=city.son)
    city.ask("RecordHandoffRefusal", refusal, staff(MONEY, "b"))
    city.relate(MONEY)
    assert work(city, staff(MONEY, "b")) == []
    assert unseen in incoming(city, COORDINATOR)
    city.relate(staff(COORDINATING, "c"))
    assert unseen in incoming(city, COORDINATOR)
    assert unseen not in incoming(city, staff(COORDINATING, "c")), "who is close themselves does not"


@pytest.mark.parametrize("change", ["REMINDED", "OVERDUE"])
def test_of_work_in_other_services_the_coordinator_hears_when_its_agency_is_reminded(world: World, change: str) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    relations.enter(world.db, world.ctx(), case_id, son, mother, AWAY, [Reader(MONEY)])

    def told(agency: str, person_id: str) -> list[str]:
        event = work_pb2.WorkItemChanged(
            name=f"workItems/{new_id()}", case_id=case_id, case_no="R8-1", change=change, agency_id=agency, kind="ANY"
        )
        event.person_ids.append(person_id)
        before = len(world.inbox(COORDINATING))
        delivery = Delivery(world.job().ctx, world.db, world.peers, event, new_id(), case_id)
        service.subscriptions[event.DESCRIPTOR.full_name](delivery)
        return [one.from_agency_id for one in world.inbox(COORDINATING)[before:]]

    assert told(MONEY, mother) == [MONEY]
    assert told(MONEY, son) == []
    assert told(OTHER, mother) == []


def test_a_page_of_the_inbox_is_filled_behind_what_is_hidden_and_what_is_hidden_is_not_acknowledged(
    world: World,
) -> None:
    case_id, another = world.open_case(MOTHER), world.open_case(SON)
    (mother,) = world.people(case_id)
    ctx = world.ctx(actor(MONEY))
    for about in [another, *[case_id] * 3, another, case_id, another]:
        handoffs.deliver(world.db, ctx, MONEY, kind="FEEDBACK", case_id=about, subject=f"cases/{about}")
    cursors = [row.cursor for row in inbox.page(world.db, ctx, 0, 7)]
    assert len(cursors) == 7
    relations.enter(world.db, world.ctx(), case_id, "", mother, AWAY, [Reader(MONEY)])

    def page(after: int, size: int) -> list[int]:
        return [row.cursor for row in inbox.page(world.db, ctx, after, size)]

    shown = [cursors[0], cursors[4], cursors[6]]
    assert (page(0, 2), page(cursors[4], 2), page(cursors[6], 2)) == (shown[:2], shown[2:], [])
    assert inbox.acknowledge(world.db, ctx, cursors) == len(shown)


def test_a_page_of_work_is_filled_behind_what_is_hidden_and_a_strange_token_is_refused(city: City) -> None:
    with transaction(city.engine, city.name) as db:
        world = World(db, now=datetime.now(UTC), municipality_id=city.name)
        for number, person in enumerate([city.son, city.mother, city.mother, city.son, city.mother, city.son]):
            about, due_at = (city.case, "R8-1", "ANY", f"things/{number}"), world.now + timedelta(days=number - 9)
            work_items.open_item(db, world.ctx(), world.job(), NewItem(*about, MONEY, "", due_at, (person,)))
    handed = f"handoffs/{city.handoff}"

    def walked(by: Actor) -> list[list[str]]:
        found, token = list[list[str]](), ""
        while not found or token:
            request = work_pb2.ListWorkItemsRequest(page_size=2, page_token=token)
            page = city.ask("ListWorkItems", request, by)
            found.append([one.subject for one in page.work_items])
            token = page.next_page_token
            assert not token or page.work_items[-1].name == f"workItems/{token}"
        return found

    every = [["things/0", "things/1"], ["things/2", "things/3"], ["things/4", "things/5"], [handed]]
    assert walked(staff(MONEY)) == every
    city.relate(staff(MONEY))
    assert walked(staff(MONEY)) == [["things/0", "things/3"], ["things/5", handed]]
    assert walked(staff(MONEY, "b")) == every
    with pytest.raises(InvalidArgument):
        city.ask("ListWorkItems", work_pb2.ListWorkItemsRequest(page_token="01STRANGE"), staff(MONEY))
