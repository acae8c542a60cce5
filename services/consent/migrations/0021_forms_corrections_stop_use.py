"""Forms, corrections, what is asked and not yet answered, and the agencies' word that they stopped use."""

import sqlalchemy as sa
from alembic import op

from kit.transaction import EVERY_MUNICIPALITY, SETTING

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CELL = ["municipality_id", "case_id", "person_id", "agency_id", "data_category", "purpose"]


def upgrade() -> None:
    op.add_column("subjects", sa.Column("case_no", sa.Text(), server_default="", nullable=False))
    op.add_column("consent_requests", sa.Column("sought", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("consents", sa.Column("minor", sa.Boolean(), server_default=sa.false(), nullable=False))
    for name in ("person_language", "deferred_because", "correction_reason"):
        op.add_column("consents", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("consents", sa.Column("corrects", sa.Text()))
    op.add_column("consents", sa.Column("carried_from", sa.Text()))
    op.create_index(
        "uq_consents_corrects", "consents", ["corrects"], unique=True, postgresql_where=sa.text("corrects IS NOT NULL")
    )
    op.alter_column("grants", "consent_id", nullable=True)
    op.add_column("grants", sa.Column("said_at", sa.DateTime(timezone=True)))
    # Row security holds for the owner, too.
    op.execute(f"SELECT set_config('{SETTING}', '{EVERY_MUNICIPALITY}', true)")
    op.execute("UPDATE grants SET said_at = valid_from")
    op.alter_column("grants", "said_at", nullable=False)
    op.add_column("grants", sa.Column("ended_by", sa.Text(), server_default="", nullable=False))
    pending = sa.text("state IN ('REQUESTED', 'DEFERRED')")
    op.create_index("uq_grants_pending", "grants", CELL, unique=True, postgresql_where=pending)
    op.create_table(
        "stop_uses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("coordinator_agency_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("remaining_count", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("measure", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("confirmation_recorded_at", sa.DateTime(timezone=True)),
        sa.Column("confirmed_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stop_uses"),
        comment="An agency lost grants of a person: it was told to stop use, and says that it did.",
    )
    for column in ("case_id", "agency_id", "coordinator_agency_id"):
        op.create_index(f"ix_stop_uses_{column}", "stop_uses", [column])
