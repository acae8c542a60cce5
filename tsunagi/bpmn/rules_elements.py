"""Each element by itself: that the engine carries it out, that its ends hang on something, that a file is a process."""

import re
from collections import Counter
from collections.abc import Iterator

from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Diagrams, Node, Process
from tsunagi.bpmn.read import NODE_KINDS
from tsunagi.bpmn.variables import Material

# The engine goes through these without asking anybody.
IDLE = frozenset({"task", "manualTask"})
EVENTS = frozenset({"messageEventDefinition", "timerEventDefinition", "errorEventDefinition"})
HOSTS = frozenset({"receiveTask", "serviceTask", "sendTask", "userTask", "callActivity", "subProcess"})
AFTER_RACE = ("messageEventDefinition", "timerEventDefinition")
TARGET = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


def check(material: Material) -> Iterator[Finding]:
    diagrams = material.diagrams
    for process in diagrams.processes:
        yield from _process(process)
        yield from _flows(process)
        yield from _starts(process, diagrams)
        for node in process.nodes.values():
            yield from _supported(process, node)
            yield from _hangs(process, node)
            yield from _complete(process, node)
    for file, held in diagrams.files.items():
        if held != 1:
            text = f"このファイルには流れ図・表が {held} 個あります。一つのファイルに一つだけ置きます。"
            yield Finding(file, file, "FILE_NOT_ONE_DIAGRAM", text)


def _process(process: Process) -> Iterator[Finding]:
    if not process.executable:
        text = "流れ図が「Executable」になっていません。このままでは配備しても動きません。印を入れます。"
        yield Finding(process.file, process.id, "NOT_EXECUTABLE", text)


def _supported(process: Process, node: Node) -> Iterator[Finding]:
    strange = [f"イベント {one.removesuffix('EventDefinition')}" for one in node.events if one not in EVENTS]
    strange += [f"{node.kind}"] if node.kind not in NODE_KINDS or node.kind in IDLE else []
    strange += list(node.unserved)
    for one in strange:
        text = f"{one} は使えません。人の仕事は User task、待ちはメッセージか時計、ほかは README.md の仕事で描きます。"
        yield Finding(process.file, node.id, "ELEMENT_NOT_SUPPORTED", text)


def _hangs(process: Process, node: Node) -> Iterator[Finding]:
    if node.kind != "boundaryEvent":
        return
    host = process.nodes.get(node.attached_to or "")
    if host is None or host.kind not in HOSTS or host.scope != node.scope:
        text = "境界イベントが、箱(仕事・待ち・呼び出し・サブプロセス)に付いていません。箱の縁に置き直します。"
        yield Finding(process.file, node.id, "ELEMENT_INCOMPLETE", text)
    if not node.events:
        text = "境界イベントに、時計・メッセージ・エラーのどれも選ばれていません。"
        yield Finding(process.file, node.id, "ELEMENT_INCOMPLETE", text)


def _complete(process: Process, node: Node) -> Iterator[Finding]:
    absent: list[str] = [] if node.id else ["id"]
    if node.kind == "intermediateCatchEvent" and not node.events:
        absent.append("待つもの(メッセージか時計)")
    if node.script is not None:
        absent += [name for name, value in zip(("式", "結果の変数"), node.script, strict=True) if not value]
    if node.decision is not None and not node.decision.result:
        absent.append("結果の変数(Result variable)")
    if node.loop is not None and not node.loop.collection:
        absent.append("繰り返しの一覧(Input collection)")
    if node.loop is not None and bool(node.loop.output_collection) != bool(node.loop.output_element):
        absent.append("繰り返しの結果(Output collection と Output element の両方)")
    absent += [
        f"割り当て先の変数名({pair.target or '空'})"
        for pair in (*node.inputs, *node.outputs)
        if not _is_name(pair.target)
    ]
    if absent:
        text = f"{'・'.join(absent)} がないか、使えない書き方です。入れてください。"
        yield Finding(process.file, node.id, "ELEMENT_INCOMPLETE", text)


def _is_name(target: str) -> bool:
    return TARGET.fullmatch(target) is not None


def _flows(process: Process) -> Iterator[Finding]:
    for flow in process.flows:
        ends = [process.nodes.get(flow.source), process.nodes.get(flow.target)]
        if any(one is None for one in ends) or len({one.scope for one in ends if one is not None}) > 1:
            text = "線の端がどの要素にも付いていないか、サブプロセスの境を越えています。つなぎ直します。"
            yield Finding(process.file, flow.id, "FLOW_LOOSE", text)
        elif ends[1] is not None and ends[1].kind in ("startEvent", "boundaryEvent"):
            text = "線が始まりか境界イベントに入っています。その次の要素につなぎます。"
            yield Finding(process.file, flow.id, "FLOW_LOOSE", text)
    for node in process.nodes.values():
        if node.kind == "eventBasedGateway":
            nexts = [process.nodes[flow.target] for flow in process.outgoing[node.id] if flow.target in process.nodes]
            if len(nexts) < 2 or any(not (set(one.events) & set(AFTER_RACE)) for one in nexts):
                text = "イベントの分かれ道の先は、二つ以上の、メッセージか時計を待つ中間イベントだけです。"
                yield Finding(process.file, node.id, "ELEMENT_INCOMPLETE", text)


def _starts(process: Process, diagrams: Diagrams) -> Iterator[Finding]:
    """One plain start, or messages; a called process and a subprocess begin plainly."""
    starts = [one for one in process.inside(process.id) if one.kind == "startEvent"]
    plain = [one for one in starts if not one.events]
    called = any(True for _ in diagrams.callers(process.id))
    if len(plain) > 1 or not starts or (called and not plain):
        text = "始まりがないか、何もない始まりが二つ以上あるか、呼び出される図なのに何もない始まりがありません。"
        yield Finding(process.file, process.id, "START_UNCLEAR", text)
    for start in starts:
        if set(start.events) - {"messageEventDefinition"}:
            text = "図の始まりは、何もない始まりかメッセージだけです。期限や繰り返しは、仕事の見出しで決めます。"
            yield Finding(process.file, start.id, "START_UNCLEAR", text)
    for scope in process.nodes.values():
        inner = [one for one in process.inside(scope.id) if one.kind == "startEvent"]
        if scope.kind == "subProcess" and (len(inner) != 1 or bool(inner[0].events) != scope.by_event):
            text = "サブプロセスの始まりは一つで、イベントサブプロセスならイベント、ほかは何もない始まりです。"
            yield Finding(process.file, scope.id, "START_UNCLEAR", text)
    yield from _started_twice(process, starts, diagrams)


def _started_twice(process: Process, starts: list[Node], diagrams: Diagrams) -> Iterator[Finding]:
    counted = Counter(
        one.message.name
        for other in diagrams.processes
        for one in other.inside(other.id)
        if one.kind == "startEvent" and one.message is not None
    )
    for start in starts:
        if start.message is not None and counted[start.message.name] > 1:
            text = f"メッセージ {start.message.name} で始まる図がほかにもあり、一通で二つ始まります。片方だけにします。"
            yield Finding(process.file, start.id, "KEY_SHARED", text)
