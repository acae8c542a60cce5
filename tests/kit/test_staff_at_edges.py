"""The city's staff come by its provider; what they may do is asked at each call, by the keeper and by others."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.context import Actor, Context
from kit.identity import KeyRing, Signer
from kit.oidc import Provider, Staff
from kit.peers import Peers
from kit.transaction import transaction
from services.consent.app import service as consent
from services.intake.app import service as intake
from services.intake.domain.staff import Member
from services.intake.use_cases import staff as use_cases
from tests.database import database_of
from tests.kit.edges import Edges, serving
from tests.kit.provider import CLIENT, TOKEN_TYPE, Issuer, issuing
from tsunagi import keys
from tsunagi.stack import Stack

CITY, SECOND_CITY, OTHER_CITY = "28216", "99201", "99999"
FORMS = "/tsunagi.consent.v1.ConsentService/ListConsentForms"
CHANGES = "/tsunagi.intake.v1.IntakeService/ListStaff"


@dataclass(frozen=True)
class Town:
    """Intake, which keeps the staff, and consent, which asks it; `second` is the provider of SECOND_CITY."""

    intake: Edges
    consent: Edges
    issuer: Issuer
    second: Issuer
    signer: Signer
    engine: sa.Engine

    def enter(self, subject: str, *roles: str, revision: int = 0, active: bool = True, city: str = CITY) -> None:
        """By two administrators of the city."""
        purposes = frozenset({"INTAKE"})
        issuer = self.second if city == SECOND_CITY else self.issuer
        member = Member(f"staff-{subject}", issuer.url, subject, "W-31", frozenset(roles), purposes, active)
        with transaction(self.engine, city) as db:
            changed = use_cases.change(db, administrator("a-1", city), member, revision, "異動")
            if changed.needs_second:
                use_cases.review(db, administrator("a-2", city), member.staff_id, changed.revision, "CONFIRMED")

    def token(self, subject: str) -> str:
        return self.issuer.token(sub=subject)

    def own(self, *audiences: str, city: str = CITY) -> str:
        actor = Actor(frozenset(audiences), "W-31", "staff-x", frozenset({"administrator"}), frozenset({"INTAKE"}))
        return self.signer.token(actor, city)


def administrator(name: str, city: str) -> Context:
    actor = Actor(frozenset({"STAFF"}), "W-01", name, frozenset({"administrator"}))
    return Context(actor, "ADMINISTRATION", datetime.now(UTC), city)


@pytest.fixture(scope="module")
def engines(postgres: Stack) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    with database_of(postgres, "intake") as first, database_of(postgres, "consent") as second:
        yield first, second


@pytest.fixture(scope="module")
def town(engines: tuple[sa.Engine, sa.Engine], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home = tmp_path_factory.mktemp("keys")
    keys.make(home)
    ring, signer = KeyRing(home / "jwks.json"), Signer(home / "demo-issuer.pem", "demo-issuer", "demo")
    with issuing() as issuer, issuing() as second:
        lookup = intake.staff_lookup
        assert lookup is not None
        cities = {CITY: issuer, SECOND_CITY: second}
        staff = [Staff(Provider(one.url, CLIENT, TOKEN_TYPE), city, lookup) for city, one in cities.items()]
        with serving(engines[0], ring, staff) as keeper:
            own = Signer(home / "service-consent.pem", "service-consent", "service:consent")
            peers = Peers({"intake": f"127.0.0.1:{keeper.rpc_port}"}, own)
            with serving(engines[1], ring, staff, consent, peers) as asker:
                yield Town(keeper, asker, issuer, second, signer, engines[0])


def test_a_member_of_staff_is_let_in_at_both_services_until_the_record_is_closed(town: Town) -> None:
    token = town.token("u-1")
    assert town.intake.grpc(token) == town.consent.grpc(token, FORMS) == "UNAUTHENTICATED"
    town.enter("u-1", "coordinator")
    assert town.intake.grpc(token) == town.consent.grpc(token, FORMS) == ""
    town.enter("u-1", "coordinator", revision=1, active=False)
    assert town.intake.grpc(token) == town.consent.grpc(token, FORMS) == "UNAUTHENTICATED"
    assert town.intake.json(token).status_code == 401


def test_an_id_token_of_a_member_of_staff_opens_neither_service(town: Town) -> None:
    town.enter("u-7", "coordinator")
    id_token = town.issuer.token(sub="u-7", headers={"typ": "JWT"}, nonce="n")
    assert town.intake.both(town.token("u-7")) == {""}
    assert town.intake.both(id_token) == {"UNAUTHENTICATED"}
    assert town.consent.grpc(id_token, FORMS) == "UNAUTHENTICATED"


def test_a_role_is_of_the_record_and_never_of_the_token(town: Town) -> None:
    token = town.issuer.token(sub="u-2", roles=["administrator"], audiences=["STAFF", "SERVICE"], agency="W-01")
    town.enter("u-2", "coordinator")
    assert town.intake.grpc(token, CHANGES) == "PERMISSION_DENIED"
    town.enter("u-2", "administrator", revision=1)
    assert town.intake.grpc(token, CHANGES) == ""


def test_a_record_of_another_city_lets_nobody_into_this_one(town: Town) -> None:
    town.enter("u-3", "coordinator", city=OTHER_CITY)
    assert town.intake.both(town.token("u-3")) == {"UNAUTHENTICATED"}


def test_beside_the_provider_no_key_vouches_for_staff(town: Town) -> None:
    assert town.intake.both(town.own("AGENCY")) == {""}
    for audiences in (("STAFF",), ("AGENCY", "STAFF")):
        assert town.intake.both(town.own(*audiences)) == {"UNAUTHENTICATED"}


def test_of_two_cities_in_one_installation_each_has_its_own_provider(town: Town) -> None:
    town.enter("u-6", "administrator", city=SECOND_CITY)
    theirs = town.second.token(sub="u-6")
    assert town.intake.both(theirs) == {""}
    assert town.consent.grpc(theirs, FORMS) == ""
    assert [one["subject"] for one in town.intake.json(theirs, "/intake/v1/staff").json()["members"]] == ["u-6"]
    assert town.intake.both(town.token("u-6")) == {"UNAUTHENTICATED"}
    assert town.intake.both(town.own("STAFF", city=SECOND_CITY)) == {"UNAUTHENTICATED"}


def test_a_city_without_a_provider_keeps_its_own_key_beside_one_that_has_one(town: Town) -> None:
    assert town.intake.both(town.own("STAFF", city=OTHER_CITY)) == {""}


def test_only_services_may_ask_what_somebody_may_do(town: Town) -> None:
    town.enter("u-4", "administrator")
    resolve = "/tsunagi.intake.v1.IntakeService/ResolveStaff"
    for token in (town.own("AGENCY"), town.token("u-4")):
        assert town.intake.grpc(token, resolve) == "PERMISSION_DENIED"


def test_many_at_once_do_not_wait_for_each_other(town: Town) -> None:
    town.enter("u-5", "coordinator")
    token = town.token("u-5")
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(lambda _: town.consent.grpc(token, FORMS), range(64))) == {""}


def test_without_the_keeper_of_the_records_no_staff_is_let_in_elsewhere(
    engines: tuple[sa.Engine, sa.Engine], tmp_path: Path
) -> None:
    keys.make(tmp_path)
    lookup = consent.staff_lookup
    assert lookup is not None
    own = Signer(tmp_path / "service-consent.pem", "service-consent", "service:consent")
    with issuing() as issuer:
        staff = [Staff(Provider(issuer.url, CLIENT, TOKEN_TYPE), CITY, lookup)]
        silent = Peers({"intake": "127.0.0.1:9"}, own)
        with serving(engines[1], KeyRing(tmp_path / "jwks.json"), staff, consent, silent) as asker:
            assert asker.grpc(issuer.token(), FORMS) == "PEER_UNAVAILABLE"
