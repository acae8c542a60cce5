"""D4 on the engine itself, held against the domain note row by row: every combination, and no row that is never met."""

import itertools
import json
from pathlib import Path

import grpc
import pytest
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.stack import Stack

BPMN = Path(__file__).parents[2] / "bpmn"
URGENCIES = (None, 0, 1, 2, 3)
ANSWERS = (
    None,
    "UNASKED",
    "PENDING",
    "DEFERRED",
    "GRANTED",
    "REFUSED",
    "CANNOT_DECIDE",
    "DANGEROUS",
    "DANGEROUS_TO_ASK",
    "UNOBTAINABLE",
)
COVERAGES = (None, "NONE", "PARTIAL", "FULL")
HELD = (None, False, True)


def room(urgency: int | None, answer: str | None, coverage: str | None, *, held: bool) -> str:
    """The domain note's D4, and P-096: no 支援会議 from here before a 連絡会議 was held."""
    without = "SUPPORT" if held else "LIAISON"
    granted = answer == "GRANTED" and coverage in ("PARTIAL", "FULL")
    if (urgency or 0) >= 2:
        return "MULTI" if granted and coverage == "FULL" else without
    if granted:
        return "MULTI"
    if answer in ("DANGEROUS", "DANGEROUS_TO_ASK", "UNOBTAINABLE", "REFUSED", "CANNOT_DECIDE", "GRANTED"):
        return without
    return "LIAISON"


@pytest.mark.plan("P-043", "P-044", "P-096", "P-104")
def test_every_combination_leads_to_the_room_of_the_domain_note_and_every_row_is_met(still_stack: Stack) -> None:
    deploy_folder(BPMN, still_stack.zeebe_grpc, "tests", "D4")
    met: set[int] = set()
    wrong = []
    with grpc.insecure_channel(still_stack.zeebe_grpc) as channel:
        stub = gateway_pb2_grpc.GatewayStub(channel)
        for urgency, answer, coverage, held in itertools.product(URGENCIES, ANSWERS, COVERAGES, HELD):
            asked = {"urgency": urgency, "consentAnswer": answer, "coverage": coverage, "liaisonHeld": held}
            request = gateway_pb2.EvaluateDecisionRequest(decisionId="meeting-type", variables=json.dumps(asked))
            ruling = stub.EvaluateDecision(request, timeout=20)
            [table] = ruling.evaluatedDecisions
            met |= {rule.ruleIndex for rule in table.matchedRules}
            if json.loads(ruling.decisionOutput) != room(urgency, answer, coverage, held=bool(held)):
                wrong.append((asked, ruling.decisionOutput))
    assert wrong == []
    assert met == set(range(1, (BPMN / "meeting-type.dmn").read_text(encoding="utf-8").count("<rule ") + 1))
