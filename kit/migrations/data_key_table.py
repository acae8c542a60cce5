"""The table of data keys, the same in each service. Services' migrations call it; it is never edited."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    op.create_table(
        "data_keys",
        sa.Column(
            "municipality_id",
            sa.Text(),
            nullable=False,
            server_default=sa.text("nullif(current_setting('tsunagi.municipality', true), '')"),
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("destroyed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("municipality_id", "subject", name="pk_data_keys"),
        comment="One data key for each person and case, wrapped; destroyed: wrapped is '' and stays so.",
    )
