"""Forms of user tasks: `forms/<form-id>.form` of form-js, whose fields say how sensitive their answers are."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.user_task_forms import CHOICES, Field
from tsunagi.bpmn.finding import FileRefused

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
    """Forms by id. Raises FileRefused when a file is not a form, or not that of its name."""
    return {form.id: form for form in map(_form, files(folder))}


def _form(path: Path) -> Form:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        form = Form(f"{FOLDER}/{path.name}", str(content["id"]), tuple(_fields(content["components"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        japanese = f"{path.name} は様式として読めません。Camunda Modeler で開き直して保存してください。"
        raise FileRefused(
            f"{FOLDER}/{path.name}", "FORM_UNREADABLE", japanese, f"{path.name} is not a form: {error}"
        ) from error
    if form.id != path.stem:
        japanese = f"{path.name} の中の様式の ID は {form.id} です。ファイル名を {form.id}{SUFFIX} にしてください。"
        raise FileRefused(form.file, "FORM_UNREADABLE", japanese, f"{path.name} holds the form {form.id}.")
    return form


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
