"""Erasure of what stands in no file: advice, and observations that outreach keeps."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit.calls import Call
from kit.errors import NotFound
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.erasure.v1 import erasure_pb2 as pb
from pb.tsunagi.outreach.v1.events_pb2 import ObservationRecorded
from services.intake.domain import erasure as rules
from services.intake.events import subscriptions
from services.intake.rpc import IntakeServicer
from services.intake.store.tables import incoming
from services.intake.use_cases import advice, erasure
from tests.intake.test_erasure import DUE, OFFICER, after_period, closed, due, erase, hold, request
from tests.intake.world import COORDINATOR, MONEY, MOTHER, World

QUESTION, ANSWER = "家賃を三か月滞納している家族がいる", "居住支援の窓口を案内する"


def observed(world: World, subject: str, at: datetime | None = None) -> str:
    """Outreach's event comes in, once more than once; answers what it is listed as."""
    recorded_at = (at or world.now).isoformat()
    event = ObservationRecorded(case_id=subject, observation_id=f"o-{uuid4().hex}", recorded_at=recorded_at)
    peers = Peers({}, None)  # type: ignore[arg-type]  # nobody is asked
    for _ in range(2):
        subscriptions[event.DESCRIPTOR.full_name](Delivery(world.ctx(), world.db, peers, event, "e-1", subject))
    return f"observations/{subject}"


def advised(world: World) -> str:
    advice_id = advice.ask(world.db, world.ctx(MONEY), QUESTION, "M-77")
    advice.answer(world.db, world.ctx(COORDINATOR), advice_id, ANSWER)
    return advice_id


def new() -> str:
    return f"o-{uuid4().hex}"


def test_advice_is_due_when_the_period_after_its_answer_is_over_and_nothing_of_it_is_left(world: World) -> None:
    advice_id = advised(world)
    subject = f"advices/{advice_id}"
    world.now = DUE - timedelta(seconds=1)
    assert due(world) == []
    with pytest.raises(rules.RetentionRuns):
        request(world, subject)
    after_period(world)
    assert due(world) == [(subject, [], "")]
    assert advice.read(world.db, world.ctx(MONEY), advice_id).question == QUESTION
    erase(world, subject)
    left = advice.read(world.db, world.ctx(MONEY), advice_id)
    assert (left.question, left.answer, left.sender_reference, left.state) == ("", "", "", "ANSWERED")
    of_advice = sa.select(incoming.c.sender_reference).where(incoming.c.case_id == advice_id)
    assert world.db.scalars(of_advice).all() == [""]
    assert due(world) == []


def test_advice_that_was_not_answered_is_not_over(world: World) -> None:
    advice_id = advice.ask(world.db, world.ctx(MONEY), QUESTION, "")
    assert due(after_period(world)) == []
    with pytest.raises(rules.FileStillOpen):
        request(world, f"advices/{advice_id}", "ENTERED_BY_MISTAKE")


def test_an_observation_that_ends_with_no_file_is_due_by_itself_and_outreach_is_told(world: World) -> None:
    subject = new()
    name = observed(world, subject)
    with pytest.raises(rules.RetentionRuns):
        request(world, name)
    assert due(after_period(world)) == [(name, [], "")]
    erasure_id = erase(world, name)
    (told,) = world.events("SubjectsErased")
    assert (told.erasure_id, list(told.subjects)) == (erasure_id, [subject])
    assert due(world) == []


def test_observations_that_share_a_key_end_with_the_last_of_them_whatever_comes_first(world: World) -> None:
    """Of a case that nobody knows: one key, so that one cannot be erased before the other's time."""
    subject, early = new(), world.now
    world.pass_time(hours=24 * 365)
    name = observed(world, subject)
    assert observed(world, subject, early) == name
    assert due(after_period(world)) == []
    with pytest.raises(rules.RetentionRuns):
        request(world, name)


@pytest.mark.parametrize("of", ["case", "person", "advice"])
def test_an_observation_under_the_key_of_something_here_ends_with_that_and_with_nothing_else(
    world: World, of: str
) -> None:
    """Whoever names another's id as a case cannot have it erased by way of the observation."""
    case_id = closed(world)
    subject = {"case": case_id, "person": world.people(case_id)[0], "advice": advised(world)}[of]
    name = observed(world, subject)
    after_period(world)
    assert name not in {one for one, _held, _asked in due(world)}
    with pytest.raises(NotFound):
        request(world, name)


def test_a_hold_stops_it_like_a_file(world: World) -> None:
    name = observed(world, new())
    after_period(world)
    hold_id = hold(world, name, "DISCLOSURE_REQUEST")
    assert due(world) == [(name, ["DISCLOSURE_REQUEST"], "")]
    with pytest.raises(rules.ErasureHeld):
        request(world, name)
    erasure.release(world.db, world.ctx(OFFICER), hold_id)
    assert request(world, name)


def test_another_city_neither_sees_nor_erases_it(world: World) -> None:
    name = observed(world, new())
    world.municipality_id = f"city-{uuid4().hex}"
    assert due(after_period(world)) == []
    with pytest.raises(NotFound):
        request(world, name, "GRANTED_REQUEST")


def test_pages_of_files_and_what_stands_in_none_follow_each_other_without_a_gap(world: World, silent: Peers) -> None:
    expected = [f"cases/{closed(world)}"]
    for _ in range(2):
        world.pass_time(hours=1)
        expected += [observed(world, new())]
        world.pass_time(hours=1)
        expected += [f"advices/{advised(world)}"]
    after_period(world)
    call, found, token = Call(world.ctx(OFFICER), world.db, silent), [], ""
    for _ in expected:
        page = IntakeServicer().list_due_erasures(pb.ListDueErasuresRequest(page_size=1, page_token=token), call)
        found += [one.subject for one in page.files]
        token = page.next_page_token
    assert (found, token) == (expected, "")


def test_what_nobody_wrote_down_cannot_be_erased(world: World) -> None:
    world.receive(MOTHER)
    for subject in ("observations/x", "advices/x", "observations/", "advices/"):
        with pytest.raises(NotFound):
            request(world, subject, "GRANTED_REQUEST")
