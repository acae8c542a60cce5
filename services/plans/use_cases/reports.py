"""Reports to the promotion committee: asked for, frozen, handed over, answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import JST, reiwa_year
from kit.context import Context
from kit.errors import InvalidArgument, NotFound
from kit.ids import new_id, numbered
from kit.zeebe import Job
from services.plans.domain import draft as draft_rules
from services.plans.domain import events
from services.plans.domain import network as network_rules
from services.plans.domain import report as rules
from services.plans.domain.masking import GAPS
from services.plans.domain.network import NETWORK, Link
from services.plans.domain.plan import occurred
from services.plans.domain.report import SECRETARIAT, Compared, Figure, Point, Repeats, Report, ReportState, Target
from services.plans.store import community
from services.plans.store import reports as store
from services.plans.use_cases import network, work


@dataclass(frozen=True)
class ReportView:
    """What the secretariat sees: small cells are masked already."""

    report: Report
    figures: list[Figure]
    gaps: list[Figure]
    points: list[Point]
    targets: list[Compared]
    links: list[Link]


def request_report(
    db: sa.Connection, ctx: Context, *, period_start: date, period_end: date, repeats: Repeats = Repeats.NOT
) -> ReportView:
    """One that repeats is followed by the next period's until it is stopped."""
    _require_secretariat(ctx)
    rules.check_period(period_start, period_end, repeats)
    return view(db, _request(db, ctx, ctx.actor.agency_id, period_start, period_end, repeats))


def _request(
    db: sa.Connection, ctx: Context, agency_id: str, period_start: date, period_end: date, repeats: Repeats
) -> Report:
    report = Report(
        report_id=new_id(),
        number=numbered(f"K{reiwa_year(ctx.now)}", store.next_serial(db)),
        state=ReportState.REQUESTED,
        requested_by_agency_id=agency_id,
        period_start=period_start,
        period_end=period_end,
        as_of=None,
        answered_at=None,
        edition=store.next_edition(db, ctx, period_start, period_end),
        repeats=repeats,
    )
    store.insert_report(db, ctx, report)
    event = events.ReportRequested(report.report_id, ctx.municipality_id, report.report_id, report.number)
    outbox.record(db, ctx, event)
    return report


def stop_repeating(db: sa.Connection, ctx: Context, report_id: str) -> ReportView:
    """The report itself goes on; none follows it. Raises NotFound, ReportNotRepeating."""
    _require_secretariat(ctx)
    report = store.get_report(db, ctx, report_id, lock=True)
    if report.repeats is Repeats.NOT or report.state not in (ReportState.REQUESTED, ReportState.OPEN):
        raise rules.ReportNotRepeating
    store.update_report(db, report_id, repeats=Repeats.NOT)
    return view(db, store.get_report(db, ctx, report_id))


def _require_secretariat(ctx: Context) -> None:
    if "STAFF" not in ctx.actor.audiences or SECRETARIAT not in ctx.actor.roles:
        raise NotFound


def end_of_period(db: sa.Connection, ctx: Context, report_id: str) -> datetime:
    """From when the days until the figures freeze are counted: the period's end, or now when that is over."""
    return max(ctx.now, midnight(store.get_report(db, ctx, report_id).period_end))


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


def freeze_figures(
    db: sa.Connection,
    ctx: Context,
    *,
    report_id: str,
    figures: Iterable[Figure],
    targets: Iterable[Target] = (),
    reference_version: str = "",
) -> None:
    """Keeps the services' counts, the activities and the targets of today, and asks for the next period's report.

    A report that is frozen stays as it is (P-008).
    """
    report = store.get_report(db, ctx, report_id, lock=True)
    if report.state != ReportState.OPEN:
        return
    activities = network_rules.frozen_activities(network.activities(db, ctx))
    store.insert_figures(db, report_id, [*figures, *activities])
    store.insert_targets(db, report_id, targets)
    store.update_report(db, report_id, state=ReportState.FROZEN, reference_version=reference_version)
    if report.repeats is not Repeats.NOT:
        start = report.period_end
        end = rules.next_end(start, report.repeats)
        _request(db, ctx, report.requested_by_agency_id, start, end, report.repeats)


