"""Whether the tokens of a process come out right: loops rest, joins complete, nothing runs twice, conditions choose.

Conditions are looked at where that can be said for certain: constants, one comparison with a code, and-ed and or-ed.
"""

from collections.abc import Iterator

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Concurrency, Graph, ahead
from tsunagi.bpmn.kept import protected
from tsunagi.bpmn.model import Diagrams, Flow, Node, Process
from tsunagi.bpmn.variables import Material, Variables

ONCE = ("receiveTask", "userTask", "callActivity", "businessRuleTask", "subProcess", "intermediateCatchEvent")
CHOOSING = ("exclusiveGateway", "inclusiveGateway")


def check(material: Material) -> Iterator[Finding]:
    for process in material.diagrams.processes:
        variables = material.variables(process)
        graph = variables.graph
        yield from _loops(process, variables, material.diagrams)
        yield from _twice(process, graph)
        for node in process.nodes.values():
            if node.attached_to in process.nodes and not node.interrupting:
                yield from _beside(process, node)
            if node.kind == "parallelGateway" and len(process.incoming[node.id]) > 1:
                yield from _join(process, node)
            yield from _conditions(process, node)


def _loops(process: Process, variables: Variables, diagrams: Diagrams) -> Iterator[Finding]:
    """A loop rests when somebody must come, or when a job in it writes what decides whether it is left."""
    graph = variables.graph
    rests = {node.id for node in process.nodes.values() if _rests(node, diagrams, ())}
    after = {
        one: graph.reachable(
            [edge.target for edge in graph.after.get(one, ()) if edge.target not in rests],
            lambda edge: edge.target in rests,
        )
        for one in process.nodes
        if one not in rests
    }
    for one, reached in after.items():
        loop = [process.nodes[other] for other in reached if other in after and one in after[other]]
        if one in reached and not _progresses(process, loop, variables, diagrams):
            text = "ここを通る繰り返しに、待ち(メッセージ・時計・User task)がなく、止まらずに回り続けます。"
            yield Finding(process.file, one, "LOOP_WITHOUT_WAIT", text)


def _progresses(process: Process, loop: list[Node], variables: Variables, diagrams: Diagrams) -> bool:
    written = {pair.target for node in loop for pair in node.outputs if node.task_type}
    written = written.union(*(variables.results(node) for node in loop if node.task_type))
    read: set[str] = set()
    for node in loop:
        for flow in process.outgoing[node.id]:
            read |= feel.read((flow.condition or "").removeprefix("=")).names
        decision = diagrams.decision.get(node.decision.decision_id) if node.decision is not None else None
        read = read.union(*(feel.read(text).names for text in (decision.inputs if decision is not None else ())))
    return bool(written & read)


def _rests(node: Node, diagrams: Diagrams, below: tuple[str, ...]) -> bool:
    """Somebody or the clock must come before the token goes on. A called process that waits anywhere counts."""
    if node.is_wait or node.timer is not None or node.kind == "eventBasedGateway":
        return True
    if node.message is not None and not node.throws:
        return True
    child = diagrams.process.get(node.call.process_id) if node.call is not None else None
    if child is None or child.id in below:
        return False
    return any(_rests(one, diagrams, (*below, child.id)) for one in child.nodes.values())


def _twice(process: Process, graph: Graph) -> Iterator[Finding]:
    """A step that both branches of a fork reach before they are joined is done twice, its wait answered once."""
    for node, branches in Concurrency(graph).forks():
        for place, one in enumerate(branches):
            for other in branches[place + 1 :]:
                both = sorted(
                    step for step in one & other if process.nodes[step].kind not in ("endEvent", "boundaryEvent")
                )
                if both:
                    text = (
                        f"{both[0]} へ並行する二つの道が来て、二度行われます。並行の合流(+)でまとめてからつなぎます。"
                    )
                    yield Finding(process.file, node, "RUNS_TWICE", text)


def _beside(process: Process, node: Node) -> Iterator[Finding]:
    """What a clock or message sets going beside its box, and the box's own way, are two tokens."""
    host = str(node.attached_to)
    both = ({host} | ahead(process, host)) & ahead(process, node.id)
    steps = sorted(one for one in both if protected(process.nodes[one]) or process.nodes[one].kind in ONCE)
    if steps:
        text = f"中断しないイベントの道が元の道の {steps[0]} に入り、二度行われます。知らせたら、終わりにつなぎます。"
        yield Finding(process.file, node.id, "RUNS_TWICE", text)


