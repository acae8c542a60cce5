"""A scenario file: actors, calls, clock moves, expectations. `examples/scenarios/README.md` tells how to write one."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.calendar import JST, Calendar
from kit.context import Actor

MUNICIPALITY = "28216"
ANYWHERE = {"say", "comment"}
_MOMENT = re.compile(r"^@(?P<kind>date|time)(?:\+(?P<within>[0-9]+(?:BD|H|D|M)))?$")
_REFERENCE = re.compile(r"\$\{([^}]+)\}")
# What a step of each kind must and may say, beside `say`.
STEPS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "call": (
        frozenset({"as"}),
        frozenset({"request", "purpose", "save", "expect", "error", "violations", "eventually", "take"}),
    ),
    "work": (frozenset({"as"}), frozenset({"save", "expect", "purpose"})),
    "events": (frozenset(), frozenset({"save", "expect"})),
    "waiting": (frozenset(), frozenset({"save", "expect"})),
    "advance": (frozenset(), frozenset()),
    "advance_to": (frozenset(), frozenset({"plus_seconds"})),
    "settle": (frozenset(), frozenset()),
    "repeat": (frozenset({"steps"}), frozenset()),
    "for_each": (frozenset({"name", "steps"}), frozenset()),
    "let": (frozenset({"be"}), frozenset()),
}


class BadScenario(Exception):
    """The file says something that cannot be played; the message names the step."""


@dataclass(frozen=True)
class ActorCard:
    """An invented person at an agency, as the demo's issuer will vouch for it.

    `municipality`: when it is another one than the scenario's.
    """

    name: str
    agency: str
    person: str
    audiences: frozenset[str]
    roles: frozenset[str]
    purposes: frozenset[str]
    first_purpose: str = ""
    municipality: str = ""

    @property
    def purpose(self) -> str:
        """Of a call that names none: the first of the file."""
        return self.first_purpose or min(self.purposes)

    def actor(self, audiences: frozenset[str] | None = None, purposes: frozenset[str] | None = None) -> Actor:
        """The actor of this card's tokens."""
        return Actor(audiences or self.audiences, self.agency, self.person, self.roles, purposes or self.purposes)


@dataclass(frozen=True)
class Scenario:
    """`leaves_open`: instances may still wait for somebody at its end."""

    id: str
    title: str
    municipality: str
    actors: Mapping[str, ActorCard]
    steps: list[dict[str, Any]]
    leaves_open: bool = False


def load(path: Path) -> Scenario:
    """Raises BadScenario for what cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        actors = {
            key: ActorCard(
                name=card["name"],
                agency=card["agency"],
                person=card["person"],
                audiences=frozenset(card["audiences"]),
                roles=frozenset(card.get("roles", ())),
                purposes=frozenset(card["purposes"]),
                first_purpose=card["purposes"][0],
                municipality=card.get("municipality", ""),
            )
            for key, card in data["actors"].items()
        }
        check(data["steps"], actors)
        return Scenario(
            path.stem,
            data["title"],
            data.get("municipality", MUNICIPALITY),
            actors,
            data["steps"],
            data.get("leaves_open", False),
        )
    except (KeyError, IndexError, TypeError, json.JSONDecodeError) as error:
        raise BadScenario(f"{path.name}: {type(error).__name__}: {error}") from error
    except BadScenario as error:
        raise BadScenario(f"{path.name}: {error}") from error


def check(steps: list[dict[str, Any]], actors: Mapping[str, ActorCard], inside: str = "") -> None:
    """Raises BadScenario for a step that is none, says what none understands, or is by nobody."""
    for number, step in enumerate(steps, 1):
        at = f"step {inside}{number}"
        kind = kind_of(step)
        if not kind and not set(step) & ANYWHERE:
            raise BadScenario(f"{at} is none of {sorted(STEPS)}: it says {sorted(step)}")
        if kind:
            must, may = STEPS[kind]
            said = set(step) - {kind, *ANYWHERE}
            if must - said:
                raise BadScenario(f"{at} ({kind}) lacks {sorted(must - said)}")
            if said - must - may:
                raise BadScenario(f"{at} ({kind}) does not know {sorted(said - must - may)}")
        if "as" in step and step["as"] not in actors:
            raise BadScenario(f"{at}: there is no actor {step['as']!r}")
        check(step.get("steps", []), actors, f"{inside}{number}.")


def kind_of(step: Mapping[str, Any]) -> str:
    return next((kind for kind in STEPS if kind in step), "")


def resolve(value: Any, names: Mapping[str, Any]) -> Any:
    """Replaces `"$a.b[0].c"` by what was saved, and `${a.b}` inside longer texts. Raises BadScenario."""
    if isinstance(value, dict):
        return {key: resolve(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, names) for item in value]
    if not isinstance(value, str):
        return value
    moment = _MOMENT.match(value)
    if moment is not None:
        return _moment(names["now"], moment["kind"], moment["within"])
    if value.startswith("$") and not value.startswith("${"):
        return look_up(value[1:], names)
    return _REFERENCE.sub(lambda match: str(look_up(match[1], names)), value)


def _moment(now: datetime, kind: str, within: str | None) -> str:
    """`@date+6M` is a day, `@time+2D` a moment, counted from the case's now."""
    moment = Calendar().due(within, now) if within else now
    return moment.astimezone(JST).date().isoformat() if kind == "date" else moment.isoformat()


def look_up(path: str, names: Any) -> Any:
    """`a.b[0].c`; `a[kind=X]` is the first element of a list whose field is X; `#` at the end counts."""
    current = names
    for part in re.findall(r"[^.\[\]#]+(?![^\[]*\])|\[[^\]]*\]|#", path):
        try:
            current = _step(current, part)
        except (KeyError, IndexError, TypeError, StopIteration) as error:
            raise BadScenario(f"nothing at {path!r} ({part!r})") from error
    return current


def _step(current: Any, part: str) -> Any:
    if part == "#":
        return len(current)
    if not part.startswith("["):
        return current[part]
    inner = part[1:-1]
    if "=" not in inner:
        return current[int(inner)]
    field, wanted = inner.split("=", 1)
    return next(item for item in current if str(item.get(field)) == wanted)
