"""Database, broker and engine go back together to an earlier moment, and the case goes on from there."""

import json
import shutil
from pathlib import Path

import httpx
import pytest

from kit.brokers import events_topic
from tests.brokers import topics_seen
from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi import broker
from tsunagi.backup import backup, restore
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.scenario import load
from tsunagi.errors import StackError
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
OFFER = REPO / "tests" / "processes" / "offer.json"
BEFORE_ACCEPTANCE = 7


def up(home: Path) -> Stack:
    stack = Stack(home, records=True)
    stack.start()
    return stack


def finish(stack: Stack, case_id: str) -> None:
    """The offered handoff is accepted and completed, and the process knows it."""
    cards = load(OFFER).actors
    seikatsu, coordinator = as_actor(stack, cards["seikatsu"]), as_actor(stack, cards["coordinator"])

    def work(kind: str) -> str:
        def items() -> list[str]:
            listed = seikatsu("IntakeService.ListWorkItems", case_id=case_id)["work_items"]
            return [item["subject"] for item in listed if item["kind"] == kind]

        return eventually(items, seconds=60)[0]

    seikatsu("IntakeService.AcceptHandoff", name=work("ANSWER_HANDOFF"))
    seikatsu("IntakeService.CompleteHandoff", name=work("REPORT_HANDOFF_OUTCOME"), outcome="OUTCOME_COMPLETED")

    def is_completed() -> bool:
        (handoff,) = coordinator("IntakeService.ListHandoffs", case_id=case_id)["handoffs"]
        return bool(handoff["state"] == "STATE_COMPLETED")

    eventually(is_completed, seconds=60)


def logins(stack: Stack) -> dict[Path, str]:
    """Of the services at the broker."""
    files = [stack.kafka_as(broker.login(service)).password_file for service in SERVICES]
    return {file: file.read_text() for file in files}


@pytest.mark.timeout(600)
def test_a_case_goes_on_from_where_the_backup_stood(tmp_path: Path) -> None:
    home, archive = fresh("backup"), tmp_path / "all.tar.gz"
    stack = up(home)
    try:
        deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "backup")
        stack.start_services()
        _, names = play(stack, OFFER, until=BEFORE_ACCEPTANCE)
        with pytest.raises(StackError, match="STILL_RUNNING"):
            backup(home, archive)
        stack.stop()
        keys = backup(home, archive)
        assert archive.stat().st_mode & 0o077 == keys.stat().st_mode & 0o077 == 0
        (changed, before), *_ = logins(stack).items()
        changed.write_text("another one")
        stack = up(home)
        stack.start_services()
        finish(stack, names["case"])
        stack.stop()
        restore(home, archive, backup(home, tmp_path / "newest.tar.gz"))
        stack = up(home)
        assert changed.read_text() == before
        for service in SERVICES:
            assert events_topic(service) in topics_seen(stack.kafka_as(broker.login(service)).options())
        stack.start_services()
        finish(stack, names["case"])
        for service in SERVICES:
            assert httpx.get(f"{stack.http(service)}/findings", timeout=30).json() == []
    finally:
        stack.stop()
        remove(home)


@pytest.mark.timeout(300)
def test_a_case_goes_on_beside_an_empty_broker_when_nothing_waited_in_the_old_one() -> None:
    """So a cluster's set needs no copy of Kafka (docs/operators.md)."""
    home = fresh("emptied")
    stack = up(home)

    def nothing_waits() -> bool:
        answers = [httpx.get(f"{stack.http(service)}/readyz", timeout=30).json() for service in SERVICES]
        return not any(sum(one["in_hand"].values()) for one in answers)

    try:
        deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "backup")
        stack.start_services()
        _, names = play(stack, OFFER, until=BEFORE_ACCEPTANCE)
        eventually(nothing_waits, seconds=60)
        stack.stop()
        shutil.rmtree(home / "kafka" / "data")
        stack = up(home)
        stack.start_services()
        finish(stack, names["case"])
        eventually(nothing_waits, seconds=60)
        for service in SERVICES:
            assert httpx.get(f"{stack.http(service)}/findings", timeout=30).json() == []
    finally:
        stack.stop()
        remove(home)


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    home, wrong = tmp_path / "home", tmp_path / "wrong.tar.gz"
    home.mkdir()
    (home / "kept").touch()
    wrong.write_bytes(b"not an archive")
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({service: {"file": {}, "data_keys": []} for service in SERVICES}))
    with pytest.raises(StackError, match="NOT_A_BACKUP"):
        restore(home, wrong, keys)
    with pytest.raises(StackError, match="NOT_A_KEY_FILE"):
        restore(home, wrong, wrong)
    assert (home / "kept").exists()
    with pytest.raises(StackError, match="NO_STACK"):
        backup(home, wrong)
