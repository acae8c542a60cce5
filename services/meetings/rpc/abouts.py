"""Whom a paper is about, and the reader's part in its agenda item: what D5 is asked with."""

from collections.abc import Sequence
from typing import Any

from kit import kept_away
from kit.calls import Call
from kit.disclosure import About, Room
from services.meetings import questions
from services.meetings.domain.rooms import MULTI, READING_ROLES, SUPPORT, tax_rule
from services.meetings.use_cases.access import ReadItem


def paper(call: Call, read: ReadItem) -> About:
    """A paper of this agenda item. Raises PeerUnavailable."""
    item, reader = read.row, call.ctx.actor
    own = next((member for member in read.members if member.agency_id == reader.agency_id), None)
    chair = item.convener_agency_id == reader.agency_id and not reader.roles.isdisjoint(READING_ROLES)
    pledged = own is not None and own.pledged_at is not None
    # Whom the chair names for an item, for that agency its papers are needed (D5 row 10).
    room = Room(item.type, chair=chair, member=own is not None, pledged=pledged, needed=own is not None)
    of_plan = item.type == MULTI and not chair
    people = questions.people_of(call.peers, call.ctx, item) if of_plan else [item.person_id] if item.person_id else []
    return About(item.case_id, tuple(people), purpose=questions.PLAN_MEETING, room=room)


def row(read: ReadItem) -> About:
    """An agenda item without its words: its convener's, and it tells of nobody to whoever is kept away from them."""
    people = (read.row.person_id,) if read.row.person_id else ()
    return About(read.row.case_id, people, recorded_by=read.row.convener_agency_id)


def told(call: Call, found: Sequence[Any]) -> list[Any]:
    """The items among these of which the reader may be told. Raises PeerUnavailable."""
    cases, people = {item.case_id for item in found}, {item.person_id for item in found}
    known = kept_away.ask(call.peers, call.ctx, questions.CHECK_KEPT_AWAY, kept_away.reader_of(call.ctx), cases, people)
    return [item for item in found if not known.hides(item.case_id, [item.person_id] if item.person_id else [])]


def circumstances(call: Call, read: ReadItem, source_agency_id: str) -> tuple[str, ...]:
    """What D5 must know of a fact's source: whether it comes from taxation, and what the city allows (row 9)."""
    rule = tax_rule(call.ctx.municipality_id)
    if source_agency_id not in rule.agencies:
        return ()
    allowed = rule.support_meeting and read.row.type == SUPPORT
    return ("TAX", "TAX_IN_SUPPORT_MEETING") if allowed else ("TAX",)
