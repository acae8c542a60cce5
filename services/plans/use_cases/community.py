"""Resources of the community: registered, looked up by need, checked, counted (地域づくり, P-066 to P-078)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa

from kit import facts
from kit.calendar import date_in_japan
from kit.context import Context
from kit.errors import DomainError, NotFound, StaleEtag
from kit.facts import Fact
from kit.ids import new_id
from services.plans.domain import community as rules
from services.plans.domain.community import GapSource, Resource, Session, SessionEntry
from services.plans.domain.draft import required
from services.plans.domain.matter import NothingToCorrect
from services.plans.domain.participation import PROGRAMME
from services.plans.domain.plan import COORDINATOR, ReasonMissing
from services.plans.store import community as store
from services.plans.use_cases import gaps
from services.plans.use_cases.reports import midnight

NOON = timedelta(hours=12)
Carriers = Callable[[str], Collection[str]]
"""The agencies that carry a programme, by the city's reference data (intake's)."""


class SessionRecorded(DomainError):
    code = "SESSION_RECORDED"
    message = "この日の開催はすでに記録されています。"


@dataclass(frozen=True)
class Matches:
    """`unmatched` are needs that no active resource answers: each is counted as a gap (P-070)."""

    resources: list[Resource]
    unmatched: list[str]


def register(db: sa.Connection, ctx: Context, resource: Resource, carriers: Carriers) -> Resource:
    """Raises InvalidArgument, HostNamedByOthers."""
    rules.check_resource(resource, date_in_japan(ctx.now))
    _check_names_host(ctx, "", resource, carriers)
    resource_id = store.add_resource(db, ctx, resource)
    facts.record(db, ctx, "RESOURCES_REGISTERED", by=_breakdowns(resource))
    return replace(resource, resource_id=resource_id)


def update(db: sa.Connection, ctx: Context, resource: Resource, etag: str, carriers: Carriers) -> Resource:
    """Replaces an entry. Raises NotFound, StaleEtag, InvalidArgument, HostNamedByOthers, ResourceKeptByOthers."""
    known = _locked(db, ctx, resource.resource_id)
    if etag and etag != str(known.version):
        raise StaleEtag
    rules.check_resource(resource, date_in_japan(ctx.now))
    _check_names_host(ctx, known.receiving_agency_id, resource, carriers)
    if (resource.coordinating_agency_id, resource.programme_id) != (known.coordinating_agency_id, known.programme_id):
        _require_keeper(ctx, known, carriers)
    changed = replace(resource, version=known.version)
    store.update_resource(db, changed)
    return replace(changed, version=known.version + 1)


def _check_names_host(ctx: Context, known: str, resource: Resource, carriers: Carriers) -> None:
    if resource.receiving_agency_id != known and not _is_coordinator(ctx) and not _carries(ctx, PROGRAMME, carriers):
        raise rules.HostNamedByOthers


def _require_keeper(ctx: Context, known: Resource, carriers: Carriers) -> None:
    """Raises ResourceKeptByOthers."""
    if ctx.actor.agency_id == known.coordinating_agency_id or _is_coordinator(ctx):
        return
    if not known.programme_id or not _carries(ctx, known.programme_id, carriers):
        raise rules.ResourceKeptByOthers


def _is_coordinator(ctx: Context) -> bool:
    return "STAFF" in ctx.actor.audiences and COORDINATOR in ctx.actor.roles


def _carries(ctx: Context, programme_id: str, carriers: Carriers) -> bool:
    return ctx.actor.agency_id in carriers(programme_id)


def record_session(db: sa.Connection, ctx: Context, resource_id: str, session: Session, carriers: Carriers) -> None:
    """A holding of an activity with how many came, by whoever keeps it; counted on its day.

    Raises NotFound, ResourceKeptByOthers, SessionRecorded.
    """
    resource = _locked(db, ctx, resource_id)
    _require_keeper(ctx, resource, carriers)
    rules.check_session(session, date_in_japan(ctx.now))
    entry = SessionEntry(new_id(), session, tuple(facts.breakdowns(_breakdowns(resource))))
    if not store.add_session(db, ctx, resource_id, entry):
        raise SessionRecorded
    facts.record_rows(db, ctx, _counted(entry))


def correct_session(
    db: sa.Connection,
    ctx: Context,
    resource_id: str,
    held_on: date,
    right: Session | None,
    reason: str,
    carriers: Carriers,
) -> None:
    """What is recorded of that day is superseded, and counted as it should have been; no `right`: it was never held.

    Whoever may record a holding may correct it. Raises NotFound, ResourceKeptByOthers, ReasonMissing, NothingToCorrect,
    SessionRecorded.
    """
    _require_keeper(ctx, _locked(db, ctx, resource_id), carriers)
    if not reason.strip():
        raise ReasonMissing(required("reason"))
    if right is not None:
        day = "held_date" if right.held_on == held_on else "right_date"
        rules.check_session(right, date_in_japan(ctx.now), day)
    wrong = store.session_of(db, resource_id, held_on)
    if wrong is None or wrong.session == right:
        raise NothingToCorrect
    entry = replace(wrong, session_id=new_id(), session=right or Session(held_on, 0, 0))
    if not store.supersede_session(db, ctx, resource_id, wrong, entry, reason, held=right is not None):
        raise SessionRecorded
    again = _counted(entry) if right is not None else []
    facts.record_rows(db, ctx, [*_counted(wrong, -1), *again, Fact("CORRECTIONS.SESSION", "", ctx.now)])


def _counted(entry: SessionEntry, sign: int = 1) -> list[Fact]:
    """`sign`: -1 takes back what was counted."""
    session, at = entry.session, midnight(entry.session.held_on) + NOON
    numbers = {
        "ACTIVITY_SESSIONS": 1,
        "ACTIVITY_PARTICIPANTS": session.participants,
        "ACTIVITY_SUPPORTERS": session.supporters,
    }
    under = ["", *(f".{one}" for one in entry.breakdowns)]
    return [Fact(code + one, "", at, sign * number) for code, number in numbers.items() if number for one in under]


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
