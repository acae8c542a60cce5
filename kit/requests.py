"""A repeated write answers the same: the answer is stored under the caller's request id, with the effect (AIP-155)."""

import sqlalchemy as sa
from google.protobuf.message import Message
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.errors import DomainError, Status
from kit.row_security import municipality_column
from kit.sealing import keyring_of

_metadata = sa.MetaData()
requests = sa.Table(
    "requests",
    _metadata,
    sa.Column("actor_id", sa.Text, primary_key=True),
    sa.Column("request_id", sa.Text, primary_key=True),
    municipality_column(primary_key=True),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("request_hash", sa.LargeBinary, nullable=False),
    sa.Column("response", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)
tables = (requests,)
# Of a request from before digests had a key: its content is not compared.
UNKNOWN = b""
_CLAIM = insert(requests).on_conflict_do_nothing().returning(requests.c.actor_id)
_FINISH = requests.update().where(
    requests.c.actor_id == sa.bindparam("of_actor"), requests.c.request_id == sa.bindparam("of_request")
)


class RequestIdReused(DomainError):
    code = "REQUEST_ID_REUSED"
    message = "同じ要求番号が別の内容に使われています。新しい番号でお送りください。"
    status = Status.ALREADY_EXISTS


def claim(db: sa.Connection, ctx: Context, method: str, request: Message) -> bytes | None:
    """None for the first time; else the stored answer. A second call with the same id waits for the first's commit."""
    actor_id = f"{ctx.actor.agency_id}/{ctx.actor.person_id}"
    digest = keyring_of(db).digest(request.SerializeToString(deterministic=True))
    values = {
        "actor_id": actor_id,
        "request_id": ctx.request_id,
        "method": method,
        "request_hash": digest,
        "response": b"",
        "at": ctx.now,
    }
    first = db.execute(_CLAIM, values).first()
    if first is not None:
        return None
    row = db.execute(
        sa.select(requests).where(requests.c.actor_id == actor_id, requests.c.request_id == ctx.request_id)
    ).one()
    if row.method != method or row.request_hash not in (UNKNOWN, digest):
        raise RequestIdReused
    return bytes(row.response)


def finish(db: sa.Connection, ctx: Context, response: Message) -> None:
    actor_id = f"{ctx.actor.agency_id}/{ctx.actor.person_id}"
    kept = response.SerializeToString(deterministic=True)
    db.execute(_FINISH, {"of_actor": actor_id, "of_request": ctx.request_id, "response": kept})
