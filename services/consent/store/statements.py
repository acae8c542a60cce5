"""Withdrawals, the last answer, and counts."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from services.consent.domain.statements import Answer, AnswerState, RequestState
from services.consent.store.tables import Condition, consent_requests, consents, of_person, withdrawals


def add_withdrawal(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    agency_id: str | None,
    occurred_at: datetime,
    *,
    whole: bool,
) -> None:
    db.execute(
        withdrawals.insert().values(
            id=new_id(),
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


def said_no_after(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, at: datetime, agency_ids: Iterable[str]
) -> bool:
    """Whether the person refused, or withdrew from one of these agencies or from all, later than `at`."""
    withdrew = sa.exists().where(
        *of_person(withdrawals, ctx, case_id, person_id),
        withdrawals.c.occurred_at > at,
        sa.or_(withdrawals.c.agency_id.is_(None), withdrawals.c.agency_id.in_(list(agency_ids))),
    )
    refused = sa.exists().where(
        *of_person(consents, ctx, case_id, person_id), consents.c.answer == Answer.REFUSED, consents.c.occurred_at > at
    )
    return db.scalar(sa.select(sa.or_(withdrew, refused))) or False


def answer_state(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> AnswerState:
    said = (
        sa.select(consents.c.answer, consents.c.occurred_at, consents.c.recorded_at, consents.c.id)
        .where(*of_person(consents, ctx, case_id, person_id))
        .union_all(
            sa.select(
                sa.literal("WITHDRAWN"), withdrawals.c.occurred_at, withdrawals.c.recorded_at, withdrawals.c.id
            ).where(*of_person(withdrawals, ctx, case_id, person_id), withdrawals.c.whole)
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


def count_facts(db: sa.Connection, ctx: Context, as_of: datetime, start: datetime, end: datetime) -> dict[str, int]:
    """Counts by code of what happened in [start, end) and was recorded until `as_of`."""

    def counted(
        table: sa.Table, code: sa.ColumnElement[str], at: str, recorded: str, *where: Condition
    ) -> sa.Select[tuple[str, int]]:
        return (
            sa.select(code, sa.func.count())
            .where(
                table.c.municipality_id == ctx.municipality_id,
                table.c[at] >= start,
                table.c[at] < end,
                table.c[recorded] <= as_of,
                *where,
            )
            .group_by(sa.text("1"))
        )

    requests, opened = consent_requests, sa.literal("CONSENT_REQUESTS")
    queries = (
        counted(requests, opened, "opened_at", "opened_at"),
        counted(
            requests,
            sa.literal("CONSENT_REQUESTS_LAPSED"),
            "ended_at",
            "ended_at",
            requests.c.state == RequestState.LAPSED,
        ),
        counted(consents, sa.literal("CONSENTS_") + consents.c.answer, "occurred_at", "recorded_at"),
        counted(withdrawals, sa.literal("WITHDRAWALS"), "occurred_at", "recorded_at"),
        counted(withdrawals, sa.literal("WITHDRAWALS_FROM_ALL"), "occurred_at", "recorded_at", withdrawals.c.whole),
    )
    return {code: count for query in queries for code, count in db.execute(query)}
