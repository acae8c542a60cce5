"""The diagrams as frozen values: what the rules read instead of XML."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tsunagi.bpmn.forms import Form

WAITS = ("receiveTask", "userTask")


@dataclass(frozen=True)
class Pair:
    """One line of an ioMapping."""

    source: str
    target: str


@dataclass(frozen=True)
class Message:
    name: str
    key: str | None


@dataclass(frozen=True)
class Timer:
    """`kind`: timeDate, timeDuration or timeCycle."""

    kind: str
    expression: str


@dataclass(frozen=True)
class Loop:
    """Multi-instance: once for each element of a collection."""

    collection: str
    element: str | None
    output_collection: str | None
    output_element: str | None
    sequential: bool


@dataclass(frozen=True)
class Call:
    process_id: str
    binding: str
    all_child: bool
    all_parent: bool


@dataclass(frozen=True)
class DecisionCall:
    decision_id: str
    result: str
    binding: str


@dataclass(frozen=True)
class UserTask:
    """`persons`: assignee and candidate users; `form`: id of a linked form; `native`: not of the job-worker kind."""

    candidate_groups: str | None
    persons: tuple[str, ...]
    due_date: str | None
    form: str | None
    form_binding: str
    native: bool


@dataclass(frozen=True)
class Node:
    """One flow node. `scope`: id of the subprocess or process around it; `kind`: BPMN's name of the element."""

    id: str
    kind: str
    name: str | None
    scope: str
    task_type: str | None = None
    retries: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Pair, ...] = ()
    outputs: tuple[Pair, ...] = ()
    message: Message | None = None
    timer: Timer | None = None
    catches_error: bool = False
    error_code: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    by_event: bool = False
    default: str | None = None
    loop: Loop | None = None
    call: Call | None = None
    decision: DecisionCall | None = None
    script: tuple[str, str] | None = None
    user: UserTask | None = None
    events: tuple[str, ...] = ()  # what sets an event off, by BPMN's name: timerEventDefinition, …
    unserved: tuple[str, ...] = ()  # listeners and loops, of which the checker and the services know nothing

    @property
    def locals(self) -> frozenset[str]:
        """Names that live in this element alone: input mappings and the element of a multi-instance."""
        names = {pair.target for pair in self.inputs}
        if self.loop is not None:
            names |= {"loopCounter"} | ({self.loop.element} if self.loop.element else set())
        return frozenset(names)

    @property
    def parallel(self) -> bool:
        return self.loop is not None and not self.loop.sequential

    @property
    def throws(self) -> bool:
        """Sends instead of waiting."""
        return self.kind in ("endEvent", "intermediateThrowEvent")

    @property
    def is_wait(self) -> bool:
        """An instance stands here until somebody answers."""
        return self.kind in WAITS or (self.kind == "intermediateCatchEvent" and self.message is not None)


@dataclass(frozen=True)
class Flow:
    id: str
    name: str | None
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True)
class Process:
    """One process of one file; `ids`: every id of the file, repeats included; `drawn`: ids that have a shape."""

    file: str
    id: str
    name: str | None
    version_tag: str | None
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    ids: tuple[str, ...]
    drawn: frozenset[str]
    content: bytes
    executable: bool = True

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        return self._flows_by(lambda flow: flow.source)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        return self._flows_by(lambda flow: flow.target)

    def _flows_by(self, end: Callable[[Flow], str]) -> dict[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {node: [] for node in self.nodes}
        for flow in self.flows:
            if end(flow) in found:
                found[end(flow)].append(flow)
        return {node: tuple(flows) for node, flows in found.items()}

    def inside(self, scope: str) -> tuple[Node, ...]:
        """The nodes directly in a scope."""
        return self._by_scope.get(scope, ())

    def within(self, scope: str) -> Iterator[Node]:
        """The nodes in a scope at any depth."""
        for node in self.inside(scope):
            yield node
            yield from self.within(node.id)

    def chain(self, node: str) -> tuple[str, ...]:
        """The node, the subprocesses around it, the process: innermost first."""
        found = [node]
        while found[-1] in self.nodes:
            found.append(self.nodes[found[-1]].scope)
        return tuple(found)

    def boundaries(self, host: str) -> tuple[Node, ...]:
        return self._by_host.get(host, ())

    @cached_property
    def _by_scope(self) -> dict[str | None, tuple[Node, ...]]:
        return self._nodes_by(lambda node: node.scope)

    @cached_property
    def _by_host(self) -> dict[str | None, tuple[Node, ...]]:
        return self._nodes_by(lambda node: node.attached_to)

    def _nodes_by(self, place: Callable[[Node], str | None]) -> dict[str | None, tuple[Node, ...]]:
        found: dict[str | None, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(place(node), []).append(node)
        return {key: tuple(nodes) for key, nodes in found.items()}

    def is_start_of_event(self, node: Node) -> bool:
        """A start event of an event subprocess."""
        return node.kind == "startEvent" and node.scope in self.nodes and self.nodes[node.scope].by_event


@dataclass(frozen=True)
class Rule:
    """One row of a decision table: FEEL texts by column name; `whole`: as many cells as columns."""

    id: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    whole: bool


@dataclass(frozen=True)
class Decision:
    """One decision table; `inputs`: FEEL expressions of its columns; `types`: typeRef of inputs and outputs by name."""

    file: str
    id: str
    name: str | None
    version_tag: str | None
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    drawn: bool
    ids: tuple[str, ...]
    content: bytes
    policy: str
    aggregation: str | None
    types: Mapping[str, str]


@dataclass(frozen=True)
class Diagrams:
    """One folder: a set that is checked and deployed as a whole."""

    processes: tuple[Process, ...]
    decisions: tuple[Decision, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)  # how many processes or decisions each file holds

    @property
    def all(self) -> tuple[Process | Decision, ...]:
        return (*self.processes, *self.decisions)

    @cached_property
    def process(self) -> Mapping[str, Process]:
        return {one.id: one for one in self.processes}

    @cached_property
    def decision(self) -> Mapping[str, Decision]:
        return {one.id: one for one in self.decisions}

    def callers(self, process_id: str) -> Iterator[tuple[Process, Node]]:
        for process in self.processes:
            for node in process.nodes.values():
                if node.call is not None and node.call.process_id == process_id:
                    yield process, node
