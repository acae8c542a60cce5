"""A household's file on a committed database, behind intake's real edge, with the consent service answering."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from google.protobuf import json_format
from google.protobuf.message import Message

from kit import ledger
from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.transaction import transaction
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.app import service
from tests.intake.test_worker import grant
from tests.intake.world import COORDINATING, MONEY, MOTHER, OTHER, SON, WINDOW, World

METHODS = service.descriptor.methods_by_name
PURPOSES = frozenset({"INTAKE", "HANDOFF", "COORDINATION", "EMERGENCY"})
LIVING_APART = replace(SON, address="別居の町8")
PERPETRATOR = "RELATION_CODE_SUSPECTED_PERPETRATOR"


def staff(agency: str, name: str = "a", *roles: str) -> Actor:
    kinds = {"AGENCY", "STAFF"} if agency == COORDINATING else {"AGENCY"}
    return Actor(frozenset(kinds), agency, f"{agency}-{name}", frozenset(roles), PURPOSES)


RECORDER = staff(WINDOW, "recorder")
COORDINATOR, COLLEAGUE = staff(COORDINATING, "a", "coordinator"), staff(COORDINATING, "b", "coordinator")


@dataclass(frozen=True)
class City:
    """A household's file, with a handoff that its window sent to MONEY and that both persons agreed to."""

    engine: sa.Engine
    signer: Signer
    edge: Dispatcher
    edge_alone: Dispatcher
    name: str
    case: str
    consultation: str
    handoff: str
    mother: str
    son: str

    def ask(self, rpc: str, request: Message, by: Actor, *, consent: bool = True) -> Any:
        token = self.signer.token(by, self.name, 600)
        edge = self.edge if consent else self.edge_alone
        metadata = {"authorization": f"Bearer {token}", "x-purpose": "EMERGENCY"}
        return edge.unary(METHODS[rpc], request, metadata)

    def relate(self, *close: Actor | str, by: Actor = RECORDER, **changes: str) -> str:
        """The son is suspected of violence against his mother; `close` are whole agencies or single people."""
        request = pb.RecordRelationRequest(request_id=str(uuid4()))
        told = {"name": f"cases/{self.case}", "from_person_id": self.son, "person_id": self.mother, "code": PERPETRATOR}
        json_format.ParseDict({**told, **changes}, request)
        for one in close:
            if isinstance(one, str):
                request.close_readers.add(agency_id=one)
            else:
                request.close_readers.add(agency_id=one.agency_id, staff_id=one.person_id)
        return str(self.ask("RecordRelation", request, by).name)

    def glass(self, by: Actor, reason: str) -> str:
        request = pb.BreakGlassRequest(name=f"cases/{self.case}", request_id=str(uuid4()), reason=reason)
        return str(self.ask("BreakGlass", request, by).name)

    def rules(self, person_id: str) -> set[str]:
        """By which the last answer showed something of this person."""
        with transaction(self.engine, self.name) as db:
            c = ledger.ledger.c
            entries = db.scalar(sa.select(c.entries).order_by(c.seq.desc()).limit(1))
        return {one["rule"] for one in json.loads(entries or "[]") if one["person"] == person_id}

    def rows(self, table: sa.Table) -> int:
        with transaction(self.engine, self.name) as db:
            return db.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def city_of(engine: sa.Engine, consents: sa.Engine, key_folder: Path, answering: Peers, silent: Peers) -> City:
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC))
        handoff = world.handoff(world.offered(MOTHER, LIVING_APART, candidates=(MONEY, OTHER)))
        mother, son = handoff.person_ids
        for person in (mother, son):
            grant(world, consents, handoff.case_id, person, MONEY, "HANDOFF")
    ring, pairs = KeyRing(key_folder / "jwks.json"), [(service.descriptor, service.servicer)]
    edge, edge_alone = (
        Dispatcher(pairs, engine, ring, Clock(None), peers, service.disclosure_check, stating=service.stating)
        for peers in (answering, silent)
    )
    signer, place = Signer(key_folder / "demo-issuer.pem", "demo-issuer", "demo"), world.municipality_id
    return City(engine, signer, edge, edge_alone, place, handoff.case_id, handoff.source_id, handoff.id, mother, son)
