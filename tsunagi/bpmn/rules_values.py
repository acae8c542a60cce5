"""Codes between decision tables and the ways that they choose: each that is asked for is given, and the reverse.

A variable's values are known where tables, constants, choices of forms and plain hand-overs alone write it, under its
name in all diagrams. Not looked at: what a service or a message writes, but for what it gives back as a table rated it,
and what an expression computes.
"""

from collections.abc import Iterator
from functools import cached_property

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Decision, Diagrams, Node
from tsunagi.bpmn.rules_codes import COMPARED
from tsunagi.bpmn.rules_flow import texts
from tsunagi.bpmn.rules_tables import PERIOD_NAME, is_rest
from tsunagi.bpmn.variables import Material

Column = tuple[str, str]
LITERALS = ("string", "number")
COMPARING = ("=", "!=")


def check(material: Material) -> Iterator[Finding]:
    values = Values(material)
    for process in material.diagrams.processes:
        for flow in process.flows:
            for name, value in _compared(flow.condition or ""):
                given = values.of(name)
                if given and value != "null" and value not in given:
                    text = f"条件 {flow.condition} の {value} になることはありません。{name} は {_list(given)} です。"
                    yield Finding(process.file, flow.id, "CODE_NEVER_GIVEN", text)


def against(now: Material, before: Material) -> Iterator[Finding]:
    kept, values = Values(before), Values(now)
    for decision in now.diagrams.decisions:
        packaged = before.diagrams.decision.get(decision.id)
        for name in decision.outputs if packaged is not None else ():
            if packaged is not None and name in packaged.outputs:
                asked = values.asked((decision.id, name))
                yield from _new_codes(decision, packaged, name, asked)
                if kept.asked((decision.id, name)):
                    yield from _chosen_by(decision, packaged, name)
        if packaged is not None:
            yield from _asks(decision, packaged)


def _new_codes(decision: Decision, packaged: Decision, name: str, asked: set[str]) -> Iterator[Finding]:
    known = {rule.outputs.get(name) for rule in packaged.rules} | asked
    for rule in decision.rules:
        cell = rule.outputs.get(name, "")
        code = _is_literal(cell) and COMPARED.fullmatch(cell.strip('"'))
        if code and cell not in known and not name.endswith(PERIOD_NAME):
            text = f"結果 {cell} を、どの道の条件も見ません。配布された表の符号に直すか、その道を図に描きます。"
            yield Finding(decision.file, rule.id, "CODE_NOT_TAKEN_UP", text)


def _chosen_by(decision: Decision, packaged: Decision, name: str) -> Iterator[Finding]:
    """A column by which ways are chosen: each way is still taken, and what is unknown goes where it went."""
    given = {rule.outputs.get(name, "") for rule in decision.rules}
    if not all(_is_literal(cell) for cell in given):
        return
    for cell in sorted({rule.outputs.get(name, "") for rule in packaged.rules} - given):
        text = f"結果 {cell} を出す行がなくなっています。その道へ進む案件がなくなります。行を戻します。"
        yield Finding(decision.file, decision.id, "CODE_NEVER_GIVEN", text)
    rest, was = _rest(decision), _rest(packaged)
    if rest is not None and was is not None and rest != was and rest[1].get(name) != was[1].get(name):
        text = f"受け皿の行(条件がすべて空)の {name} は {was[1].get(name)} から変えられません。条件のある行を加えます。"
        yield Finding(decision.file, rest[0], "TABLE_REST_CHANGED", text)


def _rest(decision: Decision) -> tuple[str, dict[str, str]] | None:
    rows = [rule for rule in decision.rules if is_rest(rule)]
    return (rows[0].id, dict(rows[0].outputs)) if rows else None


def _asks(decision: Decision, packaged: Decision) -> Iterator[Finding]:
    """What a table looks at."""
    for text in sorted(set(packaged.inputs) - set(decision.inputs)):
        said = f"条件の列 {text} がなくなっています。見ないときも、列は残して欄を空(-)にします。"
        yield Finding(decision.file, decision.id, "TABLE_COLUMN_LOST", said)
    if decision.policy == "COLLECT":
        for code in sorted(_named(packaged) - _named(decision)):
            text = f"符号 {code} を見る行がなくなっています。この事情が、結果に何も加えなくなります。"
            yield Finding(decision.file, decision.id, "TABLE_CODE_LOST", text)
    for name in packaged.outputs:
        yield from _emptied(decision, packaged, name)


def _named(decision: Decision) -> set[str]:
    cells = (part for rule in decision.rules for cell in rule.inputs.values() for part in feel.tests(cell))
    return {token.text for part in cells for token in part.tokens if token.kind == "string"}


