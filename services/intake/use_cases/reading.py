"""What may be read of intake's records: own consultations, own handoffs, the coordinator's cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from kit import pages
from kit.calendar import date_in_japan
from kit.context import Context
from kit.errors import NotFound
from kit.hands import at_desk
from services.intake.domain.persons import is_minor
from services.intake.domain.reference import Recommendation
from services.intake.store import cases, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, consultations


@dataclass(frozen=True)
class WithPeople:
    """A row and the persons that this reader may see with it."""

    row: Any
    persons: list[Any]


@dataclass(frozen=True)
class Told:
    """A consultation as it is read back: with whom it is about, who fits, and what its source may hear.

    `links`: its reader screens, or manages those who do, and so learns in which file somebody of it is known already;
    its window does not.
    """

    found: WithPeople
    recommendations: list[Recommendation]
    feedback: str
    links: bool


class CaseReference(NamedTuple):
    """What other services ask of a case. `deceased`: those of `people` who have died; `over`: it ended, or will now;
    `continued`: (person, a case before, the same person there); `minors`, `adults`: as far as birth dates are known,
    and only when they are asked for."""

    case_no: str
    coordinator: str
    requesting: str
    people: list[str]
    deceased: list[str]
    over: bool
    continued: list[tuple[str, str, str]]
    minors: list[str]
    adults: list[str]


def consultation(db: sa.Connection, ctx: Context, consultation_id: str) -> Told:
    """Who fits is said by the version under which it was screened, before that by today's."""
    return told(db, ctx, access.readable_consultation(db, ctx, consultation_id))


def only_acknowledged(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """As `consultations.only_acknowledged`, of the consultation whose file this is."""
    return consultations.only_acknowledged(db, ctx, cases.first_consultation(db, ctx, case_id))


def told(db: sa.Connection, ctx: Context, row: Any) -> Told:
    known = reference.version(db, ctx, row.reference_version) if row.reference_version else None
    known = known or reference.of(db, ctx)
    people = cases.people(db, ctx, row.person_ids)
    fitting = known.recommendations(consultations.asked(ctx, row, people), reference.today(ctx))
    links = access.oversees(db, ctx)
    return Told(WithPeople(row, people), fitting, known.feedback_to(row.consulter), links)


def case(db: sa.Connection, ctx: Context, case_id: str) -> WithPeople:
    row = rows.get(db, ctx, t.cases, case_id)
    if not at_desk(ctx, row.coordinator_agency_id):
        raise NotFound
    return WithPeople(row, cases.household(db, ctx, case_id))


def predecessor(db: sa.Connection, ctx: Context, case_id: str) -> tuple[WithPeople, Any, list[str]]:
    """(the closed case before this one, its first consultation, this case's persons). Raises NotFound.

    No persons, and so nobody's consent, where nobody of whom that case told is in this one, or one who lives is not.
    """
    row = access.answered_case(db, ctx, case_id)
    if not row.predecessor_case_id:
        raise NotFound
    before = rows.get(db, ctx, t.cases, row.predecessor_case_id)
    people = WithPeople(before, cases.household(db, ctx, before.id))
    own, first = cases.household(db, ctx, case_id), cases.first_consultation(db, ctx, before.id)
    told_of = cases.people(db, ctx, first.person_ids) if first is not None else []
    here = [person for person in told_of if _is_among(person, own)]
    is_known = bool(here) and all(person in here for person in told_of if person.alive)
    return people, first, [person.id for person in own] if is_known else []


def _is_among(person: Any, household: Sequence[Any]) -> bool:
    return any(
        person.id in (one.same_as, one.same_before) or (person.match_key and one.match_key == person.match_key)
        for one in household
    )


def case_page(
    db: sa.Connection, ctx: Context, case_no: str, token: str, page_size: int
) -> tuple[list[WithPeople], str]:
    size = min(page_size or 50, 200)
    if not at_desk(ctx, ctx.actor.agency_id):
        return [], ""
    before = _opened(db, ctx, token) if token else None
    found = cases.page(db, ctx, ctx.actor.agency_id, ctx.actor.person_id, case_no, before, size + 1)
    next_token = ""
    if len(found) > size:
        next_token = str(found[size - 1].id)
    people = cases.households(db, ctx, [row.id for row in found[:size]])
    return [WithPeople(row, people.get(row.id, [])) for row in found[:size]], next_token


def _opened(db: sa.Connection, ctx: Context, case_id: str) -> tuple[datetime, str]:
    """Where the page before ended. Raises InvalidArgument."""
    row = rows.find(db, ctx, t.cases, case_id)
    if row is None:
        raise pages.unknown()
    return row.opened_at, row.id


def case_reference(db: sa.Connection, ctx: Context, case_id: str, minors_at: datetime | None = None) -> CaseReference:
    """Also before the case is accepted. Raises NotFound."""
    found, known = _numbered(db, ctx, case_id), cases.members(db, ctx, case_id, born=minors_at is not None)
    people = [one for one in known if one.before_id is None]
    deceased = [one.id for one in people if not one.alive]
    continued = [(one.id, one.before_case_id, one.before_id) for one in known if one.before_id is not None]
    born = [] if minors_at is None else [one for one in people if one.birth_date]
    young = [one.id for one in born if minors_at and is_minor(one.birth_date, date_in_japan(minors_at))]
    grown = [one.id for one in born if one.id not in young]
    ids, number = [one.id for one in people], _number(db, ctx, found)
    return CaseReference(*number, ids, deceased, found.over, continued, young, grown)


def unknown_agencies(db: sa.Connection, ctx: Context, agency_ids: Sequence[str]) -> list[str]:
    """Those that are not in this city's catalogue; a closed office is."""
    return [one for one in agency_ids if one not in reference.of(db, ctx).agencies]


def case_number(db: sa.Connection, ctx: Context, case_id: str) -> tuple[str, str, str]:
    """(case number, coordinator agency, requesting agency), also before the case is accepted. Raises NotFound."""
    return _number(db, ctx, _numbered(db, ctx, case_id))


def _numbered(db: sa.Connection, ctx: Context, case_id: str) -> Any:
    found = cases.numbered_by(db, ctx, case_id)
    if found is None:
        raise NotFound
    return found


def _number(db: sa.Connection, ctx: Context, found: Any) -> tuple[str, str, str]:
    return found.case_no, found.coordinator or reference.of(db, ctx).coordinator_agency_id, found.requesting
