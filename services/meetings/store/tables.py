"""Meetings' tables: agenda items, who is called to them, what was told and decided there, and what follows."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from kit import hands
from kit.database import new_metadata
from kit.sealing import Sealed

metadata = new_metadata(*hands.tables)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _sealed(place: str, default: str | None = None, *, as_json: bool = False) -> sa.Column[Any]:
    """`place`: table.column. An erased list reads as ""."""
    return sa.Column(place.split(".")[1], Sealed(place, as_json=as_json), nullable=False, server_default=default)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _texts(name: str) -> sa.Column[list[str]]:
    return sa.Column(name, ARRAY(sa.Text), nullable=False, server_default="{}")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _item(*, key: bool = False) -> sa.Column[str]:
    reference = sa.ForeignKey("agenda_items.id")
    return sa.Column("agenda_item_id", sa.Text, reference, nullable=False, primary_key=key, index=not key)


agenda_items = sa.Table(
    "agenda_items",
    metadata,
    _key("id"),
    _text("municipality_id"),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    _text("case_no"),
    _text("person_id"),
    _text("type"),
    _text("meeting_reason"),
    _text("convening_basis"),
    _text("plan_version_id"),
    _text("convener_agency_id"),
    _text("supporter_agency_id"),
    _text("state"),
    sa.Column("sitting_id", sa.Text, nullable=False, index=True),
    _text("decision"),
    _sealed("agenda_items.minutes"),
    sa.Column("attending", ARRAY(sa.Text), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    _moment("proposed_at"),
    _moment("held_at", nullable=True),
    _moment("approved_at", nullable=True),
    *(_sealed(f"agenda_items.{name}", "") for name in ("summary", "why_compound", "tried", "liaison_skipped_reason")),
    *(_text(name, "") for name in ("means", "removed_reason", "next_on", "corrected_from")),
    *(_sealed(f"agenda_items.{name}", "", as_json=True) for name in ("domains", "papers")),
    _flag("support_reaches"),
    _moment("started_at", nullable=True),
    _moment("drafted_at", nullable=True),
    _moment("frozen_at", nullable=True),
    _texts("frozen_by"),
)
members = sa.Table(
    "members",
    metadata,
    sa.Column("agenda_item_id", sa.Text, sa.ForeignKey("agenda_items.id"), primary_key=True),
    sa.Column("agency_id", sa.Text, primary_key=True, index=True),
    _text("municipality_id"),
    _text("role"),
    sa.Column("copy_number", sa.Integer, nullable=False),
    _moment("pledged_at", nullable=True),
    _text("capacity", "AGENCY"),
    _text("individual_id", ""),
    _text("pledge_method", ""),
    _text("invitation", "CALLED"),
    _moment("answer_due_at", nullable=True),
    _moment("confirmed_at", nullable=True),
    _moment("distributed_at", nullable=True),
    _moment("recalled_at", nullable=True),
    _moment("returned_at", nullable=True),
    _text("recall_reason", ""),
)
facts = sa.Table(
    "facts",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("source_agency_id"),
    _sealed("facts.text"),
    _moment("created_at"),
    _text("person_id", ""),
    _text("basis", ""),
    _text("known_on", ""),
    _text("recorded_by", ""),
    sa.Column("case_id", sa.Text, nullable=False, index=True, server_default=""),
    _moment("superseded_at", nullable=True),
)
issues = sa.Table(
    "issues",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("person_id"),
    _sealed("issues.domain"),
    _sealed("issues.text"),
    _sealed("issues.unknowns"),
    _text("approach_agency_id"),
    _text("recorded_by"),
    _moment("created_at"),
)
sittings = sa.Table(
    "sittings",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _text("type"),
    _text("place"),
    _moment("held_at"),
    _text("state", "SCHEDULED"),
    _text("means", ""),
    _text("reason", ""),
    _texts("attending"),
    sa.Column("reschedule_count", sa.Integer, nullable=False, server_default="0"),
)
decisions = sa.Table(
    "decisions",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("code"),
    _text("owner_agency_id"),
    _text("state"),
    _moment("due_at"),
    sa.Column("case_id", sa.Text, nullable=False, index=True, server_default=""),
    _text("role", ""),
    _sealed("decisions.reason", ""),
    _flag("begun"),
    _moment("closed_at", nullable=True),
)
conclusions = sa.Table(
    "conclusions",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("decision"),
    _sealed("conclusions.reason"),
    _text("supersedes"),
    _text("way_back"),
    _text("recorded_by"),
    _moment("occurred_at"),
    _moment("recorded_at"),
)
corrections = sa.Table(
    "corrections",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    _sealed("corrections.before", as_json=True),
    _sealed("corrections.reason"),
    _text("way_back"),
    _text("recorded_by"),
    _moment("entered_at"),
    _moment("recorded_at"),
    comment="Minutes, answers to requests and facts as they stood before a correction. Append-only.",
)
dissents = sa.Table(
    "dissents", metadata, _item(key=True), _key("agency_id"), _sealed("dissents.text"), _text("municipality_id")
)
opinions = sa.Table(
    "opinions",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("sitting_id"),
    _text("agency_id"),
    _sealed("opinions.text"),
    _moment("given_at"),
    _text("recorded_by"),
    _moment("recorded_at"),
)
watch_roles = sa.Table(
    "watch_roles",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("agency_id"),
    _sealed("watch_roles.signs"),
    _sealed("watch_roles.channel"),
    _text("review_on"),
    _moment("confirmed_at", nullable=True),
)
information_requests = sa.Table(
    "information_requests",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    _text("case_no"),
    _text("asking_agency_id"),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    _sealed("information_requests.question"),
    _text("state"),
    _sealed("information_requests.answer"),
    _sealed("information_requests.reason"),
    _moment("requested_at"),
    _moment("due_at", nullable=True),
    _moment("answered_at", nullable=True),
)
concerns = sa.Table(
    "concerns",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("agency_id"),
    _sealed("concerns.text"),
    _moment("raised_at"),
)
breaches = sa.Table(
    "breaches",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _item(),
    _text("reported_by"),
    _sealed("breaches.description"),
    _sealed("breaches.report_reference"),
    _moment("reported_at"),
    comment="Reports of before ADR 18; since then they are intake's.",
)
lessons = sa.Table(
    "lessons",
    metadata,
    _key("id"),
    _text("municipality_id"),
    _text("agency_id"),
    _text("theme"),
    _text("text"),
    _moment("recorded_at"),
    comment="Linked to no agenda item on purpose: a lesson names nobody (P-100).",
)
bars = sa.Table(
    "bars",
    metadata,
    _key("case_id"),
    _key("agency_id"),
    _key("individual_id"),
    _text("municipality_id"),
    _sealed("bars.reason"),
    _moment("recorded_at"),
)
standing_pledges = sa.Table(
    "standing_pledges",
    metadata,
    _key("municipality_id"),
    _key("agency_id"),
    sa.Column("fiscal_year", sa.Integer, primary_key=True),
    _moment("pledged_at"),
)
case_directory = sa.Table(
    "case_directory",
    metadata,
    _key("case_id"),
    _text("municipality_id"),
    _text("case_no"),
    _text("coordinator_agency_id"),
    _text("state"),
    comment="A replica of intake's CaseOpened and CaseClosed, for lists only; nothing is decided from it.",
)
DRAFTING = ("CONCLUDED", "MINUTES_DRAFTED")
HELD_STATES = (*DRAFTING, "MINUTES_APPROVED")
CLOSED_STATES = (*HELD_STATES, "CANCELLED")
