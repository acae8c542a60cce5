"""The disclosure ledger: who learned which field of whom, when, why and on what basis. Ids and codes only.

One row per answer that showed content, written in the answer's own transaction: what cannot be written is not shown.
The rows of a municipality are a chain, each hash over the one before; the service's login may add rows and nothing
else. `seal` tells the chain's head to the other services, which keep it: a tail that is cut off is seen
(`tsunagi ledger verify`, ADR 15).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert

from kit import outbox, pages
from kit.brokers import events_topic
from kit.context import Context, service_actor
from kit.disclosure import Shown
from kit.errors import DomainError, Status
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.ledger.v1 import ledger_pb2 as pb

_metadata = sa.MetaData()
ledger = sa.Table(
    "ledger",
    _metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("agency_id", sa.Text, nullable=False),
    sa.Column("reader_id", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("entries", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Index("ix_ledger_entries", sa.text("(entries::jsonb) jsonb_path_ops"), postgresql_using="gin"),
    comment="Append-only: what was shown to whom. entries: a JSON list, one item per person, record and basis.",
    info={"append_only": True},
)
heads = sa.Table(
    "ledger_heads",
    _metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("sealed_seq", sa.BigInteger, nullable=False, server_default="0"),
    comment="Where the next row goes; it proves nothing by itself.",
)
checkpoints = sa.Table(
    "ledger_checkpoints",
    _metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    comment="Append-only: heads of other services' ledgers, as they told them.",
    info={"append_only": True},
)
tables = (ledger, heads, checkpoints)
PAGE_SIZE, LARGEST_PAGE = 50, 500
OFFICER = "disclosure-officer"
# 個人情報保護法78条1項. 7: it would hinder the 支援会議, bound to secrecy (社会福祉法106条の6第5項). 6: a deliberation.
# Proposals; the city holds them to the text.
SUPPORT_GROUND, DELIBERATION_GROUND = "ART78_1_7", "ART78_1_6"
SUPPORT_BASIS, PAPERS = "ART106_6", "C6"

# One statement: whoever appends waits for the head's row, and reads what the one before left there.
_APPEND = """
WITH head AS (
  INSERT INTO ledger_heads AS h (municipality_id, seq, hash) VALUES (%(municipality_id)s, 1, sha256(%(digest)s))
  ON CONFLICT (municipality_id) DO UPDATE SET seq = h.seq + 1, hash = sha256(h.hash || %(digest)s)
  RETURNING seq, hash
)
INSERT INTO ledger (municipality_id, at, agency_id, reader_id, purpose, method, entries, seq, hash)
SELECT %(municipality_id)s, %(at)s, %(agency_id)s, %(reader_id)s, %(purpose)s, %(method)s, %(entries)s, seq, hash
FROM head
"""


def append(db: sa.Connection, ctx: Context, method: str, shown: Sequence[Shown]) -> None:
    """`method`: full name of the rpc. Nothing for an answer that showed nothing."""
    if not shown:
        return
    row = {
        "municipality_id": ctx.municipality_id,
        "at": ctx.now,
        "agency_id": ctx.actor.agency_id,
        "reader_id": ctx.actor.person_id,
        "purpose": ctx.purpose,
        "method": method,
        "entries": json.dumps(_entries(shown), separators=(",", ":"), sort_keys=True),
    }
    db.exec_driver_sql(_APPEND, {**row, "digest": digest(row)})


def _entries(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """Fields of one person, record and basis together."""
    found: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for one in shown:
        room = one.about.room.meeting_type if one.about.room is not None else ""
        key = (one.about.case_id, one.person_id, one.subject, room, one.about.purpose, one.basis, one.rule)
        fields, categories = found.setdefault(key, (set(), set()))
        fields.add(one.field)
        categories.add(one.category)
    names = ("case", "person", "subject", "room", "for", "basis", "rule")
    return [
        {**dict(zip(names, key, strict=True)), "fields": sorted(fields), "categories": sorted(categories)}
        for key, (fields, categories) in sorted(found.items())
    ]


def digest(row: Mapping[str, Any]) -> bytes:
    """Of everything that a row says, in a form that does not depend on the database."""
    said = [row[name] for name in ("municipality_id", "agency_id", "reader_id", "purpose", "method", "entries")]
    return hashlib.sha256(json.dumps([row["at"].astimezone(UTC).isoformat(), *said]).encode()).digest()


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold; `code` is explained in docs/operators.md."""

    code: str
    seq: int


