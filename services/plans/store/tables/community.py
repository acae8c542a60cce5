"""The community's resources, their sessions, and gaps under study. No person is in them."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from kit.row_security import municipality_column
from services.plans.store.tables.base import key, metadata, moment, ref, text, words

resources = sa.Table(
    "resources",
    metadata,
    municipality_column(),
    key("resource_id"),
    text("kind"),
    text("name"),
    text("area"),
    text("place"),
    text("open_times"),
    sa.Column("needs", ARRAY(sa.Text), nullable=False),
    sa.Column("welcomes", ARRAY(sa.Text), nullable=False),
    text("coordinating_agency_id"),
    text("receiving_agency_id"),
    sa.Column("cannot", ARRAY(sa.Text), nullable=False, server_default="{}"),
    text("programme_id"),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("resident_led", sa.Boolean, nullable=False),
    text("state"),
    sa.Column("checked_on", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    moment("registered_at", nullable=False),
    comment="Public entries of the community: no person.",
)

resource_hosts = sa.Table(
    "resource_hosts",
    metadata,
    municipality_column(),
    ref("resource_id", "resources.resource_id", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    text("name"),
    text("share"),
)

resource_sessions = sa.Table(
    "resource_sessions",
    metadata,
    municipality_column(),
    key("session_id"),
    ref("resource_id", "resources.resource_id"),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("participants", sa.Integer, nullable=False),
    sa.Column("supporters", sa.Integer, nullable=False),
    sa.Column("breakdowns", ARRAY(sa.Text), nullable=False, server_default="{}"),
    sa.Column("holds", sa.Boolean, nullable=False, server_default="true"),
    sa.Column("supersedes", sa.Text, sa.ForeignKey("resource_sessions.session_id"), unique=True),
    words("resource_sessions.reason"),
    text("recorded_by_agency_id"),
    text("recorded_by_person_id"),
    moment("recorded_at", nullable=False),
    sa.Index("ix_resource_sessions_holding", "resource_id", "held_on", unique=True, postgresql_where=sa.text("holds")),
    comment="One that `holds` for each day: not superseded by a later entry, and not an entry that it was never held.",
)

gap_serial = sa.Sequence("gap_serial", metadata=metadata)

gap_studies = sa.Table(
    "gap_studies",
    metadata,
    sa.Column("municipality_id", sa.Text, nullable=False),
    key("gap_id"),
    text("number"),
    text("need_code"),
    text("area"),
    text("proposal"),
    text("proposed_by_agency_id"),
    text("owner_agency_id"),
    text("state"),
    text("reason"),
    text("developed_as"),
    sa.Column("raised", sa.Integer, nullable=False),
    moment("raised_at", nullable=False),
    sa.Index(
        "ix_gap_studies_running",
        "municipality_id",
        "need_code",
        "area",
        unique=True,
        postgresql_where=sa.text("proposal = '' AND state NOT IN ('DEVELOPED', 'DECLINED')"),
    ),
    comment="One running study per need and area; a proposal is a study of its own.",
)

gap_raisings = sa.Table(
    "gap_raisings",
    metadata,
    municipality_column(),
    key("raising_id"),
    ref("gap_id", "gap_studies.gap_id"),
    text("source"),
    text("source_id"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    sa.UniqueConstraint("gap_id", "source", "source_id"),
)
