"""What an element of the packaged diagrams hears, when and where, whom it calls and how often: the same as ever.

Services send, count and wait for just that. Not held: labels, deadlines in headers, conditions, what is added beside.
"""

from collections.abc import Iterator

from tsunagi.bpmn.contract import Contract
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import ahead
from tsunagi.bpmn.kept import LATE, REMINDERS, alike, pairs, standing
from tsunagi.bpmn.model import Diagrams, Loop, Node, Process
from tsunagi.bpmn.rules_elements import HOSTS
from tsunagi.bpmn.rules_waits import DATE_NAME, clocks
from tsunagi.bpmn.variables import Material

ELSEWHERE = ("receiveTask", "serviceTask", "callActivity", "boundaryEvent", "intermediateCatchEvent", "subProcess")
PARTS = ("callActivity", "subProcess", "businessRuleTask")


def against(now: Material, before: Material) -> Iterator[Finding]:
    for process, packaged in pairs(now, before):
        for node in packaged.nodes.values():
            stands = standing(process, node)
            yield from _heard(process, node, process.nodes.get(node.id), now.contract)
            if node.kind in PARTS:
                yield from _part(process, node, stands, now.diagrams)
            if stands is not None:
                yield from _moved(process, packaged, node, stands)
                yield from _interrupts(process, packaged, node, stands)
                yield from _headers(process, node, stands, now.contract)
                yield from _timer(process, node, stands)
                yield from _loop(process, node, stands)
        yield from _clocks(process, packaged)


def _heard(process: Process, node: Node, now: Node | None, contract: Contract) -> Iterator[Finding]:
    if node.is_wait and (now is None or not now.is_wait):
        text = "配布された図の待ちの id がなくなっています。ここで待っている案件を移せなくなります。"
        yield Finding(process.file, node.id, "WAIT_ID_CHANGED", text)
    elif node.kind == "intermediateCatchEvent" and node.timer is not None and (now is None or now.timer is None):
        text = "配布された図の、日を待つ時計がなくなっています。次の仕事が、その日より前に行われます。"
        yield Finding(process.file, node.id, "WAIT_ID_CHANGED", text)
    elif node.message is not None and not node.throws:
        if now is None or now.message is None:
            text = f"配布された図はここで {node.message.name} を受けます。受けないと、その知らせが失われます。"
            yield Finding(process.file, node.id, "WAIT_ID_CHANGED", text)
        elif now.message.name != node.message.name and now.message.name in contract.messages:
            text = f"ここで受けるのは {node.message.name} です。{now.message.name} では、知らせがだれにも届きません。"
            yield Finding(process.file, node.id, "MESSAGE_CHANGED", text)


def _moved(process: Process, packaged: Process, node: Node, now: Node) -> Iterator[Finding]:
    """Out of the part whose interruption stops it, or to the edge of another box."""
    if node.kind not in ELSEWHERE:
        return
    around = {scope for scope in packaged.chain(node.id)[1:] if scope in process.nodes}
    if not around <= set(process.chain(now.id)[1:]):
        text = "配布された図では、サブプロセスの中にあります。外に出ると、中断されてもここだけ続きます。"
        yield Finding(process.file, node.id, "ELEMENT_MOVED", text)
    host, new = process.nodes.get(node.attached_to or ""), process.nodes.get(now.attached_to or "")
    if host is not None and new is not None and host.id != new.id and new.kind in HOSTS:
        text = f"配布された図では {host.id} に付いています。ほかの箱に付けると、その間の知らせや期限を失います。"
        yield Finding(process.file, node.id, "ELEMENT_MOVED", text)


def _interrupts(process: Process, packaged: Process, node: Node, now: Node) -> Iterator[Finding]:
    if now.id != node.id or now.kind != node.kind or not (node.attached_to or packaged.is_start_of_event(node)):
        return
    if now.interrupting != node.interrupting:
        way = "中断する" if node.interrupting else "中断しない"
        text = f"配布された図と、中断する・しないが逆です。{way}方に戻します。"
        yield Finding(process.file, now.id, "INTERRUPTION_CHANGED", text)


def _headers(process: Process, node: Node, now: Node, contract: Contract) -> Iterator[Finding]:
    """On them rests what the gates of the law are found by."""
    task = contract.tasks.get(node.task_type or "")
    for header in task.codes if task is not None and now.task_type == node.task_type else ():
        if now.headers.get(header) != node.headers.get(header):
            text = f"見出し {header} は、配布された図の {node.headers.get(header)} から変えられません。元に戻します。"
            yield Finding(process.file, node.id, "HEADER_FIXED", text)


def _timer(process: Process, node: Node, now: Node) -> Iterator[Finding]:
    if node.timer is None or now.timer is None or DATE_NAME.fullmatch(now.timer.expression) is None:
        return
    if not alike(now.timer.expression, node.timer.expression):
        text = (
            f"この時計が読むのは {node.timer.expression} です。{now.timer.expression} は別の期限の日時です。"
            "期限の長さは、前の仕事の見出しで変えます。"
        )
        yield Finding(process.file, node.id, "TIMER_CHANGED", text)


