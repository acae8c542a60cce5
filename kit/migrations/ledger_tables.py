"""The disclosure ledger's tables, the same in each service. Services' migrations call it; it is never edited."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    op.create_table(
        "ledger",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("reader_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "seq", name="pk_ledger"),
        comment="Append-only: what was shown to whom. entries: a JSON list, one item per person, record and basis.",
    )
    by_person = [sa.text("(entries::jsonb) jsonb_path_ops")]
    op.create_index("ix_ledger_entries", "ledger", by_person, postgresql_using="gin")
    op.create_table(
        "ledger_heads",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_seq", sa.BigInteger(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_ledger_heads"),
        comment="Where the next row goes; it proves nothing by itself.",
    )
    op.create_table(
        "ledger_checkpoints",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "service", "seq", name="pk_ledger_checkpoints"),
        comment="Append-only: heads of other services' ledgers, as they told them.",
    )
