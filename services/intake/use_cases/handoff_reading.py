"""What may be read of a handoff: the sender's record, a receiver's part of it, the coordinator's whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.hands import at_desk
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access

SUPPLIED = "SUPPLIED"
WITHOUT_PERSONS = ("", "NO_PERSONAL_DATA")
RECEIVING = ("OFFERED", "INFO_NEEDED", "ACCEPTED", "IN_PROGRESS", "ON_HOLD", "COMPLETED", "NOT_COMPLETED")


@dataclass(frozen=True)
class HandoffView:
    """A handoff with the persons, issues and entries that this reader may see with it.

    `coordinates`: the reader is of its case's coordinators, or manages them.
    """

    row: Any
    coordinates: bool
    desk: access.Desk
    persons: list[Any]
    issues: list[Any] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)


def handoff(db: sa.Connection, ctx: Context, handoff_id: str) -> HandoffView:
    row = access.readable_handoff(db, ctx, handoff_id)
    desk = access.desk_of(db, ctx, row.case_id)
    coordinates = at_desk(ctx, desk.agency_id)
    sees_all = coordinates or access.sends(ctx, row)
    visible = sees_all or _receives(ctx, row)
    return HandoffView(
        row,
        coordinates,
        desk,
        cases.people(db, ctx, row.person_ids) if visible else [],
        handoffs.issues_of(db, ctx, row.source_id) if visible and row.source == "CONSULTATION" else [],
        [one for one in handoffs.entries(db, ctx, row.id) if sees_all or _reads(ctx, row, one)],
    )


def _reads(ctx: Context, row: Any, entry: Any) -> bool:
    """A receiver's own entries, and what the sender answered while it is asked or works on it."""
    is_answer = entry.kind == SUPPLIED and access.receives(ctx, row) and row.state in RECEIVING
    return bool(entry.agency_id == ctx.actor.agency_id or is_answer)


def is_party(db: sa.Connection, ctx: Context, handoff_id: str) -> bool:
    row = rows.get(db, ctx, t.handoffs, handoff_id)
    return access.sends(ctx, row) or access.receives(ctx, row)


def handoff_page(
    db: sa.Connection, ctx: Context, case_id: str, token: str, page_size: int
) -> tuple[list[HandoffView], str]:
    """Without issues and entries; the number of statements does not grow with the page."""
    size = min(page_size or 50, 200)
    whole = bool(case_id) and access.oversees_case(db, ctx, case_id)
    every_source = at_desk(ctx, ctx.actor.agency_id)
    found = handoffs.page(db, ctx, case_id, ctx.actor.agency_id, whole, every_source, token, size + 1)
    shown = found[:size]
    desks = access.desks_of(db, ctx, [row.case_id for row in shown])
    own = {row.id for row in shown if at_desk(ctx, desks[row.case_id].agency_id)}
    visible = {row.id for row in shown if row.id in own or access.sends(ctx, row) or _receives(ctx, row)}
    wanted = {person_id for row in shown if row.id in visible for person_id in row.person_ids}
    people = {person.id: person for person in cases.people(db, ctx, sorted(wanted))}
    views = [
        HandoffView(row, row.id in own, desks[row.case_id], _people(row, people) if row.id in visible else [])
        for row in shown
    ]
    return views, found[size - 1].id if len(found) > size else ""


def _people(row: Any, people: Mapping[str, Any]) -> list[Any]:
    return [people[person_id] for person_id in sorted(row.person_ids) if person_id in people]


def _receives(ctx: Context, row: Any) -> bool:
    """Persons only while the reader has a basis: the agency that is now asked, or works, on a checked one."""
    return bool(access.receives(ctx, row) and row.legal_basis not in WITHOUT_PERSONS and row.state in RECEIVING)


def sort_out_issues(
    db: sa.Connection, ctx: Context, consultation_id: str, issues: Sequence[Mapping[str, str]]
) -> list[Any]:
    """The issues of a consultation with the measures that fit (P-052). Raises InvalidArgument, NotFound."""
    row = access.own_consultation(db, ctx, consultation_id)
    found, known = [], reference.of(db, ctx).programmes
    for index, issue in enumerate(issues):
        if not issue["text"].strip():
            found.append(Violation(f"issues[{index}].text", "REQUIRED", "課題を書いてください。"))
        if issue["person_id"] and issue["person_id"] not in row.person_ids:
            found.append(Violation(f"issues[{index}].person_id", "UNKNOWN_PERSON", "この相談の人を選んでください。"))
        if issue["service_id"] and issue["service_id"] not in known:
            found.append(Violation(f"issues[{index}].service_id", "UNKNOWN_SERVICE", "事業の番号を確かめてください。"))
    if found:
        raise InvalidArgument(*found)
    handoffs.replace_issues(db, ctx, row, issues)
    return handoffs.issues_of(db, ctx, consultation_id)


def issues(db: sa.Connection, ctx: Context, consultation_id: str) -> tuple[Any, list[Any]]:
    """(consultation, its issues)."""
    row = access.readable_consultation(db, ctx, consultation_id)
    return row, handoffs.issues_of(db, ctx, consultation_id)
