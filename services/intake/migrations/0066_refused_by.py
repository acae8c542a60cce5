"""An entry of a handoff tells which offer it answers and whose refusal it is: one that was none is corrected."""

import sqlalchemy as sa
from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

WHOSE_REFUSAL_ENDED_IT = """
UPDATE handoff_entries SET person_id = handoffs.person_ids[1]
FROM handoffs
WHERE handoffs.id = handoff_entries.handoff_id AND handoffs.state = 'REFUSED' AND cardinality(handoffs.person_ids) = 1
AND handoff_entries.id = (
    SELECT max(last.id) FROM handoff_entries AS last WHERE last.handoff_id = handoffs.id AND last.kind = 'REFUSED'
)
"""


def upgrade() -> None:
    for name in ("person_id", "offer_id"):
        op.add_column("handoff_entries", sa.Column(name, sa.Text(), nullable=False, server_default=""))
        op.alter_column("handoff_entries", name, server_default=None)
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute(WHOSE_REFUSAL_ENDED_IT)
