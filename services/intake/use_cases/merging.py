"""Mistaken identity and households that were entered twice (E11): corrected by event, never deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kit import freezes, outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from kit.ids import new_id
from services.intake import domain
from services.intake.domain import NewConsultation
from services.intake.domain.cases import CasesMerged, LastMember, PersonSeparated, PersonSuspended
from services.intake.store import cases, rows
from services.intake.store import entries as entry_store
from services.intake.store import tables as t
from services.intake.use_cases import access, concealment, consultations, entries, reassessing, remedies, tracks
from services.intake.use_cases import people as persons

MERGED, SEPARATED = "MERGED", "SEPARATED"


def merge(
    db: sa.Connection, ctx: Context, case_id: str, into_id: str, same: Mapping[str, str], reason: str, etag: str
) -> None:
    """Ends one of two open cases of one household in favour of the other; `same` maps its persons to the other's.

    Whoever is not named there becomes a member of the other household; the consultations are read anew there, and an
    emergency, a suspension, a reassessment or a step to take goes on there.

    Raises InvalidArgument, NotFound, CaseIsClosed, StaleEtag.
    """
    _require(reason)
    if case_id == into_id:
        raise InvalidArgument(Violation("into_case", "SAME", "別の案件を指定してください。"))
    found = {one: access.own_open_case(db, ctx, one) for one in sorted((case_id, into_id))}
    ended, kept = found[case_id], found[into_id]
    if etag and etag != str(ended.revision):
        raise StaleEtag
    people = cases.households(db, ctx, [case_id, into_id])
    continued = {row.id: row.same_as for row in people.get(case_id, [])}
    known = {row.id for row in people.get(into_id, [])}
    if not set(same) <= set(continued) or not set(same.values()) <= known:
        raise NotFound
    for own, other in same.items():
        rows.change(db, ctx, t.persons, own, same_as=other, same_before=continued[own])
    moved = _move(db, ctx, [row for row in people.get(case_id, []) if row.id not in same and row.alive], kept)
    begun = tracks.begin(db, ctx, kept, list(moved.values()))
    _suspend_again(db, ctx, case_id, into_id, moved)
    _conceal_again(db, ctx, case_id, into_id, same, people)
    _read_anew(db, ctx, case_id, into_id)
    freezes.carry_over(db, case_id, into_id)
    if cases.has_emergency(db, ctx, case_id):
        persons.report_emergency(db, ctx, into_id)
    reassessing.follow_merge(db, ctx, case_id, kept)
    urgency = max(ended.urgency, kept.urgency)
    rows.change(db, ctx, t.cases, into_id, urgency=urgency, revision=kept.revision + 1, **begun)
    rows.change(db, ctx, t.cases, case_id, merged_into=into_id, end_ordered=MERGED, revision=ended.revision + 1)
    remedies.withdraw(db, ctx, case_id)
    entry_store.add(db, ctx, case_id, f"cases/{case_id}", MERGED, ctx.now, {"into": into_id}, reason=reason)
    pairs = {**same, **moved}
    outbox.record(db, ctx, CasesMerged(case_id, into_id, tuple(pairs), tuple(pairs.values())))
    outbox.record(db, ctx, domain.CaseEndOrdered(case_id, MERGED))


def _move(db: sa.Connection, ctx: Context, members: Sequence[Any], kept: Any) -> dict[str, str]:
    """Each gets a row in the other household that names the old one; answers old id → new id."""
    moved = {row.id: new_id() for row in members}
    again = [replace(cases.person_again(row), person_id=moved[row.id]) for row in members]
    cases.add_persons(db, ctx, kept.id, concealment.guarded(db, ctx, kept.id, again))
    return moved


def _suspend_again(db: sa.Connection, ctx: Context, case_id: str, into_id: str, moved: Mapping[str, str]) -> None:
    """Who is in hospital is so in the household that goes on, too: there the track begins suspended."""
    for one in cases.open_suspensions(db, ctx, case_id):
        if one.person_id in moved:
            persons.suspend(db, ctx, into_id, moved[one.person_id], one.reason)


def _conceal_again(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    into_id: str,
    same: Mapping[str, str],
    people: Mapping[str, Sequence[Any]],
) -> None:
    """What was concealed in one of the two is so in both: of the same person, and of who lives there with them."""
    hidden = {row.id for household in people.values() for row in household if row.concealed}
    for pair in same.items():
        if not hidden.isdisjoint(pair):
            concealment.follow(db, ctx, pair)
    if hidden:
        concealment.close_in(db, ctx, [case_id, into_id])


def _read_anew(db: sa.Connection, ctx: Context, case_id: str, into_id: str) -> None:
    for consultation_id in cases.join_consultations(db, ctx, case_id, into_id):
        outbox.record(db, ctx, domain.ConsultationJoined(into_id, consultation_id))


def separate(db: sa.Connection, ctx: Context, case_id: str, person_id: str, reason: str) -> str:
    """Somebody joined to this household by mistake: this part ends here, and a file of their own begins.

    Answers the new consultation's id. Raises InvalidArgument, NotFound, CaseIsClosed, LastMember, PersonSuspended.
    """
    _require(reason)
    case = access.own_open_case(db, ctx, case_id)
    household = cases.household(db, ctx, case_id)
    person = next((row for row in household if row.id == person_id), None)
    if person is None:
        raise NotFound
    if not any(row.alive for row in household if row.id != person_id):
        raise LastMember
    if cases.is_suspended(db, ctx, case_id, person_id):
        raise PersonSuspended
    rows.change(db, ctx, t.persons, person_id, separated=True)
    rows.change(db, ctx, t.cases, case_id, revision=case.revision + 1)
    alone = (cases.person_again(person),)
    again = NewConsultation("MEETING", "CITY_SECTION", (), alone, "", (), None, "", "", ctx.now)
    consultation_id = str(consultations.take_in(db, ctx, again, case.coordinator_agency_id).id)
    entry_store.add(
        db,
        ctx,
        case_id,
        f"persons/{person_id}",
        SEPARATED,
        ctx.now,
        reason=reason,
        way_back=entries.NEW_CONSULTATION,
        way_back_name=f"consultations/{consultation_id}",
    )
    left = domain.MemberLeft(case_id, person_id, SEPARATED)
    outbox.record(db, ctx, PersonSeparated(case_id, person_id) if case.tracks_started else left)
    return consultation_id


def _require(reason: str) -> None:
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "理由を書いてください。"))
