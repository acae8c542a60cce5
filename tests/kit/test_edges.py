"""The two public edges of a running service: gRPC and the JSON form derived from the same proto."""

import json
import uuid
from typing import Any

import grpc
import httpx
import pytest
from google.api import annotations_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from kit.calls import audiences
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2 as intake
from pb.tsunagi.meetings.v1 import service_pb2 as meetings
from pb.tsunagi.outreach.v1 import service_pb2 as outreach
from pb.tsunagi.plans.v1 import service_pb2 as plans
from tests.public import as_actor, issuer
from tests.waiting import eventually
from tsunagi.demo.client import Refused
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack

WINDOW = ActorCard("窓口", "W-16", "staff-w16", frozenset({"AGENCY"}), frozenset(), frozenset({"INTAKE"}))
SERVICES = {
    module.DESCRIPTOR.package.split(".")[1]: next(iter(module.DESCRIPTOR.services_by_name.values()))
    for module in (intake, consent, meetings, plans, outreach)
}


def headers(stack: Stack) -> dict[str, str]:
    token = issuer(stack).token(WINDOW.actor(), "28216", 600)
    return {"authorization": f"Bearer {token}", "x-purpose": "INTAKE"}


def post(stack: Stack, body: Any) -> httpx.Response:
    return httpx.post(f"{stack.http('intake')}/intake/v1/consultations", json=body, headers=headers(stack))


@pytest.mark.plan("P-013", "C-03")
def test_the_json_form_and_grpc_are_the_same_service(still: Stack) -> None:
    body = {"request_id": str(uuid.uuid4()), "channel": "CHANNEL_PHONE", "narrative": "困っている"}
    answer = post(still, body)
    assert answer.status_code == 200
    by_grpc = as_actor(still, WINDOW)("IntakeService.GetConsultation", name=answer.json()["name"])
    assert by_grpc["case_no"] == answer.json()["case_no"]
    assert post(still, body).json() == answer.json()
    read = httpx.get(f"{still.http('intake')}/intake/v1/{answer.json()['name']}", headers=headers(still))
    assert read.json()["case_no"] == answer.json()["case_no"]


def test_a_refusal_is_the_same_code_in_json(still: Stack) -> None:
    wrong = post(still, {"request_id": "1", "persons": [{"name": "架空 花子", "birth_date": "昭和"}]})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "INVALID_ARGUMENT")
    assert {one["field"] for one in wrong.json()["violations"]} == {"channel", "persons[0].birth_date"}
    unreadable = post(still, {"channel": "架空 花子"})
    assert (unreadable.status_code, unreadable.json()["code"]) == (400, "INVALID_ARGUMENT")
    assert "花子" not in wrong.text + unreadable.text
    nobody = httpx.post(f"{still.http('intake')}/intake/v1/consultations", json={})
    assert (nobody.status_code, nobody.json()["code"]) == (401, "UNAUTHENTICATED")


@pytest.mark.plan("C-03")
@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_annotated_rpc_is_in_the_openapi_with_its_audience(still: Stack, name: str) -> None:
    document = httpx.get(f"{still.http(name)}/openapi.json").json()
    described = {one["operationId"]: one for path in document["paths"].values() for one in path.values()}
    for method in SERVICES[name].methods:
        options: Any = method.GetOptions()
        assert options.Extensions[annotations_pb2.http].WhichOneof("pattern")
        assert described[method.name]["x-audience"] == sorted(audiences(method))
    for reference in set(json.dumps(document).split('"#/components/schemas/')[1:]):
        assert reference.split('"')[0] in document["components"]["schemas"]


@pytest.mark.plan("C-08", "C-09", "C-10", "C-11", "C-12")
@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_running_service_says_that_it_lives_and_is_ready(still: Stack, name: str) -> None:
    assert httpx.get(f"{still.http(name)}/livez").status_code == 200
    eventually(lambda: httpx.get(f"{still.http(name)}/readyz").status_code == 200)
    stub = health_pb2_grpc.HealthStub(grpc.insecure_channel(still.grpc(name)))
    request = health_pb2.HealthCheckRequest(service=SERVICES[name].full_name)
    eventually(lambda: stub.Check(request, timeout=5).status == health_pb2.HealthCheckResponse.SERVING)


def test_reflection_lists_the_service_for_any_client(still: Stack) -> None:
    stub = reflection_pb2_grpc.ServerReflectionStub(grpc.insecure_channel(still.grpc("intake")))
    asked = reflection_pb2.ServerReflectionRequest(list_services="")
    (answer,) = stub.ServerReflectionInfo(iter([asked]), timeout=5)
    names = {service.name for service in answer.list_services_response.service}
    assert "tsunagi.intake.v1.IntakeService" in names


def inform(stack: Stack) -> None:
    """A consultation that is answered with information: its window gets one item of feedback."""
    consultation = as_actor(stack, WINDOW)("IntakeService.RegisterConsultation", channel="CHANNEL_PHONE")
    card = ActorCard("支援員", "W-31", "c", frozenset({"STAFF"}), frozenset({"coordinator"}), frozenset({"INTAKE"}))
    coordinator = as_actor(stack, card)
    eventually(lambda: coordinator("IntakeService.ListWorkItems", case_id=consultation["case_id"])["work_items"])
    answers = {"residency": "RESIDENCY_RESIDENT", "welfare_need": True, "information_suffices": True}
    coordinator("IntakeService.ScreenConsultation", name=consultation["name"], **answers)


def test_an_inbox_streamed_as_server_sent_events_goes_on_after_the_last_id(still: Stack) -> None:
    ask = as_actor(still, WINDOW)
    for _ in range(2):
        inform(still)
    eventually(lambda: len(ask("IntakeService.ListIncoming")["items"]) >= 2)
    expected = [int(item["cursor"]) for item in ask("IntakeService.ListIncoming")["items"]]
    assert stream(still, 0, len(expected)) == expected
    assert stream(still, expected[0], len(expected) - 1) == expected[1:]


def stream(stack: Stack, last_id: int, count: int) -> list[int]:
    found: list[int] = []
    more = headers(stack) | {"last-event-id": str(last_id)}
    with httpx.stream("GET", f"{stack.http('intake')}/intake/v1/incoming:watch", headers=more, timeout=30) as answer:
        for line in answer.iter_lines():
            if line.startswith("id: "):
                found.append(int(line.removeprefix("id: ")))
            if len(found) == count:
                break
    return found


def test_while_postgres_is_gone_both_edges_say_that_the_call_may_be_repeated(still: Stack) -> None:
    body = {"request_id": str(uuid.uuid4()), "channel": "CHANNEL_PHONE", "narrative": "困っている"}
    still.kill("postgres")
    try:
        by_json = post(still, body)
        with pytest.raises(Refused) as by_grpc:
            as_actor(still, WINDOW)("IntakeService.RegisterConsultation", **body)
    finally:
        still.restart("postgres")
    assert (by_json.status_code, by_json.json()["code"]) == (503, "DATABASE_UNAVAILABLE")
    assert by_grpc.value.code == "DATABASE_UNAVAILABLE"
    assert eventually(lambda: post(still, body).status_code == 200)
