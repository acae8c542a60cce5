"""The consent forms of the city: the file that CONSENT_FORMS_FILE names, else the packaged one."""

import functools
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from services.consent.domain.forms import Box, Form
from services.consent.domain.statements import DATA_CATEGORIES, DEFAULT_LANGUAGE, PURPOSES

PACKAGED = Path(__file__).parents[1] / "reference" / "forms.json"
LONGEST_DAYS, DAYS_AFTER_SUPPORT = 365, 30
TEXTS = ("title", "explanation", "exceptions", "refusal", "contact")


class BadForm(ValueError):
    """The city's file is not what its README says; the service must not start with it."""


def _file() -> Any:
    return json.loads(Path(os.environ.get("CONSENT_FORMS_FILE") or PACKAGED).read_text(encoding="utf-8"))


@functools.cache
def days_after_support(municipality_id: str) -> int:
    """How long agencies that do not go on accompanying a person may read after the end of support (domain note 1.3).

    Raises BadForm.
    """
    known = _file().get("days_after_support", {})
    days = known.get(municipality_id, known.get("*", DAYS_AFTER_SUPPORT))
    if not isinstance(days, int) or not 0 <= days <= LONGEST_DAYS:
        raise BadForm("days_after_support")
    return days


@functools.cache
def load(municipality_id: str) -> tuple[Form, ...]:
    """Raises BadForm, KeyError for what the file left out. A city without forms of its own has the packaged ones."""
    data = _file()
    listed = data["municipalities"].get(municipality_id, data["municipalities"]["*"])
    forms = tuple(
        Form(
            form_id=one["form_id"],
            version=one["version"],
            valid_from=date.fromisoformat(one["valid_from"]),
            valid_days=one["valid_days"],
            boxes={
                box["box"]: Box(box["box"], tuple(box["categories"]), tuple(box["purposes"])) for box in one["boxes"]
            },
            texts=one["texts"],
        )
        for one in listed
    )
    for form in forms:
        _require(form)
    return forms


def _require(form: Form) -> None:
    if not 0 < form.valid_days <= LONGEST_DAYS:
        raise BadForm(f"{form.name}: valid_days")
    if DEFAULT_LANGUAGE not in form.texts:
        raise BadForm(f"{form.name}: {DEFAULT_LANGUAGE}")
    for box in form.boxes.values():
        if not set(box.data_categories) <= DATA_CATEGORIES or not set(box.purposes) <= PURPOSES:
            raise BadForm(f"{form.name}: {box.box_id}")
    for language, texts in form.texts.items():
        if missing := {*TEXTS, *form.boxes} - texts.keys():
            raise BadForm(f"{form.name}: {language}: {sorted(missing)}")
