"""A scenario file says what it expects, and the player says where it did not come about."""

import json
from pathlib import Path
from typing import Any

import pytest

from kit.calls import audiences
from pb.tsunagi.intake.v1.service_pb2 import Handoff
from tests import public
from tsunagi.demo.client import SERVICES, Refused, is_stream
from tsunagi.demo.matchers import matches
from tsunagi.demo.player import Player, Unexpected
from tsunagi.demo.scenario import ActorCard, BadScenario, Scenario, load
from tsunagi.demo.sight import Sight, event_types
from tsunagi.demo.teller import STATES
from tsunagi.stack import Stack

README = Path(__file__).parents[2] / "examples" / "scenarios" / "README.md"
ANYBODY = ActorCard(
    "だれか", "W-31", "staff-anybody", frozenset({"AGENCY", "STAFF"}), frozenset({"coordinator"}), frozenset({"INTAKE"})
)
WINDOW = {"name": "窓口", "agency": "W-15", "person": "staff-w15", "audiences": ["AGENCY"], "purposes": ["INTAKE"]}
PUBLIC = sorted(
    f"{service.name}.{method.name}"
    for service in SERVICES.values()
    for method in service.methods
    if audiences(method) & {"AGENCY", "STAFF"}
)


def file(folder: Path, *steps: dict[str, Any]) -> Path:
    path = folder / "told.json"
    path.write_text(json.dumps({"title": "見本", "actors": {"window": WINDOW}, "steps": steps}), encoding="utf-8")
    return path


def play(stack: Stack, scenario: Scenario) -> dict[str, Any]:
    return Player(public.client(stack), scenario, None, sight=Sight(stack), patience_seconds=0.5).play()


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        ("", {"absent": True}),
        ("STATE_UNSPECIFIED", {"absent": True}),
        (0, {"present": True}),
        (False, {"absent": False}),
        (3, {"at_least": 3, "at_most": 3}),
        ("OPEN", {"one_of": ["OPEN", "OVERDUE"]}),
        (["a", "b", "c"], {"contains": ["a", "c"]}),
        ("R8-00123-7", {"like": "^R8-[0-9]{5}-[0-9]$"}),
        ([{"a": 1}, {"a": 2}], {"count": {"where": {"a": {"at_least": 2}}, "is": 1}}),
        ([{"a": 1}, {"a": 2}], {"some": {"a": 2}, "none": {"a": 3}, "each": {"a": {"at_least": 1}}}),
        ("x", {"not": {"one_of": ["y", "z"]}}),
    ],
)
def test_a_matcher_matches(seen: Any, wanted: Any) -> None:
    assert matches(seen, wanted)


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        ("x", {"absent": True}),
        (None, {"present": True}),
        ([], {"each": {"a": 1}}),
        (4, {"at_most": 3}),
        (["a"], {"contains": ["a", "b"]}),
        ([{"a": 1}], {"none": {"a": 1}}),
        (None, {"like": "."}),
        ("y", {"not": {"one_of": ["y"]}}),
    ],
)
def test_a_matcher_that_does_not_match(seen: Any, wanted: Any) -> None:
    assert not matches(seen, wanted)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            {"as": "window", "call": "IntakeService.ListCases", "expct": {}},
            r"step 1 \(call\) does not know \['expct'\]",
        ),
        ({"as": "nobody", "call": "IntakeService.ListCases"}, "no actor 'nobody'"),
        ({"call": "IntakeService.ListCases"}, r"lacks \['as'\]"),
        ({"wait": "5D"}, "step 1 is none of"),
        ({"repeat": 2, "steps": [{"advanced": "1D"}]}, "step 1.1 is none of"),
    ],
)
def test_a_step_that_nobody_understands_is_refused_before_anything_is_played(
    tmp_path: Path, step: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadScenario, match=told):
        load(file(tmp_path, step))


