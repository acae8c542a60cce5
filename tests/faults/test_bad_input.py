"""A wrong call is answered with its own code, stores nothing, and a repeated one changes nothing."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
import sqlalchemy as sa

from kit.context import Actor
from pb.tsunagi.intake.v1 import service_pb2 as intake
from tests.public import as_actor, issuer
from tsunagi.demo.client import Refused
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack

WINDOW = ActorCard("窓口", "W-15", "staff-w15", frozenset({"AGENCY"}), frozenset(), frozenset({"INTAKE"}))
COORDINATOR = ActorCard(
    "支援員", "W-31", "staff-c", frozenset({"AGENCY", "STAFF"}), frozenset({"coordinator"}), frozenset({"INTAKE"})
)
GOOD: dict[str, Any] = {"channel": "CHANNEL_PHONE", "concerns": ["OTHER"], "narrative": "困っている"}


def stored(stack: Stack) -> int:
    engine = sa.create_engine(stack.admin_database_url("intake"))
    with engine.connect() as db:
        count = db.scalar(sa.text("SELECT count(*) FROM consultations"))
    engine.dispose()
    return int(count or 0)


def test_the_same_request_twice_is_one_case_with_the_same_answer(still: Stack) -> None:
    ask, request_id, before = as_actor(still, WINDOW), str(uuid.uuid4()), stored(still)
    first = ask("IntakeService.RegisterConsultation", request_id=request_id, **GOOD)
    assert ask("IntakeService.RegisterConsultation", request_id=request_id, **GOOD) == first
    assert stored(still) == before + 1


def test_a_request_id_cannot_be_used_for_something_else(still: Stack) -> None:
    ask, request_id = as_actor(still, WINDOW), str(uuid.uuid4())
    ask("IntakeService.RegisterConsultation", request_id=request_id, **GOOD)
    with pytest.raises(Refused) as refusal:
        ask("IntakeService.RegisterConsultation", request_id=request_id, **{**GOOD, "narrative": "別の話"})
    assert refusal.value.code == "REQUEST_ID_REUSED"


@pytest.mark.plan("P-016")
def test_every_mistake_of_a_referral_is_named_at_once_and_nothing_is_stored(still: Stack) -> None:
    ask, before = as_actor(still, WINDOW), stored(still)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    people = [{"name": "架空 花子", "birth_date": "昭和50年", "phone": "でんわ"}]
    with pytest.raises(Refused) as refusal:
        ask("IntakeService.RegisterConsultation", occurred_at=tomorrow, persons=people)
    assert refusal.value.code == "INVALID_ARGUMENT"
    assert refusal.value.text
    fields = {violation["field"] for violation in refusal.value.violations}
    assert fields == {"channel", "occurred_at", "persons[0].birth_date", "persons[0].phone"}
    assert "花子" not in str(refusal.value)
    assert stored(still) == before


def test_an_unknown_agency_has_its_own_code(still: Stack) -> None:
    consultation = as_actor(still, WINDOW)("IntakeService.RegisterConsultation", **GOOD)
    with pytest.raises(Refused) as refusal:
        as_actor(still, COORDINATOR)(
            "IntakeService.ScreenConsultation",
            name=consultation["name"],
            residency="RESIDENCY_RESIDENT",
            candidate_agency_ids=["W-99"],
        )
    assert refusal.value.code == "UNKNOWN_AGENCY"


def refused_by_metadata(stack: Stack, metadata: list[tuple[str, str]]) -> Any:
    channel = grpc.insecure_channel(stack.grpc("intake"))
    call: Any = channel.unary_unary(
        "/tsunagi.intake.v1.IntakeService/ListAgencies",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=intake.ListAgenciesResponse.FromString,
    )
    with pytest.raises(grpc.RpcError) as error:
        call(intake.ListAgenciesRequest(), metadata=metadata, timeout=10)
    return error.value


@pytest.mark.parametrize(
    ("lifetime", "purpose", "status", "code"),
    [
        (None, "INTAKE", "UNAUTHENTICATED", "UNAUTHENTICATED"),
        (-3600, "INTAKE", "UNAUTHENTICATED", "TOKEN_EXPIRED"),
        (600, "OUTREACH", "PERMISSION_DENIED", "PURPOSE_NOT_PERMITTED"),
    ],
)
def test_no_valid_token_or_purpose_no_answer(
    still: Stack, lifetime: int | None, purpose: str, status: str, code: str
) -> None:
    metadata = [("x-purpose", purpose)]
    if lifetime is not None:
        token = issuer(still).token(WINDOW.actor(), "28216", lifetime)
        metadata.append(("authorization", f"Bearer {token}"))
    error = refused_by_metadata(still, metadata)
    assert (error.code().name, error.details()) == (status, code)


def test_a_demo_token_cannot_speak_as_a_service(still: Stack) -> None:
    actor = Actor(frozenset({"SERVICE"}), "service:plans", "service:plans", purposes=frozenset({"*"}))
    token = issuer(still).token(actor, "28216", 600)
    error = refused_by_metadata(still, [("x-purpose", "INTAKE"), ("authorization", f"Bearer {token}")])
    assert error.details() == "UNAUTHENTICATED"


def test_another_agencys_consultation_is_the_same_answer_as_none(still: Stack) -> None:
    consultation = as_actor(still, WINDOW)("IntakeService.RegisterConsultation", **GOOD)
    other = ActorCard("他機関", "W-04", "staff-w04", frozenset({"AGENCY"}), frozenset(), frozenset({"INTAKE"}))
    answers = []
    for name in (consultation["name"], "consultations/01ABSENT"):
        with pytest.raises(Refused) as refusal:
            as_actor(still, other)("IntakeService.GetConsultation", name=name)
        answers.append((refusal.value.code, refusal.value.text))
    assert answers[0] == answers[1] == ("NOT_FOUND", "該当する記録がないか、閲覧できません。")
