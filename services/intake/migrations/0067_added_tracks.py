"""A case knows whose tracks run beside those that began with it, and how those ended: it ends with the last one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("added_tracks", ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.alter_column("cases", "added_tracks", server_default=None)
    op.add_column("cases", sa.Column("track_outcomes", ARRAY(sa.Text())))
