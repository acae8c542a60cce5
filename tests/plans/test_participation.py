"""Participation support: at the person's pace, a trial first, and a host learns nothing before the person's yes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kit import facts
from kit.errors import InvalidArgument, NotFound
from pb.tsunagi.intake.v1 import events_pb2 as intake
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.plans.domain import participation as rules
from services.plans.domain.community import Host, HostNamedByOthers, Resource, ResourceState
from services.plans.domain.participation import Beginning, Mark, Source, Stage, StepFacts
from services.plans.store import participation as store
from services.plans.use_cases import community, participation, participation_worklist
from services.plans.use_cases.participation import Whose
from tests.plans.desk import CARE, CASE, CASE_NO, COORDINATING, MOTHER, SON, STATION, Desk
from tests.plans.test_handoffs_heard import hear

WHOSE = Whose(CASE, CASE_NO, COORDINATING)
BEGINNING = Beginning(
    "介護でも就労支援でもない", "週に一度人と話す", "静かな所がいい", ("QUIET",), ("STAIRS",), "静かな席", 0, None
)
GARDEN = Resource(
    kind="PLACE",
    name="畑の会",
    area="NORTH",
    place="あけぼの畑",
    open_times="火 10時から",
    needs=("QUIET", "GARDEN"),
    welcomes=(),
    hosts=(Host("畑の会", ""),),
    coordinating_agency_id=STATION,
    programme_id="",
    capacity=1,
    resident_led=True,
    state=ResourceState.ACTIVE,
    checked_on=date(2026, 4, 1),
    receiving_agency_id="W-40",
)


def yes(_case: str, _person: str, _agency: str) -> bool:
    return True


def begin(desk: Desk, beginning: Beginning = BEGINNING, *, agreed: bool = True) -> str:
    opened = participation.open_participation(
        desk.db,
        desk.agency(STATION),
        case=WHOSE,
        person_id=SON,
        agency_id=STATION,
        beginning=beginning,
        occurred_at=None,
        agreed=lambda *_: agreed,
    )
    return opened.participation_id


def plan_step(desk: Desk, key: str) -> participation.Planned:
    return participation.plan_step(desk.db, desk.process, desk.job(), participation_id=key, default=desk.due(28))


def record(desk: Desk, step: str, stage: Stage, **changes: object) -> None:
    said = replace(StepFacts(stage, "話した", None, False, None, False, ""), **changes)  # type: ignore[arg-type]
    participation.record_step(desk.db, desk.agency(STATION), step_id=step, facts=said, occurred_at=None)


def host(desk: Desk, **changes: object) -> str:
    given = replace(GARDEN, **changes)  # type: ignore[arg-type]
    return community.register(desk.db, desk.agency(STATION), given, lambda _programme: [STATION]).resource_id


def choose(desk: Desk, key: str, host_id: str, *, agreed: bool = True) -> None:
    participation_worklist.choose(
        desk.db,
        desk.agency(STATION),
        participation_id=key,
        host_id=host_id,
        agreed=agreed,
        words="行ってみたい",
        occurred_at=None,
    )


@pytest.mark.plan("P-059")
def test_it_begins_only_with_the_reason_why_existing_programmes_do_not_fit_and_with_consent(desk: Desk) -> None:
    with pytest.raises(rules.FitsNotSaid):
        begin(desk, replace(BEGINNING, reason_not_fitting=" "))
    with pytest.raises(NotFound):
        begin(desk, agreed=False)
    begin(desk)
    assert [event.agency_id for event in desk.events("ParticipationOpened")] == [STATION]
    with pytest.raises(rules.ParticipationOpenAlready):
        begin(desk)


@pytest.mark.plan("P-061")
def test_marks_from_everywhere_form_one_worklist_of_whom_agreed_and_are_taken_with_the_beginning(desk: Desk) -> None:
    for source, ctx in ((Source.AGENCY, desk.agency(CARE)), (Source.OUTREACH, desk.coordinator)):
        participation_worklist.mark(
            desk.db,
            ctx,
            case=WHOSE,
            person_id=SON,
            source=source,
            support_needs="静かな席",
            occurred_at=None,
            known_to_agency=lambda: True,
        )
    assert [event.source for event in desk.events("ParticipationMarked")] == ["AGENCY", "OUTREACH"]

    def listed(agency: str, *, agreed: bool = True) -> int:
        page, _token = participation_worklist.page_marks(
            desk.db,
            desk.agency(agency),
            carrier=STATION,
            include_taken=False,
            before="",
            limit=10,
            agreed=lambda *_: agreed,
        )
        return len(page)

    assert (listed(STATION), listed(STATION, agreed=False), listed(CARE)) == (2, 0, 0)
    begin(desk)
    assert listed(STATION) == 0


class Intake:
    """Answers whose case it is."""

    def __init__(self, people: Sequence[str], deceased: Sequence[str] = (), *, over: bool = False) -> None:
        self._answer = intake_pb.CaseReference(
            case_no=CASE_NO,
            coordinator_agency_id=COORDINATING,
            person_ids=people,
            deceased_person_ids=deceased,
            over=over,
        )

    def ask(self, *_question: object) -> intake_pb.CaseReference:
        return self._answer


@pytest.mark.plan("P-061")
def test_what_a_window_marked_at_intake_stands_in_the_one_worklist_once_the_person_agrees(desk: Desk) -> None:
    told = intake.ParticipationNeeded(case_id=CASE, person_id=SON, agency_id=STATION, marked_by_agency_id=CARE)

    def waiting(*, agreed: bool = True) -> list[Mark]:
        return participation_worklist.page_marks(
            desk.db,
            desk.agency(STATION),
            carrier=STATION,
            include_taken=False,
            before="",
            limit=10,
            agreed=lambda *_: agreed,
        )[0]

    for gone in (Intake([MOTHER]), Intake([SON], over=True), Intake([SON], [SON])):
        hear(desk, told, gone)
    assert waiting() == []
    hear(desk, told, Intake([MOTHER, SON]))
    assert waiting(agreed=False) == []
    (mark,) = waiting()
    said = (mark.person_id, mark.source, mark.marked_by_agency_id, mark.support_needs, mark.case_no)
    assert said == (SON, Source.AGENCY, CARE, "", CASE_NO)
    assert [event.source for event in desk.events("ParticipationMarked")] == ["AGENCY"]
    begin(desk)
    assert waiting() == []


@pytest.mark.privacy
@pytest.mark.plan("P-061")
def test_pages_of_marks_tell_nothing_of_people_who_did_not_agree(desk: Desk) -> None:
    agreed = {f"01PERSON{index}" for index in (1, 4)}
    for index in range(6):
        participation_worklist.mark(
            desk.db,
            desk.agency(CARE),
            case=WHOSE,
            person_id=f"01PERSON{index}",
            source=Source.AGENCY,
            support_needs="静かな席",
            occurred_at=None,
            known_to_agency=lambda: True,
        )
    marks: dict[str, str] = {}
    pages: list[list[str]] = []
    token = ""
    while token or not pages:
        page, token = participation_worklist.page_marks(
            desk.db,
            desk.agency(STATION),
            carrier=STATION,
            include_taken=False,
            before=token,
            limit=1,
            agreed=lambda _case, person, _agency: person in agreed,
        )
        marks |= {one.mark_id: one.person_id for one in page}
        pages.append([one.person_id for one in page])
        assert token in ("", *marks)
    assert pages == [["01PERSON4"], ["01PERSON1"]]


@pytest.mark.plan("P-063")
def test_a_trial_needs_the_persons_yes_and_the_host_learns_nothing_before(desk: Desk) -> None:
    key = begin(desk)
    garden = host(desk)
    host(desk, name="二階の会", receiving_agency_id="W-41", cannot=("STAIRS",))
    _of, suggested = participation_worklist.suggest(desk.db, desk.agency(STATION), key)
    assert [(one.host.resource_id, one.matching) for one in suggested] == [(garden, ("QUIET",))]
    record(desk, plan_step(desk, key).id, Stage.MATCHING)
    step = plan_step(desk, key).id
    with pytest.raises(rules.NoHostChosen):
        record(desk, step, Stage.TRIAL, ties=1)
    choose(desk, key, garden, agreed=False)
    with pytest.raises(NotFound):
        participation_worklist.notice(desk.db, desk.agency("W-40"), key, yes)
    choose(desk, key, garden)
    assert participation_worklist.notice(desk.db, desk.agency("W-40"), key, yes).support_needs == "静かな席"
    with pytest.raises(NotFound):
        participation_worklist.notice(desk.db, desk.agency("W-41"), key, yes)
    with pytest.raises(rules.StageNotNext):
        record(desk, step, Stage.ONGOING, ties=1, host_heard=True)
    record(desk, step, Stage.TRIAL, ties=1)
    assert participation_worklist.suggest(desk.db, desk.agency(STATION), key)[1] == []


@pytest.mark.privacy
@pytest.mark.plan("P-063")
def test_the_host_learns_nothing_after_the_withdrawal_though_nobody_has_told_of_it_yet(desk: Desk) -> None:
    key = begin(desk)
    choose(desk, key, host(desk))
    asked: list[tuple[str, str, str]] = []

    def withdrawn(*about: str) -> bool:
        asked.append(about)  # type: ignore[arg-type]
        return False

    with pytest.raises(NotFound):
        participation_worklist.notice(desk.db, desk.agency("W-40"), key, withdrawn)
    assert asked == [(CASE, SON, STATION)]
    assert store.get_participation(desk.db, key).ended_at is None


@pytest.mark.plan("P-060", "P-064")
def test_ties_are_measured_and_host_heard_until_it_is_settled(desk: Desk) -> None:
    key = begin(desk)
    choose(desk, key, host(desk))
    record(desk, plan_step(desk, key).id, Stage.MATCHING)
    record(desk, plan_step(desk, key).id, Stage.TRIAL, ties=1)
    step = plan_step(desk, key).id
    with pytest.raises(InvalidArgument) as refusal:
        record(desk, step, Stage.ONGOING)
    assert {violation.field for violation in refusal.value.violations} == {"ties", "host_heard"}
    record(desk, step, Stage.ONGOING, ties=2, host_heard=True)
    record(desk, plan_step(desk, key).id, Stage.SETTLED, ties=3, host_heard=True)
    outcomes = [event.participation_outcome for event in desk.events("ParticipationStepRecorded")]
    assert outcomes == ["CONTINUE", "CONTINUE", "CONTINUE", "END"]
    assert [step.ties for step in store.steps_of(desk.db, [key])[key] if step.ties is not None] == [0, 1, 2, 3]


@pytest.mark.plan("P-062")
def test_the_person_dates_the_next_step_and_during_a_pause_nobody_is_asked_to_remind(desk: Desk) -> None:
    agreed = desk.now.date() + timedelta(days=40)
    key = begin(desk, replace(BEGINNING, next_on=agreed))
    planned = plan_step(desk, key)
    assert planned.due_at.date() == agreed
    record(desk, planned.id, Stage.ASSESSED, pause=True)
    participation.pause(desk.db, desk.process, desk.job(), participation_id=key, due_at=desk.due(90))
    assert desk.open_work() == [("REVIEW_PAUSE", COORDINATING, "coordinator")]
    participation.resume(
        desk.db, desk.agency(STATION), participation_id=key, next_on=date(2027, 3, 1), occurred_at=None
    )
    assert [event.participation_outcome for event in desk.events("ParticipationResumed")] == ["CONTINUE"]
    assert plan_step(desk, key).due_at.date() == date(2027, 3, 1)


def test_when_consent_ends_what_waits_is_no_longer_asked_and_the_process_ends(desk: Desk) -> None:
    key = begin(desk)
    plan_step(desk, key)
    desk.leave(SON)
    assert desk.open_work() == []
    assert [event.participation_outcome for event in desk.events("ParticipationStepRecorded")] == ["END"]
    plan_step(desk, key)
    assert desk.open_work() == []
    assert desk.events("ParticipationStepRecorded")[-1].participation_outcome == "END"


@pytest.mark.parametrize("cause", ["DECEASED", "SEPARATED"])
def test_who_leaves_the_household_before_its_tracks_begin_is_no_longer_asked_either(desk: Desk, cause: str) -> None:
    key = begin(desk)
    plan_step(desk, key)
    hear(desk, intake.MemberLeft(case_id=CASE, person_id=SON, cause=cause))
    assert desk.open_work() == []
    assert [event.participation_outcome for event in desk.events("ParticipationStepRecorded")] == ["END"]


@pytest.mark.plan("P-063", "P-066")
def test_a_host_is_a_resource_of_the_community_with_or_without_limited_room(desk: Desk) -> None:
    key = begin(desk)
    full, open_to_all = host(desk), host(desk, name="縁側", capacity=0)
    host(desk, name="休み中の会", state=ResourceState.PAUSED)
    other = participation.open_participation(
        desk.db,
        desk.agency(STATION),
        case=WHOSE,
        person_id="01OTHER",
        agency_id=STATION,
        beginning=BEGINNING,
        occurred_at=None,
        agreed=lambda *_: True,
    )
    choose(desk, other.participation_id, full)
    _of, suggested = participation_worklist.suggest(desk.db, desk.agency(STATION), key)
    assert [(one.host.resource_id, one.room) for one in suggested] == [(open_to_all, None)]
    with pytest.raises(rules.HostFull):
        choose(desk, key, full)
    choose(desk, key, open_to_all)
    found = community.search(desk.db, desk.agency(CARE), needs=("QUIET",), area="", kind="", include_inactive=False)
    assert {one.resource_id for one in found} == {full, open_to_all}


@pytest.mark.plan("P-063")
def test_nobody_makes_themselves_the_one_who_receives_people(desk: Desk) -> None:
    garden = host(desk)
    stranger = desk.agency("W-50")
    known = community.get(desk.db, stranger, garden)
    for changed in (replace(known, receiving_agency_id="W-50"), replace(known, receiving_agency_id="")):
        with pytest.raises(HostNamedByOthers):
            community.update(desk.db, stranger, changed, "", lambda _programme: [STATION])
    with pytest.raises(HostNamedByOthers):
        community.register(desk.db, stranger, replace(GARDEN, receiving_agency_id="W-50"), lambda _programme: [STATION])
    community.update(desk.db, stranger, replace(known, open_times="水 10時から"), "", lambda _programme: [STATION])
    assert community.get(desk.db, stranger, garden).receiving_agency_id == "W-40"
    community.update(
        desk.db, desk.coordinator, replace(known, receiving_agency_id="W-41"), "", lambda _programme: [STATION]
    )


def test_hosts_and_what_people_said_to_them_are_counted_without_anybody_s_name(desk: Desk) -> None:
    key = begin(desk)
    garden = host(desk)
    choose(desk, key, garden, agreed=False)
    choose(desk, key, garden)
    begin_of_time, end = desk.now - timedelta(days=400), desk.now + timedelta(days=1)
    counts = {one.code: one.count for one in facts.count(desk.db, desk.process, desk.now, begin_of_time, end)}
    assert counts["HOST_CHOICES.NO"] == counts["HOST_CHOICES.YES.KIND.PLACE"] == 1
    assert counts[f"HOST_LINKS.{STATION}.{garden}"] == 1
