"""What a diagram puts into the engine itself: names of the contract, codes, never text; the case stays the case.

Not proved: that a code means what the city thinks. A code counts as known when a service names it, a packaged diagram
uses it, or this set itself makes it: a choice of a form, a table of its own, a mapping to a name of its own.
"""

import re
from collections.abc import Iterator

from tsunagi.bpmn import feel
from tsunagi.bpmn.contract import STANDARD, Contract
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Decision, Diagrams, Node, Process
from tsunagi.bpmn.rules_flow import texts
from tsunagi.bpmn.variables import Material

HANDED = ("municipalityId", "caseId", "caseNo")
CODE = re.compile(r'"([A-Z0-9_.:+-]*|[a-z0-9_.:+-]*)"')  # in one case of letters, as names are not
COMPARED = re.compile(r"[A-Z][A-Z0-9_]+")


def check(material: Material) -> Iterator[Finding]:
    read = _dictionary(material)
    for process in material.diagrams.processes:
        for node in process.nodes.values():
            yield from _handed(process, node)
            yield from _written(process, node, read)
            for expression in _writing(node):
                yield from _text(process.file, node.id, expression)
    for decision in material.diagrams.decisions:
        for rule in decision.rules:
            for cell in rule.outputs.values():
                yield from _text(decision.file, rule.id, cell)


def _dictionary(material: Material) -> frozenset[str]:
    """Names that somebody reads or a contract writes."""
    contract, diagrams = material.contract, material.diagrams
    found = set(STANDARD)
    for task in contract.tasks.values():
        found |= {*task.inputs, *task.outputs}
    for sent in contract.messages.values():
        found |= {*sent.key, *sent.variables}
    for decision in diagrams.decisions:
        found |= {*decision.outputs}.union(*(feel.read(text).names for text in decision.inputs))
    for process in diagrams.processes:
        for node in process.nodes.values():
            found = found.union(*(feel.read(text.removeprefix("=")).names for text in texts(process, node)))
    return frozenset(found)


def _handed(process: Process, node: Node) -> Iterator[Finding]:
    """Every instance of a case carries the same three; only then Operate and the services find it."""
    given = {pair.target for pair in node.inputs}
    for name in HANDED:
        if node.call is not None and name not in given and not node.call.all_parent:
            text = f"呼び出しに {name} の割り当てがありません。入力に {name} ← ={name} を加えます。"
            yield Finding(process.file, node.id, "STANDARD_NOT_HANDED", text)
        mapped = [pair for pair in (*node.inputs, *node.outputs) if pair.target == name]
        if any("".join(pair.source.split()) != f"={name}" for pair in mapped):
            text = f"{name} を書き換えています。この変数は案件のしるしで、そのまま渡すだけです。"
            yield Finding(process.file, node.id, "STANDARD_OVERWRITTEN", text)


def _written(process: Process, node: Node, read: frozenset[str]) -> Iterator[Finding]:
    targets = {pair.target.partition(".")[0] for pair in (*node.inputs, *node.outputs) if pair.target}
    targets |= {node.script[1]} if node.script is not None and node.script[1] else set()
    for name in sorted(targets - read):
        text = f"変数 {name} は、どのサービスも図も読みません。綴りを直すか、割り当てを消します(記録は変数にしません)。"
        yield Finding(process.file, node.id, "VARIABLE_NOT_IN_CONTRACT", text)


def _writing(node: Node) -> Iterator[str]:
    yield from (pair.source for pair in (*node.inputs, *node.outputs))
    yield from (node.script[0],) if node.script is not None else ()
    yield from (node.loop.output_element or "",) if node.loop is not None else ()


def _text(file: str, element: str, expression: str) -> Iterator[Finding]:
    for token in feel.read(expression.removeprefix("=")).tokens:
        if token.kind == "string" and CODE.fullmatch(token.text) is None:
            said = f"{token.text} を変数に書きます。エンジンには英数字の符号だけを入れ、文や名前は入れません。"
            yield Finding(file, element, "TEXT_FOR_ENGINE", said)


def against(now: Material, before: Material) -> Iterator[Finding]:
    """Codes that nobody knows: mistyped, most often."""
    diagrams, packaged, contract = now.diagrams, before.diagrams, now.contract
    known = contract.codes.union(_all_codes(packaged), _made(diagrams, packaged, contract))
    for process in diagrams.processes:
        for flow in process.flows:
            yield from _unknown(process.file, flow.source, _codes(flow.condition or ""), known)
        for node in process.nodes.values():
            for expression in _writing(node):
                yield from _unknown(process.file, node.id, _codes(expression), known)
    for decision in diagrams.decisions:
        for rule in decision.rules:
            cells = [*rule.inputs.values(), *rule.outputs.values()]
            for cell in cells:
                yield from _unknown(decision.file, rule.id, _codes(cell), known)


def _unknown(file: str, element: str, codes: frozenset[str], known: frozenset[str]) -> Iterator[Finding]:
    for code in sorted(codes - known):
        text = f"符号 {code} は、どのサービス・図・表・様式にもありません。綴りを確かめてください。"
        yield Finding(file, element, "CODE_UNKNOWN", text)


def _codes(text: str) -> frozenset[str]:
    strings = (token.text.strip('"') for token in feel.read(text.removeprefix("=")).tokens if token.kind == "string")
    return frozenset(one for one in strings if COMPARED.fullmatch(one))


def _all_codes(diagrams: Diagrams) -> Iterator[str]:
    for process in diagrams.processes:
        for node in process.nodes.values():
            for text in texts(process, node):
                yield from _codes(text)
    for decision in diagrams.decisions:
        yield from _cells(decision, inputs=True)


def _cells(decision: Decision, inputs: bool) -> Iterator[str]:
    for rule in decision.rules:
        for cell in (*rule.outputs.values(), *(rule.inputs.values() if inputs else ())):
            yield from _codes(cell)


def _made(diagrams: Diagrams, packaged: Diagrams, contract: Contract) -> Iterator[str]:
    for form in diagrams.forms.values():
        yield from (value for one in form.fields for value, _ in one.choices)
    for decision in diagrams.decisions:
        if decision.id not in packaged.decision:
            yield from _cells(decision, inputs=False)
    named = {name for task in contract.tasks.values() for name in (*task.inputs, *task.outputs)}
    for process in diagrams.processes:
        for node in process.nodes.values():
            for pair in (*node.inputs, *node.outputs):
                if pair.target not in named:
                    yield from _codes(pair.source)
