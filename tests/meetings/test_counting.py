"""What reports count of meetings: codes of each step, corrected by their opposite, kept after the papers are gone."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from kit import facts
from services.meetings.domain.rooms import EMERGENCY, LIAISON, SUPPORT
from services.meetings.store import tables
from services.meetings.use_cases import concluding, information, items, sittings
from tests.meetings.hall import COORDINATING, HEALTH, PRIVATE, WATER, WELFARE, Hall


def counted(hall: Hall, *starts: str, as_of: datetime | None = None, end: datetime | None = None) -> dict[str, int]:
    """Codes that begin so → how often, until `end` (else ever), as known at `as_of` (else now)."""
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    found = facts.count(hall.db, hall.process, as_of or hall.now, begin, end or hall.due(3650))
    return {one.code: one.count for one in found if one.code.startswith(starts or ("",))}


@pytest.mark.plan("P-093", "P-100")
def test_meetings_are_counted_by_kind_issue_and_joint_participation_without_persons(hall: Hall) -> None:
    hall.held(LIAISON, "CONTINUE")
    assert counted(hall) == {
        "HELD.LIAISON.CONTINUE": 1,
        "SITTINGS.LIAISON": 1,
        "ISSUE.HOUSING": 1,
        **{f"ATTENDED.{agency}": 1 for agency in (WELFARE, HEALTH, COORDINATING)},
        f"JOINT.{WELFARE}.{HEALTH}": 1,
        f"JOINT.{WELFARE}.{COORDINATING}": 1,
        f"JOINT.{HEALTH}.{COORDINATING}": 1,
    }
    rows = str(hall.db.execute(sa.select(facts.facts)).all())
    assert not [text for text in PRIVATE if text in rows]


@pytest.mark.plan("P-011")
def test_what_is_written_down_late_counts_where_it_happened_and_not_as_of_before(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    thursday = hall.now
    hall.pass_days(4)
    hall.conclude(item, "CONTINUE", occurred_at=thursday)
    friday = thursday + timedelta(days=1)
    assert counted(hall, "HELD", end=friday) == {"HELD.LIAISON.CONTINUE": 1}
    assert counted(hall, as_of=friday) == {}


@pytest.mark.plan("P-011")
def test_a_corrected_decision_counts_as_the_right_one_and_as_of_before_as_the_wrong_one(hall: Hall) -> None:
    item = hall.held(LIAISON, "CONTINUE")
    before = hall.now
    hall.pass_days(3)
    concluding.correct(hall.db, hall.staff("coordinator"), item, "SEEK_CONSENT", "読み違えた")
    assert counted(hall, "HELD") == {"HELD.LIAISON.SEEK_CONSENT": 1}
    assert counted(hall, "HELD", as_of=before) == {"HELD.LIAISON.CONTINUE": 1}
    assert counted(hall, "HELD", end=before) == {}


def test_a_sitting_of_two_cases_is_one_sitting_and_two_items(hall: Hall) -> None:
    other = hall.other_case()
    both = [hall.ready(LIAISON), other.ready(LIAISON)]
    ctx = hall.staff("coordinator")
    sitting = sittings.schedule(hall.db, ctx, LIAISON, hall.due(), "会議室", both)
    sittings.start(hall.db, ctx, sitting, [COORDINATING, WELFARE, HEALTH], "ONLINE", {})
    for item in both:
        hall.conclude(item, "CONTINUE")
    assert counted(hall, "HELD", "SITTINGS") == {"HELD.LIAISON.CONTINUE": 2, "SITTINGS.LIAISON": 1}


def test_an_emergency_is_counted_apart(hall: Hall) -> None:
    hall.conclude(hall.ready(SUPPORT, basis=EMERGENCY), "EMERGENCY_ACTION")
    assert counted(hall, "EMERGENCY", "HELD") == {"EMERGENCY.SUPPORT": 1, "HELD.SUPPORT.EMERGENCY_ACTION": 1}


@pytest.mark.privacy
@pytest.mark.plan("P-069", "P-100")
def test_who_sat_in_a_support_meeting_together_is_not_counted_and_that_each_attended_is(hall: Hall) -> None:
    hall.after_liaison()
    before = counted(hall)
    hall.conclude(hall.ready(SUPPORT), "WATCH")
    attended = {f"ATTENDED.{agency}": 2 for agency in (WELFARE, HEALTH, COORDINATING)}
    held = {"HELD.SUPPORT.WATCH": 1, "SITTINGS.SUPPORT": 1}
    assert counted(hall) == {**before, **attended, **held}


def test_what_is_not_dealt_with_is_not_counted(hall: Hall) -> None:
    items.cancel(hall.db, hall.staff("coordinator"), hall.ready(LIAISON))
    assert counted(hall) == {}


def test_a_request_for_information_counts_once_in_the_state_known_by_then(hall: Hall) -> None:
    item, chair = hall.after_liaison(), hall.staff("chair")
    first, second, third = (
        information.ask(hall.db, chair, item, agency, "様子") for agency in (WATER, HEALTH, WELFARE)
    )
    asked = hall.now
    hall.pass_days(8)
    information.lapse(hall.db, hall.process, first)
    information.answer(hall.db, hall.agency(HEALTH), second, "FULL", "様子が分かる", "", "")
    silent = hall.now
    hall.pass_days(1)
    information.answer(hall.db, hall.agency(WATER), first, "DECLINED", "", "NOT_KNOWN", "")
    items.close_case(hall.db, hall.process, hall.case_id)
    code = "INFORMATION_REQUEST."
    assert counted(hall, code, as_of=asked) == {f"{code}REQUESTED": 3}
    assert counted(hall, code, as_of=silent) == {f"{code}{one}": 1 for one in ("REQUESTED", "NO_REPLY", "ANSWERED")}
    assert counted(hall, code) == {f"{code}{one}": 1 for one in ("CLOSED", "DECLINED", "ANSWERED")}
    assert third


@pytest.mark.plan("P-011")
def test_figures_stay_when_the_papers_are_erased_and_cannot_be_changed_themselves(hall: Hall) -> None:
    hall.held(LIAISON, "CONTINUE")
    before = counted(hall)
    for table in reversed(tables.metadata.sorted_tables):
        if table.name in ("agenda_items", "members", "facts", "issues", "decisions", "conclusions"):
            hall.db.execute(table.delete())
    assert counted(hall) == before
    with pytest.raises(DBAPIError):
        hall.db.execute(facts.facts.delete())


def test_what_was_held_before_facts_were_kept_counts_the_same(hall: Hall) -> None:
    """The migration's copy, run once more, finds in the live rows exactly what the steps recorded.

    When it ran, the domains of issues stood in clear: a table of that time stands before today's.
    """
    hall.held(SUPPORT, "WATCH")
    information.ask(hall.db, hall.staff("chair"), hall.after_liaison(), WATER, "様子")
    once = counted(hall)
    of_issues = hall.db.execute(sa.select(tables.issues.c.agenda_item_id, tables.issues.c.domain)).all()
    hall.db.execute(sa.text("CREATE TEMPORARY TABLE issues (agenda_item_id text, domain text) ON COMMIT DROP"))
    for row in of_issues:
        hall.db.execute(sa.text("INSERT INTO issues VALUES (:agenda_item_id, :domain)"), row._asdict())
    copy = import_module("services.meetings.migrations.0022_facts_of_before").FACTS_OF_BEFORE
    hall.db.execute(sa.text(copy))
    assert counted(hall) == {code: 2 * number for code, number in once.items()}
