"""A case is in one coordinator's hands; whoever takes it over is on record, and what waits follows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kit import user_tasks, work_items, work_lists
from kit.calls import Call
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound, StaleEtag
from pb.tsunagi.intake.v1 import service_pb2 as pb
from pb.tsunagi.intake.v1 import tasks_pb2
from pb.tsunagi.work.v1 import work_pb2
from services.intake.domain import Screening
from services.intake.domain.cases import CaseIsClosed, CoordinatorMissing
from services.intake.domain.contacts import Words
from services.intake.domain.relations import Reader
from services.intake.domain.staff import Member
from services.intake.rpc import IntakeServicer
from services.intake.rpc.handoff_shapes import ISSUE_FIELDS
from services.intake.use_cases import (
    cases,
    consultations,
    contacts,
    handoff_reading,
    hands,
    offers,
    overview,
    people,
    reading,
    relations,
    remedies,
    staff,
)
from tests.intake.turns import Turns
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WINDOW, World, actor

COLLEAGUE = replace(COORDINATOR, person_id="staff-colleague")
MANAGER = replace(COORDINATOR, person_id="staff-manager", roles=frozenset({"coordinator", "decision-maker"}))
SUPERVISOR = replace(MANAGER, person_id="staff-supervisor", roles=frozenset({"decision-maker"}))
THIRD = replace(COORDINATOR, person_id="staff-third")


def assign(world: World, case_id: str, coordinator: str, deputy: str = "", by: Actor = COORDINATOR) -> None:
    hands.assign(world.db, world.ctx(by), case_id, coordinator, deputy, "異動のため", "")


def work(world: World, by: Actor) -> list[str]:
    ctx = world.ctx(by)
    found = work_lists.page(Call(ctx, world.db, world.peers), work_pb2.ListWorkItemsRequest(), hands.mine(ctx))
    return [item.kind for item in found.work_items]


def listed(world: World, by: Actor) -> list[str]:
    return [one.row.id for one in reading.case_page(world.db, world.ctx(by), "", "", 0)[0]]


@pytest.mark.plan("P-027")
def test_whoever_screened_the_consultation_is_responsible(world: World) -> None:
    case = world.case(world.open_case(MOTHER))
    assert (case.coordinator_person_id, case.deputy_person_id) == (COORDINATOR.person_id, "")
    assert [event.coordinator_person_id for event in world.events("CaseHandsChanged")] == [COORDINATOR.person_id]


@pytest.mark.plan("P-027")
def test_of_a_cases_changes_of_hands_whoever_hears_of_them_can_tell_the_last(world: World) -> None:
    case_id = world.open_case(MOTHER)
    for person_id in (COLLEAGUE.person_id, COORDINATOR.person_id):
        assign(world, case_id, person_id)
    told = [(event.revision, event.coordinator_person_id) for event in world.events("CaseHandsChanged")]
    assert told == sorted(told)
    assert len({revision for revision, _person in told}) == 3


@pytest.mark.plan("P-027")
def test_after_an_emergency_whoever_resolved_it_is_responsible(world: World) -> None:
    consultation_id = world.receive(MOTHER, urgency_facts=("LIFE_IN_DANGER",))
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="EMERGENCY_DIVERT", urgency=3)
    opened = world.run("open-emergency", caseId=case_id, caseNo="R8-00001-8")
    people.resolve_emergency(world.db, world.ctx(COLLEAGUE), opened["emergencyId"], "NONE", "救急搬送した")
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    assert world.case(case_id).coordinator_person_id == COLLEAGUE.person_id


@pytest.mark.plan("P-027")
def test_nobody_is_accepted_without_a_coordinator(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    case_id = world.consultation(consultation_id).case_id
    with pytest.raises(CoordinatorMissing):
        world.run("open-case", caseId=case_id, consultationId=consultation_id)


@pytest.mark.plan("P-027")
def test_a_step_that_was_drawn_is_taken_by_whoever_has_the_case_and_known_to_no_other_coordinator(world: World) -> None:
    case_id = world.open_case(MOTHER)
    item = work_items.NewItem(case_id, "R8-1", user_tasks.KIND, "tasks/77", COORDINATING, "coordinator", world.now)
    item_id = work_items.open_item(world.db, world.ctx(), world.job(), item)
    drawn = {"job_key": 77, "work_item_id": item_id, "title": "電話で確かめる", "form": "[]"}
    row = {"municipality_id": world.municipality_id, "state": user_tasks.OPEN, "claimed_by": "", **drawn}
    world.db.execute(user_tasks.tasks.insert(), row)
    servicer, colleague = IntakeServicer(), Call(world.ctx(COLLEAGUE), world.db, world.peers)
    with pytest.raises(NotFound):
        servicer.get_task(tasks_pb2.GetTaskRequest(name="tasks/77"), colleague)
    with pytest.raises(NotFound):
        servicer.claim_task(tasks_pb2.ClaimTaskRequest(name="tasks/77"), colleague)
    with pytest.raises(NotFound):
        servicer.complete_task(tasks_pb2.CompleteTaskRequest(name="tasks/77"), colleague)
    assign(world, case_id, COLLEAGUE.person_id)
    claimed = servicer.claim_task(tasks_pb2.ClaimTaskRequest(name="tasks/77"), colleague)
    assert claimed.claimed_by == COLLEAGUE.person_id


@pytest.mark.plan("P-027")
def test_a_case_moves_with_its_work_into_other_hands_and_every_change_is_kept(world: World) -> None:
    case_id = world.open_case(MOTHER)
    assert (work(world, COORDINATOR), work(world, COLLEAGUE)) == (["DECIDE_UNTANGLING"], [])
    assign(world, case_id, COLLEAGUE.person_id, THIRD.person_id)
    assert [work(world, one) for one in (COORDINATOR, COLLEAGUE, THIRD)] == [
        [],
        ["DECIDE_UNTANGLING"],
        ["DECIDE_UNTANGLING"],
    ]
    assert [listed(world, one) for one in (COORDINATOR, COLLEAGUE, THIRD)] == [[], [case_id], [case_id]]
    past = [(row.coordinator_person_id, row.deputy_person_id) for row in hands.history(world.db, world.ctx(), case_id)]
    assert past == [(COORDINATOR.person_id, ""), (COLLEAGUE.person_id, THIRD.person_id)]
    with pytest.raises(NotFound):
        cases.decide_untangling(world.db, world.ctx(), case_id, "DIRECT", "理由")
    cases.decide_untangling(world.db, world.ctx(THIRD), case_id, "DIRECT", "理由")


@pytest.mark.plan("P-027")
def test_a_colleague_can_take_a_case_over_by_its_number_and_says_why(world: World) -> None:
    case_id = world.open_case(MOTHER)
    number = world.case(case_id).case_no
    assert listed(world, COLLEAGUE) == []
    found, _ = reading.case_page(world.db, world.ctx(COLLEAGUE), number, "", 0)
    assert [one.row.id for one in found] == [case_id]
    with pytest.raises(InvalidArgument) as refusal:
        hands.assign(world.db, world.ctx(COLLEAGUE), case_id, "", "", " ", "")
    assert {one.field for one in refusal.value.violations} == {"coordinator_person_id", "reason"}
    with pytest.raises(InvalidArgument):
        assign(world, case_id, COLLEAGUE.person_id, COLLEAGUE.person_id, by=COLLEAGUE)
    with pytest.raises(StaleEtag):
        hands.assign(world.db, world.ctx(COLLEAGUE), case_id, "x", "", "理由", "99")
    assign(world, case_id, COLLEAGUE.person_id, by=COLLEAGUE)
    assert listed(world, COLLEAGUE) == [case_id]


@pytest.mark.plan("P-027")
def test_a_case_is_given_to_nobody_whom_the_citys_record_of_staff_does_not_know_as_its_coordinator(
    world: World,
) -> None:
    case_id = world.open_case(MOTHER)
    for number, (agency_id, role) in enumerate(((COORDINATING, "coordinator"), (COORDINATING, "chair"), (OTHER, ""))):
        roles, name = frozenset(filter(None, (role,))), f"s-{number}"
        member = Member(name, "https://login.example.jp", name, agency_id, roles, frozenset({"INTAKE"}), active=True)
        staff.change(world.db, world.ctx(actor(COORDINATING, "administrator")), member, 0, "着任")
    for coordinator, deputy in (("s-1", ""), ("s-2", ""), ("s-9", ""), ("s-0", "s-1")):
        with pytest.raises(InvalidArgument):
            assign(world, case_id, coordinator, deputy)
    assign(world, case_id, "s-0")


def test_what_waits_before_there_is_a_case_is_every_coordinators(world: World) -> None:
    world.receive(MOTHER)
    assert work(world, COORDINATOR) == work(world, COLLEAGUE) == ["SCREEN_CONSULTATION"]


def test_nobody_else_changes_or_reads_the_hands_of_a_case(world: World) -> None:
    case_id = world.open_case(MOTHER)
    for stranger in (actor(WINDOW), actor(OTHER, "coordinator"), actor("W-31", "agency-worker")):
        with pytest.raises(NotFound):
            assign(world, case_id, "staff-x", by=stranger)
        with pytest.raises(NotFound):
            hands.history(world.db, world.ctx(stranger), case_id)


@pytest.mark.plan("P-015", "P-027")
def test_what_is_left_to_do_in_a_closed_case_is_given_by_their_manager_to_who_comes_after(world: World) -> None:
    """Every April somebody else: a corrected answer of a case that is over would be nobody's work."""
    case_id = world.open_case(MOTHER)
    handoff_id = world.offered_role(case_id, MONEY, *world.people(case_id))
    world.accept(handoff_id)
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "", world.now)
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    Turns(world, handoff_id).correct("NOT_COMPLETED")
    (raised,) = world.events("RemedyRaised")
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    for one in (COORDINATOR, COLLEAGUE):
        with pytest.raises(CaseIsClosed):
            assign(world, case_id, COLLEAGUE.person_id, by=one)
    assert (work(world, COORDINATOR), work(world, COLLEAGUE)) == (["REMEDY"], [])
    assign(world, case_id, COLLEAGUE.person_id, by=MANAGER)
    assert (work(world, COORDINATOR), work(world, COLLEAGUE)) == ([], ["REMEDY"])
    with pytest.raises(NotFound):
        remedies.complete(world.db, world.ctx(COORDINATOR), raised.remedy_id, "電話で確かめた")
    remedies.complete(world.db, world.ctx(COLLEAGUE), raised.remedy_id, "電話で確かめた")
    assert work(world, COLLEAGUE) == []
    assert world.events("CaseHandsChanged")[-1].coordinator_person_id == COLLEAGUE.person_id


