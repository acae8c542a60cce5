"""Where a token of a process can go: through flows, into and out of subprocesses, through boundary and other events."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tsunagi.bpmn.model import Flow, Node, Process


@dataclass(frozen=True)
class Edge:
    """`flow`: the sequence flow taken; `interrupts`: the source was left before it had finished."""

    source: str
    target: str
    flow: Flow | None = None
    interrupts: bool = False


def exit_of(scope: str) -> str:
    """The pseudo node that stands for a subprocess having ended."""
    return f"{scope}/exit"


def ahead(process: Process, start: str) -> frozenset[str]:
    """Where the token that leaves an element can go within its scope."""
    found: set[str] = set()
    queue = [start]
    while queue:
        node = queue.pop()
        nexts = [flow.target for flow in process.outgoing[node]]
        nexts += [one.id for one in process.boundaries(node) if one.interrupting]
        more = {one for one in nexts if one in process.nodes} - found
        found |= more
        queue += more
    return frozenset(found)


class Graph:
    """Places are node ids, the process id (its start) and `exit_of` every subprocess."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.edges: tuple[Edge, ...] = tuple(self._edges())

    @cached_property
    def after(self) -> Mapping[str, tuple[Edge, ...]]:
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge)
        return {source: tuple(edges) for source, edges in found.items()}

    @cached_property
    def main(self) -> frozenset[str]:
        """Places that the first token can reach: without what non-interrupting events set going beside it."""
        return self.reachable([self.process.id], lambda edge: self._begins_beside(edge.target))

    def _begins_beside(self, place: str) -> bool:
        node = self.process.nodes.get(place)
        if node is None or not (node.kind == "boundaryEvent" or node.by_event):
            return False
        starts = [node] if node.attached_to else [one for one in self.process.inside(place) if one.kind == "startEvent"]
        return not any(start.interrupting for start in starts)

    def reachable(self, starts: Iterable[str], cut: Callable[[Edge], bool] = lambda _edge: False) -> frozenset[str]:
        """Every place that can be reached from the starts without an edge that is cut; the starts included."""
        found = set(starts)
        queue = deque(found)
        while queue:
            for edge in self.after.get(queue.popleft(), ()):
                if edge.target not in found and not cut(edge):
                    found.add(edge.target)
                    queue.append(edge.target)
        return frozenset(found)

    def _edges(self) -> Iterable[Edge]:
        process = self.process
        for flow in process.flows:
            if flow.source in process.nodes and flow.target in process.nodes:
                source = process.nodes[flow.source]
                yield Edge(exit_of(source.id) if source.kind == "subProcess" else source.id, flow.target, flow)
        for node in process.nodes.values():
            yield from self._structure(node)

    def _structure(self, node: Node) -> Iterable[Edge]:
        process = self.process
        if node.kind == "startEvent" and not process.is_start_of_event(node):
            yield Edge(node.scope, node.id)
        if node.scope in process.nodes and node.kind != "boundaryEvent" and not process.outgoing[node.id]:
            yield Edge(exit_of(node.id) if node.kind == "subProcess" else node.id, exit_of(node.scope))
        if node.attached_to in process.nodes:
            yield Edge(str(node.attached_to), node.id, interrupts=True)
            for inner in process.within(str(node.attached_to)):
                yield Edge(inner.id, node.id, interrupts=True)
        if node.by_event:
            yield from self._event_subprocess(node)

    def _event_subprocess(self, node: Node) -> Iterable[Edge]:
        """It can begin as soon as the scope's start event is behind, from anywhere in the scope."""
        for start in self.process.inside(node.id):
            if start.kind == "startEvent":
                yield Edge(node.id, start.id)
        for other in self.process.inside(node.scope):
            if other.kind == "startEvent":
                yield Edge(other.id, node.id)
            elif not other.by_event:
                yield Edge(other.id, node.id, interrupts=True)
                for inner in self.process.within(other.id):
                    yield Edge(inner.id, node.id, interrupts=True)


