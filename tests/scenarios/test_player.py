"""A scenario file says what it expects, and the player says where it did not come about."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kit.calls import audiences
from kit.identity import Signer
from pb.tsunagi.intake.v1.service_pb2 import Handoff
from tests import public
from tsunagi import keys, staff
from tsunagi.cli import main
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.matchers import matches
from tsunagi.demo.mistakes import BadScenario
from tsunagi.demo.outcome import personal_values
from tsunagi.demo.player import Player, Unexpected
from tsunagi.demo.rpcs import SERVICES, is_stream
from tsunagi.demo.run import require_staff
from tsunagi.demo.scenario import ActorCard, Scenario, load, resolve
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
        ({"as": "window", "call": "IntakeService.ListCase"}, "no rpc IntakeService.ListCase: .*ListCases"),
        ({"as": "window", "call": "CaseService.ListCases"}, "the services are .*IntakeService"),
        (
            {"as": "window", "call": "IntakeService.ListCases", "request": {"pageSize": 5}},
            "no field 'pageSize'; .*page_size",
        ),
        ({"as": "window", "call": "IntakeService.ListCases", "request": {"page_size": "many"}}, "page_size"),
        ({"as": "window", "call": "IntakeService.RegisterConsultation", "request": {"channel": "WINDOW"}}, "WINDOW"),
        (
            {"as": "window", "call": "IntakeService.EndCase", "request": {"occurred_at": "@date-1D"}},
            "EndCase.occurred_at wants a moment, and @date-1D is a day",
        ),
        (
            {"as": "window", "call": "IntakeService.RegisterConsultation", "request": {"persons": [{"nane": "架空"}]}},
            r"persons\[0\] has no field 'nane'",
        ),
        ({"as": "window", "call": "IntakeService.GetCase", "request": {"name": "cases/$case"}, "take": 1}, "none"),
        (
            {"as": "window", "call": "IntakeService.GetCase", "request": {"name": "$case"}},
            "nothing is named 'case' before",
        ),
        ({"as": "window", "call": "IntakeService.GetCase", "expect": {"state": {"is": "OPEN"}}}, "no matcher 'is'"),
        ({"as": "window", "call": "IntakeService.GetCase", "expect": {"a": {"like": "("}}}, "no regular expression"),
        ({"as": "window", "call": "IntakeService.GetCase", "error": "X", "expect": {}}, "no answer to expect"),
        ({"as": "window", "call": "IntakeService.GetCase", "violations": {"name": "X"}}, "error, which is missing"),
        ({"as": "window", "work": {"kind": "DRAFT_PLAN"}}, "its service is one of consent, intake"),
        ({"advance": "5 days"}, r"step 1 \(advance\): BadDuration: 5 days"),
        ({"advance_to": "next Monday"}, r"step 1 \(advance_to\): ValueError: .*next Monday"),
        ({"advance_to": "2027-01-05T09:00:00"}, "lacks its time zone"),
        ({"let": "then", "be": "@time+2W"}, "@time.2W is no moment"),
        ({"repeat": "twice", "steps": []}, "repeat cannot be 'twice'"),
        ({"events": "01", "expect": {"counts.CaseOpend": 1}}, r"\(events\): there is no 'CaseOpend' .*CaseOpened"),
        (
            {"waiting": "01", "expect": {"at.hand-off": {"absent": True}}},
            r"\(waiting\): there is no 'hand-off' .*handoff",
        ),
        ({"wait": "5D"}, "step 1 is none of"),
        ({"repeat": 2, "steps": [{"advanced": "1D"}]}, "step 1.1 is none of"),
    ],
)
def test_a_step_that_nobody_understands_is_refused_before_anything_is_played(
    tmp_path: Path, step: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadScenario, match=told):
        load(file(tmp_path, step))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "told.json: JSONDecodeError"),
        ("[]", "the file is an object"),
        ('{"title": "", "steps": []}', r"lacks \['actors'\]"),
        ('{"title": "", "actors": {}, "steps": [], "leave_open": true}', r"does not know \['leave_open'\]"),
        ('{"title": "", "actors": {"a": {"name": ""}}, "steps": []}', r"actor 'a' lacks \['agency'"),
        (json.dumps({"title": "", "actors": {"a": {**WINDOW, "audiences": ["CITY"]}}, "steps": []}), "AGENCY or STAFF"),
        (json.dumps({"title": "", "actors": {"a": {**WINDOW, "purposes": []}}, "steps": []}), "at least one"),
        ('{"title": "", "actors": {}, "steps": ["later"]}', "step 1 is an object"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_a_sentence_and_exit_code_1(
    tmp_path: Path, content: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "told.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadScenario, match=told):
        load(path)
    monkeypatch.setattr("sys.argv", ["tsunagi", "demo", "--scenario", str(path), "--exit"])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr().err
    assert end.value.code == 1
    assert said.startswith("[BAD_SCENARIO] ")
    assert "examples/scenarios/README.md" in said


def test_whoever_could_not_sign_in_is_named_before_anything_is_started(tmp_path: Path) -> None:
    cities = [staff.load(one) for one in sorted(staff.FOLDER.glob("*.json"))]
    require_staff([load(path) for path in README.parent.glob("*.json")], cities)
    path = file(tmp_path)
    path.write_text(path.read_text().replace('["AGENCY"]', '["STAFF"]').replace("staff-w15", "staff-nobody"))
    with pytest.raises(BadScenario, match=r"'window': examples/staff/28216\.json names no staff_id 'staff-nobody'"):
        require_staff([load(path)], cities)


def test_a_value_that_cannot_be_used_names_its_step(tmp_path: Path) -> None:
    scenario = load(file(tmp_path, {"let": "then", "be": "next Monday"}, {"advance_to": "$then"}))
    keys.make(tmp_path)
    nobody = Client({}, Signer(tmp_path / f"{keys.DEMO_ISSUER}.pem", keys.DEMO_ISSUER, "demo"), "28216")
    with pytest.raises(BadScenario, match=r"told: step 2 \(advance_to \$then\): .*next Monday"):
        Player(nobody, scenario, None).play()


def test_a_path_may_hold_another_name() -> None:
    names = {"marks": [{"case": "1", "name": "a"}, {"case": "2", "name": "b"}], "mine": {"id": "2"}}
    assert resolve("$marks[case=${mine.id}].name", names) == "b"


def test_a_moment_lies_before_or_after_the_case_s_now() -> None:
    names = {"now": datetime(2026, 11, 26, 3, 0, tzinfo=UTC)}
    assert resolve(["@date-3D", "@time-2H", "@time+2D"], names) == [
        "2026-11-23",
        "2026-11-26T01:00:00+00:00",
        "2026-11-28T03:00:00+00:00",
    ]
    with pytest.raises(BadScenario, match="hours"):
        resolve("@date-3BD", names)


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
    from tsunagi.demo.understood import STEPS

    told = README.read_text(encoding="utf-8")
    said = {name for _must, may in STEPS.values() for name in may}
    assert [name for name in (*STEPS, *said, *MATCHERS) if f'"{name}"' not in told] == []
    assert "HandoffOffered" in event_types()


def worked(steps: list[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        yield from (kind for key, kind in step.get("work", {}).items() if key == "kind" and isinstance(kind, str))
        yield from worked(step.get("steps", []))


def test_the_readme_names_every_kind_of_work_that_a_file_waits_for() -> None:
    told = README.read_text(encoding="utf-8")
    waited = {kind for path in README.parent.glob("*.json") for kind in worked(load(path).steps)}
    assert [kind for kind in sorted(waited) if f"`{kind}`" not in told] == []


def test_whoever_watches_hears_of_every_state_of_a_handoff_in_words() -> None:
    silent = {"STATE_UNSPECIFIED", "STATE_PREPARED"}
    assert set(STATES) == set(Handoff.State.keys()) - silent


def test_the_demo_looks_for_texts_that_ids_and_times_do_not_hold_by_chance() -> None:
    told = {
        "narrative": "-",
        "discussion": "",
        "sender_reference": "17",
        "persons": [{"name": "架", "relation": "本人"}],
    }
    born = {"birth_date": "1961-02-03", "relation": "本人"}
    assert set(personal_values([told, born])) == {"架", "1961-02-03"}
