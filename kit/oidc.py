"""Staff of the city's own OpenID provider: its keys by discovery, its tokens checked, nothing of a role believed.

OpenID Connect Discovery 1.0 and RFC 7519. A token says who somebody is; what they may do stands in the staff record
(kit/calls.py asks for it at each call, so that a change holds from the next call on).
"""

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
from google.protobuf.descriptor import MethodDescriptor

from kit.errors import DomainError, Status, TokenExpired, Unauthenticated
from kit.identity import LEEWAY_SECONDS

ALGORITHMS = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}
"""By key type: the provider's key decides, never the token."""
REQUIRED = ["iss", "sub", "aud", "iat", "exp"]
OF_ID_TOKENS = frozenset({"nonce", "at_hash", "c_hash"})
"""OpenID Connect Core 1.0: what only the client that logs somebody in is told."""
LONGEST_SECONDS = 2 * 3600
TIMEOUT_SECONDS = 3.0
ASK_AGAIN_SECONDS = 30.0
FRESH_SECONDS, USABLE_SECONDS = 600.0, 3600.0
LARGEST_BYTES = 1_000_000
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class ProviderUnavailable(DomainError):
    """Its keys cannot be had: nobody's token can be checked."""

    code = "PROVIDER_UNAVAILABLE"
    message = "職員の認証基盤に確認できません。しばらくしてからもう一度お試しください。"
    status = Status.UNAVAILABLE


class InsecureProvider(ValueError):
    """Its address is neither https nor on this machine: the service must not start."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        """Whoever answers elsewhere was not configured."""


class Provider:
    """One issuer. `client_id` is the audience that its tokens for Tsunagi name, `token_type` the `typ` of its access
    tokens: `at+jwt` (RFC 9068), or `JWT` where it knows no better. An ID token is refused.

    Keys are asked for again when they are ten minutes old, and at most twice a minute for an unknown `kid`; without an
    answer the known ones hold for an hour.
    """

    def __init__(
        self, issuer: str, client_id: str, token_type: str, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        _require_secure(issuer)
        self.issuer, self._client_id, self._monotonic = issuer, client_id, monotonic
        self._type = _media_type(token_type)
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = self._tried = -USABLE_SECONDS
        self._lock = threading.Lock()
        self._open = urllib.request.build_opener(_Stay).open

    def issued(self, token: str) -> bool:
        """Whether it says so of itself, which proves nothing."""
        try:
            return bool(jwt.decode(token, options={"verify_signature": False}).get("iss") == self.issuer)
        except jwt.PyJWTError:
            return False

    def subject(self, token: str) -> str:
        """Who it was issued to. Raises TokenExpired, Unauthenticated, ProviderUnavailable."""
        try:
            header = jwt.get_unverified_header(token)
            key = self._key(header.get("kid", ""))
            claims = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                audience=self._client_id,
                issuer=self.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": REQUIRED},
            )
            is_short = 0 < claims["exp"] - claims["iat"] <= LONGEST_SECONDS
        except jwt.ExpiredSignatureError as error:
            raise TokenExpired from error
        except (jwt.PyJWTError, LookupError, TypeError, ValueError, OverflowError) as error:
            raise Unauthenticated from error
        if _media_type(header.get("typ", "JWT")) != self._type or claims.keys() & OF_ID_TOKENS:
            raise Unauthenticated
        others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if not is_short or not claims["sub"] or (others and claims.get("azp") != self._client_id):
            raise Unauthenticated
        return str(claims["sub"])

    def _key(self, kid: str) -> jwt.PyJWK:
        """Raises KeyError for a key that the provider does not have, ProviderUnavailable."""
        with self._lock:
            now = self._monotonic()
            is_due = kid not in self._keys or now - self._fetched > FRESH_SECONDS
            if is_due and now - self._tried >= ASK_AGAIN_SECONDS:
                self._tried = now
                self._refresh()
            if now - self._fetched >= USABLE_SECONDS:
                raise ProviderUnavailable
            return self._keys[kid]

    def _refresh(self) -> None:
        """Leaves what is known as it is when the provider says nothing of use."""
        try:
            found = self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found["issuer"] != self.issuer:
                return
            _require_secure(found["jwks_uri"])
            keys = [_usable(key) for key in self._get(found["jwks_uri"])["keys"]]
        except (OSError, LookupError, TypeError, AttributeError, ValueError):
            return
        self._keys = {key.key_id: key for key in keys if key is not None and key.key_id}
        self._fetched = self._tried

    def _get(self, url: str) -> Any:
        with self._open(url, timeout=TIMEOUT_SECONDS) as answer:
            return json.loads(answer.read(LARGEST_BYTES))


def _media_type(typ: object) -> str:
    """As RFC 7515, section 4.1.9, compares it."""
    return str(typ).lower().removeprefix("application/")


def _usable(key: dict[str, Any]) -> jwt.PyJWK | None:
    """A public key to sign with, of a kind that is allowed; others of the provider's are passed over."""
    algorithm = ALGORITHMS.get(key.get("kty", ""))
    if algorithm is None or key.get("use", "sig") != "sig" or key.get("alg", algorithm) != algorithm or "d" in key:
        return None
    try:
        return jwt.PyJWK(key, algorithm)
    except jwt.PyJWTError:
        return None


def _require_secure(url: str) -> None:
    """Raises InsecureProvider."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise InsecureProvider(parts.scheme)


@dataclass(frozen=True)
class Staff:
    """Whose tokens are the city's staff's, and the rpc that says what the holder of one may do."""

    provider: Provider
    municipality_id: str
    lookup: MethodDescriptor
