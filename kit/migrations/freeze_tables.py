"""The table of stopped access, the same in each service. Services' migrations call it; it is never edited."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    op.create_table(
        "access_freezes",
        sa.Column("breach_id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("lifted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("breach_id", "case_id", name="pk_access_freezes"),
        comment="While not lifted, the agency reads nothing of the file, on any basis (E12).",
    )
    op.create_index("ix_access_freezes_case_id", "access_freezes", ["case_id"])
