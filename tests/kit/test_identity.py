"""Forged tokens: nothing in a token chooses how it is checked."""

import base64
import json
import os
import time
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from kit.context import Actor
from kit.errors import TokenExpired, Unauthenticated
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


@pytest.fixture
def demo(folder: Path) -> Signer:
    return Signer(folder / "demo-issuer.pem", "demo-issuer", "demo")


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    good = {
        "iss": "demo",
        "sub": "staff-w03",
        "aud": "tsunagi",
        "iat": now,
        "exp": now + 600,
        "jti": "1",
        "agency": "W-03",
        "roles": [],
        "purposes": ["INTAKE"],
        "audiences": ["AGENCY"],
        "municipality": "28216",
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def signed(folder: Path, body: dict[str, Any], kid: str = "demo-issuer", key: str = "demo-issuer") -> str:
    private = serialization.load_pem_private_key((folder / f"{key}.pem").read_bytes(), None)
    return jwt.encode(body, private, "EdDSA", headers={"kid": kid})  # type: ignore[arg-type]


def test_a_good_token_says_who_calls(ring: KeyRing, demo: Signer) -> None:
    identity = ring.verify(demo.token(AGENCY, "28216"))
    assert (identity.actor, identity.municipality_id) == (AGENCY, "28216")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "other"},
        {"exp": None},
        {"iat": None},
        {"agency": None},
        {"iss": "service:plans"},
        {"iat": int(time.time()) + 3600, "exp": int(time.time()) + 3700},
        {"exp": int(time.time()) + 7200},
        {"audiences": ["SERVICE"]},
        {"audiences": ["ADMIN"]},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_or_missing_is_refused(folder: Path, ring: KeyRing, changes: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated):
        ring.verify(signed(folder, claims(**changes)))


def test_an_expired_token_has_its_own_code(folder: Path, ring: KeyRing) -> None:
    with pytest.raises(TokenExpired):
        ring.verify(signed(folder, claims(iat=int(time.time()) - 900, exp=int(time.time()) - 300)))


def test_neither_no_signature_nor_a_shared_secret_is_a_signature(folder: Path, ring: KeyRing) -> None:
    unsigned = jwt.encode(claims(), None, "none", headers={"kid": "demo-issuer"})  # type: ignore[arg-type]
    public = json.loads((folder / "jwks.json").read_text())["keys"][0]["x"]
    shared = jwt.encode(claims(), base64.urlsafe_b64decode(public + "="), "HS256", headers={"kid": "demo-issuer"})
    for token in (unsigned, shared, "", "a.b.c"):
        with pytest.raises(Unauthenticated):
            ring.verify(token)


def test_a_changed_payload_or_a_foreign_key_is_refused(folder: Path, ring: KeyRing, demo: Signer) -> None:
    head, _, signature = demo.token(AGENCY, "28216").split(".")
    other = base64.urlsafe_b64encode(json.dumps(claims(agency="W-31")).encode()).rstrip(b"=").decode()
    forged = [
        f"{head}.{other}.{signature}",
        signed(folder, claims(), key="service-plans"),
        signed(folder, claims(), kid="unknown"),
        signed(folder, claims(), kid="service-plans", key="service-plans"),
    ]
    for token in forged:
        with pytest.raises(Unauthenticated):
            ring.verify(token)


def test_a_service_speaks_only_for_itself(folder: Path, ring: KeyRing) -> None:
    signer = Signer(folder / "service-plans.pem", "service-plans", "service:plans")
    assert ring.verify(signer.token(SERVICE, "28216")).actor == SERVICE
    for actor in (AGENCY, Actor(frozenset({"SERVICE"}), "service:consent", "service:consent")):
        with pytest.raises(Unauthenticated):
            ring.verify(signer.token(actor, "28216"))


def test_a_key_that_is_taken_off_the_list_is_refused_at_once(folder: Path, ring: KeyRing, demo: Signer) -> None:
    token = demo.token(AGENCY, "28216")
    ring.verify(token)
    file = folder / "jwks.json"
    listed = json.loads(file.read_text())
    listed["keys"] = [key for key in listed["keys"] if key["kid"] != "demo-issuer"]
    file.write_text(json.dumps(listed))
    os.utime(file, ns=(time.time_ns(), time.time_ns() + 1))
    with pytest.raises(Unauthenticated):
        ring.verify(token)