WORDS = Words(topic="DATE", channel="INBOX", text="来週の訪問の日を決めたい", reply="", emergency_id="")


@pytest.mark.plan("P-027")
def test_a_colleague_writes_to_no_agency_and_answers_none_and_the_deputy_does(world: World) -> None:
    case_id = world.open_case(MOTHER)
    handoff_id = world.offered_role(case_id, MONEY, *world.people(case_id))
    asked = contacts.make(world.db, world.ctx(WINDOW), case_id, "", WORDS, world.now)
    assign(world, case_id, "staff-else", THIRD.person_id)
    person_id = world.people(case_id)[0]
    for refused in (
        lambda: contacts.make(world.db, world.ctx(COLLEAGUE), case_id, MONEY, WORDS, world.now),
        lambda: contacts.reply(world.db, world.ctx(COLLEAGUE), asked, "火曜に"),
        lambda: offers.withdraw(world.db, world.ctx(COLLEAGUE), handoff_id, "理由", world.now),
        lambda: offers.refuse(world.db, world.ctx(COLLEAGUE), handoff_id, person_id, "理由", world.now),
        lambda: relations.of_case(world.db, world.ctx(COLLEAGUE), case_id),
    ):
        with pytest.raises(NotFound):
            refused()
    contacts.make(world.db, world.ctx(THIRD), case_id, MONEY, WORDS, world.now)
    contacts.reply(world.db, world.ctx(THIRD), asked, "火曜に")
    offers.withdraw(world.db, world.ctx(THIRD), handoff_id, "理由", world.now)
    assert relations.of_case(world.db, world.ctx(THIRD), case_id) == []


