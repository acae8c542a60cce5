"""Two hundred invented people go through happy paths, refusals, outages and crashes, and leave no trace outside of the
databases of their owners.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from google.protobuf import json_format

from kit.calls import audiences
from tests.faults.patient import Patient
from tests.public import as_actor, client, issuer
from tests.reading import reads, requests
from tests.scenarios.canary import hits
from tests.scenarios.invented import NAME, WORDS, People, born
from tests.scenarios.test_canary import snapshot
from tests.scenarios.test_scenarios import FILES
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.client import Refused
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.rpcs import SERVICES as DESCRIPTORS
from tsunagi.demo.scenario import ActorCard, Scenario, load
from tsunagi.demo.sight import Sight
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = [pytest.mark.privacy, pytest.mark.long, pytest.mark.timeout(5400)]

REPO = Path(__file__).parents[2]
OFFER = REPO / "tests" / "processes" / "offer.json"
# Codes that say of a household that violence is suspected.
FLAGS = ("ABUSE_OR_DV", "DV_ABUSE", "SUSPECTED_PERPETRATOR")
EVERYBODY, OF_A_HOUSEHOLD, AFTER_SCREENING = 200, 10, 6
# A part that died comes back within this, on a loaded machine too.
BACK_SECONDS = 400
# A child's date of birth may be a day on which something is due.
OF_AGE = "2008"
PARTS = ("postgres", "kafka", "zeebe", *SERVICES)


@pytest.fixture
def town(own_stack: Stack) -> Stack:
    own_stack.start()
    own_stack.clock.start()
    deploy_folder(REPO / "bpmn", own_stack.zeebe_grpc, "tests", "canaries")
    own_stack.start_services()
    return own_stack


def household(people: People) -> Scenario:
    """A worry about ten people in which violence plays a part, taken in and screened."""
    offer = load(OFFER)
    first, *others = offer.steps
    request = {**first["request"], "persons": people.household(OF_A_HOUSEHOLD), "urgency_facts": ["ABUSE_OR_DV"]}
    request |= {"concerns": ["DV_ABUSE", "DEBT"], "narrative": f"{NAME}: 家で殴られると聞いた。"}
    return replace(offer, steps=[{**first, "request": request}, *others[: AFTER_SCREENING - 1]])


def test_two_hundred_people_leave_no_trace_outside_their_owners_databases(town: Stack) -> None:
    people, keeper, births = People(), QuietKeeper(town), set[str]()
    for file in FILES:
        scenario = people.retold(load(file))
        births |= {day for day in born(scenario.steps) if day < OF_AGE}
        Player(client(town, scenario.municipality), scenario, keeper, sight=Sight(town)).play()
    parts = iter(PARTS * EVERYBODY)
    cases = []
    with ThreadPoolExecutor(1) as pool:
        while people.count < EVERYBODY:
            scenario, part = household(people), next(parts)
            town.kill(part)
            back = pool.submit(town.restart, part)
            names = Player(Patient(town, scenario.municipality), scenario, None, patience_seconds=BACK_SECONDS).play()
            cases.append(names)
            back.result(BACK_SECONDS)
    coordinator = scenario.actors["coordinator"]
    ask_wrongly(town, coordinator)
    keeper.wait_until_quiet()
    read = as_actor(town, coordinator)("IntakeService.GetConsultation", name=cases[-1]["consultation"]["name"])
    assert len([one for one in read["persons"] if NAME in one["name"]]) == OF_A_HOUSEHOLD
    for export in exports(town, coordinator, [one["person"] for one in cases]):
        assert not any(word in export for word in WORDS)
    snapshot(town)
    assert hits(town, (*WORDS, *FLAGS, *births)) == set()


def ask_wrongly(stack: Stack, coordinator: ActorCard) -> None:
    """Names where ids belong, in every read and at the JSON edge; what comes back repeats none of them."""
    public, name = client(stack), f"{NAME} 1"
    told = []
    for descriptor in DESCRIPTORS.values():
        for method in reads(descriptor):
            if not coordinator.audiences & audiences(method):
                continue
            for request in requests(method, [name]):
                try:
                    public.call(
                        coordinator,
                        f"{descriptor.name}.{method.name}",
                        coordinator.purpose,
                        json_format.MessageToDict(request),
                    )
                except Refused as refused:
                    told.append(str(refused))
    token = issuer(stack).token(coordinator.actor(), "28216", 600)
    headers = {"authorization": f"Bearer {token}", "x-purpose": coordinator.purpose}
    with httpx.Client(base_url=stack.http("intake"), headers=headers, timeout=30) as http:
        bodies = (f'{{"narrative": "{name}', f'{{"{name}": 1}}', f'{{"concerns": "{name}"}}', f'["{name}"]')
        told += [http.post("/intake/v1/consultations", content=body.encode()).text for body in bodies]
        told.append(http.get(f"/intake/v1/consultations/{name}").text)
        told.append(http.get("/intake/v1/cases", params={"case_no": name}).text)
        told.append(http.get(f"/{name}").text)
    assert len(told) > len(DESCRIPTORS)
    assert not [text for text in told if NAME in text]


def exports(stack: Stack, coordinator: ActorCard, persons: list[str]) -> Iterator[str]:
    """What an officer hands out: the ledger, with everything that was shown of somebody."""
    officer = as_actor(stack, replace(coordinator, roles=frozenset({"disclosure-officer"})))
    for person in persons:
        for descriptor in DESCRIPTORS:
            yield json.dumps(officer(f"{descriptor}.ListDisclosures", person_id=person), ensure_ascii=False)
