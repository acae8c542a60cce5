"""What was done, by kind, code and state, ids and times left out: two runs of the same scenarios must not differ."""

import re
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from tests.waiting import eventually
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

JAPAN = ZoneInfo("Asia/Tokyo")
Effects = Counter[str]
# A visit on the very day on which it falls due may come before or after the reminder of it: both are right.
# What ends a consent tells the track so. That cancels the step that told it, or the reminder that fell due with it,
# when they have not reported yet that they are done. So does the last track's end, which ends the case.
# Cases that are played side by side are of the same invented people: whether they have support yet is a matter of time.
RACED = re.compile(
    r"^outreach (Timer_ContactDue|Task_EscalateContact|End_ContactEscalated|tsunagi.work.v1.WorkItemChanged)$"
    r"|/W-31/REMINDER/OVERDUE$|/W-31/KNOWN_WITHOUT_SUPPORT/$"
    r"|^subject-track (Task_ExpireGrants|Join_Validity|Task_PromptRenewal|End_RenewalPrompted)$"
    r"|^referral-to-evaluation (Task_EndAddedTrack|Sub_PersonAdded|End_AddedPersonEnded)$"
)
# How often the ledger is sealed depends on when the reconciler comes by. So does what it tells the engine once more,
# because a case had no instance for a while: the same event of the same step, which begins nothing a second time.
EVERYWHERE = (
    """SELECT event_type FROM outbox WHERE event_type NOT LIKE '%LedgerSealed'
    GROUP BY event_type, case_id, body, recorded_at, traceparent""",
    "SELECT concat_ws('/', 'work', kind, agency_id, state) FROM work_items",
)
COUNTED: dict[str, tuple[str, ...]] = {
    "intake": (
        "SELECT concat_ws('/', 'handoff', purpose, from_agency_id, to_agency_id, state, outcome) FROM handoffs",
        "SELECT concat_ws('/', 'incoming', agency_id, kind, code) FROM incoming",
        "SELECT concat_ws('/', 'case', state, closure_reason) FROM cases",
    ),
    "consent": ("SELECT concat_ws('/', 'consent', answer, method) FROM consents",),
    "meetings": (
        "SELECT concat_ws('/', 'item', type, meeting_reason, state, decision, attending) FROM agenda_items",
        "SELECT concat_ws('/', 'decision', code, owner_agency_id, state) FROM decisions",
    ),
    "plans": ("SELECT concat_ws('/', 'version', number, state) FROM plan_versions",),
    "outreach": ("SELECT concat_ws('/', 'contact', result) FROM contacts",),
}


def effects(stack: Stack) -> Effects:
    """Everything that the services of this stack keep, counted."""
    found: Effects = Counter()
    for service in SERVICES:
        engine = sa.create_engine(stack.admin_database_url(service))
        with engine.connect() as db:
            for query in (*EVERYWHERE, *COUNTED[service]):
                found.update(f"{service} {one}" for one in db.scalars(sa.text(query)))
            found[f"{service} parked"] += db.scalar(sa.text("SELECT count(*) FROM parked")) or 0
        engine.dispose()
    return found


def passed(stack: Stack) -> Effects:
    """How often each element of a diagram was completed, by the engine's own records."""
    return Counter(
        f"{record['value']['bpmnProcessId']} {record['value']['elementId']}"
        for record in stack.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED")
    )


def everything(stack: Stack) -> Effects:
    return effects(stack) + passed(stack)


def since(before: Effects, now: Effects) -> Effects:
    grown = Counter(now)
    grown.subtract(before)
    return Counter({name: count for name, count in grown.items() if count})


def differences(expected: Effects, found: Effects) -> list[str]:
    """One line per kind of effect: what is lost and what is doubled."""
    kinds = sorted(kind for kind in set(expected) | set(found) if not RACED.search(kind))
    lines = []
    for kind in kinds:
        lost, doubled = expected[kind] - found[kind], found[kind] - expected[kind]
        if lost > 0:
            lines.append(f"lost {lost}: {kind}")
        if doubled > 0:
            lines.append(f"doubled {doubled}: {kind}")
    return lines


def settled(stack: Stack, before: Effects, expected: Effects) -> list[str]:
    """The differences that stay after a minute of quiet; what never becomes quiet is one."""
    try:
        QuietKeeper(stack).wait_until_quiet()
        eventually(lambda: not differences(expected, since(before, everything(stack))), seconds=60)
    except AssertionError:
        return differences(expected, since(before, everything(stack)))
    except StackError as never_quiet:
        return [f"stuck: {never_quiet}", *differences(expected, since(before, everything(stack)))]
    return []


def next_monday(now: datetime) -> datetime:
    """Ten o'clock in Japan: a deadline in business days depends on the day and hour at which its wait opens."""
    local = now.astimezone(JAPAN)
    day = local.date() + timedelta(days=7 - local.weekday())
    return datetime(day.year, day.month, day.day, 10, tzinfo=JAPAN)
