"""Plays a scenario's steps: calls, waits for work, clock moves, expectations.

It has nothing but the public rpcs and the clock keeper.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from kit.calendar import Calendar
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.scenario import ActorCard, BadScenario, Scenario, look_up, resolve

PATIENCE_SECONDS = 90.0
POLL_SECONDS = 0.1
Step = dict[str, Any]


class Keeper(Protocol):
    """The clock keeper: moves the case's time forward, once everything is quiet."""

    def now(self) -> datetime: ...
    def advance_to(self, moment: datetime) -> None: ...


class Unexpected(AssertionError):
    """What was expected did not come about in time."""


class Player:
    """`say` and `show_item` are told what happens, for people who watch."""

    def __init__(
        self,
        client: Client,
        scenario: Scenario,
        keeper: Keeper | None,
        say: Callable[[str], None] = lambda _text: None,
        show_item: Callable[[dict[str, Any]], None] = lambda _item: None,
    ) -> None:
        self._client, self._scenario, self._keeper, self._say = client, scenario, keeper, say
        self._show_item = show_item
        self._after_step: Callable[[dict[str, Any]], None] = lambda _names: None
        self.names: dict[str, Any] = {}

    def play(self, after_step: Callable[[dict[str, Any]], None] = lambda _names: None) -> dict[str, Any]:
        """Answers everything that the steps saved. Raises Unexpected, Refused, BadScenario."""
        self._after_step = after_step
        self._play(self._scenario.steps)
        return self.names

    def _play(self, steps: list[Step]) -> None:
        for step in steps:
            self.names["now"] = self._now()
            if "say" in step:
                self._say(resolve(step["say"], self.names))
            for kind, do in self._kinds().items():
                if kind in step:
                    do(step)
                    self._after_step(self.names)
                    break
            else:
                if set(step) != {"say"}:
                    raise BadScenario(f"a step that is none of {sorted(self._kinds())}: {sorted(step)}")

    def _now(self) -> datetime:
        return self._keeper.now() if self._keeper is not None else datetime.now(UTC)

    def _kinds(self) -> dict[str, Callable[[Step], None]]:
        return {
            "work": self._wait_for_work,
            "call": self._call,
            "advance": self._advance,
            "advance_to": self._advance_to,
            "repeat": self._repeat,
            "let": self._let,
        }

    def _card(self, step: Step) -> ActorCard:
        return self._scenario.actors[step["as"]]

    def _ask(self, step: Step) -> dict[str, Any]:
        card = self._card(step)
        purpose = step.get("purpose") or min(card.purposes)
        return self._client.call(card, step["call"], purpose, resolve(step.get("request", {}), self.names))

    def _call(self, step: Step) -> None:
        if "expect" in step:
            answer = self._until(lambda: self._expected(step), str(step["expect"]))
        elif "error" in step:
            answer = self._refused(step)
        else:
            answer = self._ask(step)
        if "save" in step:
            self.names[step["save"]] = answer

    def _refused(self, step: Step) -> dict[str, Any]:
        try:
            self._ask(step)
        except Refused as refusal:
            if refusal.code != step["error"]:
                raise Unexpected(f"{step['call']} answered {refusal.code} instead of {step['error']}") from refusal
            return {"code": refusal.code, "violations": refusal.violations}
        raise Unexpected(f"{step['call']} was allowed; {step['error']} was expected")

    def _expected(self, step: Step) -> tuple[bool, Any]:
        answer = self._ask(step)
        seen = {}
        for path, wanted in resolve(step["expect"], self.names).items():
            try:
                seen[path] = look_up(path, answer)
            except BadScenario:
                seen[path] = None
            if not _matches(seen[path], wanted):
                return False, seen
        return True, answer

    def _wait_for_work(self, step: Step) -> None:
        wanted = resolve(step["work"], self.names)
        service = f"{wanted.pop('service').capitalize()}Service"
        request = {"page_size": 200, **({"case_id": wanted["case_id"]} if "case_id" in wanted else {})}
        card = self._card(step)

        def look() -> tuple[bool, Any]:
            answer = self._client.call(card, f"{service}.ListWorkItems", min(card.purposes), request)
            found = [item for item in answer["work_items"] if all(item.get(k) == v for k, v in wanted.items())]
            return bool(found), found[0] if found else answer["work_items"]

        item = self._until(look, f"work {wanted}")
        self._show_item(item)
        if "save" in step:
            self.names[step["save"]] = {**item, "id": item["subject"].rsplit("/", 1)[-1]}

    def _until(self, look: Callable[[], tuple[bool, Any]], what: str) -> Any:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            good, value = look()
            if good:
                return value
            if time.monotonic() > deadline:
                raise Unexpected(f"{self._scenario.id}: still waiting for {what}; last seen {value}")
            time.sleep(POLL_SECONDS)

    def _advance(self, step: Step) -> None:
        keeper = self._require_keeper()
        keeper.advance_to(Calendar().due(step["advance"], keeper.now()))

    def _advance_to(self, step: Step) -> None:
        moment = datetime.fromisoformat(resolve(step["advance_to"], self.names))
        later = moment + timedelta(seconds=step.get("plus_seconds", 1))
        if later > self._require_keeper().now():
            self._require_keeper().advance_to(later)

    def _repeat(self, step: Step) -> None:
        for number in range(1, step["repeat"] + 1):
            self.names["round"] = number
            self._play(step["steps"])

    def _let(self, step: Step) -> None:
        self.names[step["let"]] = resolve(step["be"], self.names)

    def _require_keeper(self) -> Keeper:
        if self._keeper is None:
            raise BadScenario("this scenario moves the clock, and no clock keeper is here")
        return self._keeper


def _matches(seen: Any, wanted: Any) -> bool:
    """A value, or a matcher: at_least, contains, not, absent, count, each (examples/scenarios/README.md)."""
    if isinstance(wanted, dict):
        checks: dict[str, Callable[[Any], bool]] = {
            "at_least": lambda limit: seen is not None and seen >= limit,
            "contains": lambda item: seen is not None and item in seen,
            "not": lambda other: seen != other,
            "absent": lambda absent: (seen is None) == absent,
            "count": lambda counted: _count(seen, counted["where"]) == counted["is"],
            "each": lambda each: bool(seen) and all(_matches(item.get(k), v) for item in seen for k, v in each.items()),
        }
        return all(checks[name](value) for name, value in wanted.items())
    return bool(seen == wanted)


def _count(items: Any, where: dict[str, Any]) -> int:
    return sum(all(_matches(item.get(key), wanted) for key, wanted in where.items()) for item in items or ())