@pytest.mark.plan("P-027")
def test_in_an_emergency_whoever_is_on_duty_acts(world: World) -> None:
    case_id = world.open_case(MOTHER)
    emergency = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    called = replace(WORDS, topic="EMERGENCY_CALL", channel="PHONE", emergency_id=emergency)
    contacts.make(world.db, world.ctx(COLLEAGUE), case_id, MONEY, called, world.now)
    people.resolve_emergency(world.db, world.ctx(COLLEAGUE), emergency, "NONE", "救急搬送した")


@pytest.mark.plan("P-027")
def test_a_case_is_shown_to_whose_hands_it_is_in_and_to_their_manager(world: World) -> None:
    case_id = world.open_case(MOTHER)

    def answers(by: Actor) -> str:
        call = Call(world.ctx(by), world.db, world.peers)
        IntakeServicer().get_case(pb.GetCaseRequest(name=f"cases/{case_id}"), call)
        return call.abouts[f"cases/{case_id}"].coordinator

    manager = replace(COLLEAGUE, roles=frozenset({"coordinator", "decision-maker"}))
    assert [answers(one) for one in (COORDINATOR, COLLEAGUE, manager)] == [COORDINATING, "", COORDINATING]


@pytest.mark.plan("P-027")
def test_what_was_told_at_a_window_is_every_coordinators_until_the_case_is_in_somebodys_hands(world: World) -> None:
    consultation_id = world.receive(MOTHER)

    def answers(by: Actor) -> str:
        call = Call(world.ctx(by), world.db, world.peers)
        IntakeServicer().get_consultation(pb.GetConsultationRequest(name=f"consultations/{consultation_id}"), call)
        return call.abouts[f"consultations/{consultation_id}"].coordinator

    assert answers(COLLEAGUE) == COORDINATING
    world.screen(consultation_id)
    world.run("open-case", caseId=world.consultation(consultation_id).case_id, consultationId=consultation_id)
    manager = replace(COLLEAGUE, roles=frozenset({"coordinator", "decision-maker"}))
    assert [answers(one) for one in (COORDINATOR, COLLEAGUE, manager)] == [COORDINATING, "", COORDINATING]


