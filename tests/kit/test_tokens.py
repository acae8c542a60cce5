"""The token matrix: every classic forgery meets the same answer at both edges, and says nothing about why."""

import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from kit.identity import CLAIMS, LEEWAY_SECONDS, LONGEST_SECONDS, KeyRing
from tests.database import database_of
from tests.kit.edges import Edges, serving
from tsunagi import keys
from tsunagi.stack import Stack

DEMO, AGENCYS_OWN = "demo-issuer", "w-04"
CITYLESS, ANYWHERE = "w-04-without-city", "w-04-of-every-city"
LIFE = 600
STRANGER = Ed25519PrivateKey.generate()
Forge = Callable[["Forger"], str]


def now() -> int:
    return int(time.time())


def encoded(part: Any) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Forger:
    """Holds what the city trusts, and makes what it should not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        keys.make(folder)
        self._own = Ed25519PrivateKey.generate()
        jwks = self.jwks()
        raw = self._own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        own = {"kty": "OKP", "crv": "Ed25519", "issuer": "agency:W-04", "x": encoded(raw)}
        jwks["keys"].append({**own, "kid": AGENCYS_OWN, "municipality": "28216"})
        jwks["keys"].append({**own, "kid": CITYLESS})
        jwks["keys"].append({**own, "kid": ANYWHERE, "municipality": "*"})
        self.publish(jwks)

    def jwks(self) -> Any:
        return json.loads((self.folder / "jwks.json").read_text())

    def publish(self, jwks: Any) -> None:
        half = self.folder / "half"
        half.write_text(json.dumps(jwks))
        half.rename(self.folder / "jwks.json")

    def claims(self, **changes: Any) -> dict[str, Any]:
        good = {
            "iss": "demo",
            "sub": "staff-w03",
            "aud": "tsunagi",
            "iat": now(),
            "exp": now() + LIFE,
            "jti": "token-1",
            "agency": "W-03",
            "roles": [],
            "purposes": ["INTAKE"],
            "audiences": ["AGENCY"],
            "municipality": "28216",
        }
        return {name: value for name, value in {**good, **changes}.items() if value is not None}

    def sign(self, kid: str = DEMO, key: Any = None, headers: Any = None, **changes: Any) -> str:
        return jwt.encode(
            self.claims(**changes), key or self.key(kid), "EdDSA", headers={"kid": kid, **(headers or {})}
        )

    def key(self, kid: str) -> Any:
        is_own = kid in (AGENCYS_OWN, CITYLESS, ANYWHERE)
        return self._own if is_own else load_pem_private_key(self.pem(kid).read_bytes(), None)

    def pem(self, kid: str) -> Path:
        return self.folder / f"{kid}.pem"

    def shared(self, secret: bytes) -> str:
        """HS256 by hand: libraries refuse to sign with what looks like a public key."""
        head = f"{encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': DEMO})}.{encoded(self.claims())}"
        return f"{head}.{encoded(hmac.new(secret, head.encode(), hashlib.sha256).digest())}"

    def public(self, encoding: Encoding, form: PublicFormat) -> bytes:
        found: bytes = self.key(DEMO).public_key().public_bytes(encoding, form)
        return found

    def swapped(self, **changes: Any) -> str:
        head, _, signature = self.sign().split(".")
        return f"{head}.{encoded(self.claims(**changes))}.{signature}"

    def own_key(self) -> dict[str, str]:
        raw = STRANGER.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return {"kty": "OKP", "crv": "Ed25519", "kid": DEMO, "x": encoded(raw)}


FORGED: dict[str, Forge] = {
    "nothing": lambda _: "nothing",
    "not a token": lambda _: "a.b.c",
    "alg none": lambda f: jwt.encode(f.claims(), None, "none", headers={"kid": DEMO}),  # type: ignore[arg-type]
    "alg None, in other letters": lambda f: f"{encoded({'alg': 'nOnE', 'kid': DEMO})}.{encoded(f.claims())}.",
    "no signature": lambda f: f.sign().rpartition(".")[0] + ".",
    "HS256 with the public key, raw": lambda f: f.shared(f.public(Encoding.Raw, PublicFormat.Raw)),
    "HS256 with the public key, PEM": lambda f: f.shared(f.public(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)),
    "a stranger's key under a known kid": lambda f: f.sign(key=STRANGER),
    "an unknown kid": lambda f: f.sign("nobody", STRANGER),
    "no kid": lambda f: jwt.encode(f.claims(), f.key(DEMO), "EdDSA"),
    "a kid that is a path": lambda f: f.sign("../../../../dev/null", STRANGER),
    "a kid that names the key's file": lambda f: f.sign(str(f.pem(DEMO)), f.key(DEMO)),
    "a kid that is SQL": lambda f: f.sign("x' UNION SELECT 'demo-issuer", STRANGER),
    "another's kid": lambda f: f.sign("service-plans", f.key(DEMO)),
    "a key of its own in the header": lambda f: f.sign(key=STRANGER, headers={"jwk": f.own_key()}),
    "a key of its own by address": lambda f: f.sign(key=STRANGER, headers={"jku": "http://127.0.0.1:9/jwks.json"}),
    "a certificate of its own": lambda f: f.sign(key=STRANGER, headers={"x5u": "http://127.0.0.1:9/", "x5c": ["AA=="]}),
    "an extension nobody knows": lambda f: f.sign(headers={"crit": ["b64x"], "b64x": True}),
    "not yet valid": lambda f: f.sign(nbf=now() + 2 * LEEWAY_SECONDS),
    "issued in the future": lambda f: f.sign(iat=now() + 2 * LEEWAY_SECONDS, exp=now() + LIFE),
    "for another audience": lambda f: f.sign(aud="other"),
    "by another issuer": lambda f: f.sign(iss="service:plans"),
    "by an issuer that only begins so": lambda f: f.sign(iss="demo2"),
    "too long a life": lambda f: f.sign(exp=now() + LONGEST_SECONDS + 1),
    "ends before it begins": lambda f: f.sign(iat=now() + 30, exp=now() + 10),
    "a changed payload": lambda f: f.swapped(agency="W-31", audiences=["STAFF"]),
    "a city more": lambda f: f.swapped(municipality="99999"),
    "every city": lambda f: f.sign(municipality="*"),
    "a service's audience": lambda f: f.sign(audiences=["SERVICE"]),
    "a service's audience beside its own": lambda f: f.sign(audiences=["AGENCY", "SERVICE"]),
    "a service's name": lambda f: f.sign(agency="service:consent", sub="service:consent"),
    "one service for another": lambda f: f.sign(
        "service-plans", iss="service:plans", agency="service:consent", audiences=["SERVICE"]
    ),
    "a service for an agency": lambda f: f.sign("service-plans", iss="service:plans"),
    "a service for staff": lambda f: f.sign("service-plans", iss="service:plans", audiences=["STAFF"]),
    "one agency for another": lambda f: f.sign(AGENCYS_OWN, iss="agency:W-04"),
    "an agency for staff": lambda f: f.sign(AGENCYS_OWN, iss="agency:W-04", agency="W-04", audiences=["STAFF"]),
    "an agency in another city": lambda f: f.sign(AGENCYS_OWN, iss="agency:W-04", agency="W-04", municipality="28217"),
    "an agency whose key has no city": lambda f: f.sign(CITYLESS, iss="agency:W-04", agency="W-04"),
    "an agency whose key has every city": lambda f: f.sign(ANYWHERE, iss="agency:W-04", agency="W-04"),
    "an audience nobody has": lambda f: f.sign(audiences=["ADMIN"]),
    "no audience": lambda f: f.sign(audiences=[]),
    **{
        f"without {name}": (lambda f, name=name: f.sign(**{name: None}))  # type: ignore[misc]
        for name in CLAIMS
    },
    **{
        f"{name} of another kind": (lambda f, name=name, value=value: f.sign(**{name: value}))  # type: ignore[misc]
        for name, value in {
            "exp": "never",
            "iat": True,
            "sub": "",
            "agency": ["W-03"],
            "municipality": 28216,
            "roles": "coordinator",
            "purposes": 7,
            "audiences": {"AGENCY": 1},
        }.items()
    },
    "an endless exp": lambda f: f.sign(exp=float("inf")),
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as found:
        yield found


@pytest.fixture
def forger(tmp_path: Path) -> Forger:
    return Forger(tmp_path)


@pytest.fixture(scope="module")
def shared_forger(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    return Forger(tmp_path_factory.mktemp("tokens"))


@pytest.fixture(scope="module")
def edges(engine: sa.Engine, shared_forger: Forger) -> Iterator[Edges]:
    with serving(engine, KeyRing(shared_forger.folder / "jwks.json")) as found:
        yield found


def test_an_honest_token_is_answered_at_both_edges(edges: Edges, shared_forger: Forger) -> None:
    own = shared_forger.sign(AGENCYS_OWN, iss="agency:W-04", agency="W-04")
    assert edges.both(shared_forger.sign()) == edges.both(own) == {""}


def test_a_services_and_the_demos_key_speak_in_every_city(edges: Edges, shared_forger: Forger) -> None:
    service = {"iss": "service:plans", "agency": "service:plans", "sub": "service:plans", "audiences": ["SERVICE"]}
    ring = KeyRing(shared_forger.folder / "jwks.json")
    for city in ("28216", "28217"):
        assert edges.both(shared_forger.sign(municipality=city)) == {""}
        assert ring.verify(shared_forger.sign("service-plans", municipality=city, **service)).municipality_id == city


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_is_refused_at_both_edges_with_the_same_words(
    edges: Edges, shared_forger: Forger, name: str
) -> None:
    token = FORGED[name](shared_forger)
    assert edges.grpc(token) == "UNAUTHENTICATED"
    answer, without = edges.json(token), edges.json("nothing")
    assert (answer.status_code, answer.content) == (401, without.content)


def test_another_scheme_is_no_token(edges: Edges, shared_forger: Forger) -> None:
    assert edges.grpc(shared_forger.sign(), scheme="Basic") == "UNAUTHENTICATED"
    assert edges.json(shared_forger.sign(), scheme="Basic").status_code == 401


@pytest.mark.parametrize(
    ("early", "late", "said"),
    [
        (-LEEWAY_SECONDS // 2, LIFE, ""),
        (LEEWAY_SECONDS // 2, LIFE, ""),
        (-LIFE, -LEEWAY_SECONDS // 2, ""),
        (-LIFE, -LEEWAY_SECONDS - 2, "TOKEN_EXPIRED"),
        (2 * LEEWAY_SECONDS, LIFE, "UNAUTHENTICATED"),
    ],
    ids=["a little before", "a little ahead", "just over", "over", "too far ahead"],
)
def test_clocks_may_differ_by_a_minute_and_not_by_more(
    edges: Edges, shared_forger: Forger, early: int, late: int, said: str
) -> None:
    assert edges.both(shared_forger.sign(iat=now() + early, exp=now() + late)) == {said}


REVOKED: dict[str, dict[str, str]] = {
    "the token": {"jti": "token-1"},
    "the person": {"agency": "W-03", "sub": "staff-w03"},
    "the agency": {"agency": "W-03"},
    "the issuer": {"iss": "demo"},
}


@pytest.mark.parametrize("what", REVOKED)
def test_what_is_revoked_is_refused_from_the_next_call_on(engine: sa.Engine, forger: Forger, what: str) -> None:
    with serving(engine, KeyRing(forger.folder / "jwks.json")) as edges:
        token, other = forger.sign(), forger.sign(AGENCYS_OWN, iss="agency:W-04", agency="W-04", jti="token-2")
        assert edges.both(token) == {""}
        forger.publish({**forger.jwks(), "revoked": [REVOKED[what]]})
        assert edges.both(token) == {"UNAUTHENTICATED"}
        assert edges.both(other) == {""}
        forger.publish({**forger.jwks(), "revoked": []})
        assert edges.both(token) == {""}


def test_keys_are_changed_without_a_restart(engine: sa.Engine, forger: Forger) -> None:
    with serving(engine, KeyRing(forger.folder / "jwks.json")) as edges:
        old, listed = forger.sign(), forger.jwks()
        raw = STRANGER.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        new = {"kty": "OKP", "crv": "Ed25519", "kid": "demo-2", "issuer": "demo", "x": encoded(raw)}
        new["municipality"] = "28216"
        assert edges.both(forger.sign("demo-2", STRANGER)) == {"UNAUTHENTICATED"}
        forger.publish({"keys": [*listed["keys"], new]})
        assert edges.both(old) == edges.both(forger.sign("demo-2", STRANGER)) == {""}
        forger.publish({"keys": [new]})
        assert edges.both(old) == {"UNAUTHENTICATED"}
        assert edges.both(forger.sign("demo-2", STRANGER)) == {""}


@pytest.mark.parametrize("content", [None, "", "{", '{"keys": []}', '{"keys": [{"kid": "demo-issuer"}]}'], ids=repr)
def test_without_a_readable_list_of_keys_nobody_is_let_in(
    engine: sa.Engine, forger: Forger, content: str | None
) -> None:
    with serving(engine, KeyRing(forger.folder / "jwks.json")) as edges:
        token, file = forger.sign(), forger.folder / "jwks.json"
        assert edges.both(token) == {""}
        if content is None:
            file.unlink()
        else:
            file.write_text(content)
            os.utime(file, ns=(time.time_ns(), time.time_ns() + 1))
        assert edges.both(token) == {"UNAUTHENTICATED"}
