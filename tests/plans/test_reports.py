"""Reports to the promotion committee: frozen, reproducible, without small cells."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kit import facts
from kit.errors import InvalidArgument, NotFound
from kit.ids import new_id
from services.plans.domain.network import Link, LinkKind, Partner, frozen_network
from services.plans.domain.report import (
    Figure,
    PointReviewed,
    Repeats,
    ReportNotRepeating,
    ReportNotWithCommittee,
    ReportState,
    Target,
    compared,
    masked,
)
from services.plans.use_cases import community, network, reports
from services.plans.use_cases.reports import Count, ReportView
from tests.plans.desk import COORDINATING, Desk
from tests.plans.test_community import SALON, carriers

SECRETARIAT = "committee-secretariat"
YEAR = (date(2026, 4, 1), date(2027, 4, 1))


def request(desk: Desk) -> str:
    view = reports.request_report(desk.db, desk.staff(SECRETARIAT), period_start=YEAR[0], period_end=YEAR[1])
    return view.report.report_id


def freeze(desk: Desk, report_id: str) -> None:
    """As the jobs do it, without the other services' counts."""
    reports.open_report(desk.db, desk.process, report_id=report_id, freeze_at=desk.now)
    count = reports.what_to_count(desk.db, desk.process, report_id)
    figures = [Figure("plans", one.code, "", one.count, one.cases) for one in counted(desk, count)]
    reports.freeze_figures(desk.db, desk.process, report_id=report_id, figures=figures)
    reports.list_gaps(desk.db, desk.process, report_id=report_id)


def shown(desk: Desk, report_id: str) -> ReportView:
    return reports.get_report(desk.db, desk.staff(SECRETARIAT), report_id)


def counted(desk: Desk, period: Count) -> list[facts.Counted]:
    return facts.count(desk.db, desk.process, period.as_of, period.start, period.end)


def add(desk: Desk, code: str, times: int) -> None:
    """Each in a case of its own."""
    for _ in range(times):
        facts.record(desk.db, desk.process, code, new_id())


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
    first = counted(desk, count)
    desk.pass_days(3)
    late = desk.now - timedelta(days=10)
    facts.record(desk.db, desk.process, "PLANS_OPENED", "01CASE", late)
    assert counted(desk, count) == first == [facts.Counted("PLANS_OPENED", 3, 3)]


@pytest.mark.plan("P-010")
def test_facts_of_31_march_and_1_april_fall_in_different_years(desk: Desk) -> None:
    desk.now = datetime(2027, 4, 2, tzinfo=UTC)
    for at in (datetime(2027, 3, 31, 14, 59, tzinfo=UTC), datetime(2027, 3, 31, 15, 0, tzinfo=UTC)):
        facts.record(desk.db, desk.process, "MONITORINGS.STABLE", "01CASE", at)
    old = Count(desk.now, reports.midnight(YEAR[0]), reports.midnight(YEAR[1]))
    new = Count(desk.now, reports.midnight(YEAR[1]), reports.midnight(date(2028, 4, 1)))
    for count in (old, new):
        assert counted(desk, count) == [facts.Counted("MONITORINGS.STABLE", 1, 1)]


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
    assert [point.text for point in view.points] == points
    assert desk.open_work() == []
    (event,) = desk.events("CommitteeAnswered")
    assert (event.report_id, event.point_count) == (report_id, 2)
    assert points[0].encode() not in desk.event_bodies()
    reports.close_report(desk.db, desk.process, report_id=report_id)
    assert shown(desk, report_id).report.state == ReportState.CLOSED


@pytest.mark.plan("P-012")
def test_every_point_of_the_committee_ends_in_a_new_version_or_a_reasoned_no(desk: Desk) -> None:
    report_id = request(desk)
    freeze(desk, report_id)
    reports.hand_to_committee(desk.db, desk.process, desk.job(), report_id=report_id, due_at=desk.due())
    secretariat = desk.staff(SECRETARIAT)
    points = ["参加支援の周知を見直す", "夜間の見守りを検討する"]
    reports.answer_report(desk.db, secretariat, report_id=report_id, points=points, occurred_at=None)
    count, _item = reports.open_reviews(desk.db, desk.process, desk.job(), report_id=report_id, due_at=desk.due(90))
    assert count == 2
    assert desk.open_work() == [("REVIEW_POINTS", COORDINATING, SECRETARIAT)]
    first, second = shown(desk, report_id).points
    changed = replace(first, outcome="CHANGED", changed_kind="DIAGRAM", changed_name="planning")
    with pytest.raises(InvalidArgument) as refused:
        reports.review_point(desk.db, secretariat, changed)
    assert [one.field for one in refused.value.violations] == ["changed_version"]
    reports.review_point(desk.db, secretariat, replace(changed, changed_version="1.2.0"))
    with pytest.raises(PointReviewed):
        reports.review_point(desk.db, secretariat, replace(first, outcome="UNCHANGED", reason="要らない"))
    assert not desk.events("PointsReviewed")
    with pytest.raises(InvalidArgument):
        reports.review_point(desk.db, secretariat, replace(second, outcome="UNCHANGED"))
    reports.review_point(desk.db, secretariat, replace(second, outcome="UNCHANGED", reason="来年度の予算で扱うため"))
    assert desk.open_work() == []
    assert [event.report_id for event in desk.events("PointsReviewed")] == [report_id]
    assert [point.changed_version for point in shown(desk, report_id).points] == ["1.2.0", ""]


