"""User tasks: steps that administrators draw without code, for all processes at one owner. Each is a work item.

People answer by rpc; kit/user_task_jobs.py leases their jobs, and tells the engine what was answered.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from kit import user_task_forms, work_items
from kit.context import Context
from kit.errors import DomainError, NotFound
from kit.row_security import municipality_column
from kit.sealing import Sealed, sealed

KIND = "USER_TASK"
OPEN, ANSWERED, DONE, CANCELLED = "OPEN", "ANSWERED", "DONE", "CANCELLED"

_metadata = sa.MetaData()
tasks = sa.Table(
    "user_tasks",
    _metadata,
    sa.Column("job_key", sa.BigInteger, primary_key=True, autoincrement=False),
    municipality_column(),
    sa.Column("work_item_id", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("claimed_by", sa.Text, nullable=False),
    sa.Column("answered_at", sa.DateTime(timezone=True)),
    sa.Column("traceparent", sa.Text, nullable=False, server_default=""),
)
answers = sa.Table(
    "user_task_answers",
    _metadata,
    sa.Column("job_key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("field", sa.Text, primary_key=True),
    municipality_column(),
    sa.Column("data_class", sa.Text, nullable=False),
    sa.Column("value", Sealed("user_task_answers.value", as_json=True), nullable=False),
    comment="value: JSON; of class C0 also a variable of the process, else nowhere but here.",
)
tables = (tasks, answers)


class TaskOver(DomainError):
    code = "TASK_OVER"
    message = "この仕事は、済んだか、要らなくなりました。"


class ClaimedByAnother(DomainError):
    code = "CLAIMED_BY_ANOTHER"
    message = "ほかの人が引き受けています。"


def find(db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool]) -> sa.Row[Any]:
    """By job key or work item, with its item; locked. `mine`: of work items, as the owner's work list narrows them.

    Raises NotFound for another agency's or role's.
    """
    items = work_items.items
    by_key = tasks.c.job_key == int(local_id) if local_id.isdecimal() and len(local_id) < 19 else sa.false()
    query = (
        sa.select(tasks, *(column for column in items.c if column.name not in ("municipality_id", "state")))
        .join(items, items.c.id == tasks.c.work_item_id)
        .where(
            sa.or_(by_key, tasks.c.work_item_id == local_id),
            tasks.c.municipality_id == ctx.municipality_id,
            items.c.agency_id == ctx.actor.agency_id,
            sa.or_(items.c.role == "", items.c.role.in_(ctx.actor.roles)),
            mine,
        )
        .with_for_update(of=tasks)
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return row


def claim(db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool]) -> None:
    """Raises NotFound, TaskOver, ClaimedByAnother."""
    row = _free(db, ctx, local_id, mine)
    db.execute(tasks.update().where(tasks.c.job_key == row.job_key).values(claimed_by=ctx.actor.person_id))


def complete(
    db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool], given: Mapping[str, str]
) -> None:
    """Keeps the answers and closes the work; the engine is told after the commit.

    Raises NotFound, TaskOver, ClaimedByAnother, InvalidArgument.
    """
    row = _free(db, ctx, local_id, mine)
    fields = user_task_forms.decode(row.form)
    found = user_task_forms.understood(fields, given)
    classes = {one.key: one.data_class for one in fields}
    if found:
        same = {"job_key": row.job_key}
        new = [{**same, "field": key, "data_class": classes[key], "value": value} for key, value in found.items()]
        db.execute(answers.insert(), [sealed(db, ctx, answers, row.case_id, one) for one in new])
    done = {"state": ANSWERED, "claimed_by": ctx.actor.person_id, "answered_at": ctx.now}
    told = {**done, "traceparent": ctx.traceparent}
    db.execute(tasks.update().where(tasks.c.job_key == row.job_key).values(told))
    work_items.close_subject(db, ctx, row.subject, KIND)


def answered(db: sa.Connection, job_key: int) -> dict[str, tuple[str, user_task_forms.Answer]]:
    """Field → (data class, answer)."""
    query = sa.select(answers).where(answers.c.job_key == job_key).order_by(answers.c.field)
    return {row.field: (row.data_class, row.value) for row in db.execute(query)}


def untold(db: sa.Connection) -> int:
    """Answers that the engine has not got yet."""
    return db.scalar(sa.select(sa.func.count()).select_from(tasks).where(tasks.c.state == ANSWERED)) or 0


def _free(db: sa.Connection, ctx: Context, local_id: str, mine: sa.ColumnElement[bool]) -> sa.Row[Any]:
    row = find(db, ctx, local_id, mine)
    if row.state != OPEN:
        raise TaskOver
    if row.claimed_by not in ("", ctx.actor.person_id):
        raise ClaimedByAnother
    return row
