"""Plans in full: assessments, histories, minor revisions, receipts, corrections, matters, suspensions, follow-ups,
participation support."""

import sqlalchemy as sa
from alembic import op

from kit.row_security import municipality_column

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hosts",
        municipality_column(),
        sa.Column("host_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("area", sa.Text(), server_default="", nullable=False),
        sa.Column("offers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("cannot", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("host_id", name=op.f("pk_hosts")),
    )
    op.create_table(
        "participation_marks",
        municipality_column(),
        sa.Column("mark_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("marked_by_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("support_needs", sa.Text(), server_default="", nullable=False),
        sa.Column("coordinator_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark_id", name=op.f("pk_participation_marks")),
    )
    op.create_index(op.f("ix_participation_marks_case_id"), "participation_marks", ["case_id"], unique=False)
    op.create_table(
        "participations",
        municipality_column(),
        sa.Column("participation_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("coordinator_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("reason_not_fitting", sa.Text(), server_default="", nullable=False),
        sa.Column("goal", sa.Text(), server_default="", nullable=False),
        sa.Column("wishes", sa.Text(), server_default="", nullable=False),
        sa.Column("wish_codes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("condition_codes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("support_needs", sa.Text(), server_default="", nullable=False),
        sa.Column("host_id", sa.Text(), server_default="", nullable=False),
        sa.Column("end_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_participations")),
        comment="One open support per person and case.",
    )
    op.create_index(op.f("ix_participations_agency_id"), "participations", ["agency_id"], unique=False)
    op.create_index(op.f("ix_participations_case_id"), "participations", ["case_id"], unique=False)
    op.create_index(
        "ix_participations_open",
        "participations",
        ["municipality_id", "case_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "role_handoffs",
        municipality_column(),
        sa.Column("handoff_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("handoff_id", name=op.f("pk_role_handoffs")),
        comment="Fed by intake's events; for lists only.",
    )
    op.create_index(op.f("ix_role_handoffs_case_id"), "role_handoffs", ["case_id"], unique=False)
    op.create_table(
        "assessments",
        municipality_column(),
        sa.Column("assessment_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("met_person", sa.Boolean(), nullable=False),
        sa.Column("strengths", sa.Text(), server_default="", nullable=False),
        sa.Column("wishes", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("supersedes_id", sa.Text(), server_default="", nullable=False),
        sa.Column("correction_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_assessments_plan_id")),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_assessments")),
        comment="Side by side, one row by agency and time; a correction is another row.",
    )
    op.create_index(op.f("ix_assessments_plan_id"), "assessments", ["plan_id"], unique=False)
    op.create_table(
        "corrections",
        municipality_column(),
        sa.Column("correction_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("way_back", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_corrections_plan_id")),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_corrections")),
        comment="What an entry said before it was superseded, and why.",
    )
    op.create_index(op.f("ix_corrections_plan_id"), "corrections", ["plan_id"], unique=False)
    op.create_index(op.f("ix_corrections_subject"), "corrections", ["subject"], unique=False)
    op.create_table(
        "follow_ups",
        municipality_column(),
        sa.Column("follow_up_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_follow_ups_plan_id")),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_follow_ups")),
        comment="The contact after a plan was closed.",
    )
    op.create_index(op.f("ix_follow_ups_plan_id"), "follow_ups", ["plan_id"], unique=False)
    op.create_table(
        "host_choices",
        municipality_column(),
        sa.Column("choice_id", sa.Text(), nullable=False),
        sa.Column("participation_id", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("own_words", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.host_id"], name=op.f("fk_host_choices_host_id")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.participation_id"], name=op.f("fk_host_choices_participation_id")
        ),
        sa.PrimaryKeyConstraint("choice_id", name=op.f("pk_host_choices")),
        comment="Before the person's yes a host learns nothing (P-063). Append-only: the last one counts.",
    )
    op.create_index(op.f("ix_host_choices_host_id"), "host_choices", ["host_id"], unique=False)
    op.create_index(op.f("ix_host_choices_participation_id"), "host_choices", ["participation_id"], unique=False)
    op.create_table(
        "participation_steps",
        municipality_column(),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("participation_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("ties", sa.Integer(), nullable=True),
        sa.Column("host_heard", sa.Boolean(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True, comment="As agreed with the person."),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participations.participation_id"],
            name=op.f("fk_participation_steps_participation_id"),
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_participation_steps")),
    )
    op.create_index(
        op.f("ix_participation_steps_participation_id"), "participation_steps", ["participation_id"], unique=False
    )
    op.create_table(
        "plan_matters",
        municipality_column(),
        sa.Column("matter_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_matters_plan_id")),
        sa.PrimaryKeyConstraint("matter_id", name=op.f("pk_plan_matters")),
        comment="What happened outside the plan's own course and somebody must settle.",
    )
    op.create_index(op.f("ix_plan_matters_plan_id"), "plan_matters", ["plan_id"], unique=False)
    op.create_table(
        "plan_suspensions",
        municipality_column(),
        sa.Column("suspension_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, … within one absence."),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_suspensions_plan_id")),
        sa.PrimaryKeyConstraint("suspension_id", name=op.f("pk_plan_suspensions")),
    )
    op.create_index(op.f("ix_plan_suspensions_plan_id"), "plan_suspensions", ["plan_id"], unique=False)
    op.create_table(
        "assessment_issues",
        municipality_column(),
        sa.Column("assessment_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("domain_code", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("measure", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.assessment_id"], name=op.f("fk_assessment_issues_assessment_id")
        ),
        sa.PrimaryKeyConstraint("assessment_id", "position", name=op.f("pk_assessment_issues")),
        comment="Without a measure the issue is open (P-052).",
    )
    op.create_index(op.f("ix_assessment_issues_assessment_id"), "assessment_issues", ["assessment_id"], unique=False)
    op.create_table(
        "assessment_persons",
        municipality_column(),
        sa.Column("assessment_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.assessment_id"], name=op.f("fk_assessment_persons_assessment_id")
        ),
        sa.PrimaryKeyConstraint("assessment_id", "person_id", name=op.f("pk_assessment_persons")),
    )
    op.create_index(op.f("ix_assessment_persons_assessment_id"), "assessment_persons", ["assessment_id"], unique=False)
    op.create_table(
        "plan_receipts",
        municipality_column(),
        sa.Column("plan_version_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_versions.plan_version_id"], name=op.f("fk_plan_receipts_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("plan_version_id", "agency_id", name=op.f("pk_plan_receipts")),
        comment="Which agency has received its part of which version (P-116).",
    )
    op.create_index(op.f("ix_plan_receipts_plan_version_id"), "plan_receipts", ["plan_version_id"], unique=False)
    op.create_table(
        "role_changes",
        municipality_column(),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("agency_id", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["roles.role_id"], name=op.f("fk_role_changes_role_id")),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_role_changes")),
        comment="Append-only: who changed or reported what of a role (P-034).",
    )
    op.create_index(op.f("ix_role_changes_role_id"), "role_changes", ["role_id"], unique=False)
    op.create_table(
        "plan_revisions",
        municipality_column(),
        sa.Column("revision_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by_person_id", sa.Text(), server_default="", nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name=op.f("fk_plan_revisions_draft_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("fk_plan_revisions_plan_id")),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_plan_revisions")),
        comment="Minor revisions: dates and contacts, without a meeting.",
    )
    op.create_index(op.f("ix_plan_revisions_draft_id"), "plan_revisions", ["draft_id"], unique=False)
    op.create_index(op.f("ix_plan_revisions_plan_id"), "plan_revisions", ["plan_id"], unique=False)
    op.add_column("draft_roles", sa.Column("programme_id", sa.Text(), server_default="", nullable=False))
    op.add_column("draft_roles", sa.Column("start_date", sa.Date(), nullable=True))
    op.add_column("draft_roles", sa.Column("end_date", sa.Date(), nullable=True))
    op.add_column("draft_roles", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.add_column("drafts", sa.Column("emergency_contact_plan", sa.Text(), server_default="", nullable=False))
    op.add_column("drafts", sa.Column("uses_outreach", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("drafts", sa.Column("uses_participation", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "drafts",
        sa.Column(
            "revision", sa.Integer(), server_default="0", nullable=False, comment="Minor revisions since decided."
        ),
    )
    op.add_column("evaluations", sa.Column("agencies_view", sa.Text(), server_default="", nullable=False))
    op.add_column("evaluations", sa.Column("closure_wish", sa.Text(), server_default="", nullable=False))
    op.add_column("evaluations", sa.Column("consented_count", sa.Integer(), nullable=True))
    op.add_column("evaluations", sa.Column("grantless_reviews", sa.Integer(), nullable=True))
    op.add_column("plans", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("roles", sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("roles", sa.Column("end_reason", sa.Text(), server_default="", nullable=False))
