"""Every wait for a person is one work item in its owner: who, what, by when, and the element that waits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from google.protobuf.message import Message
from sqlalchemy.dialects.postgresql import ARRAY

from kit import outbox, telemetry
from kit.brokers import events_topic
from kit.context import Context
from kit.ids import new_id
from kit.zeebe import Job, Tasks, Variables

OPEN, OVERDUE, CLOSED = "OPEN", "OVERDUE", "CLOSED"
PASSED_ON = "PASSED_ON"
NOT_TOLD = ("subject", "due_at", "person_ids")

_metadata = sa.MetaData()
items = sa.Table(
    "work_items",
    _metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("element_id", sa.Text, nullable=False),
    sa.Column("process_instance_key", sa.BigInteger, nullable=False),
    sa.Column("person_ids", ARRAY(sa.Text), nullable=False),
    # Work lists and the reconciler read what is open; what is closed stays for ever and is most of it.
    sa.Index("ix_work_items_open", "agency_id", "due_at", postgresql_where=sa.text("state <> 'CLOSED'")),
)
tables = (items,)


@dataclass(frozen=True)
class NewItem:
    """`subject` is the resource name of the thing to work on; `agency_id` and `role` say who is responsible;
    `person_ids`: whom alone it is about, none where it is about all of the case."""

    case_id: str
    case_no: str
    kind: str
    subject: str
    agency_id: str
    role: str
    due_at: datetime
    person_ids: Sequence[str] = ()


class Place(Protocol):
    """Where a process waits: a job's, or that of an item that is open there."""

    @property
    def element_id(self) -> str: ...

    @property
    def process_instance_key(self) -> int: ...


def open_item(db: sa.Connection, ctx: Context, place: Place, new: NewItem) -> str:
    """Opens the item that a wait of a process stands for; answers its id."""
    return open_items(db, ctx, place, [new])[0]


def open_items(db: sa.Connection, ctx: Context, place: Place, news: Sequence[NewItem]) -> list[str]:
    """The same for several, in as many statements as for one."""
    if not news:
        return []
    rows = [
        {
            "id": new_id(),
            "municipality_id": ctx.municipality_id,
            "opened_at": ctx.now,
            "state": OPEN,
            "element_id": place.element_id,
            "process_instance_key": place.process_instance_key,
            **vars(new),
            "person_ids": list(new.person_ids),
        }
        for new in news
    ]
    db.execute(items.insert(), rows)
    opening = outbox.message_class("tsunagi.work.v1.WorkItemOpened")
    messages = []
    for row, new in zip(rows, news, strict=True):
        fields = {key: value for key, value in vars(new).items() if key not in NOT_TOLD}
        opened = opening(name=name(str(row["id"])), due_at=new.due_at.isoformat(), **fields)
        messages.append((opened, new.case_id))
    outbox.record_messages(db, ctx, messages, _topic(db))
    return [str(row["id"]) for row in rows]


def close_subject(db: sa.Connection, ctx: Context, subject: str, kind: str | None = None) -> None:
    """Closes what waits for this subject (only `kind`, when given): done, or no longer needed."""
    close_subjects(db, ctx, [subject], kind)


def close_subjects(db: sa.Connection, ctx: Context, subjects: Sequence[str], kind: str | None = None) -> None:
    """The same for several, in as many statements as for one."""
    where: list[sa.ColumnElement[bool]] = [items.c.subject.in_(subjects)]
    if kind is not None:
        where.append(items.c.kind == kind)
    _close(db, ctx, where)


def close_own(db: sa.Connection, ctx: Context, case_id: str, kind: str, agency_id: str) -> None:
    """One agency has done its part, the others of this kind still wait."""
    _close(db, ctx, [items.c.case_id == case_id, items.c.kind == kind, items.c.agency_id == agency_id])


