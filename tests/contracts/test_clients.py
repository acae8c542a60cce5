"""An agency's own client, in another language, and `tsunagi refer`: both hand a household over by public gRPC."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kit.context import Actor
from tests.public import as_actor, issuer
from tests.waiting import eventually
from tsunagi.demo.refer import refer
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
CASE_NO = re.compile(r"^R[0-9]+-[0-9]{5}-[0-9]$")
COORDINATOR = ActorCard(
    "支援員", "W-31", "staff-c", frozenset({"AGENCY", "STAFF"}), frozenset({"coordinator"}), frozenset({"INTAKE"})
)


def waits_for_screening(stack: Stack, case_no: str) -> bool:
    items = as_actor(stack, COORDINATOR)("IntakeService.ListWorkItems", page_size=200)["work_items"]
    return any(item["case_no"] == case_no and item["kind"] == "SCREEN_CONSULTATION" for item in items)


@pytest.mark.plan("P-013", "C-02", "C-25")
def test_a_node_client_made_from_proto_registers_a_consultation(still: Stack, tmp_path: Path) -> None:
    subprocess.run(["tools/buf-lint.sh"], cwd=REPO, check=True)
    for name in ("proto", ".tsunagi"):
        (tmp_path / name).symlink_to(REPO / name)
    folder = tmp_path / "examples" / "node-client"
    shutil.copytree(REPO / "examples" / "node-client", folder)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    actor = Actor(frozenset({"AGENCY"}), "W-03", "staff-w03", purposes=frozenset({"INTAKE"}))
    environment = {**os.environ, "TOKEN": issuer(still).token(actor, "28216", 600)}
    answer = subprocess.run(
        ["node", "client.js", still.grpc("intake")],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    case_no = answer.stdout.strip()
    assert CASE_NO.match(case_no)
    eventually(lambda: waits_for_screening(still, case_no))


@pytest.mark.plan("P-013", "P-038", "C-25")
@pytest.mark.parametrize("file", sorted((REPO / "examples" / "referrals").glob("*.json")), ids=lambda file: file.stem)
def test_a_referral_file_is_taken_in_and_waits_for_the_coordinator(
    still: Stack, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refer(file, still.home) == 0
    found = re.search(r"R[0-9]+-[0-9]{5}-[0-9]", capsys.readouterr().out)
    assert found is not None
    eventually(lambda: waits_for_screening(still, found[0]))


def test_a_referral_that_is_wrong_says_what_is_wrong(
    still: Stack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"from": {"agency": "W-15", "person": "staff-w15", "name": "市民相談"}, "request": {}}')
    assert refer(wrong, still.home) == 1
    told = capsys.readouterr().out
    assert "INVALID_ARGUMENT" in told
    assert "channel: REQUIRED" in told
