"""Intake's gRPC edge with certificates, and callers that show one and a token."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import grpc
import sqlalchemy as sa

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.tls import Certificates, TlsFiles
from services.intake.app import service
from tests.serving import NOWHERE, in_thread, listening, refusal
from tsunagi import keys

CITY = "28216"
LIST = "/tsunagi.intake.v1.IntakeService/ListIncoming"
SERVED = "/tsunagi.intake.v1.IntakeService/GetMunicipality"
AGENCY = Actor(frozenset({"AGENCY"}), "W-03", "staff-w03", purposes=frozenset({"INTAKE"}))
STAFF = replace(AGENCY, audiences=frozenset({"STAFF"}))
SERVICE = Actor(frozenset({"SERVICE"}), "service:plans", "service:plans", purposes=frozenset({"*"}))


@dataclass
class Edge:
    """Of intake, or what stands in front of it: `port` is of this machine."""

    port: int
    signers: dict[str, Signer]

    def call(self, files: TlsFiles | None, actor: Actor, rpc: str = LIST, *more: tuple[str, str]) -> str:
        """The refusal's code; empty when it is answered."""
        signer = self.signers["plans" if actor is SERVICE else "demo"]
        metadata = (("authorization", f"Bearer {signer.token(actor, CITY)}"), ("x-purpose", "INTAKE"), *more)
        address = f"localhost:{self.port}"
        channel = grpc.insecure_channel(address) if files is None else grpc.secure_channel(address, credentials(files))
        with channel:
            return refusal(channel, rpc, metadata)


def credentials(files: TlsFiles) -> grpc.ChannelCredentials:
    return Certificates(files).client()


@contextmanager
def serving(engine: sa.Engine, home: Path, own: TlsFiles) -> Iterator[Edge]:
    """Intake shows `own`; `home` gets the keys of tokens."""
    keys.make(home)
    signers = {
        "demo": Signer(home / f"{keys.DEMO_ISSUER}.pem", keys.DEMO_ISSUER, "demo"),
        "plans": Signer(home / "service-plans.pem", "service-plans", "service:plans"),
    }
    ring, nobody = KeyRing(home / "jwks.json"), Peers({"consent": NOWHERE}, signers["plans"])
    dispatcher = Dispatcher([(service.descriptor, service.servicer)], engine, ring, Clock(None), nobody)
    edge = listening(dispatcher, ThreadPoolExecutor(2), "localhost", certificates=Certificates(own))
    with in_thread(edge) as port:
        yield Edge(port, signers)
