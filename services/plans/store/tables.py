"""Tables of the plans service. Personal words stand only here: nothing of them reaches an event or the engine."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from kit.database import new_metadata
from kit.row_security import municipality_column

metadata = new_metadata()


def _id(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str, *, index: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False, index=index, server_default="")


def _ref(name: str, target: str, *, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, sa.ForeignKey(target), nullable=False, index=True, primary_key=primary_key)


def _at(name: str, *, nullable: bool = True) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


plans = sa.Table(
    "plans",
    metadata,
    _id("plan_id"),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    _text("case_no"),
    _text("coordinator_agency_id", index=True),
    _text("state"),
    _text("closure_reason"),
    _at("opened_at", nullable=False),
    _at("closed_at"),
    _at("support_started_at"),
    sa.Index("ix_plans_open", "municipality_id", "case_id", unique=True, postgresql_where=sa.text("state = 'OPEN'")),
    comment="One open plan per case.",
)

subjects = sa.Table(
    "plan_subjects",
    metadata,
    municipality_column(),
    _id("stay_id"),
    _ref("plan_id", "plans.plan_id"),
    sa.Column("person_id", sa.Text, nullable=False),
    _text("consent_request_id"),
    _at("joined_at", nullable=False),
    _at("left_at"),
    _at("support_ended_at"),
    sa.Index(
        "ix_plan_subjects_joined", "plan_id", "person_id", unique=True, postgresql_where=sa.text("left_at IS NULL")
    ),
)

versions = sa.Table(
    "plan_versions",
    metadata,
    municipality_column(),
    _id("plan_version_id"),
    _ref("plan_id", "plans.plan_id"),
    sa.Column("number", sa.Integer, nullable=False),
    _text("state"),
    sa.Column("draft_id", sa.Text, comment="The draft that was agreed."),
    _text("decision_reason"),
    _text("decided_by_person_id"),
    _at("decided_at"),
    _at("decision_recorded_at"),
    sa.UniqueConstraint("plan_id", "number"),
)

drafts = sa.Table(
    "drafts",
    metadata,
    municipality_column(),
    _id("draft_id"),
    _ref("plan_id", "plans.plan_id"),
    _ref("plan_version_id", "plan_versions.plan_version_id"),
    sa.Column("number", sa.Integer, nullable=False),
    _text("state"),
    _text("assessment_summary"),
    _text("policy"),
    sa.Column("period_start", sa.Date),
    sa.Column("period_end", sa.Date),
    _text("drafted_by_person_id"),
    _at("drafted_at"),
    _at("recorded_at"),
    sa.UniqueConstraint("plan_id", "number"),
)

draft_persons = sa.Table(
    "draft_persons",
    metadata,
    municipality_column(),
    _ref("draft_id", "drafts.draft_id", primary_key=True),
    _id("person_id"),
    _text("own_words"),
    _text("missing_reason"),
    sa.Column("answer", sa.Text),
    _text("answer_words"),
    _at("answered_at"),
    _at("answer_recorded_at"),
    comment="For whom a draft is, what they wish, and what they said to it.",
)

goals = sa.Table(
    "goals",
    metadata,
    municipality_column(),
    _id("goal_id"),
    _ref("draft_id", "drafts.draft_id"),
    sa.Column("position", sa.Integer, nullable=False),
    _text("text"),
    _text("indicator"),
    sa.Column("due_date", sa.Date, nullable=False),
    sa.Column("long_term", sa.Boolean, nullable=False),
)

roles = sa.Table(
    "roles",
    metadata,
    municipality_column(),
    _id("role_id"),
    _ref("plan_id", "plans.plan_id"),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("started_version_id", sa.Text),
    _at("started_at"),
    _at("ended_at"),
    comment="What stays of a role over drafts and versions.",
)

draft_roles = sa.Table(
    "draft_roles",
    metadata,
    municipality_column(),
    _ref("draft_id", "drafts.draft_id", primary_key=True),
    _ref("role_id", "roles.role_id", primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("task_text"),
    _text("frequency"),
    _text("contact"),
    sa.Column("lead", sa.Boolean, nullable=False),
    _text("state"),
    _text("decline_reason"),
    _at("due_at"),
    _text("answered_by_person_id"),
    _at("answered_at"),
    _at("recorded_at"),
    comment="A role's terms and its agency's answer, as one draft has them.",
)

draft_role_persons = sa.Table(
    "draft_role_persons",
    metadata,
    municipality_column(),
    _ref("draft_id", "drafts.draft_id", primary_key=True),
    _ref("role_id", "roles.role_id", primary_key=True),
    _id("person_id"),
    comment="Whose consent covers the role's agency; a person who leaves is struck here.",
)

gaps = sa.Table(
    "resource_gaps",
    metadata,
    _id("gap_id"),
    sa.Column("municipality_id", sa.Text, nullable=False),
    _ref("draft_id", "drafts.draft_id"),
    _text("need_code"),
    _text("area"),
    _at("occurred_at", nullable=False),
    _at("recorded_at", nullable=False),
)

monitorings = sa.Table(
    "monitorings",
    metadata,
    municipality_column(),
    _id("monitoring_id"),
    _ref("plan_id", "plans.plan_id"),
    _ref("plan_version_id", "plan_versions.plan_version_id"),
    _text("state"),
    _at("due_at", nullable=False),
    sa.Column("stability", sa.Text),
    sa.Column("proposal", sa.Text),
    _text("progress"),
    _text("recorded_by_agency_id"),
    _text("recorded_by_person_id"),
    _at("occurred_at"),
    _at("recorded_at"),
)

role_reports = sa.Table(
    "role_reports",
    metadata,
    municipality_column(),
    _ref("monitoring_id", "monitorings.monitoring_id", primary_key=True),
    _ref("role_id", "roles.role_id", primary_key=True),
    _text("progress"),
    _text("text"),
)

evaluations = sa.Table(
    "evaluations",
    metadata,
    municipality_column(),
    _id("evaluation_id"),
    _ref("plan_id", "plans.plan_id"),
    _ref("plan_version_id", "plan_versions.plan_version_id"),
    _text("state"),
    _at("due_at", nullable=False),
    _text("goals_outcome"),
    sa.Column("lead_settled", sa.Boolean),
    sa.Column("stability", sa.Text),
    sa.Column("new_issue", sa.Boolean),
    sa.Column("long_absence", sa.Boolean),
    _text("remaining"),
    _text("recorded_by_person_id"),
    _at("occurred_at"),
    _at("recorded_at"),
)

goal_results = sa.Table(
    "goal_results",
    metadata,
    municipality_column(),
    _ref("evaluation_id", "evaluations.evaluation_id", primary_key=True),
    _ref("goal_id", "goals.goal_id", primary_key=True),
    _text("result"),
    _text("text"),
)

person_views = sa.Table(
    "person_views",
    metadata,
    municipality_column(),
    _ref("evaluation_id", "evaluations.evaluation_id", primary_key=True),
    _id("person_id"),
    _text("own_words"),
    _text("missing_reason"),
)

changes = sa.Table(
    "evaluation_changes",
    metadata,
    municipality_column(),
    _ref("evaluation_id", "evaluations.evaluation_id", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    _text("area_code"),
    _text("direction"),
)

resources = sa.Table(
    "resources",
    metadata,
    municipality_column(),
    _id("resource_id"),
    _text("kind"),
    _text("name"),
    _text("area"),
    _text("place"),
    _text("open_times"),
    sa.Column("needs", ARRAY(sa.Text), nullable=False),
    sa.Column("welcomes", ARRAY(sa.Text), nullable=False),
    _text("coordinating_agency_id"),
    _text("programme_id"),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("resident_led", sa.Boolean, nullable=False),
    _text("state"),
    sa.Column("checked_on", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    _at("registered_at", nullable=False),
    comment="Public entries of the community: no person.",
)

resource_hosts = sa.Table(
    "resource_hosts",
    metadata,
    municipality_column(),
    _ref("resource_id", "resources.resource_id", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    _text("name"),
    _text("share"),
)

resource_sessions = sa.Table(
    "resource_sessions",
    metadata,
    municipality_column(),
    _id("session_id"),
    _ref("resource_id", "resources.resource_id"),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("participants", sa.Integer, nullable=False),
    sa.Column("supporters", sa.Integer, nullable=False),
    _at("recorded_at", nullable=False),
    sa.UniqueConstraint("resource_id", "held_on"),
)

gap_serial = sa.Sequence("gap_serial", metadata=metadata)

gap_studies = sa.Table(
    "gap_studies",
    metadata,
    sa.Column("municipality_id", sa.Text, nullable=False),
    _id("gap_id"),
    _text("number"),
    _text("need_code"),
    _text("area"),
    _text("proposal"),
    _text("proposed_by_agency_id"),
    _text("owner_agency_id"),
    _text("state"),
    _text("reason"),
    _text("developed_as"),
    sa.Column("raised", sa.Integer, nullable=False),
    _at("raised_at", nullable=False),
    sa.Index(
        "ix_gap_studies_running",
        "municipality_id",
        "need_code",
        "area",
        unique=True,
        postgresql_where=sa.text("proposal = '' AND state NOT IN ('DEVELOPED', 'DECLINED')"),
    ),
    comment="One running study per need and area; a proposal is a study of its own.",
)

gap_raisings = sa.Table(
    "gap_raisings",
    metadata,
    municipality_column(),
    _id("raising_id"),
    _ref("gap_id", "gap_studies.gap_id"),
    _text("source"),
    _text("source_id"),
    _at("occurred_at", nullable=False),
    _at("recorded_at", nullable=False),
    sa.UniqueConstraint("gap_id", "source", "source_id"),
)

report_serial = sa.Sequence("report_serial", metadata=metadata)

reports = sa.Table(
    "reports",
    metadata,
    _id("report_id"),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    _text("state"),
    _text("requested_by_agency_id"),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    _at("requested_at", nullable=False),
    _at("as_of"),
    _at("answered_at"),
    _at("answer_recorded_at"),
    sa.Column("edition", sa.Integer, nullable=False, server_default="1"),
    _text("repeats"),
)

report_figures = sa.Table(
    "report_figures",
    metadata,
    municipality_column(),
    _ref("report_id", "reports.report_id", primary_key=True),
    sa.Column("group", sa.Text, primary_key=True),
    _id("code"),
    _id("area"),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("cases", sa.BigInteger, nullable=False, server_default="0"),
)

committee_points = sa.Table(
    "committee_points",
    metadata,
    municipality_column(),
    _id("point_id"),
    _ref("report_id", "reports.report_id"),
    sa.Column("position", sa.Integer, nullable=False),
    _text("text"),
    _text("outcome"),
    _text("changed_kind"),
    _text("changed_name"),
    _text("changed_version"),
    _text("reason"),
    _at("reviewed_at"),
)
