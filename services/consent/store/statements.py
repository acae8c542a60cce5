"""Withdrawals, and the last answer."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.consent.domain.statements import PLAN_MEETING, Answer, AnswerState, Cell, GrantState, Noes, RequestState
from services.consent.store.tables import (
    Condition,
    consent_requests,
    consents,
    grants,
    holds_until,
    of_people,
    of_person,
    withdrawals,
)


def add_withdrawal(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    agency_id: str | None,
    occurred_at: datetime,
    *,
    withdrawal_id: str,
    whole: bool,
) -> None:
    db.execute(
        withdrawals.insert().values(
            id=withdrawal_id,
            municipality_id=ctx.municipality_id,
            case_id=case_id,
            person_id=person_id,
            agency_id=agency_id,
            whole=whole,
            occurred_at=occurred_at,
            recorded_at=ctx.now,
            recorded_by_agency_id=ctx.actor.agency_id,
            recorded_by=ctx.actor.person_id,
        )
    )


def uncorrected(table: sa.FromClause) -> Condition:
    """Of entries that no later one corrects."""
    later = consents.alias()
    return ~sa.exists().where(later.c.corrects == table.c.id)


def truly_ended() -> Condition:
    """Of grants that no withdrawal ended which a later entry corrects."""
    later = consents.alias()
    return ~sa.exists().where(later.c.corrects == grants.c.ended_by)


def find_consent(db: sa.Connection, ctx: Context, consent_id: str) -> sa.Row[Any] | None:
    where = (consents.c.id == consent_id, consents.c.municipality_id == ctx.municipality_id)
    return db.execute(sa.select(consents, (~uncorrected(consents)).label("corrected")).where(*where)).first()


def find_carried(db: sa.Connection, ctx: Context, consent_id: str) -> list[tuple[str, str, str]]:
    """(case, person, id) of the same answer in the cases that its own was merged into."""
    query = sa.select(consents.c.case_id, consents.c.person_id, consents.c.id).where(
        consents.c.carried_from == consent_id, consents.c.municipality_id == ctx.municipality_id
    )
    return [(row[0], row[1], row[2]) for row in db.execute(query.order_by(consents.c.id))]


def find_withdrawal(db: sa.Connection, ctx: Context, withdrawal_id: str) -> sa.Row[Any] | None:
    where = (withdrawals.c.id == withdrawal_id, withdrawals.c.municipality_id == ctx.municipality_id)
    return db.execute(sa.select(withdrawals, (~uncorrected(withdrawals)).label("corrected")).where(*where)).first()


def to_hand_on(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> sa.Row[Any] | None:
    """The answer that a new request need not ask for: a correction that the process has not heard yet, the "yes" to
    an earlier request, or one that renewed it, whose grants hold (the track was suspended and is back), or
    (`volunteered`) a "yes" for the plan meeting that came unasked after the process had asked in vain."""
    heard = sa.exists().where(
        *of_person(consent_requests, ctx, case_id, person_id),
        consent_requests.c.id > consents.c.id,  # ids are ULIDs
        consent_requests.c.state != RequestState.OPEN,
    )
    granted = (
        grants.c.consent_id == consents.c.id,
        grants.c.state == GrantState.GRANTED,
        grants.c.valid_from <= ctx.now,
        holds_until() > ctx.now,
    )
    holds = sa.exists().where(*granted)
    for_meeting = sa.exists().where(*granted, grants.c.purpose == PLAN_MEETING)
    says_yes = consents.c.answer == Answer.GRANTED
    query = (
        sa.select(
            consents,
            sa.and_(consents.c.corrects.is_not(None), ~heard).label("unheard"),
            sa.and_(says_yes, holds, _was_asked(ctx, case_id, person_id)).label("holds"),
            sa.and_(says_yes, for_meeting, ~heard, _asked_in_vain(ctx, case_id, person_id)).label("volunteered"),
        )
        .where(*of_person(consents, ctx, case_id, person_id), uncorrected(consents))
        .order_by(consents.c.occurred_at.desc(), consents.c.recorded_at.desc(), consents.c.id.desc())
        .limit(1)
    )
    found = db.execute(query).first()
    return found if found is not None and (found.unheard or found.holds or found.volunteered) else None


def _asked_in_vain(ctx: Context, case_id: str, person_id: str) -> Condition:
    """Of a consent that answered no request: the process had asked before it, and not only before a withdrawal."""
    withdrew = sa.exists().where(
        *of_person(withdrawals, ctx, case_id, person_id),
        withdrawals.c.whole,
        withdrawals.c.occurred_at >= consent_requests.c.opened_at,
        uncorrected(withdrawals),
    )
    asked = sa.exists().where(
        *of_person(consent_requests, ctx, case_id, person_id),
        consent_requests.c.id < consents.c.id,
        ~consent_requests.c.sought,
        ~withdrew,
    )
    return sa.and_(consents.c.request_id.is_(None), asked)


def _was_asked(ctx: Context, case_id: str, person_id: str) -> Condition:
    """Of a consent: it, or an earlier "yes" that no withdrawal from everyone followed, answered a request."""
    earlier = consents.alias()
    withdrew = sa.exists().where(
        *of_person(withdrawals, ctx, case_id, person_id),
        withdrawals.c.whole,
        withdrawals.c.occurred_at >= earlier.c.occurred_at,
        uncorrected(withdrawals),
    )
    own = sa.and_(earlier.c.id == consents.c.id, earlier.c.request_id.is_not(None))
    before = sa.and_(
        *of_person(earlier, ctx, case_id, person_id),
        earlier.c.id < consents.c.id,
        earlier.c.request_id.is_not(None),
        earlier.c.answer == Answer.GRANTED,
        uncorrected(earlier),
        ~withdrew,
    )
    return sa.exists().where(sa.or_(own, before))


def said_no_after(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    at: datetime,
    cells: Collection[Cell],
    ignoring: str = "",
) -> bool:
    """Whether the person refused, struck one of these cells, or withdrew from one of their agencies or from all, later
    than `at`."""
    withdrew = sa.exists().where(
        *of_person(withdrawals, ctx, case_id, person_id),
        uncorrected(withdrawals),
        withdrawals.c.id != ignoring,
        withdrawals.c.occurred_at > at,
        sa.or_(withdrawals.c.agency_id.is_(None), withdrawals.c.agency_id.in_({cell.agency_id for cell in cells})),
    )
    refused = sa.exists().where(
        *of_person(consents, ctx, case_id, person_id),
        uncorrected(consents),
        consents.c.id != ignoring,
        consents.c.answer == Answer.REFUSED,
        consents.c.occurred_at > at,
    )
    keys = [(cell.agency_id, cell.data_category, cell.purpose) for cell in cells]
    struck = sa.exists().where(
        *of_person(grants, ctx, case_id, person_id),
        grants.c.state == GrantState.REFUSED,
        grants.c.consent_id != ignoring,
        grants.c.said_at > at,
        sa.tuple_(grants.c.agency_id, grants.c.data_category, grants.c.purpose).in_(keys),
    )
    return db.scalar(sa.select(sa.or_(withdrew, refused, struck))) or False


def noes(db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]]) -> Noes:
    """Every "no" of a person who is known under each of `people`: (case id, person id)."""
    everywhere = sa.select(sa.literal("").label("agency_id"), sa.func.max(consents.c.occurred_at)).where(
        *of_people(consents, ctx, people), uncorrected(consents), consents.c.answer == Answer.REFUSED
    )
    agency = sa.func.coalesce(withdrawals.c.agency_id, "")
    withdrawn = (
        sa.select(agency, sa.func.max(withdrawals.c.occurred_at))
        .where(*of_people(withdrawals, ctx, people), uncorrected(withdrawals))
        .group_by(agency)
    )
    last: dict[str, datetime] = {}
    for agency_id, at in db.execute(everywhere.union_all(withdrawn)):
        if at is not None:
            last[agency_id] = max(at, last.get(agency_id, at))
    cell = (grants.c.agency_id, grants.c.data_category, grants.c.purpose)
    struck = sa.select(*cell, sa.func.max(grants.c.said_at)).where(
        *of_people(grants, ctx, people), grants.c.state == GrantState.REFUSED
    )
    return Noes(last, {Cell(*row[:3]): row[3] for row in db.execute(struck.group_by(*cell))})


def last_no_about(
    db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]], agency_ids: Iterable[str]
) -> datetime | None:
    """When the person last refused something to one of these agencies, or took it back; `people` as in `noes`."""
    query = sa.select(sa.func.max(sa.func.coalesce(grants.c.ended_at, grants.c.said_at))).where(
        *of_people(grants, ctx, people),
        grants.c.agency_id.in_(list(agency_ids)),
        grants.c.state.in_([GrantState.REFUSED, GrantState.WITHDRAWN]),
        truly_ended(),
    )
    found: datetime | None = db.scalar(query)
    return found


def answer_state(db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]]) -> AnswerState:
    """What the person said last under any of `people`, as in `noes`."""
    said = (
        sa.select(consents.c.answer, consents.c.occurred_at, consents.c.recorded_at, consents.c.id)
        .where(*of_people(consents, ctx, people), uncorrected(consents))
        .union_all(
            sa.select(
                sa.literal("WITHDRAWN"), withdrawals.c.occurred_at, withdrawals.c.recorded_at, withdrawals.c.id
            ).where(*of_people(withdrawals, ctx, people), withdrawals.c.whole, uncorrected(withdrawals))
        )
        .subquery()
    )
    # Said and recorded at the same moment: "no" counts.
    yes_last = sa.case((said.c.answer == Answer.GRANTED, 1), else_=0)
    newest_first = (said.c.occurred_at.desc(), said.c.recorded_at.desc(), yes_last, said.c.id.desc())
    rows = db.execute(sa.select(said).order_by(*newest_first)).all()
    if not rows:
        return AnswerState("", None, None)
    decisive = next((row for row in rows if row.answer in (Answer.GRANTED, Answer.REFUSED, "WITHDRAWN")), None)
    refused_at = decisive.occurred_at if decisive is not None and decisive.answer != Answer.GRANTED else None
    return AnswerState(rows[0].answer, rows[0].occurred_at, refused_at)
