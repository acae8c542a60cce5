"""The flow itself: gateways, dead ends, what an interruption leaves behind, collections; and every expression."""

from collections.abc import Iterator

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Concurrency, Graph
from tsunagi.bpmn.model import Decision, Node, Process
from tsunagi.bpmn.variables import Material, Variables


def check(material: Material) -> Iterator[Finding]:
    for process in material.diagrams.processes:
        variables = material.variables(process)
        yield from _ways(process, variables.graph)
        concurrency = Concurrency(variables.graph)
        for node in process.nodes.values():
            yield from _default(process, node)
            yield from _cancelling(process, node)
            yield from _collection(process, node, variables, concurrency)
            yield from _expressions(process, node)
    for decision in material.diagrams.decisions:
        yield from _cells(decision)


def _ways(process: Process, graph: Graph) -> Iterator[Finding]:
    reached = graph.reachable([process.id])
    for node in process.nodes.values():
        if node.id not in reached:
            text = "始まりからここへ来る道がありません。"
            yield Finding(process.file, node.id, "UNREACHABLE", text)
        elif not _leads_out(process, node, graph):
            text = "ここから終わりへ行く道がありません。"
            yield Finding(process.file, node.id, "NO_WAY_OUT", text)


def _leads_out(process: Process, node: Node, graph: Graph) -> bool:
    flows = [flow for flow in process.outgoing[node.id] if flow.target in process.nodes]
    if not flows:
        return node.kind == "endEvent" or node.by_event
    ends = {one.id for one in process.nodes.values() if one.kind == "endEvent"}
    return bool(graph.reachable(flow.target for flow in flows) & ends)


def _default(process: Process, node: Node) -> Iterator[Finding]:
    flows = process.outgoing[node.id]
    if node.kind not in ("exclusiveGateway", "inclusiveGateway") or len(flows) < 2:
        return
    unsaid = [flow.id for flow in flows if flow.id != node.default and not flow.condition]
    if node.default not in {flow.id for flow in flows} or unsaid:
        text = "どの条件にも合わないときの既定の道がないか、条件のない道があります。"
        yield Finding(process.file, node.id, "GATEWAY_WITHOUT_DEFAULT", text)


def _cancelling(process: Process, node: Node) -> Iterator[Finding]:
    """An interruption tells no service: the first thing after it must be a job that cancels what was under way."""
    host = process.nodes.get(node.attached_to or "")
    cuts = host is not None and host.kind == "subProcess" and node.interrupting
    cuts = cuts or (host is not None and host.kind == "callActivity" and node.interrupting and not node.catches_error)
    cuts = cuts or (process.is_start_of_event(node) and node.interrupting and not node.catches_error)
    if cuts and not _next_is_job(process, node):
        text = "中断したあとの最初の手順が、進んでいた仕事を取り消す仕事(サービスタスク)ではありません。"
        yield Finding(process.file, node.id, "CANCELLING_TASK_MISSING", text)


def _next_is_job(process: Process, node: Node) -> bool:
    seen: set[str] = set()
    while node.id not in seen:
        seen.add(node.id)
        flows = process.outgoing[node.id]
        if len(flows) != 1 or flows[0].target not in process.nodes:
            return False
        node = process.nodes[flows[0].target]
        if node.kind != "exclusiveGateway":
            return node.kind == "serviceTask"
    return False


def _collection(process: Process, node: Node, variables: Variables, concurrency: Concurrency) -> Iterator[Finding]:
    """A parallel multi-instance whose collection changes while it lives ends wrongly: no writer may be live with it.

    Proved for writers in the same process; a collection that a subprocess takes as a local is safe from those outside.
    """
    if node.loop is None or not node.parallel or not node.loop.collection.startswith("="):
        return
    for name in sorted(feel.read(node.loop.collection[1:]).names):
        home = next((scope for scope in process.chain(node.scope) if _holds(process, scope, name)), process.id)
        for writer in process.nodes.values():
            writes = {fact for fact in variables.after(writer.id, frozenset()) if fact == (home, name)}
            if writer.kind != "subProcess" and writes and concurrency.together(writer.id, node.id):
                text = (
                    f"繰り返しのあいだに {writer.id} が一覧 {name} を書き換えます。サブプロセスの入力に写してください。"
                )
                yield Finding(process.file, node.id, "COLLECTION_OVERWRITTEN", text)


def _holds(process: Process, scope: str, name: str) -> bool:
    return scope in process.nodes and name in process.nodes[scope].locals


def _expressions(process: Process, node: Node) -> Iterator[Finding]:
    for text in texts(process, node):
        if not text.startswith("="):
            yield Finding(process.file, node.id, "FEEL_UNREADABLE", f"式 {text or '(空)'} は = で始まっていません。")
            continue
        expression = feel.read(text[1:])
        if expression.fault is not None:
            yield Finding(process.file, node.id, "FEEL_UNREADABLE", f"式 {text} を読めません: {expression.fault}。")
        elif expression.reads_clock:
            yield Finding(process.file, node.id, "FEEL_READS_CLOCK", _clock(text))


def texts(process: Process, node: Node) -> Iterator[str]:
    """Every expression of an element and the flows out of it."""
    yield from (pair.source for pair in (*node.inputs, *node.outputs))
    yield from (flow.condition for flow in process.outgoing[node.id] if flow.condition)
    if node.message is not None and node.message.key and node.message.key.startswith("="):
        yield node.message.key
    if node.timer is not None and node.timer.expression.startswith("="):
        yield node.timer.expression
    if node.loop is not None:
        yield node.loop.collection
        yield from (node.loop.output_element,) if node.loop.output_element else ()
    if node.script is not None:
        yield node.script[0]


def _cells(decision: Decision) -> Iterator[Finding]:
    """Of a table, its input expressions are read in full; its cells are unary tests and only searched for the clock."""
    for text in decision.inputs:
        fault = feel.read(text).fault
        if fault is not None:
            yield Finding(decision.file, decision.id, "FEEL_UNREADABLE", f"式 {text} を読めません: {fault}。")
    for cell in (cell for rule in decision.rules for cell in (*rule.inputs.values(), *rule.outputs.values())):
        if feel.clock_in(cell):
            yield Finding(decision.file, decision.id, "FEEL_READS_CLOCK", _clock(cell))
    for text in decision.inputs:
        if feel.clock_in(text):
            yield Finding(decision.file, decision.id, "FEEL_READS_CLOCK", _clock(text))


def _clock(text: str) -> str:
    return f"式 {text} が現在時刻を読みます。日時は仕事が計算し、変数で受け取ります。"
