"""What an expectation may say of a value: the value itself, or a matcher (examples/scenarios/README.md)."""

import re
from collections.abc import Callable
from typing import Any

from tsunagi.demo.mistakes import BadScenario


def matches(seen: Any, wanted: Any) -> bool:
    """Raises BadScenario for a matcher that is none."""
    if isinstance(wanted, dict):
        return all(matcher(name)(seen, value) for name, value in wanted.items())
    return bool(seen == wanted)


def is_absent(seen: Any) -> bool:
    """Not there, empty, or an enum without a value: a reader cannot tell what was withheld from what was never said."""
    unsaid = isinstance(seen, str) and seen.endswith("_UNSPECIFIED")
    return seen is None or unsaid or (not seen and not isinstance(seen, bool | int | float))


def matcher(name: str) -> Callable[[Any, Any], bool]:
    """Raises BadScenario."""
    if name not in MATCHERS:
        raise BadScenario(f"there is no matcher {name!r}: {', '.join(sorted(MATCHERS))}")
    return MATCHERS[name]


def _all_of(item: Any, fields: dict[str, Any]) -> bool:
    return all(matches(item.get(name), wanted) for name, wanted in fields.items())


def _count(items: Any, counted: dict[str, Any]) -> bool:
    return matches(sum(_all_of(item, counted["where"]) for item in items or ()), counted["is"])


def _contains(seen: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(seen, list):
        return all(item in seen for item in wanted)
    return seen is not None and wanted in seen


MATCHERS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda seen, limit: seen is not None and seen >= limit,
    "at_most": lambda seen, limit: seen is not None and seen <= limit,
    "contains": _contains,
    "not": lambda seen, other: not matches(seen, other),
    "one_of": lambda seen, several: any(matches(seen, one) for one in several),
    "like": lambda seen, pattern: isinstance(seen, str) and re.search(pattern, seen) is not None,
    "absent": lambda seen, absent: is_absent(seen) == absent,
    "present": lambda seen, present: is_absent(seen) != present,
    "count": _count,
    "each": lambda seen, fields: bool(seen) and all(_all_of(item, fields) for item in seen),
    "some": lambda seen, fields: any(_all_of(item, fields) for item in seen or ()),
    "none": lambda seen, fields: not any(_all_of(item, fields) for item in seen or ()),
}
