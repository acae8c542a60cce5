"""Two worlds that differ in one concealed address: whatever anybody but a keeper can obtain is the same.

In the other world nobody told an address, so that neither the address nor its concealment shows: two worlds with two
concealed addresses are both the same as that one. What leaves for broker and engine is also the same as if the address
stood in the open. Ids and times are normalised by the order in which they appear; the rest, sizes, counts and order
included, is compared byte for byte. A case is one of SHAPES files with an address of its own.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit import disclosure
from kit.calls import Call, audiences, snake
from kit.context import Actor
from kit.errors import DomainError
from kit.outbox import outbox
from kit.peers import Peers
from services.intake.app import service
from services.intake.domain import Person
from services.intake.domain.concealment import Keeper
from services.intake.rpc import IntakeServicer
from services.intake.store import cases as store
from services.intake.store import rows, tables
from services.intake.use_cases import cases, concealment, correcting, glasses
from tests.intake.world import COORDINATING, MONEY, WELFARE, WINDOW, World, actor
from tests.reading import reads, requests

pytestmark = pytest.mark.privacy

servicer = IntakeServicer()
DESK, KEEPER = "W-19", actor("W-19")
DUTY = replace(actor(COORDINATING, "coordinator", "outreach-worker", "decision-maker"), person_id="staff-duty")
PLANS = Actor(frozenset({"SERVICE"}), "service:plans", "service:plans")
READERS = (
    actor(COORDINATING, "coordinator"),
    DUTY,
    actor(WINDOW),
    actor(MONEY),
    replace(actor(WELFARE), person_id="staff-other"),
    replace(actor(DESK), person_id="staff-no-keeper"),
    PLANS,
)
# To be asked by services alone; and the city's reference data, in which there is nobody.
LEFT_OUT = {
    "CheckConcealment",
    "CheckOutreachAgency",
    "CheckKeptAway",
    "ListAgencies",
    "GetReference",
    "ListReferenceVersions",
}
READS = [method for method in reads(service.descriptor) if method.name not in LEFT_OUT]
WORDS = ("架空市", "例町", "別の町", "1-2-3", "9番地", "シェルター", "○○荘", "西棟", "12号")
ULID = re.compile(rb"[0-9A-HJKMNP-TV-Z]{26}|city-[0-9a-f]{32}")
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
SHAPES, CASES, AT_ONCE = 500, 10_000, 100


def an_address(seed: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choices(WORDS, k=rng.randint(2, 12)))


@dataclass
class Heard(World):
    """A world that keeps what its workers answered to the engine."""

    variables: list[Mapping[str, Any]] = field(default_factory=list)

    def run(self, task: str, **variables: Any) -> dict[str, Any]:
        outputs = super().run(task, **variables)
        self.variables.append({"task": task, **outputs})
        return outputs


def play(db: sa.Connection, shape: int, address: str, *, conceals: bool = True) -> tuple[Heard, list[str]]:
    """The same file for one shape, whatever the address; answers what can be read: names and ids."""
    rng, world = random.Random(shape), Heard(db)
    area = "例地区" if address else ""
    hidden = Person("", "架空 花子", "カクウ ハナコ", "1980-02-03", "079-000-0100", address, "母")
    spelled = rng.choice((" ".join(address), address.translate(WIDE), address))
    child = replace(hidden, name="架空 桃", kana="カクウ モモ", birth_date="2015-05-06", address=spelled)
    apart = Person("", "架空 次郎", "カクウ ジロウ", "1975-01-01", "", "別居の町8", "父")
    household = [hidden, *([child] if rng.random() < 0.7 else []), *([apart] if rng.random() < 0.5 else [])]
    rng.shuffle(household)
    alone = world.receive(apart, by=WELFARE, area="例地区") if rng.random() < 0.3 else ""
    earlier = world.receive(hidden, by=rng.choice((MONEY, WELFARE)), area=area) if rng.random() < 0.5 else ""
    by = rng.choice((WINDOW, DESK, MONEY))
    is_case = by == WINDOW and rng.random() < 0.8
    case_id = world.open_case(*household, area=area) if is_case else ""
    consultation_id = "" if case_id else world.receive(*household, by=by, area=area)
    case_id = case_id or world.consultation(consultation_id).case_id
    mother = next(row.id for row in store.household(db, world.ctx(), case_id) if row.name == hidden.name)
    who = by if consultation_id else actor(COORDINATING, "coordinator")
    keepers = [Keeper(DESK, KEEPER.person_id), Keeper(MONEY, "staff-keeper")][: rng.randint(1, 2)]
    if conceals:
        concealment.conceal(db, world.ctx(who), mother, keepers, world.now + timedelta(days=365))
    slip = replace(hidden, address=spelled, birth_date=rng.choice((hidden.birth_date, "1980-02-04")))
    desk = rng.choice((MONEY, WELFARE))
    again = world.receive(slip, by=desk, area=area)
    correct(world, mother, replace(hidden, relation="祖母"), who)
    correct(world, world.consultation(again).person_ids[0], hidden, desk)
    if rng.random() < 0.5 and is_case:
        cases.add_person(db, world.ctx(), case_id, replace(child, name="架空 梅", kana="カクウ ウメ"), "")
    handoff = world.offered(replace(hidden, relation="本人"), candidates=(MONEY, WELFARE))
    glass = glasses.open_(db, replace(world.ctx(DUTY), purpose="EMERGENCY"), case_id, "LIFE_THREAT")
    seen = [f"consultations/{one}" for one in (alone, earlier, consultation_id, again) if one]
    return world, [
        *seen,
        f"cases/{case_id}",
        f"handoffs/{handoff}",
        f"glasses/{glass}",
        case_id,
        *world.people(case_id),
    ]


def correct(world: Heard, person_id: str, right: Person, by: Actor | str) -> None:
    row = rows.get(world.db, world.ctx(), tables.persons, person_id)
    said = correcting.Right(right, ("name", "birth_date", "relation"), "書き誤り")
    correcting.correct_person(world.db, world.ctx(by), row.case_id, person_id, said, "")


def obtained(world: Heard, things: list[str], peers: Peers) -> list[bytes]:
    """Every answer or refusal, by reader, rpc and thing; and what left for broker and engine."""
    found: list[bytes] = []
    for reader in READERS:
        call = Call(replace(world.ctx(reader), purpose="EMERGENCY"), world.db, peers)
        for method in READS:
            if reader.audiences & audiences(method):
                who = f"{reader.person_id} {method.name} ".encode()
                found += [who + _answer(method, request, call) for request in requests(method, things)]
    return normalised(found) + sent(world)


def sent(world: Heard) -> list[bytes]:
    """To the broker, with type, topic and key; to the engine, messages (events, too) and variables."""
    c = outbox.c
    query = sa.select(c.event_type, c.topic, c.case_id, c.engine_due_at.is_not(None), c.body)
    rows = world.db.execute(query.where(c.municipality_id == world.municipality_id).order_by(c.id))
    found = [b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in row) for row in rows]
    return normalised([*found, *(str(one).encode() for one in world.variables)])


def _answer(method: Any, request: Any, call: Call) -> bytes:
    call.abouts.clear()
    if "period_end" in method.input_type.fields_by_name:
        request.period_start.FromDatetime(call.ctx.now - timedelta(days=1))
        request.period_end.FromDatetime(call.ctx.now + timedelta(days=1))
    if "as_of" in method.input_type.fields_by_name:
        request.as_of.FromDatetime(call.ctx.now)
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


class Others:
    """The worlds with which those of one shape are compared, played once: address untold, and address in the open."""

    def __init__(self) -> None:
        self._of: dict[int, tuple[list[bytes], list[bytes]]] = {}

    def of(self, db: sa.Connection, peers: Peers, shape: int) -> tuple[list[bytes], list[bytes]]:
        if shape not in self._of:
            untold = obtained(*play(db, shape, "", conceals=False), peers)
            world, _things = play(db, shape, an_address(shape), conceals=False)
            self._of[shape] = untold, sent(world)
        return self._of[shape]


def compare(db: sa.Connection, peers: Peers, seed: int, others: Others) -> None:
    shape, address = seed % SHAPES, an_address(seed)
    untold, in_the_open = others.of(db, peers, shape)
    found = obtained(*play(db, shape, address), peers)
    assert found == untold
    assert found[-len(in_the_open) :] == in_the_open
    assert not [text for text in found if address.encode() in text]


@pytest.fixture(scope="module")
def others() -> Others:
    return Others()


def test_the_comparison_sees_an_address_that_nobody_concealed(db: sa.Connection, answering: Peers) -> None:
    one, other = "架空市例町1-2-3", "架空市例町4-5-6"
    told: set[bytes] = set()
    for seed in range(6):
        first, second = (obtained(*play(db, seed, address, conceals=False), answering) for address in (one, other))
        if first != second:  # the violence desk conceals by itself
            told |= {text.split()[1] for text in first if one.encode() in text}
    assert {b"GetConsultation", b"GetCase", b"GetEmergencyView"} <= told


@pytest.mark.parametrize("seed", range(40))
def test_nobody_but_a_keeper_can_tell_two_worlds_apart(
    db: sa.Connection, answering: Peers, others: Others, seed: int
) -> None:
    compare(db, answering, seed, others)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_nobody_but_a_keeper_can_tell_ten_thousand_worlds_apart(
    db: sa.Connection, answering: Peers, others: Others, first: int
) -> None:
    for seed in range(first, first + AT_ONCE):
        with db.begin_nested() as case:
            compare(db, answering, seed, others)
            case.rollback()
