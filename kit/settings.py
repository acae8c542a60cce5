"""Every environment variable of a service, typed, read once."""

import os
from dataclasses import dataclass
from pathlib import Path

from kit.brokers import Brokers
from kit.tls import TlsFiles

STAFF_VARIABLES = ("STAFF_ISSUER", "STAFF_CLIENT_ID", "STAFF_TOKEN_TYPE", "STAFF_MUNICIPALITY")
PEERS = ("intake", "consent", "meetings", "plans", "outreach")


@dataclass(frozen=True)
class StaffIssuer:
    """The OpenID provider of one city's staff; `client_id` is whom its tokens are for, `token_type` their `typ`."""

    issuer: str
    client_id: str
    token_type: str
    municipality_id: str


@dataclass(frozen=True)
class Settings:
    """Addresses are host:port; the login of `database_url` owns no table.

    `clock_file`, `crash_folder`, `spans_file` and `zipkin_endpoint`: demo and tests only.
    """

    service: str
    database_url: str
    kafka: Brokers
    zeebe: str
    grpc_port: int
    http_port: int
    token_keys_file: Path
    service_key_file: Path
    data_keys_file: Path
    peers: dict[str, str]
    clock_file: Path | None = None
    operate_url: str = ""
    otlp_endpoint: str = ""
    zipkin_endpoint: str = ""
    spans_file: Path | None = None
    reference_file: Path | None = None
    crash_folder: Path | None = None
    reconcile_seconds: float = 300.0
    log_level: str = "INFO"
    bind_host: str = "127.0.0.1"
    staff: tuple[StaffIssuer, ...] = ()
    tls: TlsFiles | None = None


def owner_database_url() -> str:
    """Of the login that owns the tables: for migrations, never for a running service. Raises KeyError."""
    return os.environ["OWNER_DATABASE_URL"]


def from_environment(service: str) -> Settings:
    """Raises KeyError naming the missing variable."""
    env = os.environ
    return Settings(
        service=service,
        database_url=env["DATABASE_URL"],
        kafka=Brokers(
            env["KAFKA_BOOTSTRAP_SERVERS"],
            env["KAFKA_USERNAME"],
            Path(env["KAFKA_PASSWORD_FILE"]),
            _path("KAFKA_AUTHORITIES_FILE"),
        ),
        zeebe=env["ZEEBE_ADDRESS"],
        grpc_port=int(env["GRPC_PORT"]),
        http_port=int(env["HTTP_PORT"]),
        token_keys_file=Path(env["TOKEN_KEYS_FILE"]),
        service_key_file=Path(env["SERVICE_KEY_FILE"]),
        data_keys_file=Path(env["DATA_KEYS_FILE"]),
        peers={peer: env[f"{peer.upper()}_ADDRESS"] for peer in PEERS},
        clock_file=_path("CLOCK_FILE"),
        operate_url=env.get("OPERATE_URL", ""),
        otlp_endpoint=env.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        zipkin_endpoint=env.get("OTEL_EXPORTER_ZIPKIN_ENDPOINT", ""),
        spans_file=_path("SPANS_FILE"),
        reference_file=_path("REFERENCE_FILE"),
        crash_folder=_path("CRASH_FOLDER"),
        reconcile_seconds=float(env.get("RECONCILE_SECONDS", "300")),
        log_level=env.get("LOG_LEVEL", "INFO"),
        bind_host=env.get("BIND_HOST", "127.0.0.1"),
        staff=_staff(),
        tls=_tls(),
    )


def _staff() -> tuple[StaffIssuer, ...]:
    """One provider per city, several separated by spaces. Where a city has none, its own key vouches for its staff."""
    lists = [os.environ.get(name, "").split() for name in STAFF_VARIABLES]
    if len({len(one) for one in lists}) > 1 or len(set(lists[0])) < len(lists[0]):
        raise KeyError(", ".join(STAFF_VARIABLES))
    return tuple(StaffIssuer(*one) for one in zip(*lists, strict=True))


def _tls() -> TlsFiles | None:
    """Without a certificate the edges speak in clear: on one machine, or behind a mesh that does it for them."""
    certificate, key = _path("TLS_CERTIFICATE_FILE"), _path("TLS_KEY_FILE")
    authorities, revoked = _path("TLS_AUTHORITIES_FILE"), _path("TLS_REVOKED_FILE")
    if certificate is None:
        return None
    if key is None or authorities is None:
        raise KeyError("TLS_KEY_FILE, TLS_AUTHORITIES_FILE")
    return TlsFiles(certificate, key, authorities, revoked)


def _path(variable: str) -> Path | None:
    value = os.environ.get(variable, "")
    return Path(value) if value else None
