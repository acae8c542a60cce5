"""Variables: whoever reads one must find it written. What is read is what the contract and the expressions name.

Proved as `variables` follows them, on every way to the reader. A key or date that is absent is an incident; a task
input, mapping, condition or decision input that is absent reads as null, and must be set to null where that is meant.
"""

from collections.abc import Iterator

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Diagrams, Node, Process
from tsunagi.bpmn.variables import Material, Variables


def check(material: Material) -> Iterator[Finding]:
    for process in material.diagrams.processes:
        variables = material.variables(process)
        if not variables.complete:
            continue
        for node in process.nodes.values():
            if node.id in variables.before:
                yield from _inputs(process, node, variables, material)
                yield from _keys(process, node, variables)
                yield from _dates(process, node, variables)
                yield from _expressions(process, node, variables, material.diagrams)


def _inputs(process: Process, node: Node, variables: Variables, material: Material) -> Iterator[Finding]:
    task = material.contract.tasks.get(node.task_type or "")
    if task is None:
        return
    for name in task.inputs:
        if name not in variables.at(node):
            text = f"仕事 {task.type} が読む変数 {name} を、ここまでに書かない道があります。"
            yield Finding(process.file, node.id, "INPUT_NOT_WRITTEN", text)


def _keys(process: Process, node: Node, variables: Variables) -> Iterator[Finding]:
    if node.message is None or node.message.key is None:
        return
    if node.kind == "startEvent" and not process.is_start_of_event(node):
        return
    for name in sorted(_names(node.message.key) - _listening(process, node, variables)):
        text = f"メッセージ {node.message.name} の相関キーが読む変数 {name} を、ここまでに書かない道があります。"
        yield Finding(process.file, node.id, "KEY_VARIABLE_NOT_WRITTEN", text)


def _dates(process: Process, node: Node, variables: Variables) -> Iterator[Finding]:
    if node.timer is None:
        return
    for name in sorted(_names(node.timer.expression) - _listening(process, node, variables)):
        text = f"期限 {name} を、ここまでに書かない道があります。待ちの前の仕事を確かめてください。"
        yield Finding(process.file, node.id, "DEADLINE_NOT_WRITTEN", text)


def _listening(process: Process, node: Node, variables: Variables) -> frozenset[str]:
    """Readable when the engine opens the subscription: with the host, or with the scope of an event subprocess."""
    if node.attached_to in process.nodes:
        return variables.at(process.nodes[str(node.attached_to)])
    if process.is_start_of_event(node):
        starts = [one for one in process.inside(process.nodes[node.scope].scope) if one.kind == "startEvent"]
        return frozenset().union(*(variables.past(start) for start in starts))
    return variables.at(node)


def _expressions(process: Process, node: Node, variables: Variables, diagrams: Diagrams) -> Iterator[Finding]:
    for text, readable in _reads(process, node, variables, diagrams):
        for name in sorted(_names(text) - readable):
            japanese = f"式 {text} が読む変数 {name} を、ここまでに書かない道があります。"
            yield Finding(process.file, node.id, "UNKNOWN_VARIABLE", japanese)


def _reads(
    process: Process, node: Node, variables: Variables, diagrams: Diagrams
) -> Iterator[tuple[str, frozenset[str]]]:
    """Every expression of the node that no other rule looks at, with the names that it can read."""
    known = variables.around(node)
    if node.loop is not None:
        yield node.loop.collection, known
        yield node.loop.output_element or "", variables.past(node) | variables.inner(node)
        known |= {"loopCounter"} | ({node.loop.element} if node.loop.element else set())
    for pair in node.inputs:
        yield pair.source, known
        known |= {pair.target}
    for pair in node.outputs:
        yield pair.source, variables.inner(node)
    for flow in process.outgoing[node.id]:
        yield flow.condition or "", variables.past(node)
    if node.script is not None:
        yield node.script[0], variables.at(node)
    decision = diagrams.decision.get(node.decision.decision_id) if node.decision is not None else None
    for text in decision.inputs if decision is not None else ():
        yield f"={text}", variables.at(node)


def _names(text: str) -> frozenset[str]:
    expression = feel.read(text[1:]) if text.startswith("=") else None
    return expression.names if expression is not None and expression.fault is None else frozenset()
