"""Signed tokens: who calls, for which agency, with which roles and permitted purposes. EdDSA only."""

import json
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kit.context import Actor
from kit.errors import TokenExpired, Unauthenticated
from kit.files import Reread
from kit.transaction import EVERY_MUNICIPALITY

ALGORITHM = "EdDSA"
AUDIENCE = "tsunagi"
LEEWAY_SECONDS = 60
LONGEST_SECONDS = 3600
TEXTS, LISTS = ("sub", "jti", "agency", "municipality"), ("roles", "purposes", "audiences")
CLAIMS = ("iss", "aud", "iat", "exp", *TEXTS, *LISTS)


@dataclass(frozen=True)
class Identity:
    actor: Actor
    municipality_id: str


@dataclass(frozen=True)
class _Trusted:
    """A public key, and for whom and in which city it speaks; None: in every city."""

    issuer: str
    municipality_id: str | None
    key: Ed25519PublicKey


class Signer:
    """Issues tokens with one private key (Ed25519 PEM)."""

    def __init__(self, private_key: Path, kid: str, issuer: str) -> None:
        key = load_pem_private_key(private_key.read_bytes(), password=None)
        assert isinstance(key, Ed25519PrivateKey)
        self._key, self._kid, self.issuer = key, kid, issuer

    def token(self, actor: Actor, municipality_id: str, lifetime_seconds: int = 600) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": actor.person_id,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + lifetime_seconds,
            "jti": str(uuid.uuid4()),
            "agency": actor.agency_id,
            "roles": sorted(actor.roles),
            "purposes": sorted(actor.purposes),
            "audiences": sorted(actor.audiences),
            "municipality": municipality_id,
        }
        return jwt.encode(claims, self._key, ALGORITHM, headers={"kid": self._kid})


class KeyRing:
    """What is trusted now, from a JWKS file that may change between two calls; each key belongs to one issuer.

    An issuer `service:NAME` speaks for that service only, `agency:ID` for people of that agency only. A key speaks in
    the `municipality` of its entry; without one a service's and a demo's (`"demo": true`) do in all, others in none.
    `revoked` in the file lists claims: a token that has all claims of one entry is refused,
    `{"agency": "W-04", "sub": "staff-7"}`.
    """

    def __init__(self, file: Path) -> None:
        self._trusted = Reread(file, _trusted)

    def verify(self, token: str) -> Identity:
        """Raises TokenExpired, Unauthenticated. Nothing in the token chooses the algorithm or the key's source."""
        try:
            keys, revoked = self._trusted.now()
            trusted = keys[jwt.get_unverified_header(token).get("kid", "")]
            claims = jwt.decode(
                token,
                trusted.key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=trusted.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": list(CLAIMS)},
            )
        except jwt.ExpiredSignatureError as error:
            raise TokenExpired from error
        except (jwt.PyJWTError, KeyError, ValueError, OverflowError, OSError) as error:
            raise Unauthenticated from error
        if not _is_well_formed(claims) or any(claims.items() >= entry.items() for entry in revoked):
            raise Unauthenticated
        if trusted.municipality_id not in (None, claims["municipality"]):
            raise Unauthenticated
        return _identity(claims, trusted.issuer)


def _trusted(text: str) -> tuple[dict[str, _Trusted], list[dict[str, str]]]:
    """(by kid, what is revoked)."""
    jwks = json.loads(text)
    keys = {key["kid"]: _Trusted(key["issuer"], _city(key), _public(key)) for key in jwks["keys"]}
    return keys, [entry for entry in jwks.get("revoked", ()) if entry]


def _city(entry: dict[str, Any]) -> str | None:
    """What no token says, "", for a key that has no city and may not speak in all."""
    in_every = entry["issuer"].startswith("service:") or entry.get("demo") is True
    city: str | None = entry.get("municipality") or (None if in_every else "")
    return city


def _public(jwk: dict[str, Any]) -> Ed25519PublicKey:
    key = jwt.algorithms.OKPAlgorithm.from_jwk(jwk)
    assert isinstance(key, Ed25519PublicKey)
    return key


def _is_well_formed(claims: dict[str, Any]) -> bool:
    return (
        all(isinstance(claims[name], str) and claims[name] for name in TEXTS)
        and all(isinstance(claims[name], list) and all(isinstance(one, str) for one in claims[name]) for name in LISTS)
        and all(type(claims[name]) is int for name in ("iat", "exp"))
        and claims["municipality"] != EVERY_MUNICIPALITY
    )


def _identity(claims: dict[str, Any], issuer: str) -> Identity:
    audiences, agency = frozenset(claims["audiences"]), claims["agency"]
    kind, _, name = issuer.partition(":")
    if not 0 < claims["exp"] - claims["iat"] <= LONGEST_SECONDS:
        raise Unauthenticated
    if kind == "service":
        is_itself = audiences == {"SERVICE"} and agency == issuer
    elif kind == "agency":
        is_itself = audiences == {"AGENCY"} and agency == name
    else:
        is_itself = bool(audiences) and audiences <= {"AGENCY", "STAFF"} and not agency.startswith("service:")
    if not is_itself:
        raise Unauthenticated
    actor = Actor(
        audiences=audiences,
        agency_id=agency,
        person_id=claims["sub"],
        roles=frozenset(claims["roles"]),
        purposes=frozenset(claims["purposes"]),
    )
    return Identity(actor, claims["municipality"])
