"""Persons of a case, and the requests that were put to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kit.context import Context
from kit.errors import NotFound
from kit.hands import in_hands_of
from kit.ids import new_id
from services.consent.domain.statements import Answer, CaseReference, ConsentRequest, Coverage, RequestState
from services.consent.store.grants import derive_coverage
from services.consent.store.tables import Condition, consent_requests, consents, of_people, of_person, subjects

_LOCK_CASE = sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(sa.bindparam("case_id"), 0)))


def lock_subject(db: sa.Connection, ctx: Context, reference: CaseReference, person_id: str) -> bool:
    """Every writer about a person comes through here, so that they follow one another.

    Answers whether the case is in the actor's hands (P-027).
    """
    values = {
        "municipality_id": ctx.municipality_id,
        "case_id": reference.case_id,
        "person_id": person_id,
        "coordinator_agency_id": reference.coordinator_agency_id,
        "requesting_agency_id": reference.requesting_agency_id,
        "case_no": reference.case_no,
    }
    statement = postgresql.insert(subjects).values(values)
    agencies = {name: statement.excluded[name] for name in ("coordinator_agency_id", "requesting_agency_id", "case_no")}
    locked = statement.on_conflict_do_update(index_elements=list(subjects.primary_key), set_=agencies)
    # Not of the row's column: RETURNING correlates nothing, and any case in other hands would count.
    return bool(db.scalar(locked.returning(in_hands_of(ctx, sa.literal(reference.case_id)))))


def lock_case(db: sa.Connection, case_id: str) -> None:
    """Of a case of which nobody may be known yet; before any of its persons, and before intake is asked whether it goes
    on: whoever ends it, or somebody's part in it, follows whoever began something in it."""
    db.execute(_LOCK_CASE, {"case_id": case_id})


def lock_known_subjects(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None) -> list[str]:
    """Locks the persons of a case that consent knows (one, when given); answers their ids."""
    query = sa.select(subjects.c.person_id).where(*of_person(subjects, ctx, case_id, person_id))
    return list(db.scalars(query.order_by(subjects.c.person_id).with_for_update()))


def known_subjects(db: sa.Connection, ctx: Context, case_id: str) -> dict[str, sa.Row[Any]]:
    """By person id. `in_hands`: whether the case is in the actor's (P-027)."""
    in_hands = in_hands_of(ctx, subjects.c.case_id).label("in_hands")
    query = sa.select(subjects, in_hands).where(*of_person(subjects, ctx, case_id, None))
    return {row.person_id: row for row in db.execute(query)}


def hold_subject(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    hold_subjects(db, ctx, [(case_id, person_id)])


def hold_subjects(db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]]) -> None:
    """Waits for a withdrawal under way, and keeps the next one waiting until the caller has its answer."""
    query = sa.select(sa.literal(1)).where(*of_people(subjects, ctx, people))
    db.execute(query.order_by(subjects.c.case_id, subjects.c.person_id).with_for_update(read=True))