def _emptied(decision: Decision, packaged: Decision, name: str) -> Iterator[Finding]:
    """A result that is never empty beside a code is never empty beside it."""
    for other in packaged.outputs:
        full = {rule.outputs.get(other) for rule in packaged.rules}
        full -= {rule.outputs.get(other) for rule in packaged.rules if rule.outputs.get(name) == "null"}
        for rule in decision.rules:
            if other != name and rule.outputs.get(name) == "null" and rule.outputs.get(other) in full:
                text = f"{other} が {rule.outputs[other]} の行では、{name} を空(null)にできません。値を書きます。"
                yield Finding(decision.file, rule.id, "TABLE_CELL", text)


def _is_literal(cell: str) -> bool:
    tokens = feel.read(cell).tokens
    return len(tokens) == 1 and (tokens[0].kind in LITERALS or cell in ("true", "false", "null"))


def _list(given: frozenset[str]) -> str:
    return "、".join(sorted(given - {"null"}))


def _compared(text: str) -> Iterator[tuple[str, str]]:
    """(name or path, literal) of each comparison in an expression."""
    tokens = list(feel.read(text.removeprefix("=")).tokens)
    for place, token in enumerate(tokens):
        if token.text in COMPARING and token.kind == "operator" and 0 < place < len(tokens) - 1:
            value = tokens[place + 1]
            if tokens[place - 1].kind == "name" and _is_literal(value.text):
                path = tokens[place - 1].text
                if place > 2 and tokens[place - 2].text == ".":
                    path = f"{tokens[place - 3].text}.{path}"
                yield path, value.text


class Values:
    """What each variable can be, and by which table; by its name in all diagrams of a set."""

    def __init__(self, material: Material) -> None:
        self._literals: dict[str, set[str]] = {}
        self._columns: dict[str, set[Column]] = {}
        self._from: dict[str, set[str]] = {}
        self._open: set[str] = set()
        self._material = material
        for task in material.contract.tasks.values():
            self._open |= set(task.outputs) - set(task.rated)
        for sent in material.contract.messages.values():
            self._open |= set(sent.variables)
        for form in material.diagrams.forms.values():
            for one in form.fields:
                self._literals.setdefault(one.key, set()).update({f'"{value}"' for value, _ in one.choices})
                self._open |= set() if one.choices else {one.key}
        for process in material.diagrams.processes:
            for node in process.nodes.values():
                self._node(node, material.diagrams)

    def _node(self, node: Node, diagrams: Diagrams) -> None:
        for pair in (*node.inputs, *node.outputs):
            self._written(pair.target, pair.source.removeprefix("="))
        if node.script is not None:
            self._open.add(node.script[1])
        if node.loop is not None:
            self._open |= {node.loop.element or "", node.loop.output_collection or ""}
        decision = diagrams.decision.get(node.decision.decision_id) if node.decision is not None else None
        if node.decision is not None and decision is not None:
            self._decided(node.decision.result, decision)

    def _decided(self, result: str, decision: Decision) -> None:
        for column in decision.outputs:
            name = result if len(decision.outputs) == 1 else f"{result}.{column}"
            self._columns.setdefault(name, set()).add((decision.id, column))
            for rule in decision.rules:
                self._written(name, rule.outputs.get(column, ""))

    def _written(self, name: str, source: str) -> None:
        if _is_literal(source):
            self._literals.setdefault(name, set()).add(feel.read(source).tokens[0].text)
        elif all(token.kind == "name" or token.text == "." for token in feel.read(source).tokens) and source:
            self._from.setdefault(name, set()).add("".join(source.split()))
        else:
            self._open.add(name)

    def _sources(self, name: str) -> set[str]:
        found, queue = {name}, [name]
        while queue:
            for one in self._from.get(queue.pop(), set()) - found:
                found.add(one)
                queue.append(one)
        return found

    def of(self, name: str) -> frozenset[str]:
        """Literals as FEEL writes them; empty where they are not known."""
        sources = self._sources(name)
        written = self._literals.keys() | self._columns.keys() | self._from.keys()
        if sources & self._open or not sources <= written:
            return frozenset()
        return frozenset().union(*(self._literals.get(one, set()) for one in sources))

    @cached_property
    def _asked(self) -> dict[Column, set[str]]:
        found: dict[Column, set[str]] = {}
        for process in self._material.diagrams.processes:
            for node in process.nodes.values():
                for text in texts(process, node):
                    for name, value in _compared(text):
                        for column in set().union(*(self._columns.get(one, set()) for one in self._sources(name))):
                            found.setdefault(column, set()).add(value)
        return found

    def asked(self, column: Column) -> set[str]:
        """The literals with which a table's result is compared, under whichever name it is handed on."""
        return self._asked.get(column, set())
