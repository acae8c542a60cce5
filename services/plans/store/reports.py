"""The reports in which counts freeze, and what the committee said to them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from services.plans.domain.report import Figure, Point, Repeats, Report, ReportState, Target
from services.plans.store import tables as t


def next_edition(db: sa.Connection, ctx: Context, period_start: date, period_end: date) -> int:
    """1 for the first report of a period. Concurrent requests for one period wait for each other."""
    c = t.reports.c
    period = (c.municipality_id == ctx.municipality_id, c.period_start == period_start, c.period_end == period_end)
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"edition {period_start} {period_end}"))))
    return (db.scalar(sa.select(sa.func.max(c.edition)).where(*period)) or 0) + 1


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
    return Report(**{**values, "state": ReportState(row.state), "repeats": Repeats(row.repeats)})


def update_report(db: sa.Connection, report_id: str, **values: object) -> None:
    db.execute(t.reports.update().where(t.reports.c.report_id == report_id).values(**values))


def insert_figures(db: sa.Connection, report_id: str, figures: Iterable[Figure]) -> None:
    rows = [
        {
            "report_id": report_id,
            "group": figure.group,
            "code": figure.code,
            "area": figure.area,
            "count": figure.count,
            "cases": figure.cases,
        }
        for figure in figures
    ]
    if rows:
        db.execute(t.report_figures.insert(), rows)


def figures_of(db: sa.Connection, report_id: str) -> list[Figure]:
    c = t.report_figures.c
    query = sa.select(t.report_figures).where(c.report_id == report_id).order_by(c.group, c.code, c.area)
    return [
        Figure(row["group"], row["code"], row["area"], row["count"], row["cases"])
        for row in db.execute(query).mappings()
    ]


def insert_targets(db: sa.Connection, report_id: str, targets: Iterable[Target]) -> None:
    rows = [{"report_id": report_id, "position": place, **vars(one)} for place, one in enumerate(targets)]
    if rows:
        db.execute(t.report_targets.insert(), rows)


def targets_of(db: sa.Connection, report_id: str) -> list[Target]:
    """In the order of the city's file."""
    c = t.report_targets.c
    query = sa.select(c.code, c.kind, c.name, c.target).where(c.report_id == report_id).order_by(c.position)
    return [Target(*row) for row in db.execute(query)]


def insert_points(db: sa.Connection, report_id: str, texts: Iterable[str]) -> None:
    for position, text in enumerate(texts):
        db.execute(
            t.committee_points.insert().values(point_id=new_id(), report_id=report_id, position=position, text=text)
        )


def points_of(db: sa.Connection, report_id: str) -> list[Point]:
    """In the committee's order."""
    c = t.committee_points.c
    query = sa.select(t.committee_points).where(c.report_id == report_id).order_by(c.position)
    return [_point(row) for row in db.execute(query)]


def lock_point(db: sa.Connection, point_id: str) -> tuple[str, Point]:
    """The point, and its report's id. Raises NotFound."""
    c = t.committee_points.c
    row = db.execute(sa.select(t.committee_points).where(c.point_id == point_id).with_for_update()).first()
    if row is None:
        raise NotFound
    return row.report_id, _point(row)


def review_point(db: sa.Connection, point: Point, at: datetime) -> None:
    values = {key: value for key, value in vars(point).items() if key not in ("point_id", "text")}
    where = t.committee_points.c.point_id == point.point_id
    db.execute(t.committee_points.update().where(where).values(**values, reviewed_at=at))


def _point(row: sa.Row[Any]) -> Point:
    return Point(**{name: getattr(row, name) for name in Point.__dataclass_fields__})
