"""Which variables have been written when a token arrives at a place.

A forward data flow over `Graph`. A fact is (scope in which the variable lives, name); as in the engine, a job's results
climb to the innermost scope that has the name as a local, else to the process, and output mappings replace results.
Written means: on every way there. A value of null counts, so a mapping `=null` at the start says that none is meant.
"""

from collections import deque
from collections.abc import Iterable
from functools import cached_property

from tsunagi.bpmn.contract import STANDARD, Contract
from tsunagi.bpmn.graph import Edge, Graph, exit_of
from tsunagi.bpmn.model import Diagrams, Node, Process

Fact = tuple[str, str]
Facts = frozenset[Fact]
NOTHING: Facts = frozenset()


class Variables:
    """The variables of one process of a set."""

    def __init__(self, process: Process, material: "Material") -> None:
        self.process, self._material = process, material
        self._contract = material.contract
        self.graph = Graph(process)

    @property
    def complete(self) -> bool:
        """False where a task type, message or called process is unknown: what it writes is then unknown too."""
        nodes = self.process.nodes.values()
        tasks = {node.task_type for node in nodes if node.task_type and node.kind != "userTask"}
        sent = {node.message.name for node in nodes if node.message is not None}
        called = {node.call.process_id for node in nodes if node.call is not None}
        known = self._material.diagrams.process
        return (
            tasks <= self._contract.tasks.keys() and sent <= self._contract.messages.keys() and called <= known.keys()
        )

    def seen(self, place: str, facts: Iterable[Fact]) -> frozenset[str]:
        """The names that can be read at a place, out of facts."""
        chain = self.process.chain(place)
        return frozenset(name for scope, name in facts if scope in chain)

    def at(self, node: Node) -> frozenset[str]:
        """Readable when the node begins, its own locals included."""
        return self.seen(node.id, self.before.get(node.id, NOTHING)) | node.locals

    def around(self, node: Node) -> frozenset[str]:
        """Readable in the scope of the node when the node begins: for its collection and input mappings."""
        return self.seen(node.scope, self.before.get(node.id, NOTHING))

    def inner(self, node: Node) -> frozenset[str]:
        """Readable to output mappings: locals, results, and what a called process or subprocess has written."""
        before = self.before.get(exit_of(node.id) if node.kind == "subProcess" else node.id, NOTHING)
        return self.seen(node.id, before) | node.locals | self.results(node)

    def past(self, node: Node) -> frozenset[str]:
        """Readable in the scope of the node when the node has ended."""
        place = exit_of(node.id) if node.kind == "subProcess" else node.id
        return self.seen(node.scope, self.after(place, self.before.get(place, NOTHING)))

    def given(self) -> frozenset[str]:
        """What every caller maps in, and what every instance carries."""
        handed = [{pair.target for pair in node.inputs} for _, node in self._material.diagrams.callers(self.process.id)]
        if not handed:
            return STANDARD
        return STANDARD.union(set.intersection(*handed))

    def results(self, node: Node) -> frozenset[str]:
        """What the node itself produces, before output mappings."""
        found: set[str] = set()
        task = self._contract.tasks.get(node.task_type or "")
        if task is not None:
            found |= set(task.outputs)
        if node.message is not None and node.message.name in self._contract.messages:
            found |= set(self._contract.messages[node.message.name].variables)
        if node.decision is not None:
            found.add(node.decision.result)
        form = self._material.diagrams.forms.get(node.user.form or "") if node.user is not None else None
        if form is not None:
            found |= {one.key for one in form.fields if one.is_variable}
        if node.script is not None:
            found.add(node.script[1])
        if node.call is not None:
            found |= self._material.at_end(node.call.process_id)
        return frozenset(found)

    @cached_property
    def at_end(self) -> frozenset[str]:
        """The process's variables when it ends normally."""
        process = self.process
        ends = [node for node in process.inside(process.id) if not process.outgoing[node.id] and not node.by_event]
        reached = [self.past(node) for node in ends if node.id in self.before and node.id in self.graph.main]
        return frozenset.intersection(*reached) if reached else frozenset()

    @cached_property
    def before(self) -> dict[str, Facts]:
        """Facts on arrival, for every place that can be reached."""
        start: Facts = frozenset((self.process.id, name) for name in self.given())
        arriving: dict[Edge, Facts] = {}
        found: dict[str, Facts] = {self.process.id: start}
        queue = deque([self.process.id])
        while queue:
            place = queue.popleft()
            before = found[place]
            after = self.after(place, before)
            for edge in self.graph.after.get(place, ()):
                arriving[edge] = before if edge.interrupts else after
                merged = self._merge(edge.target, arriving)
                if found.get(edge.target) != merged:
                    found[edge.target] = merged
                    queue.append(edge.target)
        return found

    def _merge(self, place: str, arriving: dict[Edge, Facts]) -> Facts:
        ways = [arriving[edge] for edge in self._edges_to.get(place, ()) if edge in arriving]
        kind = self.process.nodes[place].kind if place in self.process.nodes else ""
        if kind != "parallelGateway":
            main = [
                arriving[edge] for edge in self._edges_to[place] if edge in arriving and edge.source in self.graph.main
            ]
            return frozenset.intersection(*(main if place.endswith("/exit") and main else ways))
        return frozenset.union(*ways)

    @cached_property
    def _edges_to(self) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for edge in self.graph.edges:
            found.setdefault(edge.target, []).append(edge)
        return found

    def after(self, place: str, before: Facts) -> Facts:
        """Facts when the place is left."""
        ended = place.endswith("/exit")
        node = self.process.nodes.get(place.removesuffix("/exit"))
        if node is None:
            return before
        if node.kind == "subProcess" and not ended:
            return before | {(node.id, name) for name in node.locals}
        written: set[Fact] = set()
        if node.outputs:
            written |= {self._landing(node.scope, pair.target) for pair in node.outputs}
        elif node.call is None or node.call.all_child:
            written |= {self._landing(node.id, name) for name in self.results(node)}
        if node.loop is not None and node.loop.output_collection:
            written.add(self._landing(node.scope, node.loop.output_collection))
        return before | {fact for fact in written if fact[0] != node.id}

    def _landing(self, scope: str, name: str) -> Fact:
        while scope in self.process.nodes and name not in self.process.nodes[scope].locals:
            scope = self.process.nodes[scope].scope
        return scope, name


class Material:
    """One set of diagrams and the contract that it is held against: what every rule is given."""

    def __init__(self, diagrams: Diagrams, contract: Contract) -> None:
        self.diagrams, self.contract = diagrams, contract
        self._variables: dict[str, Variables] = {}
        self._open: list[str] = []

    def variables(self, process: Process) -> Variables:
        key = f"{process.file}:{process.id}"
        if key not in self._variables:
            self._variables[key] = Variables(process, self)
        return self._variables[key]

    def at_end(self, process_id: str) -> frozenset[str]:
        """What a called process hands to the output mappings; nothing for one that is absent or calls itself."""
        child = self.diagrams.process.get(process_id)
        if child is None or process_id in self._open:
            return frozenset()
        self._open.append(process_id)
        try:
            return self.variables(child).at_end
        finally:
            self._open.pop()
