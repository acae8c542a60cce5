"""Before participation support: marks from everywhere in one worklist (P-061), and the hosts (P-063)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import facts, hands, outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound
from kit.ids import new_id
from services.plans.domain import events
from services.plans.domain import participation as rules
from services.plans.domain.community import Resource
from services.plans.domain.draft import required
from services.plans.domain.participation import Mark, MarkState, Participation, Source, Suggestion
from services.plans.domain.plan import occurred
from services.plans.store import community
from services.plans.store import participation as store
from services.plans.use_cases import pages
from services.plans.use_cases.participation import Agreed, Whose, is_coordinator, oversees, readable, writable


def mark(
    db: sa.Connection,
    ctx: Context,
    *,
    case: Whose,
    person_id: str,
    source: Source,
    support_needs: str,
    occurred_at: datetime | None,
    known_to_agency: Callable[[], bool],
) -> Mark:
    """Raises NotFound for an agency that may not know the person, InvalidArgument."""
    of_service = "SERVICE" in ctx.actor.audiences
    if not of_service and not _answers(db, ctx, case) and not known_to_agency():
        raise NotFound
    if not support_needs.strip():
        raise InvalidArgument(required("support_needs"))
    at = occurred(occurred_at, ctx.now)
    return _enter(db, ctx, case, person_id, source, ctx.actor.agency_id, support_needs, at)


def hear(db: sa.Connection, ctx: Context, *, case: Whose, person_id: str, marked_by_agency_id: str) -> None:
    """An agency told intake so, where it meets the person; its event carries no words of what the person needs."""
    _enter(db, ctx, case, person_id, Source.AGENCY, marked_by_agency_id, "", ctx.now)


def _enter(
    db: sa.Connection,
    ctx: Context,
    case: Whose,
    person_id: str,
    source: Source,
    agency_id: str,
    support_needs: str,
    at: datetime,
) -> Mark:
    marked = Mark(
        mark_id=new_id(),
        person_id=person_id,
        source=source,
        marked_by_agency_id=agency_id,
        support_needs=support_needs,
        state=MarkState.OPEN,
        occurred_at=at,
        **vars(case),
    )
    store.insert_mark(db, ctx, marked)
    facts.record(db, ctx, f"PARTICIPATION_MARKS.{source}", case.case_id, at)
    outbox.record(db, ctx, events.ParticipationMarked(case.case_id, marked.mark_id, person_id, source), at)
    return marked


def _answers(db: sa.Connection, ctx: Context, case: Whose) -> bool:
    """At the coordinator's desk; of its coordinators only those whose hands the case is in."""
    own = ctx.actor.agency_id == case.coordinator_agency_id
    return own and (not is_coordinator(ctx) or hands.in_hands(db, ctx, case.case_id))


def page_marks(
    db: sa.Connection,
    ctx: Context,
    *,
    carrier: str,
    include_taken: bool,
    before: str,
    limit: int,
    agreed: Agreed,
) -> tuple[list[Mark], str]:
    """(a page, the token of the next one or ""): whoever carries it sees those whose person agreed to that."""
    coordinating = oversees(ctx)
    if not coordinating and ctx.actor.agency_id != carrier:
        return [], ""

    def read(before: str, size: int) -> list[Mark]:
        return store.page_marks(db, ctx, whole=coordinating, include_taken=include_taken, before=before, limit=size)

    def show(marks: Sequence[Mark]) -> Iterator[Mark]:
        return (one for one in marks if coordinating or agreed(one.case_id, one.person_id, carrier))

    return pages.page(read, show, _mark_id, _mark_id, before=before, limit=limit)


def _mark_id(of: Mark) -> str:
    return of.mark_id


def suggest(db: sa.Connection, ctx: Context, participation_id: str) -> tuple[Participation, list[Suggestion]]:
    """Only compares codes: nothing of the person goes to any host."""
    of = readable(db, ctx, participation_id)
    taken = store.taken(db)
    hosts = [(host, taken.get(host.resource_id, 0)) for host in community.find_resources(db, ctx)]
    return of, rules.suggest(of.wish_codes, of.condition_codes, hosts)


def choose(
    db: sa.Connection,
    ctx: Context,
    *,
    participation_id: str,
    host_id: str,
    agreed: bool,
    words: str,
    occurred_at: datetime | None,
) -> Participation:
    """The person's yes or no. Raises NotFound for others, HostFull, InvalidArgument."""
    of = writable(db, ctx, participation_id)
    host = _host(db, ctx, host_id, lock=True)
    if of.ended_at is not None:
        raise rules.StepClosed
    if not words.strip():
        raise InvalidArgument(required("own_words"))
    at = occurred(occurred_at, ctx.now)
    if agreed and of.host_id != host_id and host.room(store.taken(db).get(host_id, 0)) == 0:
        raise rules.HostFull
    store.insert_choice(db, ctx, of, host_id, agreed=agreed, words=words, at=at)
    facts.record(db, ctx, f"HOST_CHOICES.{'YES' if agreed else 'NO'}", of.case_id, at, by={"KIND": (host.kind,)})
    if agreed:
        facts.record(db, ctx, f"HOST_LINKS.{of.agency_id}.{host_id}", of.case_id, at)
        store.update_participation(db, ctx, of, host_id=host_id)
        outbox.record(db, ctx, events.ParticipationHostAgreed(of.case_id, participation_id, host_id), at)
    elif of.host_id == host_id:
        store.update_participation(db, ctx, of, host_id="")
    return store.get_participation(db, participation_id)


def notice(db: sa.Connection, ctx: Context, participation_id: str, agreed: Agreed) -> Participation:
    """For the host to whom the person said yes, while it and the consent to the support last. NotFound for everybody
    else.
    """
    of = store.get_participation(db, participation_id)
    if not of.host_id or of.ended_at is not None:
        raise NotFound
    receives = _host(db, ctx, of.host_id).receiving_agency_id
    if not receives or receives != ctx.actor.agency_id or not agreed(of.case_id, of.person_id, of.agency_id):
        raise NotFound
    return of


def _host(db: sa.Connection, ctx: Context, host_id: str, *, lock: bool = False) -> Resource:
    found = community.find_resources(db, ctx, resource_id=host_id, include_inactive=True, lock=lock) if host_id else []
    if not found:
        raise NotFound
    return found[0]
