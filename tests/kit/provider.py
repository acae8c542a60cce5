"""An OpenID provider of one test, on a real port: discovery, keys, and whatever tokens the test wants of it."""

import base64
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, TOKEN_TYPE = "tsunagi-city", "at+jwt"
KEYS = "/keys"
DISCOVERY = "/.well-known/openid-configuration"


def make_key(algorithm: str) -> Any:
    if algorithm == "RS256":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else ed25519.Ed25519PrivateKey.generate()


def public(kid: str, algorithm: str, key: Any) -> dict[str, Any]:
    kinds: dict[str, Any] = {
        "RS256": jwt.algorithms.RSAAlgorithm,
        "ES256": jwt.algorithms.ECAlgorithm,
        "EdDSA": jwt.algorithms.OKPAlgorithm,
    }
    jwk: dict[str, Any] = json.loads(kinds[algorithm].to_jwk(key.public_key()))
    return {**jwk, "kid": kid, "use": "sig", "alg": algorithm}


class Issuer:
    """`said` is what it answers by path; `asked` counts."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: Counter[str] = Counter()
        self.moved: dict[str, str] = {}
        self.keys: dict[str, tuple[str, Any]] = {}
        self.said: dict[str, Any] = {DISCOVERY: {"issuer": self.url, "jwks_uri": f"{self.url}{KEYS}"}}
        for algorithm in ("RS256", "ES256", "EdDSA"):
            self.add(algorithm.lower(), algorithm)

    def add(self, kid: str, algorithm: str) -> None:
        self.keys[kid] = (algorithm, make_key(algorithm))
        self.said[KEYS] = {"keys": [public(name, *key) for name, key in self.keys.items()]}

    def take_away(self, kid: str) -> None:
        self.said[KEYS] = {"keys": [one for one in self.said[KEYS]["keys"] if one["kid"] != kid]}

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        good = {"iss": self.url, "sub": "user-1", "aud": CLIENT, "iat": now, "exp": now + 600}
        return {name: value for name, value in {**good, **changes}.items() if value is not None}

    def token(self, kid: str = "rs256", key: Any = None, headers: Any = None, **changes: Any) -> str:
        algorithm, own = self.keys[kid]
        said = {"kid": kid, "typ": TOKEN_TYPE, **(headers or {})}
        return jwt.encode(self.claims(**changes), key or own, algorithm, headers=said)

    def unsigned(self, header: Any, **changes: Any) -> str:
        parts = [json.dumps(part).encode() for part in (header, self.claims(**changes))]
        return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)

    def pem(self, kid: str) -> bytes:
        found: bytes = self.keys[kid][1].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return found


@contextmanager
def issuing() -> Iterator[Issuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked[self.path] += 1
            if self.path in issuer.moved:
                self.send_response(302)
                self.send_header("Location", issuer.moved[self.path])
                self.end_headers()
                return
            self.send_response(200 if self.path in issuer.said else 404)
            self.end_headers()
            self.wfile.write(json.dumps(issuer.said.get(self.path, "")).encode())

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = Issuer(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield issuer
    server.shutdown()
    server.server_close()
    thread.join()
