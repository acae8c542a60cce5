"""`ListWorkItems`, the same in each service: what waits for the caller's agency and roles.

An item is about a case, or some of its persons: whoever is kept away from them is not told of it (kit/kept_away.py).
"""

from typing import Any

import sqlalchemy as sa

from kit import pages
from kit.calls import Call
from kit.context import Context
from kit.disclosure import About
from kit.work_items import CLOSED, items, name
from pb.tsunagi.work.v1 import work_pb2


def page(call: Call, request: Any, *narrower: sa.ColumnElement[bool]) -> work_pb2.ListWorkItemsResponse:
    """`narrower`: what the owner knows of responsibility beyond agency and roles."""
    ctx, size = call.ctx, min(request.page_size or 50, 200)
    query = (
        sa.select(items)
        .where(
            items.c.municipality_id == ctx.municipality_id,
            items.c.agency_id == ctx.actor.agency_id,
            sa.or_(items.c.role == "", items.c.role.in_(ctx.actor.roles)),
            *narrower,
        )
        .order_by(items.c.due_at, items.c.id)
        .limit(size + 1)
    )
    if not request.include_closed:
        query = query.where(items.c.state != CLOSED)
    if request.case_id:
        query = query.where(items.c.case_id == request.case_id)
    if request.page_token:
        query = query.where(sa.tuple_(items.c.due_at, items.c.id) > _after(call.db, ctx, request.page_token))
    rows = call.db.execute(query).all()
    response = work_pb2.ListWorkItemsResponse()
    for row in rows[:size]:
        call.about(name(row.id), About(row.case_id, tuple(row.person_ids)))
        response.work_items.append(_shape(row, call.operate_url))
    if len(rows) > size:
        response.next_page_token = rows[size - 1].id
    return response


def _after(db: sa.Connection, ctx: Context, item_id: str) -> "sa.Tuple":
    """Where the page before ended. Raises InvalidArgument."""
    query = sa.select(items.c.due_at).where(items.c.id == item_id, items.c.municipality_id == ctx.municipality_id)
    due_at = db.scalar(query)
    if due_at is None:
        raise pages.unknown()
    return sa.tuple_(sa.literal(due_at), sa.literal(item_id))


def _shape(row: Any, operate_url: str) -> work_pb2.WorkItem:
    item = work_pb2.WorkItem(
        name=name(row.id),
        case_id=row.case_id,
        case_no=row.case_no,
        kind=row.kind,
        subject=row.subject,
        agency_id=row.agency_id,
        role=row.role,
        state=f"STATE_{row.state}",
        element_id=row.element_id,
        instance_uri=f"{operate_url}/processes/{row.process_instance_key}" if operate_url else "",
    )
    item.open_time.FromDatetime(row.opened_at)
    item.due_time.FromDatetime(row.due_at)
    return item
