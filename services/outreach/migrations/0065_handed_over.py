"""An engagement can go to another agency: who coordinates the case, who wrote the approach, and what was handed over.

Until now the case's coordinators' agency carried every engagement and wrote all of it.
"""

import sqlalchemy as sa
from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("coordinator_agency_id", "planned_by_agency_id"):
        op.add_column("engagements", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute("UPDATE engagements SET coordinator_agency_id = agency_id, planned_by_agency_id = agency_id")
    op.create_index("ix_engagements_coordinator_agency_id", "engagements", ["coordinator_agency_id"])
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("engagement_id", sa.Text(), nullable=False),
        sa.Column("from_agency_id", sa.Text(), nullable=False),
        sa.Column("to_agency_id", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_agency_id", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name="fk_hand_overs_engagement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_overs"),
        comment="Append-only: which agency went on where another had visited.",
    )
    op.create_index("ix_hand_overs_engagement_id", "hand_overs", ["engagement_id"])
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON hand_overs FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
