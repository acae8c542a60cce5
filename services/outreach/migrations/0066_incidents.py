"""A job that has used up its tries is kept until it is done: only the process that met it had known of it."""

from kit.migrations import incident_table

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    incident_table.create()
