"""Who may see what of intake's records. Not allowed to know is the same answer as absent."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kit import hands
from kit.context import Context
from kit.errors import NotFound, StaleEtag
from services.intake.domain import CaseIsClosed, UnknownAgency
from services.intake.store import reference, rows
from services.intake.store.cases import first_consultation, is_over
from services.intake.store.tables import cases, consultations, handoffs

COORDINATOR, MANAGER = hands.COORDINATOR, hands.MANAGER


def is_coordinator(ctx: Context, agency_id: str) -> bool:
    return COORDINATOR in ctx.actor.roles and ctx.actor.agency_id == agency_id


def own_case(db: sa.Connection, ctx: Context, case_id: str) -> Any:
    """A case of the caller's as its coordinator, locked. Raises NotFound."""
    case = rows.lock(db, ctx, cases, case_id)
    if not is_coordinator(ctx, case.coordinator_agency_id) or not in_hands(ctx, case):
        raise NotFound
    return case


def answered_case(db: sa.Connection, ctx: Context, case_id: str) -> Any:
    """A case for which the caller answers: its coordinator, its deputy or their manager (D5 row 5). Raises NotFound."""
    case = rows.get(db, ctx, cases, case_id)
    if not hands.at_desk(ctx, case.coordinator_agency_id) or not is_responsible(ctx, case):
        raise NotFound
    return case


def in_hands(ctx: Context, case: Any) -> bool:
    """Whether the caller is its coordinator or deputy (P-027). One opened before hands were kept is anybody's."""
    return case.coordinator_person_id in ("", ctx.actor.person_id) or case.deputy_person_id == ctx.actor.person_id


def own_open_case(db: sa.Connection, ctx: Context, case_id: str) -> Any:
    case = own_case(db, ctx, case_id)
    if is_over(case):
        raise CaseIsClosed
    return case


def consultation_to_screen(db: sa.Connection, ctx: Context, consultation_id: str) -> Any:
    """Every consultation of the municipality is screened by its coordinators (P-027). Locked."""
    row = rows.lock(db, ctx, consultations, consultation_id)
    if not screens(db, ctx):
        raise NotFound
    return row


def screens(db: sa.Connection, ctx: Context) -> bool:
    """Whether the caller is a coordinator of the municipality."""
    return is_coordinator(ctx, reference.of(db, ctx).coordinator_agency_id)


def oversees(db: sa.Connection, ctx: Context) -> bool:
    """Whether the caller is a coordinator of the municipality, or manages them: of what these read."""
    return hands.at_desk(ctx, reference.of(db, ctx).coordinator_agency_id)


def own_consultation(db: sa.Connection, ctx: Context, consultation_id: str) -> Any:
    """A consultation in which the caller may write: its window's, and the coordinators'. One that the process took in
    is the coordinators' alone. Raises NotFound."""
    row = rows.get(db, ctx, consultations, consultation_id)
    if row.recorded_by_agency_id != ctx.actor.agency_id and not screens(db, ctx):
        raise NotFound
    return row


def readable_consultation(db: sa.Connection, ctx: Context, consultation_id: str) -> Any:
    row = rows.get(db, ctx, consultations, consultation_id)
    if row.recorded_by_agency_id != ctx.actor.agency_id and not oversees(db, ctx):
        raise NotFound
    return row