def coordinates(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """Whether the actor's agency coordinates the case, and it is in the actor's hands (P-027)."""
    query = sa.exists().where(
        *of_person(subjects, ctx, case_id, None),
        subjects.c.coordinator_agency_id == ctx.actor.agency_id,
        in_hands_of(ctx, subjects.c.case_id),
    )
    return db.scalar(sa.select(query)) or False


def add_request(
    db: sa.Connection, ctx: Context, reference: CaseReference, person_id: str, due_at: datetime, *, sought: bool
) -> str:
    request_id = new_id()
    db.execute(
        consent_requests.insert().values(
            id=request_id,
            municipality_id=ctx.municipality_id,
            case_id=reference.case_id,
            case_no=reference.case_no,
            person_id=person_id,
            state=RequestState.OPEN,
            opened_at=ctx.now,
            due_at=due_at,
            sought=sought,
        )
    )
    return request_id


def is_sought(db: sa.Connection, ctx: Context, request_id: str) -> bool:
    """Whether it asked about added agencies beside the person's track, and not for the track."""
    where = (consent_requests.c.id == request_id, consent_requests.c.municipality_id == ctx.municipality_id)
    return db.scalar(sa.select(consent_requests.c.sought).where(*where)) or False


def opened_at(db: sa.Connection, ctx: Context, request_id: str) -> datetime | None:
    where = (consent_requests.c.id == request_id, consent_requests.c.municipality_id == ctx.municipality_id)
    found: datetime | None = db.scalar(sa.select(consent_requests.c.opened_at).where(*where))
    return found


def has_open(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> bool:
    waiting = sa.exists().where(
        *of_person(consent_requests, ctx, case_id, person_id), consent_requests.c.state == RequestState.OPEN
    )
    return db.scalar(sa.select(waiting)) or False


def was_asked_in_vain(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> bool:
    """For whoever has no grants: the track has asked this person, and does not ask now."""
    table = consent_requests
    asked = (*of_person(table, ctx, case_id, person_id), ~table.c.sought)
    still = sa.func.bool_or(table.c.state == RequestState.OPEN)
    return db.scalar(sa.select(~still).where(*asked)) or False


def open_request(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> sa.Row[Any] | None:
    where = of_person(consent_requests, ctx, case_id, person_id)
    return db.execute(sa.select(consent_requests).where(*where, consent_requests.c.state == RequestState.OPEN)).first()


def lock_request(db: sa.Connection, ctx: Context, request_id: str) -> ConsentRequest:
    """Raises NotFound."""
    rows = _requests(db, ctx, [consent_requests.c.id == request_id], lock=True)
    if not rows:
        raise NotFound
    return rows[0]


def find_requests(
    db: sa.Connection,
    ctx: Context,
    *,
    request_id: str = "",
    case_id: str = "",
    person_id: str = "",
    open_only: bool = False,
    before: str = "",
    limit: int = 1,
) -> list[ConsentRequest]:
    """Requests of the cases that the actor's agency coordinates and that are in the actor's hands, newest first."""
    where: list[Condition] = [
        subjects.c.coordinator_agency_id == ctx.actor.agency_id,
        in_hands_of(ctx, subjects.c.case_id),
    ]
    if request_id:
        where.append(consent_requests.c.id == request_id)
    if case_id:
        where.append(consent_requests.c.case_id == case_id)
    if person_id:
        where.append(consent_requests.c.person_id == person_id)
    if open_only:
        where.append(consent_requests.c.state == RequestState.OPEN)
    if before:
        where.append(consent_requests.c.id < before)
    return _requests(db, ctx, where, limit=limit)


def _requests(
    db: sa.Connection, ctx: Context, where: list[Condition], *, lock: bool = False, limit: int = 1
) -> list[ConsentRequest]:
    table = consent_requests
    same_subject = sa.and_(
        subjects.c.municipality_id == table.c.municipality_id,
        subjects.c.case_id == table.c.case_id,
        subjects.c.person_id == table.c.person_id,
    )
    query = (
        sa.select(table, consents.c.answer, consents.c.proposed_agency_ids)
        .join(subjects, same_subject)
        .outerjoin(consents, consents.c.id == table.c.consent_id)
        .where(table.c.municipality_id == ctx.municipality_id, *where)
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    if lock:
        query = query.with_for_update(of=table)
    return [
        ConsentRequest(
            row.id,
            row.case_id,
            row.case_no,
            row.person_id,
            RequestState(row.state),
            row.opened_at,
            row.due_at,
            row.consent_id,
            Answer(row.answer) if row.answer else None,
            derive_coverage(db, ctx, row.case_id, row.person_id, row.consent_id, row.proposed_agency_ids)
            if row.answer == Answer.GRANTED
            else Coverage.NONE,
        )
        for row in db.execute(query)
    ]


def end_request(
    db: sa.Connection, ctx: Context, request_id: str, state: RequestState, consent_id: str | None = None
) -> None:
    db.execute(
        consent_requests.update()
        .where(consent_requests.c.id == request_id, consent_requests.c.municipality_id == ctx.municipality_id)
        .values(state=state, ended_at=ctx.now, consent_id=consent_id)
    )


def replace_consent(db: sa.Connection, ctx: Context, old_id: str, new_id: str) -> None:
    """A correction answers what the wrong entry answered."""
    where = (consent_requests.c.consent_id == old_id, consent_requests.c.municipality_id == ctx.municipality_id)
    db.execute(consent_requests.update().where(*where).values(consent_id=new_id))


def close_requests(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str | None, made_before: str | None
) -> Sequence[sa.Row[Any]]:
    """Open requests that are no longer needed; answers them. `made_before`: a ULID."""
    where = [*of_person(consent_requests, ctx, case_id, person_id), consent_requests.c.state == RequestState.OPEN]
    if made_before is not None:
        where.append(consent_requests.c.id < made_before)
    statement = (
        consent_requests.update()
        .where(*where)
        .values(state=RequestState.CLOSED, ended_at=ctx.now)
        .returning(consent_requests.c.id, consent_requests.c.person_id, consent_requests.c.sought)
    )
    return db.execute(statement).all()
