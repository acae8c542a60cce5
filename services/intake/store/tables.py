"""Intake's tables. Every row carries its municipality."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

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
    _text("wish"),
    _text("area"),
    sa.Column("household_keys", ARRAY(sa.Text), nullable=False),
    _text("override_reason"),
    _text("screened_by"),
    _text("predecessor_case_id"),
    _text("reference_version"),
    _text("route"),
    sa.Column("candidates", ARRAY(sa.Text), nullable=False),
    _text("joined_case_id"),
    sa.Column("process_instance_key", sa.BigInteger),
    _moment("occurred_at"),
    _moment("recorded_at"),
    sa.Index("ix_consultations_household_keys", "household_keys", postgresql_using="gin"),
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
    _text("concealed_address"),
    sa.Column("concerns", ARRAY(sa.Text), nullable=False),
    _text("match_key", index=True),
    _text("same_as"),
    sa.Column("alive", sa.Boolean, nullable=False),
    sa.Column("separated", sa.Boolean, nullable=False),
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
    _text("coordinator_person_id"),
    _text("deputy_person_id"),
    _text("predecessor_case_id"),
    _text("merged_into"),
    _text("end_ordered"),
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
    _moment("outcome_due_at", nullable=True),
    _moment("created_at"),
    sa.UniqueConstraint("source", "source_id", name="uq_handoffs_source"),
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
    _text("resolved_by"),
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
reference_versions = sa.Table(
    "reference_versions",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("version"),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("document", JSONB, nullable=False),
    _text("reason"),
    _text("loaded_by"),
    _moment("loaded_at"),
    sa.UniqueConstraint("municipality_id", "version", name="uq_reference_versions_version"),
)
hands = sa.Table(
    "case_hands",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("coordinator_person_id"),
    _text("deputy_person_id"),
    _text("reason"),
    _text("recorded_by"),
    _moment("recorded_at"),
    comment="Append-only: whose hands a case was in. The last row is the present.",
)
entries = sa.Table(
    "entries",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("subject", index=True),
    _text("kind"),
    _text("supersedes"),
    sa.Column("content", JSONB, nullable=False),
    _text("reason"),
    _text("way_back"),
    _text("way_back_name"),
    _moment("occurred_at"),
    _moment("recorded_at"),
    _text("recorded_by"),
    comment="Append-only: what was entered and moved a process; a wrong entry is followed by one that supersedes it.",
)
breaches = sa.Table(
    "breaches",
    metadata,
    _id(),
    _text("municipality_id"),
    _text("case_id", index=True),
    _text("case_no"),
    _text("agency_id"),
    _text("state"),
    _text("facts"),
    _text("reason"),
    _text("reported_by"),
    _text("reviewed_by"),
    _moment("occurred_at"),
    _moment("recorded_at"),
    comment="Reported breaches of secrecy; while OPEN or KEPT the agency reads nothing of the file.",
)
