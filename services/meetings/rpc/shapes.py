"""Rows as messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pb.tsunagi.meetings.v1 import service_pb2 as pb
from pb.tsunagi.plans.v1 import community_pb2 as plans
from services.meetings.domain.convening import CALLED, NO_ANSWER
from services.meetings.domain.rooms import SUPPORT, Room
from services.meetings.store.tables import HELD_STATES
from services.meetings.use_cases.access import ReadItem


def item(read: ReadItem, now: datetime) -> pb.AgendaItem:
    row = read.row
    message = pb.AgendaItem(
        name=f"agendaItems/{row.id}",
        case_id=row.case_id,
        case_no=row.case_no,
        person_id=row.person_id,
        type=f"MEETING_TYPE_{row.type}",
        meeting_reason=row.meeting_reason,
        convening_basis=row.convening_basis,
        plan_version_id=row.plan_version_id,
        state=f"STATE_{row.state}",
        sitting=f"sittings/{row.sitting_id}" if row.sitting_id else "",
        decision=row.decision,
        decisions=[decision(one, now) for one in read.decisions],
        etag=str(row.revision),
        convening=pb.Convening(
            summary=row.summary,
            why_compound=row.why_compound,
            tried=row.tried,
            domains=row.domains or [],
            support_reaches=row.support_reaches,
            liaison_skipped_reason=row.liaison_skipped_reason,
        ),
        means=row.means,
        frozen=row.frozen_at is not None,
        corrected_from=row.corrected_from,
    )
    message.members.extend(member(one, now) for one in read.members)
    return message


def close(message: pb.AgendaItem) -> None:
    """Without its words."""
    message.ClearField("convening")
    for one in message.decisions:
        one.ClearField("reason")


def member(row: Any, now: datetime) -> pb.Member:
    """NO_ANSWER is one that is called and did not say by the day to answer by whether it comes."""
    late = row.invitation == CALLED and row.answer_due_at is not None and row.answer_due_at < now
    message = pb.Member(
        agency_id=row.agency_id,
        role=row.role,
        pledge_method=row.pledge_method,
        capacity=row.capacity,
        individual_id=row.individual_id,
        invitation=NO_ANSWER if late else row.invitation,
        policy_confirmed=row.confirmed_at is not None,
        copy_number=row.copy_number if row.distributed_at is not None else 0,
        copy_state=copy_state(row),
    )
    if row.pledged_at is not None:
        message.pledge_time.FromDatetime(row.pledged_at)
    if row.answer_due_at is not None:
        message.answer_due_time.FromDatetime(row.answer_due_at)
    return message


def copy_state(row: Any) -> str:
    if row.returned_at is not None:
        return "RETURNED"
    if row.recalled_at is not None:
        return "RECALLED"
    return "DISTRIBUTED" if row.distributed_at is not None else ""


OWNER_BARRED = "OWNER_BARRED"
"""Kept as the reason of a decision until it was seen that members read it."""


def decision(row: Any, now: datetime) -> pb.Decision:
    """OVERDUE is an open one whose day has passed."""
    overdue = row.state == "OPEN" and row.due_at < now
    message = pb.Decision(
        name=f"decisions/{row.id}",
        agenda_item=f"agendaItems/{row.agenda_item_id}",
        code=row.code,
        owner_agency_id=row.owner_agency_id,
        state="OVERDUE" if overdue else row.state,
        reason="" if row.reason == OWNER_BARRED else row.reason,
    )
    message.due_time.FromDatetime(row.due_at)
    return message


def fact(row: Any, before: Sequence[Any] = ()) -> pb.Fact:
    message = pb.Fact(
        name=f"facts/{row.id}",
        source_agency_id=row.source_agency_id,
        text=row.text,
        person_id=row.person_id,
        known_on=row.known_on,
        basis=row.basis,
        superseded=map(superseded, before),
        taken_back=row.superseded_at is not None,
    )
    message.create_time.FromDatetime(row.created_at)
    return message


def touched(row: Any) -> pb.TouchedFact:
    return pb.TouchedFact(
        fact=f"facts/{row.id}",
        agenda_item=f"agendaItems/{row.agenda_item_id}",
        source_agency_id=row.source_agency_id,
        known_on=row.known_on,
        copy_holders=sorted(row.holders or ()),
    )


def issue(row: Any) -> pb.Issue:
    return pb.Issue(
        name=f"issues/{row.id}",
        person_id=row.person_id,
        domain=row.domain,
        text=row.text,
        unknowns=row.unknowns,
        approach_agency_id=row.approach_agency_id,
    )


def watch_role(row: Any) -> pb.WatchRole:
    return pb.WatchRole(
        name=f"watchRoles/{row.id}",
        agency_id=row.agency_id,
        signs=row.signs,
        channel=row.channel,
        review_on=row.review_on,
        confirmed=row.confirmed_at is not None,
    )


def sitting(row: Any, own: Sequence[str], attending: Sequence[str], removed: Sequence[str] = ()) -> pb.Sitting:
    message = pb.Sitting(
        name=f"sittings/{row.id}",
        type=f"MEETING_TYPE_{row.type}",
        place=row.place,
        agenda_items=[f"agendaItems/{item_id}" for item_id in own],
        state=row.state,
        attending_agency_ids=attending,
        reschedule_count=row.reschedule_count,
        removed_agenda_items=[f"agendaItems/{item_id}" for item_id in removed],
    )
    message.hold_time.FromDatetime(row.held_at)
    return message


def opinion(row: Any) -> pb.Opinion:
    message = pb.Opinion(
        name=f"opinions/{row.id}",
        agenda_item=f"agendaItems/{row.agenda_item_id}",
        sitting=f"sittings/{row.sitting_id}" if row.sitting_id else "",
        agency_id=row.agency_id,
        text=row.text,
    )
    message.give_time.FromDatetime(row.given_at)
    return message


def minutes(read: ReadItem, dissent: Sequence[Any], opinions: Sequence[Any], reader: str) -> pb.Minutes:
    row = read.row
    copies = {one.agency_id: one.copy_number for one in read.members}
    absent = sorted(set(copies) - set(row.attending)) if row.state in HELD_STATES else []
    message = pb.Minutes(
        name=f"agendaItems/{row.id}",
        text=row.minutes,
        attending_agency_ids=row.attending,
        copy_number=copies.get(reader, 0) if row.type == SUPPORT else 0,
        absent_agency_ids=absent,
        dissent=[pb.Dissent(agency_id=one.agency_id, text=one.text) for one in dissent],
        opinions=map(opinion, opinions),
        papers=row.papers or [],
        next_on=row.next_on,
    )
    if row.approved_at is not None:
        message.approve_time.FromDatetime(row.approved_at)
    return message


def superseded(row: Any) -> pb.SupersededEntry:
    """Erased words read as none."""
    before = row.before or {}
    message = pb.SupersededEntry(
        text=before.get("minutes", before.get("text", "")),
        dissent=[pb.Dissent(agency_id=whose, text=what) for whose, what in before.get("dissent", {}).items()],
        state=before.get("state", ""),
        correction_reason=row.reason,
        way_back=row.way_back,
        **{name: before.get(name, "") for name in ("person_id", "known_on", "basis")},
    )
    message.record_time.FromDatetime(row.entered_at)
    message.supersede_time.FromDatetime(row.recorded_at)
    return message


def conclusion(row: Any) -> pb.Conclusion:
    message = pb.Conclusion(
        name=f"conclusions/{row.id}",
        decision=row.decision,
        reason=row.reason,
        supersedes=f"conclusions/{row.supersedes}" if row.supersedes else "",
        way_back=row.way_back,
    )
    message.occur_time.FromDatetime(row.occurred_at)
    message.record_time.FromDatetime(row.recorded_at)
    return message


def information_request(row: Any, reader: str, *, closed: bool) -> pb.InformationRequest:
    """The asked agency does not learn of the agenda item. `closed`: without its words."""
    message = pb.InformationRequest(
        name=f"informationRequests/{row.id}",
        agenda_item=f"agendaItems/{row.agenda_item_id}" if row.asking_agency_id == reader else "",
        agency_id=row.agency_id,
        question="" if closed else row.question,
        state=row.state,
        answer="" if closed else row.answer,
        reason="" if closed else row.reason,
        legal_basis="ART106_6_3",
    )
    if row.due_at is not None:
        message.due_time.FromDatetime(row.due_at)
    return message


def gap(study: plans.GapStudy) -> pb.Gap:
    return pb.Gap(
        name=study.name,
        need=study.need_code,
        area=study.area,
        owner_agency_id=study.owner_agency_id,
        state=plans.GapStudy.State.Name(study.state).removeprefix("STATE_"),
    )


def agenda(rules: Room, open_gaps: Sequence[plans.GapStudy]) -> pb.Agenda:
    return pb.Agenda(points=rules.agenda, open_gaps=map(gap, open_gaps), quorum=rules.quorum)
