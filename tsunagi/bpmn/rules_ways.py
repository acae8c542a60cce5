"""The lines between the packaged steps: each leads on, jumps over nothing, and goes where it went.

STEP_BYPASSED, held against the packaged diagram of the same id, from structure alone:

(c) What could follow next can follow, before what led there is done again. (d) No way jumps over jobs to what comes
right behind them. (e) A packaged line leads to what followed its source, or to a step of the city's own, and all that
followed follows.
"""

from collections.abc import Iterator, Mapping

from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Edge, Graph, exit_of
from tsunagi.bpmn.kept import pairs, protected, row, standing, types
from tsunagi.bpmn.model import Node, Process
from tsunagi.bpmn.rules_order import STEPS, in_order, reach, same_step
from tsunagi.bpmn.variables import Material


def against(now: Material, before: Material) -> Iterator[Finding]:
    for process, packaged in pairs(now, before):
        if in_order(process, packaged, now, before):
            yield from _cut_off(process, packaged)
            yield from _jumped(process, packaged)
            yield from _led_elsewhere(process, packaged)


def _cut_off(process: Process, packaged: Process) -> Iterator[Finding]:
    graph, before = Graph(process), Graph(packaged)
    steps = [one.id for one in packaged.nodes.values() if protected(one) or one.kind in STEPS]
    behind = {one: packaged.nodes.keys() - reach(before, frozenset({one})) for one in steps}
    for node in packaged.nodes.values():
        now = standing(process, node)
        if now is None or now.kind == "endEvent":
            continue
        led_here = {one for one in steps if node.id in behind[one]} - _in_a_row_before(packaged, node)
        for step in _next(packaged, node):
            stands = {one.id for one in process.nodes.values() if same_step(step)(one)}
            if now.id in stands or not stands or _turned_round(process, node, step):
                continue
            if not stands & _forward(graph, now, led_here - stands):
                text = f"ここから {step.id} へ進む道がなくなっています。案件がここで行き止まりになるか、回り続けます。"
                yield Finding(process.file, now.id, "STEP_BYPASSED", text)


def _in_a_row_before(packaged: Process, node: Node) -> set[str]:
    """Jobs with which a job may change places."""
    jobs = [one for one in packaged.nodes.values() if protected(one)] if protected(node) else []
    return {one.id for one in jobs if node.task_type in types(packaged, one)}


def _forward(graph: Graph, node: Node, led_here: set[str]) -> frozenset[str]:
    """Where a token goes on to, within the parts around it, and not back at what brought it here."""
    own = {node.id, exit_of(node.id), exit_of(node.scope)}
    around = graph.process.chain(node.id)[1:]

    def stops(edge: Edge) -> bool:
        interrupted = edge.interrupts and edge.target in graph.process.nodes
        back = edge.target in led_here or bool({edge.source, edge.target} & own)
        return back or (interrupted and _stops(graph.process, edge.target, around))

    starts = {flow.target for flow in graph.process.outgoing[node.id]} - own - led_here
    return graph.reachable(starts, stops)


def _stops(process: Process, event: str, around: tuple[str, ...]) -> bool:
    node = process.nodes[event]
    return node.by_event or node.attached_to in around


def _jumped(process: Process, packaged: Process) -> Iterator[Finding]:
    for node in packaged.nodes.values():
        if node.id not in process.nodes or node.kind == "endEvent":
            continue
        nexts = list(_next(packaged, node))
        for step in _next(process, process.nodes[node.id], packaged.nodes):
            if not any(same_step(one)(step) for one in nexts):
                over = [one for first in nexts if protected(first) for one in _between(packaged, first, step)]
                jumped = [one for one in over if not _elsewhere(process, node, step, one)]
                if jumped:
                    text = f"この仕事を飛ばして {step.id} へ進む道があります。配布された図の並びに戻します。"
                    yield Finding(process.file, jumped[0].id, "STEP_BYPASSED", text)


def _between(packaged: Process, first: Node, step: Node) -> list[Node]:
    """The jobs in a row from the first on, where the step follows them; of a step among them, those before it."""
    passed: list[Node] = []
    while True:
        passed.append(first)
        after = list(_next(packaged, first))
        if any(same_step(one)(step) for one in after):
            return passed
        if len(after) != 1 or not protected(after[0]) or after[0] in passed:
            return []
        first = after[0]


