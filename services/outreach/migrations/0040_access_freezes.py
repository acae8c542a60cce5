"""Agencies whose access to a file stopped after a breach of secrecy."""

from kit.migrations import freeze_tables

revision = "0040"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    freeze_tables.create()
