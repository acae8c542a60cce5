"""A host (受入先) is a resource of the community: one register. Its room of 0 meant nobody, now it means no limit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HOSTS_BECOME_RESOURCES = """
INSERT INTO resources (municipality_id, resource_id, kind, name, area, needs, welcomes, coordinating_agency_id,
    receiving_agency_id, cannot, capacity, resident_led, state, checked_on, registered_at)
SELECT municipality_id, host_id, kind, name, area, offers, '{}', agency_id, agency_id, cannot, capacity, false,
    CASE WHEN NOT active THEN 'CLOSED' WHEN capacity = 0 THEN 'PAUSED' ELSE 'ACTIVE' END, current_date, now()
FROM hosts
"""


def upgrade() -> None:
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.add_column("resources", sa.Column("receiving_agency_id", sa.Text(), nullable=False, server_default=""))
    op.add_column("resources", sa.Column("cannot", ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.execute(HOSTS_BECOME_RESOURCES)
    op.execute(
        "INSERT INTO resource_hosts (municipality_id, resource_id, position, name, share) "
        "SELECT municipality_id, host_id, 0, name, '' FROM hosts"
    )
    op.drop_constraint("fk_host_choices_host_id", "host_choices", type_="foreignkey")
    op.create_foreign_key("fk_host_choices_host_id", "host_choices", "resources", ["host_id"], ["resource_id"])
    op.drop_table("hosts")