def walk(db: sa.Connection, municipality_id: str) -> Iterator[tuple[int, bytes] | Break]:
    """(seq, hash) of every row in order, and each place where the chain does not hold."""
    query = sa.select(ledger).where(ledger.c.municipality_id == municipality_id).order_by(ledger.c.seq)
    expected, last = 1, b""
    for row in db.execution_options(yield_per=1000).execute(query):
        if row.seq != expected:
            yield Break("LEDGER_GAP", expected)
        if row.hash != hashlib.sha256(last + digest(row._asdict())).digest():
            yield Break("LEDGER_CHANGED", row.seq)
        yield row.seq, bytes(row.hash)
        expected, last = row.seq + 1, bytes(row.hash)


class NotADisclosureOfficer(DomainError):
    code = "NOT_A_DISCLOSURE_OFFICER"
    message = "開示請求の担当者だけが使えます。"
    status = Status.PERMISSION_DENIED


def draft(db: sa.Connection, ctx: Context, request: pb.ListDisclosuresRequest) -> pb.ListDisclosuresResponse:
    """For a formal 開示請求: what this service showed of a person, each entry with a proposed ground to withhold it.

    The city decides, outside of the system. With `handout`, what has a ground is not there at all, and pages are
    filled with what is: a 支援会議 leaves neither trace nor gap. Raises NotADisclosureOfficer.
    """
    if OFFICER not in ctx.actor.roles:
        raise NotADisclosureOfficer
    size, token = min(request.page_size or PAGE_SIZE, LARGEST_PAGE), request.page_token
    if token and not (token.isascii() and token.isdecimal() and len(token) < 19):
        raise pages.unknown()
    of_person = sa.cast(ledger.c.entries, JSONB).contains([{"person": request.person_id}])
    own = (ledger.c.municipality_id == ctx.municipality_id, ledger.c.seq > int(token or 0), of_person)
    query = sa.select(ledger).where(*own).order_by(ledger.c.seq)
    page: list[tuple[int, list[pb.Disclosure]]] = []
    with db.execution_options(yield_per=PAGE_SIZE).execute(query) as rows:
        for row in rows:
            told = [one for one in _told(row, request.person_id) if not (request.handout and one.proposed_ground)]
            if told:
                page.append((row.seq, told))
            if len(page) > size:
                break
    return pb.ListDisclosuresResponse(
        disclosures=[one for _seq, told in page[:size] for one in told],
        next_page_token=str(page[size - 1][0]) if len(page) > size else "",
    )


def _told(row: Any, person_id: str) -> Iterator[pb.Disclosure]:
    for entry in json.loads(row.entries):
        if entry["person"] == person_id:
            yield pb.Disclosure(
                disclose_time=row.at,
                agency_id=row.agency_id,
                subject=entry["subject"],
                fields=entry["fields"],
                data_categories=entry["categories"],
                purpose=row.purpose,
                basis=entry["basis"],
                proposed_ground=_ground(entry),
            )


def _ground(entry: Mapping[str, Any]) -> str:
    if entry["room"] == "SUPPORT" or entry["basis"] == SUPPORT_BASIS:
        return SUPPORT_GROUND
    return DELIBERATION_GROUND if PAPERS in entry["categories"] else ""


def seal(db: sa.Connection, service: str, now: datetime) -> None:
    """Tells how far each municipality's chain has come, when it went on."""
    grown = db.execute(
        sa.update(heads).where(heads.c.seq > heads.c.sealed_seq).values(sealed_seq=heads.c.seq).returning(heads)
    ).all()
    for row in grown:
        ctx = Context(service_actor(service), "LEDGER", now, row.municipality_id)
        told = pb.LedgerSealed(service=service, municipality_id=row.municipality_id, seq=row.seq, hash=row.hash.hex())
        outbox.record_message(db, ctx, told, f"ledger-{service}", events_topic(service))


def _keep_checkpoint(delivery: Delivery) -> None:
    told = delivery.event
    row = {
        "municipality_id": delivery.ctx.municipality_id,
        "service": told.service,
        "seq": told.seq,
        "hash": bytes.fromhex(told.hash),
        "received_at": delivery.ctx.now,
    }
    delivery.db.execute(insert(checkpoints).values(row).on_conflict_do_nothing())


subscriptions: Mapping[str, Subscriber] = {pb.LedgerSealed.DESCRIPTOR.full_name: _keep_checkpoint}
