"""When a person's support ends, agencies that do not go on accompanying them may read for a while, and then no more."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grants", sa.Column("ends_by", sa.DateTime(timezone=True)))
    op.add_column("subjects", sa.Column("plan_id", sa.Text(), server_default="", nullable=False))
