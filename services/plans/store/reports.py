"""Facts that are counted, and the reports in which their counts freeze."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from services.plans.domain.report import Figure, Report, ReportState
from services.plans.store import tables as t


def add_fact(db: sa.Connection, ctx: Context, code: str, case_id: str, occurred_at: datetime | None = None) -> None:
    """Something that reports count. It is never changed: a correction is another fact."""
    add_facts(db, ctx, [code], case_id, occurred_at)


def add_facts(
    db: sa.Connection, ctx: Context, codes: Iterable[str], case_id: str, occurred_at: datetime | None = None
) -> None:
    """As `add_fact`, in one statement."""
    at = {"occurred_at": occurred_at or ctx.now, "recorded_at": ctx.now}
    rows = [{"municipality_id": ctx.municipality_id, "code": code, "case_id": case_id, **at} for code in codes]
    if rows:
        db.execute(t.facts.insert(), rows)


def count_facts(
    db: sa.Connection, ctx: Context, as_of: datetime, start: datetime, end: datetime
) -> list[tuple[str, int]]:
    """Counts by code of what happened in [start, end) and was recorded by `as_of`."""
    query = (
        sa.select(t.facts.c.code, sa.func.count().label("number"))
        .where(
            t.facts.c.municipality_id == ctx.municipality_id,
            t.facts.c.recorded_at <= as_of,
            t.facts.c.occurred_at >= start,
            t.facts.c.occurred_at < end,
        )
        .group_by(t.facts.c.code)
        .order_by(t.facts.c.code)
    )
    return [(row.code, row.number) for row in db.execute(query)]


def count_gaps(
    db: sa.Connection, ctx: Context, as_of: datetime, start: datetime, end: datetime
) -> list[tuple[str, str, int]]:
    """(need, area, count) of the gaps raised in [start, end) and recorded by `as_of`."""
    query = (
        sa.select(t.gaps.c.need_code, t.gaps.c.area, sa.func.count().label("number"))
        .where(
            t.gaps.c.municipality_id == ctx.municipality_id,
            t.gaps.c.recorded_at <= as_of,
            t.gaps.c.occurred_at >= start,
            t.gaps.c.occurred_at < end,
        )
        .group_by(t.gaps.c.need_code, t.gaps.c.area)
        .order_by(t.gaps.c.need_code, t.gaps.c.area)
    )
    return [(row.need_code, row.area, row.number) for row in db.execute(query)]


def next_serial(db: sa.Connection) -> int:
    return db.scalar(sa.select(t.report_serial.next_value())) or 0


def insert_report(db: sa.Connection, ctx: Context, report: Report) -> None:
    db.execute(t.reports.insert().values(municipality_id=ctx.municipality_id, requested_at=ctx.now, **vars(report)))


def get_report(db: sa.Connection, ctx: Context, report_id: str, *, lock: bool = False) -> Report:
    query = sa.select(t.reports).where(
        t.reports.c.report_id == report_id, t.reports.c.municipality_id == ctx.municipality_id
    )
    row = db.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFound
    values = {name: getattr(row, name) for name in Report.__dataclass_fields__}
    return Report(**{**values, "state": ReportState(row.state)})


def update_report(db: sa.Connection, report_id: str, **values: object) -> None:
    db.execute(t.reports.update().where(t.reports.c.report_id == report_id).values(**values))


def insert_figures(db: sa.Connection, report_id: str, figures: Iterable[Figure]) -> None:
    rows = [
        {"report_id": report_id, "group": f.group, "code": f.code, "area": f.area, "count": f.count} for f in figures
    ]
    if rows:
        db.execute(t.report_figures.insert(), rows)


def figures_of(db: sa.Connection, report_id: str) -> list[Figure]:
    c = t.report_figures.c
    query = sa.select(t.report_figures).where(c.report_id == report_id).order_by(c.group, c.code, c.area)
    return [Figure(row["group"], row["code"], row["area"], row["count"]) for row in db.execute(query).mappings()]


def insert_points(db: sa.Connection, report_id: str, texts: Iterable[str]) -> None:
    for position, text in enumerate(texts):
        db.execute(
            t.committee_points.insert().values(point_id=new_id(), report_id=report_id, position=position, text=text)
        )


def points_of(db: sa.Connection, report_id: str) -> list[tuple[str, str]]:
    """(id, text), in the committee's order."""
    c = t.committee_points.c
    query = sa.select(t.committee_points).where(c.report_id == report_id).order_by(c.position)
    return [(row.point_id, row.text) for row in db.execute(query)]
