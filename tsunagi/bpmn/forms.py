"""Forms of user tasks: `forms/<form-id>.form` of form-js, whose fields say how sensitive their answers are."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.user_task_forms import CHOICES, Field
from tsunagi.errors import StackError

FOLDER, SUFFIX, CLASS = "forms", ".form", "dataClass"
CLASSES = frozenset({"C0", "C1", "C2", "C2X", "C3", "C4", "C5", "C6"})


@dataclass(frozen=True)
class Form:
    """`id` is what a diagram links to, and the file's name without its ending."""

    file: str
    id: str
    fields: tuple[Field, ...]


def files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob(f"*{SUFFIX}"))


def read(folder: Path) -> dict[str, Form]:
    """Forms by id. Raises StackError when a file is not a form."""
    return {form.id: form for form in map(_form, files(folder))}


def _form(path: Path) -> Form:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Form(f"{FOLDER}/{path.name}", str(content["id"]), tuple(_fields(content["components"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        japanese = f"{path.name} は様式として読めません。Camunda Modeler で開き直して保存してください。"
        raise StackError("FORM_UNREADABLE", japanese, f"{path.name} is not a form: {error}") from error


def _fields(components: list[Mapping[str, Any]]) -> Iterator[Field]:
    """Those that are answered, in their order, those in groups included."""
    for one in components:
        yield from _fields(one.get("components", []))
        if "key" in one:
            choices = tuple((str(value["value"]), str(value["label"])) for value in one.get("values", []))
            yield Field(
                key=str(one["key"]),
                label=str(one.get("label", one["key"])),
                type=str(one["type"]),
                data_class=str(one.get("properties", {}).get(CLASS, "")),
                required=bool(one.get("validate", {}).get("required")),
                choices=choices if one["type"] in CHOICES else (),
            )
