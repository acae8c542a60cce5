"""Whom words are about, and whose record they are, stays with them: with a handoff that one of its persons refuses, and
with what a window told when it goes on in a file that the process took in.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

TOLD_OF = """
UPDATE consultations SET told_of = person_ids
"""
BY_ITS_WINDOW = """
UPDATE consultations SET recorded_by_agency_id = receiving_agency_id WHERE NOT EXISTS (
    SELECT FROM entries
    WHERE entries.way_back = 'NEW_CONSULTATION' AND entries.way_back_name = 'consultations/' || consultations.id
)
"""
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
BY_ITS_CONSULTATION = """
UPDATE handoffs SET recorded_by_agency_id = consultations.recorded_by_agency_id FROM consultations
WHERE handoffs.source = 'CONSULTATION' AND consultations.id = handoffs.source_id
"""


def upgrade() -> None:
    for table in ("consultations", "handoffs"):
        op.add_column(table, sa.Column("told_of", ARRAY(sa.Text()), nullable=False, server_default="{}"))
        op.alter_column(table, "told_of", server_default=None)
        op.add_column(table, sa.Column("recorded_by_agency_id", sa.Text(), nullable=False, server_default=""))
        op.alter_column(table, "recorded_by_agency_id", server_default=None)
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    for statement in (TOLD_OF, BY_ITS_WINDOW, ALSO_WHO_REFUSED, BY_ITS_CONSULTATION):
        op.execute(statement)