class Concurrency:
    """Which two nodes of a process can be live at the same time."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._process = graph, graph.process

    def together(self, one: str, other: str) -> bool:
        """A boundary event is live with its host, an event subprocess's start with its scope."""
        return self._during(one, other) or self._during(other, one) or self._forked(one, other)

    def _during(self, one: str, other: str) -> bool:
        """`one` listens for as long as something lives that holds `other`."""
        node = self._process.nodes[one]
        chain = self._process.chain(other)
        if node.attached_to is not None:
            other_host = self._process.nodes[other].attached_to
            return node.attached_to in chain or node.attached_to == other_host
        if self._process.is_start_of_event(node):
            subprocess = self._process.nodes[node.scope]
            own = subprocess.id in chain
            return subprocess.scope in chain and (not own or not node.interrupting)
        return one in chain[1:]

    def _forked(self, one: str, other: str) -> bool:
        """Their ancestors in one scope stand on different branches of a fork, or one in a non-interrupting event."""
        first, second = self._process.chain(self._place(one)), self._process.chain(self._place(other))
        shared = next(scope for scope in first if scope in second)
        if shared in (first[0], second[0]):
            return False
        left, right = first[first.index(shared) - 1], second[second.index(shared) - 1]
        if self._beside(left) or self._beside(right):
            return True
        return any(self._split(branches, left, right) for branches in self._forks(shared))

    def _place(self, node: str) -> str:
        host = self._process.nodes.get(self._process.nodes[node].attached_to or "")
        return host.id if host is not None else node

    def _beside(self, node: str) -> bool:
        """An event subprocess that leaves the rest of its scope alive."""
        one = self._process.nodes[node]
        starts = [inner for inner in self._process.inside(node) if inner.kind == "startEvent"]
        return one.by_event and any(not start.interrupting for start in starts)

    def forks(self) -> Iterable[tuple[str, tuple[frozenset[str], ...]]]:
        """Nodes whose ways out are all taken, each with what follows on its branches."""
        for node in self._process.nodes.values():
            if self._forks_for_sure(node):
                yield node.id, self._branches(node)

    def _forks_for_sure(self, node: Node) -> bool:
        every = node.kind == "parallelGateway" or not node.kind.endswith("Gateway")
        return every and len(self._process.outgoing[node.id]) > 1

    def _branches(self, node: Node) -> tuple[frozenset[str], ...]:
        return tuple(self._branch(flow.target, node.id) for flow in self._process.outgoing[node.id])

    def _forks(self, scope: str) -> Iterable[tuple[frozenset[str], ...]]:
        for node in self._process.inside(scope):
            flows = self._process.outgoing[node.id]
            if self._forks_for_sure(node) or (node.kind == "inclusiveGateway" and len(flows) > 1):
                yield self._branches(node)
            if node.attached_to in self._process.nodes and not node.interrupting:
                host = str(node.attached_to)
                ahead = {host}.union(*(self._branch(flow.target, host) for flow in self._process.outgoing[host]))
                aside = frozenset().union(*(self._branch(flow.target, host) for flow in flows))
                yield frozenset(ahead), aside

    def _branch(self, start: str, fork: str) -> frozenset[str]:
        """Nodes of the scope that follow, up to where branches are joined again or the fork is passed once more."""
        found: set[str] = set()
        queue = [start]
        while queue:
            node = queue.pop()
            joins = node in self._process.nodes and self._joins(node)
            if node in found or node == fork or joins or node not in self._process.nodes:
                continue
            found.add(node)
            queue += [flow.target for flow in self._process.outgoing[node]]
            for boundary in self._process.boundaries(node):
                queue.append(boundary.id)
        return frozenset(found)

    def _joins(self, node: str) -> bool:
        kind = self._process.nodes[node].kind
        return kind in ("parallelGateway", "inclusiveGateway") and len(self._process.incoming[node]) > 1

    @staticmethod
    def _split(branches: tuple[frozenset[str], ...], left: str, right: str) -> bool:
        return any(
            left in one and right in other and not (left in other and right in one)
            for one in branches
            for other in branches
            if one is not other
        )
