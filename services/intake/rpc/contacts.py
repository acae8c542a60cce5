"""Rpcs of contacts about a case."""

from typing import Any

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.contacts import DIFFICULTIES, Words
from services.intake.rpc import shapes
from services.intake.use_cases import access, contacts


class ContactRpcs:
    """One method per rpc."""

    def contact_agency(self, request: pb.ContactAgencyRequest, call: Call) -> pb.Contact:
        words = Words(
            request.topic, request.text, request.channel or "INBOX", shapes.local_id(request.emergency), request.reply
        )
        case_id, moment = shapes.local_id(request.name), shapes.occurred_at(request, call)
        contact_id = contacts.make(call.db, call.ctx, case_id, request.to_agency_id, words, moment)
        return self._read(contact_id, call)

    def reply_contact(self, request: pb.ReplyContactRequest, call: Call) -> pb.Contact:
        contact_id = shapes.local_id(request.name)
        contacts.reply(call.db, call.ctx, contact_id, request.reply)
        return self._read(contact_id, call)

    def get_contact(self, request: pb.GetContactRequest, call: Call) -> pb.Contact:
        return self._read(shapes.local_id(request.name), call)

    def list_contacts(self, request: pb.ListContactsRequest, call: Call) -> pb.ListContactsResponse:
        found = contacts.page(call.db, call.ctx, request.case_id)
        _about(call, found)
        return pb.ListContactsResponse(contacts=map(_contact, found))

    def _read(self, contact_id: str, call: Call) -> pb.Contact:
        row = contacts.read(call.db, call.ctx, contact_id)
        _about(call, [row])
        return _contact(row)


def _about(call: Call, found: list[Any]) -> None:
    """Text and reply are their authors' records, about the case as a whole; an agency's own difficulty is about no
    case."""
    if not found:
        return
    case_id = found[0].case_id
    desk = access.desk_of(call.db, call.ctx, case_id)
    for row in found:
        call.about(f"contacts/{row.id}", About(case_id, (), desk.author(row.from_agency_id), desk.answering))
        for field, author in (("text", row.from_agency_id), ("reply", row.to_agency_id)):
            about = About(case_id, (), desk.author(author), desk.answering)
            if row.topic in DIFFICULTIES:
                about = About("", (), desk.author(call.ctx.actor.agency_id), desk.answering)
            call.about(f"contacts/{row.id}.{field}", about)


def _contact(row: Any) -> pb.Contact:
    message = pb.Contact(
        name=f"contacts/{row.id}",
        state=f"STATE_{row.state}",
        emergency=f"emergencies/{row.emergency_id}" if row.emergency_id else "",
        **{name: getattr(row, name) for name in SAME},
    )
    for field, moment in (("occur_time", row.occurred_at), ("due_time", row.due_at), ("reply_time", row.replied_at)):
        if moment is not None:
            getattr(message, field).FromDatetime(moment)
    return message


SAME = (
    "case_id",
    "case_no",
    "from_agency_id",
    "to_agency_id",
    "topic",
    "channel",
    "delivered",
    "made_by",
    "replied_by",
    "text",
    "reply",
)
