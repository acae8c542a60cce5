"""What was told and written at a meeting is stored sealed; rows of before are not converted."""

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("domains", "papers"):
        op.execute(
            f"ALTER TABLE agenda_items ALTER {name} DROP DEFAULT,"
            f" ALTER {name} TYPE text USING '', ALTER {name} SET DEFAULT ''"
        )
