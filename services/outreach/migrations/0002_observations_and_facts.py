"""Why support does not reach and how it is approached; observations; what reports count."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("reason", "method_plan"):
        op.add_column("engagements", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    words = ("area", "case_id", "text", "source", "basis", "informant", "recorded_by_agency_id", "recorded_by")
    op.create_table(
        "observations",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        comment="Append-only: what was seen, by whom and on what basis.",
    )
    op.create_index("ix_observations_place", "observations", ["municipality_id", "area", "case_id"])
    op.execute(
        "CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON observations "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.create_table(
        "counted_facts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        comment="Append-only: what is counted, so that a count as of a past moment can be repeated.",
    )
    op.create_index("ix_counted_facts", "counted_facts", ["municipality_id", "occurred_at"])
