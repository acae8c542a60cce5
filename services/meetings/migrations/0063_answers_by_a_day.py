"""By when a called agency says whether it comes."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True))
