"""A scenario file: actors, calls, clock moves, expectations. `examples/scenarios/README.md` tells how to write one."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kit.calendar import JST, Calendar, period
from kit.context import Actor
from tsunagi.demo.mistakes import BadScenario
from tsunagi.demo.understood import MOMENT, REFERENCE, check_file

MUNICIPALITY = "28216"


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


def load(path: Path, also: Collection[str] = ()) -> Scenario:
    """Raises BadScenario for what cannot be read or played. `also`: keys of the file that the caller reads."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        check_file(data, also)
    except (OSError, ValueError, RecursionError) as error:
        raise BadScenario(f"{path.name}: {type(error).__name__}: {error}") from error
    except BadScenario as error:
        raise BadScenario(f"{path.name}: {error}") from error
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
    municipality, leaves_open = data.get("municipality", MUNICIPALITY), data.get("leaves_open", False)
    return Scenario(path.stem, data["title"], municipality, actors, data["steps"], leaves_open)


def resolve(value: Any, names: Mapping[str, Any]) -> Any:
    """Replaces `"$a.b[0].c"` by what was saved, and `${a.b}` inside longer texts and paths. Raises BadScenario."""
    if isinstance(value, dict):
        return {key: resolve(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, names) for item in value]
    if not isinstance(value, str):
        return value
    moment = MOMENT.match(value)
    if moment is not None:
        return _moment(names["now"], moment)
    filled = REFERENCE.sub(lambda match: str(look_up(match[1], names)), value)
    return look_up(filled[1:], names) if value.startswith("$") and not value.startswith("${") else filled


def _moment(now: datetime, said: re.Match[str]) -> str:
    """`@date+6M` is a day, `@time-2D` a moment, counted from the case's now."""
    moment = now
    if said["sign"] == "+":
        moment = Calendar().due(said["within"], now)
    elif said["sign"]:
        count, unit = period(said["within"])
        if unit not in ("H", "D"):
            raise BadScenario(f"{said[0]}: what was is told in hours (H) or days (D)")
        moment = now - timedelta(**{"hours" if unit == "H" else "days": count})
    return moment.astimezone(JST).date().isoformat() if said["kind"] == "date" else moment.isoformat()


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
