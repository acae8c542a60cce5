"""A household's case: one coordinator, its people, its end."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from kit.errors import InvalidArgument, NotFound, StaleEtag
from services.intake import domain
from services.intake.domain import AlreadyAnswered, CaseIsClosed, EmergencyRuns, NobodyNamed, Person, UnknownAgency
from services.intake.domain.cases import StillArriving
from services.intake.store import entries, reference
from services.intake.store import tables as t
from services.intake.use_cases import cases, consultations, people, reading
from services.intake.use_cases import entries as entering
from tests.intake.world import COORDINATING, COORDINATOR, MOTHER, REFERENCE, SON, TASKS, WELFARE, WINDOW, World, actor


def test_an_accepted_case_has_its_one_coordinator_and_knows_who_brought_it(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    case = world.case(case_id)
    assert (case.state, case.coordinator_agency_id, case.requesting_agency_id) == ("ACCEPTED", COORDINATING, WINDOW)
    (opened,) = world.events("CaseOpened")
    assert (opened.case_no, opened.urgency, list(opened.person_ids)) == (case.case_no, 1, world.people(case_id))
    assert world.open_items() == [("DECIDE_UNTANGLING", COORDINATING)]


@pytest.mark.plan("P-024")
def test_the_window_learns_that_its_household_was_accepted_and_when_the_case_ends(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    told = [(item.kind, item.code, item.sender_reference) for item in world.inbox(WINDOW)]
    assert told == [("FEEDBACK", "ACCEPTED", REFERENCE), ("FEEDBACK", "CASE_CLOSED", REFERENCE)]


@pytest.mark.plan("P-017")
@pytest.mark.parametrize("consulter", ["RELATIVE", "RESIDENT", "ANONYMOUS"])
def test_who_may_hear_no_more_than_that_the_worry_was_taken_in_does_not_hear_of_the_end(
    world: World, consulter: str
) -> None:
    case_id = world.open_case(MOTHER, consulter=consulter)
    world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    assert [(item.kind, item.code) for item in world.inbox(WINDOW)] == [("FEEDBACK", "RECEIVED")]


def test_a_case_keeps_the_version_of_the_catalogue_under_which_it_was_accepted(world: World) -> None:
    assert world.case(world.open_case(MOTHER)).reference_version == reference.load().version


@pytest.mark.parametrize("decision", ["LIAISON", "DIRECT"])
def test_untangling_is_decided_once_with_a_reason(world: World, decision: str) -> None:
    case_id = world.open_case(MOTHER)
    for wrong in (("", "理由"), (decision, " ")):
        with pytest.raises(InvalidArgument):
            cases.decide_untangling(world.db, world.ctx(), case_id, *wrong)
    cases.decide_untangling(world.db, world.ctx(), case_id, decision, "課題が絡み合っているため")
    assert [event.untangling for event in world.events("UntanglingDecided")] == [decision]
    assert world.open_items() == []
    with pytest.raises(AlreadyAnswered):
        cases.decide_untangling(world.db, world.ctx(), case_id, decision, "もう一度")


@pytest.mark.plan("P-051")
def test_a_case_of_somebody_unnamed_waits_until_whom_it_concerns_is_written_down(world: World) -> None:
    case_id = world.open_case(consulter="ANONYMOUS")
    with pytest.raises(NobodyNamed):
        cases.decide_untangling(world.db, world.ctx(), case_id, "DIRECT", "通報者は名乗らない")
    assert world.open_items() == [("DECIDE_UNTANGLING", COORDINATING)]
    unnamed = cases.add_person(world.db, world.ctx(), case_id, Person("", relation="子"), "")
    assert world.start_tracks(case_id) == [unnamed]


def test_everybody_who_lives_has_a_track(world: World) -> None:
    case_id = world.open_case(MOTHER, SON, replace(SON, birth_date="2020-01-01", relation="孫"))
    dead = world.people(case_id)[0]
    cases.record_death(world.db, world.ctx(), case_id, dead, world.now)
    assert world.start_tracks(case_id) == [one for one in world.people(case_id) if one != dead]


def test_who_is_found_before_the_tracks_begin_starts_with_them(world: World) -> None:
    case_id = world.open_case(MOTHER)
    added = cases.add_person(world.db, world.ctx(), case_id, SON, "")
    assert world.events("PersonAdded") == []
    assert added in world.start_tracks(case_id)


def test_who_is_found_later_is_announced_to_the_process(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    added = cases.add_person(world.db, world.ctx(), case_id, SON, str(world.case(case_id).revision))
    assert [event.person_id for event in world.events("PersonAdded")] == [added]
    with pytest.raises(StaleEtag):
        cases.add_person(world.db, world.ctx(), case_id, SON, "1")


def test_a_person_who_is_added_is_checked_like_one_at_the_window(world: World) -> None:
    case_id = world.open_case(MOTHER)
    with pytest.raises(InvalidArgument) as refusal:
        cases.add_person(world.db, world.ctx(), case_id, replace(SON, birth_date="不明", phone="なし"), "")
    assert {one.field for one in refusal.value.violations} == {"person.birth_date", "person.phone"}
    assert len(world.people(case_id)) == 1


@pytest.mark.parametrize(
    ("outcomes", "reason"),
    [
        (["DECEASED", "HANDED_TO_LEAD", "GOALS_MET"], "HANDED_TO_LEAD"),
        (["WATCH_ENDED", "GOALS_MET"], "GOALS_MET"),
        (["DECEASED", "WATCH_ENDED"], "CONSENT_WITHDRAWN_LOW_RISK"),
        (["DECEASED", "UNREACHABLE"], "UNREACHABLE"),
        (["DECEASED"], "DECEASED"),
        ([], "UNREACHABLE"),
    ],
)
def test_a_case_ends_with_the_reason_of_its_most_advanced_person(
    world: World, outcomes: list[str], reason: str
) -> None:
    case_id = world.open_case(MOTHER)
    world.run("close-case", caseId=case_id, trackOutcomes=outcomes)
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", reason)
    assert [event.closure_reason for event in world.events("CaseClosed")] == [reason]


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("last", ["ADDED", "FIRST"])
def test_a_case_ends_with_the_last_track_also_of_who_came_later(world: World, last: str) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    added = cases.add_person(world.db, world.ctx(), case_id, SON, "")
    world.relay()

    def end_of_added() -> None:
        world.run("end-added-track", caseId=case_id, personId=added, trackOutcome="HANDED_TO_LEAD")

    def end_of_first() -> None:
        world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])

    ends = [end_of_added, end_of_first] if last == "FIRST" else [end_of_first, end_of_added]
    ends[0]()
    assert world.case(case_id).state != "CLOSED"
    ends[1]()
    reason = "GOALS_MET" if last == "FIRST" else "HANDED_TO_LEAD"
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", reason)


@pytest.mark.plan("P-015")
def test_whose_death_was_none_keeps_the_case_open_until_the_new_track_ends(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother = world.start_tracks(case_id)[0]
    cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    entering.correct_death(world.db, world.ctx(), case_id, mother, "人違い")
    world.relay()
    world.run("close-case", caseId=case_id, trackOutcomes=["DECEASED", "GOALS_MET"])
    assert world.case(case_id).state != "CLOSED"
    world.run("end-added-track", caseId=case_id, personId=mother, trackOutcome="HANDED_TO_LEAD")
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", "HANDED_TO_LEAD")


@pytest.mark.plan("P-015")
def test_a_person_whose_death_was_none_twice_has_two_tracks_and_each_ends_by_itself(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother = world.start_tracks(case_id)[0]
    for _ in range(2):
        cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
        entering.correct_death(world.db, world.ctx(), case_id, mother, "人違い")
    begun = world.events("PersonAdded")
    assert {event.person_id for event in begun} == {mother}
    assert len({event.track_id for event in begun}) == 2
    assert "trackId" in TASKS["intake.end-added-track"].key, "the second end is no repeat of the first"


@pytest.mark.plan("P-015")
def test_a_case_does_not_end_before_what_was_told_meanwhile_is_looked_at(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    people.raise_emergency(world.db, world.ctx(), case_id, "食事も水もない")
    emergency = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    told = world.joining(case_id)
    world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)
    world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    assert world.case(case_id).state != "CLOSED"
    assert {kind for kind, _agency in world.open_items()} >= {"RESOLVE_EMERGENCY", "REVIEW_JOINED_CONSULTATION"}
    people.resolve_emergency(world.db, world.ctx(), emergency, "NONE", "安全を確かめた")
    world.run("close-if-over", caseId=case_id, endedId=emergency)
    assert world.case(case_id).state != "CLOSED"
    consultations.joined_reviewed(world.db, world.ctx(), told)
    world.run("close-if-over", caseId=case_id, endedId=told)
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", "GOALS_MET")


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("tracks", ["BEFORE", "AFTER"])
def test_a_case_does_not_end_before_the_meeting_about_its_emergency_is_over(world: World, tracks: str) -> None:
    """The tracks are over before the emergency was seen to, or while its meeting is under way."""
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    emergency = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    if tracks == "BEFORE":
        world.run("close-case", caseId=case_id, trackOutcomes=["WATCH_ENDED"])
    people.resolve_emergency(world.db, world.ctx(), emergency, "MEETING", "救急搬送した")
    if tracks == "AFTER":
        world.run("close-case", caseId=case_id, trackOutcomes=["WATCH_ENDED"])
    world.run("close-if-over", caseId=case_id, endedId="01OTHER")
    assert (world.case(case_id).state, world.events("CaseClosed")) == ("IN_TRACKS", [])
    world.run("close-emergency", emergencyId=emergency)
    world.run("close-if-over", caseId=case_id, endedId=emergency)
    assert [event.closure_reason for event in world.events("CaseClosed")] == ["CONSENT_WITHDRAWN_LOW_RISK"]


def test_what_joined_a_case_and_was_read_before_the_process_asked_is_nobodys_work(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    told = world.joining(case_id)
    consultations.joined_reviewed(world.db, world.ctx(), told)
    assert world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)["joinedWorkItemId"] == ""
    assert "REVIEW_JOINED_CONSULTATION" not in {kind for kind, _agency in world.open_items()}


def test_who_is_new_in_what_was_told_meanwhile_keeps_the_case_open(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    told = world.joining(case_id)
    world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)
    world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    son = cases.add_person(world.db, world.ctx(), case_id, SON, "")
    world.relay()
    consultations.joined_reviewed(world.db, world.ctx(), told)
    world.run("close-if-over", caseId=case_id, endedId=told)
    assert world.case(case_id).state != "CLOSED"
    world.run("end-added-track", caseId=case_id, personId=son, trackOutcome="HANDED_TO_LEAD")
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", "HANDED_TO_LEAD")


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("last", ["FIRST", "ADDED"])
def test_the_process_of_a_case_does_not_end_while_who_was_added_is_on_their_way_to_it(world: World, last: str) -> None:
    """They would have no track, and the case would stay open for ever."""
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    if last == "ADDED":
        first_added = cases.add_person(world.db, world.ctx(), case_id, replace(SON, birth_date="1973-01-01"), "")
        world.relay()
        world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    son = cases.add_person(world.db, world.ctx(), case_id, SON, "")

    def closes() -> None:
        if last == "ADDED":
            world.run("end-added-track", caseId=case_id, personId=first_added, trackOutcome="GOALS_MET")
        else:
            world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])

    with pytest.raises(StillArriving):
        closes()
    world.relay()
    closes()
    assert world.case(case_id).state == "IN_TRACKS"
    world.run("end-added-track", caseId=case_id, personId=son, trackOutcome="HANDED_TO_LEAD")
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", "HANDED_TO_LEAD")


def test_an_emergency_of_a_case_whose_tracks_run_ends_nothing(world: World) -> None:
    case_id = world.open_case(MOTHER)
    emergency = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    people.resolve_emergency(world.db, world.ctx(), emergency, "NONE", "安全を確かめた")
    for one in (case_id, "case-not-accepted-yet"):
        world.run("close-if-over", caseId=one, endedId=emergency)
    assert world.case(case_id).state == "ACCEPTED"


def test_the_process_of_a_case_does_not_end_while_what_was_told_is_on_its_way_to_it(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    told = world.receive(SON)
    world.screen(told, open_case=case_id)

    def closes() -> None:
        world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])

    with pytest.raises(StillArriving):
        closes()
    world.run("apply-route", caseId=world.consultation(told).case_id, consultationId=told, route="JOIN", urgency=0)
    with pytest.raises(StillArriving):
        closes()
    world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)
    people.raise_emergency(world.db, world.ctx(), case_id, "食事も水もない")
    with pytest.raises(StillArriving):
        closes()
    world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")
    closes()
    assert (world.case(case_id).state, world.events("CaseClosed")) == ("IN_TRACKS", [])


def test_the_end_of_a_case_leaves_nothing_open_and_happens_once(world: World) -> None:
    case_id = world.open_case(MOTHER)
    handoff_id = world.offered_role(case_id, WINDOW, *world.people(case_id))
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert world.open_items() == []
    assert [event.closure_reason for event in world.events("CaseClosed")] == ["MOVED_OUT"]


def test_the_end_is_ordered_and_left_to_the_process(world: World) -> None:
    case_id = world.open_case(MOTHER)
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    assert [event.closure_reason for event in world.events("CaseEndOrdered")] == ["MOVED_OUT"]
    assert world.case(case_id).state == "ACCEPTED"


def test_an_end_needs_its_reason(world: World) -> None:
    case_id = world.open_case(MOTHER)
    with pytest.raises(InvalidArgument) as refusal:
        cases.order_end(world.db, world.ctx(), case_id, "", world.now)
    assert [one.field for one in refusal.value.violations] == ["reason"]
    assert world.events("CaseEndOrdered") == []


@pytest.mark.parametrize(
    ("reason", "field"), [("HANDED_TO_SCHEME", "scheme_agency_id"), ("OUT_OF_SCOPE_LATER", "explanation")]
)
def test_nobody_is_sent_away_without_saying_who_takes_over_or_why(world: World, reason: str, field: str) -> None:
    case_id = world.open_case(MOTHER)
    with pytest.raises(InvalidArgument) as refusal:
        cases.order_end(world.db, world.ctx(), case_id, reason, world.now)
    assert [one.field for one in refusal.value.violations] == [field]
    with pytest.raises(UnknownAgency):
        cases.order_end(world.db, world.ctx(), case_id, "HANDED_TO_SCHEME", world.now, scheme="W-99")
    cases.order_end(world.db, world.ctx(), case_id, reason, world.now, scheme=WELFARE, why="年金の相談と分かった")
    assert [event.closure_reason for event in world.events("CaseEndOrdered")] == [reason]
    (entry,) = entries.of_case(world.db, world.ctx(), case_id)
    assert (entry.kind, entry.content, entry.reason) == (reason, {"scheme_agency_id": WELFARE}, "年金の相談と分かった")


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("follow_up", ["NONE", "MEETING"])
@pytest.mark.parametrize("reason", ["MOVED_OUT", "HANDED_TO_SCHEME", "OUT_OF_SCOPE_LATER"])
def test_a_case_in_which_somebody_is_in_danger_does_not_end_before_the_emergency_is_over(
    world: World, reason: str, follow_up: str
) -> None:
    """Not by a move either: whoever holds the emergency writes down what was done, and who knows of it there."""
    case_id = world.open_case(MOTHER)
    emergency_id = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    with pytest.raises(EmergencyRuns):
        cases.order_end(world.db, world.ctx(), case_id, reason, world.now, scheme=WELFARE, why="対象外")
    people.resolve_emergency(world.db, world.ctx(), emergency_id, follow_up, "保護した")
    if follow_up == "MEETING":
        with pytest.raises(EmergencyRuns):
            cases.order_end(world.db, world.ctx(), case_id, reason, world.now, scheme=WELFARE, why="対象外")
        world.run("close-emergency", emergencyId=emergency_id)
    cases.order_end(world.db, world.ctx(), case_id, reason, world.now, scheme=WELFARE, why="対象外")
    assert len(world.events("CaseEndOrdered")) == 1


def test_the_end_of_a_case_ends_what_waited_at_intake(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.start_tracks(case_id)
    world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")
    world.run("start-watch", caseId=case_id, personId=son, watchNo=1)
    people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    tables = (t.emergencies, t.watch_reviews, t.suspensions)
    states = [world.db.scalars(sa.select(table.c.state).where(table.c.case_id == case_id)).all() for table in tables]
    assert states == [["ENDED"]] * 3


def test_a_death_ends_the_persons_suspension(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, _son = world.start_tracks(case_id)
    suspension = people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    world.run("suspend-person", caseId=case_id, personId=mother, suspensionId=suspension)
    cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    assert world.open_items() == []
    with pytest.raises(AlreadyAnswered):
        people.resume(world.db, world.ctx(), suspension, "RESUME")


def test_a_death_ends_one_persons_part_and_the_last_one_the_case(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    first, last = world.start_tracks(case_id)
    cases.record_death(world.db, world.ctx(), case_id, first, world.now)
    assert [event.person_id for event in world.events("PersonDeceased")] == [first]
    with pytest.raises(NotFound):
        cases.record_death(world.db, world.ctx(), case_id, first, world.now)
    assert world.events("CaseEndOrdered") == []
    cases.record_death(world.db, world.ctx(), case_id, last, world.now)
    assert [event.closure_reason for event in world.events("CaseEndOrdered")] == ["DECEASED"]


def test_no_case_ends_as_merged_without_the_case_that_goes_on(world: World) -> None:
    case_id = world.open_case(MOTHER)
    with pytest.raises(InvalidArgument) as refusal:
        cases.order_end(world.db, world.ctx(), case_id, "MERGED", world.now)
    assert [(one.field, one.code) for one in refusal.value.violations] == [("reason", "NOT_ALLOWED")]
    assert world.events("CaseEndOrdered") == []


def test_a_closed_case_stays_closed(world: World) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    with pytest.raises(CaseIsClosed):
        cases.add_person(world.db, world.ctx(), case_id, SON, "")
    with pytest.raises(CaseIsClosed):
        cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    with pytest.raises(CaseIsClosed):
        cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)


def test_only_the_coordinator_of_the_city_sees_a_case(world: World) -> None:
    case_id = world.open_case(MOTHER)
    found = reading.case(world.db, world.ctx(), case_id)
    assert [one.name for one in found.persons] == [MOTHER.name]
    elsewhere = World(world.db)
    strangers = [world.ctx(WINDOW), world.ctx(actor(WINDOW, "coordinator")), world.ctx(COORDINATING), elsewhere.ctx()]
    for ctx in strangers:
        with pytest.raises(NotFound):
            reading.case(world.db, ctx, case_id)
        with pytest.raises(NotFound):
            cases.order_end(world.db, ctx, case_id, "MOVED_OUT", world.now)
        with pytest.raises(NotFound):
            cases.decide_untangling(world.db, ctx, case_id, "DIRECT", "理由")
        assert reading.case_page(world.db, ctx, "", "", 0) == ([], "")


def test_cases_are_listed_newest_first_page_by_page(world: World) -> None:
    opened = []
    for _ in range(3):
        opened.append(world.open_case(MOTHER))
        world.pass_time(hours=1)
    first, token = reading.case_page(world.db, world.ctx(), "", "", 2)
    rest, end = reading.case_page(world.db, world.ctx(), "", token, 2)
    assert [one.row.id for one in (*first, *rest)] == opened[::-1]
    assert end == ""
    by_number, _ = reading.case_page(world.db, world.ctx(COORDINATOR), world.case(opened[1]).case_no, "", 0)
    assert [one.row.id for one in by_number] == [opened[1]]


def test_other_services_learn_whose_case_it_is_before_it_is_accepted(world: World) -> None:
    consultation_id = world.register(MOTHER)
    row = world.consultation(consultation_id)
    found = reading.case_reference(world.db, world.ctx(), row.case_id)
    assert found == (row.case_no, COORDINATING, WINDOW, row.person_ids, [], False, [], [], [])
    with pytest.raises(NotFound):
        reading.case_reference(world.db, world.ctx(), "01ABSENT")
    with pytest.raises(NotFound):
        reading.case_reference(world.db, World(world.db).ctx(), row.case_id)


def test_the_fiscal_year_begins_in_april() -> None:
    assert domain.fiscal_year_prefix(date(2026, 4, 1)) == "R8"
    assert domain.fiscal_year_prefix(date(2027, 3, 31)) == "R8"
