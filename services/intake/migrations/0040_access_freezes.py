"""Agencies whose access to a file stopped after a breach of secrecy, those of before included."""

from alembic import op

from kit.migrations import freeze_tables
from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0040"
down_revision = "0034"
branch_labels = None
depends_on = None

FREEZES_OF_BEFORE = """
INSERT INTO access_freezes (breach_id, municipality_id, case_id, agency_id, lifted)
SELECT id, municipality_id, case_id, agency_id, state = 'LIFTED' FROM breaches
"""


def upgrade() -> None:
    freeze_tables.create()
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute(FREEZES_OF_BEFORE)
