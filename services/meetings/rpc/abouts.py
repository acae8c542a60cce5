"""Whom a paper is about, and the reader's part in its agenda item: what D5 is asked with."""

from kit.calls import Call
from kit.disclosure import About, Room
from services.meetings import questions
from services.meetings.domain.rooms import MULTI, READING_ROLES
from services.meetings.use_cases.access import ReadItem


def paper(call: Call, read: ReadItem) -> About:
    """A paper of this agenda item. Raises PeerUnavailable."""
    item, reader = read.row, call.ctx.actor
    own = next((member for member in read.members if member.agency_id == reader.agency_id), None)
    chair = item.convener_agency_id == reader.agency_id and not reader.roles.isdisjoint(READING_ROLES)
    pledged = own is not None and own.pledged_at is not None
    room = Room(item.type, chair=chair, member=own is not None, pledged=pledged)
    people = questions.people_of(call.peers, call.ctx, item) if item.type == MULTI and not chair else ()
    return About(item.case_id, tuple(people), purpose=questions.PLAN_MEETING, room=room)
