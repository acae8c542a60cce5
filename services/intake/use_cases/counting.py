"""What reports count of intake: codes only, recorded in the step that makes them true (P-003, P-006)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import facts, work_items
from kit.calendar import Calendar, date_in_japan
from kit.context import Context
from services.intake.domain import OUTCOMES
from services.intake.domain.reference import age_on
from services.intake.store import cases, entries, reference, rows
from services.intake.store.tables import cases as cases_table

AGE_BANDS = ((0, "0-17"), (18, "18-39"), (40, "40-64"), (65, "65-74"), (75, "75-"))
TWO_DOMAINS = 2
CAME_BACK, SOON = "RECONSULTATIONS_IN_3_MONTHS", "3M"
TIMED = ("ACCEPTED", "DECLINED", "EXPIRED")
"""What ends the wait for an answer; an answer after an expiry does not make the wait shorter."""


def received(db: sa.Connection, ctx: Context, row: Any) -> None:
    """A consultation as it stands in its row."""
    facts.record_all(db, ctx, list(_of_consultation(db, ctx, row)), row.case_id, row.occurred_at)


def corrected(db: sa.Connection, ctx: Context, before: Any, after: Any) -> None:
    """The old words count no more, the right ones do."""
    was = list(_of_consultation(db, ctx, before))
    facts.record_all(db, ctx, was, before.case_id, before.occurred_at, number=-1)
    received(db, ctx, after)
    if before.route and before.predecessor_case_id:
        came_back(db, ctx, before, before.predecessor_case_id, number=-1)
        came_back(db, ctx, after, after.predecessor_case_id)


def born_otherwise(db: sa.Connection, ctx: Context, row: Any, was: str, now: str) -> None:
    """One of its persons: the old age band counts no more, as of the day on which it was counted."""
    day = date_in_japan(row.recorded_at)
    ages = ((age_on(was, day), -1), (age_on(now, day), 1))
    # Who was born since is a child, too.
    codes = [(f"CONSULTATIONS.AGE.{_band(max(age, 0))}", number) for age, number in ages if age is not None]
    facts.record_rows(db, ctx, [facts.Fact(code, row.case_id, row.occurred_at, number) for code, number in codes])


def _of_consultation(db: sa.Connection, ctx: Context, row: Any) -> Iterator[str]:
    domains = _domains(db, ctx, row)
    yield "CONSULTATIONS"
    if len(domains) >= TWO_DOMAINS:
        yield "COMPOUND_CONSULTATIONS"
    yield from _under(
        "CONSULTATIONS",
        AGENCY=[row.receiving_agency_id],
        CHANNEL=[row.channel],
        CONSULTER=[row.consulter],
        CONCERN=row.concerns,
        DOMAIN=domains,
        AGE=[_band(age) for age in _ages(db, ctx, row)],
        CONSENT=[row.intake_consent],
    )


def _under(code: str, **breakdowns: Iterable[str]) -> Iterator[str]:
    for name, values in breakdowns.items():
        yield from (f"{code}.{name}.{value}" for value in values if value)


def _domains(db: sa.Connection, ctx: Context, row: Any) -> list[str]:
    """As the city's reference data names them."""
    return sorted(reference.of(db, ctx).domains(row.concerns))


def _ages(db: sa.Connection, ctx: Context, row: Any) -> Iterator[int]:
    today = date_in_japan(ctx.now)
    ages = (age_on(person.birth_date, today) for person in cases.people(db, ctx, row.person_ids))
    yield from (age for age in ages if age is not None)


def _band(age: int) -> str:
    return [name for first, name in AGE_BANDS if age >= first][-1]


def screened(db: sa.Connection, ctx: Context, row: Any) -> None:
    """Before the work item closes: whether the answer came in time."""
    code = f"SCREENINGS.{_times(db, ctx, row.case_id, f'consultations/{row.id}')}"
    codes = [code, f"COMPOUND_{code}"] if len(_domains(db, ctx, row)) >= TWO_DOMAINS else [code]
    facts.record_all(db, ctx, codes, row.case_id)


def came_back(db: sa.Connection, ctx: Context, row: Any, closed_case_id: str, *, number: int = 1) -> None:
    """A screened consultation that follows a closed case: counted of that case when it came within three months of
    its end (終結後3か月再相談), under why it had ended. Whoever was taken in again because the end was a mistake
    never left."""
    if entries.begins_again(db, ctx, closed_case_id, row.id):
        return
    before = rows.get(db, ctx, cases_table, closed_case_id)
    if before.closed_at is None:  # its end still waits for a handover packet
        return
    if before.closed_at <= row.occurred_at <= Calendar().due(SOON, before.closed_at):
        codes = [CAME_BACK, f"{CAME_BACK}.REASON.{before.closure_reason}"]
        facts.record_all(db, ctx, codes, before.id, row.occurred_at, number=number)


