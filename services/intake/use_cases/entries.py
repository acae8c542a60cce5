"""What was entered and moved a process, and the entry that corrects a wrong one: append-only, with its way back."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from services.intake import domain
from services.intake.domain import AlreadyAnswered, NewConsultation
from services.intake.domain.cases import EntryCorrected
from services.intake.store import cases, reference, rows
from services.intake.store import entries as store
from services.intake.store import tables as t
from services.intake.use_cases import access, consultations, counting, people, reassessing, remedies, tracks, transfers

DEATH, MOVED_OUT, CONSULTATION = "DEATH", "MOVED_OUT", "CONSULTATION"
DECEASED = "DECEASED"
"""With which a case ends."""
TRANSFER = "transfer_id"
"""In the content of a MOVED_OUT entry: the packet with which the household was to move."""
TRACK_STARTS_AGAIN, NEW_CONSULTATION, NOTHING_MOVED = "TRACK_STARTS_AGAIN", store.NEW_CONSULTATION, "NOTHING_MOVED"
LOOK_AT_URGENCY, LOOK_AT_ROUTE, LOOK_AT_AGE = "LOOK_AT_URGENCY", "LOOK_AT_ROUTE", "LOOK_AT_AGE"
"""LOOK_AT_AGE: at the consents (who was a minor, 民法4条), and at whom the route leads to."""


def standing(db: sa.Connection, ctx: Context, subject: str, kind: str) -> Any:
    """The last entry of this kind that nobody has corrected. Raises NotFound."""
    found = store.last(db, ctx, subject, kind)
    if found is None:
        raise NotFound
    if found.supersedes:
        raise AlreadyAnswered
    return found


def correct_death(db: sa.Connection, ctx: Context, case_id: str, person_id: str, reason: str) -> str:
    """A death that was entered by mistake: the person lives, and the answer names the way back.

    While the case runs, the person's track starts again; a case that has ended never reopens, so a new consultation
    with that predecessor begins, with the emergency that ended with the last one's death. Answers the entry's id.
    Raises InvalidArgument, NotFound, AlreadyAnswered.
    """
    require(reason)
    case = access.own_case(db, ctx, case_id)
    wrong = standing(db, ctx, f"persons/{person_id}", DEATH)
    rows.change(db, ctx, t.persons, person_id, alive=True)
    reassessing.withdraw(db, ctx, case_id, person_id)
    if cases.is_over(case):
        again = consultations.begin_again(db, ctx, case)
        if cases.emergency_ended(db, ctx, case_id, DECEASED):
            people.report_anew(db, ctx, again)
        way_back, name = NEW_CONSULTATION, f"consultations/{again.id}"
    elif case.tracks_started:
        rows.change(db, ctx, t.cases, case_id, **tracks.begin(db, ctx, case, [person_id]))
        way_back, name = TRACK_STARTS_AGAIN, f"persons/{person_id}"
    else:
        way_back, name = NOTHING_MOVED, ""
    return _supersede(db, ctx, wrong, reason, way_back, name)


def correct_moving_out(db: sa.Connection, ctx: Context, case_id: str, reason: str) -> str:
    """転出 that was entered by mistake: the process has ended in every service, so a new consultation begins.

    A packet that waits is not handed over; one that was is called back: the coordinator tells the other municipality to
    destroy it. Answers the entry's id. Raises InvalidArgument, NotFound, AlreadyAnswered.
    """
    require(reason)
    case = access.own_case(db, ctx, case_id)
    wrong = standing(db, ctx, f"cases/{case_id}", MOVED_OUT)
    if transfer_id := wrong.content.get(TRANSFER):
        transfers.correct(db, ctx, case, transfer_id)
    return _supersede(db, ctx, wrong, reason, NEW_CONSULTATION, _begin_again(db, ctx, case))


def correct_consultation(
    db: sa.Connection, ctx: Context, consultation_id: str, right: NewConsultation, reason: str
) -> str:
    """What a window wrote down wrongly: the old words are kept in the entry, the right ones stand.

    What the process has already decided on them is not undone; the answer says what a person must look at, and the
    coordinator is asked to (P-015). Answers the entry's id. Raises InvalidArgument, NotFound.
    """
    require(reason)
    rows.lock(db, ctx, t.consultations, consultation_id)
    row = access.own_consultation(db, ctx, consultation_id)
    found = domain.violations(right, ctx.now, reference.today(ctx))
    if found:
        raise InvalidArgument(*found)
    before = {name: getattr(row, name) for name in _CORRECTABLE}
    after = {
        "channel": right.channel,
        "consulter": right.consulter,
        "concerns": list(right.all_concerns),
        "narrative": right.narrative,
        "wish": right.wish,
        "urgency_facts": list(right.urgency_facts),
        "days_to_eviction": right.days_to_eviction,
    }
    stands = after | {"occurred_at": right.occurred_at, "written_by": written_by(ctx, row, before, after)}
    rows.change(db, ctx, t.consultations, consultation_id, about=row.case_id, **stands)
    counting.corrected(db, ctx, row, rows.get(db, ctx, t.consultations, consultation_id))
    way_back = _look_at(row, before, after)
    if way_back != NOTHING_MOVED:
        have_it_looked_at(db, ctx, row, f"consultations/{consultation_id}", way_back)
    return store.add(
        db,
        ctx,
        row.case_id,
        f"consultations/{consultation_id}",
        CONSULTATION,
        right.occurred_at,
        before | {"occurred_at": row.occurred_at.isoformat()},
        supersedes=f"consultations/{consultation_id}",
        reason=reason,
        way_back=way_back,
    )


def written_by(ctx: Context, row: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Field → the agency that wrote what stands there; what nobody corrected is the record of whoever took it in."""
    mine = {name: ctx.actor.agency_id for name, value in after.items() if value != before[name]}
    return {**row.written_by, **mine}


