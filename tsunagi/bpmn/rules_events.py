"""What must be done when something was interrupted, failed or came to an end: by the jobs of the packaged diagrams.

CANCELLING_TASK_MISSING. The jobs behind an event that interrupts or tells of an error are done before anything rests or
ends. Of a clock at a wait, the first one; behind an event at a wait or a job, a city's user task may come first.
TASK_LEFT_OUT. Each job is done in as many places, but for those that only tell of late work.
"""

from collections import Counter
from collections.abc import Iterator

from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.graph import Edge, Graph
from tsunagi.bpmn.kept import pairs, protected, standing, types
from tsunagi.bpmn.model import Diagrams, Node, Process
from tsunagi.bpmn.rules_set import with_called
from tsunagi.bpmn.variables import Material


def against(now: Material, before: Material) -> Iterator[Finding]:
    for process, packaged in pairs(now, before):
        yield from of(process, packaged, now.diagrams, before.diagrams)


def of(process: Process, packaged: Process, diagrams: Diagrams, before: Diagrams) -> Iterator[Finding]:
    yield from _events(process, packaged)
    yield from _left_out(process, packaged, diagrams, before)


def _events(process: Process, packaged: Process) -> Iterator[Finding]:
    """What an event stops, and what then cancels the work that was under way."""
    graph = Graph(process)
    for node in packaged.nodes.values():
        now = standing(process, node)
        if now is None or now.kind != node.kind:
            continue
        whole = _of_a_part(packaged, node)
        for task in _held_behind(packaged, node):
            done = {one.id for one in process.nodes.values() if one.task_type == task}

            def stops(edge: Edge, done: set[str] = done) -> bool:
                return edge.interrupts or edge.target in done

            reached = graph.reachable([now.id], stops)
            steps = [process.nodes[one] for one in reached - {process.id, now.id} if one in process.nodes]
            if any(step.kind == "endEvent" or (step.is_wait and (step.user is None or whole)) for step in steps):
                text = f"このあとの仕事 {task} を通らない道があります。進んでいた仕事が残ります。元の並びに戻します。"
                yield Finding(process.file, now.id, "CANCELLING_TASK_MISSING", text)


def _held_behind(packaged: Process, node: Node) -> list[str]:
    host = packaged.nodes.get(node.attached_to or "")
    tells = node.message is not None or node.catches_error
    if host is None:
        return types(packaged, node) if packaged.is_start_of_event(node) and node.interrupting else []
    if not (tells or node.interrupting):
        return []
    jobs = types(packaged, node)
    return jobs[:1] if node.timer is not None and not _of_a_part(packaged, node) else jobs


def _of_a_part(packaged: Process, node: Node) -> bool:
    """It stops work of many kinds, and not one wait or job: a task of somebody before that is ended is too late."""
    host = packaged.nodes.get(node.attached_to or "")
    return host is None or host.kind in ("subProcess", "callActivity")


def _left_out(process: Process, packaged: Process, diagrams: Diagrams, before: Diagrams) -> Iterator[Finding]:
    """A job that is done in fewer places; by what a city's own process does for it, too."""
    own = [one for one in with_called(process, diagrams) if one.id == process.id or one.id not in before.process]
    done = Counter(node.task_type for one in own for node in one.nodes.values())
    anywhere = {node.task_type for one in with_called(process, diagrams) for node in one.nodes.values()}
    wanted = Counter(str(node.task_type) for node in packaged.nodes.values() if protected(node))
    for task, times in sorted(wanted.items()):
        if task not in anywhere:
            text = f"配布された図にある仕事 {task} がなくなっています。サービスの側で仕事が開いたまま残ります。"
            yield Finding(process.file, process.id, "TASK_LEFT_OUT", text)
        elif done[task] < times:
            text = f"配布された図で {times} か所にある仕事 {task} が、{done[task]} か所に減っています。元に戻します。"
            yield Finding(process.file, process.id, "TASK_LEFT_OUT", text)
