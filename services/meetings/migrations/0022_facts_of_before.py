"""What was counted from live rows until now is counted, as it stands today, from rows that outlive them."""

from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

FACTS_OF_BEFORE = """
WITH held AS (SELECT * FROM agenda_items WHERE held_at IS NOT NULL AND state <> 'CANCELLED')
INSERT INTO counted_facts (municipality_id, code, case_id, occurred_at, recorded_at)
SELECT municipality_id, 'HELD.' || type || '.' || decision, case_id, held_at, held_at FROM held
UNION ALL
SELECT municipality_id, 'EMERGENCY.SUPPORT', case_id, held_at, held_at
FROM held WHERE convening_basis = 'EMERGENCY' AND type = 'SUPPORT'
UNION ALL
SELECT municipality_id, 'SITTINGS.' || type, '', min(held_at), min(held_at)
FROM held GROUP BY municipality_id, type, coalesce(nullif(sitting_id, ''), id)
UNION ALL
SELECT municipality_id, 'ATTENDED.' || one, case_id, held_at, held_at FROM held, unnest(attending) one
UNION ALL
SELECT municipality_id, 'JOINT.' || one || '.' || other, case_id, held_at, held_at
FROM held, unnest(attending) one, unnest(attending) other WHERE one < other AND type <> 'SUPPORT'
UNION ALL
SELECT held.municipality_id, 'ISSUE.' || domain, case_id, held_at, held_at
FROM held JOIN (SELECT DISTINCT agenda_item_id, domain FROM issues) issue ON agenda_item_id = held.id
UNION ALL
SELECT municipality_id, 'INFORMATION_REQUEST.' || state, case_id, requested_at, coalesce(answered_at, requested_at)
FROM information_requests
"""
REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only'; END $$
"""


def upgrade() -> None:
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute(FACTS_OF_BEFORE)
    op.execute(REFUSE_CHANGE)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON counted_facts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
