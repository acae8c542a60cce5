"""Kafka's brokers: where they are, as whom a service logs in, and whose topic is which."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kafka.errors import KafkaConfigurationError


def events_topic(service: str) -> str:
    return f"tsunagi.{service}.events.v1"


def dead_letters_topic(service: str) -> str:
    return f"tsunagi.{service}.dead-letters.v1"


@dataclass(frozen=True)
class Brokers:
    """`addresses` as host:port, by commas. With `authorities_file` the brokers must show a certificate of theirs, and
    everything is encrypted.
    """

    addresses: str
    username: str
    password_file: Path
    authorities_file: Path | None = None

    def options(self) -> dict[str, Any]:
        """For every client of kafka-python. The password is read anew for each, so that it can be replaced while the
        service runs. Raises KafkaConfigurationError when it cannot be read.
        """
        try:
            password = self.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise KafkaConfigurationError(f"{self.password_file} cannot be read") from error
        encrypted = self.authorities_file is not None
        return {
            "bootstrap_servers": self.addresses,
            "security_protocol": "SASL_SSL" if encrypted else "SASL_PLAINTEXT",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": self.username,
            "sasl_plain_password": password,
            **({"ssl_cafile": str(self.authorities_file)} if encrypted else {}),
        }
