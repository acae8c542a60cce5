"""The reports in which counts freeze, and what the committee said to them."""

import sqlalchemy as sa

from kit.row_security import municipality_column
from services.plans.store.tables.base import key, metadata, moment, ref, text

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
    sa.Column("edition", sa.Integer, nullable=False, server_default="1"),
    text("repeats"),
    text("reference_version"),
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
    sa.Column("cases", sa.BigInteger, nullable=False, server_default="0"),
)


report_targets = sa.Table(
    "report_targets",
    metadata,
    municipality_column(),
    ref("report_id", "reports.report_id", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    text("code"),
    text("kind"),
    text("name"),
    text("target"),
)


committee_points = sa.Table(
    "committee_points",
    metadata,
    municipality_column(),
    key("point_id"),
    ref("report_id", "reports.report_id"),
    sa.Column("position", sa.Integer, nullable=False),
    text("text"),
    text("outcome"),
    text("changed_kind"),
    text("changed_name"),
    text("changed_version"),
    text("reason"),
    moment("reviewed_at"),
)
