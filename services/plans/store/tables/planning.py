"""Plans, their persons, versions and drafts."""

import sqlalchemy as sa

from kit.row_security import municipality_column
from services.plans.store.tables.base import key, metadata, moment, ref, text, words

plans = sa.Table(
    "plans",
    metadata,
    key("plan_id"),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    text("case_no"),
    text("coordinator_agency_id", index=True),
    text("state"),
    text("closure_reason"),
    moment("opened_at", nullable=False),
    moment("closed_at"),
    moment("support_started_at"),
    moment("suspended_at"),
    sa.Index("ix_plans_open", "municipality_id", "case_id", unique=True, postgresql_where=sa.text("state = 'OPEN'")),
    comment="One open plan per case.",
)


subjects = sa.Table(
    "plan_subjects",
    metadata,
    municipality_column(),
    key("stay_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("person_id", sa.Text, nullable=False),
    text("consent_request_id"),
    moment("joined_at", nullable=False),
    moment("left_at"),
    moment("support_ended_at"),
    sa.Index(
        "ix_plan_subjects_joined", "plan_id", "person_id", unique=True, postgresql_where=sa.text("left_at IS NULL")
    ),
)


versions = sa.Table(
    "plan_versions",
    metadata,
    municipality_column(),
    key("plan_version_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("number", sa.Integer, nullable=False),
    text("state"),
    sa.Column("draft_id", sa.Text, comment="The draft that was agreed."),
    words("plan_versions.decision_reason"),
    text("decided_by_person_id"),
    moment("decided_at"),
    moment("decision_recorded_at"),
    sa.UniqueConstraint("plan_id", "number"),
)


drafts = sa.Table(
    "drafts",
    metadata,
    municipality_column(),
    key("draft_id"),
    ref("plan_id", "plans.plan_id"),
    ref("plan_version_id", "plan_versions.plan_version_id"),
    sa.Column("number", sa.Integer, nullable=False),
    text("state"),
    words("drafts.assessment_summary"),
    words("drafts.policy"),
    sa.Column("period_start", sa.Date),
    sa.Column("period_end", sa.Date),
    words("drafts.emergency_contact_plan"),
    sa.Column("uses_outreach", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("uses_participation", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0", comment="Minor revisions since decided."),
    text("drafted_by_person_id"),
    moment("drafted_at"),
    moment("recorded_at"),
    sa.UniqueConstraint("plan_id", "number"),
)


draft_persons = sa.Table(
    "draft_persons",
    metadata,
    municipality_column(),
    ref("draft_id", "drafts.draft_id", primary_key=True),
    key("person_id"),
    words("draft_persons.own_words"),
    words("draft_persons.missing_reason"),
    sa.Column("answer", sa.Text),
    words("draft_persons.answer_words"),
    moment("answered_at"),
    moment("answer_recorded_at"),
    comment="For whom a draft is, what they wish, and what they said to it.",
)


goals = sa.Table(
    "goals",
    metadata,
    municipality_column(),
    key("goal_id"),
    ref("draft_id", "drafts.draft_id"),
    sa.Column("position", sa.Integer, nullable=False),
    words("goals.text"),
    words("goals.indicator"),
    sa.Column("due_date", sa.Date, nullable=False),
    sa.Column("long_term", sa.Boolean, nullable=False),
)


roles = sa.Table(
    "roles",
    metadata,
    municipality_column(),
    key("role_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("started_version_id", sa.Text, index=True),
    moment("started_at"),
    moment("begun_at"),
    moment("ended_at"),
    words("roles.end_reason"),
    comment="What stays of a role over drafts and versions.",
)


draft_roles = sa.Table(
    "draft_roles",
    metadata,
    municipality_column(),
    ref("draft_id", "drafts.draft_id", primary_key=True),
    ref("role_id", "roles.role_id", primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    words("draft_roles.task_text"),
    words("draft_roles.frequency"),
    words("draft_roles.contact"),
    text("programme_id"),
    sa.Column("start_date", sa.Date),
    sa.Column("end_date", sa.Date),
    sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
    sa.Column("lead", sa.Boolean, nullable=False),
    text("state"),
    words("draft_roles.decline_reason"),
    moment("due_at"),
    text("answered_by_person_id"),
    moment("answered_at"),
    moment("recorded_at"),
    comment="A role's terms and its agency's answer, as one draft has them.",
)


draft_role_persons = sa.Table(
    "draft_role_persons",
    metadata,
    municipality_column(),
    ref("draft_id", "drafts.draft_id", primary_key=True),
    ref("role_id", "roles.role_id", primary_key=True),
    key("person_id"),
    comment="Whose consent covers the role's agency; a person who leaves is struck here.",
)


gaps = sa.Table(
    "resource_gaps",
    metadata,
    key("gap_id"),
    sa.Column("municipality_id", sa.Text, nullable=False),
    ref("draft_id", "drafts.draft_id"),
    words("resource_gaps.need_code"),
    words("resource_gaps.area"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
)

assessments = sa.Table(
    "assessments",
    metadata,
    municipality_column(),
    key("assessment_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("agency_id", sa.Text, nullable=False),
    sa.Column("met_person", sa.Boolean, nullable=False),
    words("assessments.strengths"),
    words("assessments.wishes"),
    words("assessments.summary"),
    text("supersedes_id"),
    words("assessments.correction_reason"),
    text("recorded_by_person_id"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    comment="Side by side, one row by agency and time; a correction is another row.",
)

assessment_persons = sa.Table(
    "assessment_persons",
    metadata,
    municipality_column(),
    ref("assessment_id", "assessments.assessment_id", primary_key=True),
    key("person_id"),
)

assessment_issues = sa.Table(
    "assessment_issues",
    metadata,
    municipality_column(),
    ref("assessment_id", "assessments.assessment_id", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    words("assessment_issues.domain_code"),
    words("assessment_issues.text"),
    words("assessment_issues.measure"),
    comment="Without a measure the issue is open (P-052).",
)

role_changes = sa.Table(
    "role_changes",
    metadata,
    municipality_column(),
    key("change_id"),
    ref("role_id", "roles.role_id"),
    text("code"),
    words("role_changes.text"),
    text("agency_id"),
    text("person_id"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    comment="Append-only: who changed or reported what of a role (P-034).",
)

revisions = sa.Table(
    "plan_revisions",
    metadata,
    municipality_column(),
    key("revision_id"),
    ref("plan_id", "plans.plan_id"),
    ref("draft_id", "drafts.draft_id"),
    sa.Column("number", sa.Integer, nullable=False, comment="0: a major one, back to drafting."),
    words("plan_revisions.reason"),
    text("recorded_by_person_id"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    comment="Minor revisions (dates and contacts, without a meeting), and why a plan went back to drafting.",
)

receipts = sa.Table(
    "plan_receipts",
    metadata,
    municipality_column(),
    ref("plan_version_id", "plan_versions.plan_version_id", primary_key=True),
    key("agency_id"),
    text("person_id"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    comment="Which agency has received its part of which version (P-116).",
)

handoffs = sa.Table(
    "role_handoffs",
    metadata,
    municipality_column(),
    key("handoff_id"),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    text("agency_id"),
    text("state"),
    moment("due_at"),
    comment="Fed by intake's events; for lists only.",
)
