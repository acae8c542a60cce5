"""Jobs that have used up their tries, the same in each service. Services' migrations call it; it is never edited."""

import sqlalchemy as sa
from alembic import op

from kit.row_security import municipality_column


def create() -> None:
    op.create_table(
        "incidents",
        sa.Column("job_key", sa.BigInteger(), autoincrement=False, nullable=False),
        municipality_column(),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("element_instance_key", sa.BigInteger(), nullable=False),
        sa.Column("process_instance_key", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job_key", name="pk_incidents"),
    )
