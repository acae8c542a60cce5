"""Steps of erasures and of the holds that stop them."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_steps",
        sa.Column("id", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("municipality_id", "step", "step_of", "subject", "reason", "made_by")
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_steps")),
        comment="Append-only: erasures and holds are what their steps say. step_of: the erasure or the hold.",
    )
    for name in ("step_of", "subject"):
        op.create_index(op.f(f"ix_erasure_steps_{name}"), "erasure_steps", [name], unique=False)
