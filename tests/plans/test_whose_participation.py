"""What stands in a participation support is the record of whoever wrote it; for whoever carries it the person's consent
decides about the rest (D5, rows 4, 11 and 12).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.context import Actor
from pb.tsunagi.plans.v1 import participation_pb2 as pb
from services.plans.app import service
from services.plans.domain.participation import Outcome, Stage, StepFacts
from services.plans.use_cases import participation
from tests.database import database_of
from tests.kept_away import Town, town_of
from tests.plans.desk import CASE, COORDINATING, SON, STATION, Desk
from tests.plans.test_participation import BEGINNING, WHOSE, plan_step, record, yes
from tsunagi.stack import Stack

pytestmark = [pytest.mark.privacy, pytest.mark.plan("P-061")]

CARRIER = Actor(frozenset({"AGENCY"}), STATION, "station-1", frozenset({"agency-worker"}))
COORDINATOR = Actor(frozenset({"AGENCY", "STAFF"}), COORDINATING, "staff-1", frozenset({"coordinator"}))
MANAGER = replace(COORDINATOR, person_id="staff-9", roles=frozenset({"decision-maker"}))
HERS, ITS = "家族のことを話した", "話した"
OF_COORDINATOR = {BEGINNING.reason_not_fitting, BEGINNING.goal, BEGINNING.wishes, *BEGINNING.condition_codes, HERS}


@dataclass(frozen=True)
class Carried:
    """The coordinator began it and wrote the first step; STATION, which carries it, wrote the second."""

    town: Town
    name: str

    def read(self, by: Actor) -> pb.Participation:
        read = self.town.ask("GetParticipation", pb.GetParticipationRequest(name=self.name), by)
        (listed,) = self.town.ask(
            "ListParticipations", pb.ListParticipationsRequest(include_ended=True), by
        ).participations
        assert read == listed
        assert isinstance(read, pb.Participation)
        return read

    def words(self, by: Actor) -> set[str]:
        read = self.read(by)
        said = {read.reason_not_fitting, read.goal, read.wishes, read.support_needs, *read.condition_codes}
        return (said | {step.text for step in read.steps}) - {""}


@pytest.fixture
def carried(postgres: Stack, tmp_path: Path) -> Iterator[Carried]:
    with database_of(postgres, "plans") as engine, town_of(postgres, tmp_path, service, engine, "takasago") as town:
        with engine.begin() as db:
            desk = Desk(db, now=datetime.now(UTC))
            key = participation.open_participation(
                db,
                desk.coordinator,
                case=WHOSE,
                person_id=SON,
                agency_id=STATION,
                beginning=BEGINNING,
                occurred_at=None,
                agreed=yes,
            ).participation_id
            facts = StepFacts(Stage.ASSESSED, HERS, None, False, None, False, "")
            assert facts.outcome == Outcome.CONTINUE
            first = plan_step(desk, key).id
            participation.record_step(db, desk.coordinator, step_id=first, facts=facts, occurred_at=None)
            record(desk, plan_step(desk, key).id, Stage.MATCHING)
        yield Carried(town, f"participations/{key}")


def test_whoever_carries_it_reads_of_the_coordinators_words_what_the_person_grants_and_its_own_ever(
    carried: Carried,
) -> None:
    assert carried.words(CARRIER) == {ITS}
    carried.town.granted(CASE, SON, STATION, "PARTICIPATION", "C1")
    assert carried.words(CARRIER) == {ITS, BEGINNING.support_needs}
    carried.town.granted(CASE, SON, STATION, "PARTICIPATION", "C1", "C4", "C5")
    assert carried.words(CARRIER) == {ITS, BEGINNING.support_needs, *OF_COORDINATOR}
    carried.town.withdrawn(CASE, SON, STATION)
    assert carried.words(CARRIER) == {ITS}
    stages = [step.stage for step in carried.read(CARRIER).steps]
    assert stages == [pb.Participation.STAGE_ASSESSED] * 2 + [pb.Participation.STAGE_MATCHING]


@pytest.mark.parametrize("by", [COORDINATOR, MANAGER])
def test_who_answers_for_the_case_reads_all_of_it_whoever_wrote_it_and_whatever_was_granted(
    carried: Carried, by: Actor
) -> None:
    assert carried.words(by) == {ITS, BEGINNING.support_needs, *OF_COORDINATOR}
