"""Handoffs, their inbox, advice and steps as proto messages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import shapes
from services.intake.use_cases.handoff_reading import RECEIVING, HandoffView

CLOSE_TO_HARM, DENIED = "D5-01", "D5-15"
"""Rules of D5: a link to who did harm, and what nothing permits."""
ISSUE_FIELDS = ("person_id", "concern", "text", "measure", "service_id", "wish")


def handoff(found: HandoffView, reader_agency_id: str) -> pb.Handoff:
    row = found.row
    is_receiver = reader_agency_id == row.to_agency_id
    # Whoever is asked next must not read what the agency before said.
    is_own_answer = reader_agency_id == row.from_agency_id or row.state in ("DECLINED", "INFO_NEEDED")
    message = pb.Handoff(
        name=f"handoffs/{row.id}",
        case_id=row.case_id,
        case_no=row.case_no,
        from_agency_id=row.from_agency_id,
        to_agency_id=row.to_agency_id,
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        basis_rule=_rule(found, is_receiver=is_receiver),
        role_id=row.role_id,
        state=f"STATE_{row.state}",
        outcome=row.outcome,
        element_id=row.element_id,
        persons=shapes.persons(found.persons, links=found.coordinates),
        narrative=row.narrative if found.persons else "",
        answer_text=row.answer_text if is_own_answer or not is_receiver else "",
        report=row.report if is_receiver else "",
        service_ids=row.service_ids,
        declined_services=[pb.DeclinedService(**one) for one in row.declined_services],
        issues=map(issue, found.issues),
        entries=map(entry, found.entries),
        etag=str(row.revision),
    )
    _set(message.create_time, row.created_at)
    for field in ("answer", "start", "hold", "outcome"):
        if getattr(row, f"{field}_due_at") is not None:
            _set(getattr(message, f"{field}_due_time"), getattr(row, f"{field}_due_at"))
    return message


def _rule(found: HandoffView, *, is_receiver: bool) -> str:
    """Why an agency was denied, is not told to it; that it is close to who did harm, to the coordinator alone."""
    rule = found.row.basis_rule
    if is_receiver:
        return rule if found.row.state in RECEIVING else ""
    return DENIED if rule == CLOSE_TO_HARM and not found.coordinates else rule


def _set(field: Timestamp, moment: datetime) -> None:
    field.FromDatetime(moment)


def entry(row: Any) -> pb.HandoffEntry:
    message = pb.HandoffEntry(
        name=entry_name(row),
        kind=row.kind,
        agency_id=row.agency_id,
        reason_code=row.reason_code,
        text=row.text,
        alternative_agency_id=row.alternative_agency_id,
        supersedes=f"handoffs/{row.handoff_id}/entries/{row.supersedes}" if row.supersedes else "",
    )
    _set(message.occur_time, row.occurred_at)
    _set(message.record_time, row.recorded_at)
    return message


def entry_name(row: Any) -> str:
    return f"handoffs/{row.handoff_id}/entries/{row.id}"


def issue(row: Any) -> pb.Issue:
    """An issue without a measure is marked open (P-052)."""
    return pb.Issue(
        name=f"consultations/{row.consultation_id}/issues/{row.position}",
        open=not row.measure and not row.service_id,
        **{field: getattr(row, field) for field in ISSUE_FIELDS},
    )


def issues_of(messages: Iterable[pb.Issue]) -> list[dict[str, str]]:
    return [{field: getattr(one, field) for field in ISSUE_FIELDS} for one in messages]


def declined_of(messages: Iterable[pb.DeclinedService]) -> list[dict[str, str]]:
    return [
        {"service_id": one.service_id, "item_code": one.item_code, "reason_code": one.reason_code} for one in messages
    ]


def advice(row: Any) -> pb.Advice:
    message = pb.Advice(
        name=f"advices/{row.id}",
        number=row.number,
        state=f"STATE_{row.state}",
        agency_id=row.agency_id,
        question=row.question,
        answer=row.answer,
        sender_reference=row.sender_reference,
    )
    _set(message.ask_time, row.asked_at)
    if row.due_at is not None:
        _set(message.due_time, row.due_at)
    if row.answered_at is not None:
        _set(message.answer_time, row.answered_at)
    return message


def remedy(row: Any) -> pb.Remedy:
    return pb.Remedy(
        name=f"remedies/{row.id}", case_id=row.case_id, subject=row.subject, kind=row.kind, state=row.state
    )


def incoming(row: Any) -> pb.IncomingItem:
    message = pb.IncomingItem(
        cursor=row.cursor,
        kind=row.kind,
        case_id=row.case_id,
        case_no=row.case_no,
        subject=row.subject,
        from_agency_id=row.from_agency_id,
        code=row.code,
        sender_reference=row.sender_reference,
        acknowledged=row.acknowledged,
    )
    message.create_time.FromDatetime(row.created_at)
    if row.due_at is not None:
        message.due_time.FromDatetime(row.due_at)
    return message
