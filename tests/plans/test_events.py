"""Domain events and their protos cannot drift apart."""

import dataclasses
import inspect
from typing import Any

import pytest

from kit.disclosure import data_class
from kit.outbox import engine_message, message_class
from pb.tsunagi.plans.v1 import events_pb2
from services.plans.domain import events

EVENTS = [cls for _name, cls in inspect.getmembers(events, inspect.isclass)]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_event_has_the_fields_of_its_message_and_all_are_c0(event: type) -> None:
    message: Any = message_class(f"tsunagi.plans.v1.{event.__name__}").DESCRIPTOR
    assert [field.name for field in message.fields] == [field.name for field in dataclasses.fields(event)]
    assert {data_class(field) for field in message.fields} == {"C0"}


def test_every_message_has_its_event() -> None:
    assert set(events_pb2.DESCRIPTOR.message_types_by_name) == {event.__name__ for event in EVENTS}


@pytest.mark.parametrize(
    ("name", "key", "variables"),
    [
        ("HouseholdPlanOpened", ["case_id"], ["plan_id"]),
        ("SubjectJoined", ["plan_id"], []),
        ("SubjectLeft", ["plan_id"], ["remaining_count", "subjects_end"]),
        ("SubjectSupportEnded", ["case_id", "person_id"], ["closure_reason", "plan_id"]),
        ("PlanDrafted", ["draft_id"], []),
        ("PlanConfirmed", ["draft_id"], ["plan_confirmation"]),
        ("RoleAnswered", ["role_id"], []),
        ("SupportDecided", ["plan_version_id"], ["support_decision"]),
        ("MonitoringRecorded", ["monitoring_id"], ["stability", "proposal"]),
        (
            "EvaluationRecorded",
            ["evaluation_id"],
            [
                "goals_outcome",
                "lead_settled",
                "stability",
                "new_issue",
                "long_absence",
                "closure_wish",
                "consented_count",
                "grantless_reviews",
            ],
        ),
        ("ReportRequested", ["report_id"], ["municipality_id", "report_id", "case_no"]),
        ("CommitteeAnswered", ["report_id"], []),
    ],
)
def test_what_moves_a_process_says_which_and_with_what(name: str, key: list[str], variables: list[str]) -> None:
    option = engine_message(message_class(f"tsunagi.plans.v1.{name}")())
    assert (option.name, list(option.correlation_key), list(option.variables)) == (name, key, variables)


@pytest.mark.parametrize("name", ["RoleOffered", "SupportStarted", "PlanClosed", "PlanVersionDecided"])
def test_what_only_tells_moves_no_process(name: str) -> None:
    assert not engine_message(message_class(f"tsunagi.plans.v1.{name}")()).name
