"""Written opinions have a place of their own; those that were kept with the members move there."""

import sqlalchemy as sa
from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0040"
down_revision = "0031"
branch_labels = None
depends_on = None

KEPT_UNTIL_NOW = """
INSERT INTO opinions (id, municipality_id, agenda_item_id, sitting_id, agency_id, text,
  given_at, recorded_by, recorded_at)
SELECT item.id || '-' || member.agency_id, item.municipality_id, item.id, item.sitting_id, member.agency_id,
  member.opinion, item.held_at, item.convener_agency_id, item.held_at
FROM members member JOIN agenda_items item ON item.id = member.agenda_item_id
WHERE member.opinion <> '' AND item.held_at IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "opinions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("agenda_item_id", sa.Text(), nullable=False),
        sa.Column("sitting_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opinions"),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name="fk_opinions_agenda_item_id_agenda_items"
        ),
    )
    op.create_index("ix_opinions_agenda_item_id", "opinions", ["agenda_item_id"], unique=False)
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute(KEPT_UNTIL_NOW)
    op.drop_column("members", "opinion")
