"""Whom somebody continued before a merge said that they are another's: that link stays."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("persons", sa.Column("same_before", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_persons_same_before", "persons", ["same_before"], unique=False)
