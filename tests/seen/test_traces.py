"""Every step of a case is a trace of its own that links to the step before, through rpc, broker and engine."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from kit.telemetry import ATTRIBUTES, PLACE
from tests.scenarios.test_scenarios import FILES, play
from tests.seen.spans import Span, read
from tests.waiting import eventually
from tsunagi.bpmn.read import BPMN, ZEEBE
from tsunagi.bpmn.weave import VARIABLE, woven
from tsunagi.stack import Stack

DIAGRAMS = Path(__file__).parents[2] / "bpmn"
PLAYED = [file for file in FILES if file.stem in ("8050", "watched-handoff")]


class Seen:
    """The spans of the played cases, found by their ids."""

    def __init__(self, stack: Stack, cases: set[str]) -> None:
        self.all = read(stack)
        self.by_id = {span.id: span for span in self.all}
        self.cases = cases

    def jobs(self) -> list[Span]:
        return [
            span
            for span in self.all
            if span.attributes.get("messaging.system") == "zeebe"
            and span.kind == "CONSUMER"
            and span.attributes.get("case.id") in self.cases
            and "error.type" not in span.attributes
        ]

    def before(self, span: Span) -> Span:
        (link,) = span.links
        return self.by_id[link]

    def parent(self, span: Span) -> Span:
        return self.by_id[span.id[0], span.parent]

    def step(self, task: str, handoff_id: str) -> Span:
        (found,) = (one for one in self.jobs() if one.name == f"process {task}" and about(one) == handoff_id)
        return found


def about(span: Span) -> str:
    return str(span.attributes.get("handoff.id", ""))


@pytest.fixture(scope="module")
def seen(moving: Stack) -> Seen:
    cases = {play(moving, file)["case"] for file in PLAYED}
    eventually(lambda: len({one.attributes.get("case.id") for one in read(moving)} & cases) == len(cases))
    return Seen(moving, cases)


@pytest.mark.plan("C-06")
def test_every_job_links_to_the_step_before_it_in_the_same_case(seen: Seen) -> None:
    jobs = seen.jobs()
    assert len(jobs) > 100
    for job in jobs:
        before = seen.before(job)
        assert before.attributes["case.id"] == job.attributes["case.id"]
        assert before.kind in ("CONSUMER", "PRODUCER")
        assert job.id[0] != before.id[0]
        assert job.attributes["previous.trace_id"] == before.id[0].removeprefix("0x")


def test_a_chain_of_links_leads_from_the_last_job_of_a_case_back_to_its_first_message(seen: Seen) -> None:
    for job in seen.jobs():
        step, steps = job, 0
        while step.name != "send ConsultationReceived":
            step = seen.before(step) if step.kind == "CONSUMER" else seen.parent(step)
            steps += 1
            assert steps < 500
            if step.kind == "SERVER":
                break
        assert step.kind in ("SERVER", "PRODUCER")


def handoffs(seen: Seen) -> set[str]:
    return {about(job) for job in seen.jobs() if job.name == "process intake.confirm-handoff"}


def test_the_steps_of_a_handoff_follow_each_other_even_when_several_run_side_by_side(seen: Seen) -> None:
    assert len(handoffs(seen)) >= 4
    for handoff_id in handoffs(seen):
        prepared, offered, confirmed, reported = (
            seen.step(f"intake.{task}", handoff_id)
            for task in ("prepare-handoff", "offer-handoff", "confirm-handoff", "report-handoff-outcome")
        )
        assert seen.before(offered) == prepared
        for job, message, rpc in (
            (confirmed, "send HandoffAnswered", "AcceptHandoff"),
            (reported, "send HandoffClosed", "CompleteHandoff"),
        ):
            sent = seen.before(job)
            assert (sent.name, sent.kind, about(sent)) == (message, "PRODUCER", handoff_id)
            call = seen.parent(sent)
            assert (call.name, call.kind, about(call)) == (rpc, "SERVER", handoff_id)
            assert call.attributes["case.id"] == job.attributes["case.id"]


def test_the_step_after_a_called_process_links_to_the_last_step_inside_it(seen: Seen) -> None:
    after = [job for job in seen.jobs() if job.name == "process intake.close-consultation"]
    assert after
    for job in after:
        assert seen.before(job).attributes["bpmn.process.id"] != ""
    (single,) = (job for job in after if seen.before(job).name == "process intake.report-handoff-outcome")
    assert single.attributes["bpmn.process.id"] == "referral-to-evaluation"
    assert seen.before(single).attributes["bpmn.process.id"] == "handoff"


def test_a_job_span_says_where_in_the_engine_it_was(seen: Seen) -> None:
    for job in seen.jobs():
        names = ("case.id", "bpmn.process.id", "bpmn.element.id", "zeebe.process_instance.key", "messaging.message.id")
        assert all(job.attributes.get(name) for name in names)
        assert job.name == f"process {job.attributes['messaging.destination.name']}"


def test_a_span_of_the_broker_follows_the_conventions_and_links_to_the_span_that_sent(seen: Seen) -> None:
    kafka = [one for one in seen.all if one.attributes.get("messaging.system") == "kafka"]
    sent = [one for one in kafka if one.kind == "PRODUCER" and one.attributes.get("case.id") in seen.cases]
    taken = [one for one in kafka if one.kind == "CONSUMER" and one.attributes.get("case.id") in seen.cases]
    assert sent
    assert taken
    where = ("messaging.destination.name", "messaging.destination.partition.id", "messaging.message.id")
    for one in (*sent, *taken):
        assert all(one.attributes.get(name) for name in where)
        assert one.attributes["messaging.kafka.offset"] >= 0
        verb = "send" if one.kind == "PRODUCER" else "process"
        assert one.name == f"{verb} {one.attributes['messaging.destination.name']}"
        assert one.attributes["messaging.operation.type"] == verb
    for one in taken:
        before = seen.before(one)
        assert one.attributes["messaging.consumer.group.name"] == one.service
        for name in (*where, "messaging.kafka.offset", "case.id"):
            assert before.attributes[name] == one.attributes[name]


def test_a_call_that_answers_a_wait_says_which_element_of_which_instance_waited(seen: Seen) -> None:
    assert handoffs(seen)
    for handoff_id in handoffs(seen):
        offered, confirmed = (seen.step(f"intake.{task}", handoff_id) for task in ("offer-handoff", "confirm-handoff"))
        call = seen.parent(seen.before(confirmed))
        where = {name: offered.attributes[name] for name in PLACE} | {"bpmn.element.id": "Wait_HandoffAnswered"}
        assert {name: call.attributes[name] for name in PLACE} == where


def test_whatever_is_told_is_told_by_a_step_that_says_of_which_case(seen: Seen) -> None:
    sent = [one for one in seen.all if one.kind == "PRODUCER" and one.attributes.get("case.id") in seen.cases]
    steps = [seen.parent(one) for one in sent if one.parent]
    assert {step.kind for step in steps} == {"SERVER", "CONSUMER"}
    assert {step.name for step in steps if not step.attributes.get("case.id")} == set()


def test_a_question_to_another_service_is_asked_at_the_place_of_its_step(seen: Seen) -> None:
    jobs = {job.id: job for job in seen.jobs()}
    questions = [one for one in seen.all if one.kind == "CLIENT"]
    asked = [(one, jobs[step]) for one in questions if (step := (one.id[0], one.parent)) in jobs]
    assert asked
    for question, job in asked:
        for name in ("case.id", "zeebe.process_instance.key", "bpmn.element.id"):
            assert question.attributes[name] == job.attributes[name]


def test_a_question_to_another_service_is_inside_the_step_that_asks(seen: Seen) -> None:
    asked = [one for one in seen.all if one.kind == "CLIENT"]
    answered = {(one.id[0], one.parent): one for one in seen.all if one.kind == "SERVER" and one.parent}
    assert asked
    for one in asked:
        assert one.parent
        answer = answered.get(one.id)
        assert answer is None or answer.name == one.name
    assert sum(one.id in answered for one in asked) > len(asked) // 2


@pytest.mark.plan("C-06")
def test_no_span_tells_more_than_codes_and_ids_and_no_poll_has_one(seen: Seen) -> None:
    assert {name for span in seen.all for name in span.attributes} <= ATTRIBUTES
    names = Counter(span.name for span in seen.all)
    assert not [name for name in names if "ActivateJobs" in name or "poll" in name.lower()]


@pytest.mark.parametrize("path", sorted(DIAGRAMS.glob("*.bpmn")), ids=lambda path: path.stem)
def test_weaving_adds_the_trace_and_nothing_else_and_twice_is_once(path: Path) -> None:
    once = woven(path.read_bytes())
    assert woven(once) == once
    root = etree.fromstring(once)
    for call in root.iter(f"{BPMN}callActivity"):
        targets = [one.get("target") for one in call.iter(f"{ZEEBE}input", f"{ZEEBE}output")]
        assert targets.count(VARIABLE) == 2
    for pair in list(root.iter(f"{ZEEBE}input", f"{ZEEBE}output")):
        if pair.get("target") == VARIABLE:
            parent = pair.getparent()
            assert parent is not None
            parent.remove(pair)
    assert described(root) == described(etree.parse(path).getroot())


def described(root: etree._Element) -> list[tuple[str, dict[str, str]]]:
    empty = (f"{ZEEBE}ioMapping", f"{BPMN}extensionElements")
    return [
        (str(one.tag), {str(name): str(value) for name, value in one.attrib.items()})
        for one in root.iter("*")
        if not all(inner.tag in empty for inner in one.iter("*"))
    ]