def test_a_report_without_points_waits_for_no_review(desk: Desk) -> None:
    report_id = request(desk)
    assert reports.open_reviews(desk.db, desk.process, desk.job(), report_id=report_id, due_at=desk.due()) == (0, "")
    assert desk.open_work() == []


@pytest.mark.plan("P-010", "P-011")
def test_a_monthly_report_is_followed_by_the_next_month_until_it_is_stopped(desk: Desk) -> None:
    secretariat = desk.staff(SECRETARIAT)
    start, end = date(2026, 12, 1), date(2027, 1, 1)
    with pytest.raises(InvalidArgument):
        reports.request_report(
            desk.db, secretariat, period_start=start, period_end=date(2027, 3, 1), repeats=Repeats.MONTHLY
        )
    view = reports.request_report(desk.db, secretariat, period_start=start, period_end=end, repeats=Repeats.MONTHLY)
    report_id = view.report.report_id
    assert reports.end_of_period(desk.db, desk.process, report_id) == reports.midnight(end)
    freeze(desk, report_id)
    second = desk.events("ReportRequested")[-1].report_id
    following = shown(desk, second).report
    assert (following.period_start, following.period_end) == (end, date(2027, 2, 1))
    with pytest.raises(ReportNotRepeating):
        reports.stop_repeating(desk.db, secretariat, report_id)
    reports.stop_repeating(desk.db, secretariat, second)
    freeze(desk, second)
    assert len(desk.events("ReportRequested")) == 2


@pytest.mark.plan("P-011")
def test_a_later_correction_is_in_the_next_edition_and_the_first_stays(desk: Desk) -> None:
    add(desk, "CONSULTATIONS", 6)
    first = request(desk)
    freeze(desk, first)
    facts.record(desk.db, desk.process, "CONSULTATIONS", new_id(), number=2)
    desk.pass_days(1)
    second = request(desk)
    freeze(desk, second)
    editions = [shown(desk, report_id) for report_id in (first, second)]
    assert [view.report.edition for view in editions] == [1, 2]
    assert [view.figures[0].count for view in editions] == [6, 8]


@pytest.mark.plan("P-011")
def test_many_contacts_of_one_household_are_a_small_cell(desk: Desk) -> None:
    for _ in range(12):
        facts.record(desk.db, desk.process, "CONTACTS", "01CASE")
    report_id = request(desk)
    freeze(desk, report_id)
    (figure,) = shown(desk, report_id).figures
    assert (figure.count, figure.cases, figure.masked) == (0, 0, True)


def test_what_was_corrected_away_is_not_counted(desk: Desk) -> None:
    facts.record(desk.db, desk.process, "CONTACTS", "01CASE", by={"RESULT": ("MET",)})
    desk.pass_days(1)
    before = Count(desk.now, desk.now - timedelta(days=9), desk.now + timedelta(days=9))
    desk.pass_days(1)
    at = desk.now - timedelta(days=2)
    facts.record(desk.db, desk.process, "CONTACTS", "01CASE", at, by={"RESULT": ("MET",)}, number=-1)
    facts.record(desk.db, desk.process, "CONTACTS", "01CASE", at, by={"RESULT": ("ABSENT",)})
    after = replace(before, as_of=desk.now)
    assert [one.code for one in counted(desk, before)] == ["CONTACTS", "CONTACTS.RESULT.MET"]
    assert [one.code for one in counted(desk, after)] == ["CONTACTS", "CONTACTS.RESULT.ABSENT"]


SCREENED = Target("SCREEN_CONSULTATION", "DEADLINE", "相談の行き先を決める", "1BD")
RECEIVED = Target("CONSULTATIONS", "INDICATOR", "相談受付件数", "120")


