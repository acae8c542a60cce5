"""What operators see: the step after a user task follows, in its trace, the call that answered."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_tasks", sa.Column("traceparent", sa.Text(), nullable=False, server_default=""))
