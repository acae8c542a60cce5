"""A report keeps the targets that held when its figures froze (P-008)."""

import sqlalchemy as sa
from alembic import op

from kit.row_security import municipality_column

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("reference_version", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "report_targets",
        municipality_column(),
        sa.Column("report_id", sa.Text(), sa.ForeignKey("reports.report_id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("code", "kind", "name", "target")),
    )
