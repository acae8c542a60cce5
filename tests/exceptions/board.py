"""The legal matrix of state × exception, and one play of each of its cells on a running stack.

`states.json` holds how a household comes into each state, `matrix.json` what each exception does there. What a cell
says of the engine is counted in *places*: `process/element` for the processes that carry a case (`BACKBONE`), and the
name of each called process once per instance. So a sibling process may change inside without a word here; `beside`
says of each process that no case calls why it is no state of one.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from lxml import etree

from kit.ids import new_id
from tests import public
from tsunagi.demo.client import Client
from tsunagi.demo.player import Keeper, Player
from tsunagi.demo.scenario import load
from tsunagi.demo.sight import Sight
from tsunagi.stack import Stack

HERE = Path(__file__).parent
STATES = HERE / "states.json"
DIAGRAMS = HERE.parents[1] / "bpmn"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
BACKBONE = ("referral-to-evaluation", "subject-track", "household-plan", "planning")
PLAN_PROCESSES = ("household-plan", "planning", "planning-meeting", "monitoring", "handoff")
OVER = ("ELEMENT_COMPLETED", "ELEMENT_TERMINATED")
PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.3

Places = Counter[str]


def matrix() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "matrix.json").read_text(encoding="utf-8"))
    return found


def diagram_places() -> set[str]:
    """Where an instance of the backbone can stand: its waits for people, and its calls of other processes."""
    found = set()
    for process in BACKBONE:
        root = etree.parse(DIAGRAMS / f"{process}.bpmn").getroot().find(f"{BPMN}process")
        assert root is not None
        waits = [str(one.get("id")) for one in root.iter(f"{BPMN}receiveTask")]
        calls = [str(one.get("id")) for one in root.iter(f"{BPMN}callActivity") if called(one) not in BACKBONE]
        found |= {f"{process}/{one}" for one in waits + calls}
    return found


def called(call: Any) -> str:
    element = call.find(f"{BPMN}extensionElements/{ZEEBE}calledElement")
    return str(element.get("processId")) if element is not None else ""


def tree() -> set[str]:
    """The processes of a case: the first one and all that it calls. Others begin by a message and live beside it."""
    found, left = set(), {BACKBONE[0]}
    while left:
        process = left.pop()
        found.add(process)
        root = etree.parse(DIAGRAMS / f"{process}.bpmn").getroot()
        left |= {called(one) for one in root.iter(f"{BPMN}callActivity")} - found
    return found


def all_processes() -> set[str]:
    return {path.stem for path in DIAGRAMS.glob("*.bpmn")}


class Sightings:
    """Where the instances of each case stand, from the engine's records, read once for all players."""

    def __init__(self, stack: Stack) -> None:
        self._stack, self._lock, self._tree = stack, Lock(), tree()
        self._read = {"VARIABLE": 0, "PROCESS_INSTANCE": 0}
        self._case: dict[int, str] = {}
        self._standing: dict[int, tuple[int, str]] = {}

    def places(self, case_id: str) -> Places:
        with self._lock:
            self._catch_up()
            found = [place for instance, place in self._standing.values() if self._case.get(instance) == case_id]
        return Counter(found)

    def _catch_up(self) -> None:
        for record in self._new("VARIABLE"):
            if record["value"]["name"] == "caseId":
                self._case[record["value"]["processInstanceKey"]] = json.loads(record["value"]["value"])
        for record in self._new("PROCESS_INSTANCE"):
            value, place = record["value"], self._place(record["value"])
            if record["intent"] == "ELEMENT_ACTIVATED" and place:
                self._standing[record["key"]] = (value["processInstanceKey"], place)
            elif record["intent"] in OVER:
                self._standing.pop(record["key"], None)

    def _new(self, kind: str) -> list[dict[str, Any]]:
        records = self._stack.records(kind)[self._read[kind] :]
        self._read[kind] += len(records)
        return records

    def _place(self, value: Mapping[str, Any]) -> str:
        process, kind = str(value["bpmnProcessId"]), value["bpmnElementType"]
        if process not in self._tree:
            return ""
        if kind == "PROCESS":
            return process
        if process in BACKBONE and kind in ("RECEIVE_TASK", "CALL_ACTIVITY"):
            return f"{process}/{value['elementId']}"
        return ""


@dataclass
class Played:
    """One cell's play: its names, what must be so at its end, and what it must have announced since the exception."""

    state: str
    exception: str
    names: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    silent: set[str] = field(default_factory=set)
    since: str = ""
    waits: str = ""
    failure: str = ""


