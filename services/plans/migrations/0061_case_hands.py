"""Whose hands each case is in (P-027)."""

from kit.migrations import hands_table

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    hands_table.create()
