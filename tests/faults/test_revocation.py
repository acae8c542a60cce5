"""Once a withdrawal is committed, nobody who begins to read later is shown anything, whatever restarts meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.faults.patient import Patient
from tests.faults.readers import Readers, Shelf, database, now
from tests.public import play
from tests.waiting import eventually
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

SHARED_CASE = Path(__file__).parent / "shared_case.json"
OFFER = Path(__file__).parents[1] / "processes" / "offer.json"
ACCEPTED = 8
EACH = 5
"""Answered reads of each shelf, before its withdrawal and after it."""


def shelves(stack: Stack) -> tuple[dict[str, Any], list[Shelf]]:
    """One person's case that two agencies share, and one of another person that was handed over."""
    shared, names = play(stack, SHARED_CASE)
    plan, item = names["plans"]["plans"][0]["name"], names["item"]["subject"]
    found = []
    for reader, task in ((shared.actors["houkatsu"], "介護の調整"), (shared.actors["seikatsu"], "家計の相談")):
        found.append(Shelf(names["person"], "PlansService.GetPlan", plan, reader, task))
        found.append(
            Shelf(names["person"], "MeetingsService.ListFacts", item, reader, "この夏に家賃が三か月止まった。")
        )
    offered, other = play(stack, OFFER, until=ACCEPTED)
    handoff = other["offered"]["subject"]
    found.append(Shelf(other["person"], "IntakeService.GetHandoff", handoff, offered.actors["seikatsu"], "架空 次郎"))
    cases = {names["person"]: names["case"], other["person"]: other["case"]}
    return {"cases": cases, "coordinator": shared.actors["coordinator"]}, found


def committed(stack: Stack, withdrawal: str) -> datetime:
    with database(stack, "consent") as db:
        query = "SELECT pg_xact_commit_timestamp(xmin) FROM withdrawals WHERE id = %s"
        (found,) = db.execute(query, [withdrawal.rsplit("/", 1)[-1]]).fetchone() or ()
    assert isinstance(found, datetime)
    return found


@pytest.mark.timeout(1800)
@pytest.mark.plan("P-044")
@pytest.mark.parametrize(
    ("rounds", "readers"), [(1, 4), pytest.param(8, 16, marks=pytest.mark.long)], ids=["reduced", "long"]
)
def test_no_read_that_begins_after_the_withdrawals_commit_is_allowed(
    still: Stack, rounds: int, readers: int, record_property: Callable[[str, object], None]
) -> None:
    played = [shelves(still) for _ in range(rounds)]
    everything = [shelf for _names, found in played for shelf in found]
    killed = iter(["consent", "intake", "plans", "meetings"] * rounds)
    ends: dict[str, datetime] = {}
    with Readers(still, everything, readers) as reading, ThreadPoolExecutor(1) as pool, database(still) as clock:
        patient = Patient(still, "28216")
        for names, found in played:
            for person, case in names["cases"].items():
                own = [shelf for shelf in found if shelf.person_id == person]
                eventually(partial(_each_was_shown, reading, own), seconds=120)
                part = next(killed)
                still.kill(part)
                back = pool.submit(still.restart, part)
                request = {"case_id": case, "person_id": person}
                told = patient.call(names["coordinator"], "ConsentService.WithdrawConsent", "CONSENT", request)
                ends[person] = committed(still, told["name"])
                back.result(180)
                eventually(partial(_each_was_answered, reading, own, max(ends[person], now(clock))), seconds=120)
    late = [
        (shelf.rpc, read.begun - ends[shelf.person_id])
        for shelf, reads in reading.reads.items()
        for read in reads
        if read.shown and read.begun > ends[shelf.person_id]
    ]
    record_property("reads", sum(map(len, reading.reads.values())))
    assert late == []


def _each_was_shown(reading: Readers, shelves: list[Shelf]) -> bool:
    return all(sum(read.shown is True for read in reading.reads[shelf]) >= EACH for shelf in shelves)


def _each_was_answered(reading: Readers, shelves: list[Shelf], since: datetime) -> bool:
    return all(reading.answered(shelf, since) >= EACH for shelf in shelves)
