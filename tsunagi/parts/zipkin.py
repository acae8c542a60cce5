"""Zipkin, to look at traces on this machine. It keeps them in memory, and takes its own format only, not OTLP."""

import signal
from pathlib import Path

from tsunagi import fetch
from tsunagi.parts import http_status, java
from tsunagi.processes import Command


class Zipkin:
    name = "zipkin"
    needs: tuple[str, ...] = ()
    patience = 90.0
    stop_with = signal.SIGTERM

    def __init__(self, home: Path, java_home: Path, port: int) -> None:
        self._folder, self._java, self._port = home / "zipkin", java(java_home), port

    def prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def command(self) -> Command:
        (jar,) = fetch.location("zipkin").glob("*.jar")
        settings = {"QUERY_PORT": str(self._port), "STORAGE_TYPE": "mem", "MEM_MAX_SPANS": "200000"}
        return Command([self._java, "-Xmx256m", "-jar", jar], settings, self._folder)

    def is_ready(self) -> bool:
        return http_status(self._port, "/health") == 200

    def finish(self) -> None:
        """Nothing."""
