"""Work, and an inbox, says whom it is about: whoever is kept away from them is not told of it (D5, row 1)."""

from alembic import op

from kit.migrations import persons_of_work
from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

OF_HANDOFFS = """
UPDATE {0} SET person_ids = handoffs.person_ids FROM handoffs
WHERE {0}.municipality_id = handoffs.municipality_id AND {0}.subject = 'handoffs/' || handoffs.id
"""
WHY_A_CONSENT_ENDED = """
UPDATE incoming SET code = '' WHERE kind = 'GRANT_ENDED'
"""


def upgrade() -> None:
    persons_of_work.add()
    persons_of_work.add("incoming")
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    for table in ("work_items", "incoming"):
        op.execute(OF_HANDOFFS.format(table))
    op.execute(WHY_A_CONSENT_ENDED)
