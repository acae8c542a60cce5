"""The jobs of intake: what they answer to the engine, and the question that comes before every offer."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from kit.clock import Clock
from kit.errors import PeerUnavailable
from kit.ids import new_id
from kit.peers import Peers
from services.consent.domain.statements import CaseReference, Statement, Terms
from services.consent.use_cases import records
from services.intake.domain import ConsentMissing
from tests.database import inside
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, SON, TASKS, WINDOW, World


def offering(world: World, handoff_id: str, number: int = 1) -> dict[str, Any]:
    case_id = world.handoff(handoff_id).case_id
    return world.run("offer-handoff", caseId=case_id, handoffId=handoff_id, offerNo=number)


def grant(
    world: World, consents: sa.Engine, case_id: str, person_id: str, agency_id: str, purpose: str, *categories: str
) -> None:
    """A "yes" on record in the consent service's own database; of the name alone where no categories are said."""
    case = CaseReference(case_id, "R8-00001-0", COORDINATING, WINDOW, (person_id,))
    terms = Terms(agency_id, categories or ("C1",), (purpose,), None)
    said = Statement("GRANTED", world.now, "SELF", "OK", "WRITTEN", "2026-04", grants=(terms,))
    with consents.begin() as db:
        records.record(db, inside(db, world.ctx(COORDINATOR)), case, person_id, None, said)


def test_every_job_of_the_process_contract_has_its_task() -> None:
    of_cases = ("open-case", "start-tracks", "close-case", "close-if-over", "end-added-track", "end-case")
    of_consultations = ("open-consultation", "record-urgency", "apply-route", "close-consultation")
    of_people = ("start-watch", "suspend-person", "open-emergency", "close-emergency", "review-joined-consultation")
    of_offers = ("prepare-handoff", "offer-handoff", "expire-offer", "select-next-candidate", "escalate-handoff")
    of_answers = ("confirm-handoff", "report-handoff-outcome", "ask-handoff-information")
    of_work = ("hold-handoff", "continue-handoff", "open-advice", "open-contact", "open-handoff-remedy")
    of_ends = ("await-last-report", "end-with-role")
    of_stops = ("report-missing-basis", "stop-handoffs", "stop-ungranted-handoffs", "open-breach", "open-break-glass")
    of_moves = ("open-transfer", "lapse-transfer", "take-up-end")
    of_urgency = ("read-urgency", "open-reassessment", "read-reassessment", "record-reassessment")
    of_deadlines = ("remind-work-item", "escalate-work-item")
    of_handoffs = {*of_offers, *of_answers, *of_work, *of_ends, *of_stops}
    jobs = {*of_cases, *of_consultations, *of_people, *of_handoffs, *of_urgency, *of_moves, *of_deadlines}
    assert set(TASKS) == {f"intake.{job}" for job in jobs}


def test_keys_consist_of_inputs_or_the_instance() -> None:
    assert [task.type for task in TASKS.values() if not set(task.key) <= {*task.inputs, "PI", "EI"}] == []


def test_only_what_changes_nothing_is_done_anew_for_each_token() -> None:
    assert [task.type for task in TASKS.values() if "EI" in task.key] == ["intake.read-urgency"]


def test_only_the_offer_can_lack_its_basis() -> None:
    assert {task.type: task.errors for task in TASKS.values() if task.errors} == {
        "intake.offer-handoff": ("CONSENT_MISSING",)
    }


def test_deadlines_of_an_offer_come_from_the_diagram(world: World) -> None:
    outputs = offering(world, world.prepare())
    assert outputs["answerDueAt"] == datetime.fromisoformat("2026-12-08T17:15+09:00")
    assert outputs["answerReminderAt"] == datetime.fromisoformat("2026-12-04T17:15+09:00")


def test_a_handoff_without_a_person_needs_nobodys_consent(world: World, silent: Peers) -> None:
    world.peers = silent
    handoff_id = world.prepare()
    offering(world, handoff_id)
    assert world.handoff(handoff_id).legal_basis == "NO_PERSONAL_DATA"


