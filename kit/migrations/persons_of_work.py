"""Whom alone a work item is about, the same in each service. Services' migrations call it; it is never edited."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY


def add(table: str = "work_items") -> None:
    """Of what was written before it is not known: it is about all of the case."""
    op.add_column(table, sa.Column("person_ids", ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.alter_column(table, "person_ids", server_default=None)
