"""Resources of the community: registered, looked up by need, checked, counted (地域づくり, P-066 to P-078)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from kit import facts
from kit.calendar import date_in_japan
from kit.context import Context
from kit.errors import DomainError, NotFound, StaleEtag
from services.plans.domain import community as rules
from services.plans.domain.community import GapSource, Resource, Session
from services.plans.domain.plan import COORDINATOR
from services.plans.store import community as store
from services.plans.use_cases import gaps
from services.plans.use_cases.reports import midnight

NOON = timedelta(hours=12)


class SessionRecorded(DomainError):
    code = "SESSION_RECORDED"
    message = "この日の開催はすでに記録されています。"


@dataclass(frozen=True)
class Matches:
    """`unmatched` are needs that no active resource answers: each is counted as a gap (P-070)."""

    resources: list[Resource]
    unmatched: list[str]


def register(db: sa.Connection, ctx: Context, resource: Resource, carrier: Callable[[], str]) -> Resource:
    """`carrier`: who carries participation support. Raises InvalidArgument, HostNamedByOthers."""
    rules.check_resource(resource, date_in_japan(ctx.now))
    _check_names_host(ctx, "", resource, carrier)
    resource_id = store.add_resource(db, ctx, resource)
    facts.record(db, ctx, "RESOURCES_REGISTERED", by=_breakdowns(resource))
    return replace(resource, resource_id=resource_id)


def update(db: sa.Connection, ctx: Context, resource: Resource, etag: str, carrier: Callable[[], str]) -> Resource:
    """Replaces an entry. Raises NotFound, StaleEtag, InvalidArgument, HostNamedByOthers."""
    known = _locked(db, ctx, resource.resource_id)
    if etag and etag != str(known.version):
        raise StaleEtag
    rules.check_resource(resource, date_in_japan(ctx.now))
    _check_names_host(ctx, known.receiving_agency_id, resource, carrier)
    changed = replace(resource, version=known.version)
    store.update_resource(db, changed)
    return replace(changed, version=known.version + 1)


def _check_names_host(ctx: Context, known: str, resource: Resource, carrier: Callable[[], str]) -> None:
    if resource.receiving_agency_id == known:
        return
    coordinating = "STAFF" in ctx.actor.audiences and COORDINATOR in ctx.actor.roles
    if not coordinating and ctx.actor.agency_id != carrier():
        raise rules.HostNamedByOthers


def record_session(db: sa.Connection, ctx: Context, resource_id: str, session: Session) -> None:
    """A holding of an activity with how many came; counted on its day. Raises NotFound, SessionRecorded."""
    resource = _locked(db, ctx, resource_id)
    rules.check_session(session, date_in_japan(ctx.now))
    if not store.add_session(db, ctx, resource_id, session):
        raise SessionRecorded
    at, by = midnight(session.held_on) + NOON, _breakdowns(resource)
    for code, number in (
        ("ACTIVITY_SESSIONS", 1),
        ("ACTIVITY_PARTICIPANTS", session.participants),
        ("ACTIVITY_SUPPORTERS", session.supporters),
    ):
        if number:
            facts.record(db, ctx, code, occurred_at=at, by=by, number=number)


def get(db: sa.Connection, ctx: Context, resource_id: str) -> Resource:
    found = store.find_resources(db, ctx, resource_id=resource_id, include_inactive=True) if resource_id else []
    if not found:
        raise NotFound
    return found[0]


def search(
    db: sa.Connection, ctx: Context, *, needs: tuple[str, ...], area: str, kind: str, include_inactive: bool
) -> list[Resource]:
    """What is there for needs that name nobody."""
    return store.find_resources(db, ctx, needs=needs, area=area, kind=kind, include_inactive=include_inactive)


def match(db: sa.Connection, ctx: Context, *, needs: tuple[str, ...], area: str) -> Matches:
    """Needs without a name against what there is; what nothing answers is raised as a gap (P-070, P-120)."""
    gaps.check_codes(needs)
    found = store.find_resources(db, ctx, needs=needs, area=area)
    answered = {need for resource in found for need in resource.needs}
    unmatched = [need for need in needs if need not in answered]
    for need in unmatched:
        gaps.raise_gap(db, ctx, need_code=need, area=area, source=GapSource.SEARCH, source_id=ctx.request_id)
    return Matches(found, unmatched)


def out_of_date(db: sa.Connection, ctx: Context) -> list[Resource]:
    """Entries that nobody looked at for too long (P-072)."""
    known = store.find_resources(db, ctx)
    return [resource for resource in known if rules.is_out_of_date(resource.checked_on, date_in_japan(ctx.now))]


def _locked(db: sa.Connection, ctx: Context, resource_id: str) -> Resource:
    found = store.find_resources(db, ctx, resource_id=resource_id, include_inactive=True, lock=True)
    if not resource_id or not found:
        raise NotFound
    return found[0]


def _breakdowns(resource: Resource) -> dict[str, tuple[str, ...]]:
    """Places open to all generations are counted apart (P-066), resident-led ones too (P-078)."""
    return {
        "KIND": (resource.kind,),
        "AREA": (resource.area,),
        "PROGRAMME": (resource.programme_id,),
        "WELCOMES": resource.welcomes,
        "LED_BY": ("RESIDENTS",) if resource.resident_led else ("AGENCY",),
    }