@pytest.mark.plan("P-008")
def test_a_report_shows_target_actual_and_difference_of_each_indicator_and_deadline() -> None:
    figures = [
        Figure("intake", code, "", number)
        for code, number in (("CONSULTATIONS", 97), ("SCREENINGS.IN_TIME", 90), ("SCREENINGS.LATE", 7))
    ]
    shown = [(one.actual, one.difference, one.masked) for one in compared([SCREENED, RECEIVED], masked(figures))]
    assert shown == [(90, -7, False), (97, -23, False)]


@pytest.mark.plan("P-008")
def test_an_indicator_without_a_target_shows_what_happened_and_no_difference() -> None:
    (one,) = compared([replace(RECEIVED, target="")], [Figure("intake", "CONSULTATIONS", "", 97)])
    assert (one.actual, one.difference, one.masked) == (97, None, False)
    (none,) = compared([RECEIVED], [])
    assert (none.actual, none.difference) == (0, -120)


@pytest.mark.plan("P-008", "P-011")
def test_a_target_does_not_tell_what_its_figure_hides() -> None:
    figures = [
        Figure("intake", code, "", number)
        for code, number in (("CONSULTATIONS", 3), ("SCREENINGS.IN_TIME", 90), ("SCREENINGS.LATE", 2))
    ]
    for one in compared([SCREENED, RECEIVED], masked(figures)):
        assert (one.actual, one.difference, one.masked) == (None, None, True)


@pytest.mark.plan("P-008")
def test_a_report_keeps_the_targets_and_their_version_as_they_were_when_its_figures_froze(desk: Desk) -> None:
    add(desk, "CONSULTATIONS", 9)
    kept = []
    for target, version in (("120", "takasago-2024"), ("150", "takasago-2025")):
        report_id = request(desk)
        reports.open_report(desk.db, desk.process, report_id=report_id, freeze_at=desk.now)
        figures = [Figure("intake", "CONSULTATIONS", "", 9)]
        for targets, name in (([SCREENED, replace(RECEIVED, target=target)], version), ([RECEIVED], "late")):
            reports.freeze_figures(
                desk.db, desk.process, report_id=report_id, figures=figures, targets=targets, reference_version=name
            )
        kept.append(report_id)
    first, second = (shown(desk, report_id) for report_id in kept)
    assert [view.report.reference_version for view in (first, second)] == ["takasago-2024", "takasago-2025"]
    assert [view.targets[1].difference for view in (first, second)] == [-111, -141]
    assert [view.targets[0].target for view in (first, second)] == [SCREENED, SCREENED]


@pytest.mark.plan("P-069", "P-092")
def test_the_network_and_the_cooperation_of_a_report_froze_with_its_figures(desk: Desk) -> None:
    for code, times in (("PLAN_LINKS.W-03.W-04", 7), ("HOST_LINKS.W-32.01PLACE", 2), ("PLAN_LINKS.W-03.W-05", 6)):
        add(desk, code, times)
    place = community.register(desk.db, desk.agency("W-33"), SALON, carriers)
    report_id = request(desk)
    with pytest.raises(NotFound):
        reports.frozen(desk.db, desk.process, report_id)
    freeze(desk, report_id)
    before = shown(desk, report_id)
    assert before.links == [
        Link(LinkKind.PLAN, "W-03", "W-04", 7),
        Link(LinkKind.PLAN, "W-03", "W-05", 6),
        Link(LinkKind.HOST, "W-32", "resources/01PLACE", 0, masked=True),
        Link(LinkKind.ACTIVITY, SALON.coordinating_agency_id, f"resources/{place.resource_id}"),
    ]
    assert {figure.group for figure in before.figures} == {"plans"}
    desk.pass_days(1)
    add(desk, "PLAN_LINKS.W-03.W-04", 5)
    community.register(desk.db, desk.agency("W-33"), replace(SALON, name="あとからの集い"), carriers)
    assert shown(desk, report_id) == before
    links, counts = reports.frozen(desk.db, desk.process, report_id)
    assert links == before.links
    assert network.cooperation("W-04", counts).partners == [Partner("W-03", plans=7)]


@pytest.mark.plan("P-011", "P-069")
def test_a_link_does_not_tell_what_its_figure_hides() -> None:
    figures = [Figure("plans", f"PLAN_LINKS.W-03.{other}", "", n) for other, n in (("W-04", 9), ("W-05", 3))]
    assert [(link.count, link.masked) for link in frozen_network(figures, masked(figures))] == [(0, True), (0, True)]
