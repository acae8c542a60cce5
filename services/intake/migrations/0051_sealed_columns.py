"""Lists of codes and corrected entries become sealed texts; what trial data said in them is not kept."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (("consultations", "urgency_facts"), ("persons", "concerns"), ("entries", "content")):
        op.alter_column(table, column, type_=sa.Text(), postgresql_using="''")
