"""A span says which case, handoff, instance and element it is about, where that is known."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa
from opentelemetry.trace import SpanKind

from kit import outbox, telemetry, work_items
from kit.calendar import Calendar
from kit.calls import Call, Dispatcher
from kit.clock import Clock
from kit.context import Actor, Context, service_actor
from kit.disclosure import About
from kit.errors import PeerUnavailable
from kit.identity import KeyRing, Signer
from kit.ids import new_id
from kit.peers import Peers
from kit.transaction import transaction
from kit.work_items import NewItem
from kit.zeebe import Job
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.intake.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.intake.app import service
from services.intake.rpc import IntakeServicer
from tests.database import database_of
from tests.kit.exported import ended, said, spans
from tests.serving import silent_peers
from tsunagi.stack import Stack

CITY, KIND, INSTANCE, ELEMENT = "28216", "ANSWER_HANDOFF", 4711, "Task_OfferHandoff"
ACCEPT = "tsunagi.intake.v1.IntakeService.AcceptHandoff"
CHECK = consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckDisclosure"]
PLACE: dict[str, str | int] = {"zeebe.process_instance.key": INSTANCE, "bpmn.element.id": ELEMENT}


@pytest.fixture(scope="module")
def intake(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as engine:
        yield engine


def context() -> Context:
    return Context(service_actor("intake"), "PROCESS", datetime.now(UTC), CITY, telemetry.traceparent())


def wait(intake: sa.Engine, case_id: str, *subjects: str) -> None:
    """One element of one instance waits for somebody about each of these."""
    with transaction(intake, CITY) as db:
        job = Job(context(), db, cast(Peers, None), {}, {}, INSTANCE, ELEMENT, Calendar())
        due = context().now
        news = [NewItem(case_id, "R8-00001-8", KIND, subject, "W-04", "", due) for subject in subjects]
        work_items.open_items(db, context(), job, news)


def close(intake: sa.Engine, *subjects: str) -> None:
    with transaction(intake, CITY) as db:
        work_items.close_subjects(db, context(), subjects)


def tell(intake: sa.Engine, *case_ids: str) -> None:
    told = [(work_pb2.WorkItemClosed(name="workItems/1", case_id=case_id), case_id) for case_id in case_ids]
    with transaction(intake, CITY) as db:
        outbox.record_messages(db, context(), told, "tsunagi.intake.events.v1")


def test_a_call_that_answers_a_wait_says_where_it_waited(intake: sa.Engine) -> None:
    case_id, handoff_id = new_id(), new_id()
    wait(intake, case_id, f"handoffs/{handoff_id}")
    with spans() as exporter:
        with telemetry.rpc_span(ACCEPT, ""):
            close(intake, f"handoffs/{handoff_id}")
        call = said(ended(exporter, "AcceptHandoff"))
    assert call.items() >= {**PLACE, "case.id": case_id, "handoff.id": handoff_id}.items()


def test_a_job_that_ends_anothers_wait_keeps_its_own_place(intake: sa.Engine) -> None:
    wait(intake, new_id(), "consultations/1")
    own: dict[str, str | int] = {"bpmn.element.id": "Task_Close", "zeebe.process_instance.key": 1, "case.id": "own"}
    with spans() as exporter:
        with telemetry.span("process intake.close", "", own):
            close(intake, "consultations/1")
        job = said(ended(exporter, "process intake.close"))
    assert job.items() >= own.items()


def test_what_ends_several_waits_at_once_names_none_of_them(intake: sa.Engine) -> None:
    case_id = new_id()
    wait(intake, case_id, "handoffs/1", "handoffs/2")
    with spans() as exporter:
        with telemetry.rpc_span(ACCEPT, ""):
            close(intake, "handoffs/1", "handoffs/2")
        call = said(ended(exporter, "AcceptHandoff"))
    assert not PLACE.keys() & call.keys()
    assert call["case.id"] == case_id, "which both are of"


def test_a_call_that_tells_something_says_of_which_case_unless_there_are_two(intake: sa.Engine) -> None:
    with spans() as exporter:
        with telemetry.rpc_span("tsunagi.meetings.v1.MeetingsService.AddFact", ""):
            tell(intake, "case-1", "case-1")
        with telemetry.rpc_span("tsunagi.meetings.v1.MeetingsService.ScheduleSitting", ""):
            tell(intake, "case-1", "case-2")
        one, two = said(ended(exporter, "AddFact")), said(ended(exporter, "ScheduleSitting"))
    assert one["case.id"] == "case-1"
    assert "case.id" not in two


class Telling(IntakeServicer):
    """Shows records about these cases."""

    def __init__(self, *cases: str) -> None:
        super().__init__()
        self._cases = cases

    def list_agencies(self, _request: pb.ListAgenciesRequest, call: Call) -> pb.ListAgenciesResponse:
        for number, case_id in enumerate(self._cases):
            call.about(f"records/{number}", About(case_id))
        return pb.ListAgenciesResponse()


@pytest.mark.parametrize(("cases", "told"), [(("case-1", "case-1"), "case-1"), (("case-1", "case-2"), None)])
def test_a_call_that_shows_records_says_of_which_case_unless_there_are_two(
    intake: sa.Engine, tmp_path: Path, cases: tuple[str, ...], told: str | None
) -> None:
    peers = silent_peers("intake", tmp_path)
    known = (intake, KeyRing(tmp_path / "jwks.json"), Clock(None), peers)
    dispatcher = Dispatcher([(service.descriptor, Telling(*cases))], *known)
    signer = Signer(tmp_path / "demo-issuer.pem", "demo-issuer", "demo")
    worker = Actor(frozenset({"AGENCY"}), "W-04", "worker-1", purposes=frozenset({"INTAKE"}))
    caller = {"authorization": f"Bearer {signer.token(worker, CITY, 600)}", "x-purpose": "INTAKE"}
    with spans() as exporter:
        dispatcher.unary(service.descriptor.methods_by_name["ListAgencies"], pb.ListAgenciesRequest(), caller)
        call = said(ended(exporter, "ListAgencies"))
    assert call.get("case.id") == told


def test_a_question_to_another_service_is_asked_at_the_place_of_its_step(tmp_path: Path) -> None:
    place: dict[str, str | int] = {**PLACE, "case.id": "case-1", "handoff.id": "handoff-1"}
    with spans() as exporter:
        with telemetry.span("process intake.offer-handoff", "", place), suppress(PeerUnavailable):
            silent_peers("intake", tmp_path).ask(CHECK, disclosure_pb2.CheckDisclosureRequest(), context())
        asked = ended(exporter, "CheckDisclosure")
    assert asked.kind is SpanKind.CLIENT
    assert said(asked).items() >= place.items()


def test_a_question_about_several_facts_of_one_case_says_which_and_of_two_cases_neither() -> None:
    one, two = new_id(), new_id()
    question, kept_away = disclosure_pb2.CheckDisclosureRequest, disclosure_pb2.CheckKeptAwayRequest
    of_one = question(questions=[{"case_id": one, "person_id": "1"}, {"case_id": one}])
    assert telemetry.ids_asked(of_one) == {"case.id": one}
    assert telemetry.ids_asked(question(questions=[{"case_id": one}, {"case_id": two}])) == {}
    assert telemetry.ids_asked(kept_away(case_ids=[one])) == {"case.id": one}
    assert telemetry.ids_asked(kept_away(case_ids=[one, two])) == {}
    assert telemetry.ids_asked(kept_away(case_ids=["架空 花子"])) == {}
