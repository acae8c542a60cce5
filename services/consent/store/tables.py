"""Tables of consent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kit import hands
from kit.context import Context
from kit.database import new_metadata
from kit.sealing import Sealed

Condition = sa.ColumnElement[bool]

metadata = new_metadata(*hands.tables)
_time = sa.DateTime(timezone=True)


def _sealed(name: str, default: str | None = None, *, as_json: bool = False) -> sa.Column[Any]:
    """Of `consents`: words, and what tells something of the person. A yes or no reads as "" once it is erased."""
    return sa.Column(name, Sealed(f"consents.{name}", as_json=as_json), nullable=False, server_default=default)


subjects = sa.Table(
    "subjects",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Text, primary_key=True),
    sa.Column("coordinator_agency_id", sa.Text, nullable=False, index=True),
    sa.Column("requesting_agency_id", sa.Text, nullable=False),
    sa.Column("case_no", sa.Text, nullable=False, server_default=""),
    sa.Column("plan_id", sa.Text, nullable=False, server_default=""),
    comment="A person of a case. Its row is the lock that orders consents, withdrawals and checks. plan_id: the newest "
    "of theirs that was told of.",
)
consent_requests = sa.Table(
    "consent_requests",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_at", _time, nullable=False),
    sa.Column("due_at", _time, nullable=False),
    sa.Column("ended_at", _time),
    sa.Column("consent_id", sa.Text),
    sa.Column("sought", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_consent_requests_case_id_person_id", "case_id", "person_id"),
    sa.Index(
        "uq_consent_requests_open",
        "municipality_id",
        "case_id",
        "person_id",
        unique=True,
        postgresql_where=sa.text("state = 'OPEN'"),
    ),
)
consents = sa.Table(
    "consents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("request_id", sa.Text),
    sa.Column("answer", sa.Text, nullable=False),
    _sealed("given_by"),
    _sealed("capacity"),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("form_version", sa.Text, nullable=False),
    _sealed("language"),
    _sealed("interpreter", as_json=True),
    _sealed("explained_by"),
    _sealed("evidence_ref"),
    _sealed("interests_conflict", as_json=True),
    _sealed("own_words"),
    sa.Column("proposed_agency_ids", postgresql.ARRAY(sa.Text), nullable=False),
    sa.Column("occurred_at", _time, nullable=False),
    sa.Column("recorded_at", _time, nullable=False),
    sa.Column("recorded_by_agency_id", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    _sealed("minor", default="", as_json=True),
    _sealed("person_language", default=""),
    _sealed("deferred_because", default=""),
    sa.Column("corrects", sa.Text),
    _sealed("correction_reason", default=""),
    sa.Column("carried_from", sa.Text),
    sa.Index("ix_consents_case_id_person_id", "case_id", "person_id"),
    sa.Index("uq_consents_corrects", "corrects", unique=True, postgresql_where=sa.text("corrects IS NOT NULL")),
    comment="Append-only: what was said. corrects: an entry that was wrong. carried_from: of a merged case.",
)
grants = sa.Table(
    "grants",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("consent_id", sa.Text, sa.ForeignKey("consents.id"), index=True),
    sa.Column("agency_id", sa.Text, nullable=False),
    sa.Column("data_category", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("valid_from", _time, nullable=False),
    sa.Column("valid_until", _time, nullable=False),
    sa.Column("ended_at", _time),
    sa.Column("end_recorded_at", _time),
    sa.Column("said_at", _time, nullable=False),
    sa.Column("ended_by", sa.Text, nullable=False, server_default=""),
    sa.Column("ends_by", _time),
    sa.Index("ix_grants_case_id_person_id", "case_id", "person_id"),
    sa.Index(
        "uq_grants_cell",
        "municipality_id",
        "case_id",
        "person_id",
        "agency_id",
        "data_category",
        "purpose",
        unique=True,
        postgresql_where=sa.text("state = 'GRANTED'"),
    ),
    sa.Index(
        "uq_grants_pending",
        "municipality_id",
        "case_id",
        "person_id",
        "agency_id",
        "data_category",
        "purpose",
        unique=True,
        postgresql_where=sa.text("state IN ('REQUESTED', 'DEFERRED')"),
    ),
    comment="One cell each. Rows are ended, never deleted. said_at: what it rests on; valid from when it was recorded. "
    "ends_by: before valid_until, after the person's support has ended.",
)
withdrawals = sa.Table(
    "withdrawals",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("agency_id", sa.Text),
    sa.Column("whole", sa.Boolean, nullable=False),
    sa.Column("occurred_at", _time, nullable=False),
    sa.Column("recorded_at", _time, nullable=False),
    sa.Column("recorded_by_agency_id", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Index("ix_withdrawals_case_id_person_id", "case_id", "person_id"),
    comment="Append-only. agency_id NULL: from all. whole: nothing was left after it.",
)
stop_uses = sa.Table(
    "stop_uses",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    sa.Column("coordinator_agency_id", sa.Text, nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("remaining_count", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("ended_at", _time, nullable=False),
    sa.Column("opened_at", _time, nullable=False),
    sa.Column("measure", sa.Text, nullable=False, server_default=""),
    sa.Column("confirmed_at", _time),
    sa.Column("confirmation_recorded_at", _time),
    sa.Column("confirmed_by", sa.Text, nullable=False, server_default=""),
    comment="An agency lost grants of a person: it was told to stop use, and says that it did.",
)


def holds_until() -> sa.ColumnElement[datetime]:
    """Of a grant. PostgreSQL's least() passes over what is NULL."""
    return sa.func.least(grants.c.valid_until, grants.c.ends_by)


def of_person(table: sa.FromClause, ctx: Context, case_id: str, person_id: str | None) -> list[Condition]:
    where: list[Condition] = [table.c.municipality_id == ctx.municipality_id, table.c.case_id == case_id]
    if person_id is not None:
        where.append(table.c.person_id == person_id)
    return where


def of_people(table: sa.Table, ctx: Context, people: Sequence[tuple[str, str]]) -> list[Condition]:
    """`people`: (case id, person id)."""
    keys = sa.tuple_(table.c.case_id, table.c.person_id)
    return [table.c.municipality_id == ctx.municipality_id, keys.in_(list(people))]
