"""One city's issuer: its keys and their rotation, the codes that it gave out, its tokens."""

import base64
import hashlib
import json
import secrets
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tsunagi.staff import TOKEN_TYPE, City, Member

ALGORITHM = "ES256"
TOKEN_SECONDS, CODE_SECONDS, ROTATE_SECONDS = 600, 60, 3600
LEEWAY_SECONDS = 60
"""For which a service still takes a token that is over."""


class Refused(Exception):
    """`code` as in RFC 6749, section 5.2."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Asked:
    """A request for authorization, checked (RFC 6749 section 4.1.1, RFC 7636)."""

    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str


@dataclass(frozen=True)
class _Key:
    kid: str
    private: ec.EllipticCurvePrivateKey
    until: float = float("inf")

    def public(self) -> dict[str, Any]:
        jwk: dict[str, Any] = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.private.public_key()))
        return {**jwk, "kid": self.kid, "use": "sig", "alg": ALGORITHM}


class Keys:
    """The next key is published before it signs, the last until its tokens are over: a rotation refuses nobody."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now, self._since = now, now()
        self._old: list[_Key] = []
        self._current, self._next = _new_key(), _new_key()

    def rotate(self) -> None:
        self._since = self._now()
        until = self._since + TOKEN_SECONDS + LEEWAY_SECONDS
        self._old.append(_Key(self._current.kid, self._current.private, until))
        self._current, self._next = self._next, _new_key()

    def sign(self, claims: dict[str, Any], typ: str) -> str:
        if self._now() - self._since > ROTATE_SECONDS:
            self.rotate()
        return jwt.encode(claims, self._current.private, ALGORITHM, headers={"kid": self._current.kid, "typ": typ})

    def public(self) -> list[dict[str, Any]]:
        self._old = [key for key in self._old if key.until > self._now()]
        return [key.public() for key in (*self._old, self._current, self._next)]


def _new_key() -> _Key:
    return _Key(secrets.token_hex(8), ec.generate_private_key(ec.SECP256R1()))


class Realm:
    """`clients`: whom it issues tokens for. It knows no password: whoever is at this machine may be anybody."""

    def __init__(self, issuer: str, city: City, clients: Sequence[str], now: Callable[[], float] = time.time) -> None:
        self.issuer, self.city, self.keys = issuer, city, Keys(now)
        self._clients, self._now = clients, now
        self._codes: dict[str, tuple[Asked, Member, float]] = {}

    def check(self, client_id: str, redirect_uri: str, challenge: str, nonce: str) -> Asked:
        """Raises Refused. `redirect_uri` must lie on this machine (RFC 8252)."""
        is_local = redirect_uri.startswith(("http://127.0.0.1:", "http://localhost:", "http://[::1]:"))
        if client_id not in self._clients or not is_local:
            raise Refused("invalid_client")
        if not 43 <= len(challenge) <= 128:
            raise Refused("invalid_request")
        return Asked(client_id, redirect_uri, challenge, nonce)

    def code(self, asked: Asked, subject: str) -> str:
        """For whom the person at the page said to be. Raises Refused for nobody of the file."""
        member = next((one for one in self.city.staff if one.subject == subject), None)
        if member is None:
            raise Refused("access_denied")
        code = secrets.token_urlsafe(32)
        self._codes[code] = (asked, member, self._now() + CODE_SECONDS)
        return code

    def tokens(self, code: str, client_id: str, redirect_uri: str, verifier: str) -> dict[str, Any]:
        """Once per code. Raises Refused."""
        asked, member, until = self._codes.pop(code, (None, None, 0.0))
        if asked is None or member is None or self._now() > until:
            raise Refused("invalid_grant")
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if (client_id, redirect_uri, digest) != (asked.client_id, asked.redirect_uri, asked.challenge):
            raise Refused("invalid_grant")
        return {
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "access_token": self._token(TOKEN_TYPE, member.subject, client_id, client_id=client_id),
            "id_token": self._token("JWT", member.subject, client_id, nonce=asked.nonce, name=member.name),
        }

    def _token(self, typ: str, subject: str, audience: str, **more: str) -> str:
        now = int(self._now())
        claims = {"iss": self.issuer, "sub": subject, "aud": audience, "iat": now, "exp": now + TOKEN_SECONDS}
        told = {key: one for key, one in more.items() if one}
        return self.keys.sign({**claims, "jti": str(uuid.uuid4()), **told}, typ)
