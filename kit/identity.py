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

ALGORITHM = "EdDSA"
AUDIENCE = "tsunagi"
LEEWAY_SECONDS = 60
LONGEST_SECONDS = 3600
CLAIMS = ("iss", "sub", "aud", "iat", "exp", "jti", "agency", "roles", "purposes", "audiences", "municipality")


@dataclass(frozen=True)
class Identity:
    actor: Actor
    municipality_id: str


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
    """The public keys that are trusted now, from a JWKS file that may change; each key belongs to one issuer."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp = -1
        self._keys: dict[str, tuple[str, Ed25519PublicKey]] = {}

    def verify(self, token: str) -> Identity:
        """Raises TokenExpired, Unauthenticated. Nothing in the token chooses the algorithm."""
        try:
            kid = jwt.get_unverified_header(token).get("kid", "")
            issuer, key = self._key(kid)
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": list(CLAIMS)},
            )
        except jwt.ExpiredSignatureError as error:
            raise TokenExpired from error
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise Unauthenticated from error
        return _identity(claims, issuer)

    def _key(self, kid: str) -> tuple[str, Ed25519PublicKey]:
        stamp = self._file.stat().st_mtime_ns
        if stamp != self._stamp:
            jwks = json.loads(self._file.read_text())
            self._keys = {key["kid"]: (key["issuer"], _public(key)) for key in jwks["keys"]}
            self._stamp = stamp
        return self._keys[kid]


def _public(jwk: dict[str, Any]) -> Ed25519PublicKey:
    key = jwt.algorithms.OKPAlgorithm.from_jwk(jwk)
    assert isinstance(key, Ed25519PublicKey)
    return key


def _identity(claims: dict[str, Any], issuer: str) -> Identity:
    audiences = frozenset(claims["audiences"])
    is_service = issuer.startswith("service:")
    if claims["exp"] - claims["iat"] > LONGEST_SECONDS:
        raise Unauthenticated
    if is_service != (audiences == {"SERVICE"}) or (is_service and claims["agency"] != issuer):
        raise Unauthenticated
    if not audiences <= {"AGENCY", "STAFF", "SERVICE"} or not claims["sub"] or not claims["agency"]:
        raise Unauthenticated
    actor = Actor(
        audiences=audiences,
        agency_id=claims["agency"],
        person_id=claims["sub"],
        roles=frozenset(claims["roles"]),
        purposes=frozenset(claims["purposes"]),
    )
    return Identity(actor, claims["municipality"])
