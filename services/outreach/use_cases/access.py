"""Who may know of outreach to a person. For anybody else it does not exist."""

from kit import hands
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


def readable(engagement: Engagement, ctx: Context) -> Engagement:
    """As `visible`, and to who manages the coordinators: to read (D5 row 5). Raises NotFound."""
    if not carries(engagement, ctx) and not oversees(engagement, ctx):
        raise NotFound
    return engagement


def carries(engagement: Engagement, ctx: Context) -> bool:
    return domain.OUTREACH_WORKER in ctx.actor.roles and engagement.agency_id == ctx.actor.agency_id


def coordinates(engagement: Engagement, ctx: Context) -> bool:
    """As the case's coordinator or deputy (P-027)."""
    return domain.COORDINATOR in ctx.actor.roles and oversees(engagement, ctx)


def oversees(engagement: Engagement, ctx: Context) -> bool:
    """As `coordinates`, and for who manages them: of what these read."""
    return hands.at_desk(ctx, engagement.coordinator_agency_id) and engagement.in_hands


def carried(engagement: Engagement, ctx: Context) -> bool:
    """Went out to the person before another agency did."""
    return domain.OUTREACH_WORKER in ctx.actor.roles and engagement.handed_on
