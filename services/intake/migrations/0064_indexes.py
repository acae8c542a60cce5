"""What is searched by is found without reading the whole table."""

from alembic import op

from kit.migrations import open_work_index

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    open_work_index.create()
    op.create_index("ix_consultations_joined_case_id", "consultations", ["joined_case_id"])
