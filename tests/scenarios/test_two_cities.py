"""Two municipalities in one installation, with the same office codes and the same staff ids, never see each other."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.api import annotations_pb2

from kit.calls import audiences
from kit.identity import Signer
from tests import public
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.player import Player
from tsunagi.demo.rpcs import SERVICES
from tsunagi.demo.scenario import ActorCard, Scenario, load
from tsunagi.ports import SERVICES as PORTS
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

ROOT = Path(__file__).parents[2]
TAKASAGO, HOSHIMI = "28216", "99201"
OFFER = ROOT / "tests" / "processes" / "offer.json"
LIAISON = ROOT / "tests" / "meetings" / "before_liaison_meeting.json"
REFERENCE = ROOT / "examples" / "reference" / "hoshimi.json"
ADMINISTRATOR = ActorCard(
    "管理者", "W-01", "staff-admin", frozenset({"STAFF"}), frozenset({"administrator"}), frozenset({"ADMINISTRATION"})
)
SECRETARY = ActorCard(
    "事務局", "W-31", "staff-secretary", frozenset({"STAFF"}), frozenset({"committee-secretariat"}), frozenset({"X"})
)
EVERYBODY = ("coordinator", "outreach-worker", "chair", "decision-maker", "agency-worker", "committee-secretariat")
LIST_AGENCIES = "IntakeService.ListAgencies"
PERIOD = {"period_start": "2026-04-01", "period_end": "2099-04-01"}


class City:
    """One municipality's people on the shared stack."""

    def __init__(self, stack: Stack, municipality: str) -> None:
        self.municipality = municipality
        addresses = {service: stack.grpc(service) for service in PORTS}
        self.client = Client(addresses, public.issuer(stack), municipality)
        self._as_service = Client(
            addresses, Signer(stack.keys / "service-plans.pem", "service-plans", "service:plans"), municipality
        )
        self.cards: dict[str, ActorCard] = {}

    def play(self, file: Path) -> dict[str, Any]:
        whole = load(file)
        scenario = Scenario(whole.id, whole.title, self.municipality, whole.actors, whole.steps)
        self.cards |= {card.agency: card for card in whole.actors.values()}
        return Player(self.client, scenario, None).play()

    def call(self, card: ActorCard, rpc: str, **request: Any) -> dict[str, Any]:
        return self.client.call(card, rpc, min(card.purposes), request)

    def ask(self, card: ActorCard, rpc: str, request: dict[str, Any]) -> dict[str, Any]:
        """A refusal says its code and nothing else; a fault of ours is none."""
        try:
            return self.client.call(card, rpc, "INTAKE", request)
        except Refused as refused:
            if refused.code in ("INTERNAL", "UNKNOWN", "UNAVAILABLE"):
                raise
            return {"code": refused.code, "text": refused.text}

    def figures(self) -> dict[str, int]:
        service = ActorCard(
            "", "service:plans", "service:plans", frozenset({"SERVICE"}), frozenset(), frozenset({"PROCESS"})
        )
        period = {"period_start": "2020-01-01T00:00:00Z", "period_end": "2099-01-01T00:00:00Z"}
        asked = {**period, "as_of": "2099-01-01T00:00:00Z"}
        found = self._as_service.call(service, "IntakeService.CountFacts", "PROCESS", asked)
        return {one["code"]: int(one["count"]) for one in found["counts"]}


def anybody(agency: str) -> ActorCard:
    """Whoever may do most at this agency: every role, every purpose."""
    both = frozenset({"AGENCY", "STAFF"})
    return ActorCard("だれか", agency, f"anybody-{agency}", both, frozenset(EVERYBODY), frozenset({"*"}))


def reads() -> Iterator[tuple[str, Any]]:
    """Every public rpc that only reads, of every service."""
    for service in SERVICES.values():
        for method in service.methods:
            is_read = "request_id" not in method.input_type.fields_by_name and not method.server_streaming
            if is_read and audiences(method) & {"AGENCY", "STAFF"}:
                yield f"{service.name}.{method.name}", method


