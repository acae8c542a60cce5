"""Intake's tables of the city: its reference data and its staff."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.intake.store.columns import metadata, moment, row_id, text

reference_versions = sa.Table(
    "reference_versions",
    metadata,
    row_id(),
    text("municipality_id"),
    text("version"),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("document", JSONB, nullable=False),
    text("reason"),
    text("loaded_by"),
    moment("loaded_at"),
    sa.UniqueConstraint("municipality_id", "version", name="uq_reference_versions_version"),
)
staff_changes = sa.Table(
    "staff_changes",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    text("issuer"),
    text("subject"),
    text("agency_id"),
    sa.Column("roles", ARRAY(sa.Text), nullable=False),
    sa.Column("purposes", ARRAY(sa.Text), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("needs_second", sa.Boolean, nullable=False),
    text("reason"),
    text("changed_by"),
    moment("changed_at"),
    sa.Index("ix_staff_changes_subject", "issuer", "subject"),
    comment="Append-only: records of the city's staff. The last change that holds is the present.",
    info={"append_only": True},
)
staff_reviews = sa.Table(
    "staff_reviews",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    text("verdict"),
    text("reviewed_by"),
    moment("reviewed_at"),
    comment="Append-only: a second administrator's word on a change that needs it.",
    info={"append_only": True},
)
loose_observations = sa.Table(
    "loose_observations",
    metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    moment("recorded_at"),
    comment="What outreach keeps under a key that ends with no file here; recorded_at: of the last one under it.",
)
erasure_steps = sa.Table(
    "erasure_steps",
    metadata,
    row_id(),
    text("municipality_id"),
    text("step"),
    text("step_of", index=True),
    text("subject", index=True),
    text("reason"),
    text("made_by"),
    moment("made_at"),
    comment="Append-only: erasures and holds are what their steps say. step_of: the erasure or the hold.",
    info={"append_only": True},
)