def reads_of(world: World, case_id: str, handoff_id: str, made: str) -> dict[str, Callable[[Call], Any]]:
    """Every read of a case at intake, by its rpc."""
    rpcs, file = IntakeServicer(), f"consultations/{world.consultation_of(case_id).id}"
    case, contact, handoff = f"cases/{case_id}", f"contacts/{made}", f"handoffs/{handoff_id}"
    return {
        "GetCase": lambda call: rpcs.get_case(pb.GetCaseRequest(name=case), call).name,
        "ListCases": lambda call: rpcs.list_cases(pb.ListCasesRequest(case_no=world.case(case_id).case_no), call).cases,
        "GetConsultation": lambda call: rpcs.get_consultation(pb.GetConsultationRequest(name=file), call).name,
        "ListIssues": lambda call: rpcs.list_issues(pb.ListIssuesRequest(name=file), call).issues,
        "GetHandoff": lambda call: rpcs.get_handoff(pb.GetHandoffRequest(name=handoff), call).persons,
        "ListHandoffs": lambda call: rpcs.list_handoffs(pb.ListHandoffsRequest(case_id=case_id), call).handoffs,
        "GetContact": lambda call: rpcs.get_contact(pb.GetContactRequest(name=contact), call).text,
        "ListContacts": lambda call: rpcs.list_contacts(pb.ListContactsRequest(case_id=case_id), call).contacts,
        "ListEntries": lambda call: rpcs.list_entries(pb.ListEntriesRequest(parent=case), call).entries,
        "ListRelations": lambda call: rpcs.list_relations(pb.ListRelationsRequest(parent=case), call).relations,
        "ListHands": lambda call: rpcs.list_hands(pb.ListHandsRequest(parent=case), call).hands,
    }


