"""Issues with their measures travel with a handoff; a supporter gets advice without a person and without a case."""

import pytest

from kit.errors import InvalidArgument, NotFound
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import AlreadyAnswered
from services.intake.rpc import IntakeServicer, handoff_shapes
from services.intake.use_cases import advice, handoff_reading
from tests.intake.test_rpc import Calls, reduced
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, WELFARE, WINDOW, World

servicer = IntakeServicer()
QUESTION = "支援を断り続ける方への声のかけ方を知りたい"


@pytest.mark.plan("P-052")
def test_issues_with_their_measures_and_the_wish_are_kept_with_the_handoff(world: World) -> None:
    handoff_id = world.prepare(MOTHER)
    row = world.handoff(handoff_id)
    calls = Calls(world, world.peers)
    issues = [
        pb.Issue(
            person_id=row.person_ids[0], concern="DEBT", text="返済が重い", service_id="S-06", wish="家計を立て直したい"
        ),
        pb.Issue(text="誰に頼ればよいか分からない"),
    ]
    asked = pb.SortOutIssuesRequest(name=f"consultations/{row.source_id}", issues=issues)
    servicer.sort_out_issues(asked, calls.by(WINDOW))
    servicer.sort_out_issues(asked, calls.by(WINDOW))
    with pytest.raises(NotFound):
        world.read(handoff_id, MONEY)
    world.offer(handoff_id)
    shown = handoff_shapes.handoff(world.read(handoff_id, MONEY), MONEY).issues
    assert [(one.service_id, one.open, one.wish) for one in shown] == [
        ("S-06", False, "家計を立て直したい"),
        ("", True, ""),
    ]
    listing = pb.ListIssuesRequest(name=asked.name)
    call = calls.by(WINDOW)
    assert len(reduced(servicer.list_issues(listing, call), call).issues) == 2
    for stranger in (MONEY, OTHER):
        with pytest.raises(NotFound):
            servicer.list_issues(listing, calls.by(stranger))


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "課題", "person_id": "x"}, {"text": "課題", "service_id": "S-99"}]
)
def test_an_issue_has_words_and_names_only_what_is_known(world: World, wrong: dict[str, str]) -> None:
    consultation_id = world.receive(MOTHER)
    empty = dict.fromkeys(handoff_shapes.ISSUE_FIELDS, "")
    with pytest.raises(InvalidArgument):
        handoff_reading.sort_out_issues(world.db, world.ctx(WINDOW), consultation_id, [{**empty, **wrong}])


@pytest.mark.plan("P-090")
def test_advice_is_asked_and_answered_within_a_deadline_without_a_case(world: World) -> None:
    calls = Calls(world, world.peers)
    asked = servicer.request_advice(
        pb.RequestAdviceRequest(request_id="1", question=QUESTION, sender_reference="控え-3"), calls.by(MONEY)
    )
    (event,) = world.events("AdviceRequested")
    assert QUESTION.encode() not in event.SerializeToString()
    advice_id = event.advice_id
    assert world.run("open-advice", adviceId=advice_id)["adviceDueAt"] > world.now
    assert world.open_items() == [("ANSWER_ADVICE", COORDINATING)]
    answering = pb.AnswerAdviceRequest(name=asked.name, request_id="2", answer="まず体の具合から")
    for stranger in (MONEY, COORDINATING, WELFARE):
        with pytest.raises(NotFound):
            servicer.answer_advice(answering, calls.by(stranger))
    servicer.answer_advice(answering, calls.coordinator)
    assert world.open_items() == []
    (told,) = world.inbox(MONEY, "ADVICE_ANSWERED")
    assert (told.subject, told.sender_reference) == (asked.name, "控え-3")
    call = calls.by(MONEY)
    read = reduced(servicer.get_advice(pb.GetAdviceRequest(name=asked.name), call), call)
    assert (read.question, read.answer) == (QUESTION, "まず体の具合から")
    with pytest.raises(AlreadyAnswered):
        servicer.answer_advice(answering, calls.coordinator)
    for stranger in (WINDOW, OTHER):
        with pytest.raises(NotFound):
            servicer.get_advice(pb.GetAdviceRequest(name=asked.name), calls.by(stranger))
    assert world.events("ConsultationReceived") == world.events("CaseOpened") == []


def test_advice_that_is_quicker_than_the_process_leaves_no_work_behind(world: World) -> None:
    advice_id = advice.ask(world.db, world.ctx(MONEY), QUESTION, "")
    with pytest.raises(InvalidArgument):
        advice.answer(world.db, world.ctx(COORDINATOR), advice_id, " ")
    advice.answer(world.db, world.ctx(COORDINATOR), advice_id, "助言")
    assert world.run("open-advice", adviceId=advice_id)["adviceWorkItemId"] == ""
    with pytest.raises(InvalidArgument):
        advice.ask(world.db, world.ctx(MONEY), " ", "")


@pytest.mark.plan("P-024", "P-033")
def test_the_senders_words_of_a_decline_need_a_grant_and_a_question_does_not(world: World) -> None:
    """Without a grant the sender learns the code only."""
    calls = Calls(world, world.peers)
    name = f"handoffs/{world.offered(MOTHER)}"
    asking = pb.RequestHandoffInformationRequest(name=name, question="同居の家族は")
    servicer.request_handoff_information(asking, calls.by(MONEY))
    call = calls.by(WINDOW)
    found = servicer.get_handoff(pb.GetHandoffRequest(name=name), call)
    assert call.abouts[f"{name}.answer_text"].recorded_by == WINDOW
    servicer.supply_handoff_information(
        pb.SupplyHandoffInformationRequest(name=name, information="長男"), calls.by(WINDOW)
    )
    world.offer(name.removeprefix("handoffs/"))
    declining = pb.DeclineHandoffRequest(name=name, reason_code="OTHER", reason="以前に苦情があった家庭です")
    servicer.decline_handoff(declining, calls.by(MONEY))
    call = calls.by(WINDOW)
    found = servicer.get_handoff(pb.GetHandoffRequest(name=name), call)
    assert call.abouts[f"{name}.answer_text"].recorded_by == MONEY
    assert {call.abouts[entry.name].recorded_by for entry in found.entries if entry.kind == "DECLINED"} == {MONEY}
    assert [entry.reason_code for entry in found.entries if entry.kind == "DECLINED"] == ["OTHER"]
