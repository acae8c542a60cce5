"""A caller that repeats through an outage under the same request id, and whoever restarts the services that died."""

import threading
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kit.identity import Signer
from kit.zeebe_adapter import LEASE_MS
from tests.waiting import eventually
from tsunagi.demo import client, rpcs
from tsunagi.demo.scenario import ActorCard
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

LEASE = timedelta(milliseconds=LEASE_MS + 1_000)
OUTAGES = {"UNAVAILABLE", "PEER_UNAVAILABLE", "DATABASE_UNAVAILABLE", "DEADLINE_EXCEEDED"}


class Patient(client.Client):
    """Every call is repeated while what answers it is down; a write keeps its request id."""

    def __init__(self, stack: Stack, municipality: str) -> None:
        issuer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
        super().__init__({service: stack.grpc(service) for service in SERVICES}, issuer, municipality)

    def call(self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any]) -> dict[str, Any]:
        once = dict(request)
        if rpcs.is_write(rpc):
            once.setdefault("request_id", str(uuid.uuid4()))

        def ask() -> list[dict[str, Any]]:
            try:
                return [super(Patient, self).call(card, rpc, purpose, once)]
            except client.Refused as refusal:
                if refusal.code not in OUTAGES:
                    raise
                self.met_an_outage()
                return []

        return eventually(ask, seconds=180)[0]

    def met_an_outage(self) -> None:
        """For a test that counts."""


class Reviver(threading.Thread):
    """Restarts each service that is found dead, until it is told to stop. Needs a running clock; counts the deaths."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(name="reviver", daemon=True)
        self._stack, self._over = stack, threading.Event()
        self.deaths = 0

    def __enter__(self) -> "Reviver":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join(180)

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.revive()

    def revive(self) -> None:
        """Once, and as often as a service dies again while it starts."""
        for name in SERVICES:
            while not self._stack.alive(name):
                self.deaths += 1
                try:
                    self._stack.restart(name)
                except StackError:
                    if self._stack.alive(name):
                        raise
                # Its jobs are leased to the dead process until the engine's time is past that.
                self._stack.clock.advance_to(self._stack.clock.now() + LEASE)
