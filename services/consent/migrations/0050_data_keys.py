"""A data key for each person and case: what sealed columns are read with."""

from kit.migrations import data_key_table

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    data_key_table.create()
