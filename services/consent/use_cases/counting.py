"""What reports count of consent: codes only, recorded in the step that makes them true."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import facts
from kit.context import Context
from services.consent.domain.statements import Answer, Statement
from services.consent.store import requests

DAYS = ((7, "0-7"), (14, "8-14"), (30, "15-30"))
MORE_DAYS = "31-"
REFUSED, SERVICE = "DISCLOSURES_REFUSED", "service:"


def asked(db: sa.Connection, ctx: Context, case_id: str) -> None:
    facts.record(db, ctx, "CONSENT_REQUESTS", case_id)


def lapsed(db: sa.Connection, ctx: Context, case_id: str) -> None:
    facts.record(db, ctx, "CONSENT_REQUESTS_LAPSED", case_id)


def said(db: sa.Connection, ctx: Context, case_id: str, request_id: str | None, statement: Statement) -> None:
    at = statement.occurred_at
    facts.record_all(db, ctx, _answer(db, ctx, statement.answer, request_id, at), case_id, at)


def withdrawn(db: sa.Connection, ctx: Context, case_id: str, at: datetime, *, whole: bool) -> None:
    facts.record_all(db, ctx, _withdrawal(whole=whole), case_id, at)


def wrong(db: sa.Connection, ctx: Context, row: Any) -> None:
    """An answer or a withdrawal that was corrected: as of before, it still counts."""
    if "answer" in row._mapping:
        codes = _answer(db, ctx, row.answer, row.request_id, row.occurred_at)
    else:
        codes = _withdrawal(whole=row.whole)
    facts.record_all(db, ctx, codes, row.case_id, row.occurred_at, number=-1)


def expired(db: sa.Connection, ctx: Context, case_id: str) -> None:
    facts.record(db, ctx, "CONSENTS_EXPIRED", case_id)


def refused(db: sa.Connection, ctx: Context, denied: Collection[tuple[str, str]]) -> None:
    """Questions of one call that D5 denied, by (case, rule): once for each case, and under each rule and who asked.

    Whoever asks again is refused again, and counts again; in how many cases says the other number.
    """
    service = ctx.actor.agency_id.removeprefix(SERVICE)
    codes = {(case_id, leaf) for case_id, rule in denied for leaf in ("", f".RULE.{rule}", f".SERVICE.{service}")}
    facts.record_rows(db, ctx, [facts.Fact(f"{REFUSED}{leaf}", case_id, ctx.now) for case_id, leaf in sorted(codes)])


def _answer(db: sa.Connection, ctx: Context, answer: str, request_id: str | None, at: datetime) -> list[str]:
    """A "yes" also under the days that it took since it was asked (取得までの日数)."""
    code = f"CONSENTS_{answer}"
    asked_at = requests.opened_at(db, ctx, request_id) if request_id and answer == Answer.GRANTED else None
    if asked_at is None:
        return [code]
    days = (at - asked_at).days
    return [code, f"CONSENT_DAYS.{next((name for most, name in DAYS if days <= most), MORE_DAYS)}"]


def _withdrawal(*, whole: bool) -> list[str]:
    return ["WITHDRAWALS", "WITHDRAWALS_FROM_ALL"] if whole else ["WITHDRAWALS"]
