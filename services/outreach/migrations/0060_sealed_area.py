"""The area of an observation is sealed and found by a blind index, which an erasure empties.

What was there before is not converted: the migration has no keys.
"""

import sqlalchemy as sa
from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0060"
down_revision = "0051"
branch_labels = None
depends_on = None

KEPT = (
    "id, municipality_id, area, case_id, text, source, basis, informant, occurred_at, recorded_at, "
    "recorded_by_agency_id, recorded_by"
)


def upgrade() -> None:
    op.add_column("observations", sa.Column("area_key", sa.Text(), nullable=False, server_default=""))
    op.drop_index("ix_observations_place", "observations")
    op.create_index("ix_observations_place", "observations", ["municipality_id", "area_key", "case_id"])
    op.execute("DROP TRIGGER refuse_change ON observations")
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute("UPDATE observations SET area = ''")
    op.execute(
        f"CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF {KEPT} ON observations "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.create_table_comment(
        "observations",
        "Append-only: what was seen, by whom, on what basis. An erasure empties area_key, the area's blind index.",
    )
