"""Figure of memory: what an idle service holds / what its imports alone hold."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from bench.figure import Figure, of_rounds
from bench.stage import Stage
from tsunagi.ports import SERVICES

LIBRARIES = (
    "alembic",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "fastapi",
    "grpc.aio",
    "grpc_health.v1.health",
    "grpc_reflection.v1alpha.reflection",
    "grpc_status.rpc_status",
    "jpholiday",
    "jwt",
    "kafka",
    "opentelemetry.exporter.otlp.proto.http.trace_exporter",
    "opentelemetry.sdk.trace",
    "prometheus_client",
    "psycopg",
    "pyzeebe",
    "sqlalchemy",
    "structlog",
    "ulid",
    "uvicorn",
)
_FLOOR = f"import {', '.join(LIBRARIES)}; print('ready', flush=True); input()"


def idle_beside_imports(stage: Stage) -> Iterator[Figure]:
    """Resident set of every service that waits for work / of a process that only imported its libraries."""
    with _floor() as floor:
        ratios = [
            _resident(stage.stack.process_of(name)) / _resident(floor)
            for _ in range(stage.sizes.rounds)
            for name in SERVICES
        ]
        note = f"floor {_resident(floor) / 2**20:.0f} MB"
    yield of_rounds("idle memory of a service / its imports", ratios, 1.5, at_most=True, note=note)


@contextmanager
def _floor() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-c", _FLOOR], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process.pid
    process.communicate("\n")


def _resident(pid: int) -> int:
    size: int = psutil.Process(pid).memory_info().rss
    return size
