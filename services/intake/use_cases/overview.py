"""What can only be seen across consultations: households that several know and nobody supports, issues that recur."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import kept_away, outbox, small_cells
from kit.context import Context
from kit.errors import NotFound
from kit.small_cells import SMALLEST_SHOWN
from services.intake.domain.cases import ParticipationNeeded
from services.intake.store import cases, overview, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, relations

OUTREACH_WORKER = "outreach-worker"


@dataclass(frozen=True)
class Issue:
    """How often a kind of worry was told in an area; `count` is None where it could tell who did."""

    concern: str
    area: str
    count: int | None


def known_without_support(db: sa.Connection, ctx: Context) -> list[Any]:
    """Households that two agencies or more consulted about and nobody supports (P-083, P-105).

    For the coordinators and outreach workers of the city's own desk; for anybody else there is none. Nor is there
    one of which a consultation tells of somebody from whom the reader is kept away: it says how many know of them.
    """
    known = reference.of(db, ctx)
    desks = {"coordinator": known.coordinator_agency_id, OUTREACH_WORKER: known.outreach_agency_id}
    if not any(desks.get(role) == ctx.actor.agency_id for role in ctx.actor.roles):
        return []
    found = overview.known_without_support(db, ctx)
    told_of = overview.told_of(db, ctx, [one for row in found for one in row.consultation_ids])
    away = _away(db, ctx, [person_id for people in told_of.values() for person_id in people])
    return [row for row in found if away.isdisjoint(one for told in row.consultation_ids for one in told_of[told])]


def _away(db: sa.Connection, ctx: Context, person_ids: Sequence[str]) -> frozenset[str]:
    """Those from whom the reader is kept away (D5, row 1)."""
    if not person_ids:
        return frozenset()
    return relations.away_from(db, ctx, kept_away.reader_of(ctx), (), person_ids).person_ids


def recurring_issues(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> list[Issue]:
    """By kind and area, without persons (P-093). The areas are those that windows wrote down.

    Of whole months, as reports count: two periods that differ by a moment would tell what was told in it.
    """
    found = overview.issues(db, ctx, start, end) if start < end else []
    kinds: dict[str, list[int]] = {}
    for at, row in enumerate(found):
        kinds.setdefault(row.concern, []).append(at)
    small = {at for at, row in enumerate(found) if row.total < SMALLEST_SHOWN}
    hidden = small_cells.hidden([row.total for row in found], small, kinds.values())
    return [Issue(row.concern, row.area, None if at in hidden else row.total) for at, row in enumerate(found)]


def mark_participation_need(db: sa.Connection, ctx: Context, name: str, person_id: str) -> str:
    """Somebody who works with this person says that 参加支援 is needed (P-061); answers the case's id.

    `name` is the consultation, handoff or case in which the caller meets the person. A window is answered its own
    file's id, even if that joined a case. Raises NotFound.
    """
    kind, _, record_id = name.partition("/")
    own_file = ""
    if kind == "consultations":
        row = access.own_consultation(db, ctx, record_id)
        case_id, people = row.joined_case_id or row.case_id, row.person_ids
        own_file = "" if access.screens(db, ctx) else row.case_id
    elif kind == "handoffs":
        row = access.met_handoff(db, ctx, record_id)
        case_id, people = row.case_id, row.person_ids
    elif kind == "cases":
        case_id = access.own_open_case(db, ctx, record_id).id
        people = [person.id for person in cases.household(db, ctx, case_id)]
    else:
        raise NotFound
    if person_id not in people:
        raise NotFound
    desk = reference.of(db, ctx).participation_agency_id
    event = ParticipationNeeded(case_id, person_id, desk, ctx.actor.agency_id, kind.upper())
    outbox.record(db, ctx, event)
    return str(own_file or case_id)


def matches(db: sa.Connection, ctx: Context, consultation_id: str) -> list[Any]:
    """Files in which somebody of this consultation's file seems to be known already: for whoever screens it (E7).

    Ids, numbers and states; what was told then is read only on a basis of its own. Of somebody from whom the reader is
    kept away there is none.
    """
    row = rows.get(db, ctx, t.consultations, consultation_id)
    if not access.oversees(db, ctx):
        raise NotFound
    found = overview.matches(db, ctx, row)
    away = _away(db, ctx, [one.same_person_id for one in found])
    return [one for one in found if one.same_person_id not in away]


@dataclass(frozen=True)
class Load:
    """What waits for one agency, and how much of it is late."""

    agency_id: str
    open_items: int
    overdue_items: int
    open_handoffs: int


def supervised_load(db: sa.Connection, ctx: Context) -> list[Load]:
    """Of the agencies whose programmes the caller's section supervises (所管課, P-048). C0 only."""
    known = reference.of(db, ctx)
    supervised = dict.fromkeys(
        agency_id
        for programme in known.programmes.values()
        if programme["section_agency_id"] == ctx.actor.agency_id
        for agency_id in programme["agency_ids"]
    )
    found = overview.loads(db, ctx, list(supervised))
    return [Load(agency_id, *found.get(agency_id, (0, 0, 0))) for agency_id in supervised]
