"""Erasure: what is due, what stops it, two officers, and that nothing can be read afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message

from kit import disclosure
from kit.calls import Call, audiences, snake
from kit.context import Actor
from kit.errors import DomainError, InvalidArgument, NotFound
from kit.peers import Peers
from kit.sealing import SubjectErased
from pb.tsunagi.erasure.v1 import erasure_pb2 as pb
from services.intake.app import service
from services.intake.domain import erasure as rules
from services.intake.domain.contacts import Words
from services.intake.domain.reference import read
from services.intake.rpc import IntakeServicer
from services.intake.store import cases as store
from services.intake.store import city_tables, overview, reference, rows, tables
from services.intake.store.reference import load
from services.intake.use_cases import consultations, contacts, erasure, glasses, handoff_reading, merging, people
from tests.intake.test_two_worlds import DUTY, READERS, READS
from tests.intake.world import COORDINATING, MONEY, MOTHER, PRIVATE, SON, WINDOW, World, actor
from tests.reading import requests

OFFICER = replace(actor(COORDINATING, rules.OFFICER), person_id="records-1")
SECOND = replace(OFFICER, person_id="records-2")
PERIOD = "RETENTION_OVER"
DUE = datetime(2032, 3, 31, 15, 0, tzinfo=UTC)
"""Midnight of 1 April 2032 in Japan: five years, counted from the April after a file of fiscal 2026 ended."""
WORDS = ("緊急の事情", "課題の言葉", "連絡の言葉", "明らかな理由")
SECRET = [word for word in (*PRIVATE, *WORDS) if len(word) > 3]


def closed(world: World, *persons: object) -> str:
    """A case that ended today with words in every corner; answers its id."""
    consultation_id = world.receive(*(persons or (MOTHER, SON)), urgency_facts=("ABUSE_OR_DV",))  # type: ignore[arg-type]
    row = world.consultation(consultation_id)
    issue = dict.fromkeys(("measure", "service_id", "wish"), "") | {"concern": "DEBT", "text": "課題の言葉"}
    person_id = row.person_ids[0] if row.person_ids else ""
    handoff_reading.sort_out_issues(world.db, world.ctx(WINDOW), consultation_id, [{**issue, "person_id": person_id}])
    world.screen(consultation_id, override_reason="明らかな理由")
    world.run("apply-route", caseId=row.case_id, consultationId=consultation_id, route="ACCEPT", urgency=1)
    world.run("open-case", caseId=row.case_id, consultationId=consultation_id)
    people.raise_emergency(world.db, world.ctx(), row.case_id, "緊急の事情")
    words = Words(topic="SITUATION", channel="PHONE", text="連絡の言葉", reply="連絡の言葉", emergency_id="")
    contacts.make(world.db, world.ctx(), row.case_id, MONEY, words, world.now)
    world.start_tracks(row.case_id)
    emergency = str(world.run("open-emergency", caseId=row.case_id, caseNo=row.case_no)["emergencyId"])
    people.resolve_emergency(world.db, world.ctx(), emergency, "NONE", "緊急の事情")
    world.run("close-case", caseId=row.case_id, trackOutcomes=["GOALS_MET"])
    return str(row.case_id)


def request(world: World, subject: str, reason: str = PERIOD, by: Actor = OFFICER) -> str:
    return erasure.request(world.db, world.ctx(by), subject, reason)


def review(world: World, erasure_id: str, verdict: str = "CONFIRMED", by: Actor = SECOND) -> None:
    erasure.review(world.db, world.ctx(by), erasure_id, verdict)


def hold(world: World, subject: str, reason: str = "LITIGATION") -> str:
    return erasure.hold(world.db, world.ctx(OFFICER), subject, reason)


def erase(world: World, subject: str, reason: str = PERIOD) -> str:
    erasure_id = request(world, subject, reason)
    review(world, erasure_id)
    return erasure_id


def due(world: World) -> list[tuple[str, list[str], str]]:
    found = erasure.due(world.db, world.ctx(OFFICER), None, 50)
    return [(row.subject.removeprefix("cases/"), held, asked) for row, held, asked in found]


def after_period(world: World) -> World:
    world.now = DUE
    return world


def test_a_closed_file_is_due_when_the_period_counted_from_the_next_april_is_over(world: World) -> None:
    case_id = closed(world)
    world.now = DUE - timedelta(seconds=1)
    assert due(world) == []
    with pytest.raises(rules.RetentionRuns):
        request(world, f"cases/{case_id}")
    assert due(after_period(world)) == [(case_id, [], "")]


def test_a_consultation_without_a_case_is_due_as_well_and_what_is_open_is_not(world: World) -> None:
    over, running = world.receive(MOTHER), world.receive(SON)
    world.screen(over, information_suffices=True)
    case_id = world.consultation(over).case_id
    world.run("apply-route", caseId=case_id, consultationId=over, route="INFO", urgency=0)
    open_case = world.open_case(SON)
    assert [row[0] for row in due(after_period(world))] == [case_id]
    for still_open in (open_case, world.consultation(running).case_id):
        with pytest.raises(rules.FileStillOpen):
            request(world, f"cases/{still_open}", "GRANTED_REQUEST")


def test_pages_of_what_is_due_follow_each_other_without_a_gap(world: World) -> None:
    expected = []
    for _ in range(3):
        expected.append(closed(world))
        world.pass_time(hours=1)
    after_period(world)
    ((first, _held, _asked),) = erasure.due(world.db, world.ctx(OFFICER), None, 1)
    rest = erasure.due(world.db, world.ctx(OFFICER), (first.ended, first.subject), 50)
    assert [first.subject, *(found[0].subject for found in rest)] == [f"cases/{one}" for one in expected]


def test_the_period_is_the_citys_own(world: World) -> None:
    assert reference.of(world.db, world.ctx()).retention_years == 5
    document = {**load().document, "retention_years": 10}
    assert read(document).retention_years == 10
    for wrong in (0, -1, "5", None):
        with pytest.raises(ValueError, match="retention_years"):
            read({**document, "retention_years": wrong})
    assert rules.kept_from(date(2032, 4, 1), 5).isoformat() == "2027-04-01"
    assert rules.kept_from(date(2032, 3, 31), 5).isoformat() == "2026-04-01"
    assert rules.kept_from(date(2030, 4, 1), 3).isoformat() == "2027-04-01"


def test_only_a_records_officer_reaches_any_of_it(world: World) -> None:
    case_id, ctx = closed(world), world.ctx()
    for step in (
        lambda: erasure.due(world.db, ctx, None, 50),
        lambda: erasure.request(world.db, ctx, f"cases/{case_id}", PERIOD),
        lambda: erasure.review(world.db, ctx, "x", "CONFIRMED"),
        lambda: erasure.hold(world.db, ctx, f"cases/{case_id}", "AUDIT"),
        lambda: erasure.release(world.db, ctx, "x"),
        lambda: erasure.steps(world.db, ctx, "", None, 50),
    ):
        with pytest.raises(rules.NotARecordsOfficer):
            step()


def test_it_takes_two_people(world: World) -> None:
    case_id = closed(world)
    after_period(world)
    erasure_id = request(world, f"cases/{case_id}")
    assert request(world, f"cases/{case_id}", by=SECOND) == erasure_id
    assert due(world) == [(case_id, [], erasure_id)]
    with pytest.raises(rules.SecondOfficerNeeded):
        review(world, erasure_id, by=OFFICER)
    assert world.consultation_of(case_id).narrative
    review(world, erasure_id)
    assert world.consultation_of(case_id).narrative == ""
    with pytest.raises(rules.ErasureNotWaiting):
        review(world, erasure_id)
    with pytest.raises(rules.AlreadyErased):
        request(world, f"cases/{case_id}")
    with pytest.raises(rules.AlreadyErased):
        hold(world, f"cases/{case_id}")
    assert due(world) == []


def test_what_was_rejected_is_not_erased_and_may_be_asked_again(world: World) -> None:
    case_id = closed(world)
    after_period(world)
    first = request(world, f"cases/{case_id}")
    review(world, first, "REJECTED", by=OFFICER)
    with pytest.raises(rules.ErasureNotWaiting):
        review(world, first)
    assert world.consultation_of(case_id).narrative
    assert erase(world, f"cases/{case_id}") != first


@pytest.mark.parametrize("reason", ["DISCLOSURE_REQUEST", "LITIGATION", "AUDIT", "RECONSULTATION"])
@pytest.mark.parametrize("of", ["case", "person"])
def test_a_hold_stops_it_before_and_after_the_request_until_it_is_released(world: World, reason: str, of: str) -> None:
    case_id = closed(world)
    held = f"cases/{case_id}" if of == "case" else f"persons/{world.people(case_id)[0]}"
    after_period(world)
    first = hold(world, held, reason)
    with pytest.raises(rules.ErasureHeld):
        request(world, f"cases/{case_id}")
    erasure.release(world.db, world.ctx(SECOND), first)
    erasure_id = request(world, f"cases/{case_id}")
    second = hold(world, held, reason)
    assert due(world) == [(case_id, [reason], erasure_id)]
    with pytest.raises(rules.ErasureHeld):
        review(world, erasure_id)
    assert world.consultation_of(case_id).narrative
    erasure.release(world.db, world.ctx(OFFICER), second)
    with pytest.raises(rules.HoldReleased):
        erasure.release(world.db, world.ctx(OFFICER), second)
    review(world, erasure_id)


def test_an_open_reconsultation_stops_it_by_itself(world: World) -> None:
    case_id = closed(world)
    again = world.receive(MOTHER)
    world.screen(again, predecessor_case=case_id)
    after_period(world)
    assert due(world) == [(case_id, ["RECONSULTATION"], "")]
    with pytest.raises(rules.ErasureHeld):
        request(world, f"cases/{case_id}")
    world.run("apply-route", caseId=world.consultation(again).case_id, consultationId=again, route="INFO", urgency=0)
    assert erase(world, f"cases/{case_id}")


def test_what_does_not_exist_or_has_no_reason_is_refused(world: World) -> None:
    case_id = closed(world)
    for subject in ("cases/x", "persons/x", "handoffs/x", "", case_id):
        with pytest.raises(NotFound):
            request(world, subject)
        with pytest.raises(NotFound):
            hold(world, subject)
    with pytest.raises(InvalidArgument):
        request(world, f"cases/{case_id}", "")
    hold_id = hold(world, f"cases/{case_id}")
    for unknown in ("x", hold_id):
        with pytest.raises(NotFound):
            review(world, unknown)
    with pytest.raises(NotFound):
        erasure.release(world.db, world.ctx(OFFICER), "x")
    with pytest.raises(InvalidArgument):
        review(world, hold_id, "")


servicer = IntakeServicer()


def shown(world: World, ids: list[str], peers: Peers) -> Iterator[tuple[str, str]]:
    """(rpc, secret) of every secret that any reader gets by any rpc."""
    for reader in READERS:
        for method in READS:
            if not reader.audiences & audiences(method):
                continue
            for one in requests(method, ids):
                call = Call(replace(world.ctx(reader), purpose="EMERGENCY"), world.db, peers)
                text = _answer(method.name, one, call)
                yield from ((method.name, word) for word in SECRET if word in text)


def _answer(name: str, one: Message, call: Call) -> str:
    try:
        answer: Message = getattr(servicer, snake(name))(one, call)
        disclosure.reduce(call.db, [answer], call.abouts, call.ctx, call.peers, service.disclosure_check)
    except DomainError as refusal:
        return refusal.code
    return answer.SerializeToString().decode(errors="replace")


def names(world: World, case_id: str) -> list[str]:
    """Whatever belongs to the file, by its resource name."""
    found = [case_id, f"cases/{case_id}", *world.people(case_id)]
    kept = {"consultations": tables.consultations, "handoffs": tables.handoffs, "glasses": tables.glasses}
    for prefix, table in kept.items():
        of_case = sa.select(table.c.id).where(table.c.case_id == case_id)
        found += [f"{prefix}/{row_id}" for row_id in world.db.scalars(of_case)]
    return found


def test_after_it_nothing_can_be_read_through_any_rpc(world: World, answering: Peers) -> None:
    case_id = closed(world)
    glasses.open_(world.db, replace(world.ctx(DUTY), purpose="EMERGENCY"), case_id, "LIFE_THREAT")
    ids = names(world, case_id)
    before = {name for name, _word in shown(world, ids, answering)}
    assert {"GetConsultation", "GetEmergencyView", "ListContacts", "ListIssues"} <= before
    erase(world, f"cases/{case_id}", "GRANTED_REQUEST")
    assert list(shown(world, ids, answering)) == []


def test_after_it_nobody_is_found_by_what_was_told_and_nothing_more_is_written(world: World) -> None:
    case_id, again = closed(world), world.receive(MOTHER)
    assert overview.matches(world.db, world.ctx(), world.consultation(again))
    erase(world, f"cases/{case_id}", "GRANTED_REQUEST")
    assert overview.matches(world.db, world.ctx(), world.consultation(again)) == []
    row = world.consultation_of(case_id)
    assert (row.household_keys, row.concerns, row.area, row.days_to_eviction) == ([], [], "", None)
    with pytest.raises(SubjectErased):
        rows.change(world.db, world.ctx(), tables.consultations, row.id, about=case_id, narrative="あとから")
    assert world.consultation(again).narrative


def test_everybody_is_told_ids_and_nothing_else(world: World) -> None:
    case_id = closed(world)
    erasure_id = erase(world, f"cases/{case_id}", "GRANTED_REQUEST")
    (told,) = world.events("SubjectsErased")
    assert (told.erasure_id, told.municipality_id) == (erasure_id, world.municipality_id)
    assert set(told.subjects) == {case_id, *world.people(case_id)}


def test_what_went_into_the_file_goes_with_it_by_whichever_name_it_is_asked(world: World) -> None:
    joined, into = world.open_case(MOTHER), world.open_case(SON)
    consultation_id = world.receive(SON)
    merging.merge(world.db, world.ctx(), joined, into, {}, "同じ世帯だった", "")
    world.screen(consultation_id, open_case=into)
    row = world.consultation(consultation_id)
    world.run("apply-route", caseId=row.case_id, consultationId=consultation_id, route="JOIN", urgency=1)
    for told in (world.consultation_of(joined), row):
        world.run("review-joined-consultation", caseId=into, joinedConsultationId=told.id)
        consultations.joined_reviewed(world.db, world.ctx(), told.id)
    for case_id in (joined, into):
        world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    after_period(world)
    assert [found[0] for found in due(world)] == [into]
    erasure_id = request(world, f"cases/{into}")
    assert request(world, f"cases/{joined}") == erasure_id
    hold_id = hold(world, f"cases/{row.case_id}", "AUDIT")
    assert due(world) == [(into, ["AUDIT"], erasure_id)]
    erasure.release(world.db, world.ctx(OFFICER), hold_id)
    review(world, erasure_id)
    files = (joined, into, row.case_id)
    assert [world.consultation_of(one).narrative for one in files] == ["", "", ""]
    everybody = [person for one in files for person in store.household(world.db, world.ctx(), one)]
    assert {person.name for person in everybody} == {""}


def test_one_person_is_erased_in_every_file_and_the_others_stay(world: World) -> None:
    case_id = closed(world)
    files, person_id = [case_id], world.people(case_id)[0]
    for last in ("first again", "and once more"):
        again = world.new(replace(MOTHER, same_as=world.people(files[-1])[0]), narrative=last)
        consultation_id = consultations.take_in(world.db, world.ctx(), again, WINDOW).id
        files.append(world.consultation(consultation_id).case_id)
        with pytest.raises(rules.FileStillOpen):
            request(world, f"persons/{person_id}", "GRANTED_REQUEST")
        world.run("apply-route", caseId=files[-1], consultationId=consultation_id, route="INFO", urgency=0)
    erase(world, f"persons/{person_id}", "GRANTED_REQUEST")
    told = {one.name for file in files for one in store.household(world.db, world.ctx(), file)}
    assert told == {"", SON.name}
    mother = rows.get(world.db, world.ctx(), tables.persons, person_id)
    assert (mother.address, mother.birth_date, mother.match_key, mother.concerns) == ("", "", "", "")
    assert world.consultation_of(case_id).narrative
    assert len(due(after_period(world))) == len(files)


def test_every_step_is_on_record_and_can_be_neither_changed_nor_deleted(world: World) -> None:
    case_id = closed(world)
    held = hold(world, f"cases/{case_id}", "AUDIT")
    erasure.release(world.db, world.ctx(SECOND), held)
    erasure_id = erase(world, f"cases/{case_id}", "ENTERED_BY_MISTAKE")
    told = erasure.steps(world.db, world.ctx(OFFICER), f"cases/{case_id}", None, 50)
    assert [(row.step, row.step_of, row.reason, row.made_by) for row in told] == [
        ("HOLD_PUT", held, "AUDIT", "records-1"),
        ("HOLD_RELEASED", held, "AUDIT", "records-2"),
        ("REQUESTED", erasure_id, "ENTERED_BY_MISTAKE", "records-1"),
        ("CONFIRMED", erasure_id, "ENTERED_BY_MISTAKE", "records-2"),
    ]
    for statement in ("DELETE FROM {}", "UPDATE {} SET made_by = 'x'", "TRUNCATE {}"):
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), world.db.begin_nested():
            world.db.execute(sa.text(statement.format(city_tables.erasure_steps.name)))


def test_the_rpcs_say_where_an_erasure_and_a_hold_stand(world: World, silent: Peers) -> None:
    subject = f"cases/{closed(world)}"
    after_period(world)
    first, second = (Call(world.ctx(by), world.db, silent) for by in (OFFICER, SECOND))
    held = servicer.put_hold(pb.PutHoldRequest(subject=subject, reason=pb.PutHoldRequest.REASON_AUDIT), first)
    (listed,) = servicer.list_due_erasures(pb.ListDueErasuresRequest(), first).files
    assert (held.active, listed.subject, list(listed.holds)) == (True, subject, ["AUDIT"])
    assert not servicer.release_hold(pb.ReleaseHoldRequest(hold_id=held.hold_id), first).active
    reason = pb.RequestErasureRequest.REASON_RETENTION_OVER
    asked = servicer.request_erasure(pb.RequestErasureRequest(subject=subject, reason=reason), first)
    verdict = pb.ReviewErasureRequest.VERDICT_CONFIRMED
    done = servicer.review_erasure(pb.ReviewErasureRequest(erasure_id=asked.erasure_id, verdict=verdict), second)
    states = pb.Erasure
    assert (asked.state, done.state) == (states.STATE_REQUESTED, states.STATE_CONFIRMED)
    page = servicer.list_erasure_steps(pb.ListErasureStepsRequest(page_size=3), first)
    rest = servicer.list_erasure_steps(pb.ListErasureStepsRequest(page_token=page.next_page_token), first)
    assert [one.step for one in (*page.steps, *rest.steps)] == ["HOLD_PUT", "HOLD_RELEASED", "REQUESTED", "CONFIRMED"]
    assert servicer.list_due_erasures(pb.ListDueErasuresRequest(), first) == pb.ListDueErasuresResponse()
