"""The two rooms that law guards: a 支援会議 needs a liaison meeting or an emergency, a 重層的支援会議 needs consent.

What is proved, from structure and contracts alone:

SUPPORT_WITHOUT_LIAISON. A call to a process with a task whose header `meetingType` is SUPPORT maps `conveningBasis`.
With the constant "EMERGENCY", every way passes the job intake.open-emergency, or a call to a process that has it. Else
every way from the start of the calling process to the call passes a call
to a LIAISON process, or a flow whose condition can only hold when a variable that such a call writes is true: directly,
or because every row of the decision that gives the compared value asks for it. Not proved: that the liaison meeting was
held rather than cancelled, that a variable handed in by a caller is honest.

MULTI_WITHOUT_CONSENT. Every way to a task `plans.join-subject` passes a call to a process that waits for
ConsentAnswered (or that wait itself) and a flow whose condition can only hold when `consentAnswer` is GRANTED. Every
call to a MULTI process lies behind such a task, or behind the message HouseholdPlanOpened, which only the effect of
that task publishes, or in a process all of whose callers do. Not proved: whose consent it is, and for which agencies;
the services check that again (D5).
"""

from collections.abc import Callable, Iterator

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Edge
from tsunagi.bpmn.model import Flow, Node, Process
from tsunagi.bpmn.variables import Material

MEETING_HEADER = "meetingType"
BASIS, EMERGENCY = "conveningBasis", '="EMERGENCY"'
CONSENT_MESSAGE, CONSENT_VARIABLE, GRANTED = "ConsentAnswered", "consentAnswer", '"GRANTED"'
EMERGENCY_TASK = "intake.open-emergency"
JOIN_TASK, PLAN_MESSAGE = "plans.join-subject", "HouseholdPlanOpened"


def check(material: Material) -> Iterator[Finding]:
    for process in material.diagrams.processes:
        for node in process.nodes.values():
            if _calls(node, "SUPPORT", material):
                yield from _support(process, node, material)
            if _calls(node, "MULTI", material) and not _consented(process, node, material, ()):
                text = "重層的支援会議へ、本人の同意とプランへの参加を経ずに進む道があります。"
                yield Finding(process.file, node.id, "MULTI_WITHOUT_CONSENT", text)
            if node.task_type == JOIN_TASK and not _granted(process, node, material):
                text = "プランに加える仕事へ、同意(GRANTED)を経ずに進む道があります。"
                yield Finding(process.file, node.id, "MULTI_WITHOUT_CONSENT", text)


def _support(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    basis = {pair.target: pair.source for pair in node.inputs}.get(BASIS)
    if basis is None:
        text = f"支援会議の呼び出しに、開く根拠 {BASIS} の割り当てがありません。"
        yield Finding(process.file, node.id, "SUPPORT_WITHOUT_LIAISON", text)
    elif not (_after_emergency if "".join(basis.split()) == EMERGENCY else _after_liaison)(process, node, material):
        text = "支援会議へ、連絡会議も緊急対応も経ずに進む道があります。"
        yield Finding(process.file, node.id, "SUPPORT_WITHOUT_LIAISON", text)


def _after_emergency(process: Process, node: Node, material: Material) -> bool:
    opened = {one.id for one in process.nodes.values() if _opens_emergency(one, material)}
    return _every_way(process, node, material, lambda edge: edge.source in opened and not edge.interrupts)


def _opens_emergency(node: Node, material: Material) -> bool:
    child = material.diagrams.process.get(node.call.process_id) if node.call is not None else None
    called = child.nodes.values() if child is not None else ()
    return any(one.task_type == EMERGENCY_TASK for one in (node, *called))


def _after_liaison(process: Process, node: Node, material: Material) -> bool:
    meetings = {one.id for one in process.nodes.values() if _calls(one, "LIAISON", material)}
    written = {pair.target for one in meetings for pair in process.nodes[one].outputs}
    return _every_way(
        process,
        node,
        material,
        lambda edge: (
            (edge.source in meetings and not edge.interrupts) or _needs(process, edge.flow, written, "true", material)
        ),
    )


def _granted(process: Process, node: Node, material: Material) -> bool:
    """Asked on every way, and every way then takes a flow that needs the answer to be GRANTED."""
    asked = {one.id for one in process.nodes.values() if _asks(one, material)}
    return _every_way(
        process, node, material, lambda edge: edge.source in asked and not edge.interrupts
    ) and _every_way(
        process, node, material, lambda edge: _needs(process, edge.flow, {CONSENT_VARIABLE}, GRANTED, material)
    )


def _asks(node: Node, material: Material) -> bool:
    if node.message is not None and node.message.name == CONSENT_MESSAGE:
        return True
    child = material.diagrams.process.get(node.call.process_id) if node.call is not None else None
    return child is not None and any(
        one.message is not None and one.message.name == CONSENT_MESSAGE for one in child.nodes.values()
    )


def _consented(process: Process, node: Node, material: Material, below: tuple[str, ...]) -> bool:
    """Behind the join task or its message here, or in every caller."""
    gates = {
        one.id
        for one in process.nodes.values()
        if one.task_type == JOIN_TASK or (one.message is not None and one.message.name == PLAN_MESSAGE)
    }
    if _every_way(process, node, material, lambda edge: edge.source in gates and not edge.interrupts):
        return True
    callers = list(material.diagrams.callers(process.id))
    return (
        bool(callers)
        and process.id not in below
        and all(_consented(caller, call, material, (*below, process.id)) for caller, call in callers)
    )


def _every_way(process: Process, node: Node, material: Material, passes: Callable[[Edge], bool]) -> bool:
    """No way from the start to the node avoids the edges that `passes` names."""
    return node.id not in material.variables(process).graph.reachable([process.id], passes)


def _calls(node: Node, meeting: str, material: Material) -> bool:
    child = material.diagrams.process.get(node.call.process_id) if node.call is not None else None
    return child is not None and any(one.headers.get(MEETING_HEADER) == meeting for one in child.nodes.values())


def _needs(process: Process, flow: Flow | None, names: set[str], value: str, material: Material) -> bool:
    """Whether the flow's condition can only hold when one of the names has the value."""
    if flow is None or not flow.condition or not flow.condition.startswith("="):
        return False
    texts = [token.text for token in feel.read(flow.condition[1:]).tokens]
    if len(texts) != 3 or texts[1] != "=":
        return False
    left, compared = texts[0], texts[2]
    if left in names:
        return compared == value
    results = [one for one in process.nodes.values() if one.decision is not None and one.decision.result == left]
    return bool(results) and all(_rows_need(one, compared, names, value, material) for one in results)


def _rows_need(node: Node, compared: str, names: set[str], value: str, material: Material) -> bool:
    decision = material.diagrams.decision.get(node.decision.decision_id) if node.decision is not None else None
    if decision is None or len(decision.outputs) != 1:
        return False
    rows = [rule for rule in decision.rules if rule.outputs[decision.outputs[0]] == compared]
    return bool(rows) and all(any(row.inputs.get(name) == value for name in names) for row in rows)
