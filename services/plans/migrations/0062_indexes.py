"""What is searched by is found without reading the whole table."""

from alembic import op

from kit.migrations import open_work_index

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    open_work_index.create()
    op.create_index("ix_roles_started_version_id", "roles", ["started_version_id"])
    op.create_index("ix_report_targets_report_id", "report_targets", ["report_id"])
