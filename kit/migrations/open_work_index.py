"""The index of open work, the same in each service. Migrations call it; never edited."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    open_ones = sa.text("state <> 'CLOSED'")
    op.create_index("ix_work_items_open", "work_items", ["agency_id", "due_at"], postgresql_where=open_ones)
