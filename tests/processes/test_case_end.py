"""The end of a case whose process is gone closes what is open in the order of the case's own end."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from tests.processes.engine import Engine

BEFORE = ("intake.take-up-end", "meetings.close-case", "plans.close-case", "outreach.close-case")
AFTER = ("consent.close-case", "intake.end-case")
LONG_AGO, FAR = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"


def begin(engine: Engine, transfer_id: str) -> tuple[str, int]:
    """Answers the case and its instance, once what comes before the packet is closed."""
    case_id = uuid4().hex
    told = {"municipalityId": "28216", "caseId": case_id, "caseNo": "R8-00001-0", "closureReason": "MOVED_OUT"}
    engine.tell("CaseEndUnheard", case_id, **told, transferId=transfer_id)
    (instance,) = {close(engine, kind, case_id) for kind in BEFORE}
    return case_id, instance


def close(engine: Engine, kind: str, case_id: str, **answer: Any) -> int:
    job = engine.job(kind)
    assert f'"{case_id}"' in job.variables
    engine.done(job, **answer)
    return int(job.processInstanceKey)


def finish(engine: Engine, case_id: str, instance: int) -> list[str]:
    for kind in AFTER:
        close(engine, kind, case_id)
    return engine.passed(instance)


def test_without_a_packet_everything_is_closed_at_once(engine: Engine) -> None:
    case_id, instance = begin(engine, "")
    assert finish(engine, case_id, instance)[-1] == "End_CaseEnded"


@pytest.mark.parametrize(
    ("lapses", "ends_by"),
    [({"transferLapseAt": FAR}, "Wait_TransferEnded"), ({"transferLapseAt": LONG_AGO}, "Timer_TransferLapse")],
    ids=["handed over", "nobody hands it over"],
)
def test_consents_are_closed_only_when_the_packet_is_handed_over_or_given_up(
    engine: Engine, lapses: Mapping[str, str], ends_by: str
) -> None:
    transfer_id = uuid4().hex
    case_id, instance = begin(engine, transfer_id)
    late = ends_by == "Wait_TransferEnded"
    days = dict.fromkeys(("transferReminderAt", "transferDueAt"), LONG_AGO if late else FAR)
    close(engine, "intake.open-transfer", case_id, transferWorkItemId=uuid4().hex, **days, **lapses)
    if late:
        for kind in ("intake.remind-work-item", "intake.escalate-work-item"):
            close(engine, kind, case_id)
        engine.tell("TransferEnded", transfer_id)
    else:
        close(engine, "intake.lapse-transfer", case_id)
    passed = finish(engine, case_id, instance)
    assert ends_by in passed
    assert passed.index(ends_by) < passed.index("Task_EndConsent") < passed.index("End_CaseEnded")
    assert {"End_TransferReminded", "End_TransferEscalated"} <= set(passed) or not late
