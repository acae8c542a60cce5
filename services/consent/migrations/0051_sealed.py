"""What a person said, and what it tells of them, is stored sealed; rows of before are not converted."""

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("interpreter", "interests_conflict"):
        op.execute(f"ALTER TABLE consents ALTER {name} TYPE text USING ''")
    op.execute(
        "ALTER TABLE consents ALTER minor DROP DEFAULT, ALTER minor TYPE text USING '', ALTER minor SET DEFAULT ''"
    )