def _elsewhere(process: Process, node: Node, step: Node, jumped: Node) -> bool:
    """Done by then, or right after: jobs in a row may change places."""
    return jumped.task_type in types(process, step) or _turned_round(process, node, jumped)


def _next(process: Process, node: Node, known: Mapping[str, Node] | None = None) -> Iterator[Node]:
    """The steps that follow with nothing in between but ways, what tells of late work, and steps that are not known."""
    starts = [flow.target for flow in process.outgoing[node.id]]
    yield from (one for one in _first(process, starts, known) if one.kind != "endEvent")


def _first(process: Process, starts: list[str], past: Mapping[str, Node] | None = None) -> Iterator[Node]:
    """The steps and ends that come first; looking past steps that are not among those, if they are given."""
    queue, seen = list(starts), set[str]()
    while queue:
        one = process.nodes.get(queue.pop())
        if one is None or one.id in seen:
            continue
        seen.add(one.id)
        joins = one.kind == "parallelGateway" and len(process.incoming[one.id]) > 1
        strange = past is not None and one.id not in past and not protected(one)
        tells = one.kind == "serviceTask" and not protected(one)
        if not one.kind.endswith("Gateway") and not tells and not strange:
            yield one
        elif not joins:
            queue += [flow.target for flow in process.outgoing[one.id]]


def _led_elsewhere(process: Process, packaged: Process) -> Iterator[Finding]:
    was = {flow.id: flow for flow in packaged.flows}
    for flow in process.flows:
        before = was.get(flow.id)
        if before is None or before.source != flow.source or before.target == flow.target:
            continue
        node = packaged.nodes[flow.source]
        other = [*_strange(process, packaged, node, flow.target), *_given_up(process, packaged, node, before.target)]
        if other:
            text = f"この線の先が配布された図と違い、{other[0].id} の順番が変わります。元の先か、市の手順につなぎます。"
            yield Finding(process.file, flow.id, "STEP_BYPASSED", text)


def _strange(process: Process, packaged: Process, node: Node, target: str) -> Iterator[Node]:
    """Packaged steps and ends to which nothing led from here."""
    allowed = list(_first(packaged, [one.target for one in packaged.outgoing[node.id]]))
    for step in _first(process, [target]):
        if step.id in packaged.nodes:
            known = step.id in {one.id for one in allowed} or (step.kind == "endEvent" and _tells(node))
            step = packaged.nodes[step.id]
        else:
            known = not protected(step) or any(same_step(one)(step) for one in allowed)
        if not known and not _among(process, packaged, node, step):
            yield step


def _given_up(process: Process, packaged: Process, node: Node, target: str) -> Iterator[Node]:
    """Steps to which the line led, and to which now none from here does."""
    ahead = list(_first(process, [one.target for one in process.outgoing[node.id]], packaged.nodes))
    for step in _first(packaged, [target]):
        same = same_step(step)
        later = any(same(other) for one in ahead for other in (one, *row(process, one)))
        left = step.kind != "endEvent" and any(map(same, process.nodes.values()))
        if left and not later and not _among(process, packaged, node, step):
            yield step


def _tells(node: Node) -> bool:
    """Of late work: where such a branch ends means nothing."""
    return (node.kind == "serviceTask" and not protected(node)) or (
        node.attached_to is not None and not node.interrupting
    )


def _among(process: Process, packaged: Process, node: Node, step: Node) -> bool:
    """Jobs in a row that change places."""
    behind = row(packaged, node)
    if protected(step) and (step in behind or (protected(node) and node in row(packaged, step))):
        return True
    later = [one for one in behind if protected(one)]
    return bool(later) and all(_turned_round(process, node, one) for one in later)


def _turned_round(process: Process, node: Node, step: Node) -> bool:
    """Two jobs in a row may change places."""
    return protected(node) and any(
        node.task_type in types(process, one)
        for one in process.nodes.values()
        if same_step(step)(one) and protected(step)
    )
