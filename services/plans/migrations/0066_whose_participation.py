"""What stands in a participation support is the record of whoever wrote it, not of whoever carries it."""

import sqlalchemy as sa
from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

# Who wrote is in the request that wrote, which is of the same moment. What is found nowhere is nobody's own record.
BY_WHO_OPENED = """
UPDATE participations p SET recorded_by_agency_id = split_part(r.actor_id, '/', 1) FROM requests r
WHERE r.municipality_id = p.municipality_id AND r.at = p.recorded_at
  AND r.method = 'tsunagi.plans.v1.PlansService.OpenParticipation'
  AND position(convert_to('participations/' || p.participation_id, 'UTF8') IN r.response) > 0
"""
BY_WHO_RECORDED = """
UPDATE participation_steps s SET recorded_by_agency_id = split_part(r.actor_id, '/', 1) FROM requests r
WHERE r.municipality_id = s.municipality_id AND r.at = s.recorded_at
  AND split_part(r.actor_id, '/', 2) = s.recorded_by_person_id
  AND r.method LIKE 'tsunagi.plans.v1.PlansService.%Participation%'
"""


def upgrade() -> None:
    for table in ("participations", "participation_steps"):
        op.add_column(table, sa.Column("recorded_by_agency_id", sa.Text(), nullable=False, server_default=""))
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    for statement in (BY_WHO_OPENED, BY_WHO_RECORDED):
        op.execute(statement)
