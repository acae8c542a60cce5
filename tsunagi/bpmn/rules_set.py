"""The set as a whole: calls, bindings, version tags, ids, names, layout; and against the packaged diagrams."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Decision, Diagrams, Node, Process
from tsunagi.bpmn.variables import Material


def check(material: Material) -> Iterator[Finding]:
    diagrams = material.diagrams
    for process in diagrams.processes:
        for node in process.nodes.values():
            yield from _target(process, node, diagrams)
            yield from _binding(process, node)
        yield from _circles(process, diagrams)
        yield from _names(process)
        yield from _layout(process)
    for decision in diagrams.decisions:
        if not decision.drawn:
            yield Finding(decision.file, decision.id, "NO_LAYOUT", "表の図形(レイアウト)がありません。")
        if not decision.name:
            yield Finding(decision.file, decision.id, "NAME_MISSING", "表に名前がありません。")
    for one in diagrams.all:
        if not one.version_tag:
            text = "versionTag がありません。変えるたびに上げる番号です(例 1.0.0)。"
            yield Finding(one.file, one.id, "VERSION_TAG_MISSING", text)
    yield from _ids(diagrams)


def against(now: Material, before: Material) -> Iterator[Finding]:
    """What a set may not change of the packaged one under the same names."""
    diagrams, packaged = now.diagrams, before.diagrams
    for one in diagrams.all:
        known: Mapping[str, Process | Decision] = packaged.process if isinstance(one, Process) else packaged.decision
        same = known.get(one.id)
        if same is None:
            continue
        if one.version_tag and one.version_tag == same.version_tag and one.content != same.content:
            text = f"versionTag {one.version_tag} は別の内容で使われています。番号を上げてください。"
            yield Finding(one.file, one.id, "VERSION_TAG_REUSED", text)
    for process in packaged.processes:
        if process.id not in diagrams.process and _started_by_message(process):
            text = "配布された流れ図がなくなっています。始めるメッセージが失われます。id を戻すか、図を組に入れます。"
            yield Finding(process.file, process.id, "PROCESS_ABSENT", text)


def _started_by_message(process: Process) -> bool:
    return any(one.kind == "startEvent" and one.message is not None for one in process.inside(process.id))


def _target(process: Process, node: Node, diagrams: Diagrams) -> Iterator[Finding]:
    if node.call is not None and node.call.process_id not in diagrams.process:
        text = f"呼び出し先の流れ図 {node.call.process_id or '(空)'} がフォルダにありません。"
        yield Finding(process.file, node.id, "CALL_TARGET_ABSENT", text)
    if node.decision is not None and node.decision.decision_id not in diagrams.decision:
        text = f"判断の表 {node.decision.decision_id or '(空)'} がフォルダにありません。"
        yield Finding(process.file, node.id, "CALL_TARGET_ABSENT", text)


def _circles(process: Process, diagrams: Diagrams) -> Iterator[Finding]:
    for node in process.nodes.values():
        called = diagrams.process.get(node.call.process_id) if node.call is not None else None
        if called is not None and process.id in {one.id for one in with_called(called, diagrams)}:
            text = "呼び出しが、めぐりめぐってこの図自身を呼びます。くり返しは、図の中の線で描きます。"
            yield Finding(process.file, node.id, "CALL_IN_CIRCLE", text)


def with_called(process: Process, diagrams: Diagrams) -> Iterator[Process]:
    below, seen = [process.id], set[str]()
    while below:
        one = diagrams.process.get(below.pop())
        if one is not None and one.id not in seen:
            seen.add(one.id)
            yield one
            below += [node.call.process_id for node in one.nodes.values() if node.call is not None]


def _binding(process: Process, node: Node) -> Iterator[Finding]:
    called = node.call or node.decision
    if called is not None and called.binding != "deployment":
        text = f"呼び出しの結び付き(binding)が {called.binding} です。deployment にしてください。"
        yield Finding(process.file, node.id, "BINDING_NOT_DEPLOYMENT", text)
    if node.call is not None and (node.call.all_child or node.call.all_parent):
        text = "呼び出しがすべての変数を渡します。必要な変数だけを割り当ててください。"
        yield Finding(process.file, node.id, "PROPAGATES_ALL", text)


def _names(process: Process) -> Iterator[Finding]:
    if not process.name:
        yield Finding(process.file, process.id, "NAME_MISSING", "流れ図に名前がありません。")
    for node in process.nodes.values():
        if not node.name:
            yield Finding(process.file, node.id, "NAME_MISSING", "要素に名前がありません。")
    for flow in process.flows:
        if flow.condition and not flow.name:
            yield Finding(process.file, flow.id, "NAME_MISSING", "条件のある道に名前がありません。")


def _layout(process: Process) -> Iterator[Finding]:
    absent = [one for one in (*process.nodes, *(flow.id for flow in process.flows)) if one not in process.drawn]
    if absent and len(absent) == len(process.nodes) + len(process.flows):
        absent = [process.id]
    for one in absent:
        yield Finding(process.file, one, "NO_LAYOUT", "図形(レイアウト)がなく、画面に現れません。")


def _ids(diagrams: Diagrams) -> Iterator[Finding]:
    files: dict[str, tuple[str, ...]] = {}
    for one in diagrams.all:
        files[one.file] = one.ids
    for file, ids in files.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield Finding(file, name, "DUPLICATE_ID", f"id {name} が {times} 回使われています。")
    for kind in (diagrams.processes, diagrams.decisions):
        yield from _same_id(kind)


def _same_id(kind: tuple[Process, ...] | tuple[Decision, ...]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for one in kind:
        if one.id in seen and one.file != seen[one.id]:
            yield Finding(one.file, one.id, "DUPLICATE_ID", f"id {one.id} は {seen[one.id]} にもあります。")
        seen.setdefault(one.id, one.file)
