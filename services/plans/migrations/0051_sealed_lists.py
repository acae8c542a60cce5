"""Lists and corrected entries are sealed: each becomes one text. What was there before is not converted."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (
        ("participations", "wish_codes"),
        ("participations", "condition_codes"),
        ("corrections", "before"),
    ):
        op.alter_column(table, column, type_=sa.Text(), postgresql_using="''")