@pytest.mark.parametrize("path", sorted(README.parent.glob("*.json")), ids=lambda path: path.stem)
def test_every_scenario_file_is_understood(path: Path) -> None:
    assert load(path).steps


def test_the_first_purpose_of_a_file_is_the_usual_one(tmp_path: Path) -> None:
    path = file(tmp_path)
    path.write_text(path.read_text().replace('["INTAKE"]', '["INTAKE", "CONSENT"]'))
    assert load(path).actors["window"].purpose == "INTAKE"


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (
            [
                {"let": "x", "be": 1},
                {"as": "window", "call": "IntakeService.GetCase", "request": {"name": "cases/none"}},
            ],
            r"told: step 2 \(call IntakeService.GetCase as window\): expected it to be allowed; came PERMISSION_DENIED",
        ),
        (
            [{"as": "window", "call": "IntakeService.ListIncoming", "expect": {"items.#": {"at_least": 10_000}}}],
            r"step 1 .*expected .*10000.*; came \{'items.#': [0-9]+\}",
        ),
        (
            [{"as": "window", "call": "IntakeService.ListIncoming", "error": "NOT_FOUND"}],
            "step 1 .*expected NOT_FOUND; came it was allowed",
        ),
        (
            [{"repeat": 2, "steps": [{"as": "window", "call": "IntakeService.GetCase", "error": "NOT_FOUND"}]}],
            r"step 1\.1 .*expected NOT_FOUND; came PERMISSION_DENIED",
        ),
        (
            [
                {
                    "as": "window",
                    "call": "IntakeService.RegisterConsultation",
                    "error": "INVALID_ARGUMENT",
                    "violations": {"channel": "OTHER"},
                }
            ],
            r"step 1 .*expected violation of channel: OTHER; came \{'channel': 'REQUIRED'",
        ),
        ([{"events": "none", "expect": {"counts.CaseOpened": 1}}], "step 1 .*came {'counts.CaseOpened': 0}"),
        ([{"waiting": "none", "expect": {"at.handoff": ["Wait_HandoffAnswered"]}}], "came {'at.handoff': None}"),
        (
            [{"as": "window", "work": {"service": "intake", "kind": "NONE"}}],
            r"step 1 \(work as window\): expected work",
        ),
    ],
)
def test_a_failure_says_the_step_what_was_expected_and_what_came(
    moving: Stack, tmp_path: Path, steps: list[dict[str, Any]], told: str
) -> None:
    with pytest.raises(Unexpected, match=told):
        play(moving, load(file(tmp_path, *steps)))


@pytest.mark.parametrize("rpc", PUBLIC)
def test_every_public_rpc_can_be_reached_from_a_file(moving: Stack, rpc: str) -> None:
    assert answered(moving, rpc) not in ("UNIMPLEMENTED", "INTERNAL", "UNKNOWN", "UNAVAILABLE", "UNAUTHENTICATED")


def answered(stack: Stack, rpc: str) -> str:
    """OK, or the code of the refusal."""
    client = public.client(stack)
    try:
        if is_stream(rpc):
            client.take(ANYBODY, rpc, "INTAKE", {}, 1, 0.5)
        else:
            client.call(ANYBODY, rpc, "INTAKE", {})
    except Refused as refusal:
        return refusal.code
    return "OK"


def test_the_readme_names_every_step_matcher_and_one_event() -> None:
    from tsunagi.demo.matchers import MATCHERS
    from tsunagi.demo.scenario import STEPS

    told = README.read_text(encoding="utf-8")
    said = {name for _must, may in STEPS.values() for name in may}
    assert [name for name in (*STEPS, *said, *MATCHERS) if f'"{name}"' not in told] == []
    assert "HandoffOffered" in event_types()


def test_whoever_watches_hears_of_every_state_of_a_handoff_in_words() -> None:
    silent = {"STATE_UNSPECIFIED", "STATE_PREPARED"}
    assert set(STATES) == set(Handoff.State.keys()) - silent
