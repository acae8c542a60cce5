"""What reports count: append-only rows of codes, which outlive the personal data that they came from (P-011).

A correction is another row with a negative number, so that a count as of a past moment can be repeated.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from kit.context import Context
from pb.tsunagi.facts.v1 import facts_pb2 as pb

_metadata = sa.MetaData()
facts = sa.Table(
    "counted_facts",
    _metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False, server_default="1"),
    sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Index("ix_counted_facts", "municipality_id", "occurred_at"),
    comment="Append-only: what is counted, so that a count as of a past moment can be repeated.",
    info={"append_only": True},
)
tables = (facts,)


@dataclass(frozen=True)
class Fact:
    """`number`: negative takes back what was recorded."""

    code: str
    case_id: str
    occurred_at: datetime
    number: int = 1


@dataclass(frozen=True)
class Counted:
    """`count` is how often (延べ), `cases` in how many cases (実)."""

    code: str
    count: int
    cases: int


def record(
    db: sa.Connection,
    ctx: Context,
    code: str,
    case_id: str = "",
    occurred_at: datetime | None = None,
    *,
    by: Mapping[str, Iterable[str]] | None = None,
    number: int = 1,
) -> None:
    """Something that reports count, and once more under each value of each breakdown: codes only, never content."""
    codes = [code, *(f"{code}.{one}" for one in breakdowns(by or {}))]
    record_all(db, ctx, codes, case_id, occurred_at, number=number)


def breakdowns(by: Mapping[str, Iterable[str]]) -> list[str]:
    """What stands behind a code that is counted under each value of each breakdown."""
    return [f"{name}.{value}" for name, values in by.items() for value in values if value]


def record_all(
    db: sa.Connection,
    ctx: Context,
    codes: Sequence[str],
    case_id: str,
    occurred_at: datetime | None = None,
    *,
    number: int = 1,
) -> None:
    """Several at once, in one statement; a code that is there twice counts twice."""
    at = occurred_at or ctx.now
    record_rows(db, ctx, [Fact(code, case_id, at, number) for code in codes])


def record_rows(db: sa.Connection, ctx: Context, rows: Sequence[Fact]) -> None:
    """Several of different cases and times, in one statement."""
    same = {"municipality_id": ctx.municipality_id, "recorded_at": ctx.now}
    if rows:
        db.execute(facts.insert(), [{**same, **vars(row)} for row in rows])


def count(db: sa.Connection, ctx: Context, as_of: datetime, start: datetime, end: datetime) -> list[Counted]:
    """What happened in [start, end) and was recorded by `as_of`, by code; what was corrected away is not there."""
    per_case = (
        sa.select(facts.c.code, facts.c.case_id, sa.func.sum(facts.c.number).label("number"))
        .where(
            facts.c.municipality_id == ctx.municipality_id,
            facts.c.recorded_at <= as_of,
            facts.c.occurred_at >= start,
            facts.c.occurred_at < end,
        )
        .group_by(facts.c.code, facts.c.case_id)
        .subquery()
    )
    total = sa.func.sum(per_case.c.number)
    in_cases = sa.func.count().filter(per_case.c.number > 0, per_case.c.case_id != "")
    query = sa.select(per_case.c.code, total, in_cases).group_by(per_case.c.code).having(total > 0)
    return [Counted(code, int(often), cases) for code, often, cases in db.execute(query.order_by(per_case.c.code))]


def page(db: sa.Connection, ctx: Context, request: pb.CountFactsRequest) -> pb.CountFactsResponse:
    """The answer of `CountFacts`, the same in each service."""
    times = (request.as_of, request.period_start, request.period_end)
    counted = count(db, ctx, *(time.ToDatetime(tzinfo=UTC) for time in times))
    return pb.CountFactsResponse(counts=[pb.FactCount(**vars(one)) for one in counted])