def file_of_person(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> Any:
    """The consultation of a file in which the caller may correct this person: its window, of whom it wrote down, or the
    coordinator whose hands the file is in; before there is a case any of the municipality. Raises NotFound."""
    first = first_consultation(db, ctx, case_id)
    if first is None:
        raise NotFound
    desk = desk_of(db, ctx, first.joined_case_id or case_id)
    if COORDINATOR in ctx.actor.roles and ctx.actor.agency_id == desk.agency_id:
        may = bool(desk.answering)
    else:
        may = ctx.actor.agency_id == first.recorded_by_agency_id and person_id in first.person_ids
    if not may:
        raise NotFound
    return first


def coordinator_of(db: sa.Connection, ctx: Context, case_id: str) -> str:
    """The agency that coordinates the case; before there is one, the municipality's."""
    case = rows.find(db, ctx, cases, case_id)
    return str(case.coordinator_agency_id) if case is not None else str(reference.of(db, ctx).coordinator_agency_id)


def coordinates_case(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    return is_coordinator(ctx, coordinator_of(db, ctx, case_id))


def oversees_case(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """As `coordinates_case`, and for who manages them: of what these read."""
    return hands.at_desk(ctx, coordinator_of(db, ctx, case_id))


@dataclass(frozen=True)
class Desk:
    """Whose a case is. `agency_id`: as `coordinator_of`; `answering`: the same, but "" to a coordinator whose hands the
    case is not in (D5 row 5), also after its end. Whoever manages the coordinators answers for all of them. `own`:
    whether what was written at that desk is the reader's own record, if they are of its agency."""

    agency_id: str
    answering: str
    own: bool

    def author(self, agency_id: str) -> str:
        """Whose record it is to this reader (D5 row 4): what was written at the coordinators' desk is nobody's own to a
        coordinator whose hands the case is not in, nor to whoever meets nobody there, as its records office (P-027)."""
        return "" if agency_id == self.agency_id and not self.own else agency_id


def desk_of(db: sa.Connection, ctx: Context, case_id: str) -> Desk:
    return desks_of(db, ctx, [case_id])[case_id]


def desks_of(db: sa.Connection, ctx: Context, case_ids: Collection[str]) -> dict[str, Desk]:
    """Of several cases in one statement."""
    query = sa.select(
        cases.c.id, cases.c.coordinator_agency_id, cases.c.coordinator_person_id, cases.c.deputy_person_id
    )
    query = query.where(cases.c.id.in_(sorted(set(case_ids))), cases.c.municipality_id == ctx.municipality_id)
    found = {row.id: _desk(ctx, row) for row in db.execute(query)}
    if found.keys() >= set(case_ids):
        return found
    office = str(reference.of(db, ctx).coordinator_agency_id)
    return dict.fromkeys(case_ids, Desk(office, office, _answers(ctx, office))) | found


def _desk(ctx: Context, case: Any) -> Desk:
    answers = COORDINATOR not in ctx.actor.roles or is_responsible(ctx, case)
    agency_id = str(case.coordinator_agency_id)
    return Desk(agency_id, agency_id if answers else "", answers and _answers(ctx, agency_id))


def _answers(ctx: Context, office: str) -> bool:
    return hands.at_desk(ctx, office) or hands.meets_people(ctx)


def is_responsible(ctx: Context, case: Any) -> bool:
    """Of the case's coordinators: whoever has it in hand, and whoever manages them (D5 row 5)."""
    return MANAGER in ctx.actor.roles or in_hands(ctx, case)


def answers_for_case(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """Whether the caller acts as its coordinator; before there is a case any of the municipality does."""
    return is_coordinator(ctx, desk_of(db, ctx, case_id).answering)


def reads_for_case(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """As `answers_for_case`, and for who manages them: of what these read."""
    return hands.at_desk(ctx, desk_of(db, ctx, case_id).answering)


def sends(ctx: Context, row: Any) -> bool:
    """Whether a handoff is the caller's as its sender: what its agency did not write itself (a role's, or that of a
    consultation which the process took in) is so for the coordinators alone."""
    wrote = ctx.actor.agency_id == row.recorded_by_agency_id
    return bool(ctx.actor.agency_id == row.from_agency_id and (wrote or COORDINATOR in ctx.actor.roles))


def receives(ctx: Context, row: Any) -> bool:
    """Whether the caller's agency is the one that is asked; before it was asked it knows nothing of the handoff."""
    return bool(ctx.actor.agency_id == row.to_agency_id and row.to_agency_id in row.asked)


def offered_handoff(db: sa.Connection, ctx: Context, handoff_id: str, etag: str = "") -> Any:
    """A handoff that the caller's agency is asked to take, locked. Raises NotFound, StaleEtag."""
    row = rows.lock(db, ctx, handoffs, handoff_id)
    if not receives(ctx, row):
        raise NotFound
    if etag and etag != str(row.revision):
        raise StaleEtag
    return row


def asked_handoff(db: sa.Connection, ctx: Context, handoff_id: str, etag: str = "") -> Any:
    """A handoff that the caller's agency is, or once was, asked to take, locked. Raises NotFound, StaleEtag."""
    row = rows.lock(db, ctx, handoffs, handoff_id)
    if ctx.actor.agency_id not in row.asked:
        raise NotFound
    if etag and etag != str(row.revision):
        raise StaleEtag
    return row


def sent_handoff(db: sa.Connection, ctx: Context, handoff_id: str) -> Any:
    """A handoff of the caller's agency as its sender, or of the caller as coordinator, locked. Raises NotFound."""
    row = rows.lock(db, ctx, handoffs, handoff_id)
    if not _may_take_back(db, ctx, row):
        raise NotFound
    return row


def _may_take_back(db: sa.Connection, ctx: Context, row: Any) -> bool:
    """At the coordinators' desk a handoff is theirs whose hands the case is in, whoever of them sent it."""
    if COORDINATOR not in ctx.actor.roles:
        return sends(ctx, row)
    desk = desk_of(db, ctx, row.case_id)
    return bool(desk.answering) if ctx.actor.agency_id == desk.agency_id else sends(ctx, row)


def own_handoff(db: sa.Connection, ctx: Context, handoff_id: str) -> Any:
    """A handoff that the caller sent, was asked to take, or coordinates, locked. Raises NotFound."""
    row = rows.lock(db, ctx, handoffs, handoff_id)
    if not receives(ctx, row) and not _may_take_back(db, ctx, row):
        raise NotFound
    return row


def corrected_handoff(db: sa.Connection, ctx: Context, handoff_id: str) -> Any:
    """A handoff that the caller sent, is or once was asked to take, or coordinates, locked. Raises NotFound."""
    row = rows.lock(db, ctx, handoffs, handoff_id)
    if ctx.actor.agency_id not in row.asked and not _may_take_back(db, ctx, row):
        raise NotFound
    return row


def met_handoff(db: sa.Connection, ctx: Context, handoff_id: str) -> Any:
    """A handoff in which the caller meets its persons: sent, asked to take, or coordinated. Raises NotFound."""
    row = rows.get(db, ctx, handoffs, handoff_id)
    if not sends(ctx, row) and not receives(ctx, row) and not coordinates_case(db, ctx, row.case_id):
        raise NotFound
    return row


def readable_handoff(db: sa.Connection, ctx: Context, handoff_id: str) -> Any:
    row = rows.get(db, ctx, handoffs, handoff_id)
    if not sends(ctx, row) and not receives(ctx, row) and not oversees_case(db, ctx, row.case_id):
        raise NotFound
    return row


def require_agency(db: sa.Connection, ctx: Context, agency_id: str) -> None:
    """Known to the city; a closed office's words are still taken in (P-016). Raises UnknownAgency."""
    if agency_id not in reference.of(db, ctx).agencies:
        raise UnknownAgency


def require_open_agency(db: sa.Connection, ctx: Context, agency_id: str) -> None:
    """Open for handoffs today (P-023). Raises UnknownAgency, AgencyClosed."""
    reference.of(db, ctx).require_open(agency_id, reference.today(ctx))
