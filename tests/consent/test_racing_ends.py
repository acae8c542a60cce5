"""A "yes" is written down while its case, or the person's part in it, ends: whichever comes first, nothing holds."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
import sqlalchemy as sa

from kit.calls import Call
from kit.context import Context
from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.consent.v1 import service_pb2 as pb
from pb.tsunagi.intake.v1 import events_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.consent.events import on_cases_merged
from services.consent.rpc import ConsentServicer
from services.consent.store import forms
from services.consent.store.grants import PENDING, find_grants
from services.consent.use_cases import endings
from tests.consent.world import COORDINATOR, OTHER, World, yes
from tests.database import waits_for_a_row
from tests.waiting import eventually

servicer = ConsentServicer()
Write = Callable[[World, Call, str], None]
ENDS: dict[str, Callable[[World], None]] = {
    "the case": lambda one: endings.close_case(one.db, one.ctx(), one.case_id, "MOVED_OUT"),
    "the life": lambda one: endings.end_by_death(one.db, one.ctx(), one.case_id, one.ichiro),
    "the mistake": lambda one: endings.end_by_separation(one.db, one.ctx(), one.case_id, one.ichiro),
}


class Intake:
    """It answers that all goes on; before the answer arrives, the end is ordered, and consent is told of it."""

    def __init__(self, end: threading.Thread, engine: sa.Engine) -> None:
        self.end, self.engine = end, engine

    def ask(self, _method: object, question: intake_pb.GetCaseReferenceRequest, _ctx: Context) -> object:
        self.end.start()
        eventually(lambda: not self.end.is_alive() or waits_for_a_row(self.engine))
        people = ("person-ichiro", "person-hanako")
        return intake_pb.CaseReference(case_id=question.case_id, coordinator_agency_id=COORDINATOR, person_ids=people)


def record(world: World, call: Call, _wrong: str) -> None:
    servicer.record_consent(yes(world), call)


def correct(world: World, call: Call, wrong: str) -> None:
    servicer.correct_consent(pb.CorrectConsentRequest(name=wrong, answer=yes(world), reason="聞き違い"), call)


def seek(world: World, call: Call, _wrong: str) -> None:
    form = next(iter(forms.load(world.municipality_id)))
    asked = pb.RequestConsentRequest(
        case_id=world.case_id, person_id=world.ichiro, form_version=form.name, agency_ids=[OTHER]
    )
    servicer.request_consent(asked, call)


def same(world: World, db: sa.Connection) -> World:
    return World(db, case_id=world.case_id, municipality_id=world.municipality_id)


def run_beside(engine: sa.Engine, world: World, end: Callable[[World], None], write: Write, wrong: str = "") -> None:
    """Intake answers that all goes on; then the end begins, and comes to its own end when it can."""

    def over() -> None:
        with engine.begin() as other:
            end(same(world, other))

    ending = threading.Thread(target=over)
    with engine.begin() as db:
        here = same(world, db)
        write(here, Call(here.ctx(), db, cast(Peers, Intake(ending, engine))), wrong)
    ending.join(10)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("write", [record, correct, seek])
def test_what_begins_while_it_ends_ends_with_it(engine: sa.Engine, write: Write, end: str) -> None:
    with engine.begin() as db:
        world = World(db)
        wrong = f"consents/{world.refuse().consent_id}"
    run_beside(engine, world, ENDS[end], write, wrong)
    with engine.begin() as db:
        after = same(world, db)
        assert not after.permits()
        assert find_grants(db, after.ctx(), after.case_id, states=PENDING) == []


def test_a_yes_that_is_written_down_while_its_case_is_merged_holds_in_the_other(engine: sa.Engine) -> None:
    with engine.begin() as db:
        world = World(db)
        world.refuse()
    kept = World(world.db, case_id=f"kept-{world.case_id}", ichiro="person-jiro", municipality_id=world.municipality_id)

    def merge(one: World) -> None:
        told = events_pb2.CasesMerged(
            case_id=one.case_id, into_case_id=kept.case_id, person_ids=[one.ichiro], into_person_ids=[kept.ichiro]
        )
        on_cases_merged(Delivery(one.ctx(), one.db, kept.intake, told, new_id(), one.case_id))

    run_beside(engine, world, merge, record)
    with engine.begin() as db:
        assert replace(kept, db=db).permits()
