"""The broker's logins, topics and permissions: each service has what its surface says, and nothing else."""

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from kafka.errors import NoError

from kit.brokers import Brokers
from kit.runtime import Service
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES

ADMIN = "tsunagi-admin"


def login(service: str) -> str:
    return f"tsunagi-{service}"


def as_login(addresses: str, name: str, passwords: Path) -> Brokers:
    """`passwords` is a folder with a file for each login."""
    return Brokers(addresses, name, passwords / name)


def prepare(addresses: str, passwords: Path) -> None:
    """Sets every login's password, creates the topics that are missing, gives and takes permissions. Repeatable.

    Raises KafkaError, StackError.
    """
    services = [_service(name) for name in SERVICES]
    admin = KafkaAdminClient(**as_login(addresses, ADMIN, passwords).options())
    try:
        _set_passwords(admin, passwords)
        topics = {topic for service in services for topic in service.writes}
        if missing := sorted(topics - set(admin.list_topics())):
            admin.create_topics(missing)
        wanted = {acl for service in services for acl in permissions(service)}
        given = set(_given(admin))
        _refuse_failures(admin.create_acls(sorted(wanted - given, key=str))["failed"])
        _refuse_failures(failed for _acl, _found, failed in admin.delete_acls(sorted(given - wanted, key=str)))
    finally:
        admin.close()


def permissions(service: Service) -> Iterator[ACL]:
    """To write implies to describe, and so does to read."""
    for topic in service.writes:
        yield _allow(service, ACLOperation.WRITE, ResourceType.TOPIC, topic)
    for topic in service.reads:
        yield _allow(service, ACLOperation.READ, ResourceType.TOPIC, topic)
    yield _allow(service, ACLOperation.READ, ResourceType.GROUP, service.name)


def _service(name: str) -> Service:
    service: Service = importlib.import_module(f"services.{name}.app").service
    return service


def _allow(service: Service, operation: ACLOperation, kind: ResourceType, name: str) -> ACL:
    pattern = ResourcePattern(kind, name)
    return ACL(f"User:{login(service.name)}", "*", operation, ACLPermissionType.ALLOW, pattern)


def _given(admin: KafkaAdminClient) -> Iterator[ACL]:
    """To the services' logins."""
    anything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    for name in SERVICES:
        whose = f"User:{login(name)}"
        found, _error = admin.describe_acls(ACLFilter(whose, None, ACLOperation.ANY, ACLPermissionType.ANY, anything))
        yield from found


def _set_passwords(admin: KafkaAdminClient, passwords: Path) -> None:
    chosen = [
        UserScramCredentialUpsertion(name, ScramMechanism.SCRAM_SHA_512, (passwords / name).read_text().strip())
        for name in map(login, SERVICES)
    ]
    _refuse_failures(admin.alter_user_scram_credentials(chosen).values())


def _refuse_failures(errors: Iterable[object]) -> None:
    told = sorted({str(error) for error in errors if error not in (None, NoError)})
    if told:
        raise StackError(
            "BROKER_NOT_PREPARED",
            f"Kafka のログインや権限を用意できません: {', '.join(told)}",
            f"Kafka's logins and permissions could not be set: {', '.join(told)}",
        )
