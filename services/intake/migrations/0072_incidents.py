"""What operators see: the step after a user task follows the call that answered; incidents are kept until done."""

import sqlalchemy as sa
from alembic import op

from kit.migrations import incident_table

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_tasks", sa.Column("traceparent", sa.Text(), nullable=False, server_default=""))
    incident_table.create()
