"""A service's own edge with consent and intake answering, each on a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor, Context
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
from tests.database import database_of, inside
from tests.serving import NOWHERE, answering
from tsunagi import keys
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

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
