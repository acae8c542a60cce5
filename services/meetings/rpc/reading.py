"""Requests in the words of the domain."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from kit.calls import Call
from kit.errors import InvalidArgument, Violation
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.domain.conclusion import (
    Conclusion,
    DecisionDraft,
    FactDraft,
    GapDraft,
    IssueDraft,
    OpinionDraft,
    WatchRoleDraft,
)
from services.meetings.domain.convening import Called, Convening


def resource_id(name: str) -> str:
    """`agendaItems/01J…` → `01J…`."""
    return name.rsplit("/", 1)[-1]


def moment(stamp: Any) -> datetime:
    found: datetime = stamp.ToDatetime(tzinfo=UTC)
    return found


def occurred_at(request: Any, call: Call) -> datetime:
    if not request.HasField("occurred_at"):
        return call.ctx.now
    when = moment(request.occurred_at)
    if when > call.ctx.now:
        raise InvalidArgument(Violation("occurred_at", "OCCURRED_IN_FUTURE", "日時が未来です。"))
    return when


def convening(request: pb.NameMembersRequest) -> Convening:
    given = request.convening
    return Convening(
        given.summary,
        given.why_compound,
        given.tried,
        tuple(given.domains),
        given.support_reaches,
        given.liaison_skipped_reason,
    )


def called(request: pb.NameMembersRequest | pb.AddMembersRequest) -> list[Called]:
    guests = [Called(one.agency_id, one.capacity, one.individual_id) for one in request.guests]
    return [*(Called(agency_id) for agency_id in request.agency_ids), *guests]


def named(request: pb.NameMembersRequest | pb.AddMembersRequest) -> list[tuple[str, str]]:
    """(field, agency) of whom `called` calls."""
    agencies = [(f"agency_ids[{index}]", agency_id) for index, agency_id in enumerate(request.agency_ids)]
    return [*agencies, *((f"guests[{index}].agency_id", one.agency_id) for index, one in enumerate(request.guests))]


def decisions(drafts: Iterable[pb.DecisionDraft]) -> tuple[DecisionDraft, ...]:
    return tuple(DecisionDraft(draft.code, draft.owner_agency_id, moment(draft.due_time)) for draft in drafts)


def watch_roles(drafts: Iterable[pb.WatchRoleDraft]) -> tuple[WatchRoleDraft, ...]:
    return tuple(WatchRoleDraft(draft.agency_id, draft.signs, draft.channel, draft.review_on) for draft in drafts)


def issue(draft: pb.IssueDraft) -> IssueDraft:
    return IssueDraft(draft.person_id, draft.domain, draft.text, draft.unknowns, draft.approach_agency_id)


def opinion(given: pb.WrittenOpinion, held_at: datetime, call: Call) -> OpinionDraft:
    when = moment(given.give_time) if given.HasField("give_time") else held_at
    if when > call.ctx.now:
        raise InvalidArgument(Violation("opinions.give_time", "OCCURRED_IN_FUTURE", "日時が未来です。"))
    return OpinionDraft(given.agency_id, given.text, when)


def conclusion(request: pb.ConcludeAgendaItemRequest, call: Call) -> Conclusion:
    held_at = occurred_at(request, call)
    return Conclusion(
        decision=request.decision,
        attending=tuple(request.attending_agency_ids),
        discussion=request.discussion,
        decisions=decisions(request.decisions),
        occurred_at=held_at,
        issues=tuple(map(issue, request.issues)),
        facts=tuple(
            FactDraft(one.source_agency_id, one.text, one.person_id, one.known_on, one.basis) for one in request.facts
        ),
        watch_roles=watch_roles(request.watch_roles),
        gaps=tuple(GapDraft(one.need, one.area, one.owner_agency_id, moment(one.due_time)) for one in request.gaps),
        opinions=tuple(opinion(one, held_at, call) for one in request.opinions),
    )
