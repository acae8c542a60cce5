"""The form of a user task, as it travels in the task's headers: fields with a data class each.

Only what is C0, and hence a choice, a yes or no, or a number, becomes a variable; everything else stays with its owner.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kit.errors import InvalidArgument, Violation

HEADER_FORM, HEADER_TITLE = "tsunagi:form", "tsunagi:title"
VARIABLE_CLASS = "C0"
CHOICES, YES_NO, NUMBER = ("radio", "select"), "checkbox", "number"
TRUE_FALSE = {"true": True, "false": False}
Answer = str | bool | int


@dataclass(frozen=True)
class Field:
    """`type` is form-js's; `choices`: (value, label)."""

    key: str
    label: str
    type: str
    data_class: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def is_variable(self) -> bool:
        return self.data_class == VARIABLE_CLASS


def encode(fields: tuple[Field, ...]) -> str:
    return json.dumps([asdict(one) for one in fields], ensure_ascii=False, sort_keys=True)


def decode(text: str) -> tuple[Field, ...]:
    return tuple(
        Field(**{**one, "choices": tuple((value, label) for value, label in one["choices"])})
        for one in json.loads(text or "[]")
    )


def understood(fields: tuple[Field, ...], given: Mapping[str, str]) -> dict[str, Answer]:
    """The answers by field, typed; an empty answer is none. Raises InvalidArgument naming every mistake at once."""
    known = {one.key: one for one in fields}
    wrong = [Violation(f"answers[{key}]", "UNKNOWN_FIELD", "様式にない項目です。") for key in given if key not in known]
    found: dict[str, Answer] = {}
    for one in fields:
        text = given.get(one.key, "").strip()
        value = _typed(one, text)
        if value is not None:
            found[one.key] = value
        elif text:
            wrong.append(Violation(f"answers[{one.key}]", "NOT_A_CHOICE", "様式にない答えです。"))
        elif one.required:
            wrong.append(Violation(f"answers[{one.key}]", "REQUIRED", "答えてください。"))
    if wrong:
        raise InvalidArgument(*wrong)
    return found


def _typed(field: Field, text: str) -> Answer | None:
    """None for what is no answer to this field."""
    if not text:
        return None
    if field.type in CHOICES:
        return text if text in dict(field.choices) else None
    if field.type == YES_NO:
        return TRUE_FALSE.get(text)
    if field.type == NUMBER:
        return int(text) if text.lstrip("-").isdecimal() else None
    return text
