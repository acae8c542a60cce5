"""Stopped access goes with a case into the one that it is merged into: one breach, several files."""

from alembic import op

revision = "0040"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("pk_access_freezes", "access_freezes", type_="primary")
    op.create_primary_key("pk_access_freezes", "access_freezes", ["breach_id", "case_id"])
