"""A household is looked at anew after a death in it (E6)."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reassessments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("urgency_facts", sa.Text(), nullable=False),
        sa.Column("days_to_eviction", sa.Integer(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reassessments")),
        comment="The household looked at anew after this person's death.",
    )
    op.create_index(op.f("ix_reassessments_case_id"), "reassessments", ["case_id"], unique=False)
