"""Reports to the promotion committee: frozen, reproducible, without small cells."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kit.errors import InvalidArgument, NotFound
from services.plans.domain.report import Figure, ReportNotWithCommittee, ReportState, masked
from services.plans.store import reports as report_store
from services.plans.use_cases import reports
from services.plans.use_cases.reports import Count, ReportView
from tests.plans.desk import COORDINATING, Desk

SECRETARIAT = "committee-secretariat"
YEAR = (date(2026, 4, 1), date(2027, 4, 1))


def request(desk: Desk) -> str:
    view = reports.request_report(desk.db, desk.staff(SECRETARIAT), period_start=YEAR[0], period_end=YEAR[1])
    return view.report.report_id


def freeze(desk: Desk, report_id: str) -> None:
    """As the jobs do it, without the other services' counts."""
    reports.open_report(desk.db, desk.process, report_id=report_id, freeze_at=desk.now)
    count = reports.what_to_count(desk.db, desk.process, report_id)
    own = reports.count_own_facts(desk.db, desk.process, count)
    figures = [Figure("plans", code, "", number) for code, number in own]
    reports.freeze_figures(desk.db, desk.process, report_id=report_id, figures=figures)
    reports.list_gaps(desk.db, desk.process, report_id=report_id)


def shown(desk: Desk, report_id: str) -> ReportView:
    return reports.get_report(desk.db, desk.staff(SECRETARIAT), report_id)


def add(desk: Desk, code: str, times: int) -> None:
    for _ in range(times):
        report_store.add_fact(desk.db, desk.process, code, "01CASE")


@pytest.mark.plan("P-011")
def test_only_the_secretariat_asks_for_and_sees_reports(desk: Desk) -> None:
    report_id = request(desk)
    for ctx in (desk.coordinator, desk.agency("W-03"), desk.staff(SECRETARIAT, municipality="elsewhere")):
        with pytest.raises(NotFound):
            reports.get_report(desk.db, ctx, report_id)
    with pytest.raises(NotFound):
        reports.request_report(desk.db, desk.coordinator, period_start=YEAR[0], period_end=YEAR[1])
    with pytest.raises(InvalidArgument):
        reports.request_report(desk.db, desk.staff(SECRETARIAT), period_start=YEAR[1], period_end=YEAR[0])


def test_asking_for_a_report_starts_its_process_with_a_speakable_number(desk: Desk) -> None:
    report_id = request(desk)
    (event,) = desk.events("ReportRequested")
    assert (event.report_id, event.municipality_id) == (report_id, "takasago")
    assert event.case_no.startswith("K8-")


@pytest.mark.plan("P-011")
def test_frozen_figures_do_not_change_when_facts_are_recorded_later(desk: Desk) -> None:
    add(desk, "PLANS_OPENED", 7)
    report_id = request(desk)
    freeze(desk, report_id)
    before = shown(desk, report_id)
    desk.pass_days(1)
    add(desk, "PLANS_OPENED", 5)
    reports.freeze_figures(desk.db, desk.process, report_id=report_id, figures=[Figure("plans", "LATE", "", 9)])
    assert shown(desk, report_id) == before
    assert [(figure.code, figure.count) for figure in before.figures] == [("PLANS_OPENED", 7)]


@pytest.mark.plan("P-011")
def test_a_count_as_of_a_past_moment_can_be_repeated(desk: Desk) -> None:
    add(desk, "PLANS_OPENED", 3)
    count = Count(desk.now, reports.midnight(YEAR[0]), reports.midnight(YEAR[1]))
    first = reports.count_own_facts(desk.db, desk.process, count)
    desk.pass_days(3)
    late = desk.now - timedelta(days=10)
    report_store.add_fact(desk.db, desk.process, "PLANS_OPENED", "01CASE", late)
    assert reports.count_own_facts(desk.db, desk.process, count) == first == [("PLANS_OPENED", 3)]


@pytest.mark.plan("P-010")
def test_facts_of_31_march_and_1_april_fall_in_different_years(desk: Desk) -> None:
    desk.now = datetime(2027, 4, 2, tzinfo=UTC)
    for at in (datetime(2027, 3, 31, 14, 59, tzinfo=UTC), datetime(2027, 3, 31, 15, 0, tzinfo=UTC)):
        report_store.add_fact(desk.db, desk.process, "MONITORINGS.STABLE", "01CASE", at)
    old = Count(desk.now, reports.midnight(YEAR[0]), reports.midnight(YEAR[1]))
    new = Count(desk.now, reports.midnight(YEAR[1]), reports.midnight(date(2028, 4, 1)))
    for count in (old, new):
        assert reports.count_own_facts(desk.db, desk.process, count) == [("MONITORINGS.STABLE", 1)]


@pytest.mark.plan("P-011")
def test_cells_of_1_to_4_are_masked_and_0_and_5_are_not(desk: Desk) -> None:
    for number in (1, 4, 5):
        add(desk, f"CODE_{number}", number)
    report_id = request(desk)
    freeze(desk, report_id)
    figures = {figure.code: (figure.count, figure.masked) for figure in shown(desk, report_id).figures}
    assert figures == {"CODE_1": (0, True), "CODE_4": (0, True), "CODE_5": (5, False)}
    assert masked([Figure("plans", "NONE", "", 0)])[0].masked is False


@pytest.mark.plan("P-011")
def test_a_cell_masked_alone_takes_its_smallest_sibling_with_it() -> None:
    figures = [Figure("plans", f"ROLE_ANSWERS.{code}", "", n) for code, n in (("A", 3), ("B", 40), ("C", 9), ("D", 0))]
    assert [figure.masked for figure in masked(figures)] == [True, False, True, False]
    two = [Figure("plans", f"GOALS.{code}", "", n) for code, n in (("A", 3), ("B", 2), ("C", 9))]
    assert [figure.masked for figure in masked(two)] == [True, True, False]


@pytest.mark.plan("P-120")
def test_needs_without_supply_are_listed_by_kind_and_area(desk: Desk) -> None:
    desk.join()
    for _ in range(5):
        desk.open_draft()
        desk.write()
    report_id = request(desk)
    freeze(desk, report_id)
    (gap,) = shown(desk, report_id).gaps
    assert (gap.code, gap.area, gap.count) == ("NIGHT_WATCH", "NORTH", 5)


@pytest.mark.plan("P-011", "P-012")
def test_the_report_waits_for_the_committee_and_keeps_its_points(desk: Desk) -> None:
    report_id = request(desk)
    secretariat = desk.staff(SECRETARIAT)
    points = ["参加支援の周知を見直す", "夜間の見守りを検討する"]
    with pytest.raises(ReportNotWithCommittee):
        reports.answer_report(desk.db, secretariat, report_id=report_id, points=points, occurred_at=None)
    freeze(desk, report_id)
    reports.hand_to_committee(desk.db, desk.process, desk.job(), report_id=report_id, due_at=desk.due())
    assert desk.open_work() == [("ANSWER_REPORT", COORDINATING, SECRETARIAT)]
    view = reports.answer_report(desk.db, secretariat, report_id=report_id, points=points, occurred_at=None)
    assert [text for _, text in view.points] == points
    assert desk.open_work() == []
    (event,) = desk.events("CommitteeAnswered")
    assert (event.report_id, event.point_count) == (report_id, 2)
    assert points[0].encode() not in desk.event_bodies()
    reports.close_report(desk.db, desk.process, report_id=report_id)
    assert shown(desk, report_id).report.state == ReportState.CLOSED
