"""Whom the words of a handoff are about stays with it when one of them refuses: nobody else consents to their being
read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0074"
down_revision = "0075"
branch_labels = None
depends_on = None

ALSO_WHO_REFUSED = """
UPDATE handoffs SET told_of = person_ids || ARRAY(
    SELECT told.person_id FROM (
        SELECT person_id FROM handoff_entries WHERE handoff_id = handoffs.id AND kind = 'REFUSED' AND person_id <> ''
        UNION
        SELECT unnest(consultations.person_ids) FROM consultations
        WHERE handoffs.source = 'CONSULTATION' AND consultations.id = handoffs.source_id
    ) AS told
    WHERE told.person_id <> ALL (handoffs.person_ids) ORDER BY told.person_id
)
"""


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("told_of", ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.alter_column("handoffs", "told_of", server_default=None)
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute(ALSO_WHO_REFUSED)
