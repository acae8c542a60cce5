"""A step that an administrator drew, no code touched: it waits at intake, is answered by rpc, and steers the way."""

import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.calendar import Calendar
from kit.user_task_jobs import JOB_TYPE
from tests.faults.operator import Operator
from tests.public import Ask, as_actor, play
from tests.seen.spans import Span, read
from tests.user_tasks.diagrams import with_call_ahead
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.client import Refused
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import ActorCard, load
from tsunagi.homes import fresh, remove
from tsunagi.stack import Stack

OFFER = Path(__file__).parents[1] / "processes" / "offer.json"
UNTIL_SCREENED = 6
SECRET = "息子さんは電話口で泣いていた。"
GROUP = load(OFFER).actors["seikatsu"]
COLLEAGUE = ActorCard("同僚", "W-04", "staff-w04-2", GROUP.audiences, GROUP.roles, GROUP.purposes)
OTHER_ROLE = ActorCard("事務", "W-04", "staff-w04-3", GROUP.audiences, frozenset({"clerk"}), GROUP.purposes)
ELSEWHERE = ActorCard("他機関", "W-15", "staff-w15", GROUP.audiences, GROUP.roles, GROUP.purposes)

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = with_call_ahead(tmp_path_factory.mktemp("city") / "bpmn", "9.1.0")
    home = fresh("user-tasks")
    with Stack(home, records=True) as stack:
        stack.start()
        stack.clock.start()
        deploy_folder(
            folder, stack.zeebe_grpc, "an administrator", "call ahead before every handoff", home / "register"
        )
        stack.start_services()
        yield stack
    remove(home)


def asked(stack: Stack) -> tuple[dict[str, Any], dict[str, Any], Ask]:
    """A case that stands at the drawn step: what was saved, the work item, and a member of the group."""
    _, names = play(stack, OFFER, until=UNTIL_SCREENED)
    ask = as_actor(stack, GROUP)

    def items() -> list[dict[str, Any]]:
        return [one for one in work(ask, names) if one["kind"] == "USER_TASK"]

    return names, eventually(items, seconds=60)[0], ask


