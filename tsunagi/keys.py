"""Keys and passwords of one local stack, made at its first start. They are for demonstration and tests only."""

import base64
import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kit.keyring import new_file
from tsunagi import broker
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES

DEMO_ISSUER = "demo-issuer"


def make(folder: Path) -> None:
    """Writes `<kid>.pem` (0600) for the demo's token issuer and each service, jwks.json with the public keys, and
    `data-<service>.json` with the keys that wrap each service's data keys.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    issuers = {DEMO_ISSUER: "demo"} | {f"service-{name}": f"service:{name}" for name in SERVICES}
    keys = [_public(kid, issuer, _private(folder / f"{kid}.pem")) for kid, issuer in issuers.items()]
    for name in SERVICES:
        if not (file := folder / f"data-{name}.json").exists():
            write(file, new_file().encode())
    write(folder / "jwks.json", json.dumps({"keys": keys}, indent=1).encode())


def passwords(file: Path) -> dict[str, str]:
    """Of the database's logins; chosen once per stack. Raises StackError for a stack of a version with other logins."""
    logins = ("postgres", *SERVICES, *(f"{name}_owner" for name in SERVICES))
    if not file.exists():
        write(file, json.dumps({name: secrets.token_urlsafe(24) for name in logins}).encode())
    found: dict[str, str] = json.loads(file.read_text())
    if set(found) != set(logins):
        raise _old(file.parent)
    return found


def broker_passwords(home: Path) -> Path:
    """The folder with a file (0600) per login of the broker, chosen once per stack. Raises StackError for a stack of a
    version without such logins.
    """
    folder = home / "broker-passwords"
    if not folder.exists() and (home / "kafka" / "data").exists():
        raise _old(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    for login in (broker.ADMIN, *map(broker.login, SERVICES)):
        if not (folder / login).exists():
            write(folder / login, secrets.token_urlsafe(24).encode())
    return folder


def _old(home: Path) -> StackError:
    return StackError(
        "OLD_STACK",
        f"{home} は前の版のスタックです。make reset で消してから、もう一度実行してください。",
        f"{home} was made by an older version: run `make reset` and start again.",
    )


def _private(file: Path) -> Ed25519PrivateKey:
    if file.exists():
        key = serialization.load_pem_private_key(file.read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        return key
    key = Ed25519PrivateKey.generate()
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    write(file, key.private_bytes(encoding, form, serialization.NoEncryption()))
    return key


def _public(kid: str, issuer: str, key: Ed25519PrivateKey) -> dict[str, str | bool]:
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "EdDSA",
        "use": "sig",
        "kid": kid,
        "x": x,
        "issuer": issuer,
        "demo": True,
    }


def write(file: Path, content: bytes) -> None:
    """Never readable by others, and never half written."""
    half = file.with_name(f"{file.name}.half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    half.rename(file)
