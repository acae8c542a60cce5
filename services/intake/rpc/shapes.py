"""Rows as proto messages, and proto times as case times."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from kit.calls import Call
from kit.errors import InvalidArgument, Violation
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import Person, route_for_window, state_for_window
from services.intake.use_cases.reading import Told, WithPeople

PERSON_FIELDS = ("name", "kana", "birth_date", "phone", "address", "relation")


def code(enum: Any, prefix: str, value: int) -> str:
    """The enum's value as a code; an unset one is empty."""
    name: str = enum.Name(value).removeprefix(f"{prefix}_")
    return "" if name == "UNSPECIFIED" else name


def occurred_at(request: Any, call: Call) -> datetime:
    """When it happened: given and not in the future, else now (case time)."""
    if not request.HasField("occurred_at"):
        return call.ctx.now
    moment: datetime = request.occurred_at.ToDatetime(tzinfo=UTC)
    if moment > call.ctx.now:
        raise InvalidArgument(Violation("occurred_at", "OCCURRED_IN_FUTURE", "日時が未来です。"))
    return moment


def local_id(name: str) -> str:
    """`cases/01J…` → `01J…`."""
    return name.rsplit("/", 1)[-1]


def person_of(message: pb.Person) -> Person:
    texts = {field: getattr(message, field) for field in (*PERSON_FIELDS, "concealed_address")}
    return Person(person_id="", **texts, concerns=tuple(message.concerns))


def persons(rows: Iterable[Any], *, links: bool) -> list[pb.Person]:
    """A concealed address stands in no record: it has an rpc of its own. `links`: with who is who in another file."""
    own = (*PERSON_FIELDS, "same_as") if links else PERSON_FIELDS
    return [
        pb.Person(person_id=row.id, concerns=row.concerns or (), **{field: getattr(row, field) for field in own})
        for row in rows
    ]


def consultation(told: Told) -> pb.Consultation:
    row, links = told.found.row, told.links
    route = "" if row.route == "ASKED" else row.route
    message = pb.Consultation(
        name=f"consultations/{row.id}",
        case_id=row.joined_case_id if links and row.state == "JOINED" else row.case_id,
        case_no=row.case_no,
        state=f"STATE_{row.state if links else state_for_window(row.state, route)}",
        channel=f"CHANNEL_{row.channel}",
        consulter=f"CONSULTER_{row.consulter or 'UNSPECIFIED'}",
        receiving_agency_id=row.receiving_agency_id,
        concerns=row.concerns,
        persons=persons(told.found.persons, links=links),
        narrative=row.narrative,
        urgency_facts=row.urgency_facts or (),
        days_to_eviction=row.days_to_eviction,
        intake_consent=f"INTAKE_CONSENT_{row.intake_consent or 'UNSPECIFIED'}",
        sender_reference=row.sender_reference,
        urgency=row.urgency,
        route=route if links else route_for_window(route),
        recommended_agency_ids=[one.agency_id for one in told.recommendations],
        recommendations=[pb.Recommendation(**vars(one)) for one in told.recommendations],
        feedback=told.feedback,
        wish=row.wish,
        reference_version=row.reference_version,
        predecessor_case_id=row.predecessor_case_id if links else "",
    )
    message.occur_time.FromDatetime(row.occurred_at)
    message.record_time.FromDatetime(row.recorded_at)
    return message


def case(found: WithPeople, operate_url: str) -> pb.Case:
    row = found.row
    message = pb.Case(
        name=f"cases/{row.id}",
        case_no=row.case_no,
        state=row.state,
        closure_reason=row.closure_reason,
        coordinator_agency_id=row.coordinator_agency_id,
        requesting_agency_id=row.requesting_agency_id,
        urgency=row.urgency,
        persons=persons(found.persons, links=True),
        etag=str(row.revision),
        instance_uri=f"{operate_url}/processes/{row.process_instance_key}" if operate_url else "",
        coordinator_person_id=row.coordinator_person_id,
        deputy_person_id=row.deputy_person_id,
        predecessor_case_id=row.predecessor_case_id,
        merged_into_case_id=row.merged_into,
        reference_version=row.reference_version,
    )
    message.open_time.FromDatetime(row.opened_at)
    if row.closed_at is not None:
        message.close_time.FromDatetime(row.closed_at)
    return message
