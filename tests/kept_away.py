"""A service's own edge with consent and intake answering, each on a database of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message

from kit.calls import Dispatcher, audiences
from kit.clock import Clock
from kit.context import Actor, Context
from kit.errors import DomainError
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.runtime import Service
from services.consent.app import service as consent
from services.consent.domain.statements import CaseReference, Statement, Terms
from services.consent.use_cases import records
from services.intake.app import service as intake
from services.intake.domain.persons import Person
from services.intake.domain.relations import Reader
from services.intake.store import cases, rows
from services.intake.store import tables as t
from tests.database import counted, database_of, inside
from tests.reading import reads
from tests.serving import NOWHERE, answering
from tsunagi import keys
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

RESOURCES = {
    "name": "",
    "engagement": "engagements/",
    "agenda_item": "agendaItems/",
    "plan": "plans/",
    "role": "roles/",
}
IDS = ("case_id", "person_id")
CLERK = Actor(frozenset({"AGENCY", "STAFF"}), "W-31", "staff-clerk", frozenset({"coordinator"}))


@dataclass(frozen=True)
class Town:
    """`service` behind its own edge: with both answering, and with one of them silent."""

    service: Service
    city: str
    signer: Signer
    consents: sa.Engine
    intakes: sa.Engine
    edges: dict[str, Dispatcher]

    def ask(self, rpc: str, request: Any, by: Actor, *, silent: str = "") -> Any:
        by = Actor(by.audiences, by.agency_id, by.person_id, by.roles, frozenset({"*"}))
        headers = {"authorization": f"Bearer {self.signer.token(by, self.city, 600)}", "x-purpose": "COORDINATION"}
        return self.edges[silent].unary(self.service.descriptor.methods_by_name[rpc], request, headers)

    def telling(self, by: Actor, things: Sequence[str], traces: Sequence[str], *, questions: int = 1) -> set[str]:
        """Every read by which they learn one of the traces, whatever of these things it is asked for.

        `questions`: how often one may ask intake whom somebody is kept away from.
        """
        found = set()
        for method in reads(self.service.descriptor):
            for request in every_request(method, things) if by.audiences & audiences(method) else ():
                with counted(self.intakes) as asked:
                    told = self._told(method.name, request, by)
                assert sum("close_readers" in one for one in asked) <= questions, method.name
                if any(trace.encode() in told for trace in traces):
                    found.add(method.name)
        return found

    def _told(self, rpc: str, request: Message, by: Actor) -> bytes:
        try:
            answer: Message = self.ask(rpc, request, by)
        except DomainError:
            return b""
        return answer.SerializeToString()

    def granted(self, case_id: str, person_id: str, agency_id: str, purpose: str, *categories: str) -> None:
        with self.consents.begin() as db:
            ctx = inside(db, Context(CLERK, "CONSENT", datetime.now(UTC), self.city))
            terms = (Terms(agency_id, categories or ("C1",), (purpose,), None),)
            said = Statement("GRANTED", ctx.now, "SELF", "OK", "WRITTEN", "2026-04", grants=terms)
            records.record(db, ctx, _case(case_id, person_id), person_id, None, said)

    def withdrawn(self, case_id: str, person_id: str, agency_id: str) -> None:
        with self.consents.begin() as db:
            ctx = inside(db, Context(CLERK, "CONSENT", datetime.now(UTC), self.city))
            records.withdraw(db, ctx, _case(case_id, person_id), person_id, agency_id, ctx.now)

    def keep_away(self, case_id: str, person_id: str, *close: Reader) -> None:
        """Somebody is suspected of violence against the person, and these readers are close to them."""
        with self.intakes.begin() as db:
            ctx = inside(db, Context(CLERK, "INTAKE", datetime.now(UTC), self.city))
            cases.add_persons(db, ctx, case_id, [Person(person_id)])
            row = {"case_id": case_id, "entry_id": "", "from_person_id": "", "person_id": person_id, "ended_at": None}
            codes = [one.code for one in close]
            rows.insert(db, ctx, t.relations, id=f"r-{person_id}", code="X", close_readers=codes, **row)


def _case(case_id: str, person_id: str) -> CaseReference:
    return CaseReference(case_id, "R8-00001-0", CLERK.agency_id, CLERK.agency_id, (person_id,))


def every_request(method: MethodDescriptor, things: Sequence[str]) -> Iterator[Message]:
    """With each thing (resource names, ids of cases and persons) in each field that can name it; open to all else."""
    fields = method.input_type.fields_by_name
    wide = {name: True for name in fields if name.startswith("include_")}
    ids = ["", *(one for one in things if "/" not in one)]
    named = {name: [one for one in things if "/" in one and one.startswith(RESOURCES[name])] for name in RESOURCES}
    asked = [name for name in (*RESOURCES, *IDS) if name in fields]
    for values in product(*(named.get(name, ids) for name in asked)):
        yield message_factory.GetMessageClass(method.input_type)(**dict(zip(asked, values, strict=True)), **wide)


@contextmanager
def town_of(postgres: Stack, home: Path, service: Service, engine: sa.Engine, city: str) -> Iterator[Town]:
    keys.make(home)
    name, ring = service.name, KeyRing(home / "jwks.json")
    signer = Signer(home / f"service-{name}.pem", f"service-{name}", f"service:{name}")
    nobody = Peers(dict.fromkeys(SERVICES, NOWHERE), signer)
    with (
        database_of(postgres, "consent") as consents,
        database_of(postgres, "intake") as intakes,
        answering(consent, consents, home, nobody) as consent_address,
        answering(intake, intakes, home, nobody) as intake_address,
    ):
        there = {"consent": consent_address, "intake": intake_address}
        edges = {
            silent: Dispatcher(
                [(service.descriptor, service.servicer)],
                engine,
                ring,
                Clock(None),
                Peers({**dict.fromkeys(SERVICES, NOWHERE), **there, **({silent: NOWHERE} if silent else {})}, signer),
                service.disclosure_check,
                stating=service.stating,
            )
            for silent in ("", "intake", "consent")
        }
        demo = Signer(home / "demo-issuer.pem", "demo-issuer", "demo")
        yield Town(service, city, demo, consents, intakes, edges)