def test_nothing_is_offered_while_the_consent_service_does_not_answer(world: World, silent: Peers) -> None:
    world.peers = silent
    handoff_id = world.prepare(MOTHER)
    with pytest.raises(PeerUnavailable):
        offering(world, handoff_id)
    assert world.handoff(handoff_id).state == "PREPARED"
    assert world.events("HandoffOffered") == world.inbox(MONEY) == []


def test_nothing_is_prepared_while_the_plan_does_not_say_whose_role_it_is(world: World, silent: Peers) -> None:
    world.peers = silent
    case_id = world.open_case(MOTHER)
    with pytest.raises(PeerUnavailable):
        world.run("prepare-handoff", caseId=case_id, handoffSource="ROLE", sourceId="role-1")


def test_nothing_is_offered_without_a_grant(world: World, answering: Peers) -> None:
    world.peers = answering
    handoff_id = world.prepare(MOTHER)
    with pytest.raises(ConsentMissing):
        offering(world, handoff_id)
    assert world.handoff(handoff_id).state == "PREPARED"
    assert world.events("HandoffOffered") == world.inbox(MONEY) == []


@pytest.mark.parametrize(("agency_id", "purpose"), [(WINDOW, "HANDOFF"), (MONEY, "STATISTICS")])
def test_a_grant_to_another_agency_or_for_another_purpose_permits_no_offer(
    world: World, answering: Peers, consent_engine: sa.Engine, agency_id: str, purpose: str
) -> None:
    world.peers, world.now = answering, Clock(None).now()
    handoff_id = world.prepare(MOTHER)
    row = world.handoff(handoff_id)
    grant(world, consent_engine, row.case_id, row.person_ids[0], agency_id, purpose)
    with pytest.raises(ConsentMissing):
        offering(world, handoff_id)


def test_an_offer_rests_on_the_grant_of_every_person_in_it(
    world: World, answering: Peers, consent_engine: sa.Engine
) -> None:
    """One person's consent never covers another's."""
    world.peers, world.now = answering, Clock(None).now()
    handoff_id = world.prepare(MOTHER, SON)
    row = world.handoff(handoff_id)
    first, second = row.person_ids
    grant(world, consent_engine, row.case_id, first, MONEY, "HANDOFF")
    with pytest.raises(ConsentMissing):
        offering(world, handoff_id)
    grant(world, consent_engine, row.case_id, second, MONEY, "HANDOFF")
    offering(world, handoff_id)
    assert world.handoff(handoff_id).legal_basis == "CONSENT"
    assert world.codes(MONEY) == [("HANDOFF_OFFERED", "SINGLE_AGENCY")]


def test_the_basis_is_asked_anew_for_every_offer(world: World, answering: Peers, consent_engine: sa.Engine) -> None:
    world.peers, world.now = answering, Clock(None).now()
    handoff_id = world.prepare(MOTHER)
    row = world.handoff(handoff_id)
    grant(world, consent_engine, row.case_id, row.person_ids[0], MONEY, "HANDOFF")
    offering(world, handoff_id)
    world.decline(handoff_id)
    world.run("select-next-candidate", handoffId=handoff_id, offerNo=1)
    with pytest.raises(ConsentMissing):
        offering(world, handoff_id, 2)


def test_a_reminder_of_what_is_done_already_says_nothing(world: World) -> None:
    consultation_id = world.register(MOTHER)
    item = world.run("record-urgency", consultationId=consultation_id, urgency=0)["screeningWorkItemId"]
    world.run("remind-work-item", workItemId=item)
    world.run("escalate-work-item", workItemId=item)
    assert [event.change for event in world.events("WorkItemChanged")] == ["REMINDED", "OVERDUE"]
    world.screen(consultation_id)
    world.run("remind-work-item", workItemId=item)
    world.run("escalate-work-item", workItemId=new_id())
    assert len(world.events("WorkItemChanged")) == 2
