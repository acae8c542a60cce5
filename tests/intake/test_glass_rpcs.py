"""Break-glass at intake's real edge, by staff of agencies with tokens that say AGENCY alone; consent answers itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message

from kit import ledger
from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor, Context
from kit.errors import InvalidArgument, NotFound, PermissionDenied
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.transaction import transaction
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.app import service
from services.intake.domain.glasses import MayNotBreakGlass
from services.intake.use_cases import inbox
from tests.intake.world import COORDINATING, MOTHER, SON, WINDOW

pytestmark = pytest.mark.privacy

METHODS = service.descriptor.methods_by_name
FIRE, POLICE, CHILD_CENTRE = "W-27", "W-26", "W-29"
DANGER, REPORT = "REASON_LIFE_THREAT", "REASON_ABUSE_REPORT"


@dataclass
class City:
    """A file that a window opened, and calls of any agency's staff."""

    dispatcher: Dispatcher
    signer: Signer
    name: str
    consultation: str = ""
    case: str = ""

    def ask(self, rpc: str, request: Message, agency: str, audience: str = "AGENCY", purpose: str = "EMERGENCY") -> Any:
        actor = Actor(frozenset({audience}), agency, f"staff-of-{agency}", purposes=frozenset({purpose}))
        token = self.signer.token(actor, self.name, 600)
        return self.dispatcher.unary(METHODS[rpc], request, {"authorization": f"Bearer {token}", "x-purpose": purpose})

    def break_glass(self, agency: str, reason: str = DANGER, case: str = "") -> str:
        request = pb.BreakGlassRequest(name=case or self.case, request_id=str(uuid4()), reason=reason)
        return str(self.ask("BreakGlass", request, agency).name)

    def view(self, glass: str, agency: str) -> pb.EmergencyView:
        answer = self.ask("GetEmergencyView", pb.GetEmergencyViewRequest(name=glass), agency)
        assert isinstance(answer, pb.EmergencyView)
        return answer


@pytest.fixture
def city(engine: sa.Engine, key_folder: Path, answering: Peers) -> City:
    ring, pairs = KeyRing(key_folder / "jwks.json"), [(service.descriptor, service.servicer)]
    dispatcher = Dispatcher(pairs, engine, ring, Clock(None), answering, service.disclosure_check)
    signer = Signer(key_folder / "demo-issuer.pem", "demo-issuer", "demo")
    found = City(dispatcher, signer, f"city-{uuid4().hex}")
    request = pb.RegisterConsultationRequest(request_id="1", channel=pb.CHANNEL_PHONE, consulter=pb.CONSULTER_FAMILY)
    for one in (MOTHER, SON):
        request.persons.add(name=one.name, kana=one.kana, phone=one.phone, address=one.address)
    request.narrative = "部屋から出てこない"
    registered = found.ask("RegisterConsultation", request, WINDOW, purpose="INTAKE")
    found.consultation, found.case = registered.name, f"cases/{registered.case_id}"
    return found


@pytest.mark.parametrize(
    ("agency", "reason", "rule"), [(FIRE, DANGER, "D5-08"), (POLICE, DANGER, "D5-08"), (CHILD_CENTRE, REPORT, "D5-07")]
)
def test_an_agencys_staff_see_contact_place_and_risk_and_nothing_else_and_it_is_told_and_in_the_ledger(
    city: City, engine: sa.Engine, agency: str, reason: str, rule: str
) -> None:
    seen = city.view(city.break_glass(agency, reason), agency)
    assert [(one.display_name, one.phone, one.address) for one in seen.persons] == [
        (one.name, one.phone, one.address) for one in (MOTHER, SON)
    ]
    with transaction(engine, city.name) as db:
        (row,) = db.execute(sa.select(ledger.ledger).where(ledger.ledger.c.agency_id == agency))
        assert f'"rule":"{rule}"' in row.entries
        ctx = Context(Actor(frozenset({"STAFF"}), COORDINATING, "s"), "INTAKE", datetime.now(UTC), city.name)
        assert [one.kind for one in inbox.page(db, ctx, 0, 0)] == ["GLASS_BROKEN"]
    with pytest.raises(PermissionDenied):
        city.ask("GetCase", pb.GetCaseRequest(name=city.case), agency)


def test_only_whoever_opened_it_looks_through_it_and_only_city_staff_review_it(city: City) -> None:
    glass = city.break_glass(FIRE)
    with pytest.raises(NotFound):
        city.view(glass, POLICE)
    review = pb.ReviewGlassRequest(name=glass, request_id="r", verdict=pb.ReviewGlassRequest.VERDICT_JUSTIFIED)
    with pytest.raises(PermissionDenied):
        city.ask("ReviewGlass", review, COORDINATING)


def test_offices_that_the_city_does_not_know_or_that_are_no_abuse_body_open_nothing(city: City) -> None:
    with pytest.raises(MayNotBreakGlass):
        city.break_glass("W-99")
    with pytest.raises(InvalidArgument):
        city.break_glass(FIRE, REPORT)
    with pytest.raises(InvalidArgument):
        city.break_glass(FIRE, "REASON_UNSPECIFIED")
    with pytest.raises(NotFound):
        city.break_glass(FIRE, case="cases/01ABSENT")
    other_purpose = pb.BreakGlassRequest(name=city.case, request_id="p", reason=DANGER)
    with pytest.raises(PermissionDenied):
        city.ask("BreakGlass", other_purpose, FIRE, purpose="HANDOFF")


def test_an_agency_never_sees_a_concealed_address_without_a_keeper(city: City) -> None:
    read = city.ask("GetConsultation", pb.GetConsultationRequest(name=city.consultation), WINDOW, purpose="INTAKE")
    mother = read.persons[0].person_id
    measure = pb.ConcealAddressRequest(request_id="c", person_id=mother)
    measure.keepers.add(agency_id="W-19", person_id="staff-of-W-19")
    measure.end_time.FromJsonString("2098-01-01T00:00:00Z")
    city.ask("ConcealAddress", measure, WINDOW, purpose="INTAKE")
    glass = city.break_glass(FIRE)
    seen = city.view(glass, FIRE)
    assert [one.address for one in seen.persons] == ["", ""], "whoever lives at the address is concealed, too"
    assert [one.phone for one in seen.persons] == [MOTHER.phone, SON.phone]
    asked = pb.GetConcealedAddressRequest(person_id=mother, glass=glass)
    with pytest.raises(NotFound):
        city.ask("GetConcealedAddress", asked, FIRE)
    confirm = pb.ConfirmGlassRequest(name=glass, request_id="k", person_id=mother)
    city.ask("ConfirmGlass", confirm, "W-19")
    assert city.ask("GetConcealedAddress", asked, FIRE).address == MOTHER.address
    with pytest.raises(NotFound):
        city.ask("GetConcealedAddress", asked, FIRE)
