"""Plays a scenario's steps: calls, waits for work, clock moves, expectations.

It has nothing but the public rpcs and the clock keeper; what broker and engine tell of a case it only looks at.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from kit.calendar import Calendar
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.matchers import matches
from tsunagi.demo.mistakes import BadScenario
from tsunagi.demo.rpcs import is_stream, is_write
from tsunagi.demo.scenario import Scenario, look_up, resolve
from tsunagi.demo.understood import kind_of

PATIENCE_SECONDS = 90.0
POLL_SECONDS = 0.1
LONGEST = 2_000
Step = dict[str, Any]
Names = dict[str, Any]


class Keeper(Protocol):
    """The clock keeper: moves the case's time forward, once everything is quiet."""

    def now(self) -> datetime: ...
    def advance_to(self, moment: datetime) -> None: ...
    def wait_until_quiet(self) -> None: ...


class Sees(Protocol):
    """What broker and engine tell of a case (tsunagi.demo.sight)."""

    def events(self, case_id: str) -> dict[str, Any]: ...
    def waiting(self, case_id: str) -> dict[str, Any]: ...


class Unexpected(AssertionError):
    """What was expected did not come about in time; the text says at which step, what was expected and what came."""


class Missed(Exception):
    """Inside a step: what was expected, and what came."""

    def __init__(self, expected: object, came: object) -> None:
        super().__init__(f"expected {expected}; came {came}")
        self.expected, self.came = expected, came


