"""Tables of outreach."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kit import hands
from kit.database import new_metadata
from kit.sealing import Sealed

metadata = new_metadata(*hands.tables)
_time = sa.DateTime(timezone=True)

engagements = sa.Table(
    "engagements",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    sa.Column("coordinator_agency_id", sa.Text, nullable=False, index=True, server_default=""),
    sa.Column("planned_by_agency_id", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("two_person_rule", sa.Boolean, nullable=False),
    sa.Column("two_person_since", _time),
    sa.Column("approach_no", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("opened_at", _time, nullable=False),
    sa.Column("review_at", _time, nullable=False),
    sa.Column("reason", Sealed("engagements.reason"), nullable=False, server_default=""),
    sa.Column("method_plan", Sealed("engagements.method_plan"), nullable=False, server_default=""),
    sa.UniqueConstraint("municipality_id", "case_id", "person_id"),
)
hand_overs = sa.Table(
    "hand_overs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False, index=True),
    sa.Column("from_agency_id", sa.Text, nullable=False),
    sa.Column("to_agency_id", sa.Text, nullable=False),
    sa.Column("reason_code", sa.Text, nullable=False),
    sa.Column("note", Sealed("hand_overs.note"), nullable=False),
    sa.Column("recorded_at", _time, nullable=False),
    sa.Column("recorded_by_agency_id", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    comment="Append-only: which agency went on where another had visited.",
)
approaches = sa.Table(
    "approaches",
    metadata,
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), primary_key=True),
    sa.Column("approach_no", sa.Integer, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("opened_at", _time, nullable=False),
    sa.Column("ended_at", _time),
    sa.Column("outcome", sa.Text),
    comment="One per process instance: a meeting sent somebody out.",
)
planned_contacts = sa.Table(
    "planned_contacts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("planned_at", _time, nullable=False),
    sa.Column("due_at", _time, nullable=False),
    sa.Index("uq_planned_contacts_open", "engagement_id", unique=True, postgresql_where=sa.text("state = 'PLANNED'")),
)
contacts = sa.Table(
    "contacts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False, index=True),
    sa.Column("approach_no", sa.Integer, nullable=False),
    sa.Column("planned_contact_id", sa.Text, sa.ForeignKey("planned_contacts.id"), index=True),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("stage_before", sa.Text, nullable=False),
    sa.Column("stage_after", sa.Text, nullable=False),
    sa.Column("stage_said", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("observations", Sealed("contacts.observations"), nullable=False),
    sa.Column("risk_signs", Sealed("contacts.risk_signs", as_json=True), nullable=False),
    sa.Column("links_settled", sa.Boolean, nullable=False),
    sa.Column("staff_ids", postgresql.ARRAY(sa.Text), nullable=False),
    sa.Column("occurred_at", _time, nullable=False),
    sa.Column("recorded_at", _time, nullable=False),
    sa.Column("recorded_by_agency_id", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("corrects", sa.Text, sa.ForeignKey("contacts.id"), unique=True),
    comment="Append-only. An entry that corrects another supersedes it.",
)
alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False, index=True),
    sa.Column("raised_at", _time, nullable=False),
)
observations = sa.Table(
    "observations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("area", Sealed("observations.area"), nullable=False),
    sa.Column("area_key", sa.Text, nullable=False, server_default=""),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("text", Sealed("observations.text"), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("basis", Sealed("observations.basis"), nullable=False),
    sa.Column("informant", Sealed("observations.informant"), nullable=False),
    sa.Column("occurred_at", _time, nullable=False),
    sa.Column("recorded_at", _time, nullable=False),
    sa.Column("recorded_by_agency_id", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Index("ix_observations_place", "municipality_id", "area_key", "case_id"),
    comment="Append-only: what was seen, by whom, on what basis. An erasure empties area_key, the area's blind index.",
)
