"""Tokens of the city's own provider: its keys by discovery, over HTTP; nothing of a role is taken from a token."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest

from kit.errors import TokenExpired, Unauthenticated
from kit.identity import LEEWAY_SECONDS
from kit.oidc import (
    ASK_AGAIN_SECONDS,
    FRESH_SECONDS,
    LONGEST_SECONDS,
    OF_ID_TOKENS,
    REQUIRED,
    USABLE_SECONDS,
    InsecureProvider,
    Provider,
    ProviderUnavailable,
)
from tests.kit.provider import CLIENT, DISCOVERY, KEYS, TOKEN_TYPE, Issuer, issuing, make_key, public


class Watch:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as found:
        yield found


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def provider(issuer: Issuer, watch: Watch) -> Provider:
    return Provider(issuer.url, CLIENT, TOKEN_TYPE, watch)


@pytest.mark.parametrize("kid", ["rs256", "es256", "eddsa"])
def test_a_token_says_whom_the_provider_means(issuer: Issuer, provider: Provider, kid: str) -> None:
    token = issuer.token(kid, roles=["administrator"], agency="W-31")
    assert provider.issued(token)
    assert provider.subject(token) == "user-1"
    assert provider.subject(issuer.token(kid, aud=[CLIENT, "other"], azp=CLIENT)) == "user-1"


@pytest.mark.parametrize("typ", ["AT+JWT", "application/at+jwt"])
def test_a_type_is_the_same_however_it_is_written(issuer: Issuer, provider: Provider, typ: str) -> None:
    assert provider.subject(issuer.token(headers={"typ": typ})) == "user-1"


@pytest.mark.parametrize("typ", ["JWT", None])
def test_of_a_provider_whose_access_tokens_have_no_type_of_their_own_no_id_token_is_taken(
    issuer: Issuer, typ: str | None
) -> None:
    provider, told = Provider(issuer.url, CLIENT, "JWT"), {"typ": typ}
    assert provider.subject(issuer.token(headers=told)) == "user-1"
    for claim in OF_ID_TOKENS:
        with pytest.raises(Unauthenticated):
            provider.subject(issuer.token(headers=told, **{claim: "n"}))
    with pytest.raises(Unauthenticated):
        provider.subject(issuer.token(headers={"typ": "logout+jwt"}))


def hs256(issuer: Issuer) -> str:
    head = issuer.unsigned({"alg": "HS256", "kid": "rs256", "typ": TOKEN_TYPE})
    mac = hmac.new(issuer.pem("rs256"), head.encode(), hashlib.sha256).digest()
    return f"{head}.{urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def other_algorithm(issuer: Issuer) -> str:
    return jwt.encode(issuer.claims(), issuer.keys["rs256"][1], "PS256", headers={"kid": "rs256", "typ": TOKEN_TYPE})


def embedded(issuer: Issuer) -> str:
    key = make_key("RS256")
    return issuer.token(key=key, headers={"jwk": public("rs256", "RS256", key), "jku": f"{issuer.url}/mine"})


FORGED: dict[str, Callable[[Issuer], str]] = {
    "nothing": lambda _: "",
    "alg none": lambda i: i.unsigned({"alg": "none", "kid": "rs256", "typ": TOKEN_TYPE}) + ".",
    "HS256 with the public key": hs256,
    "an algorithm that is not on the list": other_algorithm,
    "another key's algorithm": lambda i: jwt.encode(
        i.claims(), make_key("ES256"), "ES256", headers={"kid": "rs256", "typ": TOKEN_TYPE}
    ),
    "a stranger's key": lambda i: i.token(key=make_key("RS256")),
    "a key of its own in the header": embedded,
    "an unknown kid": lambda i: i.token(headers={"kid": "nobody"}),
    "a kid that is a path": lambda i: i.token(headers={"kid": "../../keys"}),
    "another issuer": lambda i: i.token(iss=f"{i.url}/other"),
    "for somebody else": lambda i: i.token(aud="other"),
    "for somebody else, too, and used by them": lambda i: i.token(aud=[CLIENT, "other"], azp="other"),
    "for several, and nobody uses it": lambda i: i.token(aud=[CLIENT, "other"]),
    "an ID token": lambda i: i.token(headers={"typ": "JWT"}, nonce="n"),
    "an ID token that says nothing of its type": lambda i: i.token(headers={"typ": None}),
    "an ID token called an access token": lambda i: i.token(at_hash="h"),
    "a logout token": lambda i: i.token(headers={"typ": "logout+jwt"}),
    "not yet valid": lambda i: i.token(nbf=i.claims()["iat"] + 2 * LEEWAY_SECONDS),
    "too long a life": lambda i: i.token(exp=i.claims()["iat"] + LONGEST_SECONDS + 1),
    "nobody": lambda i: i.token(sub=""),
    "an endless exp": lambda i: i.token(exp=float("inf")),
    **{f"without {name}": (lambda i, name=name: i.token(**{name: None})) for name in REQUIRED},  # type: ignore[misc]
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_is_nobodys(issuer: Issuer, provider: Provider, name: str) -> None:
    with pytest.raises(Unauthenticated) as refusal:
        provider.subject(FORGED[name](issuer))
    assert refusal.type is Unauthenticated


def test_an_expired_token_says_so_after_the_leeway(issuer: Issuer, provider: Provider) -> None:
    now = issuer.claims()["iat"]
    assert provider.subject(issuer.token(iat=now - 600, exp=now - LEEWAY_SECONDS // 2))
    with pytest.raises(TokenExpired):
        provider.subject(issuer.token(iat=now - 600, exp=now - LEEWAY_SECONDS - 2))


def test_a_new_key_is_asked_for_and_strangers_cannot_make_us_ask_more(
    issuer: Issuer, provider: Provider, watch: Watch
) -> None:
    provider.subject(issuer.token())
    issuer.add("next", "ES256")
    watch.now += ASK_AGAIN_SECONDS
    assert provider.subject(issuer.token("next")) == "user-1"
    for _ in range(20):
        with pytest.raises(Unauthenticated):
            provider.subject(issuer.token(headers={"kid": "nobody"}))
    assert issuer.asked[KEYS] == 2


def test_a_key_that_the_provider_took_back_is_refused_ten_minutes_later(
    issuer: Issuer, provider: Provider, watch: Watch
) -> None:
    token = issuer.token()
    provider.subject(token)
    issuer.take_away("rs256")
    watch.now += FRESH_SECONDS + 1
    with pytest.raises(Unauthenticated):
        provider.subject(token)
    assert provider.subject(issuer.token("es256"))


def test_known_keys_hold_for_an_hour_without_the_provider_and_no_longer(
    issuer: Issuer, provider: Provider, watch: Watch
) -> None:
    provider.subject(issuer.token())
    said, issuer.said = issuer.said, {}
    watch.now += USABLE_SECONDS - 1
    assert provider.subject(issuer.token())
    watch.now += ASK_AGAIN_SECONDS + 1
    with pytest.raises(ProviderUnavailable):
        provider.subject(issuer.token())
    issuer.said = said
    watch.now += ASK_AGAIN_SECONDS + 1
    assert provider.subject(issuer.token())


WRONG: dict[str, dict[str, Any]] = {
    "of another issuer": {DISCOVERY: {"issuer": "https://elsewhere.example.jp", "jwks_uri": ""}},
    "of no shape": {DISCOVERY: ["issuer"]},
    "with keys in clear elsewhere": {DISCOVERY: {"jwks_uri": "http://elsewhere.example.jp/keys"}},
    "with keys that are no list": {KEYS: {"keys": "none"}},
    "with secrets for keys": {KEYS: {"keys": [{"kty": "oct", "kid": "rs256", "k": "AAAA"}]}},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_discovery_that_is_wrong_lets_nobody_in(issuer: Issuer, provider: Provider, name: str) -> None:
    for path, content in WRONG[name].items():
        issuer.said[path] = {**issuer.said[path], **content} if isinstance(content, dict) else content
    with pytest.raises((ProviderUnavailable, Unauthenticated)):
        provider.subject(issuer.token())


@pytest.mark.parametrize("path", [DISCOVERY, KEYS])
def test_no_redirect_is_followed(issuer: Issuer, provider: Provider, path: str) -> None:
    issuer.said["/moved"] = issuer.said[path]
    issuer.moved[path] = f"{issuer.url}/moved"
    with pytest.raises(ProviderUnavailable):
        provider.subject(issuer.token())
    assert issuer.asked["/moved"] == 0


def test_a_provider_in_clear_is_only_taken_on_this_machine() -> None:
    for address in ("http://login.example.jp", "ftp://127.0.0.1", "file:///etc/keys"):
        with pytest.raises(InsecureProvider):
            Provider(address, CLIENT, TOKEN_TYPE)
    Provider("https://login.example.jp/realm", CLIENT, TOKEN_TYPE)
