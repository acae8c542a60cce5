"""Whom a decline named instead stays with it, also when nobody is asked any more (P-024)."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handoff_entries", sa.Column("alternative_agency_id", sa.Text(), nullable=False, server_default=""))
