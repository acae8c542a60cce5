"""Certificate and token must name the same caller; one without the other opens nothing."""

import os
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from kit.context import Actor, Context
from kit.peers import Peers
from kit.tls import FORWARDED, Certificates, TlsFiles
from pb.tsunagi.intake.v1 import service_pb2 as intake
from tests.database import database_of
from tests.kit.authority import Authority, serial
from tests.kit.tls_edge import AGENCY, CITY, LIST, SERVED, SERVICE, STAFF, Edge, serving
from tests.waiting import eventually
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy


@dataclass
class Server(Edge):
    authority: Authority
    own: TlsFiles
    revoked: Path


@pytest.fixture(scope="module")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as found:
        yield found


@pytest.fixture
def server(engine: sa.Engine, tmp_path: Path) -> Iterator[Server]:
    authority, revoked = Authority(tmp_path / "ca"), tmp_path / "revoked"
    revoked.touch()
    own = replace(authority.issue("tsunagi://service/intake"), revoked=revoked)
    with serving(engine, tmp_path / "keys", own) as edge:
        yield Server(edge.port, edge.signers, authority, own, revoked)


W03, W04, GATEWAY = "tsunagi://agency/W-03", "tsunagi://agency/W-04", "tsunagi://gateway"
PLANS, CONSENT = "tsunagi://service/plans", "tsunagi://service/consent"


@pytest.mark.parametrize(
    ("certificate", "actor", "rpc", "refused"),
    [
        (W03, AGENCY, LIST, ""),
        (W04, AGENCY, LIST, "UNAUTHENTICATED"),
        (PLANS, AGENCY, LIST, "UNAUTHENTICATED"),
        (GATEWAY, AGENCY, LIST, "UNAUTHENTICATED"),
        (GATEWAY, STAFF, LIST, ""),
        ("tsunagi://gateway/W-03", STAFF, LIST, "UNAUTHENTICATED"),
        ("tsunagi://agency/gateway", STAFF, LIST, "UNAUTHENTICATED"),
        (W03, STAFF, LIST, ""),
        (W03, SERVICE, SERVED, "UNAUTHENTICATED"),
        (CONSENT, SERVICE, SERVED, "UNAUTHENTICATED"),
        (GATEWAY, SERVICE, SERVED, "UNAUTHENTICATED"),
        ("tsunagi://agency/service:plans", SERVICE, SERVED, "UNAUTHENTICATED"),
    ],
)
def test_certificate_and_token_name_the_same_caller(
    server: Server, certificate: str, actor: Actor, rpc: str, refused: str
) -> None:
    assert server.call(server.authority.issue(certificate, as_file="caller"), actor, rpc) == refused


def test_the_router_forwards_its_callers_name_and_nobody_else_does(server: Server) -> None:
    router, caller, stranger = (server.authority.issue(uri) for uri in ("tsunagi://router", W03, W04))
    assert server.call(router, AGENCY, LIST, forwarded(caller, W03)) == ""
    assert server.call(stranger, AGENCY, LIST, forwarded(caller, W03)) == "UNAUTHENTICATED"
    assert server.call(router, AGENCY) == "UNAUTHENTICATED"
    assert server.call(router, AGENCY, LIST, forwarded(stranger, W04)) == "UNAUTHENTICATED"


def test_a_name_that_the_router_forwards_without_its_certificate_opens_nothing(server: Server) -> None:
    router = server.authority.issue("tsunagi://router")
    assert server.call(router, AGENCY, LIST, (FORWARDED, f"Hash=1f;URI={W03}")) == "UNAUTHENTICATED"


def forwarded(files: TlsFiles, uri: str) -> tuple[str, str]:
    """As Envoy writes it."""
    return FORWARDED, f'Hash=1f;Cert="{quote(files.certificate.read_text(), safe="")}";URI={uri}'


def test_without_a_certificate_of_our_authority_nobody_gets_as_far_as_a_token(server: Server, tmp_path: Path) -> None:
    foreign = Authority(tmp_path / "foreign").issue(W03)
    known = replace(foreign, authorities=server.own.authorities)
    over = server.authority.issue(W03, as_file="over", days=-1)
    for files in (None, known, over):
        assert server.call(files, AGENCY) == "UNAVAILABLE"


def test_a_revoked_certificate_opens_nothing_from_the_next_call_on(server: Server) -> None:
    files = server.authority.issue(W03)
    assert server.call(files, AGENCY) == ""
    server.revoked.write_text(f"{serial(files)}\n")
    assert server.call(files, AGENCY) == "UNAUTHENTICATED"
    assert server.call(server.authority.issue(W03, as_file="new"), AGENCY) == ""


def test_a_new_certificate_of_the_server_holds_without_a_restart(server: Server) -> None:
    caller = server.authority.issue(W03)
    assert server.call(caller, AGENCY) == ""
    before = shown(server, caller)
    assert before == serial(server.own)
    renewed = server.authority.issue("tsunagi://service/intake")
    os.utime(renewed.certificate)
    assert serial(renewed) != before
    eventually(lambda: shown(server, caller) == serial(renewed))
    assert server.call(caller, AGENCY) == ""


def shown(server: Server, caller: TlsFiles) -> str:
    """The serial number of the certificate that the server shows."""
    context = ssl.create_default_context(cafile=str(caller.authorities))
    context.load_cert_chain(caller.certificate, caller.key)
    context.set_alpn_protocols(["h2"])
    with (
        socket.create_connection(("localhost", server.port)) as bare,
        context.wrap_socket(bare, server_hostname="localhost") as secured,
    ):
        told = secured.getpeercert()
    assert told is not None
    return f"{int(str(told['serialNumber']), 16):x}"


def test_services_ask_each_other_with_their_certificates(server: Server) -> None:
    certificates = Certificates(server.authority.issue(PLANS))
    peers = Peers({"intake": f"localhost:{server.port}"}, server.signers["plans"], certificates)
    method = intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetMunicipality"]
    assert peers.ask(method, intake.GetMunicipalityRequest(), Context(SERVICE, "INTAKE", datetime.now(UTC), CITY))
