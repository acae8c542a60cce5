"""Waits: the message is sent, its key is right and is one wait's alone, and somebody notices when nobody answers."""

import re
from collections.abc import Iterator
from itertools import combinations

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Concurrency, ahead
from tsunagi.bpmn.model import Node, Process
from tsunagi.bpmn.variables import Material, Variables

NOTICING = ("serviceTask", "sendTask", "userTask", "callActivity")
WORK_ITEM = "workItemId"
CLOCK_OF = re.compile(r"=(?P<wait>\w+?)(Due|Reminder)At")
DATE_NAME = re.compile(r"=\s*\w+At\s*")  # as services name what they compute for a clock


def check(material: Material) -> Iterator[Finding]:
    written = frozenset(name for task in material.contract.tasks.values() for name in task.outputs)
    for process in material.diagrams.processes:
        for node in process.nodes.values():
            yield from _message(process, node, material)
            yield from _deadline(process, node)
            yield from _clock(process, node)
            yield from _work_item(process, node, written)
        yield from _shared(process, material.variables(process))


def _message(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    if node.message is None or node.throws:
        return
    name, key = node.message.name, node.message.key
    sent = material.contract.messages.get(name)
    if sent is None:
        text = f"メッセージ {name or '(空)'} を送るサービスがありません。"
        yield Finding(process.file, node.id, "MESSAGE_NOT_SENT", text)
    if node.kind == "startEvent" and not process.is_start_of_event(node):
        return
    if not key or not key.startswith("=") or not feel.read(key[1:]).names:
        text = f"メッセージ {name} に、案件ごとの相関キー(変数を読む式)がありません。"
        yield Finding(process.file, node.id, "CORRELATION_KEY_MISSING", text)
    elif sent is not None and _squeezed(key) != _squeezed(_sent_key(sent.key)):
        text = f"相関キー {key} は、送られるキー {_sent_key(sent.key)} と合いません。この待ちには何も届きません。"
        yield Finding(process.file, node.id, "KEY_NOT_AS_SENT", text)


def _sent_key(fields: tuple[str, ...]) -> str:
    return "=" + ' + ":" + '.join(fields)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _noticing(process: Process) -> frozenset[str]:
    """Steps after which somebody knows."""
    return frozenset(node.id for node in process.nodes.values() if node.kind in NOTICING)


def _deadline(process: Process, node: Node) -> Iterator[Finding]:
    # A user task says by when itself: its owner notices.
    if not node.is_wait or node.user is not None:
        return
    watching = clocks(process, node)
    if not watching:
        text = "この待ちに期限の時計がありません。時計の境界イベントを付けてください。"
        yield Finding(process.file, node.id, "WAIT_WITHOUT_DEADLINE", text)
    elif not all(ahead(process, one.id) & _noticing(process) for one in watching if one.attached_to):
        text = "時計のあとに、遅れを知らせる仕事がありません。時計から、知らせる仕事につなぎます。"
        yield Finding(process.file, node.id, "WAIT_WITHOUT_DEADLINE", text)


def clocks(process: Process, node: Node) -> list[Node]:
    """At the edge of a box, and those that a wait behind an event-based gateway races with."""
    found = [one for one in process.boundaries(node.id) if one.timer is not None]
    for source in (flow.source for flow in process.incoming[node.id]):
        if source in process.nodes and process.nodes[source].kind == "eventBasedGateway":
            nexts = [process.nodes[flow.target] for flow in process.outgoing[source] if flow.target in process.nodes]
            found += [one for one in nexts if one.timer is not None]
    return found


def _clock(process: Process, node: Node) -> Iterator[Finding]:
    if node.timer is None:
        return
    said = node.timer.expression
    if _is_literal(said):
        text = f"時計に期限 {said or '(空)'} が書き込まれています。期限は前の仕事の見出し(within)で決めます。"
        yield Finding(process.file, node.id, "TIMER_HARD_CODED", text)
    elif node.timer.kind != "timeDate":
        text = "時計の種類が長さ(Duration)か繰り返し(Cycle)です。日時(Date)にし、前の仕事が書く =…DueAt を読みます。"
        yield Finding(process.file, node.id, "TIMER_NOT_A_DATE", text)
    elif DATE_NAME.fullmatch(said) is None and feel.read(said[1:]).fault is None and not feel.clock_in(said[1:]):
        text = f"時計の式 {said} は日時の変数(…At)ではありません。前の仕事が書く =…DueAt を、そのまま読みます。"
        yield Finding(process.file, node.id, "TIMER_NOT_A_DATE", text)


def _work_item(process: Process, clock: Node, written: frozenset[str]) -> Iterator[Finding]:
    """A service writes a wait's dates and its work item together: what a clock reads is the lateness of that one."""
    date = CLOCK_OF.fullmatch("".join(clock.timer.expression.split())) if clock.timer is not None else None
    item = f"{date['wait']}WorkItemId" if date is not None else ""
    for flow in process.outgoing[clock.id] if item in written else ():
        step = process.nodes.get(flow.target)
        sources = [pair.source for pair in step.inputs if pair.target == WORK_ITEM] if step is not None else []
        if any("".join(source.split()) != f"={item}" for source in sources):
            text = f"この期限の業務票は {item} です。{WORK_ITEM} ← {sources[0]} では、別の仕事が遅れたことになります。"
            yield Finding(process.file, flow.target, "WORK_ITEM_OF_ANOTHER", text)


def _is_literal(text: str) -> bool:
    """Says a date or length itself. What cannot be read or reads the clock is told by other codes."""
    if not text.startswith("="):
        return True
    expression = feel.read(text[1:])
    if expression.fault is not None or expression.reads_clock:
        return False
    return not expression.names or any(token.kind == "string" for token in expression.tokens)


def _shared(process: Process, variables: Variables) -> Iterator[Finding]:
    """Two waits of one process, or two instances of one wait, that would catch each other's message.

    Not looked at: two instances of one called process; one message reaches one of them.
    """
    concurrency = Concurrency(variables.graph)
    waits = [one for one in process.nodes.values() if one.message is not None and one.message.key and not one.throws]
    for one, other in combinations(waits, 2):
        if one.message == other.message and concurrency.together(one.id, other.id):
            text = f"{one.id} と同時に、同じメッセージを同じ相関キーで待ちます。届くのは片方だけです。"
            yield Finding(process.file, other.id, "KEY_SHARED", text)
    for node in waits:
        for scope in _repeated(process, node):
            names = feel.read((node.message.key or "=0")[1:]).names if node.message is not None else frozenset()
            if names and not names & _own(process, scope, variables):
                text = "同時に何度も動く部分の中の待ちなのに、相関キーがどれも同じです。"
                yield Finding(process.file, node.id, "KEY_SHARED", text)


def _repeated(process: Process, node: Node) -> Iterator[Node]:
    """Parts around a wait of which several run at once: parallel multi-instances, non-interrupting event parts."""
    for place in process.chain(node.id)[:-1]:
        around = process.nodes[place]
        starts = [one for one in process.inside(place) if one.kind == "startEvent"]
        beside = around.by_event and not any(start.interrupting for start in starts)
        if around.parallel or (beside and node not in starts):
            yield around


def _own(process: Process, scope: Node, variables: Variables) -> frozenset[str]:
    """Names that differ between the instances: locals, and what is written inside."""
    inside = frozenset().union(
        *(variables.results(one) | {p.target for p in one.outputs} for one in process.within(scope.id))
    )
    return scope.locals | inside
