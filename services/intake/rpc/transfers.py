"""Rpcs of the packet that goes to the municipality to which a household moves (E5).

It is judged as a read of that municipality: field by field by D5, with its own grants, at the moment of the question.
It holds what a handoff holds, persons and issues. What a window wrote down is not in it: it may say who informed, or
where somebody lives.
"""

from dataclasses import replace
from typing import Any

from kit import disclosure, ledger
from kit.calls import Call
from kit.context import Actor, Context
from kit.disclosure import About, Shown
from kit.errors import StaleEtag
from kit.sealing import keyring_of
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.questions import CHECK_DISCLOSURE
from services.intake.rpc import shapes
from services.intake.store import rows
from services.intake.store import tables as t
from services.intake.use_cases import relations, transfers
from services.intake.use_cases.transfers import Moving

PURPOSE = "HANDOFF"
ISSUE_FIELDS = ("person_id", "concern", "text", "measure", "wish")
_SERVICE = pb.DESCRIPTOR.services_by_name["IntakeService"]
HANDED_OVER_BY = _SERVICE.methods_by_name["HandOverTransferPacket"].full_name


class TransferRpcs:
    def get_transfer_packet(self, request: pb.GetTransferPacketRequest, call: Call) -> pb.TransferPacket:
        found = transfers.moving(call.db, call.ctx, shapes.local_id(request.name))
        packet, _shown = self._packet(found, call)
        people = tuple(person.id for person in found.persons)
        call.about(packet.name, About(found.case.id, people, coordinator=found.case.coordinator_agency_id))
        return packet

    def hand_over_transfer_packet(self, request: pb.HandOverTransferPacketRequest, call: Call) -> pb.Transfer:
        """The answer says nothing of what was in it (ADR 11): whoever hands it over has read it, as `etag` proves."""
        found = transfers.moving(call.db, call.ctx, shapes.local_id(request.name))
        packet, shown = self._packet(found, call)
        if request.etag != packet.etag:
            raise StaleEtag
        transfers.hand_over(call.db, call.ctx, found.row, _covered(shown))
        ledger.append(call.db, _receiver(call.ctx, found), HANDED_OVER_BY, shown)
        return self._transfer(found.row.id, call)

    def end_transfer(self, request: pb.EndTransferRequest, call: Call) -> pb.Transfer:
        transfer_id = shapes.local_id(request.name)
        transfers.hand_nothing_over(call.db, call.ctx, transfer_id)
        return self._transfer(transfer_id, call)

    def get_transfer(self, request: pb.GetTransferRequest, call: Call) -> pb.Transfer:
        return _shape(transfers.read(call.db, call.ctx, shapes.local_id(request.name)))

    def _packet(self, found: Moving, call: Call) -> tuple[pb.TransferPacket, list[Shown]]:
        """What the other municipality may know now. Raises PeerUnavailable."""
        packet, receiver = _whole(found), _receiver(call.ctx, found)
        about = About(found.case.id, tuple(found.told_of), purpose=PURPOSE)
        abouts = {packet.name: about}
        abouts.update(relations.state(call.db, receiver, call.peers, abouts))
        shown = disclosure.reduce(call.db, [packet], abouts, receiver, call.peers, CHECK_DISCLOSURE)
        told = [one for one in packet.issues if any(getattr(one, field) for field in ISSUE_FIELDS[1:])]
        del packet.issues[:]
        packet.issues.extend(told)
        content = packet.SerializeToString(deterministic=True)
        packet.etag = keyring_of(call.db).digest(content).hex()
        return packet, shown

    def _transfer(self, transfer_id: str, call: Call) -> pb.Transfer:
        return _shape(rows.get(call.db, call.ctx, t.transfers, transfer_id))


def _receiver(ctx: Context, found: Moving) -> Context:
    """The other municipality as the reader: it has no roles here, and nobody of it is known."""
    return replace(ctx, actor=Actor(frozenset(), found.row.to_agency_id, ""))


def _whole(found: Moving) -> pb.TransferPacket:
    packet = pb.TransferPacket(
        name=f"transfers/{found.row.id}",
        case_id=found.case.id,
        case_no=found.case.case_no,
        to_agency_id=found.row.to_agency_id,
    )
    for person in found.persons:
        packet.persons.add(
            person_id=person.id,
            display_name=person.name,
            kana=person.kana,
            birth_date=person.birth_date,
            phone=person.phone,
            address=person.address,
            concerns=person.concerns or (),
        )
    for issue in found.issues:
        packet.issues.add(**{field: getattr(issue, field) for field in ISSUE_FIELDS})
    return packet


def _covered(shown: list[Shown]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for one in shown:
        found.setdefault(one.person_id, set()).add(one.category)
    return {person_id: sorted(categories) for person_id, categories in sorted(found.items())}


def _shape(row: Any) -> pb.Transfer:
    message = pb.Transfer(
        name=f"transfers/{row.id}",
        case_id=row.case_id,
        to_agency_id=row.to_agency_id,
        state=row.state,
        ended_by=row.ended_by,
    )
    for person_id, categories in sorted(row.covered.items()):
        message.covered.add(person_id=person_id, data_categories=categories)
    if row.ended_at is not None:
        message.end_time.FromDatetime(row.ended_at)
    return message
