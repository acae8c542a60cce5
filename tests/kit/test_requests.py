"""What is kept of a request for its repeats, on the real PostgreSQL: nobody can try a guess against it."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit import requests
from kit.context import Actor, Context
from kit.keyring import Keyring, new_file
from kit.requests import RequestIdReused
from kit.sealing import keyring_of
from kit.transaction import transaction
from pb.tsunagi.outreach.v1.service_pb2 import Observation, RecordObservationRequest
from tests.database import database_of
from tsunagi.stack import Stack

METHOD, CITY = "tsunagi.outreach.v1.OutreachService.RecordObservation", "28216"
ACTOR = Actor(frozenset({"STAFF"}), "W-31", "staff-1")
ASKED, OTHER = (RecordObservationRequest(area="NORTH", text=text) for text in ("窓が暗い", "犬が鳴く"))
ANSWER = Observation(name="observations/01")


@pytest.fixture(scope="module")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "outreach") as found:
        yield found


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with transaction(engine, CITY) as found:
        yield found


@pytest.fixture
def ctx() -> Context:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return replace(Context(ACTOR, "OUTREACH", now, CITY), request_id=str(uuid4()))


def kept(db: sa.Connection, ctx: Context) -> bytes:
    query = sa.select(requests.requests.c.request_hash).where(requests.requests.c.request_id == ctx.request_id)
    return bytes(db.scalars(query).one())


def answered(db: sa.Connection, ctx: Context) -> bytes:
    assert requests.claim(db, ctx, METHOD, ASKED) is None
    requests.finish(db, ctx, ANSWER)
    return ANSWER.SerializeToString()


@pytest.mark.privacy
def test_whoever_guesses_a_request_cannot_hold_the_guess_against_what_is_stored(
    db: sa.Connection, ctx: Context, tmp_path: Path
) -> None:
    answered(db, ctx)
    content = ASKED.SerializeToString(deterministic=True)
    file = tmp_path / "other.json"
    file.write_text(new_file(), encoding="utf-8")
    stored, keyring = kept(db, ctx), keyring_of(db)
    assert stored == keyring.digest(content)
    assert stored not in (hashlib.sha256(content).digest(), Keyring(file).digest(content))
    assert not stored.hex().startswith(keyring.blind(content.decode()))


def test_a_repeat_is_answered_the_same_and_another_content_refused(db: sa.Connection, ctx: Context) -> None:
    answer = answered(db, ctx)
    assert requests.claim(db, ctx, METHOD, ASKED) == answer
    with pytest.raises(RequestIdReused):
        requests.claim(db, ctx, METHOD, OTHER)


def test_a_repeat_of_a_request_whose_digest_was_forgotten_is_answered_by_its_id_and_method(
    db: sa.Connection, ctx: Context
) -> None:
    answer = answered(db, ctx)
    own = requests.requests.c.request_id == ctx.request_id
    db.execute(requests.requests.update().where(own).values(request_hash=requests.UNKNOWN))
    assert requests.claim(db, ctx, METHOD, ASKED) == answer
    with pytest.raises(RequestIdReused):
        requests.claim(db, ctx, METHOD.replace("Record", "List"), ASKED)
