"""Every decision table: each row decides something, no input stays without an answer, and the engine agrees."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from tests.processes.tables import NotUnderstood, Row, Table, holds, literal, read
from tsunagi.stack import Stack

BPMN = Path(__file__).parents[2] / "bpmn"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "decisions.json").read_text(encoding="utf-8")
)
TABLES = {table.decision_id: table for path in sorted(BPMN.glob("*.dmn")) for table in read(path)}
CASES = [(name, number) for name, cases in EXPECTED.items() for number in range(len(cases))]
ROWS = [(name, number) for name, table in TABLES.items() for number in range(len(table.rows))]
SAMPLE = 40
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def deciding(table: Table, row: Row) -> Iterator[dict[str, Any]]:
    """Inputs that this row decides: first of all that are met, or the one that the collection needs."""
    for given in table.combinations():
        rows, answer = table.decide(given)
        if row in rows and (table.policy == "FIRST" or answer != without(table, row).decide(given)[1]):
            yield given


def without(table: Table, row: Row) -> Table:
    kept = tuple(one for one in table.rows if one is not row)
    return Table(table.decision_id, table.policy, table.aggregation, table.inputs, table.types, table.outputs, kept)


def test_every_decision_of_the_plan_is_a_table_and_what_the_domain_note_expects_is_written_down() -> None:
    assert set(EXPECTED) <= set(TABLES)
    assert {table.policy for table in TABLES.values()} <= {"FIRST", "COLLECT"}


@pytest.mark.plan("P-016")
@every_table
def test_no_input_is_left_without_an_answer(table: Table) -> None:
    """Nulls and codes that nobody knows yet included: a process never stops at a table."""
    assert [given for given in table.combinations() if not table.met(given)] == []


@pytest.mark.plan("P-032")
@pytest.mark.parametrize(("name", "number"), ROWS, ids=[f"{name}-{number + 1}" for name, number in ROWS])
def test_a_row_decides_something(name: str, number: int) -> None:
    table = TABLES[name]
    assert any(True for _given in deciding(table, table.rows[number]))


@pytest.mark.plan("P-032", "P-085")
@pytest.mark.parametrize(("name", "number"), CASES, ids=[f"{name}-{number + 1}" for name, number in CASES])
def test_a_table_answers_as_the_domain_note_says(name: str, number: int) -> None:
    case = EXPECTED[name][number]
    _rows, answer = TABLES[name].decide(case["given"])
    assert answer is not None
    assert {key: answer[key] for key in case["then"]} == case["then"], case["says"]


@pytest.mark.parametrize("name", ["screening-route", "urgency-level"])
def test_each_row_of_the_first_two_decisions_is_expected_by_the_domain_note(name: str) -> None:
    table = TABLES[name]
    decided: set[str] = set()
    for case in EXPECTED[name]:
        rows, answer = table.decide(case["given"])
        decided |= {
            row.rule_id
            for row in rows
            if table.policy == "FIRST" or answer != without(table, row).decide(case["given"])[1]
        }
    assert decided == {row.rule_id for row in table.rows}


@pytest.mark.plan("P-041", "P-042")
@pytest.mark.parametrize(
    ("days", "urgency"), [(0, 3), (3, 3), (4, 2), (14, 2), (15, 0), (None, 0)], ids=lambda value: str(value)
)
def test_the_day_of_an_eviction_sets_the_urgency(days: int | None, urgency: int) -> None:
    answer = TABLES["urgency-level"].decide({"riskClasses": [], "daysToEviction": days})[1]
    assert answer == {"urgency": urgency}


@pytest.mark.parametrize(
    ("test", "accepted", "refused"),
    [
        ("", [None, 1, "x", []], []),
        ('"A","B"', ["A", "B"], ["C", None]),
        ("not(3)", [1], [3, None]),
        (">= 2", [2, 3], [1, None]),
        ("[1..3]", [1, 3], [0, 4, None]),
        ("true", [True], [False, None, 1]),
        ("null", [None], [0, False, ""]),
        ("3", [3], [2, True, None]),
        ('list contains(?, "K1")', [["K1"], ["K1", "K2"]], [[], ["K2"], None]),
    ],
)
def test_a_unary_test_is_read_as_feel_means_it(test: str, accepted: list[Any], refused: list[Any]) -> None:
    assert all(holds(test, value) for value in accepted)
    assert not any(holds(test, value) for value in refused)


def test_what_is_not_understood_is_not_guessed() -> None:
    with pytest.raises(NotUnderstood):
        literal("today()")


@pytest.fixture(scope="module")
def engine(still: Stack) -> Iterator[gateway_pb2_grpc.GatewayStub]:
    with grpc.insecure_channel(still.zeebe_grpc) as channel:
        yield gateway_pb2_grpc.GatewayStub(channel)


def asked(stub: gateway_pb2_grpc.GatewayStub, name: str, given: dict[str, Any]) -> tuple[set[str], Any]:
    """(rules that the engine says it met, its answer)."""
    request = gateway_pb2.EvaluateDecisionRequest(decisionId=name, variables=json.dumps(given))
    response = stub.EvaluateDecision(request, timeout=30)
    met = {rule.ruleId for one in response.evaluatedDecisions for rule in one.matchedRules}
    return met, json.loads(response.decisionOutput)


@pytest.mark.plan("P-032", "P-041", "P-042", "P-043", "P-085")
@every_table
def test_the_engine_decides_row_by_row_as_the_table_is_read(engine: gateway_pb2_grpc.GatewayStub, table: Table) -> None:
    """One input for each row, what the domain note expects, and a sample of all inputs."""
    chance = random.Random(table.decision_id)
    chosen = [next(deciding(table, row)) for row in table.rows]
    chosen += [{name: case["given"].get(name) for name in table.inputs} for case in EXPECTED[table.decision_id]]
    chosen += [table.sample(chance) for _ in range(SAMPLE)]
    for given in chosen:
        rows, answer = table.decide(given)
        assert answer is not None
        met, told = asked(engine, table.decision_id, given)
        assert met == {row.rule_id for row in rows}, given
        assert told == (answer if len(table.outputs) > 1 else answer[table.outputs[0]]), given
