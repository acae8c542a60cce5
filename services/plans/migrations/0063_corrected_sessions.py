"""A holding is corrected by a later entry; each says under which breakdowns it was counted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

# As they were counted: the resource may have changed since. Both were written with the same `recorded_at`.
COUNTED_UNDER = """
UPDATE resource_sessions s SET breakdowns = ARRAY(
    SELECT substr(f.code, length('ACTIVITY_SESSIONS.') + 1) FROM counted_facts f
    WHERE f.municipality_id = s.municipality_id AND f.recorded_at = s.recorded_at
      AND f.occurred_at = (s.held_on + time '12:00') AT TIME ZONE 'Asia/Tokyo'
      AND starts_with(f.code, 'ACTIVITY_SESSIONS.')
    ORDER BY f.id)
"""


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def upgrade() -> None:
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.add_column("resource_sessions", sa.Column("breakdowns", ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.add_column("resource_sessions", sa.Column("holds", sa.Boolean(), nullable=False, server_default="true"))
    op.add_column("resource_sessions", sa.Column("supersedes", sa.Text()))
    for name in ("reason", "recorded_by_agency_id", "recorded_by_person_id"):
        op.add_column("resource_sessions", _text(name))
    op.create_foreign_key(
        "fk_resource_sessions_supersedes", "resource_sessions", "resource_sessions", ["supersedes"], ["session_id"]
    )
    op.create_unique_constraint("uq_resource_sessions_supersedes", "resource_sessions", ["supersedes"])
    op.drop_constraint("uq_resource_sessions_resource_id_held_on", "resource_sessions", type_="unique")
    op.create_index(
        "ix_resource_sessions_holding",
        "resource_sessions",
        ["resource_id", "held_on"],
        unique=True,
        postgresql_where=sa.text("holds"),
    )
    op.execute(COUNTED_UNDER)
