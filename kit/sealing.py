"""Columns that PostgreSQL stores as ciphertext: AES-256-GCM under a data key of the person or the case (ADR 14).

A token is bound to its city, table, column, row and subject: moved elsewhere it opens nothing. Reading asks the
database for token and wrapped key at once and opens them here; a destroyed key reads as "". Writing goes through
`sealed`: a plain text that reaches such a column is an error of ours and stores nothing.
"""

import base64
import json
import os
from collections.abc import Collection, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.errors import DomainError
from kit.keyring import KEY_BYTES, NONCE_BYTES, Keyring
from kit.row_security import municipality_column

_metadata = sa.MetaData()
data_keys = sa.Table(
    "data_keys",
    _metadata,
    municipality_column(primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("wrapped", sa.Text, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    sa.Column("destroyed_at", sa.DateTime(timezone=True)),
    comment="One data key for each person and case, wrapped; destroyed: wrapped is '' and stays so.",
)
tables = (data_keys,)
VERSION, SEPARATOR = "s1", "\x1f"
_keyrings: WeakKeyDictionary[sa.Dialect, Keyring] = WeakKeyDictionary()
_opened: WeakKeyDictionary[sa.Transaction, dict[str, bytes]] = WeakKeyDictionary()


class Unsealed(Exception):
    """A plain text was about to be stored in a sealed column."""


class Tampered(Exception):
    """A token that was not made for where it stands, or whose key is missing without having been destroyed."""


class SubjectErased(DomainError):
    """The person's or the case's key is destroyed: nothing more is written about them."""

    code = "SUBJECT_ERASED"
    message = "この記録は消去されています。新しく書き込むことはできません。"


class Token(str):
    """A sealed text, as it is stored."""


class Sealed(sa.types.TypeDecorator[Any]):
    """A text (or, `as_json`, anything that JSON can say) that only this service can read.

    `place` is "table.column", part of what a token is bound to.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, place: str, *, as_json: bool = False) -> None:
        super().__init__()
        self.place, self.as_json = place, as_json

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        if value is not None and value != "" and not isinstance(value, Token):
            raise Unsealed(self.place)
        return None if value is None else str(value)

    def column_expression(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        """Row, wrapped key and token, in one value."""
        if isinstance(column, sa.Label):
            column = column.element
        assert isinstance(column, sa.Column | sa.ColumnClause)
        table, token = column.table, sa.type_coerce(column, sa.Text)
        assert table is not None
        wrapped = (
            sa.select(data_keys.c.wrapped)
            .where(
                data_keys.c.municipality_id == table.c.municipality_id,
                data_keys.c.subject == sa.func.split_part(token, ":", 2),
            )
            .scalar_subquery()
        )
        row = sa.func.concat_ws("/", *table.primary_key)
        place = (table.c.municipality_id, row, sa.func.coalesce(wrapped, "?"), token)
        return sa.func.concat_ws(SEPARATOR, *place, type_=self)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Raises Tampered."""
        municipality_id, row, wrapped, *rest = value.split(SEPARATOR, 3)
        if not rest:
            return None
        token = rest[0]
        if token == "" or wrapped == "":
            return ""
        _version, subject, content = token.split(":", 2)
        sealed = base64.b64decode(content)
        try:
            key = _keyrings[dialect].unwrap(subject, wrapped)
            bound = _bound(municipality_id, self.place, row, subject)
            text = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound).decode()
        except (InvalidTag, KeyError) as error:
            raise Tampered(self.place) from error
        return json.loads(text) if self.as_json else text


def attach(engine: sa.Engine, keyring: Keyring) -> None:
    """What this engine's columns are opened and sealed with."""
    _keyrings[engine.dialect] = keyring


def keyring_of(db: sa.Connection) -> Keyring:
    return _keyrings[db.dialect]


def prepare(db: sa.Connection, ctx: Context, subjects: Collection[str]) -> None:
    """Keys of these persons and cases are there, in one question (and a second for those that are new).

    Only a caller that seals for several saves something by it. Raises SubjectErased.
    """
    known = _known(db)
    missing = sorted(set(subjects) - known.keys())
    if not missing:
        return
    c = data_keys.c
    of_city = (c.municipality_id == ctx.municipality_id, c.subject.in_(missing))
    found = {row.subject: row.wrapped for row in db.execute(sa.select(c.subject, c.wrapped).where(*of_city))}
    if new := [subject for subject in missing if subject not in found]:
        found |= _create(db, ctx, new)
    if "" in found.values():
        raise SubjectErased
    keyring = keyring_of(db)
    known |= {subject: keyring.unwrap(subject, wrapped) for subject, wrapped in found.items()}


def sealed(
    db: sa.Connection, ctx: Context, table: sa.Table, subject: str, values: Mapping[str, Any], row: str | None = None
) -> dict[str, Any]:
    """`values` with the contents of sealed columns as tokens, under the key of `subject`: a person's id or a case's.

    `row`: the primary key of the row that is changed, several columns joined by "/"; of a new row it is in `values`.
    Raises SubjectErased.
    """
    secret = _secret(table, values)
    if not secret:
        return dict(values)
    prepare(db, ctx, [subject])
    key = AESGCM(_known(db)[subject])
    if row is None:
        row = "/".join(str({"municipality_id": ctx.municipality_id, **values}[one.name]) for one in table.primary_key)
    tokens = {}
    for name, kind in secret.items():
        text = json.dumps(values[name], ensure_ascii=False) if kind.as_json else values[name]
        nonce = os.urandom(NONCE_BYTES)
        content = nonce + key.encrypt(nonce, text.encode(), _bound(ctx.municipality_id, kind.place, row, subject))
        tokens[name] = Token(f"{VERSION}:{subject}:{base64.b64encode(content).decode()}")
    return {**values, **tokens}


def has_content(table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Whether something in these values would be sealed, and needs a key."""
    return bool(_secret(table, values))


def _secret(table: sa.Table, values: Mapping[str, Any]) -> dict[str, Sealed]:
    found = {name: kind for name in values if isinstance(kind := table.c[name].type, Sealed)}
    return {name: kind for name, kind in found.items() if values[name] not in (None, "")}


def destroy(db: sa.Connection, ctx: Context, subjects: Collection[str]) -> None:
    """Nothing sealed for them can be read again, by anyone; a key that was never made is as good as destroyed, too."""
    rows = [{"municipality_id": ctx.municipality_id, "subject": one, "wrapped": ""} for one in sorted(set(subjects))]
    gone = insert(data_keys)
    gone = gone.on_conflict_do_update(
        index_elements=[data_keys.c.municipality_id, data_keys.c.subject],
        set_={"wrapped": "", "destroyed_at": ctx.now},
        where=data_keys.c.wrapped != "",
    )
    db.execute(gone, [{**row, "destroyed_at": ctx.now} for row in rows])
    for subject in subjects:
        _known(db).pop(subject, None)


def destroyed(db: sa.Connection, ctx: Context, subject: str) -> bool:
    """Whether nothing more is written about them: for a writer whom a refusal would tell what may not be told."""
    c = data_keys.c
    gone = sa.exists().where(c.municipality_id == ctx.municipality_id, c.subject == subject, c.wrapped == "")
    return db.scalar(sa.select(gone)) or False


def _create(db: sa.Connection, ctx: Context, subjects: Collection[str]) -> dict[str, str]:
    """Somebody else may create the same at the same moment: theirs holds then."""
    keyring = keyring_of(db)
    wrapped = {subject: keyring.wrap(subject, os.urandom(KEY_BYTES)) for subject in subjects}
    rows = [{"municipality_id": ctx.municipality_id, "subject": one, "wrapped": key} for one, key in wrapped.items()]
    statement = insert(data_keys)
    statement = statement.on_conflict_do_update(
        index_elements=[data_keys.c.municipality_id, data_keys.c.subject], set_={"subject": statement.excluded.subject}
    )
    created = db.execute(statement.returning(data_keys.c.subject, data_keys.c.wrapped), rows)
    return {row.subject: row.wrapped for row in created}


def _known(db: sa.Connection) -> dict[str, bytes]:
    """Data keys of the running transaction, or savepoint (which may be rolled back with its keys); none outlives it."""
    running = db.get_nested_transaction() or db.get_transaction()
    assert running is not None
    return _opened.setdefault(running, {})


def _bound(*parts: str) -> bytes:
    return SEPARATOR.join((VERSION, *parts)).encode()
