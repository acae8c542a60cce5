"""A withdrawal is a process event: it moves the person to the other room while other cases run."""

import pytest

from bench.withdrawals import seconds_to_the_other_room
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy


@pytest.mark.plan("P-044")
def test_every_withdrawal_moves_its_person_to_the_other_room_while_other_cases_run(still: Stack) -> None:
    """Raises Stuck when one does not; how fast is `make bench`'s question."""
    assert len(seconds_to_the_other_room(still, withdrawals=4, beside=4)) == 4
