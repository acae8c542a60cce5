"""Two worlds that differ only in a concealed address: whatever anybody but a keeper can obtain is the same.

Ids and times are normalised by the order in which they appear; the rest is compared byte for byte.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf import message_factory
from google.protobuf.message import Message

from kit import disclosure
from kit.calls import Call, audiences, snake
from kit.errors import DomainError
from kit.outbox import outbox
from kit.peers import Peers
from services.intake.app import service
from services.intake.domain import Person
from services.intake.domain.concealment import Keeper
from services.intake.rpc import IntakeServicer
from services.intake.store import rows, tables
from services.intake.use_cases import cases, concealment, glasses
from tests.intake.world import COORDINATING, MONEY, WELFARE, WINDOW, World, actor

servicer = IntakeServicer()
DESK, KEEPER = "W-19", actor("W-19")
DUTY = replace(actor(COORDINATING, "coordinator", "outreach-worker", "decision-maker"), person_id="staff-duty")
READERS = (
    actor(COORDINATING, "coordinator"),
    DUTY,
    actor(WINDOW),
    actor(MONEY),
    replace(actor(WELFARE), person_id="staff-other"),
    replace(actor(DESK), person_id="staff-no-keeper"),
)
READS = [
    method
    for method in service.descriptor.methods
    if not method.server_streaming
    and "request_id" not in method.input_type.fields_by_name
    and method.name != "CheckConcealment"
]
WORDS = ("架空市", "例町", "別の町", "1-2-3", "9番地", "シェルター", "○○荘", "西棟", "12号")
ULID = re.compile(rb"[0-9A-HJKMNP-TV-Z]{26}|city-[0-9a-f]{32}")


def an_address(rng: random.Random) -> str:
    return "".join(rng.choices(WORDS, k=rng.randint(1, 12)))


def play(db: sa.Connection, seed: int, address: str, *, conceals: bool = True) -> tuple[World, list[str]]:
    """The same case for one seed, whatever the address; answers the ids of what can be read."""
    rng, world = random.Random(seed), World(db)
    hidden = Person("", "架空 花子", "カクウ ハナコ", "1980-02-03", "079-000-0100", address, "母")
    child = replace(hidden, name="架空 桃", kana="カクウ モモ", birth_date="2015-05-06", relation="長女")
    apart = Person("", "架空 次郎", "カクウ ジロウ", "1975-01-01", "", "別居の町8", "父")
    household = [hidden, *([child] if rng.random() < 0.7 else []), *([apart] if rng.random() < 0.5 else [])]
    rng.shuffle(household)
    by = rng.choice((WINDOW, DESK, MONEY))
    is_case = by == WINDOW and rng.random() < 0.8
    case_id = world.open_case(*household, area="例地区") if is_case else ""
    consultation_id = "" if case_id else world.receive(*household, by=by, area="例地区")
    case_id = case_id or world.consultation(consultation_id).case_id
    mother = next(one for one in world.people(case_id) if _name(world, one) == hidden.name)
    keepers = [Keeper(DESK, KEEPER.person_id)]
    who = by if consultation_id else actor(COORDINATING, "coordinator")
    if conceals:
        concealment.conceal(db, world.ctx(who), mother, keepers, world.now + timedelta(days=365))
    again = world.receive(hidden, by=rng.choice((MONEY, WELFARE)), area="例地区")
    if rng.random() < 0.5 and not consultation_id:
        cases.add_person(db, world.ctx(), case_id, replace(child, name="架空 梅", kana="カクウ ウメ"), "")
    handoff = world.offered(replace(hidden, relation="本人"), candidates=(MONEY, WELFARE))
    glass = glasses.open_(db, replace(world.ctx(DUTY), purpose="EMERGENCY"), case_id, "LIFE_THREAT")
    own = [f"consultations/{consultation_id or again}", f"consultations/{again}", f"cases/{case_id}"]
    people = world.people(case_id)
    return world, [*own, f"handoffs/{handoff}", f"glasses/{glass}", case_id, *people]


def _name(world: World, person_id: str) -> str:
    return str(rows.get(world.db, world.ctx(), tables.persons, person_id).name)


def requests(method: Any, ids: list[str]) -> Iterator[Message]:
    """One request for each thing that its fields can name; one alone for a list without any."""
    fields = [name for name in ("name", "parent", "case_id", "person_id") if name in method.input_type.fields_by_name]
    for value in ids if fields else [""]:
        request = message_factory.GetMessageClass(method.input_type)()
        for name in fields:
            setattr(request, name, value)
        yield request


def obtained(world: World, ids: list[str], peers: Peers) -> list[bytes]:
    """Every answer or refusal, by reader, rpc and thing; and what was told to the broker, with its key and size."""
    found: list[bytes] = []
    for reader in READERS:
        for method in READS:
            if not reader.audiences & audiences(method):
                continue
            for request in requests(method, ids):
                call = Call(replace(world.ctx(reader), purpose="EMERGENCY"), world.db, peers)
                found.append(f"{reader.person_id} {method.name} ".encode() + _answer(method, request, call))
    query = sa.select(outbox.c.event_type, outbox.c.body).where(outbox.c.municipality_id == world.municipality_id)
    found += [row.event_type.encode() + bytes(row.body) for row in world.db.execute(query.order_by(outbox.c.id))]
    return normalised(found)


def _answer(method: Any, request: Message, call: Call) -> bytes:
    try:
        answer = getattr(servicer, snake(method.name))(request, call)
        disclosure.reduce(call.db, [answer], call.abouts, call.ctx, call.peers, service.disclosure_check)
    except DomainError as refusal:
        return refusal.code.encode()
    content: bytes = answer.SerializeToString(deterministic=True)
    return content


def normalised(found: list[bytes]) -> list[bytes]:
    seen: dict[bytes, bytes] = {}
    return [ULID.sub(lambda one: seen.setdefault(one[0], f"id{len(seen):04}".encode()), text) for text in found]


def compare(db: sa.Connection, peers: Peers, seed: int) -> None:
    rng = random.Random(-seed - 1)
    one, other = an_address(rng), an_address(rng)
    first, second = (obtained(*play(db, seed, address), peers) for address in (one, other))
    assert first == second
    assert not [text for text in (*first, *second) if one.encode() in text or other.encode() in text]


def test_the_comparison_sees_an_address_that_nobody_concealed(db: sa.Connection, answering: Peers) -> None:
    one, other = "架空市例町1-2-3", "架空市例町4-5-6"
    told: set[bytes] = set()
    for seed in range(6):
        first, second = (obtained(*play(db, seed, address, conceals=False), answering) for address in (one, other))
        if first != second:  # the violence desk conceals by itself
            told |= {text.split()[1] for text in first if one.encode() in text}
    assert {b"GetConsultation", b"GetCase", b"GetEmergencyView"} <= told


@pytest.mark.parametrize("seed", range(4))
def test_nobody_but_a_keeper_can_tell_two_worlds_apart(db: sa.Connection, answering: Peers, seed: int) -> None:
    compare(db, answering, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 400))
def test_nobody_but_a_keeper_can_tell_many_worlds_apart(db: sa.Connection, answering: Peers, seed: int) -> None:
    compare(db, answering, seed)