def work(ask: Ask, names: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("IntakeService.ListWorkItems", case_id=names["case"])["work_items"]
    return found


def refused(ask: Ask, rpc: str, **request: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        ask(f"IntakeService.{rpc}", **request)
    return refusal.value


def answers(result: str, note: str = SECRET) -> list[dict[str, str]]:
    return [{"field": "callAheadResult", "code": result}, {"field": "callAheadNote", "text": note}]


def test_the_choice_steers_the_gateway_and_the_text_is_nowhere_in_the_engine(city: Stack) -> None:
    names, item, ask = asked(city)
    opened, due = datetime.fromisoformat(item["open_time"]), datetime.fromisoformat(item["due_time"])
    assert Calendar().due("2BD", opened) == due
    task = ask("IntakeService.GetTask", name=item["subject"])
    assert (task["title"], task["state"], task["claimed_by"]) == ("先に電話する", "STATE_OPEN", "")
    fields = {field["key"]: (field["type"], field["data_class"], field["required"]) for field in task["fields"]}
    assert fields == {
        "callAheadResult": ("radio", "C0", True),
        "callAheadAgain": ("checkbox", "C0", False),
        "callAheadNote": ("textarea", "C4", False),
    }
    assert [one["value"] for one in task["fields"][0]["choices"]] == ["GO_ON", "NOT_NEEDED"]

    claimed = ask("IntakeService.ClaimTask", name=item["subject"])
    assert claimed["claimed_by"] == GROUP.person
    done = ask("IntakeService.CompleteTask", name=item["subject"], answers=answers("GO_ON"))
    assert SECRET not in str(done), "answers to writes carry no content"
    eventually(lambda: "ANSWER_HANDOFF" in {one["kind"] for one in work(ask, names)}, seconds=60)
    assert "USER_TASK" not in {one["kind"] for one in work(ask, names)}

    told = ask("IntakeService.GetTask", name=item["subject"])
    assert told["state"] == "STATE_DONE"
    assert {one["field"]: one["code"] or one["text"] for one in told["answers"]} == {
        "callAheadResult": "GO_ON",
        "callAheadNote": SECRET,
    }
    written = {one["value"]["name"]: one["value"]["value"] for one in city.records("VARIABLE", "CREATED")}
    assert (written["callAheadResult"], written["callAheadAgain"]) == ('"GO_ON"', "null")
    assert "callAheadNote" not in written
    assert SECRET not in str(city.records()), "nowhere in the engine"
    for log in (city.home / "logs").iterdir():
        assert SECRET not in log.read_text(errors="replace"), log.name


def test_the_other_choice_takes_the_other_way(city: Stack) -> None:
    names, item, ask = asked(city)
    ask("IntakeService.CompleteTask", name=item["subject"], answers=answers("NOT_NEEDED"))
    coordinator = as_actor(city, load(OFFER).actors["coordinator"])

    def closed() -> bool:
        found = coordinator("IntakeService.GetConsultation", name=names["consultation"]["name"])
        return bool(found["state"] not in ("STATE_SCREENED", "STATE_RECEIVED", "STATE_ROUTED"))

    operator = Operator(city, names["consultation"]["case_no"])
    instance = operator.instance("handoff")
    operator.active(instance, "End_Withdrawn")
    eventually(closed, seconds=60)
    assert work(ask, names) == []


def test_the_trace_leads_from_the_step_before_through_the_answer_to_the_step_after(city: Stack) -> None:
    names, item, ask = asked(city)
    ask("IntakeService.CompleteTask", name=item["subject"], answers=answers("GO_ON"))

    def of_case(name: str) -> list[Span]:
        return [span for span in read(city) if span.name == name and span.attributes.get("case.id") == names["case"]]

    (offered,) = eventually(lambda: of_case("process intake.offer-handoff"), seconds=60)
    (prepared,), (opened,), (told,), (answered,) = (
        of_case(name)
        for name in ("process intake.prepare-handoff", f"process {JOB_TYPE}", f"send {JOB_TYPE}", "CompleteTask")
    )
    assert (opened.links, offered.links) == ((prepared.id,), (told.id,))
    assert (told.id[0], told.parent) == answered.id
    for span in (opened, told):
        assert span.attributes["bpmn.element.id"] == "Task_CallAhead"
        assert span.attributes["zeebe.process_instance.key"] == prepared.attributes["zeebe.process_instance.key"]


def test_only_the_group_sees_it_and_one_of_them_has_it(city: Stack) -> None:
    _, item, ask = asked(city)
    for card in (OTHER_ROLE, ELSEWHERE):
        for rpc in ("GetTask", "ClaimTask"):
            assert refused(as_actor(city, card), rpc, name=item["subject"]).code == "NOT_FOUND"
        assert refused(as_actor(city, card), "CompleteTask", name=item["subject"]).code == "NOT_FOUND"
    assert refused(ask, "GetTask", name="tasks/1").code == "NOT_FOUND"
    ask("IntakeService.ClaimTask", name=item["subject"])
    colleague = as_actor(city, COLLEAGUE)
    assert refused(colleague, "ClaimTask", name=item["subject"]).code == "CLAIMED_BY_ANOTHER"
    held = refused(colleague, "CompleteTask", name=item["subject"], answers=answers("GO_ON"))
    assert held.code == "CLAIMED_BY_ANOTHER"


def test_every_wrong_answer_is_named_at_once_and_nothing_is_kept(city: Stack) -> None:
    names, item, ask = asked(city)
    wrong = [
        {"field": "callAheadResult", "code": "MAYBE"},
        {"field": "callAheadAgain", "code": "perhaps"},
        {"field": "phone", "text": "090"},
    ]
    refusal = refused(ask, "CompleteTask", name=item["subject"], answers=wrong)
    assert refusal.code == "INVALID_ARGUMENT"
    assert {one["field"] for one in refusal.violations} == {
        "answers[callAheadResult]",
        "answers[callAheadAgain]",
        "answers[phone]",
    }
    absent = refused(ask, "CompleteTask", name=item["subject"], answers=[])
    assert [one["field"] for one in absent.violations] == ["answers[callAheadResult]"]
    assert ask("IntakeService.GetTask", name=item["subject"])["state"] == "STATE_OPEN"
    ask("IntakeService.CompleteTask", name=item["subject"], answers=answers("GO_ON"))
    again = refused(ask, "CompleteTask", name=item["subject"], answers=answers("NOT_NEEDED"))
    assert again.code == "TASK_OVER"
    eventually(lambda: "ANSWER_HANDOFF" in {one["kind"] for one in work(ask, names)}, seconds=60)


def test_an_answer_given_while_the_engine_is_away_arrives_when_it_is_back(city: Stack) -> None:
    names, item, ask = asked(city)
    city.kill("zeebe", signal.SIGKILL)
    ask("IntakeService.CompleteTask", name=item["subject"], answers=answers("GO_ON"))
    city.kill("intake")
    city.restart("zeebe")
    city.restart("intake")
    eventually(lambda: "ANSWER_HANDOFF" in {one["kind"] for one in work(ask, names)}, seconds=90)


def test_a_cancelled_step_closes_its_work(city: Stack) -> None:
    names, item, ask = asked(city)
    operator = Operator(city, names["consultation"]["case_no"])
    operator.cancel(operator.instance("referral-to-evaluation"))
    eventually(lambda: work(ask, names) == [], seconds=60)
    assert refused(ask, "CompleteTask", name=item["subject"], answers=answers("GO_ON")).code == "TASK_OVER"


def test_a_step_that_is_late_says_so_and_can_still_be_answered_after_its_lease(city: Stack) -> None:
    names, item, ask = asked(city)
    keeper = QuietKeeper(city)
    keeper.advance_to(datetime.fromisoformat(item["due_time"]) + timedelta(days=1))
    eventually(lambda: [one["state"] for one in work(ask, names)] == ["STATE_OVERDUE"], seconds=60)
    ask("IntakeService.CompleteTask", name=item["subject"], answers=answers("GO_ON"))
    eventually(lambda: "ANSWER_HANDOFF" in {one["kind"] for one in work(ask, names)}, seconds=60)
    intake = sa.create_engine(city.admin_database_url("intake"))
    with intake.connect() as db:
        again = db.scalar(sa.text("SELECT count(*) - count(DISTINCT subject) FROM work_items WHERE kind = 'USER_TASK'"))
    intake.dispose()
    assert again == 0, "a job that is handed out again is the same work"
