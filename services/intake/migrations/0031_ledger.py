"""Who learned what of whom: the disclosure ledger."""

from kit.migrations import ledger_tables

revision = "0031"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    ledger_tables.create()
