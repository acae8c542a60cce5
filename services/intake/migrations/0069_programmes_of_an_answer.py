"""An answer keeps which programmes its offer asked for: what a wrong "no" had counted as missing is taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handoff_entries", sa.Column("service_ids", ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.alter_column("handoff_entries", "service_ids", server_default=None)
