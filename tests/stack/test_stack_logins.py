"""Each service's login at the real broker: its own topics, those that it listens to, its own group, nothing else."""

import json
import shutil
import socket
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaTimeoutError,
    TopicAuthorizationFailedError,
)
from kafka.structs import OffsetAndMetadata

from kit.brokers import Brokers, dead_letters_topic, events_topic
from tests.brokers import REFUSED_SECONDS, topics_seen
from tests.deploy import surface
from tests.kit.authority import Authority
from tests.waiting import eventually
from tsunagi import broker
from tsunagi.homes import fresh, remove
from tsunagi.parts import kafka as part
from tsunagi.ports import SERVICES
from tsunagi.processes import marked
from tsunagi.stack import Stack

TOPICS = {topic(name) for name in SERVICES for topic in (events_topic, dead_letters_topic)}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """A broker whose topics hold one record each."""
    home = fresh("logins")
    with Stack(home) as stack:
        stack.start("kafka")
        producer = KafkaProducer(**stack.kafka.options())
        for topic in TOPICS:
            producer.send(topic, b"there", partition=0).get(20)
        producer.close()
        yield stack
    remove(home)


def of(stack: Stack, service: str) -> Brokers:
    return stack.kafka_as(broker.login(service))


def writable(brokers: Brokers, topics: set[str]) -> set[str]:
    found = set[str]()
    for topic in topics:
        # One that was refused refuses everything after.
        producer = KafkaProducer(**brokers.options(), acks="all", enable_idempotence=True)
        try:
            producer.send(topic, b"more", partition=1).get(20)
            found.add(topic)
        except TopicAuthorizationFailedError:
            pass
        producer.close()
    return found


def readable(brokers: Brokers, topics: set[str]) -> set[str]:
    """Those whose record was handed out; whatever is not refused must come."""
    found = set[str]()
    for topic in topics:
        consumer = KafkaConsumer(topic, **brokers.options(), group_id=None, auto_offset_reset="earliest")
        try:
            # One that may not even be described is not there.
            if consumer.partitions_for_topic(topic):
                eventually(lambda consumer=consumer: consumer.poll(timeout_ms=500))  # type: ignore[misc]
                found.add(topic)
        except TopicAuthorizationFailedError:
            pass
        consumer.close()
    return found


def usable_groups(brokers: Brokers, topic: str) -> set[str]:
    """Those in whose name it can join and commit; one without the other is a failure."""
    joined, committed = set[str](), set[str]()
    for group in SERVICES:
        consumer = KafkaConsumer(topic, **brokers.options(), group_id=group, enable_auto_commit=False)
        try:
            eventually(lambda consumer=consumer: consumer.poll(timeout_ms=500) or consumer.assignment())  # type: ignore[misc]
            joined.add(group)
        except GroupAuthorizationFailedError:
            pass
        consumer.close()
        beside = KafkaConsumer(**brokers.options(), group_id=group, enable_auto_commit=False)
        partition = TopicPartition(topic, 0)
        beside.assign([partition])
        try:
            beside.commit({partition: OffsetAndMetadata(0, "", -1)})
            committed.add(group)
        except GroupAuthorizationFailedError:
            pass
        beside.close()
    assert joined == committed
    return joined


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_writes_to_its_own_topics_and_to_no_other(stack: Stack, service: str) -> None:
    own = {events_topic(service), dead_letters_topic(service)}
    assert writable(of(stack, service), TOPICS) == own


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reads_what_it_listens_to_and_its_own_events_and_nothing_else(stack: Stack, service: str) -> None:
    heard = {events_topic(name) for name in (service, *surface.services()[service].listens_to)}
    assert readable(of(stack, service), TOPICS) == heard


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_joins_and_commits_in_its_own_group_only(stack: Stack, service: str) -> None:
    assert usable_groups(of(stack, service), events_topic(service)) == {service}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_creates_no_topic_and_gives_itself_no_permission(stack: Stack, service: str) -> None:
    assert writable(of(stack, service), {"created-by-use"}) == set()
    admin = KafkaAdminClient(**of(stack, service).options())
    with pytest.raises(TopicAuthorizationFailedError):
        admin.create_topics(["created-by-name"])
    wished = list(broker.permissions(surface.services()[service]))
    assert set(admin.create_acls(wished)["failed"]) == {ClusterAuthorizationFailedError}
    admin.close()
    admin = KafkaAdminClient(**stack.kafka.options())
    assert {"created-by-use", "created-by-name"} & set(admin.list_topics()) == set()
    admin.close()


