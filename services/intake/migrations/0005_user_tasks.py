"""User tasks and what was answered to them."""

import sqlalchemy as sa
from alembic import op

from kit.row_security import municipality_column

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "user_tasks",
        sa.Column("job_key", sa.BigInteger(), autoincrement=False, nullable=False),
        municipality_column(),
        sa.Column("work_item_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("job_key", name=op.f("pk_user_tasks")),
        sa.UniqueConstraint("work_item_id", name=op.f("uq_user_tasks_work_item_id")),
    )
    op.create_index(op.f("ix_user_tasks_state"), "user_tasks", ["state"], unique=False)
    op.create_table(
        "user_task_answers",
        sa.Column("job_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        municipality_column(),
        sa.Column("data_class", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job_key", "field", name=op.f("pk_user_task_answers")),
        comment="value: JSON; of class C0 also a variable of the process, else nowhere but here.",
    )
