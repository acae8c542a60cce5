"""The table of whose hands a case is in, the same in each service but intake. Migrations call it; never edited."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    op.create_table(
        "case_hands",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("coordinator_person_id", sa.Text(), nullable=False),
        sa.Column("deputy_person_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "case_id", name="pk_case_hands"),
        comment="The hands that each case is in now, as intake told (P-027).",
    )
