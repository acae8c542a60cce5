"""The coordinator and an agency are in touch about a case; a call in an emergency; an agency's own difficulty."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kit import facts
from kit.calls import Call
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import CaseIsClosed
from services.intake.domain.contacts import DIFFICULTIES, ContactOver
from services.intake.rpc import IntakeServicer
from services.intake.use_cases import hands, inbox
from tests.intake.test_bounds import Counter
from tests.intake.test_rpc import Calls
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WINDOW, World

servicer = IntakeServicer()
POLICE, FIRE = "W-26", "W-27"
WORDS = "来週の訪問の日を決めたい"


def contact(calls: Calls, case_id: str, to: str = MONEY, by: str = "", **said: str) -> pb.Contact:
    request = pb.ContactAgencyRequest(name=f"cases/{case_id}", to_agency_id=to, topic="DATE", text=WORDS)
    request.MergeFrom(pb.ContactAgencyRequest(**said))  # type: ignore[arg-type]
    return servicer.contact_agency(request, calls.by(by) if by else calls.coordinator)


def opened(world: World, of: pb.Contact) -> str:
    """As the process does it; the work item's id."""
    found = world.run("open-contact", contactId=of.name.removeprefix("contacts/"))
    assert found["contactDueAt"] > world.now
    return str(found["contactWorkItemId"])


def listed(calls: Calls, case_id: str, by: str = "") -> list[pb.Contact]:
    call = calls.by(by) if by else calls.coordinator
    return list(servicer.list_contacts(pb.ListContactsRequest(case_id=case_id), call).contacts)


def reply(calls: Calls, of: pb.Contact, by: str) -> pb.Contact:
    return servicer.reply_contact(pb.ReplyContactRequest(name=of.name, reply="火曜なら行けます"), calls.by(by))


@pytest.fixture
def calls(world: World) -> Calls:
    return Calls(world, world.peers)


