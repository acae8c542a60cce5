"""Whether a scenario file can be played, as far as that can be said before anything is started."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from kit.calendar import BadDuration, period
from tsunagi.demo import matchers, rpcs
from tsunagi.demo.mistakes import BadScenario
from tsunagi.demo.sight import event_types, processes

ANYWHERE = {"say", "comment"}
MOMENT = re.compile(r"^@(?P<kind>date|time)(?:(?P<sign>[+-])(?P<within>[0-9]+(?:BD|H|D|M)))?$")
REFERENCE = re.compile(r"\$\{([^}]+)\}")
ROOT = re.compile(r"[^.\[\]#]+")
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
TOP = {"title": True, "actors": True, "steps": True, "municipality": False, "leaves_open": False, "comment": False}
CARD = {
    "name": True,
    "agency": True,
    "person": True,
    "audiences": True,
    "purposes": True,
    "roles": False,
    "municipality": False,
}
# Of which paths of a look the next name is of which kind.
SEEN: dict[str, tuple[frozenset[str], Callable[[], tuple[str, ...]]]] = {
    "events": (frozenset({"counts"}), event_types),
    "waiting": (frozenset({"at", "ended"}), processes),
}
AUDIENCES = {"AGENCY", "STAFF"}
KINDS: dict[str, type | tuple[type, ...]] = {
    "violations": dict,
    "expect": dict,
    "work": dict,
    "take": int,
    "repeat": int,
    "plus_seconds": (int, float),
    "save": str,
    "name": str,
    "eventually": bool,
}


def check_file(data: Any, also: Collection[str] = ()) -> None:
    """Raises BadScenario. `also`: keys that whoever loads the file reads."""
    _keys("the file", data, {**TOP, **dict.fromkeys(also, False)})
    if not isinstance(data["actors"], dict) or not isinstance(data["steps"], list):
        raise BadScenario("actors is an object of actors by name, and steps a list")
    for name, card in data["actors"].items():
        _keys(f"actor {name!r}", card, CARD)
        for key in ("audiences", "purposes", "roles"):
            if not isinstance(card.get(key, []), list) or (key != "roles" and not card[key]):
                raise BadScenario(f"actor {name!r}: {key} is a list of at least one")
        if set(card["audiences"]) - AUDIENCES:
            raise BadScenario(f"actor {name!r}: an audience is AGENCY or STAFF, not {sorted(card['audiences'])}")
    check(data["steps"], data["actors"], {"now"})


def _keys(what: str, said: Any, known: Mapping[str, bool]) -> None:
    if not isinstance(said, dict):
        raise BadScenario(f"{what} is an object, not {said!r:.60}")
    lacks = [key for key, must in known.items() if must and key not in said]
    if lacks or set(said) - set(known):
        raise BadScenario(
            f"{what} {f'lacks {lacks}' if lacks else f'does not know {sorted(set(said) - set(known))}'}; "
            f"it says {', '.join(known)}"
        )


def check(steps: list[Any], actors: Collection[str], names: set[str], inside: str = "") -> None:
    """Raises BadScenario for a step that is none, says what none understands, or is by nobody. Adds what it names."""
    for number, step in enumerate(steps, 1):
        try:
            _step(step, actors, names)
        except BadScenario as bad:
            raise BadScenario(f"step {inside}{number} {bad}") from bad
        except (BadDuration, TypeError, ValueError, AttributeError) as error:
            raise BadScenario(f"step {inside}{number} ({kind_of(step)}): {type(error).__name__}: {error}") from error
        if "steps" in step:
            inner = {"round"} if "repeat" in step else {str(step["name"])}
            check(step["steps"], actors, names | inner, f"{inside}{number}.")
            names |= set(_named(step["steps"]))
        names |= set(_named([step]))


def kind_of(step: Mapping[str, Any]) -> str:
    return next((kind for kind in STEPS if kind in step), "")


def _step(step: Any, actors: Collection[str], names: set[str]) -> None:
    if not isinstance(step, dict):
        raise BadScenario(f"is an object, not {step!r:.60}")
    kind = kind_of(step)
    if not kind and not set(step) & ANYWHERE:
        raise BadScenario(f"is none of {sorted(STEPS)}: it says {sorted(step)}")
    must, may = STEPS.get(kind, (frozenset(), frozenset()))
    said = set(step) - {kind, *ANYWHERE}
    if must - said:
        raise BadScenario(f"({kind}) lacks {sorted(must - said)}")
    if said - must - may:
        raise BadScenario(f"({kind}) does not know {sorted(said - must - may)}")
    if "as" in step and step["as"] not in actors:
        raise BadScenario(f"({kind}): there is no actor {step['as']!r}: {', '.join(actors)}")
    for key, kinds in KINDS.items():
        if key in step and (not isinstance(step[key], kinds) or (kinds is int and isinstance(step[key], bool))):
            raise BadScenario(f"({kind}): {key} cannot be {step[key]!r:.60}")
    own = {key: value for key, value in step.items() if key not in ("steps", "comment")}
    for root in _roots(own):
        if root not in names:
            raise BadScenario(f"({kind}): nothing is named {root!r} before; there are {', '.join(sorted(names))}")
    _content(kind, step)


def _content(kind: str, step: Mapping[str, Any]) -> None:
    if kind == "call":
        _call(step)
    for wanted in step.get("expect", {}).values():
        _matcher(wanted)
    _seen(kind, step.get("expect", {}))
    if kind == "work":
        services = sorted(one.removesuffix("Service").lower() for one in rpcs.SERVICES)
        if step["work"].get("service") not in services:
            raise BadScenario(f"(work): its service is one of {', '.join(services)}")
        for wanted in step["work"].values():
            _matcher(wanted)
    if kind == "advance":
        period(str(step["advance"]))
    moment = str(step.get("advance_to", "@time"))
    if not moment.startswith(rpcs.LATER) and datetime.fromisoformat(moment).tzinfo is None:
        raise BadScenario(f"(advance_to): {moment} lacks its time zone, as in 2027-01-05T09:00:00+09:00")
    if "steps" in step and not isinstance(step["steps"], list):
        raise BadScenario(f"({kind}): steps is a list")


def _seen(kind: str, expected: Iterable[str]) -> None:
    """For a name that nothing has, a look would wait in vain; that it is absent would always be so."""
    wanted, known = SEEN.get(kind, (frozenset(), tuple))
    for path in expected:
        first, _, rest = path.partition(".")
        name = rest.partition(".")[0]
        if first in wanted and name and "$" not in name and name not in known():
            raise BadScenario(f"({kind}): there is no {name!r} for {path}: {', '.join(known())}")


def _call(step: Mapping[str, Any]) -> None:
    method = rpcs.find(step["call"])
    rpcs.has_room(method, step.get("request", {}))
    if "error" in step and "expect" in step:
        raise BadScenario("(call): a refusal has no answer to expect; it has error and violations")
    if "violations" in step and "error" not in step:
        raise BadScenario("(call): violations are of an error, which is missing")
    if "take" in step and not method.server_streaming:
        raise BadScenario(f"(call): take is for streams, and {method.name} is none")
    for wanted in (step.get("error"), *step.get("violations", {}).values()):
        _matcher(wanted)


def _matcher(wanted: Any) -> None:
    """Raises BadScenario, TypeError, AttributeError for what could match nothing."""
    for name, value in wanted.items() if isinstance(wanted, dict) else ():
        matchers.matcher(name)
        if name == "like":
            try:
                re.compile(value)
            except re.error as error:
                raise BadScenario(f": {value!r} is no regular expression: {error}") from error
        inner = value["where"] if name == "count" and set(value) == {"where", "is"} else value
        if name == "count" and inner is value:
            raise BadScenario(": count says where and is")
        several = inner if name == "one_of" else [inner] if name == "not" else []
        several = list(inner.values()) if name in ("each", "some", "none", "count") else several
        for one in several:
            _matcher(one)


def _roots(step: Any) -> Iterator[str]:
    """The names that a step refers to. Raises BadScenario for a moment that is none."""
    for text in texts(step):
        if text.startswith(("@date", "@time")) and MOMENT.match(text) is None:
            raise BadScenario(f": {text} is no moment; @date+6M, @time-2D and the like are (BD, H, D, M)")
        whole = [text[1:]] if text.startswith("$") and not text.startswith("${") else []
        for path in (*whole, *REFERENCE.findall(text)):
            root = ROOT.match(path)
            yield root[0] if root is not None else path


def texts(value: Any) -> Iterator[str]:
    """Every text of what JSON can say, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts(name)
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def _named(steps: list[Any]) -> Iterator[str]:
    for step in steps:
        yield from (str(step[key]) for key in ("save", "let") if key in step)
        yield from _named(step.get("steps", []))
