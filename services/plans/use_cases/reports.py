"""Reports to the promotion committee: asked for, frozen, handed over, answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound
from kit.ids import new_id, numbered
from kit.zeebe import Job
from services.plans.domain import draft as draft_rules
from services.plans.domain import events
from services.plans.domain import report as rules
from services.plans.domain.plan import occurred
from services.plans.domain.report import SECRETARIAT, Figure, Report, ReportState
from services.plans.store import reports as store
from services.plans.use_cases import work

JST = ZoneInfo("Asia/Tokyo")
GAPS = "gaps"


@dataclass(frozen=True)
class ReportView:
    """What the secretariat sees: small cells are masked already."""

    report: Report
    figures: list[Figure]
    gaps: list[Figure]
    points: list[tuple[str, str]]


def request_report(db: sa.Connection, ctx: Context, *, period_start: date, period_end: date) -> ReportView:
    _require_secretariat(ctx)
    rules.check_period(period_start, period_end)
    report = Report(
        report_id=new_id(),
        number=numbered(f"K{ctx.now.astimezone(JST).year - 2018}", store.next_serial(db)),
        state=ReportState.REQUESTED,
        requested_by_agency_id=ctx.actor.agency_id,
        period_start=period_start,
        period_end=period_end,
        as_of=None,
        answered_at=None,
    )
    store.insert_report(db, ctx, report)
    event = events.ReportRequested(report.report_id, ctx.municipality_id, report.report_id, report.number)
    outbox.record(db, ctx, event)
    return view(db, report)


def _require_secretariat(ctx: Context) -> None:
    if "STAFF" not in ctx.actor.audiences or SECRETARIAT not in ctx.actor.roles:
        raise NotFound


def open_report(db: sa.Connection, ctx: Context, *, report_id: str, freeze_at: datetime) -> None:
    """Figures will be those known at `freeze_at`: until then late entries of the period still count."""
    if store.get_report(db, ctx, report_id, lock=True).state == ReportState.REQUESTED:
        store.update_report(db, report_id, state=ReportState.OPEN, as_of=freeze_at)


@dataclass(frozen=True)
class Count:
    """What every service is asked: facts of [start, end) recorded by `as_of`."""

    as_of: datetime
    start: datetime
    end: datetime


def what_to_count(db: sa.Connection, ctx: Context, report_id: str) -> Count:
    return _count(store.get_report(db, ctx, report_id), ctx.now)


def _count(report: Report, now: datetime) -> Count:
    return Count(report.as_of or now, midnight(report.period_start), midnight(report.period_end))


def midnight(day: date) -> datetime:
    """Where a day begins in Japan."""
    return datetime.combine(day, time(), JST).astimezone(UTC)


def count_own_facts(db: sa.Connection, ctx: Context, count: Count) -> list[tuple[str, int]]:
    return store.count_facts(db, ctx, count.as_of, count.start, count.end)


def freeze_figures(db: sa.Connection, ctx: Context, *, report_id: str, figures: Iterable[Figure]) -> None:
    """Keeps the services' counts; a report that is frozen stays as it is."""
    if store.get_report(db, ctx, report_id, lock=True).state != ReportState.OPEN:
        return
    store.insert_figures(db, report_id, figures)
    store.update_report(db, report_id, state=ReportState.FROZEN)


def list_gaps(db: sa.Connection, ctx: Context, *, report_id: str) -> None:
    """Adds the resource gaps (資源不足) raised in the period, by need and area (P-120)."""
    report = store.get_report(db, ctx, report_id, lock=True)
    if any(figure.group == GAPS for figure in store.figures_of(db, report_id)):
        return
    count = _count(report, ctx.now)
    gaps = store.count_gaps(db, ctx, count.as_of, count.start, count.end)
    store.insert_figures(db, report_id, (Figure(GAPS, need, area, number) for need, area, number in gaps))


def hand_to_committee(db: sa.Connection, ctx: Context, job: Job, *, report_id: str, due_at: datetime) -> str:
    """The secretariat is to bring back the committee's answer; answers the work item's id."""
    report = store.get_report(db, ctx, report_id, lock=True)
    if report.state == ReportState.FROZEN:
        store.update_report(db, report_id, state=ReportState.WITH_COMMITTEE)
    item = work_items.NewItem(
        case_id=report_id,
        case_no=report.number,
        kind=work.ANSWER_REPORT,
        subject=f"reports/{report_id}",
        agency_id=report.requested_by_agency_id,
        role=SECRETARIAT,
        due_at=due_at,
    )
    return work_items.open_item(db, ctx, job, item)


def answer_report(
    db: sa.Connection, ctx: Context, *, report_id: str, points: Sequence[str], occurred_at: datetime | None
) -> ReportView:
    """Records the committee's points; none means that it took note. Raises ReportNotWithCommittee (P-011, P-012)."""
    _require_secretariat(ctx)
    report = store.get_report(db, ctx, report_id, lock=True)
    if report.state != ReportState.WITH_COMMITTEE:
        raise rules.ReportNotWithCommittee
    empty = [index for index, text in enumerate(points) if not text.strip()]
    if empty:
        raise InvalidArgument(*(draft_rules.required(f"points[{index}].text") for index in empty))
    at = occurred(occurred_at, ctx.now)
    store.insert_points(db, report_id, points)
    values = {"state": ReportState.ANSWERED, "answered_at": at, "answer_recorded_at": ctx.now}
    store.update_report(db, report_id, **values)
    outbox.record(db, ctx, events.CommitteeAnswered(report_id, report_id, len(points)), at)
    work.done(db, ctx, f"reports/{report_id}")
    return view(db, store.get_report(db, ctx, report_id))


def close_report(db: sa.Connection, ctx: Context, *, report_id: str) -> None:
    if store.get_report(db, ctx, report_id, lock=True).state == ReportState.ANSWERED:
        store.update_report(db, report_id, state=ReportState.CLOSED)


def get_report(db: sa.Connection, ctx: Context, report_id: str) -> ReportView:
    _require_secretariat(ctx)
    return view(db, store.get_report(db, ctx, report_id))


def view(db: sa.Connection, report: Report) -> ReportView:
    shown = rules.masked(store.figures_of(db, report.report_id))
    return ReportView(
        report=report,
        figures=[figure for figure in shown if figure.group != GAPS],
        gaps=[figure for figure in shown if figure.group == GAPS],
        points=store.points_of(db, report.report_id),
    )
