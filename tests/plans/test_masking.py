"""No hidden cell of a report, or of the network of today, can be computed from those that are shown."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

import pytest

from kit import facts, small_cells
from kit.calls import Call
from kit.context import Context
from kit.peers import Peers
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.plans.v1 import network_pb2
from services.plans.domain.masking import GAPS
from services.plans.domain.network import published
from services.plans.domain.report import Figure, masked, whole_months
from services.plans.rpc import PlansServicer
from tests.plans.desk import CARE, Desk

pytestmark = [pytest.mark.privacy, pytest.mark.plan("P-011", "P-069")]

ANSWERED = {
    "HANDOFF_ANSWERS.ACCEPTED": 12,
    "HANDOFF_ANSWERS_OF.W-05.ACCEPTED": 2,
    "HANDOFF_ANSWERS_OF.W-20.ACCEPTED": 10,
}
OFFERED = {"HANDOFFS_OFFERED": 12, "HANDOFFS_BETWEEN.W-04.W-05": 2, "HANDOFFS_BETWEEN.W-20.W-05": 10}
LATE = {
    "HANDOFF_ANSWER_TIMES.LATE": 15,
    "HANDOFF_ANSWER_TIMES_OF.W-05.LATE": 7,
    "HANDOFF_ANSWER_TIMES_OF.W-06.LATE": 2,
    "HANDOFF_ANSWER_TIMES_OF.W-20.LATE": 6,
    "HANDOFFS_STALLED.W-04.W-05": 4,
    "HANDOFFS_STALLED.W-03.W-05": 3,
    "HANDOFFS_STALLED.W-04.W-06": 2,
    "HANDOFFS_STALLED.W-03.W-20": 6,
}
HOSTS = {"HOST_CHOICES.YES": 12, "HOST_LINKS.W-32.01FIELD": 10, "HOST_LINKS.W-33.01SALON": 2}


def figures(counts: Mapping[str, int], group: str = "intake") -> list[Figure]:
    return [Figure(group, code, "", number, number) for code, number in counts.items()]


def hidden(counts: Mapping[str, int]) -> set[str]:
    return {figure.code for figure in masked(figures(counts)) if figure.masked}


@pytest.mark.parametrize(
    ("counts", "others"),
    [
        (ANSWERED, {"HANDOFF_ANSWERS_OF.W-20.ACCEPTED"}),
        (OFFERED, {"HANDOFFS_BETWEEN.W-20.W-05"}),
        (
            {**OFFERED, "HANDOFFS_BETWEEN.W-20.W-05": 0, "HANDOFFS_BETWEEN.W-20.W-06": 10},
            {"HANDOFFS_BETWEEN.W-20.W-06"},
        ),
        (HOSTS, {"HOST_LINKS.W-32.01FIELD"}),
        (
            {"CONSULTATIONS": 12, "CONSULTATIONS.AGENCY.W-04": 2, "CONSULTATIONS.AGENCY.W-05": 10},
            {"CONSULTATIONS.AGENCY.W-05"},
        ),
    ],
    ids=["same answer of another agency", "same receiver", "another pair", "another host", "same breakdown"],
)
def test_a_cell_hidden_alone_among_those_that_add_up_to_a_total_takes_another_with_it(
    counts: dict[str, int], others: set[str]
) -> None:
    small = {code for code, number in counts.items() if 0 < number < small_cells.SMALLEST_SHOWN}
    assert hidden(counts) == small | others


def test_what_is_hidden_for_one_total_is_not_told_by_another() -> None:
    found = hidden(LATE)
    assert {"HANDOFF_ANSWER_TIMES_OF.W-20.LATE", "HANDOFFS_STALLED.W-03.W-20"} <= found
    assert {"HANDOFF_ANSWER_TIMES.LATE", "HANDOFF_ANSWER_TIMES_OF.W-05.LATE"}.isdisjoint(found)


def test_what_an_agency_answered_does_not_tell_how_often_it_was_offered() -> None:
    counts = {
        "HANDOFFS_OFFERED": 32,
        "HANDOFFS_BETWEEN.W-04.W-05": 10,
        "HANDOFFS_BETWEEN.W-04.W-06": 2,
        "HANDOFFS_BETWEEN.W-07.W-08": 20,
        "HANDOFF_ANSWERS_OF.W-05.ACCEPTED": 10,
        "HANDOFF_ANSWERS.ACCEPTED": 10,
    }
    assert hidden(counts) == counts.keys() - {"HANDOFFS_OFFERED", "HANDOFFS_BETWEEN.W-07.W-08"}


def test_cells_that_can_only_be_1_each_take_another_with_them() -> None:
    of = "CONSULTATIONS.AGENCY"
    assert hidden({f"{of}.W-03": 1, f"{of}.W-04": 1, f"{of}.W-05": 10, f"{of}.W-06": 20}) == {
        f"{of}.W-03",
        f"{of}.W-04",
        f"{of}.W-05",
    }
    assert hidden({f"{of}.W-03": 2, f"{of}.W-04": 1, f"{of}.W-05": 10}) == {f"{of}.W-03", f"{of}.W-04"}


def test_families_are_looked_at_again_until_none_tells_anything() -> None:
    counts = [2, 10, 7, 8, 9]
    assert small_cells.hidden(counts, {0}, [{2, 3}, {1, 2}, {0, 1}]) == {0, 1, 2, 3}
    assert small_cells.hidden([5, 0], {0}, [{0, 1}]) == {0}


def test_a_gap_that_is_hidden_in_one_list_is_not_told_by_the_other() -> None:
    listed = [Figure(GAPS, "NIGHT", area, number) for area, number in (("NORTH", 2), ("SOUTH", 10))]
    counts = {"RESOURCE_GAPS_RAISED": 12, "RESOURCE_GAPS_RAISED.NEED.NIGHT": 12, "RESOURCE_GAPS_RAISED.AREA.SOUTH": 10}
    found = masked([*listed, *figures({**counts, "RESOURCE_GAPS_RAISED.AREA.NORTH": 2}, "plans")])
    assert [(figure.code, figure.masked) for figure in found] == [
        ("NIGHT", True),
        ("NIGHT", True),
        ("RESOURCE_GAPS_RAISED", False),
        ("RESOURCE_GAPS_RAISED.NEED.NIGHT", False),
        ("RESOURCE_GAPS_RAISED.AREA.SOUTH", True),
        ("RESOURCE_GAPS_RAISED.AREA.NORTH", True),
    ]


def test_what_only_shares_its_end_with_a_total_of_another_service_is_no_part_of_it() -> None:
    assert masked([*figures({"A.X": 3}, "intake"), *figures({"A.Y": 30}, "plans")])[1].masked is False


def test_a_network_of_today_shows_no_more_than_a_report_of_it() -> None:
    counts = published(figures(OFFERED))
    assert counts == {"HANDOFFS_OFFERED": 12, "HANDOFFS_BETWEEN.W-04.W-05": 0, "HANDOFFS_BETWEEN.W-20.W-05": 0}
    assert published([Figure("intake", "HANDOFFS_BETWEEN.W-04.W-05", "", 12, cases=2)]) == {
        "HANDOFFS_BETWEEN.W-04.W-05": 0
    }


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [
        ((2026, 11, 24), (2026, 11, 25), ((2026, 11, 1), (2026, 12, 1))),
        ((2026, 11, 1), (2026, 12, 1), ((2026, 11, 1), (2026, 12, 1))),
        ((2026, 11, 30), (2026, 12, 2), ((2026, 11, 1), (2027, 1, 1))),
        ((2024, 2, 29), (2024, 3, 1), ((2024, 2, 1), (2024, 3, 1))),
    ],
)
def test_a_network_is_of_whole_months(start: tuple[int, ...], end: tuple[int, ...], whole: Any) -> None:
    assert whole_months(date(*start), date(*end)) == tuple(date(*day) for day in whole)


class Nothing:
    """Intake and meetings counted nothing."""

    def ask(self, _method: Any, request: Any, _ctx: Context) -> Any:
        assert isinstance(request, facts_pb2.CountFactsRequest)
        return facts_pb2.CountFactsResponse()


def test_no_two_periods_tell_what_was_counted_on_a_day_between_them(desk: Desk) -> None:
    for days, times in ((0, 6), (3, 5)):
        for number in range(times):
            at = desk.now + timedelta(days=days)
            facts.record(desk.db, desk.process, "HOST_LINKS.W-32.01FIELD", f"01CASE{days}{number}", at)
    day = desk.now.date()
    periods = [
        network_pb2.GetNetworkRequest(
            period_start=str(day + timedelta(days=first)), period_end=str(day + timedelta(days=last))
        )
        for first, last in ((0, 1), (3, 4), (0, 3), (0, 4), (-20, 5))
    ]
    desk.pass_days(20)
    call = Call(desk.agency(CARE), desk.db, cast(Peers, Nothing()))
    found = {str(PlansServicer().get_network(request, call)) for request in periods}
    [link] = PlansServicer().get_network(periods[0], call).links
    assert (len(found), link.count) == (1, 11)
