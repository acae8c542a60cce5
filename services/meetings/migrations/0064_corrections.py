"""Approved minutes and given answers are superseded by right ones; what they said stays."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("id", "municipality_id", "agenda_item_id", "subject", "before", "reason", "way_back", "recorded_by")
    op.create_table(
        "corrections",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("entered_at", "recorded_at")),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name="fk_corrections_agenda_item_id_agenda_items"
        ),
    )
    for column in ("agenda_item_id", "subject"):
        op.create_index(f"ix_corrections_{column}", "corrections", [column], unique=False)
    op.add_column("facts", sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
