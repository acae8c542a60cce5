"""`python -m bench.desk [without]`: intake's edge in one process, with every protection on or without one of them.

Reads counts from stdin, one a line, and answers how many seconds so many consultations took, each written down by a
window and read by the coordinator. Without "" everything is on.
"""

import json
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from bench.callers import COORDINATOR, WINDOW, consultation, token_of
from kit import disclosure, ledger, sealing
from kit.calls import Dispatcher
from kit.clock import Clock
from kit.database import create_engine
from kit.identity import KeyRing, Signer
from kit.keyring import Keyring
from kit.peers import Peers
from kit.settings import from_environment
from pb.tsunagi.intake.v1 import service_pb2 as intake


class _Plain(sa.types.TypeDecorator[Any]):
    """A column that would be sealed, in clear."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, _place: str, *, as_json: bool = False) -> None:
        super().__init__()
        self.as_json = as_json

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:  # noqa: ARG002
        return json.dumps(value, ensure_ascii=False) if self.as_json and value is not None else value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:  # noqa: ARG002
        return json.loads(value) if self.as_json and value else value


def without_sealing() -> None:
    """Before a service is imported: its tables are made of what it finds here."""
    as_it_is: Callable[..., Mapping[str, Any]] = lambda _db, _ctx, _table, _subject, values, _row=None: values  # noqa: E731
    for name, plain in (("Sealed", _Plain), ("sealed", as_it_is), ("prepare", lambda *_: None)):
        setattr(sealing, name, plain)


def without_ledger() -> None:
    setattr(ledger, "append", lambda *_: None)  # noqa: B010 - a module's function


def without_checks() -> None:
    """And so without a ledger: compare with that one off."""
    without_ledger()
    setattr(disclosure, "reduce", lambda *_: [])  # noqa: B010


SWITCHES: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "sealing": without_sealing,
    "ledger": without_ledger,
    "checks": without_checks,
}


class Desk:
    def __init__(self) -> None:
        from services.intake.app import service

        settings = from_environment("intake")
        engine = create_engine(settings.database_url, "intake", Keyring(settings.data_keys_file))
        peers = Peers(settings.peers, Signer(settings.service_key_file, "service-intake", "service:intake"))
        self._methods = service.descriptor.methods_by_name
        self._dispatcher = Dispatcher(
            [(service.descriptor, service.servicer)],
            engine,
            KeyRing(settings.token_keys_file),
            Clock(None),
            peers,
            service.disclosure_check,
        )
        self._signer = Signer(settings.service_key_file.parent / "demo-issuer.pem", "demo-issuer", "demo")
        self._tokens: dict[str, str] = {}

    def seconds_of(self, count: int) -> float:
        began = time.monotonic()
        for _ in range(count):
            self._one()
        return time.monotonic() - began

    def _one(self) -> None:
        request = intake.RegisterConsultationRequest(request_id=str(uuid.uuid4()), **consultation())
        registered = self._call("RegisterConsultation", request, WINDOW)
        found = self._call("GetConsultation", intake.GetConsultationRequest(name=registered.name), COORDINATOR)
        assert found.narrative, "the coordinator reads what the window wrote"

    def _call(self, method: str, request: Any, caller: str) -> Any:
        if caller not in self._tokens:
            self._tokens[caller] = token_of(self._signer, caller)
        metadata = {"authorization": f"Bearer {self._tokens[caller]}", "x-purpose": "INTAKE"}
        return self._dispatcher.unary(self._methods[method], request, metadata)


def main() -> None:
    SWITCHES[sys.argv[1] if len(sys.argv) > 1 else ""]()
    desk = Desk()
    for line in sys.stdin:
        sys.stdout.write(f"{desk.seconds_of(int(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
