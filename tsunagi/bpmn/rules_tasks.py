"""Tasks against the code: types, headers, errors."""

from collections.abc import Iterator

from tsunagi.bpmn.contract import Task
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Node, Process
from tsunagi.bpmn.periods import is_period, surely_longer
from tsunagi.bpmn.variables import Material

MOST_RETRIES = 99
# One is reminded before the day, gives up after it, and hurries in an emergency.
IN_ORDER = (("remindAfter", "within"), ("within", "lapseAfter"), ("emergencyWithin", "within"))


def check(material: Material) -> Iterator[Finding]:
    for process in material.diagrams.processes:
        for node in process.nodes.values():
            yield from _type(process, node, material)
            yield from _uncaught(process, node, material)
            yield from _unthrown(process, node, material)


def _type(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    sends = node.kind in ("serviceTask", "sendTask") or (node.throws and node.message is not None)
    if node.kind == "userTask" or (node.task_type is None and not sends):
        return
    task = material.contract.tasks.get(node.task_type or "")
    if task is None:
        text = f"仕事の種類 {node.task_type or '(空)'} はどのサービスにもありません。綴りを確かめてください。"
        yield Finding(process.file, node.id, "UNKNOWN_TASK_TYPE", text)
        return
    if node.retries is not None and not (node.retries.isdecimal() and 1 <= int(node.retries) <= MOST_RETRIES):
        text = f"やり直しの回数(Retries)が {node.retries} です。1〜{MOST_RETRIES} にします(ふつうは 5)。"
        yield Finding(process.file, node.id, "RETRIES_UNREADABLE", text)
    yield from _headers(process, node, task)


def _headers(process: Process, node: Node, task: Task) -> Iterator[Finding]:
    for header in (*task.headers, *task.codes):
        if not node.headers.get(header):
            text = f"仕事 {task.type} には見出し {header} が要ります。"
            yield Finding(process.file, node.id, "HEADER_MISSING", text)
    for sooner, later in IN_ORDER:
        first, second = node.headers.get(sooner), node.headers.get(later)
        if first and second and surely_longer(first, second):
            text = f"見出し {sooner} の {first} が {later} の {second} より長く、順番が逆になります。"
            yield Finding(process.file, node.id, "HEADER_OUT_OF_ORDER", text)
    for header, value in node.headers.items():
        if header in task.codes:
            if value and value not in task.codes[header]:
                text = f"見出し {header} の値 {value} は使えません。{'、'.join(task.codes[header])} のどれかです。"
                yield Finding(process.file, node.id, "HEADER_UNREADABLE", text)
        elif header not in (*task.headers, *task.may):
            text = f"仕事 {task.type} は見出し {header or '(空)'} を読みません。綴りを確かめるか、消してください。"
            yield Finding(process.file, node.id, "HEADER_UNKNOWN", text)
        elif value and not is_period(value):
            text = f"見出し {header} の値 {value} を読めません。5BD、48H、14D、3M の形で、5年までにします。"
            yield Finding(process.file, node.id, "HEADER_UNREADABLE", text)


def _uncaught(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    if node.kind == "endEvent" and node.catches_error:
        catches = list(_catches_around(process, node))
        for caller, call in material.diagrams.callers(process.id):
            catches += _catches_around(caller, call)
        if not any(_catches(catch, node.error_code or "") for catch in catches):
            text = f"この終わりが返す業務エラー {node.error_code or '(空)'} を、どこも受けません。"
            yield Finding(process.file, node.id, "ERROR_NOT_CAUGHT", text)
    for code in sorted(_declared(node, material)):
        if not any(_catches(catch, code) for catch in _catches_around(process, node)):
            text = f"仕事 {node.task_type} が返す業務エラー {code} を受けるエラー境界イベントがありません。"
            yield Finding(process.file, node.id, "ERROR_NOT_CAUGHT", text)


def _unthrown(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    if not node.catches_error or node.kind == "endEvent":
        return
    thrown = _thrown(process, node, material)
    if node.error_code not in thrown and (node.error_code is not None or not thrown):
        said = "(すべて)" if node.error_code is None else node.error_code or "(空)"
        text = f"業務エラー {said} を返す仕事が、この境界の中にありません。"
        yield Finding(process.file, node.id, "ERROR_NOT_THROWN", text)


def _declared(node: Node, material: Material) -> set[str]:
    task = material.contract.tasks.get(node.task_type or "")
    return set(task.errors) if task is not None else set()


def _thrown(process: Process, catch: Node, material: Material) -> set[str]:
    """Codes of the tasks and error end events in the catch's reach, those of called processes included."""
    if catch.attached_to in process.nodes:
        inside = [process.nodes[str(catch.attached_to)], *process.within(str(catch.attached_to))]
    else:
        inside = list(process.within(process.nodes[catch.scope].scope if catch.scope in process.nodes else process.id))
    codes: set[str] = set()
    for node in inside:
        codes |= _declared(node, material)
        if node.kind == "endEvent" and node.error_code:
            codes.add(node.error_code)
        child = material.diagrams.process.get(node.call.process_id) if node.call is not None else None
        for one in child.nodes.values() if child is not None else ():
            codes |= {one.error_code} if one.kind == "endEvent" and one.error_code else set()
    return codes


def _catches_around(process: Process, node: Node) -> Iterator[Node]:
    """Boundary events of the node and the subprocesses around it, event subprocesses of the scopes around it."""
    for place in process.chain(node.id):
        yield from process.boundaries(place)
        for sibling in process.inside(place):
            if sibling.by_event and sibling.id not in process.chain(node.id):
                yield from (start for start in process.inside(sibling.id) if start.kind == "startEvent")


def _catches(catch: Node, code: str) -> bool:
    return catch.catches_error and catch.error_code in (None, code)