def test_whoever_has_no_password_or_a_wrong_one_is_refused(stack: Stack) -> None:
    right = of(stack, "consent").options()
    assert topics_seen(right) >= {events_topic("consent")}
    wrong: list[dict[str, str]] = [
        {"security_protocol": "PLAINTEXT"},
        {"sasl_plain_password": "guessed"},
        {"sasl_plain_username": broker.ADMIN},
        {"sasl_plain_username": broker.login("intake")},
        {"sasl_plain_username": "nobody"},
        {"sasl_mechanism": "PLAIN"},
    ]
    for one in wrong:
        with pytest.raises(KafkaTimeoutError):
            topics_seen({**right, **one})


def test_without_a_login_nothing_is_read_and_nothing_is_written(stack: Stack) -> None:
    nameless = {
        "bootstrap_servers": stack.kafka.addresses,
        "bootstrap_timeout_ms": REFUSED_SECONDS * 1000,
        "max_block_ms": REFUSED_SECONDS * 1000,
    }
    topic = events_topic("intake")

    def ends() -> dict[TopicPartition, int]:
        reader = KafkaConsumer(**stack.kafka.options(), group_id=None)
        try:
            return dict(reader.end_offsets([TopicPartition(topic, one) for one in reader.partitions_for_topic(topic)]))
        finally:
            reader.close()

    before = ends()
    with pytest.raises(KafkaTimeoutError):
        KafkaProducer(**nameless).send(topic, b"by nobody").get(REFUSED_SECONDS)
    del nameless["max_block_ms"]
    with pytest.raises(KafkaTimeoutError):
        KafkaConsumer(topic, **nameless, group_id=None, auto_offset_reset="earliest").poll(REFUSED_SECONDS * 1000)
    assert ends() == before


def controller_answers(port: int, login: str, password: str) -> bool:
    """Whether the controllers' port tells of its quorum; without `login` no login is tried."""

    def ask(body: bytes) -> bytes:
        wire.sendall(struct.pack(">i", len(body)) + body)
        head = answers.read(4)
        return answers.read(*struct.unpack(">i", head)) if head else b""

    def header(api: int, version: int) -> bytes:
        return struct.pack(">hhih", api, version, 1, -1)

    with socket.create_connection(("127.0.0.1", port), 20) as wire, wire.makefile("rb") as answers:
        if login:
            assert ask(header(17, 1) + struct.pack(">h", 5) + b"PLAIN")[4:6] == b"\0\0", "the port offers no PLAIN"
            token = f"\0{login}\0{password}".encode()
            if ask(header(36, 0) + struct.pack(">i", len(token)) + token)[4:6] != b"\0\0":
                return False
        # DescribeQuorum of no topic.
        return bool(ask(header(55, 0) + b"\0\1\0"))


def test_the_controllers_port_answers_the_administrator_only(stack: Stack) -> None:
    port = json.loads((stack.home / "ports.json").read_text())["kafka_controller"]
    password = stack.kafka.password_file.read_text().strip()
    assert controller_answers(port, broker.ADMIN, password)
    assert not controller_answers(port, "", "")
    assert not controller_answers(port, broker.ADMIN, "guessed")
    for name in SERVICES:
        login = of(stack, name)
        assert not controller_answers(port, login.username, login.password_file.read_text().strip())


