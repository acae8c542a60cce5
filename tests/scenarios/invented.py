"""Invented people whose data cannot be mistaken for anything else, in scenarios that were written about others."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from kit.disclosure import NO_CONTENT, data_class
from tsunagi.demo.rpcs import find
from tsunagi.demo.scenario import Scenario

NAME, KANA, PHONE, BORN = "鵺燈鴉", "ヌエトウガラス", "0799-77-", "1937-11-"
WORDS = (NAME, KANA, PHONE, BORN)
"""One of these stands in whatever is personal."""
# Rules read the word for one's place in the household.
AS_IT_IS = frozenset({"relation", "birth_date"})
SAID = frozenset({"say", "comment", "request", "steps"})
SELECTOR = re.compile(r"=([^\]]+)\]")


class People:
    """Gives everybody of a scenario another name, telephone and address, and marks what is written about them."""

    def __init__(self) -> None:
        self.count = 0

    def person(self, number: int) -> dict[str, str]:
        told = {"name": f"{NAME} {number}", "kana": f"{KANA} {number}", "phone": f"{PHONE}{number:04}"}
        return {**told, "address": f"{NAME}町{number}番", "birth_date": f"{BORN}{number % 28 + 1:02}"}

    def household(self, size: int) -> list[dict[str, str]]:
        """New people at one address."""
        found = []
        for _member in range(size):
            self.count += 1
            found.append({**self.person(self.count), "address": f"{NAME}町{self.count // 10}番", "relation": "同居"})
        return found

    def retold(self, scenario: Scenario) -> Scenario:
        """Whoever has one name throughout the file has one new name throughout. Dates of birth stay: ages decide."""
        told: dict[str, str] = {}
        self._meet(scenario.steps, told)
        return replace(scenario, steps=_steps(scenario.steps, told))

    def _meet(self, value: Any, told: dict[str, str]) -> None:
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            self._meet(one, told)
        if isinstance(value, dict) and "relation" in value and value.get("name") and value["name"] not in told:
            self.count += 1
            new = self.person(self.count)
            for field in ("name", "kana", "phone", "address"):
                if value.get(field):
                    told.setdefault(value[field], new[field])


def born(steps: Any) -> set[str]:
    """The dates of birth that a scenario tells."""
    if isinstance(steps, dict) and "relation" in steps and "birth_date" in steps:
        return {steps["birth_date"]}
    inside = steps.values() if isinstance(steps, dict) else steps if isinstance(steps, list) else ()
    return set().union(*map(born, inside))


def _steps(steps: list[dict[str, Any]], told: dict[str, str]) -> list[dict[str, Any]]:
    """Each request by the classes of its fields, then what is expected of the answers and chosen from them."""
    found = []
    for step in steps:
        new = dict(step)
        if "call" in step and "request" in step:
            new["request"] = _content(step["request"], find(step["call"]).input_type, told)
        if "steps" in step:
            new["steps"] = _steps(step["steps"], told)
        found.append(new)
    return [{key: one if key in SAID else _answered(one, told) for key, one in step.items()} for step in found]


def _content(value: dict[str, Any], of: Descriptor, told: dict[str, str]) -> dict[str, Any]:
    """The words that are no codes, in fields of class C1 and above."""
    return {name: _field(one, of.fields_by_name.get(name), told) for name, one in value.items()}


def _field(value: Any, field: FieldDescriptor | None, told: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_field(one, field, told) for one in value]
    if isinstance(value, dict):
        return _content(value, field.message_type, told) if field is not None and field.message_type else value
    if not isinstance(value, str) or value.startswith(("$", "@")) or field is None:
        return _chosen(value, told)
    if data_class(field) in NO_CONTENT or field.name in AS_IT_IS:
        return value
    if value not in told and not value.isascii():
        told[value] = f"{NAME}: {value}"
    return told.get(value, value)


def _chosen(value: Any, told: Mapping[str, str]) -> Any:
    """`$persons[name=…].person_id` by the new name."""
    return SELECTOR.sub(lambda at: f"={told.get(at[1], at[1])}]", value) if isinstance(value, str) else value


def _answered(value: Any, told: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_chosen(name, told): _answered(one, told) for name, one in value.items()}
    if isinstance(value, list):
        return [_answered(one, told) for one in value]
    return told.get(value, _chosen(value, told)) if isinstance(value, str) else value
