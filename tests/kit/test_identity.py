"""What a token that is in order says; what is not in order is in test_tokens.py, at the edges."""

from pathlib import Path

import pytest

from kit.context import Actor
from kit.errors import Unauthenticated
from kit.identity import KeyRing, Signer
from tsunagi import keys

pytestmark = pytest.mark.privacy

AGENCY = Actor(frozenset({"AGENCY"}), "W-03", "staff-w03", purposes=frozenset({"INTAKE"}))
SERVICE = Actor(frozenset({"SERVICE"}), "service:plans", "service:plans", purposes=frozenset({"*"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys.make(tmp_path)
    return tmp_path


@pytest.fixture
def ring(folder: Path) -> KeyRing:
    return KeyRing(folder / "jwks.json")


def test_a_good_token_says_who_calls(folder: Path, ring: KeyRing) -> None:
    demo = Signer(folder / "demo-issuer.pem", "demo-issuer", "demo")
    identity = ring.verify(demo.token(AGENCY, "28216"))
    assert (identity.actor, identity.municipality_id) == (AGENCY, "28216")


def test_a_service_speaks_only_for_itself(folder: Path, ring: KeyRing) -> None:
    signer = Signer(folder / "service-plans.pem", "service-plans", "service:plans")
    assert ring.verify(signer.token(SERVICE, "28216")).actor == SERVICE
    for actor in (AGENCY, Actor(frozenset({"SERVICE"}), "service:consent", "service:consent")):
        with pytest.raises(Unauthenticated):
            ring.verify(signer.token(actor, "28216"))
