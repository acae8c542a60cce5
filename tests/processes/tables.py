"""Reads a DMN table and says which rows an input meets: the part of FEEL that our tables use, and no more.

An expression that is not understood raises; what the engine makes of it is compared by `test_decisions.py`.
"""

import ast
import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

DMN = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
COMPARISON = re.compile(r"(<=|>=|<|>)\s*(-?[0-9.]+)")
CONTAINS = re.compile(r'list contains\(\?,\s*"([^"]*)"\)')
RANGE = re.compile(r"\[\s*(-?[0-9.]+)\s*\.\.\s*(-?[0-9.]+)\s*\]")
NEGATION = re.compile(r"not\((.*)\)")
ELSEWHERE = "ELSEWHERE"
"""A code that no table knows: what an administrator may add one day."""

Input = Mapping[str, Any]


class NotUnderstood(Exception):
    """The table says something that this reader does not know."""


@dataclass(frozen=True)
class Row:
    rule_id: str
    tests: tuple[str, ...]
    outputs: tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    decision_id: str
    policy: str
    aggregation: str
    inputs: tuple[str, ...]
    types: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[Row, ...]

    def met(self, given: Input) -> list[Row]:
        values = [given.get(name) for name in self.inputs]
        return [row for row in self.rows if all(map(holds, row.tests, values))]

    def decide(self, given: Input) -> tuple[list[Row], dict[str, Any] | None]:
        """(the rows that decide, the answer); no answer where no row is met."""
        found = self.met(given)
        if not found:
            return [], None
        if self.policy == "FIRST":
            return found[:1], dict(zip(self.outputs, found[0].outputs, strict=True))
        if (self.policy, self.aggregation) == ("COLLECT", "MAX"):
            return found, {self.outputs[0]: max(row.outputs[0] for row in found)}
        raise NotUnderstood(self.policy)

    def combinations(self) -> Iterator[dict[str, Any]]:
        """Every input that the table can tell apart: of the values that the same rows accept, one."""
        columns = [list(self._kinds(index)) for index in range(len(self.inputs))]
        for values in itertools.product(*columns):
            yield dict(zip(self.inputs, values, strict=True))

    def sample(self, chance: random.Random) -> dict[str, Any]:
        """Any input of values that the table names, their neighbours, codes that it does not know, and none at all."""
        return {name: chance.choice(list(self._values(index))) for index, name in enumerate(self.inputs)}

    def _kinds(self, index: int) -> Iterator[Any]:
        kinds: dict[tuple[bool, ...], Any] = {}
        for value in self._values(index):
            kinds.setdefault(tuple(holds(row.tests[index], value) for row in self.rows), value)
        yield from kinds.values()

    def _values(self, index: int) -> Iterator[Any]:
        texts = " ".join(row.tests[index] for row in self.rows)
        strings = dict.fromkeys(re.findall(r'"([^"]*)"', texts))
        yield None
        if CONTAINS.search(texts):
            yield from ([], [ELSEWHERE], list(strings), *([one] for one in strings))
        elif self.types[index] == "boolean":
            yield from (True, False)
        elif self.types[index] == "number":
            named = {int(float(one)) for one in re.findall(r"-?[0-9.]+", texts) if one != "."}
            yield from sorted({value + step for value in named for step in (-1, 0, 1)} or {0})
        else:
            yield from (*strings, ELSEWHERE)


def holds(test: str, value: Any) -> bool:
    """Whether a unary test accepts a value; with null, a comparison does not hold (FEEL)."""
    test = test.strip()
    if test in ("", "-"):
        return True
    if found := NEGATION.fullmatch(test):
        return value is not None and not holds(found.group(1), value)
    if found := CONTAINS.fullmatch(test):
        return isinstance(value, list) and found.group(1) in value
    if found := COMPARISON.fullmatch(test):
        return value is not None and COMPARISONS[found.group(1)](value, float(found.group(2)))
    if found := RANGE.fullmatch(test):
        return value is not None and float(found.group(1)) <= value <= float(found.group(2))
    return any(same(literal(part), value) for part in re.findall(r'"[^"]*"|[^,\s]+', test))


def same(expected: Any, value: Any) -> bool:
    """Without 1 = true, which Python thinks."""
    return isinstance(expected, bool) == isinstance(value, bool) and expected == value


def literal(text: str) -> Any:
    """A FEEL literal. Raises NotUnderstood."""
    known = {"true": True, "false": False, "null": None}
    if text in known:
        return known[text]
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError) as error:
        raise NotUnderstood(text) from error


def read(path: Path) -> list[Table]:
    """Every decision table of a file."""
    found = []
    for decision in etree.parse(path).iterfind(".//d:decision", DMN):
        table = decision.find("d:decisionTable", DMN)
        if table is None:
            raise NotUnderstood(f"{path.name}: {decision.get('id')}")
        expressions = table.findall("d:input/d:inputExpression", DMN)
        found.append(
            Table(
                decision_id=str(decision.get("id")),
                policy=table.get("hitPolicy") or "UNIQUE",
                aggregation=table.get("aggregation") or "",
                inputs=tuple(_text(one) for one in expressions),
                types=tuple(str(one.get("typeRef")) for one in expressions),
                outputs=tuple(str(one.get("name")) for one in table.findall("d:output", DMN)),
                rows=tuple(_row(rule) for rule in table.findall("d:rule", DMN)),
            )
        )
    return found


def _row(rule: "etree._Element") -> Row:
    tests = tuple(_text(one) for one in rule.findall("d:inputEntry", DMN))
    outputs = tuple(literal(_text(one)) for one in rule.findall("d:outputEntry", DMN))
    return Row(str(rule.get("id")), tests, outputs)


def _text(element: "etree._Element") -> str:
    return (element.findtext("d:text", "", DMN) or "").strip()
