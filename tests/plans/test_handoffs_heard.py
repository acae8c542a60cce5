"""What plans hears of handoffs: a role taken over has begun; what agencies declined becomes a gap, once."""

from typing import Any

import pytest
from google.protobuf.message import Message

from kit.kafka import Delivery
from pb.tsunagi.intake.v1 import events_pb2 as intake
from services.plans.events import subscriptions
from services.plans.use_cases import gaps
from tests.plans.desk import CARE, CASE, MONEY, MOTHER, Desk


def hear(desk: Desk, event: Any) -> None:
    assert isinstance(event, Message)
    delivery = Delivery(desk.process, desk.db, None, event, "event-1", "case-1")  # type: ignore[arg-type]
    subscriptions[event.DESCRIPTOR.full_name](delivery)


def raised(desk: Desk) -> dict[str, int]:
    found = gaps.listed(desk.db, desk.process, area="", include_settled=True)
    return {gap.need_code: gap.raised for gap in found}


def declined(offer_id: str, **said: str) -> intake.HandoffDeclined:
    given = {"case_id": "case-1", "service_id": "S-06", "reason_code": "NO_CAPACITY", **said}
    return intake.HandoffDeclined(offer_id=offer_id, **given)


@pytest.mark.plan("P-068")
def test_a_decline_and_an_expiry_raise_the_programmes_gap_once_each(desk: Desk) -> None:
    hear(desk, declined("offer-1"))
    hear(desk, declined("offer-1"))
    hear(desk, intake.HandoffExpired(case_id="case-1", offer_id="offer-2", service_ids=["S-06"]))
    hear(desk, declined("offer-3", item_code="HOUSING_BENEFIT"))
    assert raised(desk) == {"S_06": 2, "S_06_HOUSING_BENEFIT": 1}


def test_a_conflict_and_what_is_no_programme_raise_nothing(desk: Desk) -> None:
    hear(desk, declined("offer-1", reason_code="KNOWN_CONFLICT"))
    hear(desk, declined("offer-2", service_id=""))
    assert raised(desk) == {}


@pytest.mark.plan("P-045")
def test_an_acceptance_begins_the_role_that_it_names_and_no_other_of_the_household(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.support()
    roles = {role.agency_id: role.role_id for role in desk.roles()}
    said = {"case_id": CASE, "handoff_answer": "ACCEPTED"}
    hear(desk, intake.HandoffAnswered(agency_id=CARE, **said))
    hear(desk, intake.HandoffAnswered(agency_id=MONEY, role_id=roles[MONEY], **said))
    assert [event.role_id for event in desk.events("RoleBegun")] == [roles[MONEY]]
