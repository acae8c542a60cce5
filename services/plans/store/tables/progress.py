"""Monitorings and evaluations."""

import sqlalchemy as sa

from kit.row_security import municipality_column
from services.plans.store.tables.base import key, metadata, moment, ref, sealed_json, text, words

monitorings = sa.Table(
    "monitorings",
    metadata,
    municipality_column(),
    key("monitoring_id"),
    ref("plan_id", "plans.plan_id"),
    ref("plan_version_id", "plan_versions.plan_version_id"),
    text("state"),
    moment("due_at", nullable=False),
    sa.Column("stability", sa.Text),
    sa.Column("proposal", sa.Text),
    words("monitorings.progress"),
    text("recorded_by_agency_id"),
    text("recorded_by_person_id"),
    moment("occurred_at"),
    moment("recorded_at"),
)


role_reports = sa.Table(
    "role_reports",
    metadata,
    municipality_column(),
    ref("monitoring_id", "monitorings.monitoring_id", primary_key=True),
    ref("role_id", "roles.role_id", primary_key=True),
    text("progress"),
    words("role_reports.text"),
)


evaluations = sa.Table(
    "evaluations",
    metadata,
    municipality_column(),
    key("evaluation_id"),
    ref("plan_id", "plans.plan_id"),
    ref("plan_version_id", "plan_versions.plan_version_id"),
    text("state"),
    moment("due_at", nullable=False),
    text("goals_outcome"),
    sa.Column("lead_settled", sa.Boolean),
    sa.Column("stability", sa.Text),
    sa.Column("new_issue", sa.Boolean),
    sa.Column("long_absence", sa.Boolean),
    words("evaluations.remaining"),
    words("evaluations.agencies_view"),
    text("closure_wish"),
    sa.Column("consented_count", sa.Integer),
    sa.Column("grantless_reviews", sa.Integer),
    text("recorded_by_person_id"),
    moment("occurred_at"),
    moment("recorded_at"),
)


goal_results = sa.Table(
    "goal_results",
    metadata,
    municipality_column(),
    ref("evaluation_id", "evaluations.evaluation_id", primary_key=True),
    ref("goal_id", "goals.goal_id", primary_key=True),
    text("result"),
    words("goal_results.text"),
)


person_views = sa.Table(
    "person_views",
    metadata,
    municipality_column(),
    ref("evaluation_id", "evaluations.evaluation_id", primary_key=True),
    key("person_id"),
    words("person_views.own_words"),
    words("person_views.missing_reason"),
)


changes = sa.Table(
    "evaluation_changes",
    metadata,
    municipality_column(),
    ref("evaluation_id", "evaluations.evaluation_id", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    words("evaluation_changes.area_code"),
    text("direction"),
)

corrections = sa.Table(
    "corrections",
    metadata,
    municipality_column(),
    key("correction_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    text("kind"),
    sealed_json("corrections.before"),
    words("corrections.reason"),
    text("way_back"),
    text("recorded_by_agency_id"),
    text("recorded_by_person_id"),
    moment("recorded_at", nullable=False),
    comment="What an entry said before it was superseded, and why.",
)

matters = sa.Table(
    "plan_matters",
    metadata,
    municipality_column(),
    key("matter_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("kind", sa.Text, nullable=False),
    text("subject"),
    text("state"),
    moment("raised_at", nullable=False),
    moment("due_at"),
    moment("settled_at"),
    comment="What happened outside the plan's own course and somebody must settle.",
)

suspensions = sa.Table(
    "plan_suspensions",
    metadata,
    municipality_column(),
    key("suspension_id"),
    ref("plan_id", "plans.plan_id"),
    sa.Column("number", sa.Integer, nullable=False, comment="1, 2, … within one absence."),
    text("state"),
    words("plan_suspensions.reason"),
    moment("due_at", nullable=False),
    text("recorded_by_person_id"),
    moment("occurred_at"),
    moment("recorded_at"),
)

follow_ups = sa.Table(
    "follow_ups",
    metadata,
    municipality_column(),
    key("follow_up_id"),
    ref("plan_id", "plans.plan_id"),
    text("agency_id"),
    text("state"),
    text("result"),
    words("follow_ups.text"),
    moment("due_at"),
    text("recorded_by_person_id"),
    moment("occurred_at"),
    moment("recorded_at"),
    comment="The contact after a plan was closed.",
)
