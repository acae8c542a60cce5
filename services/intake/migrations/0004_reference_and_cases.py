"""Versions of reference data; whose hands a case is in; entries that can be corrected; links between files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reference_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("loaded_by", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_versions")),
        sa.UniqueConstraint("municipality_id", "version", name="uq_reference_versions_version"),
    )
    op.create_table(
        "case_hands",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("coordinator_person_id", sa.Text(), nullable=False),
        sa.Column("deputy_person_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_hands")),
        comment="Append-only: whose hands a case was in. The last row is the present.",
    )
    op.create_index(op.f("ix_case_hands_case_id"), "case_hands", ["case_id"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("way_back", sa.Text(), nullable=False),
        sa.Column("way_back_name", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        comment=(
            "Append-only: what was entered and moved a process; a wrong entry is followed by one that supersedes it."
        ),
    )
    op.create_index(op.f("ix_entries_case_id"), "entries", ["case_id"], unique=False)
    op.create_index(op.f("ix_entries_subject"), "entries", ["subject"], unique=False)
    _add("consultations", "wish", "area", "override_reason", "screened_by", "predecessor_case_id", "reference_version")
    _add_list("consultations", "household_keys")
    op.create_index(
        "ix_consultations_household_keys", "consultations", ["household_keys"], unique=False, postgresql_using="gin"
    )
    _add("persons", "concealed_address", "match_key", "same_as")
    _add_list("persons", "concerns")
    op.add_column("persons", sa.Column("separated", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.alter_column("persons", "separated", server_default=None)
    op.create_index(op.f("ix_persons_match_key"), "persons", ["match_key"], unique=False)
    _add("emergencies", "resolved_by")
    _add("cases", "coordinator_person_id", "deputy_person_id", "predecessor_case_id", "merged_into", "end_ordered")


def _add(table: str, *names: str) -> None:
    for name in names:
        op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
        op.alter_column(table, name, server_default=None)


def _add_list(table: str, name: str) -> None:
    op.add_column(table, sa.Column(name, postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False))
    op.alter_column(table, name, server_default=None)