class Board:
    """Plays cells. Threads may share it; each play has a household of its own."""

    def __init__(self, stack: Stack, keeper: Keeper) -> None:
        self._matrix, self._sightings, self._keeper = matrix(), Sightings(stack), keeper
        self._client: Client = public.client(stack)
        self._sight = Sight(stack)
        self._ways = {one["state"]: one for one in json.loads(STATES.read_text(encoding="utf-8"))["states"]}
        self._scenario = load(STATES, also={"states"})

    def play(self, played: Played) -> None:
        """Into the state, then the exception, up to the cell's last expectation; a waiting one only into the state."""
        for way in self._ways_to(played.state):
            self._steps(played, way["steps"])
        standing = self._matrix["states"][played.state]["places"]
        self._until(lambda: self._stands(played, standing), lambda: f"stands not in {standing}: {self._seen(played)}")
        played.places = self._seen(played)
        played.since = new_id()
        played.waits = self._matrix["exceptions"][played.exception].get("wait", "")
        if not played.waits:
            self.meet(played)

    def meet(self, played: Played) -> None:
        """The exception happens, or cannot."""
        cell = self._matrix["cells"][played.state][played.exception]
        if "nothing" in cell:
            self._steps(played, self._matrix["nothing"][cell["nothing"]]["look"])
            return
        effect = self._matrix["effects"].get(cell.get("effect"), cell)
        happening = {**self._matrix["exceptions"][played.exception], **cell}
        self._steps(played, happening.get("before", []))
        if "refused" in effect:
            call = {name: said for name, said in happening["call"].items() if name != "save"}
            self._steps(played, [{**call, "error": effect["refused"]}])
        elif "call" in happening:
            self._steps(played, [happening["call"]])
        for phase in effect.get("phases", []):
            self._phase(played, phase)

    def check(self, played: Played) -> None:
        """Once nothing is in hand any more: the places again, and the events since the exception."""
        self._look(played)
        told = [one for one in self._sight.events(played.names["case"])["events"] if one["id"] > played.since]
        counts = Counter(one["type"] for one in told)
        seen = {name: counts[name] for name in {*played.events, *played.silent}}
        wanted = {**dict.fromkeys(played.silent, 0), **played.events}
        if seen != wanted:
            raise AssertionError(f"expected events {wanted}; came {seen}")

    def _ways_to(self, state: str) -> Iterator[dict[str, Any]]:
        way = self._ways[state]
        if way["after"]:
            yield from self._ways_to(way["after"])
        yield way

    def _phase(self, played: Played, phase: Mapping[str, Any]) -> None:
        self._steps(played, phase.get("do", []))
        places = Counter(played.places)
        places.subtract(self._named(played, phase.get("minus", [])))
        places.update(self._named(played, phase.get("plus", [])))
        played.places = +places
        for name, count in phase.get("events", {}).items():
            if count:
                played.events[name] += count
            else:
                played.silent.add(name)
        self._look(played)
        for steps in phase.get("services", {}).values():
            self._steps(played, steps)

    def _named(self, played: Played, names: list[str]) -> Places:
        found: Places = Counter()
        for one in names:
            if one == "@all":
                found.update(played.places)
            elif one in ("@person", "@resumed"):
                found.update(self._matrix["states"][played.state][one.removeprefix("@")])
            elif one == "@plan":
                found.update({place: count for place, count in played.places.items() if _is_of_plan(place)})
            else:
                found[one] += 1
        return found

    def _look(self, played: Played) -> None:
        self._until(
            lambda: self._seen(played) == played.places,
            lambda: (
                f"misses {dict(played.places - self._seen(played))}, "
                f"has besides {dict(self._seen(played) - played.places)}"
            ),
        )

    def _stands(self, played: Played, standing: list[str]) -> bool:
        """A state without places is over: nothing runs any more."""
        seen = self._seen(played)
        return not Counter(standing) - seen if standing else not seen

    def _seen(self, played: Played) -> Places:
        return self._sightings.places(played.names["case"])

    def _until(self, condition: Callable[[], bool], told: Callable[[], str]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(told())
            time.sleep(POLL_SECONDS)

    def _steps(self, played: Played, steps: list[dict[str, Any]]) -> None:
        scenario = replace(self._scenario, id=f"{played.state} x {played.exception}", steps=steps)
        player = Player(self._client, scenario, self._keeper, patience_seconds=PATIENCE_SECONDS)
        player.names = played.names
        player.play()


def _is_of_plan(place: str) -> bool:
    process, _, element = place.partition("/")
    return process in PLAN_PROCESSES or element == "Call_HouseholdPlan"