class Player:
    """`say` and `show_item` are told what happens, for people who watch."""

    def __init__(
        self,
        client: Client,
        scenario: Scenario,
        keeper: Keeper | None,
        say: Callable[[str], None] = lambda _text: None,
        show_item: Callable[[dict[str, Any]], None] = lambda _item: None,
        sight: Sees | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._client, self._scenario, self._keeper, self._say = client, scenario, keeper, say
        self._show_item, self._sight, self._patience = show_item, sight, patience_seconds
        self._after_step: Callable[[Names], None] = lambda _names: None
        self.names: Names = {}

    def play(self, after_step: Callable[[Names], None] = lambda _names: None) -> Names:
        """Answers everything that the steps saved. Raises Unexpected, BadScenario."""
        self._after_step = after_step
        self._play(self._scenario.steps)
        return self.names

    def _play(self, steps: list[Step], inside: str = "") -> None:
        for number, step in enumerate(steps, 1):
            self.names["now"] = self._now()
            if "steps" in step:
                self._again(step, f"{inside}{number}")
                continue
            with self._told(f"{inside}{number}", step):
                self._say_of(step)
                kind = kind_of(step)
                if kind:
                    getattr(self, f"_{kind}")(step)
                    self._after_step(self.names)

    def _again(self, step: Step, at: str) -> None:
        with self._told(at, step):
            self._say_of(step)
            several = range(1, step["repeat"] + 1) if "repeat" in step else resolve(step["for_each"], self.names)
        for one in several:
            self.names[step.get("name", "round")] = one
            self._play(step["steps"], f"{at}.")

    @contextmanager
    def _told(self, at: str, step: Step) -> Iterator[None]:
        """What goes wrong in a step says which one it was, what was expected and what came."""
        kind = kind_of(step)
        doing = f"{kind} {step[kind] if isinstance(step.get(kind), str) else ''}".strip()
        where = f"{self._scenario.id}: step {at} ({doing}{' as ' + step['as'] if 'as' in step else ''})"
        try:
            yield
        except Missed as missed:
            raise Unexpected(f"{where}: expected {missed.expected}; came {missed.came}") from missed
        except Refused as refusal:
            came = f"{refusal} {refusal.violations or ''}".strip()
            raise Unexpected(f"{where}: expected it to be allowed; came {came}") from refusal
        except BadScenario as bad:
            raise BadScenario(f"{where}: {bad}") from bad
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise BadScenario(f"{where}: this cannot be looked at so: {type(error).__name__}: {error}") from error

    def _say_of(self, step: Step) -> None:
        if "say" in step:
            self._say(resolve(step["say"], self.names))

    def _now(self) -> datetime:
        return self._keeper.now() if self._keeper is not None else datetime.now(UTC)

    def _save(self, step: Step, answer: Any) -> None:
        if "save" in step:
            self.names[step["save"]] = answer

    def _ask(self, step: Step) -> Names:
        card = self._scenario.actors[step["as"]]
        request = resolve(step.get("request", {}), self.names)
        purpose = step.get("purpose") or card.purpose
        if is_stream(step["call"]):
            items = self._client.take(card, step["call"], purpose, request, step.get("take", 1), self._patience)
            return {"items": items}
        return self._client.call(card, step["call"], purpose, request)

    def _call(self, step: Step) -> None:
        if "error" in step:
            self._save(step, self._refused(step))
        elif is_write(step["call"]):
            answer = self._until(lambda: self._allowed(step), "it to be allowed")
            seen = self._seen(step, answer)
            if seen:
                raise Missed(resolve(step["expect"], self.names), seen)
            self._save(step, answer)
        else:
            self._save(step, self._until(lambda: self._read(step), str(resolve(step.get("expect", {}), self.names))))

    def _allowed(self, step: Step) -> tuple[bool, Any]:
        """A refused write did nothing: with `eventually` it is tried again."""
        try:
            return True, self._ask(step)
        except Refused as refusal:
            if not step.get("eventually"):
                raise
            return False, refusal.code

    def _read(self, step: Step) -> tuple[bool, Any]:
        """What is not there yet may come; whatever else is refused stays refused, unless the step waits for its end."""
        try:
            answer = self._ask(step)
        except Refused as refusal:
            if not (step.get("eventually") or (refusal.code == "NOT_FOUND" and "expect" in step)):
                raise
            return False, refusal.code
        seen = self._seen(step, answer)
        return not seen, seen or answer

    def _refused(self, step: Step) -> Names:
        """The refusal; with `eventually`, a read that is still allowed is asked again."""
        expected = resolve(step["error"], self.names)

        def look() -> tuple[bool, Any]:
            try:
                self._ask(step)
            except Refused as refusal:
                if not matches(refusal.code, expected):
                    raise Missed(expected, f"{refusal} {refusal.violations or ''}".strip()) from refusal
                return True, {"code": refusal.code, "message": refusal.text, "violations": refusal.violations}
            if step.get("eventually") and not is_write(step["call"]):
                return False, "it was still allowed"
            raise Missed(expected, "it was allowed")

        refusal: Names = self._until(look, str(expected))
        violated = {one["field"]: one["code"] for one in refusal["violations"]}
        for field, wanted in resolve(step.get("violations", {}), self.names).items():
            if not matches(violated.get(field), wanted):
                raise Missed(f"violation of {field}: {wanted}", violated)
        return refusal

    def _seen(self, step: Step, answer: Any) -> Names:
        """What stands at the paths that do not match; empty when all do."""
        seen: Names = {}
        for path, wanted in resolve(step.get("expect", {}), self.names).items():
            try:
                found = look_up(resolve(path, self.names), answer)
            except BadScenario:
                found = None
            if not matches(found, wanted):
                seen[path] = found
        return seen

    def _work(self, step: Step) -> None:
        wanted = resolve(step["work"], self.names)
        service = f"{wanted.pop('service').capitalize()}Service"
        request = {"page_size": 200, **({"case_id": wanted["case_id"]} if "case_id" in wanted else {})}
        card = self._scenario.actors[step["as"]]
        purpose = step.get("purpose") or card.purpose

        def look() -> tuple[bool, Any]:
            answer = self._client.call(card, f"{service}.ListWorkItems", purpose, request)
            found = [item for item in answer["work_items"] if all(matches(item.get(k), v) for k, v in wanted.items())]
            good = [item for item in found if not self._seen(step, item)]
            return bool(good), good[0] if good else answer["work_items"]

        item = self._until(look, f"work {wanted}")
        self._show_item(item)
        self._save(step, {**item, "id": item["subject"].rsplit("/", 1)[-1]})

    def _events(self, step: Step) -> None:
        self._look(step, lambda: self._require_sight().events(resolve(step["events"], self.names)))

    def _waiting(self, step: Step) -> None:
        self._look(step, lambda: self._require_sight().waiting(resolve(step["waiting"], self.names)))

    def _look(self, step: Step, look: Callable[[], Names]) -> None:
        def compare() -> tuple[bool, Any]:
            answer = look()
            seen = self._seen(step, answer)
            return not seen, seen or answer

        self._save(step, self._until(compare, str(resolve(step.get("expect", {}), self.names))))

    def _until(self, look: Callable[[], tuple[bool, Any]], what: str) -> Any:
        deadline = time.monotonic() + self._patience
        while True:
            good, value = look()
            if good:
                return value
            if time.monotonic() > deadline:
                raise Missed(what, f"{str(value)[:LONGEST]} (after {self._patience:.0f} s)")
            time.sleep(POLL_SECONDS)

    def _advance(self, step: Step) -> None:
        keeper = self._require_keeper()
        keeper.advance_to(Calendar().due(step["advance"], keeper.now()))

    def _advance_to(self, step: Step) -> None:
        moment = datetime.fromisoformat(resolve(step["advance_to"], self.names))
        self._require_keeper().advance_to(moment + timedelta(seconds=step.get("plus_seconds", 1)))

    def _settle(self, _step: Step) -> None:
        self._require_keeper().wait_until_quiet()

    def _let(self, step: Step) -> None:
        self.names[step["let"]] = resolve(step["be"], self.names)

    def _require_keeper(self) -> Keeper:
        if self._keeper is None:
            raise BadScenario("this scenario moves the clock, and no clock keeper is here")
        return self._keeper

    def _require_sight(self) -> Sees:
        if self._sight is None:
            raise BadScenario("this scenario looks at broker and engine, which are not here")
        return self._sight
