"""Who acts, for what purpose, and what time it is in the case: no use case runs without it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Actor:
    """From a signed token. `audiences` ⊆ {AGENCY, STAFF, SERVICE}; `purposes` are the permitted ones."""

    audiences: frozenset[str]
    agency_id: str
    person_id: str
    roles: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Context:
    """`now` is the case's time (UTC, aware): see design.md "Two clocks". `traceparent` is W3C trace context."""

    actor: Actor
    purpose: str
    now: datetime
    municipality_id: str
    traceparent: str = ""
    request_id: str = field(default="", compare=False)


def service_actor(name: str) -> Actor:
    """The actor of a job or an event: the service itself, acting for the process."""
    return Actor(audiences=frozenset({"SERVICE"}), agency_id=f"service:{name}", person_id=f"service:{name}")
