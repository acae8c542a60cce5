"""The local issuer of the demo's staff: discovery, a login by code and PKCE, rotation; and where it does not start."""

import os
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jwt
import psutil
import pytest

from kit.errors import TokenExpired, Unauthenticated
from kit.oidc import Provider
from tests.contracts.town import free_addresses
from tests.serving import in_thread, serving_http
from tests.waiting import eventually
from tsunagi.demo.login import REDIRECT, LoginFailed, sign_in
from tsunagi.issuer.pages import WARNING, create_app
from tsunagi.issuer.realm import CODE_SECONDS, LEEWAY_SECONDS, ROTATE_SECONDS, TOKEN_SECONDS, Realm
from tsunagi.processes import MARK, Guard
from tsunagi.staff import CLIENT_ID, FOLDER, TOKEN_TYPE, issuer_url, load

TAKASAGO, HOSHIMI = load(FOLDER / "28216.json"), load(FOLDER / "99201.json")
COORDINATOR = TAKASAGO.staff[0]
ANOTHER = "another-client"
VERIFIER = "v" * 50
CHALLENGE = "CrlVwe1WSHWuTQYh3iczmx3aS-faRx6C92k9_hNxl4A"


class Watch:
    """A clock that only the test moves, from the real now on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Issuing:
    """Both cities' issuers on a real port, and the services' view of them."""

    def __init__(self, port: int) -> None:
        self.watch = Watch()
        clients = [CLIENT_ID, ANOTHER]
        self.takasago, self.hoshimi = (
            Realm(issuer_url(port, city.municipality), city, clients, self.watch) for city in (TAKASAGO, HOSHIMI)
        )
        self.app = create_app([self.takasago, self.hoshimi])
        self.provider = Provider(self.takasago.issuer, CLIENT_ID, TOKEN_TYPE, self.watch)

    def sign_in(self, realm: Realm | None = None, client_id: str = CLIENT_ID) -> str:
        used = realm or self.takasago
        token: str = sign_in(used.issuer, used.city.staff[0].subject, client_id)["access_token"]
        return token

    def asked(self, **changes: str) -> dict[str, str]:
        good = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "redirect_uri": REDIRECT,
            "scope": "openid",
            "state": "s",
            "nonce": "n",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "subject": COORDINATOR.subject,
        }
        return {**good, **changes}

    def authorize(self, **changes: str) -> httpx.Response:
        return httpx.post(f"{self.takasago.issuer}/authorize", data=self.asked(**changes))

    def code(self) -> str:
        query = urllib.parse.urlsplit(self.authorize().headers["location"]).query
        return dict(urllib.parse.parse_qsl(query))["code"]

    def redeem(self, good_code: str, **changes: str) -> httpx.Response:
        good = {
            "grant_type": "authorization_code",
            "code": good_code,
            "client_id": CLIENT_ID,
            "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER,
        }
        return httpx.post(f"{self.takasago.issuer}/token", data={**good, **changes})


@pytest.fixture
def issuing() -> Iterator[Issuing]:
    port = int(free_addresses(1)[0].rpartition(":")[2])
    issuing = Issuing(port)
    with in_thread(serving_http(issuing.app, port)):
        eventually(lambda: httpx.get(issuing.takasago.issuer + "/keys").status_code == 200)
        yield issuing


def test_discovery_names_the_issuer_and_says_what_it_is_for(issuing: Issuing) -> None:
    found = httpx.get(f"{issuing.takasago.issuer}/.well-known/openid-configuration").json()
    assert found["issuer"] == issuing.takasago.issuer
    assert "demonstration-only" in found["issuer"]
    assert found["tsunagi_warning"] == WARNING
    assert "demonstration only, never production" in WARNING
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        assert found[name].startswith(f"{found['issuer']}/")
    assert all("d" not in key for key in httpx.get(found["jwks_uri"]).json()["keys"])


def test_the_page_says_what_it_is_for_and_names_everybody_of_its_city(issuing: Issuing) -> None:
    page = httpx.get(f"{issuing.takasago.issuer}/authorize", params=issuing.asked(state='"><b>x')).text
    assert WARNING in page
    assert "<b>x" not in page
    assert all(one.name in page for one in TAKASAGO.staff)
    assert not any(one.name in page for one in HOSHIMI.staff)


def test_whoever_signs_in_gets_a_token_that_the_services_take(issuing: Issuing) -> None:
    token = issuing.sign_in()
    assert issuing.provider.issued(token)
    assert issuing.provider.subject(token) == COORDINATOR.subject
    claims = jwt.decode(token, options={"verify_signature": False})
    of_rfc_9068 = {"iss", "sub", "aud", "client_id", "iat", "exp", "jti"}
    assert set(claims) == of_rfc_9068, "what somebody may do is no matter of a token"


def test_a_token_that_is_over_is_refused(issuing: Issuing) -> None:
    issuing.watch.ahead = -(TOKEN_SECONDS + LEEWAY_SECONDS + 5)
    token = issuing.sign_in()
    with pytest.raises(TokenExpired):
        issuing.provider.subject(token)


def test_whoever_signs_in_gets_an_id_token_that_the_services_do_not_take(issuing: Issuing) -> None:
    answer = issuing.redeem(issuing.code()).json()
    assert issuing.provider.subject(answer["access_token"]) == COORDINATOR.subject
    with pytest.raises(Unauthenticated):
        issuing.provider.subject(answer["id_token"])


def test_a_token_of_another_citys_issuer_is_refused(issuing: Issuing) -> None:
    token = issuing.sign_in(issuing.hoshimi)
    assert not issuing.provider.issued(token)
    with pytest.raises(Unauthenticated):
        issuing.provider.subject(token)


def test_a_token_for_another_client_is_refused(issuing: Issuing) -> None:
    token = issuing.sign_in(client_id=ANOTHER)
    with pytest.raises(Unauthenticated):
        issuing.provider.subject(token)


def test_a_rotation_refuses_nobody_and_an_old_key_goes_with_its_last_token(issuing: Issuing) -> None:
    before = issuing.sign_in()
    assert issuing.provider.subject(before)
    issuing.takasago.keys.rotate()
    after = issuing.sign_in()
    kids = [jwt.get_unverified_header(token)["kid"] for token in (before, after)]
    assert kids[0] != kids[1]
    for token in (before, after):
        assert issuing.provider.subject(token) == COORDINATOR.subject
    assert set(kids) < published(issuing)
    issuing.watch.ahead = TOKEN_SECONDS + LEEWAY_SECONDS + 1
    assert kids[0] not in published(issuing)
    assert kids[1] in published(issuing)


def test_keys_are_rotated_by_themselves(issuing: Issuing) -> None:
    first = jwt.get_unverified_header(issuing.sign_in())["kid"]
    assert jwt.get_unverified_header(issuing.sign_in())["kid"] == first
    issuing.watch.ahead = ROTATE_SECONDS + 1
    assert jwt.get_unverified_header(issuing.sign_in())["kid"] != first


def published(issuing: Issuing) -> set[str]:
    return {key["kid"] for key in httpx.get(f"{issuing.takasago.issuer}/keys").json()["keys"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "nobody"},
        {"redirect_uri": "https://attacker.example/"},
        {"redirect_uri": "http://127.0.0.1.attacker.example/"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"scope": "profile"},
        {"subject": "nobody"},
        {"subject": HOSHIMI.staff[0].subject},
    ],
    ids=str,
)
def test_an_authorization_that_is_not_as_it_must_be_gives_no_code(issuing: Issuing, changes: dict[str, str]) -> None:
    answer = issuing.authorize(**changes)
    assert (answer.status_code, "location" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 50},
        {"client_id": ANOTHER},
        {"redirect_uri": "http://127.0.0.1:10/"},
        {"code": "guessed"},
        {"grant_type": "password"},
    ],
    ids=str,
)
def test_a_code_is_worth_nothing_to_others(issuing: Issuing, changes: dict[str, str]) -> None:
    assert issuing.redeem(issuing.code(), **changes).status_code == 400


def test_a_code_is_redeemed_once_and_soon(issuing: Issuing) -> None:
    code = issuing.code()
    answer: dict[str, Any] = issuing.redeem(code).json()
    assert jwt.decode(answer["id_token"], options={"verify_signature": False})["nonce"] == "n"
    assert issuing.redeem(code).json() == {"error": "invalid_grant"}
    late = issuing.code()
    issuing.watch.ahead = CODE_SECONDS + 1
    assert issuing.redeem(late).json() == {"error": "invalid_grant"}


def test_nobody_signs_in_who_is_not_in_the_file(issuing: Issuing) -> None:
    with pytest.raises(LoginFailed, match="access_denied"):
        sign_in(issuing.takasago.issuer, "nobody")


def start(port: int, stack: str | None) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if name != MARK} | ({MARK: stack} if stack else {})
    argv = [sys.executable, "-m", "tsunagi.issuer", str(port), str(FOLDER / "28216.json")]
    return subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.parametrize("stack", [None, "/nowhere", "here"])
def test_it_does_not_start_outside_a_running_local_stack(stack: str | None, tmp_path: Path) -> None:
    process = start(1, str(tmp_path) if stack == "here" else stack)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "refuses to start outside a local stack" in said


def test_in_a_local_stack_it_says_what_it_is_listens_on_this_machine_only_and_rotates_when_told(tmp_path: Path) -> None:
    guard = Guard(tmp_path)
    port = int(free_addresses(1)[0].rpartition(":")[2])
    process = start(port, str(tmp_path))
    try:
        keys = issuer_url(port, "28216") + "/keys"

        def kids() -> list[str]:
            return [key["kid"] for key in httpx.get(keys).json()["keys"]]

        eventually(lambda: is_up(port))
        listening = [one.laddr.ip for one in psutil.Process(process.pid).net_connections() if one.status == "LISTEN"]
        assert listening == ["127.0.0.1"]
        before = kids()
        process.send_signal(signal.SIGHUP)
        eventually(lambda: kids()[:2] == before and len(kids()) == 3)
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=60)
        guard.end()
    assert WARNING in said


def is_up(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
    except httpx.HTTPError:
        return False
