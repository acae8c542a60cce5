"""What a host is told of whom it receives: not when it is close to a suspected perpetrator, and on which basis."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from kit.ledger import ledger
from kit.transaction import bind
from pb.tsunagi.plans.v1 import participation_pb2 as pb
from services.intake.domain.relations import Reader
from services.plans.app import service
from tests.database import database_of
from tests.kept_away import Town, town_of
from tests.plans.desk import CASE, MOTHER, SON, STATION, Desk
from tests.plans.test_participation import begin, choose, host
from tsunagi.stack import Stack

pytestmark = [pytest.mark.privacy, pytest.mark.plan("P-061", "P-063")]

CITY, NEEDS = "takasago", "静かな席"
HOST = Actor(frozenset({"AGENCY"}), "W-40", "host-1", frozenset({"agency-worker"}))


@dataclass(frozen=True)
class Place:
    """The son said yes to W-40, and to participation support by W-32."""

    town: Town
    engine: sa.Engine
    name: str

    def notice(self, by: Actor = HOST, *, name: str = "", silent: str = "") -> pb.HostNotice:
        request = pb.GetHostNoticeRequest(name=name or self.name)
        found = self.town.ask("GetHostNotice", request, by, silent=silent)
        assert isinstance(found, pb.HostNotice)
        return found

    def refused(self, by: Actor, name: str) -> str:
        with pytest.raises(NotFound) as refusal:
            self.notice(by, name=name)
        return repr((refusal.value.code, refusal.value.message, vars(refusal.value)))

    def learned(self) -> list[tuple[str, str, str, list[str]]]:
        """(person, purpose of the consent, basis, fields) of each entry of the ledger."""
        with self.engine.begin() as db:
            bind(db, CITY)
            rows = db.scalars(sa.select(ledger.c.entries).order_by(ledger.c.seq)).all()
        return [(one["person"], one["for"], one["basis"], one["fields"]) for row in rows for one in json.loads(row)]


@pytest.fixture
def place(postgres: Stack, tmp_path: Path) -> Iterator[Place]:
    with database_of(postgres, "plans") as engine, town_of(postgres, tmp_path, service, engine, CITY) as town:
        with engine.begin() as db:
            desk = Desk(db, now=datetime.now(UTC))
            key = begin(desk)
            choose(desk, key, host(desk))
        town.granted(CASE, SON, STATION, "PARTICIPATION")
        yield Place(town, engine, f"participations/{key}")


def test_the_ledger_says_that_a_host_was_told_of_the_person_by_their_consent(place: Place) -> None:
    assert place.notice().support_needs == NEEDS
    assert place.learned() == [(SON, "PARTICIPATION", "CONSENT", ["HostNotice.support_needs"])]


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
def test_of_whom_a_host_is_kept_away_from_it_is_told_nothing_whatever_they_said(place: Place, *, agency: bool) -> None:
    colleague = replace(HOST, person_id="host-2")
    assert place.notice().support_needs == place.notice(colleague).support_needs == NEEDS
    told = place.learned()
    place.town.keep_away(CASE, SON, Reader(HOST.agency_id, "" if agency else HOST.person_id))
    for by in (HOST, *([colleague] if agency else ())):
        assert place.refused(by, place.name) == place.refused(by, "participations/01ABSENT")
    assert place.learned() == told
    if not agency:
        assert place.notice(colleague).support_needs == NEEDS


def test_a_host_close_to_somebody_else_of_the_household_is_told_of_the_person(place: Place) -> None:
    place.town.keep_away(CASE, MOTHER, Reader(HOST.agency_id))
    assert place.notice().support_needs == NEEDS


@pytest.mark.parametrize("silent", ["intake", "consent"])
def test_while_intake_or_consent_is_silent_a_host_is_told_nothing(place: Place, silent: str) -> None:
    with pytest.raises(PeerUnavailable):
        place.notice(silent=silent)
