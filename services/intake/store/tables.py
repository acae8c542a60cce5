"""Intake's tables. Every row carries its municipality."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from kit.database import new_metadata

metadata = new_metadata()


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, **kwargs: object) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, **kwargs)  # type: ignore[arg-type]


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, primary_key=True)


numbers = sa.Table(
    "case_numbers",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("prefix", sa.Text, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)
consultations = sa.Table(
    "consultations",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("case_no"),
    _text("state"),
    _text("channel"),
    _text("consulter"),
    _text("receiving_agency_id"),
    sa.Column("concerns", ARRAY(sa.Text), nullable=False),
    sa.Column("person_ids", ARRAY(sa.Text), nullable=False),
    _text("narrative"),
    sa.Column("urgency_facts", ARRAY(sa.Text), nullable=False),
    sa.Column("days_to_eviction", sa.Integer),
    _text("intake_consent"),
    _text("sender_reference"),
    sa.Column("urgency", sa.Integer),
    _text("route"),
    sa.Column("candidates", ARRAY(sa.Text), nullable=False),
    _text("joined_case_id"),
    sa.Column("process_instance_key", sa.BigInteger),
    _moment("occurred_at"),
    _moment("recorded_at"),
)
persons = sa.Table(
    "persons",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("name"),
    _text("kana"),
    _text("birth_date"),
    _text("phone"),
    _text("address"),
    _text("relation"),
    sa.Column("alive", sa.Boolean, nullable=False),
)
cases = sa.Table(
    "cases",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_no"),
    _text("state"),
    _text("closure_reason"),
    _text("coordinator_agency_id", index=True),
    _text("requesting_agency_id"),
    sa.Column("urgency", sa.Integer, nullable=False),
    _text("untangling_reason"),
    _text("reference_version"),
    sa.Column("tracks_started", sa.Boolean, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("process_instance_key", sa.BigInteger),
    _moment("opened_at"),
    _moment("closed_at", nullable=True),
)
handoffs = sa.Table(
    "handoffs",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("case_no"),
    _text("source"),
    _text("source_id"),
    _text("purpose"),
    _text("role_id"),
    _text("from_agency_id", index=True),
    _text("to_agency_id", index=True),
    sa.Column("candidates", ARRAY(sa.Text), nullable=False),
    sa.Column("asked", ARRAY(sa.Text), nullable=False),
    sa.Column("person_ids", ARRAY(sa.Text), nullable=False),
    _text("legal_basis"),
    _text("state"),
    _text("outcome"),
    _text("narrative"),
    _text("answer_text"),
    _text("report"),
    _text("sender_reference"),
    _text("element_id"),
    sa.Column("revision", sa.Integer, nullable=False),
    _text("offer_id"),
    _moment("answer_due_at", nullable=True),
    _moment("start_due_at", nullable=True),
    _moment("hold_due_at", nullable=True),
    _moment("outcome_due_at", nullable=True),
    _text("hold_id"),
    _text("answered_by"),
    _text("basis_rule"),
    sa.Column("service_ids", ARRAY(sa.Text), nullable=False),
    sa.Column("declined_services", sa.JSON, nullable=False),
    _moment("created_at"),
    sa.UniqueConstraint("source", "source_id", name="uq_handoffs_source"),
)
handoff_entries = sa.Table(
    "handoff_entries",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("handoff_id", index=True),
    _text("kind"),
    _text("agency_id"),
    _text("recorded_by"),
    _text("reason_code"),
    _text("text"),
    _text("supersedes"),
    _moment("occurred_at"),
    _moment("recorded_at"),
    comment="Answers and steps, append-only: a correction supersedes.",
)
issues = sa.Table(
    "issues",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("consultation_id", index=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("person_id"),
    _text("concern"),
    _text("text"),
    _text("measure"),
    _text("service_id"),
    _text("wish"),
    _text("recorded_by_agency_id"),
    _moment("recorded_at"),
)
advices = sa.Table(
    "advices",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("number"),
    _text("state"),
    _text("agency_id"),
    _text("question"),
    _text("answer"),
    _text("sender_reference"),
    _moment("asked_at"),
    _moment("due_at", nullable=True),
    _moment("answered_at", nullable=True),
)
follow_ups = sa.Table(
    "follow_ups",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("case_no"),
    _text("subject"),
    _text("kind"),
    _text("state"),
    _text("done"),
    _text("agency_id"),
    _moment("raised_at"),
    _moment("due_at", nullable=True),
)
inboxes = sa.Table(
    "agency_inboxes",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("agency_id", sa.Text, primary_key=True),
    sa.Column("last_cursor", sa.BigInteger, nullable=False),
)
incoming = sa.Table(
    "incoming",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("agency_id", sa.Text, primary_key=True),
    sa.Column("cursor", sa.BigInteger, primary_key=True),
    _text("kind"),
    _text("case_id"),
    _text("case_no"),
    _text("subject"),
    _text("from_agency_id"),
    _text("code"),
    _moment("due_at", nullable=True),
    _moment("created_at"),
    _text("sender_reference"),
    sa.Column("acknowledged", sa.Boolean, nullable=False),
)
emergencies = sa.Table(
    "emergencies",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("state"),
    _text("facts"),
    _text("done"),
    _moment("opened_at"),
    _moment("due_at"),
)
watch_reviews = sa.Table(
    "watch_reviews",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("person_id"),
    _text("state"),
    _text("reason"),
    _moment("due_at"),
)
suspensions = sa.Table(
    "suspensions",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("person_id"),
    _text("state"),
    _text("reason"),
    _moment("opened_at"),
)
