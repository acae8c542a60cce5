"""The tables of consent, and kit's beside them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.row_security import municipality_column

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only'; END $$
"""
APPEND_ONLY = ("consents", "withdrawals")


def upgrade() -> None:
    op.create_table(
        "consent_requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("consent_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_consent_requests"),
    )
    op.create_index("ix_consent_requests_case_id_person_id", "consent_requests", ["case_id", "person_id"])
    op.create_index(
        "uq_consent_requests_open",
        "consent_requests",
        ["municipality_id", "case_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text()),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("explained_by", sa.Text(), nullable=False),
        sa.Column("evidence_ref", sa.Text(), nullable=False),
        sa.Column("interests_conflict", sa.Boolean(), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("proposed_agency_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_agency_id", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        comment="Append-only: what was said.",
    )
    op.create_index("ix_consents_case_id_person_id", "consents", ["case_id", "person_id"])
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        municipality_column(),
        sa.PrimaryKeyConstraint("source", "key", "municipality_id", name="pk_inbox"),
        comment="source: a task type, or the name of an event stream; key: the business key within it.",
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("traceparent", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kafka_due_at", sa.DateTime(timezone=True)),
        sa.Column("engine_due_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("event_id", name="uq_outbox_event_id"),
        comment="A sink's *_due_at is when it may next try (wall time); NULL when it has the event.",
    )
    op.create_index("ix_outbox_engine", "outbox", ["id"], postgresql_where=sa.text("engine_due_at IS NOT NULL"))
    op.create_index("ix_outbox_kafka", "outbox", ["id"], postgresql_where=sa.text("kafka_due_at IS NOT NULL"))
    op.create_table(
        "parked",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("traceparent", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parked"),
        sa.UniqueConstraint("event_id", name="uq_parked_event_id"),
    )
    op.create_index("ix_parked_case_id", "parked", ["case_id"])
    op.create_table(
        "requests",
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        municipality_column(),
        sa.PrimaryKeyConstraint("actor_id", "request_id", "municipality_id", name="pk_requests"),
    )
    op.create_table(
        "subjects",
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("coordinator_agency_id", sa.Text(), nullable=False),
        sa.Column("requesting_agency_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "case_id", "person_id", name="pk_subjects"),
        comment="A person of a case. Its row is the lock that orders consents, withdrawals and checks.",
    )
    op.create_index("ix_subjects_coordinator_agency_id", "subjects", ["coordinator_agency_id"])
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text()),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_agency_id", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawals"),
        comment="Append-only. agency_id NULL: from all. whole: nothing was left after it.",
    )
    op.create_index("ix_withdrawals_case_id_person_id", "withdrawals", ["case_id", "person_id"])
    op.create_table(
        "work_items",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("process_instance_key", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_work_items"),
    )
    op.create_index("ix_work_items_agency_id", "work_items", ["agency_id"])
    op.create_index("ix_work_items_case_id", "work_items", ["case_id"])
    op.create_index("ix_work_items_subject", "work_items", ["subject"])
    op.create_table(
        "grants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("consent_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("data_category", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("end_recorded_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["consent_id"], ["consents.id"], name="fk_grants_consent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_grants"),
        comment="One cell each. Rows are ended, never deleted.",
    )
    op.create_index("ix_grants_case_id_person_id", "grants", ["case_id", "person_id"])
    op.create_index(
        "uq_grants_cell",
        "grants",
        ["municipality_id", "case_id", "person_id", "agency_id", "data_category", "purpose"],
        unique=True,
        postgresql_where=sa.text("state = 'GRANTED'"),
    )
    op.execute(REFUSE_CHANGE)
    for table in APPEND_ONLY:
        trigger = f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
