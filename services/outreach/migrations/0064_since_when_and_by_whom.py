"""Since when two people go, and whether an entry's stage was said or only went on."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("engagements", sa.Column("two_person_since", sa.DateTime(timezone=True)))
    op.add_column("contacts", sa.Column("stage_said", sa.Boolean(), nullable=False, server_default=sa.true()))
