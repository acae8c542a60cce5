"""A consultation that is told once more names the one that was told first: two never point at each other."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consultations", sa.Column("duplicate_of", sa.Text(), nullable=False, server_default=""))
    op.alter_column("consultations", "duplicate_of", server_default=None)
