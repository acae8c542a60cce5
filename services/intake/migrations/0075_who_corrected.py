"""What somebody corrected is the record of whoever corrected it, not of the window that had written it down."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

# Who corrected is in the request that did, which is of the same moment; which fields they were is sealed: all of them
# are theirs, the last that is not the window's before what the window corrected itself. Found nowhere: nobody's.
WHO_CORRECTED = """
SELECT DISTINCT ON (e.municipality_id, e.subject) e.municipality_id, e.subject, e.recorded_at,
    coalesce(split_part(r.actor_id, '/', 1), '') AS agency_id
FROM entries e
LEFT JOIN requests r ON r.municipality_id = e.municipality_id AND r.at = e.recorded_at
    AND r.method = 'tsunagi.intake.v1.IntakeService.Correct' || initcap(e.kind)
    AND position(convert_to('entries/' || e.id, 'UTF8') IN r.response) > 0
JOIN consultations c ON c.municipality_id = e.municipality_id
    AND CASE e.kind WHEN 'PERSON' THEN split_part(e.subject, '/', 2) = ANY (c.person_ids)
        ELSE e.subject = 'consultations/' || c.id END
WHERE e.kind IN ('PERSON', 'CONSULTATION')
ORDER BY e.municipality_id, e.subject, split_part(r.actor_id, '/', 1) = c.recorded_by_agency_id NULLS FIRST, e.id DESC
"""
CORRECTED = """
UPDATE {table} t SET written_by = (SELECT jsonb_object_agg(field, w.agency_id) FROM unnest(ARRAY[{fields}]) AS field)
FROM ({who}) w WHERE w.municipality_id = t.municipality_id AND w.subject = '{table}/' || t.id
"""
OF_PERSON = ("name", "kana", "birth_date", "phone", "address", "relation", "concerns")
OF_CONSULTATION = ("channel", "consulter", "concerns", "narrative", "wish", "urgency_facts", "days_to_eviction")
NARRATIVE = """
UPDATE handoffs h SET narrative_by_agency_id = CASE WHEN h.created_at >= w.recorded_at
    THEN w.agency_id ELSE h.recorded_by_agency_id END
FROM consultations c LEFT JOIN ({who}) w
    ON w.municipality_id = c.municipality_id AND w.subject = 'consultations/' || c.id
WHERE h.source = 'CONSULTATION' AND c.id = h.source_id
"""


def upgrade() -> None:
    for table in ("persons", "consultations"):
        column = sa.Column(
            "written_by", JSONB(), nullable=False, server_default="{}", comment="Corrected field → by whom."
        )
        op.add_column(table, column)
    op.add_column("handoffs", sa.Column("narrative_by_agency_id", sa.Text(), nullable=False, server_default=""))
    op.alter_column("handoffs", "narrative_by_agency_id", server_default=None)
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    for table, names in (("persons", OF_PERSON), ("consultations", OF_CONSULTATION)):
        fields = ", ".join(f"'{name}'" for name in names)
        op.execute(sa.text(CORRECTED.format(table=table, fields=fields, who=WHO_CORRECTED)))
    op.execute(sa.text(NARRATIVE.format(who=WHO_CORRECTED)))
