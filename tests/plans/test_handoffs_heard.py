"""What plans hears of handoffs and consent: a role taken over has begun; what agencies declined becomes a gap, once;
whose consent ran out leaves.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from google.protobuf.message import Message

from kit import facts
from kit.kafka import Delivery
from pb.tsunagi.consent.v1 import events_pb2 as consent
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.intake.v1 import events_pb2 as intake
from services.plans.events import subscriptions
from services.plans.store import community
from services.plans.use_cases import gaps, role_work
from tests.plans.desk import CARE, CASE, MONEY, MOTHER, SON, Desk


class Consent:
    """Answers whether there is a grant today."""

    def __init__(self, *, permitted: bool) -> None:
        self.permitted = permitted

    def ask(self, *_question: object) -> consent_pb.CheckGrantResponse:
        return consent_pb.CheckGrantResponse(permitted=self.permitted)


def hear(desk: Desk, event: Any, peers: Any = None) -> None:
    assert isinstance(event, Message)
    delivery = Delivery(desk.process, desk.db, peers, event, "event-1", "case-1")
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


@pytest.mark.plan("P-068")
def test_what_an_agency_takes_after_all_was_not_missing(desk: Desk) -> None:
    def taken(offer_id: str) -> intake.HandoffTakenAfterAll:
        return intake.HandoffTakenAfterAll(case_id="case-1", offer_id=offer_id, service_ids=["S-06", "S-07"])

    hear(desk, declined("offer-1"))
    hear(desk, declined("offer-2"))
    hear(desk, intake.HandoffExpired(case_id="case-1", offer_id="offer-3", service_ids=["S-06", "S-07"]))
    desk.pass_days(days=1)
    before = desk.process.now
    desk.pass_days(days=1)
    for _repeated in range(2):
        hear(desk, taken("offer-1"))
        hear(desk, taken("offer-3"))
    hear(desk, taken("offer-4"))
    assert raised(desk) == {"S_06": 1, "S_07": 0}
    assert counted(desk, before) == {"S_06": 3, "S_07": 1}
    assert counted(desk, desk.process.now) == {"S_06": 1}


def counted(desk: Desk, as_of: datetime) -> dict[str, int]:
    """By the report and, the same, by what is counted of the service."""
    year = (as_of - timedelta(days=300), as_of + timedelta(days=60))
    found = {need: number for need, _area, number in community.count_raisings(desk.db, desk.process, as_of, *year)}
    codes = {one.code: one.count for one in facts.count(desk.db, desk.process, as_of, *year)}
    assert codes["RESOURCE_GAPS_RAISED"] == codes["RESOURCE_GAPS_RAISED.SOURCE.HANDOFF"] == sum(found.values())
    return found


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


@pytest.mark.plan("P-089")
@pytest.mark.parametrize("event", [intake.HandoffEnded, intake.HandoffClosed])
@pytest.mark.parametrize("outcome", ["NO_TAKER", "NO_BASIS", "NOT_COMPLETED", "REFUSED"])
def test_a_role_whose_handoff_fails_is_somebodys_matter_until_it_is_taken_after_all(
    desk: Desk, event: Callable[..., Message], outcome: str
) -> None:
    desk.join(MOTHER)
    desk.support()
    roles = {role.agency_id: role.role_id for role in desk.roles()}
    for role_id in (roles[MONEY], roles[MONEY], "", "role-of-another-plan"):
        hear(desk, event(case_id=CASE, handoff_outcome=outcome, role_id=role_id))
    assert [one.kind for one in desk.events("PlanMatterRaised")] == ["HANDOFF_FAILED"]
    hear(desk, intake.HandoffAnswered(case_id=CASE, handoff_answer="ACCEPTED", role_id=roles[MONEY]))
    assert len(desk.events("PlanMatterSettled")) == 1


@pytest.mark.parametrize("outcome", ["COMPLETED", "ENDED", "WITHDRAWN"])
def test_a_role_whose_handoff_ends_otherwise_is_nobodys_matter(desk: Desk, outcome: str) -> None:
    desk.join(MOTHER)
    desk.support()
    hear(desk, intake.HandoffEnded(case_id=CASE, handoff_outcome=outcome, role_id=desk.roles()[0].role_id))
    assert desk.events("PlanMatterRaised") == []


@pytest.mark.plan("P-089")
def test_what_its_sender_took_back_is_somebodys_matter_while_the_role_is_in_force(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.support()
    roles = {role.agency_id: role.role_id for role in desk.roles()}
    role_work.end(desk.db, desk.agency(MONEY), role_id=roles[MONEY], reason="終わった", occurred_at=None)
    before = len(desk.events("PlanMatterRaised"))
    for role_id in (roles[MONEY], roles[CARE]):
        hear(desk, intake.HandoffEnded(case_id=CASE, handoff_outcome="WITHDRAWN", role_id=role_id, by_sender=True))
    assert [one.kind for one in desk.events("PlanMatterRaised")[before:]] == ["HANDOFF_FAILED"]


@pytest.mark.plan("P-043", "P-047")
@pytest.mark.parametrize(
    ("said", "granted_anew", "left"),
    [
        ({"reason": "EXPIRED", "nothing_left": True}, False, [SON]),
        ({"reason": "EXPIRED", "nothing_left": True}, True, []),
        ({"reason": "EXPIRED"}, False, []),
        ({"reason": "WITHDRAWN", "nothing_left": True}, False, []),
    ],
)
def test_whose_consent_ran_out_leaves_the_plan_although_no_process_says_so(
    desk: Desk, said: dict[str, Any], granted_anew: bool, left: list[str]
) -> None:
    """A withdrawal moves the process, which takes them out."""
    desk.join(MOTHER)
    desk.join(SON)
    desk.support()
    ended = consent.GrantEnded(case_id=CASE, person_id=SON, agency_id=CARE, **said)
    hear(desk, ended, Consent(permitted=granted_anew))
    assert [event.person_id for event in desk.events("SubjectLeft")] == left