def _join(process: Process, join: Node) -> Iterator[Finding]:
    flows = process.incoming[join.id]
    forks = [one for one in process.inside(join.scope) if _forks(process, one)]
    for fork in forks:
        ways = [_way(process, flow, join.id) for flow in process.outgoing[fork.id]]
        if _fed(flows, ways, process.outgoing[fork.id]):
            lost = {step for way in ways for step in way if process.nodes[step].kind == "endEvent"}
            if lost:
                text = f"並行する道の一つが、ここに来ずに {min(lost)} で終わることがあり、そのとき先へ進みません。"
                yield Finding(process.file, join.id, "JOIN_NEVER_COMPLETE", text)
            return
    text = "並行の合流(+)に来る道が、並行の分かれ道(+)から出ていません。片方しか来ず、先へ進みません。×の合流にします。"
    yield Finding(process.file, join.id, "JOIN_NEVER_COMPLETE", text)


def _forks(process: Process, node: Node) -> bool:
    return len(process.outgoing[node.id]) > 1 and node.kind not in ("exclusiveGateway", "eventBasedGateway")


def _fed(flows: tuple[Flow, ...], ways: list[frozenset[str]], starts: tuple[Flow, ...]) -> bool:
    """Each way into the join comes by a branch of its own."""

    def by(flow: Flow) -> set[int]:
        return {n for n, way in enumerate(ways) if flow.source in way or flow.id == starts[n].id}

    fed = sorted((by(flow) for flow in flows), key=len)
    taken: set[int] = set()
    for branches in fed:
        free = branches - taken
        if not free:
            return False
        taken.add(min(free))
    return True


def _way(process: Process, start: Flow, join: str) -> frozenset[str]:
    """What the token of a branch can come to before the join; not what a clock sets going beside it."""
    found: set[str] = set()
    queue = [start.target]
    while queue:
        node = queue.pop()
        if node == join or node in found or node not in process.nodes:
            continue
        found.add(node)
        queue += [flow.target for flow in process.outgoing[node]]
        queue += [one.id for one in process.boundaries(node) if one.interrupting]
    return frozenset(found)


def _conditions(process: Process, node: Node) -> Iterator[Finding]:
    flows = process.outgoing[node.id]
    seen: dict[tuple[str, str], Flow] = {}
    for flow in flows:
        if not flow.condition:
            continue
        if node.kind not in CHOOSING or flow.id == node.default or len(flows) == 1:
            text = "条件は、分かれ道(×)から出る、既定でない道に書きます。ほかの線では効かないか、行き止まりになります。"
            yield Finding(process.file, flow.id, "CONDITION_MISPLACED", text)
        elif (expression := feel.read(flow.condition.removeprefix("="))).fault is None:
            if not expression.names or _contradicts(expression) or _with_itself(expression):
                text = f"条件 {flow.condition} は、変数によらないか、決して成り立ちません。比べる変数と値を確かめます。"
                yield Finding(process.file, flow.id, "CONDITION_CHOOSES_NOTHING", text)
            for pair in _alternatives(expression) if node.kind == "exclusiveGateway" else ():
                if pair in seen:
                    text = f"条件 {flow.condition} は {seen[pair].id} の条件と重なり、先の道だけが選ばれます。"
                    yield Finding(process.file, flow.id, "CONDITION_CHOOSES_NOTHING", text)
                seen.setdefault(pair, flow)


def _alternatives(expression: feel.Expression) -> list[tuple[str, str]]:
    """(variable, value) of `a = "X" or a = "Y"`; none of what says more."""
    parts = _parts(expression, "or")
    return [part for part in parts if part is not None] if None not in parts else []


def _with_itself(expression: feel.Expression) -> bool:
    texts = [token.text for token in expression.tokens]
    return len(texts) == 3 and expression.tokens[1].kind == "operator" and texts[0] == texts[2]


def _contradicts(expression: feel.Expression) -> bool:
    """One variable is to be two codes."""
    parts = _parts(expression, "and")
    compared = {part for part in parts if part is not None}
    return None not in parts and len({name for name, _ in compared}) < len(compared)


def _parts(expression: feel.Expression, word: str) -> list[tuple[str, str] | None]:
    parts: list[list[feel.Token]] = [[]]
    for token in expression.tokens:
        if token.text == word:
            parts.append([])
        else:
            parts[-1].append(token)
    return [_compared(part) for part in parts]


def _compared(part: list[feel.Token]) -> tuple[str, str] | None:
    if len(part) == 3 and part[0].kind == "name" and part[1].text == "=" and part[2].kind != "open":
        return part[0].text, part[2].text
    return None
