"""Who goes on accompanying a person after the end of support: told with it, so that the others stop reading."""

import pytest

from services.plans.domain.matter import FollowUpResult
from services.plans.use_cases import absence, participation, subjects, support
from tests.plans.desk import CARE, CASE, MOTHER, SON, STATION, Desk
from tests.plans.test_participation import begin


def end(desk: Desk, reason: str) -> None:
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason=reason)


def told(desk: Desk, reason: str) -> dict[str, list[str]]:
    subjects.end_support(desk.db, desk.process, plan_id=desk.plan_id, closure_reason=reason)
    found = desk.events("SubjectSupportEnded")
    assert {event.ended_at for event in found} == {desk.process.now.isoformat()}
    return {event.person_id: list(event.accompanying_agency_ids) for event in found}


@pytest.mark.plan("P-043")
def test_who_led_asks_everybody_how_it_goes_and_participation_support_is_one_persons(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.support()
    begin(desk)
    end(desk, "HANDED_TO_LEAD")
    assert told(desk, "HANDED_TO_LEAD") == {MOTHER: [CARE], SON: [CARE, STATION]}


def test_nobody_goes_on_who_is_not_to_ask_and_carries_nothing(desk: Desk) -> None:
    desk.join(SON)
    desk.support()
    begin(desk)
    participation.stop(desk.db, desk.process, case_id=CASE, person_id=SON, reason="CONSENT_ENDED")
    end(desk, "SUBJECT_WISH")
    assert told(desk, "SUBJECT_WISH") == {SON: []}


def test_who_has_asked_already_goes_on_no_more(desk: Desk) -> None:
    desk.join(SON)
    desk.support()
    end(desk, "GOALS_MET")
    (planned,) = desk.events("FollowUpPlanned")
    asked = planned.follow_up_id
    absence.open_follow_up(desk.db, desk.process, desk.job(), follow_up_id=asked, due_at=desk.due(14))
    absence.record_follow_up(
        desk.db,
        desk.agency(CARE),
        follow_up_id=asked,
        result=FollowUpResult.STABLE,
        text="元気に通っている",
        occurred_at=None,
    )
    assert told(desk, "GOALS_MET") == {SON: []}