def list_gaps(db: sa.Connection, ctx: Context, *, report_id: str) -> None:
    """Adds the resource gaps (資源不足) raised in the period, by need and area (P-120)."""
    report = store.get_report(db, ctx, report_id, lock=True)
    if any(figure.group == GAPS for figure in store.figures_of(db, report_id)):
        return
    count = _count(report, ctx.now)
    gaps = community.count_raisings(db, ctx, count.as_of, count.start, count.end)
    store.insert_figures(db, report_id, (Figure(GAPS, need, area, number) for need, area, number in gaps))


def hand_to_committee(db: sa.Connection, ctx: Context, job: Job, *, report_id: str, due_at: datetime) -> str:
    """The secretariat is to bring back the committee's answer; answers the work item's id."""
    report = store.get_report(db, ctx, report_id, lock=True)
    if report.state == ReportState.FROZEN:
        store.update_report(db, report_id, state=ReportState.WITH_COMMITTEE)
    return _ask_secretariat(db, ctx, job, report, work.ANSWER_REPORT, due_at)


def _ask_secretariat(db: sa.Connection, ctx: Context, job: Job, report: Report, kind: str, due_at: datetime) -> str:
    subject = f"reports/{report.report_id}"
    item = work_items.NewItem(
        report.report_id, report.number, kind, subject, report.requested_by_agency_id, SECRETARIAT, due_at
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


def open_reviews(db: sa.Connection, ctx: Context, job: Job, *, report_id: str, due_at: datetime) -> tuple[int, str]:
    """How many points wait for a review, and the work item ("" for none)."""
    report, points = store.get_report(db, ctx, report_id), store.points_of(db, report_id)
    if not points:
        return 0, ""
    return len(points), _ask_secretariat(db, ctx, job, report, work.REVIEW_POINTS, due_at)


def review_point(db: sa.Connection, ctx: Context, point: Point) -> ReportView:
    """A point ends in a new version of reference data, diagram or table, or in a reasoned no (P-012).

    Raises NotFound, PointReviewed, InvalidArgument.
    """
    _require_secretariat(ctx)
    report_id, known = store.lock_point(db, point.point_id)
    store.get_report(db, ctx, report_id, lock=True)
    if known.outcome:
        raise rules.PointReviewed
    rules.check_review(point)
    store.review_point(db, point, ctx.now)
    if all(one.outcome for one in store.points_of(db, report_id)):
        work.done(db, ctx, f"reports/{report_id}", work.REVIEW_POINTS)
        outbox.record(db, ctx, events.PointsReviewed(report_id, report_id))
    return view(db, store.get_report(db, ctx, report_id))


def close_report(db: sa.Connection, ctx: Context, *, report_id: str) -> None:
    if store.get_report(db, ctx, report_id, lock=True).state == ReportState.ANSWERED:
        store.update_report(db, report_id, state=ReportState.CLOSED)


def get_report(db: sa.Connection, ctx: Context, report_id: str) -> ReportView:
    _require_secretariat(ctx)
    return view(db, store.get_report(db, ctx, report_id))


def frozen(db: sa.Connection, ctx: Context, report_id: str) -> tuple[list[Link], dict[str, int]]:
    """(the network, the counts by code) of a report whose figures are frozen. Raises NotFound."""
    report = store.get_report(db, ctx, report_id)
    if report.state in (ReportState.REQUESTED, ReportState.OPEN):
        raise NotFound
    figures = [one for one in store.figures_of(db, report_id) if one.group not in (GAPS, NETWORK)]
    counts = {figure.code: figure.count for figure in figures}
    return view(db, report).links, counts


def view(db: sa.Connection, report: Report) -> ReportView:
    found = store.figures_of(db, report.report_id)
    shown = rules.masked([figure for figure in found if figure.group != NETWORK])
    return ReportView(
        report=report,
        figures=[figure for figure in shown if figure.group != GAPS],
        gaps=[figure for figure in shown if figure.group == GAPS],
        points=store.points_of(db, report.report_id),
        targets=rules.compared(store.targets_of(db, report.report_id), shown),
        links=network_rules.frozen_network(found, shown),
    )
