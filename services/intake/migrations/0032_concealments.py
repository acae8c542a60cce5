"""Concealed addresses: which rows are concealed, who may be asked, until when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("persons", sa.Column("concealed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE persons SET concealed = concealed_address <> ''")
    op.create_table(
        "concealments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("person_ids", ARRAY(sa.Text()), nullable=False),
        sa.Column("keepers", ARRAY(sa.Text()), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concealments")),
        comment="Measures that conceal an address, with the persons' rows that they cover and their named keepers.",
    )
    op.create_index("ix_concealments_person_ids", "concealments", ["person_ids"], postgresql_using="gin")
