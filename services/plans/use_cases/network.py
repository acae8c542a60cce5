"""The network of a period, and how one agency cooperates (P-069, P-092)."""

from collections.abc import Mapping

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain import network as rules
from services.plans.domain.network import MANAGER, Cooperation, Link
from services.plans.store import community


def links(db: sa.Connection, ctx: Context, counts: Mapping[str, int]) -> list[Link]:
    """`counts`: of every service, by code."""
    return rules.network(counts, activities(db, ctx))


def activities(db: sa.Connection, ctx: Context) -> list[tuple[str, str]]:
    """(coordinating agency, resource), as they are now."""
    known = community.find_resources(db, ctx)
    return [(one.coordinating_agency_id, one.resource_id) for one in known]


def require_may_see(ctx: Context, agency_id: str) -> None:
    """Its own people, and managers. Raises NotFound."""
    manages = "STAFF" in ctx.actor.audiences and MANAGER in ctx.actor.roles
    if not agency_id or (ctx.actor.agency_id != agency_id and not manages):
        raise NotFound


def cooperation(agency_id: str, counts: Mapping[str, int]) -> Cooperation:
    return rules.cooperation(agency_id, counts)
