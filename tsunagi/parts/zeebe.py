"""Zeebe 8.6: broker and gateway in one, with Operate in the same process when asked."""

import json
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from tsunagi import fetch
from tsunagi.parts import http_get, http_status
from tsunagi.processes import Command

LOGGING = Path(__file__).parents[1] / "log4j2-zeebe.xml"
# The engine takes fewer commands at once when one was slow. By default 200 ms are slow and the least is one command: on
# a busy machine it then refuses almost every poll and message of a hundred task types, and whatever it refused waits.
BACK_PRESSURE = {
    "ZEEBE_BROKER_BACKPRESSURE_AIMD_REQUESTTIMEOUT": "2s",
    "ZEEBE_BROKER_BACKPRESSURE_AIMD_MINLIMIT": "50",
}
OPENS = "--add-opens=java.base/java.nio=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"


class Zeebe:
    name = "zeebe"
    patience = 180.0
    stop_with = signal.SIGTERM

    def __init__(
        self,
        home: Path,
        java_home: Path,
        options: Sequence[str],
        ports: dict[str, int],
        *,
        operate: bool,
        records: bool,
        own: Mapping[str, str],
    ) -> None:
        """`options`: of its Java; `own`: environment variables of Camunda that this stack sets otherwise."""
        self._folder, self._java_home, self._options, self._ports = home / "zeebe", java_home, options, ports
        self._operate, self._own = operate, own
        self.records_file = home / "zeebe" / "records.jsonl" if records else None
        self.needs: tuple[str, ...] = ("opensearch",) if operate else ()

    def prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def command(self) -> Command:
        script = fetch.location("zeebe") / "bin" / ("camunda" if self._operate else "broker")
        env = self._broker()
        if self._operate:
            env |= self._with_operate()
        if self.records_file is not None:
            env |= _with_records(self.records_file)
        return Command([script], {**env, **self._own}, self._folder)

    def is_ready(self) -> bool:
        if http_status(self._ports["zeebe_management"], "/actuator/health/readiness") != 200:
            return False
        # The REST port's topology would ask for a login when Operate is in the process.
        status, body = http_get(self._ports["zeebe_management"], "/actuator/partitions")
        return status == 200 and _is_processing(body)

    def finish(self) -> None:
        """Nothing: the stack pins the clock where one runs."""

    def _broker(self) -> dict[str, str]:
        heap = "1024m" if self._operate else "768m"
        return {
            "JAVA_HOME": str(self._java_home),
            "JAVA_OPTS": f"-Xms256m -Xmx{heap} {OPENS} {' '.join(self._options)}",
            "LOGGING_CONFIG": str(LOGGING),
            "ZEEBE_BROKER_NETWORK_HOST": "127.0.0.1",
            "ZEEBE_BROKER_GATEWAY_NETWORK_HOST": "127.0.0.1",
            "ZEEBE_BROKER_GATEWAY_NETWORK_PORT": str(self._ports["zeebe_grpc"]),
            "ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT": str(self._ports["zeebe_command"]),
            "ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT": str(self._ports["zeebe_internal"]),
            "ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS": f"127.0.0.1:{self._ports['zeebe_internal']}",
            "SERVER_PORT": str(self._ports["zeebe_rest"]),
            "SERVER_ADDRESS": "127.0.0.1",
            "MANAGEMENT_SERVER_PORT": str(self._ports["zeebe_management"]),
            "MANAGEMENT_SERVER_ADDRESS": "127.0.0.1",
            "ZEEBE_BROKER_DATA_DIRECTORY": str(self._folder / "data"),
            "ZEEBE_BROKER_DATA_LOGSEGMENTSIZE": "16MB",
            "ZEEBE_BROKER_THREADS_CPUTHREADCOUNT": "1",
            "ZEEBE_BROKER_THREADS_IOTHREADCOUNT": "1",
            **BACK_PRESSURE,
        }

    def _with_operate(self) -> dict[str, str]:
        search = f"http://127.0.0.1:{self._ports['opensearch']}"
        exporter = "ZEEBE_BROKER_EXPORTERS_OPENSEARCH_"
        return {
            "SPRING_PROFILES_ACTIVE": "operate,broker,auth",
            "CAMUNDA_OPERATE_DATABASE": "opensearch",
            "CAMUNDA_OPERATE_OPENSEARCH_URL": search,
            "CAMUNDA_OPERATE_ZEEBEOPENSEARCH_URL": search,
            "CAMUNDA_OPERATE_ZEEBE_GATEWAYADDRESS": f"127.0.0.1:{self._ports['zeebe_grpc']}",
            "CAMUNDA_DATABASE_TYPE": "opensearch",
            "CAMUNDA_DATABASE_URL": search,
            f"{exporter}CLASSNAME": "io.camunda.zeebe.exporter.opensearch.OpensearchExporter",
            f"{exporter}ARGS_URL": search,
            f"{exporter}ARGS_BULK_SIZE": "500",
            f"{exporter}ARGS_BULK_DELAY": "1",
            f"{exporter}ARGS_INDEX_PREFIX": "zeebe-record",
        }


def _with_records(file: Path) -> dict[str, str]:
    exporter = "ZEEBE_BROKER_EXPORTERS_RECORDS_"
    return {
        "TSUNAGI_RECORDS_FILE": str(file),
        f"{exporter}CLASSNAME": "io.camunda.zeebe.broker.exporter.debug.DebugLogExporter",
        f"{exporter}ARGS_LOGLEVEL": "INFO",
        f"{exporter}ARGS_PRETTYPRINT": "false",
    }


def _is_processing(partitions: bytes) -> bool:
    states = json.loads(partitions).values()
    return bool(states) and all(
        state["role"] == "LEADER" and state["streamProcessorPhase"] == "PROCESSING" for state in states
    )
