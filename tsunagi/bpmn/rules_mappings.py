"""What a diagram writes into variables that the services and the packaged diagrams live by.

A packaged element's mappings stay, and what it writes is still written: on counters rest the keys against doing twice,
on ids whose work it is. Elsewhere such a variable is handed on as it is, set as the same packaged diagram sets it, said
at an end, or begun with null. Names of the city's own are free.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tsunagi.bpmn.contract import Contract
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.kept import alike, pairs, said, standing
from tsunagi.bpmn.model import Node, Pair, Process
from tsunagi.bpmn.rules_codes import HANDED
from tsunagi.bpmn.variables import NOTHING, Material, Variables

# Who consented to what, and that a liaison meeting was held: no diagram says that by itself.
START = "startEvent"
OF_GATES = frozenset({"consentAnswer", "coverage", "liaisonHeld"})


def against(now: Material, before: Material) -> Iterator[Finding]:
    names = _lived_by(now.contract, before)
    for process in now.diagrams.processes:
        packaged = before.diagrams.process.get(process.id)
        own = _Own(names, frozenset(_writings(packaged)), packaged, now.variables(process).given())
        for node in process.nodes.values():
            yield from _overwritten(process, node, own)
    for process, packaged in pairs(now, before):
        for node in packaged.nodes.values():
            stands = standing(process, node)
            if stands is not None:
                yield from _changed(process, node, stands)
                yield from _lost(process, node, stands, now.variables(process), before.variables(packaged))
    for form in now.diagrams.forms.values():
        taken = names - frozenset(_of_contract(now.contract))
        for key in sorted({one.key for one in form.fields if one.is_variable} & taken):
            text = f"項目 {key} は、配布された図が使う変数と同じ名前です。別の名前にしてください。"
            yield Finding(form.file, key, "FIELD_NAME_TAKEN", text)


def _nodes(packaged: Process | None) -> tuple[Node, ...]:
    return tuple(packaged.nodes.values()) if packaged is not None else ()


def _of_contract(contract: Contract) -> Iterator[str]:
    for task in contract.tasks.values():
        yield from task.outputs
    for sent in contract.messages.values():
        yield from sent.variables


def _lived_by(contract: Contract, before: Material) -> frozenset[str]:
    """Names that a service writes, or a packaged diagram."""
    found = set(_of_contract(contract))
    for process in before.diagrams.processes:
        for node in process.nodes.values():
            found |= {pair.target for pair in (*node.inputs, *node.outputs)}
            found |= {node.decision.result} if node.decision is not None else set()
    return frozenset(found)


def _writings(packaged: Process | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(variable, source) as one packaged diagram has them, nulls aside."""
    for node in _nodes(packaged):
        for pair in node.outputs:
            if said(pair.source) != ("null",):
                yield pair.target, said(pair.source)
        if node.decision is not None:
            yield node.decision.result, ("decision", node.decision.decision_id)


@dataclass(frozen=True)
class _Own:
    """`names`: that services and packaged diagrams live by; `known`: how the packaged diagram writes them."""

    names: frozenset[str]
    known: frozenset[tuple[str, tuple[str, ...]]]
    packaged: Process | None
    given: frozenset[str]

    def allows(self, node: Node, pair: Pair) -> bool:
        name, source = pair.target.partition(".")[0], said(pair.source)
        if name not in self.names or name in HANDED or source == (name,):
            return True
        if name in OF_GATES or (self.packaged is not None and node.id in self.packaged.nodes and node.kind != START):
            return False
        if (name, source) in self.known:
            return True
        if node.kind == START and source == ("null",):
            return name not in self.given
        # An end says how it ended: the same variable as the ends beside it, another code.
        ends = {one.target for other in _nodes(self.packaged) if other.kind == "endEvent" for one in other.outputs}
        return node.kind == "endEvent" and name in ends and len(source) == 1 and source[0].startswith('"')


def _overwritten(process: Process, node: Node, own: _Own) -> Iterator[Finding]:
    """What is written beyond the packaged element's own mappings; those are held to by `_changed`."""
    packaged = standing(own.packaged, node) if own.packaged is not None else None
    written = _beyond(node.outputs, packaged.outputs if packaged is not None else ())
    if packaged is not None or node.kind == "subProcess":
        written += _beyond(node.inputs, packaged.inputs if packaged is not None else ())
    written += [Pair(node.script[0], node.script[1])] if node.script is not None else []
    found = {pair.target for pair in written if not own.allows(node, pair)}
    if node.decision is not None and packaged is None:
        known = (node.decision.result, ("decision", node.decision.decision_id)) in own.known
        found |= set() if known else {node.decision.result} & own.names
    if node.loop is not None and packaged is None:
        found |= {node.loop.output_collection or ""} & own.names
    for name in sorted(found):
        text = f"変数 {name} を書き換えます。サービスと配布された図が頼る変数です。市の変数は、別の名前にします。"
        yield Finding(process.file, node.id, "VARIABLE_OVERWRITTEN", text)


def _beyond(given: tuple[Pair, ...], kept: tuple[Pair, ...]) -> list[Pair]:
    targets = {pair.target for pair in kept}
    return [pair for pair in given if pair.target not in targets]


def _changed(process: Process, node: Node, now: Node) -> Iterator[Finding]:
    for kept, given in ((node.inputs, now.inputs), (node.outputs, now.outputs)):
        sources = {pair.target: pair.source for pair in given}
        for pair in kept:
            reported = pair.target in HANDED and (node.call is not None or pair.target in sources)
            if not reported and not alike(sources.get(pair.target), pair.source):
                text = f"割り当て {pair.target} ← {pair.source} が変わったか、なくなっています。元に戻します。"
                yield Finding(process.file, now.id, "MAPPING_CHANGED", text)


def _lost(process: Process, node: Node, now: Node, here: Variables, there: Variables) -> Iterator[Finding]:
    """An output mapping that is added lets nothing else of a result through."""
    if node.kind != now.kind or node.task_type != now.task_type or node.outputs or not now.outputs:
        return
    still = {name for _, name in here.after(now.id, NOTHING)}
    for name in sorted({name for _, name in there.after(node.id, NOTHING)} - still):
        text = f"出力の割り当てを加えたので、{name} が書かれなくなりました。{name} ← ={name} も加えます。"
        yield Finding(process.file, now.id, "MAPPING_CHANGED", text)
