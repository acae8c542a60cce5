"""What was counted from live rows until now is counted from rows that outlive them; those are never changed."""

from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FACTS_OF_BEFORE = """
WITH said AS (
    SELECT c.id, c.municipality_id, c.case_id, c.occurred_at, c.recorded_at, c.carried_from IS NULL AS counts,
        'CONSENTS_' || c.answer AS code, extract(day FROM c.occurred_at - r.opened_at) AS days
    FROM consents c LEFT JOIN consent_requests r ON r.id = c.request_id AND c.answer = 'GRANTED'
), entry AS (
    SELECT id, municipality_id, case_id, occurred_at, recorded_at, counts, code FROM said
    UNION ALL
    SELECT id, municipality_id, case_id, occurred_at, recorded_at, counts, 'CONSENT_DAYS.' || CASE
        WHEN days <= 7 THEN '0-7' WHEN days <= 14 THEN '8-14' WHEN days <= 30 THEN '15-30' ELSE '31-' END
    FROM said WHERE days IS NOT NULL
    UNION ALL
    SELECT id, municipality_id, case_id, occurred_at, recorded_at, true, 'WITHDRAWALS' FROM withdrawals
    UNION ALL
    SELECT id, municipality_id, case_id, occurred_at, recorded_at, true, 'WITHDRAWALS_FROM_ALL'
    FROM withdrawals WHERE whole
)
INSERT INTO counted_facts (municipality_id, code, case_id, number, occurred_at, recorded_at)
SELECT municipality_id, code, case_id, 1, occurred_at, recorded_at FROM entry WHERE counts
UNION ALL
SELECT e.municipality_id, e.code, e.case_id, -1, e.occurred_at, later.recorded_at
FROM entry e JOIN consents later ON later.corrects = e.id
UNION ALL
SELECT municipality_id, 'CONSENT_REQUESTS', case_id, 1, opened_at, opened_at FROM consent_requests
UNION ALL
SELECT municipality_id, 'CONSENT_REQUESTS_LAPSED', case_id, 1, ended_at, ended_at
FROM consent_requests WHERE state = 'LAPSED'
"""


def upgrade() -> None:
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute(FACTS_OF_BEFORE)
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON counted_facts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
