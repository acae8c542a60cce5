"""The handoff as a closed loop: start, hold, entries that correct; issues; advice; steps a person must take."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    for name in ("start_due_at", "hold_due_at"):
        op.add_column("handoffs", _moment(name, nullable=True))
    for name in ("hold_id", "answered_by", "basis_rule"):
        op.add_column("handoffs", sa.Column(name, sa.Text(), nullable=False, server_default=""))
        op.alter_column("handoffs", name, server_default=None)
    op.add_column(
        "handoffs", sa.Column("service_ids", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}")
    )
    op.add_column("handoffs", sa.Column("declined_services", sa.JSON(), nullable=False, server_default="[]"))
    for name in ("service_ids", "declined_services"):
        op.alter_column("handoffs", name, server_default=None)
    op.create_table(
        "handoff_entries",
        _text("id"),
        _text("municipality_id"),
        _text("handoff_id"),
        _text("kind"),
        _text("agency_id"),
        _text("recorded_by"),
        _text("reason_code"),
        _text("text"),
        _text("supersedes"),
        _moment("occurred_at"),
        _moment("recorded_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_entries")),
        comment="Answers and steps, append-only: a correction supersedes.",
    )
    op.create_index(op.f("ix_handoff_entries_handoff_id"), "handoff_entries", ["handoff_id"], unique=False)
    op.create_table(
        "issues",
        _text("id"),
        _text("municipality_id"),
        _text("consultation_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("person_id"),
        _text("concern"),
        _text("text"),
        _text("measure"),
        _text("service_id"),
        _text("wish"),
        _text("recorded_by_agency_id"),
        _moment("recorded_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_consultation_id"), "issues", ["consultation_id"], unique=False)
    op.create_table(
        "advices",
        _text("id"),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advices")),
    )
    op.create_table(
        "remedies",
        _text("id"),
        _text("municipality_id"),
        _text("case_id"),
        _text("case_no"),
        _text("subject"),
        _text("kind"),
        _text("state"),
        _text("done"),
        _text("agency_id"),
        _moment("raised_at"),
        _moment("due_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedies")),
    )
    op.create_index(op.f("ix_remedies_case_id"), "remedies", ["case_id"], unique=False)
