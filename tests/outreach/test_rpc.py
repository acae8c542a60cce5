"""The rpcs of OutreachService: words in, records out."""

import pytest

from kit.calls import Call, audiences, snake
from kit.errors import InvalidArgument, NotFound
from kit.peers import Peers
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.outreach.app import service
from services.outreach.rpc import OutreachServicer
from tests.outreach.world import World, actor

servicer = OutreachServicer()


@pytest.fixture
def call(world: World, silent: Peers) -> Call:
    world.open()
    return Call(world.ctx(), world.db, silent)


def visit(world: World) -> pb.LogContactRequest:
    return pb.LogContactRequest(
        engagement=f"engagements/{world.engagement_id}",
        method=pb.Contact.METHOD_VISIT,
        result=pb.Contact.RESULT_MET,
        stage_after=pb.STAGE_R3,
        observations="玄関先で話せた",
        risk_signs=["NO_FOOD"],
    )


def test_every_rpc_says_who_may_call_it_and_has_its_method() -> None:
    assert all(audiences(method) and hasattr(servicer, snake(method.name)) for method in service.descriptor.methods)
    only_services = {method.name for method in service.descriptor.methods if audiences(method) == {"SERVICE"}}
    assert only_services == {"CountFacts"}


def test_a_visit_is_logged_and_read_back_as_it_was_written(world: World, call: Call) -> None:
    planned = world.plan()
    logged = servicer.log_contact(visit(world), call)
    assert logged.planned_contact == f"plannedContacts/{planned}"
    assert (logged.stage_before, logged.stage_after) == (pb.STAGE_R0, pb.STAGE_R3)
    assert list(logged.staff_ids) == [call.ctx.actor.person_id]
    found = servicer.list_contacts(pb.ListContactsRequest(engagement=logged.engagement), call)
    assert list(found.contacts) == [logged]
    engagement = servicer.get_engagement(pb.GetEngagementRequest(name=logged.engagement), call)
    assert (engagement.stage, engagement.state) == (pb.STAGE_R3, pb.Engagement.STATE_ACTIVE)


def test_a_correction_names_the_entry_that_it_supersedes(world: World, call: Call) -> None:
    wrong = servicer.log_contact(visit(world), call)
    correction = visit(world)
    correction.corrects = wrong.name
    right = servicer.log_contact(correction, call)
    first, second = servicer.list_contacts(pb.ListContactsRequest(engagement=wrong.engagement), call).contacts
    assert (first.superseded_by, second.corrects, second.name) == (right.name, wrong.name, right.name)


def test_a_request_that_says_nothing_is_told_what_is_missing(world: World, call: Call) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        servicer.log_contact(pb.LogContactRequest(engagement=f"engagements/{world.engagement_id}"), call)
    assert {violation.field for violation in refusal.value.violations} == {"method", "result"}


@pytest.mark.parametrize("name", ["", "engagements/", "engagements/unknown", "contacts/unknown"])
def test_the_name_of_nothing_is_not_found(call: Call, name: str) -> None:
    with pytest.raises(NotFound):
        servicer.get_engagement(pb.GetEngagementRequest(name=name), call)


def test_the_two_person_rule_is_set_with_the_etag_that_was_read(world: World, call: Call) -> None:
    name = f"engagements/{world.engagement_id}"
    engagement = servicer.get_engagement(pb.GetEngagementRequest(name=name), call)
    changed = servicer.set_two_person_rule(
        pb.SetTwoPersonRuleRequest(name=name, two_person_rule=True, etag=engagement.etag), call
    )
    assert changed == servicer.get_engagement(pb.GetEngagementRequest(name=name), call)
    assert changed.two_person_rule


def test_lists_are_read_page_by_page(world: World, call: Call) -> None:
    first = world.engagement_id
    world.person_id = "person-saburo"
    world.open()
    question = pb.ListEngagementsRequest(case_id=world.case_id, page_size=1)
    newest = servicer.list_engagements(question, call)
    question.page_token = newest.next_page_token
    oldest = servicer.list_engagements(question, call)
    names = [one.name for one in (*newest.engagements, *oldest.engagements)]
    assert names == [f"engagements/{world.engagement_id}", f"engagements/{first}"]
    assert oldest.next_page_token == ""


def test_the_planned_contact_is_on_the_outreach_workers_worklist_only(world: World, call: Call) -> None:
    planned = world.plan()
    found = servicer.list_work_items(work_pb2.ListWorkItemsRequest(case_id=world.case_id), call)
    assert [item.subject for item in found.work_items] == [f"plannedContacts/{planned}"]
    others = Call(world.ctx(actor("W-31", "coordinator")), world.db, call.peers)
    assert not servicer.list_work_items(work_pb2.ListWorkItemsRequest(), others).work_items


def test_counts_are_told_by_code(world: World, call: Call) -> None:
    question = facts_pb2.CountFactsRequest()
    question.period_start.FromDatetime(world.now)
    for moment in (question.as_of, question.period_end):
        moment.FromDatetime(world.now.replace(day=2))
    counts = {one.code: one.count for one in servicer.count_facts(question, call).counts}
    assert (counts["OUTREACH_ENGAGEMENTS"], counts["OUTREACH_APPROACHES"]) == (1, 1)
