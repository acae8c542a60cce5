"""The keys that wrap data keys, and the blind index, from one file of the service.

In production `wrap` and `unwrap` are what a KMS or Vault does; everything else stays as it is (docs/deployment.md).
"""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kit.files import Reread

KEY_BYTES, NONCE_BYTES = 32, 12
# No blind index begins with it: that is a list in JSON.
_DIGEST = b"digest/"


@dataclass(frozen=True)
class _Keys:
    current: str
    wrapping: dict[str, bytes]
    index: bytes


class Keyring:
    """`file`: {"current": id, "keys": {id: 32 bytes in base64}, "index": 32 bytes in base64}; it may change.

    Rotation adds a key and names it `current`; the old one stays until `tsunagi keys rewrap` has used it last. The
    index key stays: another one would find nobody. Raises OSError, ValueError, KeyError for a file that cannot be used.
    """

    def __init__(self, file: Path) -> None:
        self._file = Reread(file, _parse)
        self._file.now()

    @property
    def current(self) -> str:
        return self._file.now().current

    @property
    def ids(self) -> set[str]:
        return set(self._file.now().wrapping)

    def wrap(self, subject: str, data_key: bytes) -> str:
        keys = self._file.now()
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(keys.wrapping[keys.current]).encrypt(nonce, data_key, _bound(subject))
        return f"{keys.current}:{base64.b64encode(nonce + sealed).decode()}"

    def unwrap(self, subject: str, wrapped: str) -> bytes:
        """Raises KeyError for an unknown key, InvalidTag for another subject's."""
        key_id, _, sealed = wrapped.partition(":")
        content = base64.b64decode(sealed)
        key = self._file.now().wrapping[key_id]
        return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], _bound(subject))

    def blind(self, *values: str) -> str:
        """The same for the same values, and tells nothing of them without the index key."""
        message = json.dumps(values, ensure_ascii=False).encode()
        return hmac.new(self._file.now().index, message, hashlib.sha256).hexdigest()[:32]

    def digest(self, content: bytes) -> bytes:
        """The same for the same content; without the index key no guess can be held against it."""
        return hmac.new(self._file.now().index, _DIGEST + content, hashlib.sha256).digest()


def new_file() -> str:
    """The content of a new service's file."""
    fresh = [base64.b64encode(os.urandom(KEY_BYTES)).decode() for _ in range(2)]
    return json.dumps({"current": "k1", "keys": {"k1": fresh[0]}, "index": fresh[1]})


def _bound(subject: str) -> bytes:
    return f"tsunagi data key/{subject}".encode()


def _parse(text: str) -> _Keys:
    document = json.loads(text)
    keys = {key_id: _key(value) for key_id, value in document["keys"].items()}
    if document["current"] not in keys or any(":" in key_id for key_id in keys):
        raise ValueError("current")
    return _Keys(document["current"], keys, _key(document["index"]))


def _key(value: str) -> bytes:
    key = base64.b64decode(value, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("key size")
    return key
