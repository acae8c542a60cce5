"""The order of the packaged steps: what came only after an answer still does, and nothing ends before its last step.

STEP_BYPASSED, held against the packaged diagram of the same id, from structure alone:

(a) What every way reached only through an answer, a call, a judgement, an event or a job that may refuse is reached
through it still. (b) Where every way to the end passed the last step, it does. The lines between: `rules_ways`.

Not held: conditions, the order of jobs in a row, steps that only tell of late work. A city may add steps, ways around
none of these, and ways that end early where nothing has to be concluded.
"""

from collections.abc import Callable, Iterator

from tsunagi.bpmn import rules_events
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Graph, exit_of
from tsunagi.bpmn.kept import pairs, protected, standing
from tsunagi.bpmn.model import Node, Process
from tsunagi.bpmn.variables import Material

STEPS = ("receiveTask", "callActivity", "businessRuleTask", "intermediateCatchEvent", "subProcess")


def against(now: Material, before: Material) -> Iterator[Finding]:
    for process, packaged in pairs(now, before):
        if in_order(process, packaged, now, before):
            yield from _bypassed(process, packaged, now)
            yield from _ends_early(process, packaged)


def in_order(process: Process, packaged: Process, now: Material, before: Material) -> bool:
    """Else what is out of order follows from what is told already: of jobs, events and interruptions."""
    kept = [(node, process.nodes[node.id]) for node in packaged.nodes.values() if node.id in process.nodes]
    told = any(rules_events.of(process, packaged, now.diagrams, before.diagrams))
    return not told and all(one.interrupting == other.interrupting for one, other in kept)


def _bypassed(process: Process, packaged: Process, material: Material) -> Iterator[Finding]:
    here, there = Graph(process), Graph(packaged)
    for node in packaged.nodes.values():
        now = standing(process, node)
        if now is None or not _opens(packaged, node, material):
            continue
        early: list[str] = []
        for entered in (False, True):
            behind = packaged.nodes.keys() - reach(there, frozenset({node.id}), entered)
            free = reach(here, _set_off_alike(process, now), entered) - {now.id}
            early += [one for one in free if one in process.nodes and _only(packaged, process.nodes[one], behind)]
        if early:
            text = f"ここを通らずに {min(early)} へ進む道があります。配布された図では、いつもここを通ったあとです。"
            yield Finding(process.file, now.id, "STEP_BYPASSED", text)


def _opens(packaged: Process, node: Node, material: Material) -> bool:
    """Whether it lets a token on that would not have come without an answer, an event, or a job's consent."""
    task = material.contract.tasks.get(node.task_type or "")
    event = node.attached_to is not None or packaged.is_start_of_event(node)
    return (node.kind in STEPS and not node.by_event) or event or (task is not None and bool(task.errors))


def _set_off_alike(process: Process, now: Node) -> frozenset[str]:
    """With it, what the same clock sets off at the same box."""
    clocks = [one for one in process.boundaries(now.attached_to or "") if one.timer is not None]
    return frozenset({now.id} | {one.id for one in clocks if one.timer == now.timer})


def _only(packaged: Process, step: Node, behind: set[str]) -> bool:
    """Whether the packaged diagram has the step, and has it behind alone."""
    if protected(step):
        places = {one.id for one in packaged.nodes.values() if one.task_type == step.task_type}
        return bool(places) and places <= behind
    return (step.kind in STEPS or step.message is not None) and step.id in behind


def reach(graph: Graph, closed: frozenset[str], entered: bool = False) -> set[str]:
    """Places reached while the closed ones are not completed, or not entered. A parallel join needs all its ways."""
    process = graph.process
    ends = {exit_of(one) if process.nodes[one].kind == "subProcess" else one for one in closed if one in process.nodes}
    found, queue = {process.id}, [process.id]
    come: dict[str, set[str]] = {}
    while queue:
        for edge in graph.after.get(queue.pop(), ()):
            if edge.target in found or (edge.source in ends and not edge.interrupts):
                continue
            if entered and edge.target in closed:
                continue
            node = process.nodes.get(edge.target)
            if node is not None and node.kind == "parallelGateway" and edge.flow is not None:
                come.setdefault(node.id, set()).add(edge.flow.id)
                if len(come[node.id]) < len(process.incoming[node.id]):
                    continue
            found.add(edge.target)
            queue.append(edge.target)
    return found


def _ends_early(process: Process, packaged: Process) -> Iterator[Finding]:
    for last in packaged.nodes.values():
        if not (protected(last) or last.kind in STEPS) or not _concludes(packaged, last):
            continue
        before, now = _avoids(packaged, same_step(last)), _avoids(process, same_step(last))
        started = Graph(process).reachable([process.id])
        early = [
            one.id
            for one in packaged.nodes.values()
            if one.scope == last.scope and one.id not in before and one.id in now & started and one.id != last.id
        ]
        if early and any(same_step(last)(one) for one in process.nodes.values()):
            text = f"{min(early)} から、ここを通らずに終わる道があります。配布された図では、いつもここを通ります。"
            yield Finding(process.file, last.id, "STEP_BYPASSED", text)


def same_step(step: Node) -> Callable[[Node], bool]:
    return lambda one: one.task_type == step.task_type if protected(step) else one.id == step.id


def _concludes(process: Process, node: Node) -> bool:
    """An end follows with nothing but ways in between."""
    queue, seen = [node.id], set[str]()
    while queue:
        for flow in process.outgoing[queue.pop()]:
            after = process.nodes.get(flow.target)
            if after is not None and after.kind == "endEvent":
                return True
            if after is not None and after.kind.endswith("Gateway") and after.id not in seen:
                seen.add(after.id)
                queue.append(after.id)
    return False


def _avoids(process: Process, passes: Callable[[Node], bool]) -> set[str]:
    """From where the end of the scope can be reached past what `passes` names. A fork ends when all its ways have."""
    found: set[str] = set()
    while True:
        left = [node for node in process.nodes.values() if node.id not in found]
        more = {node.id for node in left if _ends(process, node, passes, found)}
        if not more:
            return found
        found |= more


def _ends(process: Process, node: Node, passes: Callable[[Node], bool], found: set[str]) -> bool:
    if any(one.interrupting and one.id in found for one in process.boundaries(node.id)):
        return True
    inner = [one.id for one in process.inside(node.id) if one.kind == "startEvent"]
    if passes(node) or (node.kind == "subProcess" and not set(inner) <= found):
        return False
    flows = process.outgoing[node.id]
    if not flows:
        return node.kind != "boundaryEvent" and not node.by_event
    ways = [flow.target in found for flow in flows]
    forks = node.kind == "parallelGateway" or not node.kind.endswith("Gateway")
    return all(ways) if forks else any(ways)
