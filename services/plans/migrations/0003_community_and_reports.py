"""Resources of the community, gaps under study, reports that repeat, points that are reviewed; facts count cases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from kit.row_security import municipality_column

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def upgrade() -> None:
    op.rename_table("facts", "counted_facts")
    op.execute("ALTER INDEX ix_facts_counted RENAME TO ix_counted_facts")
    op.add_column("counted_facts", sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "resources",
        municipality_column(),
        sa.Column("resource_id", sa.Text(), primary_key=True),
        *map(_text, ("kind", "name", "area", "place", "open_times")),
        sa.Column("needs", ARRAY(sa.Text()), nullable=False),
        sa.Column("welcomes", ARRAY(sa.Text()), nullable=False),
        *map(_text, ("coordinating_agency_id", "programme_id")),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("resident_led", sa.Boolean(), nullable=False),
        _text("state"),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        comment="Public entries of the community: no person.",
    )
    op.create_table(
        "resource_hosts",
        municipality_column(),
        sa.Column("resource_id", sa.Text(), sa.ForeignKey("resources.resource_id"), primary_key=True, index=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        *map(_text, ("name", "share")),
    )
    op.create_table(
        "resource_sessions",
        municipality_column(),
        sa.Column("session_id", sa.Text(), primary_key=True),
        sa.Column("resource_id", sa.Text(), sa.ForeignKey("resources.resource_id"), nullable=False, index=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("resource_id", "held_on"),
    )
    op.execute(sa.schema.CreateSequence(sa.Sequence("gap_serial")))
    op.create_table(
        "gap_studies",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("gap_id", sa.Text(), primary_key=True),
        *map(_text, ("number", "need_code", "area", "proposal", "proposed_by_agency_id", "owner_agency_id")),
        *map(_text, ("state", "reason", "developed_as")),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        comment="One running study per need and area; a proposal is a study of its own.",
    )
    op.create_index(
        "ix_gap_studies_running",
        "gap_studies",
        ["municipality_id", "need_code", "area"],
        unique=True,
        postgresql_where=sa.text("proposal = '' AND state NOT IN ('DEVELOPED', 'DECLINED')"),
    )
    op.create_table(
        "gap_raisings",
        municipality_column(),
        sa.Column("raising_id", sa.Text(), primary_key=True),
        sa.Column("gap_id", sa.Text(), sa.ForeignKey("gap_studies.gap_id"), nullable=False, index=True),
        *map(_text, ("source", "source_id")),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("gap_id", "source", "source_id"),
    )
    op.add_column("reports", sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("reports", _text("repeats"))
    op.add_column("report_figures", sa.Column("cases", sa.BigInteger(), nullable=False, server_default="0"))
    for name in ("outcome", "changed_kind", "changed_name", "changed_version", "reason"):
        op.add_column("committee_points", _text(name))
    op.add_column("committee_points", sa.Column("reviewed_at", sa.DateTime(timezone=True)))
