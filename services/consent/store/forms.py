"""The consent forms of the city: the file that CONSENT_FORMS_FILE names, else the packaged one."""

import functools
import json
import os
from datetime import date
from pathlib import Path

from services.consent.domain.forms import Box, Form
from services.consent.domain.statements import DATA_CATEGORIES, DEFAULT_LANGUAGE, PURPOSES

PACKAGED = Path(__file__).parents[1] / "reference" / "forms.json"
TEXTS = ("title", "explanation", "exceptions", "refusal", "contact")


class BadForm(ValueError):
    """The city's file is not what its README says; the service must not start with it."""


@functools.cache
def load(municipality_id: str) -> tuple[Form, ...]:
    """Raises BadForm, KeyError for what the file left out. A city without forms of its own has the packaged ones."""
    data = json.loads(Path(os.environ.get("CONSENT_FORMS_FILE") or PACKAGED).read_text(encoding="utf-8"))
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
    if not 0 < form.valid_days <= 365:
        raise BadForm(f"{form.name}: valid_days")
    if DEFAULT_LANGUAGE not in form.texts:
        raise BadForm(f"{form.name}: {DEFAULT_LANGUAGE}")
    for box in form.boxes.values():
        if not set(box.data_categories) <= DATA_CATEGORIES or not set(box.purposes) <= PURPOSES:
            raise BadForm(f"{form.name}: {box.box_id}")
    for language, texts in form.texts.items():
        if missing := {*TEXTS, *form.boxes} - texts.keys():
            raise BadForm(f"{form.name}: {language}: {sorted(missing)}")
