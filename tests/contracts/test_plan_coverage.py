"""`make plan-coverage` fails for a requirement that is neither proved nor explained."""

import pytest

from tests.plan_coverage import complaints


@pytest.mark.plan("C-07")
def test_a_requirement_is_proved_or_has_a_reason_and_never_both() -> None:
    wanted = ["P-001", "P-002", "P-003", "P-004"]
    proofs = {"P-001": ["test_a"], "P-003": ["test_b"], "P-999": ["test_c"]}
    found = list(complaints(wanted, proofs, {"P-002": "needs the console", "P-003": "old", "P-004": ""}))
    assert [complaint.partition(":")[0] for complaint in found] == ["P-003", "P-004", "P-999"]


def test_nothing_is_said_when_all_is_explained() -> None:
    assert list(complaints(["P-001", "P-002"], {"P-001": ["test_a"]}, {"P-002": "needs the console"})) == []
