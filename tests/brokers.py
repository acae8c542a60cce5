"""What a login sees at the broker."""

from collections.abc import Mapping
from typing import Any

from kafka import KafkaAdminClient

REFUSED_SECONDS = 3


def topics_seen(options: Mapping[str, Any]) -> set[str]:
    """Those that it may do anything with. Raises KafkaTimeoutError for whoever is not let in."""
    admin = KafkaAdminClient(**options, bootstrap_timeout_ms=REFUSED_SECONDS * 1000)
    try:
        return set(admin.list_topics())
    finally:
        admin.close()