def requests(method: Any, ids: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """With nothing, and with each foreign id wherever there is room for one."""
    rule = method.GetOptions().Extensions[annotations_pb2.http]
    kind = re.search(r"\{(?:name|parent)=(\w+)/", rule.get or rule.post)
    names = [f"{kind.group(1)}/{one}" for one in ids.get(kind.group(1), ids["cases"])] if kind else []
    for field in method.input_type.fields:
        if field.name in ("name", "parent"):
            yield from ({field.name: name} for name in names)
        elif field.name in ("case_id", "person_id"):
            for one in ids["cases" if field.name == "case_id" else "persons"]:
                yield {field.name: one}
    yield {}


def ids_in(answer: Any) -> set[str]:
    return set(re.findall(r"[0-9A-HJKMNP-TV-Z]{26}", json.dumps(answer)))


@pytest.fixture(scope="module")
def cities(still: Stack) -> tuple[City, City]:
    return City(still, TAKASAGO), City(still, HOSHIMI)


@pytest.mark.timeout(600)
def test_two_cities_run_side_by_side_and_neither_sees_anything_of_the_other(cities: tuple[City, City]) -> None:
    ours, theirs = cities
    before = theirs.figures()
    assert before == {}
    document = json.loads(REFERENCE.read_text(encoding="utf-8"))
    theirs.call(ADMINISTRATOR, "IntakeService.PublishReference", document=json.dumps(document), reason="試し")
    with pytest.raises(Refused) as refusal:
        ours.call(ADMINISTRATOR, "IntakeService.PublishReference", document=json.dumps(document), reason="他市の版")
    assert refusal.value.code == "INVALID_REFERENCE"

    named = {
        one["agency_id"]: one["display_name"] for one in theirs.ask(anybody("W-31"), LIST_AGENCIES, {})["agencies"]
    }
    assert (named["W-31"], named["W-36"]) == ("まるごと相談室", "星見市動物愛護センター")
    assert "W-36" not in [one["agency_id"] for one in ours.ask(anybody("W-31"), LIST_AGENCIES, {})["agencies"]]

    with ThreadPoolExecutor(4) as pool:
        played = [(city, pool.submit(city.play, file)) for city in (ours, theirs) for file in (OFFER, LIAISON)]
        saved: dict[str, list[dict[str, Any]]] = {TAKASAGO: [], HOSHIMI: []}
        for city, done in played:
            saved[city.municipality].append(done.result(300))

    for here, there in ((ours, theirs), (theirs, ours)):
        foreign = ids_of(saved[there.municipality])
        own = ids_of(saved[here.municipality])
        assert not set().union(*foreign.values()) & set().union(*own.values())
        seen_own = sweep(here, own, forbidden=set().union(*foreign.values()))
        assert own["cases"][0] in seen_own
        seen = sweep(here, foreign, forbidden=set().union(*foreign.values()))
        assert not seen & set().union(*foreign.values())

    figures = theirs.figures()
    once = {"CASES_OPENED": 1, "CONSULTATIONS": 2, "ROUTES.ACCEPT": 1, "ROUTES.HANDOFF": 1, "HANDOFFS_COMPLETED": 1}
    assert {code: figures.get(code) for code in once} == once
    report = theirs.call(SECRETARY, "PlansService.RequestReport", **PERIOD)["name"]
    with pytest.raises(Refused) as refusal:
        ours.call(SECRETARY, "PlansService.GetReport", name=report)
    assert refusal.value.code == "NOT_FOUND"


def ids_of(saved: list[dict[str, Any]]) -> dict[str, list[str]]:
    """By kind of resource: what the two plays left behind."""
    found: dict[str, list[str]] = {
        "cases": [one["case"] for one in saved],
        "consultations": [one["consultation"]["name"].rpartition("/")[2] for one in saved],
        "persons": [person["person_id"] for one in saved for person in one["consultation"]["persons"]],
    }
    for one in saved:
        for value in one.values():
            subject = value.get("subject", "") if isinstance(value, dict) else ""
            if "/" in subject:
                kind, _, local = subject.partition("/")
                found.setdefault(kind, []).append(local)
    return found


def sweep(city: City, ids: dict[str, list[str]], forbidden: set[str]) -> set[str]:
    """Asks everything that can be asked, as somebody of each office; answers the ids that were told."""
    told: set[str] = set()
    for agency in ("W-31", "W-15", "W-04", "W-03"):
        card = replace(anybody(agency), person=city.cards[agency].person if agency in city.cards else "anybody")
        for rpc, method in reads():
            for request in requests(method, ids):
                answer = city.ask(card, rpc, request)
                assert not (ids_in(answer) - ids_in(request)) & forbidden, rpc
                told |= ids_in(answer) - (ids_in(request) if forbidden & ids_in(request) else set())
    return told
