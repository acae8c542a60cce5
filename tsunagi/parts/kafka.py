"""Kafka: one node, broker and controller in one (KRaft)."""

import base64
import signal
import subprocess
import uuid
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from tsunagi import fetch
from tsunagi.errors import StackError
from tsunagi.parts import java, listens
from tsunagi.processes import Command

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
log.dirs={data}
num.partitions=3
auto.create.topics.enable=true
log.retention.ms=-1
offsets.retention.minutes=525600
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
"""


class Kafka:
    name = "kafka"
    needs: tuple[str, ...] = ()
    patience = 120.0
    stop_with = signal.SIGTERM

    def __init__(self, home: Path, java_home: Path, port: int, controller: int) -> None:
        self._folder, self._java, self._port, self._controller = home / "kafka", java(java_home), port, controller
        self._properties = self._folder / "server.properties"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    def prepare(self) -> None:
        data = self._folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        self._properties.write_text(PROPERTIES.format(port=self._port, controller=self._controller, data=data))
        # Kafka writes this file last when it formats its folder.
        if not (data / "meta.properties").exists():
            self._format()

    def command(self) -> Command:
        return Command([*self._program("-Xms128m", "-Xmx512m"), "kafka.Kafka", self._properties], cwd=self._folder)

    def is_ready(self) -> bool:
        # The client backs off for seconds when it comes too early.
        if not listens(self._port):
            return False
        try:
            admin = KafkaAdminClient(bootstrap_servers=self.address, request_timeout_ms=5000)
        except KafkaError:
            return False
        try:
            return bool(admin.describe_cluster()["brokers"])
        except KafkaError:
            return False
        finally:
            admin.close()

    def finish(self) -> None:
        """Nothing: topics are created on first use."""

    def _program(self, *options: str) -> list[str]:
        log_level = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
        return [self._java, *options, log_level, "-cp", f"{fetch.location('kafka')}/*"]

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode().replace("-", "A")
        argv = [*self._program("-Xmx256m"), "kafka.tools.StorageTool", "format", "-t", cluster]
        argv += ["-c", str(self._properties)]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stdout + done.stderr).strip()[-500:]
            raise StackError(
                "KAFKA_FORMAT_FAILED", "Kafka のデータを作れません。", f"Kafka's storage tool failed: {reason}"
            )
