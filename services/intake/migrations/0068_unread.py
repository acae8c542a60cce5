"""A case knows which consultations joined it and were not looked at there yet; an emergency is one row from when it is
raised on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consultations", sa.Column("unread", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("consultations", "unread", server_default=None)
    op.execute(
        """UPDATE consultations c SET unread = true WHERE state = 'JOINED' AND EXISTS (
        SELECT FROM work_items w WHERE w.subject = 'consultations/' || c.id AND w.case_id = c.joined_case_id
        AND w.kind = 'REVIEW_JOINED_CONSULTATION' AND w.state <> 'CLOSED')"""
    )
    # What was raised before has a row of its own for its wait.
    op.execute("UPDATE emergencies SET state = 'ENDED' WHERE state = 'REPORTED'")
