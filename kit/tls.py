"""Mutual TLS: the certificate says which agency or service calls, and the token must say the same (ADR 16).

Names are URIs in the certificate: `tsunagi://agency/W-04`, `tsunagi://service/intake`, and `tsunagi://gateway` for the
city's own gateway, which carries its staff's calls. `tsunagi://router` is the one host in front of the services: it has
checked its caller's certificate and forwards it with the name in it. Files are read again when they change.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

import grpc
from cryptography import x509

from kit.context import Actor
from kit.files import Reread

GATEWAY, ROUTER = "tsunagi://gateway", "tsunagi://router"
FORWARDED = "x-forwarded-client-cert"
CERTIFICATE = ":certificate"
"""Where the edges put the names of a caller's certificate; no caller can send a key of this form."""


@dataclass(frozen=True)
class TlsFiles:
    """PEM. `authorities` are trusted to issue certificates; `revoked` lists serial numbers, hexadecimal, one a line."""

    certificate: Path
    key: Path
    authorities: Path
    revoked: Path | None = None


class Certificates:
    """One process's own certificate, and its view of others'."""

    def __init__(self, files: TlsFiles) -> None:
        self._files = files
        self._given: tuple[int, ...] = ()
        self._revoked = Reread(files.revoked, _serials) if files.revoked is not None else None

    def server(self) -> grpc.ServerCredentials:
        """Callers must show a certificate; a changed file holds from the next connection on."""
        self._given = self._stamps()
        # None means unchanged, which the stubs do not know.
        return grpc.dynamic_ssl_server_credentials(self._configuration(), self._renewed, True)  # type: ignore[arg-type]

    def client(self) -> grpc.ChannelCredentials:
        files = self._files
        return grpc.ssl_channel_credentials(
            files.authorities.read_bytes(), files.key.read_bytes(), files.certificate.read_bytes()
        )

    def names(self, auth_context: Mapping[str, Iterable[bytes]], forwarded: str = "") -> str:
        """The caller's names, separated by spaces; none for a revoked certificate. `forwarded`: by the router only."""
        shown = list(auth_context["x509_pem_cert"])
        names = [name.decode() for name in auth_context.get("x509_subject_alternative_name", ())]
        if ROUTER in names:
            told = [unquote_to_bytes(pem) for pem in _FORWARDED_CERTIFICATE.findall(forwarded)]
            shown, names = shown + told, _FORWARDED_URI.findall(forwarded) if told else []
        if self._revoked is not None and any(_serial(pem) in self._revoked.now() for pem in shown):
            return ""
        return " ".join(names)

    def _configuration(self) -> grpc.ServerCertificateConfiguration:
        files = self._files
        pair = (files.key.read_bytes(), files.certificate.read_bytes())
        return grpc.ssl_server_certificate_configuration([pair], files.authorities.read_bytes())

    def _renewed(self) -> grpc.ServerCertificateConfiguration | None:
        stamps = self._stamps()
        if stamps == self._given:
            return None
        self._given = stamps
        return self._configuration()

    def _stamps(self) -> tuple[int, ...]:
        files = self._files
        return tuple(file.stat().st_mtime_ns for file in (files.certificate, files.key, files.authorities))


def _serials(text: str) -> frozenset[int]:
    return frozenset(int(line, 16) for line in text.split())


# The router writes the header anew with one element (Envoy's SANITIZE_SET). Quoted is what is encoded.
_FORWARDED_CERTIFICATE = re.compile(r'(?:^|;)Cert="([^"]+)"')
_FORWARDED_URI = re.compile(r"(?:^|;)URI=([^;,\s\"]+)")


@lru_cache(maxsize=256)
def _serial(pem: bytes) -> int:
    return x509.load_pem_x509_certificate(pem).serial_number


def speaks_for(names: str, actor: Actor) -> bool:
    """Whether a certificate with these names may carry this actor's token."""
    kind, _, service = actor.agency_id.partition(":")
    own = f"tsunagi://service/{service}" if kind == "service" else f"tsunagi://agency/{actor.agency_id}"
    return own in names.split() or ("STAFF" in actor.audiences and GATEWAY in names.split())
