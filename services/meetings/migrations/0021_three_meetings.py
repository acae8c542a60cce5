"""The three meetings with their papers, people, requests and second thoughts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXTS = postgresql.ARRAY(sa.Text())


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _texts(name: str) -> sa.Column:
    return sa.Column(name, TEXTS, nullable=False, server_default="{}")


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def _of_item(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_items.id"], name=f"fk_{table}_agenda_item_id")


def _table(name: str, *columns: sa.Column, key: tuple[str, ...] = ("id",), indexed: tuple[str, ...] = ()) -> None:
    named = [column.name for column in columns]
    constraints: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")]
    if "agenda_item_id" in named:
        constraints.append(_of_item(name))
    op.create_table(name, *columns, _text("municipality_id"), *constraints)
    for column in indexed:
        op.create_index(f"ix_{name}_{column}", name, [column], unique=False)


def upgrade() -> None:
    for column in (
        *(_text(name, "") for name in ("summary", "why_compound", "tried", "liaison_skipped_reason", "means")),
        *(_text(name, "") for name in ("removed_reason", "next_on", "corrected_from")),
        _texts("domains"),
        _texts("papers"),
        _flag("support_reaches"),
        _moment("started_at", nullable=True),
        _moment("drafted_at", nullable=True),
        _moment("frozen_at", nullable=True),
    ):
        op.add_column("agenda_items", column)
    op.create_index("ix_agenda_items_sitting_id", "agenda_items", ["sitting_id"], unique=False)
    for column in (
        _text("capacity", "AGENCY"),
        _text("individual_id", ""),
        _text("pledge_method", ""),
        _text("invitation", "CALLED"),
        _text("opinion", ""),
        _moment("confirmed_at", nullable=True),
        _moment("distributed_at", nullable=True),
        _moment("recalled_at", nullable=True),
        _moment("returned_at", nullable=True),
        _text("recall_reason", ""),
    ):
        op.add_column("members", column)
    op.create_index("ix_members_agency_id", "members", ["agency_id"], unique=False)
    for column in (
        _text("person_id", ""),
        _text("basis", ""),
        _text("known_on", ""),
        _text("recorded_by", ""),
        _text("case_id", ""),
    ):
        op.add_column("facts", column)
    op.create_index("ix_facts_case_id", "facts", ["case_id"], unique=False)
    for column in (
        _text("state", "SCHEDULED"),
        _text("means", ""),
        _text("reason", ""),
        _texts("attending"),
        sa.Column("reschedule_count", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("sittings", column)
    for column in (
        _text("case_id", ""),
        _text("role", ""),
        _text("reason", ""),
        _flag("begun"),
        _moment("closed_at", nullable=True),
    ):
        op.add_column("decisions", column)
    _table(
        "issues",
        _text("id"),
        _text("agenda_item_id"),
        _text("person_id"),
        _text("domain"),
        _text("text"),
        _text("unknowns"),
        _text("approach_agency_id"),
        _text("recorded_by"),
        _moment("created_at"),
        indexed=("agenda_item_id",),
    )
    _table(
        "conclusions",
        _text("id"),
        _text("agenda_item_id"),
        _text("decision"),
        _text("reason"),
        _text("supersedes"),
        _text("way_back"),
        _text("recorded_by"),
        _moment("occurred_at"),
        _moment("recorded_at"),
        indexed=("agenda_item_id",),
    )
    _table("dissents", _text("agenda_item_id"), _text("agency_id"), _text("text"), key=("agenda_item_id", "agency_id"))
    _table(
        "watch_roles",
        _text("id"),
        _text("agenda_item_id"),
        _text("agency_id"),
        _text("signs"),
        _text("channel"),
        _text("review_on"),
        _moment("confirmed_at", nullable=True),
        indexed=("agenda_item_id",),
    )
    _table(
        "information_requests",
        _text("id"),
        _text("agenda_item_id"),
        _text("case_id"),
        _text("case_no"),
        _text("asking_agency_id"),
        _text("agency_id"),
        _text("question"),
        _text("state"),
        _text("answer"),
        _text("reason"),
        _moment("requested_at"),
        _moment("due_at", nullable=True),
        _moment("answered_at", nullable=True),
        indexed=("agenda_item_id", "case_id", "agency_id"),
    )
    _table(
        "concerns",
        _text("id"),
        _text("agenda_item_id"),
        _text("agency_id"),
        _text("text"),
        _moment("raised_at"),
        indexed=("agenda_item_id",),
    )
    _table(
        "breaches",
        _text("id"),
        _text("agenda_item_id"),
        _text("reported_by"),
        _text("description"),
        _text("report_reference"),
        _moment("reported_at"),
        indexed=("agenda_item_id",),
    )
    _table("lessons", _text("id"), _text("agency_id"), _text("theme"), _text("text"), _moment("recorded_at"))
    _table(
        "bars",
        _text("case_id"),
        _text("agency_id"),
        _text("individual_id"),
        _text("reason"),
        _moment("recorded_at"),
        key=("case_id", "agency_id", "individual_id"),
    )
    _table(
        "standing_pledges",
        _text("agency_id"),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        _moment("pledged_at"),
        key=("municipality_id", "agency_id", "fiscal_year"),
    )
