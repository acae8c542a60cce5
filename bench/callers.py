"""The public side at little cost to the machine: prepared tokens and plain messages, no JSON."""

import secrets
import uuid
from typing import Any

import grpc
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor

from kit.context import Actor
from kit.identity import Signer
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2 as intake
from tsunagi.demo.rpcs import find
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

MUNICIPALITY = "28216"
TOKEN_SECONDS = 3500
WINDOW, COORDINATOR, TAKER = "W-15", "W-31", "W-04"
PURPOSES = frozenset({"INTAKE", "HANDOFF", "CONSENT", "MEETING", "COORDINATION"})
_KANA = "アイウエオカキクケコ"
_ROLES = {COORDINATOR: frozenset({"coordinator"})}


class Callers:
    """Anybody at an agency's desk, by the agency's id."""

    def __init__(self, stack: Stack) -> None:
        self._channels = {name: grpc.insecure_channel(stack.grpc(name)) for name in SERVICES}
        self._signer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
        self._calls: dict[str, Any] = {}
        self._tokens: dict[str, str] = {}

    def call(self, rpc: str, caller: str, purpose: str, **request: Any) -> Any:
        """`rpc` is `IntakeService.AcceptHandoff`, `caller` an agency's id. Raises grpc.RpcError."""
        method = find(rpc)
        message = message_factory.GetMessageClass(method.input_type)(request_id=str(uuid.uuid4()), **request)
        metadata = (("authorization", f"Bearer {self._token(caller)}"), ("x-purpose", purpose))
        return self._callable(rpc, method)(message, metadata=metadata, timeout=60)

    def register(self) -> Any:
        """A consultation about one person; answers it."""
        return self.call("IntakeService.RegisterConsultation", WINDOW, "INTAKE", **consultation())

    def grant(self, registered: Any, *agency_ids: str) -> None:
        """The person agrees that these agencies may take it over."""
        terms = [
            consent.GrantTerms(agency_id=one, data_categories=["C1", "C3", "C4"], purposes=["HANDOFF"])
            for one in agency_ids
        ]
        self.call(
            "ConsentService.RecordConsent",
            WINDOW,
            "CONSENT",
            case_id=registered.case_id,
            person_id=registered.persons[0].person_id,
            answer=consent.ANSWER_GRANTED,
            given_by=consent.GIVEN_BY_SELF,
            capacity=consent.CAPACITY_OK,
            method=consent.METHOD_ORAL,
            form_version="2026-1",
            language="ja",
            explained_by="窓口の担当者",
            evidence_ref="簿冊2026-窓-3",
            proposed_agency_ids=list(agency_ids),
            grants=terms,
        )

    def close(self) -> None:
        for channel in self._channels.values():
            channel.close()

    def _callable(self, rpc: str, method: MethodDescriptor) -> Any:
        if rpc not in self._calls:
            service = method.containing_service.full_name
            self._calls[rpc] = self._channels[service.split(".")[1]].unary_unary(
                f"/{service}/{method.name}",
                request_serializer=lambda message: message.SerializeToString(),
                response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
            )
        return self._calls[rpc]

    def _token(self, agency_id: str) -> str:
        if agency_id not in self._tokens:
            self._tokens[agency_id] = token_of(self._signer, agency_id)
        return self._tokens[agency_id]


def token_of(signer: Signer, agency_id: str) -> str:
    """Of anybody at this agency's desk."""
    audiences = frozenset({"AGENCY", "STAFF"})
    actor = Actor(audiences, agency_id, f"staff-{agency_id}", _ROLES.get(agency_id, frozenset()), PURPOSES)
    return signer.token(actor, MUNICIPALITY, TOKEN_SECONDS)


def consultation() -> dict[str, Any]:
    """What a window writes down: one invented person, one worry. Another person each time, as in a town."""
    number = secrets.randbelow(10**9)
    person = intake.Person(
        name=f"架空 {number}",
        kana="カクウ " + "".join(_KANA[int(digit)] for digit in str(number)),
        birth_date="1980-01-02",
        phone="079-000-0100",
        address=f"架空市例町{number}",
        relation="本人",
    )
    return {
        "channel": intake.CHANNEL_WINDOW,
        "consulter": intake.CONSULTER_SELF,
        "concerns": ["DEBT"],
        "persons": [person],
        "narrative": "困っていることを聞いた。",
        "intake_consent": intake.INTAKE_CONSENT_YES,
        "sender_reference": "受付-17",
    }
