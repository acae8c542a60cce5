"""Somebody of the invented staff signs in at the local issuer: authorization code with PKCE, as a browser does."""

import base64
import hashlib
import json
import secrets
import urllib.parse
from http.client import HTTPConnection
from typing import Any

from tsunagi.staff import CLIENT_ID

REDIRECT = "http://127.0.0.1:9/signed-in"
"""Where nothing listens: the answer is read from the redirection itself."""


class LoginFailed(Exception):
    """The issuer refused, or its answer is not to the question."""


def sign_in(issuer: str, subject: str, client_id: str = CLIENT_ID) -> dict[str, Any]:
    """The token endpoint's answer. Raises LoginFailed, OSError."""
    found = json.loads(_ask("GET", f"{issuer}/.well-known/openid-configuration")[1])
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": REDIRECT,
        "scope": "openid",
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    where, said = _ask("POST", found["authorization_endpoint"], {**asked, "subject": subject})
    answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(where).query))
    if answer.get("state") != state or answer.get("iss") != issuer:
        raise LoginFailed(said.decode(errors="replace"))
    redeemed = {"grant_type": "authorization_code", "code": answer["code"], "code_verifier": verifier}
    _where, said = _ask("POST", found["token_endpoint"], {**redeemed, "client_id": client_id, "redirect_uri": REDIRECT})
    tokens: dict[str, Any] = json.loads(said)
    if "access_token" not in tokens:
        raise LoginFailed(said.decode(errors="replace"))
    return tokens


def _ask(verb: str, url: str, form: dict[str, str] | None = None) -> tuple[str, bytes]:
    """(where it redirects to or empty, body); no redirection is followed."""
    parts = urllib.parse.urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        connection.request(verb, parts.path, urllib.parse.urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        return answer.getheader("location") or "", answer.read()
    finally:
        connection.close()