def close_parts(db: sa.Connection, ctx: Context, subjects: Sequence[str], kind: str, agency_ids: Sequence[str]) -> None:
    """What these agencies are asked about these subjects; the others' part stays open."""
    _close(db, ctx, [items.c.subject.in_(subjects), items.c.kind == kind, items.c.agency_id.in_(agency_ids)])


def close_kinds(db: sa.Connection, ctx: Context, case_id: str, kinds: Sequence[str]) -> None:
    _close(db, ctx, [items.c.case_id == case_id, items.c.kind.in_(kinds)])


def is_open(db: sa.Connection, ctx: Context, subject: str, kind: str) -> bool:
    """Whether the process waits for this now."""
    waiting = sa.exists().where(
        items.c.subject == subject,
        items.c.kind == kind,
        items.c.state != CLOSED,
        items.c.municipality_id == ctx.municipality_id,
    )
    return db.scalar(sa.select(waiting)) or False


def wait_of(db: sa.Connection, ctx: Context, subject: str, kind: str) -> Any | None:
    """The open item of that kind about the subject, a place beside which others are asked too."""
    query = sa.select(items).where(
        items.c.subject == subject,
        items.c.kind == kind,
        items.c.state != CLOSED,
        items.c.municipality_id == ctx.municipality_id,
    )
    return db.execute(query).first()


@dataclass(frozen=True)
class Waiting:
    """An open item of a case, whoever is asked."""

    kind: str
    subject: str
    agency_id: str
    due_at: datetime


def waiting(db: sa.Connection, ctx: Context, case_id: str) -> list[Waiting]:
    """Earliest first."""
    query = sa.select(items.c.kind, items.c.subject, items.c.agency_id, items.c.due_at).where(
        items.c.case_id == case_id, items.c.state != CLOSED, items.c.municipality_id == ctx.municipality_id
    )
    return [Waiting(*row) for row in db.execute(query.order_by(items.c.due_at, items.c.id))]


def is_about(db: sa.Connection, ctx: Context, subject: str, person_ids: Sequence[str]) -> None:
    """From now on this subject is about these alone."""
    where = (items.c.subject == subject, items.c.municipality_id == ctx.municipality_id)
    db.execute(items.update().where(*where).values(person_ids=list(person_ids)))


def waiting_for(db: sa.Connection, ctx: Context, agency_id: str) -> Sequence[sa.Row[Any]]:
    """(case_id, case_no, person_ids) of what this agency is to do."""
    query = sa.select(items.c.case_id, items.c.case_no, items.c.person_ids).where(
        items.c.agency_id == agency_id, items.c.state != CLOSED, items.c.municipality_id == ctx.municipality_id
    )
    return db.execute(query).all()


def close_case(db: sa.Connection, ctx: Context, case_id: str, outlives: Sequence[str] = ()) -> None:
    """Work of the kinds `outlives` goes on after the case."""
    _close(db, ctx, [items.c.case_id == case_id, items.c.kind.not_in(outlives)])


def _close(db: sa.Connection, ctx: Context, where: list[sa.ColumnElement[bool]]) -> None:
    closed = db.execute(
        items.update()
        .where(*where, items.c.state != CLOSED, items.c.municipality_id == ctx.municipality_id)
        .values(state=CLOSED)
        .returning(items)
    ).all()
    _note_place(closed)
    closing = outbox.message_class("tsunagi.work.v1.WorkItemClosed")
    messages = [
        (closing(name=name(row.id), case_id=row.case_id, case_no=row.case_no), str(row.case_id)) for row in closed
    ]
    outbox.record_messages(db, ctx, messages, _topic(db))


def _note_place(rows: Sequence[sa.Row[Any]]) -> None:
    """Where whatever ends these waits is: in the span of the call, where all of them are one place of the engine's."""
    if len({(row.process_instance_key, row.element_id, row.subject) for row in rows}) != 1:
        return
    (row, *_others) = rows
    place = {"bpmn.element.id": row.element_id, "zeebe.process_instance.key": row.process_instance_key}
    telemetry.note_new({**place, "case.id": row.case_id, **telemetry.ids_in_name(row.subject)})