def a_case_with_everything(world: World) -> tuple[str, str, str]:
    """The case, a handoff and a contact of it."""
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    handoff_id = world.offered_role(case_id, MONEY, mother)
    made = contacts.make(world.db, world.ctx(), case_id, MONEY, WORDS, world.now)
    file = world.consultation_of(case_id).id
    handoff_reading.sort_out_issues(world.db, world.ctx(), file, [dict.fromkeys(ISSUE_FIELDS, "") | {"text": "返済"}])
    relations.enter(world.db, world.ctx(), case_id, son, mother, "SUSPECTED_PERPETRATOR", [Reader(OTHER, "")])
    return case_id, handoff_id, made


@pytest.mark.plan("P-027")
def test_who_manages_the_coordinators_reads_a_case_as_they_do_without_being_one_and_another_agencys_does_not(
    world: World,
) -> None:
    """担当者・副担当者・その上司: 課長 is no coordinator."""
    given = a_case_with_everything(world)
    for rpc, read in reads_of(world, *given).items():
        call = Call(world.ctx(SUPERVISOR), world.db, world.peers)
        assert read(call), rpc
        assert {about.coordinator for about in call.abouts.values()} <= {COORDINATING}, rpc
        try:
            found = read(Call(world.ctx(replace(SUPERVISOR, agency_id=OTHER)), world.db, world.peers))
        except NotFound:
            found = None
        assert not found, rpc


@pytest.mark.plan("P-027")
def test_who_manages_the_coordinators_and_is_none_writes_nothing_in_their_place(world: World) -> None:
    case_id, handoff_id, made = a_case_with_everything(world)
    file, person_id = world.consultation_of(case_id).id, world.people(case_id)[0]
    waiting = world.receive(MOTHER)
    (relation,) = relations.of_case(world.db, world.ctx(SUPERVISOR), case_id)
    assert relation.case_id == case_id
    ctx, db = world.ctx(SUPERVISOR), world.db
    for refused in (
        lambda: consultations.screen(db, ctx, waiting, Screening("RESIDENT", True, False, False, (), "", "")),
        lambda: cases.decide_untangling(db, ctx, case_id, "DIRECT", "理由"),
        lambda: contacts.make(db, ctx, case_id, MONEY, WORDS, world.now),
        lambda: offers.withdraw(db, ctx, handoff_id, "理由", world.now),
        lambda: handoff_reading.sort_out_issues(db, ctx, file, []),
        lambda: relations.enter(db, ctx, case_id, "", person_id, "SUSPECTED_PERPETRATOR", [Reader(OTHER, "")]),
        lambda: relations.end(db, ctx, relation.id, "理由"),
        lambda: overview.mark_participation_need(db, ctx, f"handoffs/{handoff_id}", person_id),
        lambda: overview.mark_participation_need(db, ctx, f"consultations/{file}", person_id),
        lambda: contacts.reply(db, ctx, made, "はい"),
    ):
        with pytest.raises(NotFound):
            refused()
