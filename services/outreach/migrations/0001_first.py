"""The tables of outreach, and kit's beside them."""

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
APPEND_ONLY = ("contacts",)


def upgrade() -> None:
    op.create_table(
        "engagements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("two_person_rule", sa.Boolean(), nullable=False),
        sa.Column("approach_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_engagements"),
        sa.UniqueConstraint(
            "municipality_id", "case_id", "person_id", name="uq_engagements_municipality_id_case_id_person_id"
        ),
    )
    op.create_index("ix_engagements_agency_id", "engagements", ["agency_id"])
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
        "alerts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("engagement_id", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name="fk_alerts_engagement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_table(
        "approaches",
        sa.Column("engagement_id", sa.Text(), nullable=False),
        sa.Column("approach_no", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text()),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name="fk_approaches_engagement_id"),
        sa.PrimaryKeyConstraint("engagement_id", "approach_no", name="pk_approaches"),
        comment="One per process instance: a meeting sent somebody out.",
    )
    op.create_table(
        "planned_contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("engagement_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name="fk_planned_contacts_engagement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_planned_contacts"),
    )
    op.create_index(
        "uq_planned_contacts_open",
        "planned_contacts",
        ["engagement_id"],
        unique=True,
        postgresql_where=sa.text("state = 'PLANNED'"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("engagement_id", sa.Text(), nullable=False),
        sa.Column("approach_no", sa.Integer(), nullable=False),
        sa.Column("planned_contact_id", sa.Text()),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("stage_before", sa.Text(), nullable=False),
        sa.Column("stage_after", sa.Text(), nullable=False),
        sa.Column("observations", sa.Text(), nullable=False),
        sa.Column("risk_signs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("links_settled", sa.Boolean(), nullable=False),
        sa.Column("staff_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_agency_id", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Text()),
        sa.ForeignKeyConstraint(["corrects"], ["contacts.id"], name="fk_contacts_corrects"),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name="fk_contacts_engagement_id"),
        sa.ForeignKeyConstraint(["planned_contact_id"], ["planned_contacts.id"], name="fk_contacts_planned_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("corrects", name="uq_contacts_corrects"),
        comment="Append-only. An entry that corrects another supersedes it.",
    )
    op.create_index("ix_contacts_engagement_id", "contacts", ["engagement_id"])
    op.create_index("ix_contacts_planned_contact_id", "contacts", ["planned_contact_id"])
    op.execute(REFUSE_CHANGE)
    for table in APPEND_ONLY:
        trigger = f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