def change(db: sa.Connection, ctx: Context, item_id: str, change: str) -> None:
    """REMINDED or OVERDUE: whoever is responsible is told. Nothing where the item is closed, or closing as this looks:
    who answers in the second of the deadline is done."""
    waiting = sa.select(items).where(
        items.c.id == item_id, items.c.state != CLOSED, items.c.municipality_id == ctx.municipality_id
    )
    row = db.execute(waiting.with_for_update()).first()
    if row is None:
        return
    if change == OVERDUE:
        db.execute(items.update().where(items.c.id == item_id).values(state=OVERDUE))
    outbox.record_message(db, ctx, _changed(row, change), row.case_id, _topic(db))


def _changed(row: Any, change: str) -> Message:
    """What whoever is responsible is told."""
    told = {one: getattr(row, one) for one in ("case_id", "case_no", "agency_id", "kind", "person_ids")}
    return outbox.message_class("tsunagi.work.v1.WorkItemChanged")(name=name(row.id), change=change, **told)


def escalate_parts(db: sa.Connection, ctx: Context, subject: str, kind: str) -> None:
    """What is asked of several about one subject is OVERDUE for those who have not done their part."""
    late = db.execute(
        items.update()
        .where(
            items.c.subject == subject,
            items.c.kind == kind,
            items.c.state == OPEN,
            items.c.municipality_id == ctx.municipality_id,
        )
        .values(state=OVERDUE)
        .returning(items)
    ).all()
    messages = [(_changed(row, OVERDUE), str(row.case_id)) for row in late]
    outbox.record_messages(db, ctx, messages, _topic(db))


def pass_on(db: sa.Connection, ctx: Context, subject: str, agency_id: str) -> None:
    """What waits for this subject is another agency's from now on: the same item, due when it was due, so that the wait
    in the process goes on and its deadline asks whoever is responsible then."""
    passed = db.execute(
        items.update()
        .where(items.c.subject == subject, items.c.state != CLOSED, items.c.municipality_id == ctx.municipality_id)
        .values(agency_id=agency_id)
        .returning(items)
    ).all()
    messages = [(_changed(row, PASSED_ON), str(row.case_id)) for row in passed]
    outbox.record_messages(db, ctx, messages, _topic(db))


def register_tasks(tasks: Tasks) -> None:
    """The two task types that every service has for its waits' deadlines."""

    @tasks.task("remind-work-item", inputs=("workItemId",), key=("workItemId",))
    def remind(job: Job) -> Variables:
        change(job.db, job.ctx, job.variables["workItemId"], "REMINDED")
        return {}

    @tasks.task("escalate-work-item", inputs=("workItemId",), key=("workItemId",))
    def escalate(job: Job) -> Variables:
        change(job.db, job.ctx, job.variables["workItemId"], OVERDUE)
        return {}


def name(item_id: str) -> str:
    return f"workItems/{item_id}"


def _topic(db: sa.Connection) -> str:
    return events_topic(db.get_execution_options()["service"])


def counts(db: sa.Connection, now: datetime) -> Iterator[tuple[str, str, Mapping[str, str], float]]:
    query = sa.select(items.c.kind, items.c.agency_id, items.c.state, sa.func.count(), sa.func.min(items.c.due_at))
    query = query.where(items.c.state != CLOSED).group_by(items.c.kind, items.c.agency_id, items.c.state)
    for kind, agency_id, state, count, due_at in db.execute(query):
        labels = {"kind": kind, "agency_id": agency_id, "state": state}
        yield "tsunagi_work_items", "Work that waits for somebody.", labels, count
        late = max(0.0, (now - due_at).total_seconds())
        yield "tsunagi_work_late_seconds", "Case time since the earliest of it was due.", labels, late