def _clocks(process: Process, packaged: Process) -> Iterator[Finding]:
    """A deadline is still watched, by a clock that does what the packaged one does to the wait."""
    for node in packaged.nodes.values():
        host = process.nodes.get(node.attached_to or "")
        if node.timer is None or host is None:
            continue
        reading = [one for one in clocks(process, host) if _reads(one, node)]
        if not reading and node.id not in process.nodes and not _reminds(packaged, node):
            text = f"期限 {node.timer.expression} を見る時計がなくなっています。過ぎても、だれも知らされません。"
            yield Finding(process.file, host.id, "WAIT_WITHOUT_DEADLINE", text)
        if reading and not node.interrupting and not any(_told(process, packaged, one, node) for one in reading):
            text = "期限のあとに、遅れを知らせる仕事(escalate)がありません。人の仕事か、知らせる仕事につなぎます。"
            yield Finding(process.file, reading[0].id, "WAIT_WITHOUT_DEADLINE", text)
        for one in reading:
            if one.interrupting != node.interrupting and one.id != node.id:
                text = f"同じ期限の時計 {node.id} と、中断する・しないが違います。配布された図の方にそろえます。"
                yield Finding(process.file, one.id, "INTERRUPTION_CHANGED", text)


def _reads(one: Node, node: Node) -> bool:
    return one.timer is not None and node.timer is not None and alike(one.timer.expression, node.timer.expression)


def _reminds(process: Process, clock: Node) -> bool:
    steps = [process.nodes[flow.target].task_type or "" for flow in process.outgoing[clock.id]]
    return all(step.endswith(REMINDERS) for step in steps)


def _told(process: Process, packaged: Process, clock: Node, node: Node) -> bool:
    """Of a reminder whoever it may be; of a deadline, by the packaged job, as late work, or by a task of somebody."""
    steps = [process.nodes[one] for one in ahead(process, clock.id)]
    jobs = {packaged.nodes[flow.target].task_type for flow in packaged.outgoing[node.id]}
    return _reminds(packaged, node) or any(
        one.kind in ("userTask", "callActivity") or one.task_type in jobs or (one.task_type or "").endswith(LATE)
        for one in steps
    )


def _part(process: Process, node: Node, now: Node | None, diagrams: Diagrams) -> Iterator[Finding]:
    if node.kind == "businessRuleTask":
        yield from _decides(process, node, now, diagrams)
    elif now is None or now.kind != node.kind:
        what = f"{node.call.process_id} の呼び出し" if node.call is not None else "サブプロセス"
        text = f"配布された図の{what}がなくなっています。ここにいる案件が、先へ進む道を失います。id ごと元に戻します。"
        yield Finding(process.file, node.id, "PART_CHANGED", text)
    elif node.call is not None and now.call is not None and now.call.process_id in diagrams.process:
        kept, other = node.call.process_id, now.call.process_id
        if not _leads_to(other, kept, diagrams, ()):
            text = f"呼ぶのは {kept} です。別の図 {other} に替えると、その手順を失います。"
            yield Finding(process.file, node.id, "PART_CHANGED", text)


def _leads_to(called: str, wanted: str, diagrams: Diagrams, below: tuple[str, ...]) -> bool:
    """A city's own process may do more, as long as it calls the packaged one."""
    child = diagrams.process.get(called)
    if called == wanted or child is None or called in below:
        return called == wanted
    calls = [node.call.process_id for node in child.nodes.values() if node.call is not None]
    return any(_leads_to(one, wanted, diagrams, (*below, called)) for one in calls)


def _decides(process: Process, node: Node, now: Node | None, diagrams: Diagrams) -> Iterator[Finding]:
    anew = [one.decision for one in process.nodes.values() if one.scope == node.scope and one.decision is not None]
    if now is None and node.decision not in anew:
        text = "配布された図の判断がなくなっています。その結果を読む道が、決まらないままになります。"
        yield Finding(process.file, node.id, "PART_CHANGED", text)
    elif now is not None and now.decision is not None and node.decision is not None:
        kept, other = node.decision, now.decision
        wanted = (kept.decision_id, kept.result)
        if other.decision_id in diagrams.decision and other.result and (other.decision_id, other.result) != wanted:
            text = f"表 {kept.decision_id} の結果を {kept.result} に書く判断です。変えるときは、表の中身を変えます。"
            yield Finding(process.file, node.id, "PART_CHANGED", text)


def _loop(process: Process, node: Node, now: Node) -> Iterator[Finding]:
    if _counted(node.loop) != _counted(now.loop) and node.kind == now.kind:
        text = "繰り返し(並行か順番か・一覧・要素・結果)が配布された図と違います。人や役割が漏れるか、待たされます。"
        yield Finding(process.file, node.id, "LOOP_CHANGED", text)


def _counted(loop: Loop | None) -> tuple[object, ...] | None:
    if loop is None:
        return None
    collected = (loop.output_collection or "", "".join((loop.output_element or "").split()))
    return ("".join(loop.collection.split()), loop.element, *collected, loop.sequential)