def test_a_permission_that_no_service_has_any_more_is_taken_back(stack: Stack) -> None:
    consent, foreign = of(stack, "consent"), events_topic("plans")
    extra = [
        acl for acl in broker.permissions(surface.services()["plans"]) if acl.resource_pattern.resource_name == foreign
    ]
    for acl in extra:
        acl.principal = f"User:{consent.username}"
    admin = KafkaAdminClient(**stack.kafka.options())
    admin.create_acls(extra)
    admin.close()
    eventually(lambda: writable(consent, {foreign}))
    broker.prepare(stack.kafka.addresses, stack.kafka.password_file.parent)
    eventually(lambda: not writable(consent, {foreign}))


def test_a_password_is_replaced_without_a_restart(stack: Stack) -> None:
    outreach = of(stack, "outreach")
    before = outreach.options()
    outreach.password_file.write_text("another one\n")
    broker.prepare(stack.kafka.addresses, outreach.password_file.parent)
    assert topics_seen(outreach.options()) >= {events_topic("outreach")}
    with pytest.raises(KafkaTimeoutError):
        topics_seen(before)


def test_passwords_are_readable_by_the_owner_only_and_stand_in_no_argument(stack: Stack) -> None:
    folder = stack.kafka.password_file.parent
    files = sorted(folder.iterdir())
    assert {file.name for file in files} == {broker.ADMIN, *map(broker.login, SERVICES)}
    properties = stack.home / "kafka" / "server.properties"
    assert {stat.S_IMODE(file.stat().st_mode) for file in (*files, properties)} == {0o600}
    passwords = {file.read_text().strip() for file in files}
    assert len(passwords) == len(files)
    shown = [text for one in marked(stack.home) for text in (*one.cmdline(), *one.environ().values())]
    shown += [value for name in SERVICES for value in stack.service_env(name).values()]
    assert shown
    assert not [text for text in shown if any(password in text for password in passwords)]
    assert not list(properties.parent.glob("*.args")), "what formatted the broker's folder held a password"


def test_a_broker_that_lost_everything_knows_the_same_logins_again(own_stack: Stack) -> None:
    own_stack.start("kafka")
    own_stack.stop()
    shutil.rmtree(own_stack.home / "kafka" / "data")
    own_stack.start("kafka")
    for name in SERVICES:
        eventually(lambda name=name: events_topic(name) in topics_seen(of(own_stack, name).options()))  # type: ignore[misc]


# Beside the stack's own ports, one that is encrypted, as in a cluster.
ENCRYPTED = """
listeners=SASL_PLAINTEXT://127.0.0.1:{{port}},CONTROLLER://127.0.0.1:{{controller}},ENCRYPTED://localhost:{port}
advertised.listeners=SASL_PLAINTEXT://127.0.0.1:{{port}},ENCRYPTED://localhost:{port}
listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,ENCRYPTED:SASL_SSL
listener.name.encrypted.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.encrypted.ssl.keystore.type=PEM
listener.name.encrypted.ssl.keystore.location={keystore}
"""


def test_with_an_authority_the_brokers_certificate_is_checked(
    own_stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued, keystore = Authority(tmp_path / "right").issue("tsunagi://kafka"), tmp_path / "keystore.pem"
    keystore.write_bytes(issued.key.read_bytes() + issued.certificate.read_bytes())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setattr(part, "PROPERTIES", part.PROPERTIES + ENCRYPTED.format(port=port, keystore=keystore))
    own_stack.start("kafka")
    plain = of(own_stack, "consent")

    def seen(authorities: Path | None) -> set[str]:
        encrypted = Brokers(f"localhost:{port}", plain.username, plain.password_file, authorities)
        return topics_seen(encrypted.options())

    eventually(lambda: events_topic("consent") in seen(issued.authorities))
    stranger = Authority(tmp_path / "wrong").issue("tsunagi://kafka")
    for authorities in (stranger.authorities, None):
        with pytest.raises(KafkaTimeoutError):
            seen(authorities)
