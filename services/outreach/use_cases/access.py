"""Who may know of outreach to a person. For anybody else it does not exist."""

from kit.context import Context
from kit.errors import NotFound
from services.outreach import domain
from services.outreach.domain import Engagement


def visible(engagement: Engagement, ctx: Context) -> Engagement:
    """Outreach is known to those who do it and to the case's coordinator, and to nobody else, the person's other
    supporters included. Raises NotFound.
    """
    if not carries(engagement, ctx) and not coordinates(engagement, ctx):
        raise NotFound
    return engagement


def carries(engagement: Engagement, ctx: Context) -> bool:
    return domain.OUTREACH_WORKER in ctx.actor.roles and engagement.agency_id == ctx.actor.agency_id


def coordinates(engagement: Engagement, ctx: Context) -> bool:
    """As the case's coordinator, deputy or their manager (P-027)."""
    at_desk = engagement.coordinator_agency_id == ctx.actor.agency_id
    return domain.COORDINATOR in ctx.actor.roles and at_desk and engagement.in_hands


def carried(engagement: Engagement, ctx: Context) -> bool:
    """Went out to the person before another agency did."""
    return domain.OUTREACH_WORKER in ctx.actor.roles and engagement.handed_on
