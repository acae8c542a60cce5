"""What one person of a file is to another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0045"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("from_person_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("close_readers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relations")),
        comment="What one person of a file is to another; who is close to the first learns nothing of the other.",
    )
    op.create_index(op.f("ix_relations_case_id"), "relations", ["case_id"], unique=False)
    op.create_index(op.f("ix_relations_person_id"), "relations", ["person_id"], unique=False)
    op.create_index("ix_persons_same_as", "persons", ["same_as"], unique=False)
