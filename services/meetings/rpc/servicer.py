"""One method per rpc of tsunagi.meetings.v1.MeetingsService, by what they are about."""

from kit.ledger_rpcs import LedgerRpcs
from services.meetings.rpc.convening import Convening
from services.meetings.rpc.deciding import Deciding
from services.meetings.rpc.following import Following
from services.meetings.rpc.papers import Papers


class MeetingsServicer(Convening, Deciding, Papers, Following, LedgerRpcs):
    """All of them."""
