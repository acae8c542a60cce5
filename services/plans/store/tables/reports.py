"""Counted facts and the reports in which they freeze."""

import sqlalchemy as sa

from kit.row_security import municipality_column
from services.plans.store.tables.base import key, metadata, moment, ref, text

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    moment("occurred_at", nullable=False),
    moment("recorded_at", nullable=False),
    sa.Index("ix_facts_counted", "municipality_id", "occurred_at"),
    comment="Append-only: what is counted, so that a count as of a past moment can be repeated.",
)


report_serial = sa.Sequence("report_serial", metadata=metadata)


reports = sa.Table(
    "reports",
    metadata,
    key("report_id"),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    text("state"),
    text("requested_by_agency_id"),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    moment("requested_at", nullable=False),
    moment("as_of"),
    moment("answered_at"),
    moment("answer_recorded_at"),
)


report_figures = sa.Table(
    "report_figures",
    metadata,
    municipality_column(),
    ref("report_id", "reports.report_id", primary_key=True),
    sa.Column("group", sa.Text, primary_key=True),
    key("code"),
    key("area"),
    sa.Column("count", sa.BigInteger, nullable=False),
)


committee_points = sa.Table(
    "committee_points",
    metadata,
    municipality_column(),
    key("point_id"),
    ref("report_id", "reports.report_id"),
    sa.Column("position", sa.Integer, nullable=False),
    text("text"),
)