@pytest.mark.plan("P-030")
def test_a_contact_is_sent_delivered_and_replied_to(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    before = world.open_items()
    made = contact(calls, case_id)
    assert opened(world, made)
    assert world.open_items() == [*before, ("REPLY_CONTACT", MONEY)]
    (item,) = world.inbox(MONEY, "CONTACT_MADE")
    assert (item.subject, item.code, item.from_agency_id) == (made.name, "DATE", COORDINATING)
    assert [one.delivered for one in listed(calls, case_id)] == [False]
    inbox.acknowledge(world.db, world.ctx(MONEY), [item.cursor])
    assert [one.delivered for one in listed(calls, case_id)] == [True]
    with pytest.raises(InvalidArgument):
        servicer.reply_contact(pb.ReplyContactRequest(name=made.name, reply=" "), calls.by(MONEY))
    answered = reply(calls, made, MONEY)
    assert (answered.state, answered.replied_by) == (pb.Contact.STATE_REPLIED, f"staff-of-{MONEY}")
    assert world.open_items() == before
    assert [one.subject for one in world.inbox(COORDINATING, "CONTACT_REPLIED")] == [made.name]
    assert [event.contact_id for event in world.events("ContactReplied")] == [made.name.removeprefix("contacts/")]
    with pytest.raises(ContactOver):
        reply(calls, made, MONEY)
    assert WORDS.encode() not in b"".join(event.SerializeToString() for event in world.events())


@pytest.mark.plan("P-030")
def test_a_reply_that_is_quicker_than_the_process_leaves_no_work_behind(world: World, calls: Calls) -> None:
    made = contact(calls, world.open_case(MOTHER))
    reply(calls, made, MONEY)
    assert opened(world, made) == ""


def test_only_the_two_agencies_and_the_coordinator_know_of_a_contact(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    made = contact(calls, case_id)
    assert listed(calls, case_id, MONEY)[0].name == made.name
    assert listed(calls, case_id, OTHER) == listed(calls, "unknown") == []
    for stranger in (OTHER, WINDOW, COORDINATING):
        with pytest.raises(NotFound):
            servicer.get_contact(pb.GetContactRequest(name=made.name), calls.by(stranger))
        with pytest.raises(NotFound):
            reply(calls, made, stranger)
    with pytest.raises(NotFound):
        contact(calls, case_id, by=OTHER)
    with pytest.raises(NotFound):
        contact(calls, "unknown")


def test_what_is_said_about_a_household_is_its_authors_record(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    made = contact(calls, case_id)
    call = calls.by(MONEY)
    servicer.get_contact(pb.GetContactRequest(name=made.name), call)
    authors = {name: about.recorded_by for name, about in call.abouts.items()}
    assert authors == {made.name: COORDINATING, f"{made.name}.text": COORDINATING, f"{made.name}.reply": MONEY}
    assert {about.case_id for about in call.abouts.values()} == {case_id}


@pytest.mark.privacy
@pytest.mark.parametrize("ended", [False, True])
def test_what_others_said_in_a_case_is_its_own_coordinators_to_read_and_no_colleagues(
    world: World, calls: Calls, silent: Peers, ended: bool
) -> None:
    """The deputy, and whoever manages them, answer for it, too; also after its end."""
    case_id = world.open_case(MOTHER)
    handoff_id = world.offered_role(case_id, MONEY, *world.people(case_id))
    made, deputy = contact(calls, case_id), replace(COORDINATOR, person_id="staff-deputy")
    file = f"consultations/{world.consultation_of(case_id).id}"
    servicer.sort_out_issues(pb.SortOutIssuesRequest(name=file, issues=[pb.Issue(text=WORDS)]), calls.by(WINDOW))
    hands.assign(world.db, world.ctx(), case_id, COORDINATOR.person_id, deputy.person_id, "副担当", "")
    if ended:
        world.run("end-case", caseId=case_id, closureReason="GOALS_MET")

    def answers(by: Actor) -> set[str]:
        call = Call(world.ctx(by), world.db, silent)
        servicer.get_contact(pb.GetContactRequest(name=made.name), call)
        servicer.list_contacts(pb.ListContactsRequest(case_id=case_id), call)
        servicer.get_handoff(pb.GetHandoffRequest(name=f"handoffs/{handoff_id}"), call)
        servicer.list_handoffs(pb.ListHandoffsRequest(case_id=case_id), call)
        servicer.list_issues(pb.ListIssuesRequest(name=file), call)
        return {about.coordinator for about in call.abouts.values()}

    colleague = replace(COORDINATOR, person_id="staff-colleague")
    manager = replace(colleague, roles=frozenset({"coordinator", "decision-maker"}))
    assert answers(colleague) == {""}
    assert [answers(one) for one in (COORDINATOR, deputy, manager)] == [{COORDINATING}] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": "GOSSIP"},
        {"topic": "DIFFICULTY_STAFF"},
        {"channel": "FAX"},
        {"reply": "はい"},
        {"topic": "EMERGENCY_CALL", "channel": "PHONE"},
    ],
)
def test_a_contact_has_a_known_topic_and_channel(world: World, calls: Calls, wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidArgument):
        contact(calls, world.open_case(MOTHER), **wrong)


@pytest.mark.plan("P-036")
def test_who_called_whom_in_an_emergency_and_when_is_on_record(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    emergency = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    said = {"topic": "EMERGENCY_CALL", "channel": "PHONE", "emergency": f"emergencies/{emergency}"}
    called_at = world.now
    contact(calls, case_id, FIRE, reply="救急車を向かわせる", **said)
    world.pass_time(minutes=5)
    waiting = contact(calls, case_id, POLICE, **said)
    first, second = listed(calls, case_id)
    assert (first.to_agency_id, first.made_by, first.emergency) == (FIRE, f"staff-of-{COORDINATING}", said["emergency"])
    assert first.occur_time.ToDatetime() == called_at.replace(tzinfo=None)
    assert (first.state, second.state) == (pb.Contact.STATE_REPLIED, pb.Contact.STATE_SENT)
    assert second.occur_time.ToDatetime() - first.occur_time.ToDatetime() == timedelta(minutes=5)
    assert [event.to_agency_id for event in world.events("ContactMade")] == [POLICE]
    assert opened(world, waiting)
    other = world.open_case(SON)
    with pytest.raises(NotFound):
        contact(calls, other, FIRE, **said)


@pytest.mark.plan("P-036")
def test_police_and_fire_brigade_see_their_own_call_and_nothing_else_of_the_case(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    emergency = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    said = {"topic": "EMERGENCY_CALL", "channel": "PHONE", "emergency": f"emergencies/{emergency}"}
    for agency in (POLICE, FIRE):
        contact(calls, case_id, agency, **said)
        assert [one.to_agency_id for one in listed(calls, case_id, agency)] == [agency]
        with pytest.raises(NotFound):
            servicer.get_case(pb.GetCaseRequest(name=f"cases/{case_id}"), calls.by(agency))


@pytest.mark.plan("P-086")
def test_an_agencys_own_difficulty_goes_to_the_coordinator_and_is_counted_by_kind(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    told = contact(calls, case_id, OTHER, by=WINDOW, topic="DIFFICULTY_SKILL", text="精神の病の方への関わり方に迷う")
    assert told.to_agency_id == COORDINATING
    assert opened(world, told)
    assert ("REPLY_CONTACT", COORDINATING) in world.open_items()
    call = calls.by(WINDOW)
    read = servicer.get_contact(pb.GetContactRequest(name=told.name), call)
    assert {call.abouts[f"{told.name}.{words}"].case_id for words in ("text", "reply")} == {""}
    assert read.text
    (consultation_id,) = [event.consultation_id for event in world.events("ConsultationReceived")]
    listing = pb.ListIssuesRequest(name=f"consultations/{consultation_id}")
    assert not servicer.list_issues(listing, calls.by(WINDOW)).issues
    span = (world.now - timedelta(days=1), world.now + timedelta(days=1))
    counts = {one.code: one.count for one in facts.count(world.db, world.ctx(), world.now, *span)}
    assert counts["CONTACTS_WITH_AGENCIES.TOPIC.DIFFICULTY_SKILL"] == 1
    request = pb.ReplyContactRequest(name=told.name, reply="専門の機関に同行を頼みました")
    servicer.reply_contact(request, calls.coordinator)
    assert [one.subject for one in world.inbox(WINDOW, "CONTACT_REPLIED")] == [told.name]
    assert set(DIFFICULTIES) > {"DIFFICULTY_SKILL"}


@pytest.mark.privacy
@pytest.mark.plan("P-086")
@pytest.mark.parametrize("reason", ["MOVED_OUT", "DECEASED", "CONSENT_WITHDRAWN_LOW_RISK", "MERGED"])
def test_a_difficulty_that_nobody_replied_to_is_answered_by_the_end_of_the_case_and_not_by_its_reason(
    world: World, calls: Calls, reason: str
) -> None:
    case_id = world.open_case(MOTHER)
    told = contact(calls, case_id, by=WINDOW, topic="DIFFICULTY_STAFF", text="担当が一人しかいない")
    opened(world, told)
    world.run("end-case", caseId=case_id, closureReason=reason)
    (item,) = world.inbox(WINDOW, "CONTACT_REPLIED")
    assert (item.subject, item.code) == (told.name, "CASE_CLOSED")
    assert [one.state for one in listed(calls, case_id)] == [pb.Contact.STATE_CLOSED]
    assert [event.contact_id for event in world.events("ContactReplied")] == [told.name.removeprefix("contacts/")]
    with pytest.raises(CaseIsClosed):
        contact(calls, case_id)
    with pytest.raises(ContactOver):
        servicer.reply_contact(pb.ReplyContactRequest(name=told.name, reply="遅い返事"), calls.coordinator)


@pytest.mark.parametrize("number", [1, 40])
def test_a_list_of_contacts_costs_the_same_however_long_it_is(world: World, calls: Calls, number: int) -> None:
    case_id = world.open_case(MOTHER)
    for _ in range(number):
        contact(calls, case_id)
    counter = Counter(world.db)
    with counter.step("list"):
        found = listed(calls, case_id)
    with counter.step("end case"):
        world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert len(found) == number
    assert counter.counted["list"] <= 8
    assert counter.counted["end case"] <= 25
