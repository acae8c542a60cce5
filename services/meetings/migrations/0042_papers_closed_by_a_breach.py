"""Which reported breaches (intake's) keep the papers of an item closed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agenda_items", sa.Column("frozen_by", ARRAY(sa.Text()), nullable=False, server_default="{}"))
