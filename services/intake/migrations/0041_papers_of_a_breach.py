"""A report of a breach names the papers that leaked; its review says where it was reported to."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("agenda_item_id", "report_reference"):
        op.add_column("breaches", sa.Column(name, sa.Text(), nullable=False, server_default=""))
