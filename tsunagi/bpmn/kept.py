"""An edited diagram beside the packaged one: which element stands for which, and what is the same said differently."""

from collections.abc import Iterator

from tsunagi.bpmn import feel
from tsunagi.bpmn.model import Node, Process
from tsunagi.bpmn.variables import Material

# They only tell of work that is late: whoever needs no reminder draws none.
REMINDERS = (".remind-work-item", ".escalate-invitations")
LATE = ".escalate-work-item"
TELLING = (*REMINDERS, LATE)


def pairs(now: Material, before: Material) -> Iterator[tuple[Process, Process]]:
    """Each process that was changed, with the packaged one of its id."""
    for process in now.diagrams.processes:
        packaged = before.diagrams.process.get(process.id)
        if packaged is not None and packaged.content != process.content:
            yield process, packaged


def standing(process: Process, node: Node) -> Node | None:
    """What stands here for a packaged element: its id, or a clock or an error event drawn anew at the same place."""
    if node.id in process.nodes:
        return process.nodes[node.id]
    return next((one for one in process.boundaries(node.attached_to or "") if _set_off_alike(one, node)), None)


def _set_off_alike(one: Node, node: Node) -> bool:
    if node.timer is not None:
        return one.timer is not None and alike(one.timer.expression, node.timer.expression)
    return node.catches_error and one.catches_error and one.error_code == node.error_code


def alike(one: str | None, other: str | None) -> bool:
    """Whether two expressions differ in their spaces alone."""
    return said(one or "") == said(other or "")


def said(text: str) -> tuple[str, ...]:
    expression = feel.read(text.removeprefix("="))
    return tuple(token.text for token in expression.tokens) if expression.fault is None else (text,)


def protected(node: Node) -> bool:
    """A job that does more than tell of work that is late."""
    return node.kind == "serviceTask" and bool(node.task_type) and not str(node.task_type).endswith(TELLING)


def row(process: Process, node: Node) -> list[Node]:
    """The jobs in a row behind an element, up to where the way divides, rests or ends."""
    found: list[Node] = []
    seen: set[str] = set()
    while len(flows := process.outgoing[node.id]) == 1 and node.id not in seen and flows[0].target in process.nodes:
        seen.add(node.id)
        node = process.nodes[flows[0].target]
        if node.task_type and node.kind != "userTask":
            found.append(node)
        elif node.kind != "exclusiveGateway":
            break
    return found


def types(process: Process, node: Node) -> list[str]:
    """Those of the row behind an element."""
    return [str(one.task_type) for one in row(process, node)]
