"""Kafka: one node, broker and controller in one (KRaft). Both ports refuse whoever has no login."""

import base64
import signal
import subprocess
import uuid
from collections.abc import Sequence
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from kit.brokers import Brokers
from tsunagi import broker, fetch, keys
from tsunagi.errors import StackError
from tsunagi.parts import SHORT_LIVED, java, listens
from tsunagi.processes import Command

# SCRAM's passwords are in the metadata that the controllers keep: between themselves they need another way.
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=SASL_PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=SASL_PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
security.inter.broker.protocol=SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
sasl.mechanism.controller.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule \
  required username="{admin}" password="{password}";
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
  required username="{admin}" password="{password}" user_{admin}="{password}";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:{admin}
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

    def __init__(
        self, home: Path, java_home: Path, options: Sequence[str], port: int, controller: int, passwords: Path
    ) -> None:
        """`options`: of its Java; `passwords`: a folder with a file for each login."""
        self._folder, self._java, self._port, self._controller = home / "kafka", java(java_home), port, controller
        self._options, self._passwords = options, passwords
        self._properties = self._folder / "server.properties"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    def prepare(self) -> None:
        data = self._folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        keys.write(self._properties, self._settings(data).encode())
        # Kafka writes this file last when it formats its folder.
        if not (data / "meta.properties").exists():
            self._format()

    def command(self) -> Command:
        return Command(
            [*self._program("-Xms128m", "-Xmx512m", *self._options), "kafka.Kafka", self._properties], cwd=self._folder
        )

    def is_ready(self) -> bool:
        # The client backs off for seconds when it comes too early.
        if not listens(self._port):
            return False
        try:
            admin = KafkaAdminClient(**self._admin.options(), request_timeout_ms=5000)
        except KafkaError:
            return False
        try:
            return bool(admin.describe_cluster()["brokers"])
        except KafkaError:
            return False
        finally:
            admin.close()

    def finish(self) -> None:
        """Logins, topics and permissions."""
        broker.prepare(self.address, self._passwords)

    def _settings(self, data: Path) -> str:
        password = self._admin.options()["sasl_plain_password"]
        return PROPERTIES.format(
            port=self._port, controller=self._controller, data=data, admin=broker.ADMIN, password=password
        )

    @property
    def _admin(self) -> Brokers:
        return broker.as_login(self.address, broker.ADMIN, self._passwords)

    def _program(self, *options: str) -> list[str]:
        log_level = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
        return [self._java, *options, log_level, "-cp", f"{fetch.location('kafka')}/*"]

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode().replace("-", "A")
        password = self._admin.options()["sasl_plain_password"]
        scram = f"SCRAM-SHA-512=[name={broker.ADMIN},password={password}]"
        arguments = self._folder / "format.args"
        # In a file, because everybody on the machine can read a program's arguments.
        keys.write(arguments, "\n".join(["-t", cluster, "-c", str(self._properties), "--add-scram", scram]).encode())
        argv = [*self._program("-Xmx256m", *SHORT_LIVED), "kafka.tools.StorageTool", "format", f"@{arguments}"]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        arguments.unlink()
        if done.returncode:
            reason = (done.stdout + done.stderr).strip()[-500:]
            raise StackError(
                "KAFKA_FORMAT_FAILED", "Kafka のデータを作れません。", f"Kafka's storage tool failed: {reason}"
            )
