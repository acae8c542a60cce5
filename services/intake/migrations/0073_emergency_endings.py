"""An emergency that ends with its case says why: what the case ended with."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("emergencies", sa.Column("ended_because", sa.Text(), nullable=False, server_default=""))
    op.alter_column("emergencies", "ended_because", server_default=None)
