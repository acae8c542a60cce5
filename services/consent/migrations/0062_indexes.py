"""What is searched by is found without reading the whole table."""

from alembic import op

from kit.migrations import open_work_index

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    open_work_index.create()
    op.create_index("ix_grants_consent_id", "grants", ["consent_id"])
