"""The first tables: plans, drafts, roles, monitorings, evaluations, reports, and kit's own."""

import sqlalchemy as sa
from alembic import op

from kit.row_security import municipality_column

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("report_serial")))
    op.create_table(
        "facts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
        comment="Append-only: what is counted, so that a count as of a past moment can be repeated.",
    )
    op.create_index("ix_facts_counted", "facts", ["municipality_id", "occurred_at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        municipality_column(),
        sa.PrimaryKeyConstraint("source", "key", "municipality_id", name=op.f("pk_inbox")),
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
        sa.Column("kafka_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("engine_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_outbox_event_id")),
        comment="A sink's *_due_at is when it may next try (wall time); NULL when it has the event.",
    )
    op.create_index(
        "ix_outbox_engine", "outbox", ["id"], unique=False, postgresql_where=sa.text("engine_due_at IS NOT NULL")
    )
    op.create_index(
        "ix_outbox_kafka", "outbox", ["id"], unique=False, postgresql_where=sa.text("kafka_due_at IS NOT NULL")
    )
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
        sa.UniqueConstraint("event_id", name=op.f("uq_parked_event_id")),
    )
    op.create_index(op.f("ix_parked_case_id"), "parked", ["case_id"], unique=False)
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), server_default="", nullable=False),
        sa.Column("coordinator_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("closure_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("support_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plans")),
        comment="One open plan per case.",
    )
    op.create_index(op.f("ix_plans_case_id"), "plans", ["case_id"], unique=False)
    op.create_index(op.f("ix_plans_coordinator_agency_id"), "plans", ["coordinator_agency_id"], unique=False)
    op.create_index(
        "ix_plans_open",
        "plans",
        ["municipality_id", "case_id"],
        unique=True,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_table(
        "reports",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("requested_by_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_reports")),
    )
    op.create_table(
        "requests",
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        municipality_column(),
        sa.PrimaryKeyConstraint("actor_id", "request_id", "municipality_id", name=op.f("pk_requests")),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_items")),
    )
    op.create_index(op.f("ix_work_items_agency_id"), "work_items", ["agency_id"], unique=False)
    op.create_index(op.f("ix_work_items_case_id"), "work_items", ["case_id"], unique=False)
    op.create_index(op.f("ix_work_items_subject"), "work_items", ["subject"], unique=False)
    op.create_table(
        "committee_points",
        municipality_column(),
        sa.Column("point_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.report_id"], name=op.f("fk_committee_points_report_id")),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_committee_points")),
    )
    op.create_index(op.f("ix_committee_points_report_id"), "committee_points", ["report_id"], unique=False)
    op.create_table(
        "plan_subjects",
        municipality_column(),
        sa.Column("stay_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("consent_request_id", sa.Text(), server_default="", nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("support_ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_subjects_plan_id")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_plan_subjects")),
    )
    op.create_index(
        "ix_plan_subjects_joined",
        "plan_subjects",
        ["plan_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_index(op.f("ix_plan_subjects_plan_id"), "plan_subjects", ["plan_id"], unique=False)
    op.create_table(
        "plan_versions",
        municipality_column(),
        sa.Column("plan_version_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=True, comment="The draft that was agreed."),
        sa.Column("decision_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_versions_plan_id")),
        sa.PrimaryKeyConstraint("plan_version_id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_versions_plan_id_number")),
    )
    op.create_index(op.f("ix_plan_versions_plan_id"), "plan_versions", ["plan_id"], unique=False)
    op.create_table(
        "report_figures",
        municipality_column(),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.report_id"], name=op.f("fk_report_figures_report_id")),
        sa.PrimaryKeyConstraint("report_id", "group", "code", "area", name=op.f("pk_report_figures")),
    )
    op.create_index(op.f("ix_report_figures_report_id"), "report_figures", ["report_id"], unique=False)
    op.create_table(
        "roles",
        municipality_column(),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("task_code", sa.Text(), nullable=False),
        sa.Column("started_version_id", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_roles_plan_id")),
        sa.PrimaryKeyConstraint("role_id", name=op.f("pk_roles")),
        comment="What stays of a role over drafts and versions.",
    )
    op.create_index(op.f("ix_roles_agency_id"), "roles", ["agency_id"], unique=False)
    op.create_index(op.f("ix_roles_plan_id"), "roles", ["plan_id"], unique=False)
    op.create_table(
        "drafts",
        municipality_column(),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("plan_version_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("assessment_summary", sa.Text(), server_default="", nullable=False),
        sa.Column("policy", sa.Text(), server_default="", nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("drafted_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_drafts_plan_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_versions.plan_version_id"], name=op.f("fk_drafts_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_drafts_plan_id_number")),
    )
    op.create_index(op.f("ix_drafts_plan_id"), "drafts", ["plan_id"], unique=False)
    op.create_index(op.f("ix_drafts_plan_version_id"), "drafts", ["plan_version_id"], unique=False)
    op.create_table(
        "evaluations",
        municipality_column(),
        sa.Column("evaluation_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("plan_version_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("goals_outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("lead_settled", sa.Boolean(), nullable=True),
        sa.Column("stability", sa.Text(), nullable=True),
        sa.Column("new_issue", sa.Boolean(), nullable=True),
        sa.Column("long_absence", sa.Boolean(), nullable=True),
        sa.Column("remaining", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_evaluations_plan_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_versions.plan_version_id"], name=op.f("fk_evaluations_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("evaluation_id", name=op.f("pk_evaluations")),
    )
    op.create_index(op.f("ix_evaluations_plan_id"), "evaluations", ["plan_id"], unique=False)
    op.create_index(op.f("ix_evaluations_plan_version_id"), "evaluations", ["plan_version_id"], unique=False)
    op.create_table(
        "monitorings",
        municipality_column(),
        sa.Column("monitoring_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("plan_version_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stability", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("progress", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_monitorings_plan_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_versions.plan_version_id"], name=op.f("fk_monitorings_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("monitoring_id", name=op.f("pk_monitorings")),
    )
    op.create_index(op.f("ix_monitorings_plan_id"), "monitorings", ["plan_id"], unique=False)
    op.create_index(op.f("ix_monitorings_plan_version_id"), "monitorings", ["plan_version_id"], unique=False)
    op.create_table(
        "draft_persons",
        municipality_column(),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("own_words", sa.Text(), server_default="", nullable=False),
        sa.Column("missing_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_words", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name=op.f("fk_draft_persons_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_draft_persons")),
        comment="For whom a draft is, what they wish, and what they said to it.",
    )
    op.create_index(op.f("ix_draft_persons_draft_id"), "draft_persons", ["draft_id"], unique=False)
    op.create_table(
        "draft_role_persons",
        municipality_column(),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name=op.f("fk_draft_role_persons_draft_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.role_id"], name=op.f("fk_draft_role_persons_role_id")),
        sa.PrimaryKeyConstraint("draft_id", "role_id", "person_id", name=op.f("pk_draft_role_persons")),
        comment="Whose consent covers the role's agency; a person who leaves is struck here.",
    )
    op.create_index(op.f("ix_draft_role_persons_draft_id"), "draft_role_persons", ["draft_id"], unique=False)
    op.create_index(op.f("ix_draft_role_persons_role_id"), "draft_role_persons", ["role_id"], unique=False)
    op.create_table(
        "draft_roles",
        municipality_column(),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task_text", sa.Text(), server_default="", nullable=False),
        sa.Column("frequency", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("decline_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name=op.f("fk_draft_roles_draft_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.role_id"], name=op.f("fk_draft_roles_role_id")),
        sa.PrimaryKeyConstraint("draft_id", "role_id", name=op.f("pk_draft_roles")),
        comment="A role's terms and its agency's answer, as one draft has them.",
    )
    op.create_index(op.f("ix_draft_roles_draft_id"), "draft_roles", ["draft_id"], unique=False)
    op.create_index(op.f("ix_draft_roles_role_id"), "draft_roles", ["role_id"], unique=False)
    op.create_table(
        "evaluation_changes",
        municipality_column(),
        sa.Column("evaluation_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), server_default="", nullable=False),
        sa.Column("direction", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.evaluation_id"], name=op.f("fk_evaluation_changes_evaluation_id")
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "position", name=op.f("pk_evaluation_changes")),
    )
    op.create_index(op.f("ix_evaluation_changes_evaluation_id"), "evaluation_changes", ["evaluation_id"], unique=False)
    op.create_table(
        "goals",
        municipality_column(),
        sa.Column("goal_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("indicator", sa.Text(), server_default="", nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("long_term", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name=op.f("fk_goals_draft_id")),
        sa.PrimaryKeyConstraint("goal_id", name=op.f("pk_goals")),
    )
    op.create_index(op.f("ix_goals_draft_id"), "goals", ["draft_id"], unique=False)
    op.create_table(
        "person_views",
        municipality_column(),
        sa.Column("evaluation_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("own_words", sa.Text(), server_default="", nullable=False),
        sa.Column("missing_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.evaluation_id"], name=op.f("fk_person_views_evaluation_id")
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "person_id", name=op.f("pk_person_views")),
    )
    op.create_index(op.f("ix_person_views_evaluation_id"), "person_views", ["evaluation_id"], unique=False)
    op.create_table(
        "resource_gaps",
        sa.Column("gap_id", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("need_code", sa.Text(), server_default="", nullable=False),
        sa.Column("area", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name=op.f("fk_resource_gaps_draft_id")),
        sa.PrimaryKeyConstraint("gap_id", name=op.f("pk_resource_gaps")),
    )
    op.create_index(op.f("ix_resource_gaps_draft_id"), "resource_gaps", ["draft_id"], unique=False)
    op.create_table(
        "role_reports",
        municipality_column(),
        sa.Column("monitoring_id", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["monitoring_id"], ["monitorings.monitoring_id"], name=op.f("fk_role_reports_monitoring_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.role_id"], name=op.f("fk_role_reports_role_id")),
        sa.PrimaryKeyConstraint("monitoring_id", "role_id", name=op.f("pk_role_reports")),
    )
    op.create_index(op.f("ix_role_reports_monitoring_id"), "role_reports", ["monitoring_id"], unique=False)
    op.create_index(op.f("ix_role_reports_role_id"), "role_reports", ["role_id"], unique=False)
    op.create_table(
        "goal_results",
        municipality_column(),
        sa.Column("evaluation_id", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.evaluation_id"], name=op.f("fk_goal_results_evaluation_id")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.goal_id"], name=op.f("fk_goal_results_goal_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "goal_id", name=op.f("pk_goal_results")),
    )
    op.create_index(op.f("ix_goal_results_evaluation_id"), "goal_results", ["evaluation_id"], unique=False)
    op.create_index(op.f("ix_goal_results_goal_id"), "goal_results", ["goal_id"], unique=False)
