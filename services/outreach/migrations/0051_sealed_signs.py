"""Risk signs are sealed: a list becomes one text. What was there before is not converted."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("contacts", "risk_signs", type_=sa.Text(), postgresql_using="''")
