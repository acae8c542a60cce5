"""Participation support: marks, supports with their steps, and what the person said to hosts."""

import sqlalchemy as sa

from kit.row_security import municipality_column
from services.plans.store.tables.base import key, metadata, moment, ref, sealed_json, text, words

marks = sa.Table(
    "participation_marks",
    metadata,
    municipality_column(),
    key("mark_id"),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    text("source"),
    text("marked_by_agency_id"),
    words("participation_marks.support_needs"),
    text("coordinator_agency_id"),
    text("state"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
)

participations = sa.Table(
    "participations",
    metadata,
    municipality_column(),
    key("participation_id"),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    text("coordinator_agency_id"),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    text("recorded_by_agency_id"),
    text("stage"),
    words("participations.reason_not_fitting"),
    words("participations.goal"),
    words("participations.wishes"),
    sealed_json("participations.wish_codes"),
    sealed_json("participations.condition_codes"),
    words("participations.support_needs"),
    text("host_id"),
    words("participations.end_reason"),
    moment("opened_at", nullable=False),
    moment("recorded_at", nullable=False),
    moment("paused_at"),
    moment("ended_at"),
    sa.Index(
        "ix_participations_open",
        "municipality_id",
        "case_id",
        "person_id",
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
    comment="One open support per person and case.",
)

steps = sa.Table(
    "participation_steps",
    metadata,
    municipality_column(),
    key("step_id"),
    ref("participation_id", "participations.participation_id"),
    text("state"),
    text("stage"),
    text("outcome"),
    words("participation_steps.text"),
    sa.Column("ties", sa.Integer),
    sa.Column("host_heard", sa.Boolean),
    sa.Column("next_on", sa.Date, comment="As agreed with the person."),
    moment("due_at"),
    text("recorded_by_agency_id"),
    text("recorded_by_person_id"),
    moment("occurred_at"),
    moment("recorded_at"),
)

host_choices = sa.Table(
    "host_choices",
    metadata,
    municipality_column(),
    key("choice_id"),
    ref("participation_id", "participations.participation_id"),
    ref("host_id", "resources.resource_id"),
    sa.Column("agreed", sa.Boolean, nullable=False),
    words("host_choices.own_words"),
    text("recorded_by_person_id"),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    comment="Before the person's yes a host learns nothing (P-063). Append-only: the last one counts.",
)
