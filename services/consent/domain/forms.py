"""Consent forms (同意書の様式): a few tick-boxes stand for a bundle of grants. Reference data that a city replaces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from services.consent.domain.refusals import UnknownForm
from services.consent.domain.statements import Cell, Terms, purposes_of

JST = timezone(timedelta(hours=9))


@dataclass(frozen=True)
class Box:
    """One tick-box: every category for every purpose for which the agency can be named."""

    box_id: str
    data_categories: tuple[str, ...]
    purposes: tuple[str, ...]

    def cells(self, agency_id: str) -> list[Cell]:
        named = purposes_of(agency_id)
        purposes = [purpose for purpose in self.purposes if purpose in named]
        return [Cell(agency_id, category, purpose) for category in self.data_categories for purpose in purposes]


@dataclass(frozen=True)
class Form:
    """One version, in use from `valid_from` until the next one; `valid_days`: how long what it grants holds.

    `texts`: by language (BCP 47), with `title`, `explanation`, `exceptions`, `refusal`, `contact` and one text a box.
    """

    form_id: str
    version: str
    valid_from: date
    valid_days: int
    boxes: dict[str, Box]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As in `form_version` of a consent."""
        return f"{self.form_id}/{self.version}"


@dataclass(frozen=True)
class Tick:
    """What was ticked for one agency, and which single cells of it were struck; no box: the agency was struck whole."""

    agency_id: str
    box_ids: tuple[str, ...]
    struck: tuple[tuple[str, str], ...] = ()


def current(forms: Sequence[Form], at: datetime) -> list[Form]:
    """The version of each form in use that day."""
    day = at.astimezone(JST).date()
    started = sorted((form for form in forms if form.valid_from <= day), key=lambda one: one.valid_from)
    return list({form.form_id: form for form in started}.values())


def in_use(forms: Sequence[Form], name: str, at: datetime) -> Form:
    """The form of this name (`id/version`), if it was in use that day. Raises UnknownForm."""
    found = next((form for form in current(forms, at) if form.name == name), None)
    if found is None:
        raise UnknownForm
    return found


def bundle(form: Form, ticks: Sequence[Tick], at: datetime) -> tuple[tuple[Terms, ...], tuple[Terms, ...]]:
    """(granted, refused) terms of a form filled in; a cell that is struck or whose box stays empty is refused.

    Raises UnknownForm for a box or a cell that the form does not have.
    """
    granted, refused = [], []
    for tick in ticks:
        offered = dict.fromkeys(cell for box in form.boxes.values() for cell in box.cells(tick.agency_id))
        ticked = _ticked(form, tick)
        granted += [cell for cell in offered if cell in ticked]
        refused += [cell for cell in offered if cell not in ticked]
    until = at + timedelta(days=form.valid_days)
    return tuple(_terms(granted, until)), tuple(_terms(refused, None))


def _ticked(form: Form, tick: Tick) -> set[Cell]:
    if not set(tick.box_ids) <= form.boxes.keys():
        raise UnknownForm
    cells = {cell for box_id in tick.box_ids for cell in form.boxes[box_id].cells(tick.agency_id)}
    struck = {Cell(tick.agency_id, category, purpose) for category, purpose in tick.struck}
    if not struck <= cells:
        raise UnknownForm
    return cells - struck


def _terms(cells: Sequence[Cell], until: datetime | None) -> list[Terms]:
    return [Terms(cell.agency_id, (cell.data_category,), (cell.purpose,), until) for cell in cells]
