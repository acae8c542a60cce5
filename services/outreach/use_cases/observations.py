"""Observations of areas and households, collected from meetings, agencies and the community (P-082)."""

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from kit import facts, outbox, sealing
from kit.context import Context
from kit.ids import new_id
from services.outreach import domain
from services.outreach.domain import Observation
from services.outreach.store import observations as store
from services.outreach.store.observations import Seen


def record(db: sa.Connection, ctx: Context, observation: Observation) -> Observation:
    """Any agency may tell what it saw, under the id of any case. Raises InvalidArgument.

    Of an erased case, too, under a key of its own: a refusal would tell whoever asks that there was one.
    """
    domain.check_observation(observation, ctx.now)
    kept = replace(observation, observation_id=new_id())
    subject = kept.observation_id if sealing.destroyed(db, ctx, kept.subject) else kept.subject
    store.add(db, ctx, kept, subject)
    # The area of a household says where somebody lives: what is counted stands in clear.
    areas = () if observation.case_id else (observation.area,)
    by = {"SOURCE": (observation.source,), "AREA": areas}
    facts.record(db, ctx, "OBSERVATIONS", observation.case_id, observation.occurred_at, by=by)
    outbox.record(db, ctx, domain.ObservationRecorded(subject, kept.observation_id, ctx.now.isoformat()))
    return kept


def reaches_out(ctx: Context) -> bool:
    """By role; at which agency the role counts is for the city to say."""
    return "STAFF" in ctx.actor.audiences and bool(ctx.actor.roles & domain.WORKER_ROLES)


def listed(
    db: sa.Connection, ctx: Context, *, desks: Mapping[str, str], area: str, case_id: str, before: str, limit: int
) -> list[Observation]:
    """All for those who reach out at the city's own desk, its own for any other agency.

    What others saw of a household is a coordinator's while its case is in their hands (P-027). `desks`: role → the
    agency at which it counts; `received` says who may learn the informant.
    """
    here = {role for role in ctx.actor.roles if desks.get(role) == ctx.actor.agency_id}
    seen = Seen.OWN
    if reaches_out(ctx) and here:
        seen = Seen.IN_HANDS if here == {domain.COORDINATOR} else Seen.ALL
    return store.find(db, ctx, seen=seen, area=area, case_id=case_id, before=before, limit=limit)


def received(ctx: Context, observation: Observation) -> bool:
    """Whether the actor is whom the informant told: the only one to whom the name is shown."""
    actor = ctx.actor
    return (observation.recorded_by_agency_id, observation.recorded_by) == (actor.agency_id, actor.person_id)