def have_it_looked_at(db: sa.Connection, ctx: Context, row: Any, subject: str, way_back: str) -> None:
    """By the coordinator of the case that goes on with this consultation; of a case that is over nobody need look.

    Before its route is known, whoever screens reads the right words; a consent may be there already.
    """
    case_id = row.joined_case_id if row.state == "JOINED" else row.case_id
    case = rows.find(db, ctx, t.cases, case_id)
    if case is not None and cases.is_over(case):
        return
    if case is not None and way_back == LOOK_AT_URGENCY:
        reassessing.raise_one(db, ctx, case)
    elif row.route or way_back == LOOK_AT_AGE:
        case_no = case.case_no if case is not None else row.case_no
        remedies.raise_one(db, ctx, case_id, case_no, subject, way_back)


_CORRECTABLE = ("channel", "consulter", "concerns", "narrative", "wish", "urgency_facts", "days_to_eviction")


def _look_at(row: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The coordinator's step that a correction needs: RaiseEmergency, or a look at whom the route leads to."""
    urgent = any(before[name] != after[name] for name in ("urgency_facts", "days_to_eviction"))
    if urgent and row.urgency is not None:
        return LOOK_AT_URGENCY
    if row.route and before["concerns"] != after["concerns"]:
        return LOOK_AT_ROUTE
    return NOTHING_MOVED


def _begin_again(db: sa.Connection, ctx: Context, case: Any) -> str:
    return f"consultations/{consultations.begin_again(db, ctx, case).id}"


def _supersede(db: sa.Connection, ctx: Context, wrong: Any, reason: str, way_back: str, name: str) -> str:
    entry_id = store.add(
        db,
        ctx,
        wrong.case_id,
        wrong.subject,
        wrong.kind,
        wrong.occurred_at,
        supersedes=wrong.id,
        reason=reason,
        way_back=way_back,
        way_back_name=name,
    )
    outbox.record(db, ctx, EntryCorrected(wrong.case_id, entry_id, wrong.kind, wrong.subject, way_back))
    return entry_id


def require(reason: str) -> None:
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "訂正の理由を書いてください。"))
