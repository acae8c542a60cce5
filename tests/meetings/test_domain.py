"""The rules of the three rooms: who may decide what, with whom."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kit.errors import DomainError, InvalidArgument
from services.meetings.domain import (
    DECISIONS,
    LIAISON,
    MULTI,
    SUPPORT,
    Conclusion,
    DecisionDraft,
    NotAMember,
    NotQuorate,
    OwnerNotAMember,
    PledgeMissing,
    WrongDecision,
    check_conclusion,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PLEDGED = {"W-31": True, "W-05": True, "W-25": True}
GOOD = Conclusion("START_OUTREACH", ("W-31", "W-05", "W-25"), "事実を合わせた", (), NOW)


def test_a_support_meeting_with_all_its_pledges_decides() -> None:
    check_conclusion(SUPPORT, PLEDGED, GOOD)


@pytest.mark.plan("P-102")
def test_nobody_sits_in_a_support_meeting_without_a_pledge() -> None:
    with pytest.raises(PledgeMissing):
        check_conclusion(SUPPORT, {**PLEDGED, "W-25": False}, GOOD)


def test_a_member_that_stayed_away_need_not_have_pledged() -> None:
    check_conclusion(SUPPORT, {**PLEDGED, "W-26": False}, GOOD)


@pytest.mark.plan("P-101")
@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_a_room_takes_its_own_decisions_only(room: str) -> None:
    for other in {LIAISON, SUPPORT, MULTI} - {room}:
        for decision in DECISIONS[other] - DECISIONS[room]:
            with pytest.raises(WrongDecision):
                check_conclusion(room, PLEDGED, replace(GOOD, decision=decision))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"attending": ("W-31", "W-05")}, NotQuorate),
        ({"attending": ("W-31", "W-05", "W-17")}, NotAMember),
        ({"decisions": (DecisionDraft("WATCH_HOME", "W-17", NOW),)}, OwnerNotAMember),
        ({"decisions": (DecisionDraft("架空 花子を見守る", "W-05", NOW),)}, InvalidArgument),
    ],
    ids=["too few", "a stranger", "a stranger as owner", "free text as a code"],
)
def test_what_would_tell_a_stranger_or_bind_too_few_is_refused(
    change: dict[str, object], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        check_conclusion(SUPPORT, PLEDGED, replace(GOOD, **change))  # type: ignore[arg-type]