def untangled(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """Before the work item closes: whether it was decided in time."""
    facts.record(db, ctx, f"UNTANGLINGS.{_times(db, ctx, case_id, f'cases/{case_id}', 'DECIDE_UNTANGLING')}", case_id)


def _times(db: sa.Connection, ctx: Context, case_id: str, subject: str, kind: str = "") -> str:
    waiting = work_items.waiting(db, ctx, case_id)
    due = [item.due_at for item in waiting if item.subject == subject and kind in ("", item.kind)]
    return "IN_TIME" if all(ctx.now <= one for one in due) else "LATE"


def routed(db: sa.Connection, ctx: Context, row: Any, route: str) -> None:
    """Once for each domain that the worry touches, so that a domain that needs strengthening can be seen."""
    domains = _domains(db, ctx, row)
    codes = [f"ROUTES.{route}", *(f"ROUTES_OF.{domain}.{route}" for domain in domains)]
    if len(domains) >= TWO_DOMAINS:
        codes.append(f"COMPOUND_ROUTES.{route}")
    facts.record_all(db, ctx, codes, row.case_id)


def brought(db: sa.Connection, ctx: Context, case_id: str, what: str) -> None:
    """A case was brought to a 連絡会議 (LIAISON), or its handoff was declined (DECLINED): by domain."""
    row = cases.first_consultation(db, ctx, case_id)
    facts.record_all(db, ctx, [f"ROUTES_OF.{domain}.{what}" for domain in _domains(db, ctx, row)], case_id)


def opened(db: sa.Connection, ctx: Context, row: Any) -> None:
    facts.record(db, ctx, "CASES_OPENED", row.case_id, by={"FROM": [row.receiving_agency_id]})


def closed(db: sa.Connection, ctx: Context, case_id: str, reason: str) -> None:
    row = cases.first_consultation(db, ctx, case_id)
    codes = ["CASES_CLOSED", f"CASES_CLOSED.REASON.{reason}"]
    if len(_domains(db, ctx, row)) >= TWO_DOMAINS:
        codes.append("COMPOUND_CASES_CLOSED")
    facts.record_all(db, ctx, codes, case_id)


def offered(db: sa.Connection, ctx: Context, row: Any) -> None:
    between = f"{row.from_agency_id}.{row.to_agency_id}"
    facts.record_all(db, ctx, ["HANDOFFS_OFFERED", f"HANDOFFS_BETWEEN.{between}"], row.case_id)


def answered(db: sa.Connection, ctx: Context, row: Any, agency_id: str, answer: str, occurred_at: datetime) -> None:
    codes = _answer(agency_id, answer)
    if row.state == "OFFERED" and answer in TIMED:
        kept = answer != "EXPIRED" and (row.answer_due_at is None or occurred_at <= row.answer_due_at)
        times = "IN_TIME" if kept else "LATE"
        codes += [f"HANDOFF_ANSWER_TIMES.{times}", f"HANDOFF_ANSWER_TIMES_OF.{agency_id}.{times}"]
        codes += [] if kept else [f"HANDOFFS_STALLED.{row.from_agency_id}.{agency_id}"]
    facts.record_all(db, ctx, codes, row.case_id, occurred_at)


def answer_corrected(db: sa.Connection, ctx: Context, row: Any, wrong: Any, right: str, occurred_at: datetime) -> None:
    """`wrong` is the entry that stands no more."""
    was, now = _answer(wrong.agency_id, wrong.kind), _answer(wrong.agency_id, right)
    facts.record_all(db, ctx, was, row.case_id, wrong.occurred_at, number=-1)
    facts.record_all(db, ctx, now, row.case_id, occurred_at)


def _answer(agency_id: str, answer: str) -> list[str]:
    if answer == "IN_PROGRESS":  # it goes on: no answer, and no outcome yet
        return []
    if answer in OUTCOMES:
        return [f"HANDOFFS_{answer}"]
    return [f"HANDOFF_ANSWERS.{answer}", f"HANDOFF_ANSWERS_OF.{agency_id}.{answer}"]


def end_corrected(db: sa.Connection, ctx: Context, case_id: str, wrong: Any, right: str) -> None:
    """It ended when the entry `wrong` was written, but otherwise."""
    facts.record_all(db, ctx, [f"HANDOFFS_{wrong.kind}"], case_id, wrong.recorded_at, number=-1)
    facts.record_all(db, ctx, [f"HANDOFFS_{right}"], case_id, wrong.recorded_at)


def ended(db: sa.Connection, ctx: Context, case_id: str, outcome: str, times: int = 1) -> None:
    facts.record_all(db, ctx, [f"HANDOFFS_{outcome}"] * times, case_id)
