"""Observations that end with no file: when each was written down, so that it becomes due by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loose_observations",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "subject", name=op.f("pk_loose_observations")),
        comment="What outreach keeps under a key that ends with no file here; recorded_at: of the last one under it.",
    )
