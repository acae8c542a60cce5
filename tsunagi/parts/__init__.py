"""The programs of the stack, one file each."""

from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import create_connection
from typing import Protocol

from tsunagi.processes import Command

# For a Java program that is gone in minutes: without the second compiler and G1's threads it is up for half the CPU.
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class Part(Protocol):
    """One program. `patience`: seconds that its start may take on a slow machine. `stop_with`: ends it in order."""

    @property
    def name(self) -> str: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def patience(self) -> float: ...
    @property
    def stop_with(self) -> int: ...

    def prepare(self) -> None:
        """Whatever must be on disk before the start; does nothing the second time."""

    def command(self) -> Command: ...

    def is_ready(self) -> bool:
        """Whether it serves. False, not an error, while it starts."""

    def finish(self) -> None:
        """What the program needs from us once it serves."""


def listens(port: int) -> bool:
    try:
        create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def http_status(port: int, path: str) -> int:
    """The status of a GET on this machine; 0 when nobody answers. Never through a proxy."""
    return http_get(port, path)[0]


def http_get(port: int, path: str) -> tuple[int, bytes]:
    """Status and body; (0, b"") when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


def java(home: Path) -> str:
    return str(home / "bin" / "java")
