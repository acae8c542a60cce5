"""An item from its proposal to the agenda, and off it again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import freezes, outbox, work_items
from kit.calendar import Calendar
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from kit.zeebe import Job
from services.meetings.domain import convening, events, rooms
from services.meetings.domain.convening import Called, Convening, NewItem
from services.meetings.domain.rooms import EMERGENCY, MULTI, SUPPORT, MembersNamed, NotYet
from services.meetings.store import items, people
from services.meetings.store.tables import agenda_items, members
from services.meetings.use_cases import access, following, information, minutes, pledges
from services.meetings.use_cases.access import HOLD, NAME_MEMBERS


def propose(db: sa.Connection, ctx: Context, job: Job, new: NewItem, due_at: datetime) -> tuple[str, str]:
    """Puts a case forward; answers (item id, work item id). Raises LiaisonNotHeld."""
    after_liaison = new.type != SUPPORT or items.liaison_was_held(db, ctx, new.case_id)
    if not after_liaison and new.convening_basis != EMERGENCY:
        raise convening.LiaisonNotHeld
    item_id = new_id()
    fresh = {"id": item_id, "state": "PROPOSED", "sitting_id": "", "decision": "", "minutes": "", "attending": []}
    items.add(db, ctx, agenda_items, {**fresh, "revision": 1, "proposed_at": ctx.now, **vars(new)})
    row = items.lock_item(db, ctx, item_id)
    return item_id, access.wait(db, ctx, job, row, NAME_MEMBERS, due_at)


def name_members(
    db: sa.Connection,
    ctx: Context,
    item_id: str,
    called: Sequence[Called],
    record: Convening,
    household: Sequence[str] = (),
) -> None:
    """Calls agencies and guests to this item only. The convener is always a member.

    `household`: ids of the persons concerned. Raises ItemIsOver, MembersNamed, NotInvitable, SingleAgencySuffices,
    InvalidArgument.
    """
    item = access.convened(db, ctx, item_id)
    access.require_open(item)
    if item.state != "PROPOSED":
        raise MembersNamed
    convening.check_convening(item.type, item.convening_basis, record)
    call_members(db, ctx, item, called, household)
    values = {**vars(record), "domains": list(record.domains)}
    items.change_item(db, ctx, item, state="CONVENED", **values)


def call_members(
    db: sa.Connection, ctx: Context, item: Any, called: Sequence[Called], household: Sequence[str]
) -> None:
    """Raises as `name_members`."""
    everybody = {one.agency_id: one for one in (*called, Called(item.convener_agency_id))}
    _require_invitable(db, ctx, item, everybody, household)
    if len(everybody) < rooms.room(ctx.municipality_id, item.type).quorum:
        raise InvalidArgument(Violation("agency_ids", "TOO_FEW", "構成員が定足数に足りません。"))
    invited = _call(db, ctx, item, everybody, 1)
    work_items.close_subject(db, ctx, access.subject(item.id), NAME_MEMBERS)
    outbox.record_all(db, ctx, [events.MembersNamed(item.case_id, item.id), *invited])


def _require_invitable(
    db: sa.Connection, ctx: Context, item: Any, called: Mapping[str, Called], household: Sequence[str]
) -> None:
    """Whoever may read nothing of the file does not hear it in the room either (E12)."""
    stopped = {agency_id for _case, agency_id in freezes.frozen(db, ctx, [item.case_id])}
    if item.type != MULTI and not stopped.isdisjoint(called):  # consent denies it for a 重層的支援会議
        raise convening.NotInvitable
    rules, barred = rooms.room(ctx.municipality_id, item.type), people.barred(db, ctx, item.case_id)
    convening.check_called(item.type, rules, called.values(), barred, (*household, item.person_id or "-"))


def _call(
    db: sa.Connection, ctx: Context, item: Any, called: Mapping[str, Called], first_copy: int
) -> list[events.MemberInvited]:
    """A pledge for the year counts. Answers what is told to them; the convener knows."""
    standing = people.pledged_for_year(db, ctx, called, rooms.fiscal_year(ctx.now)) if item.type == SUPPORT else {}
    rows = []
    for number, agency_id in enumerate(sorted(called), start=first_copy):
        one = called[agency_id]
        row = {"agenda_item_id": item.id, "agency_id": agency_id, "copy_number": number}
        row |= {"role": "CHAIR" if agency_id == item.convener_agency_id else "MEMBER"}
        row |= {"capacity": one.capacity, "individual_id": one.individual_id}
        row |= {"pledged_at": standing.get(agency_id), "pledge_method": rooms.STANDING if agency_id in standing else ""}
        rows.append(row)
    items.add(db, ctx, members, *rows)
    return [
        events.MemberInvited(item.case_id, item.case_no, item.id, agency_id, "")
        for agency_id in sorted(called)
        if agency_id != item.convener_agency_id
    ]


def add_members(
    db: sa.Connection,
    ctx: Context,
    item_id: str,
    called: Sequence[Called],
    named: Sequence[tuple[str, str]],
    household: Sequence[str] = (),
) -> None:
    """Calls more to an item whose members are named, until it is decided on; the rules are those of `name_members`.

    A 支援会議 that waits for pledges waits for theirs too; once it is on the agenda they pledge before they sit down.
    `named`: (field, agency). Raises ItemIsOver, NotYet, NotInvitable, InvalidArgument.
    """
    item = access.convened(db, ctx, item_id)
    access.require_open(item)
    if item.state == "PROPOSED":
        raise NotYet
    found = people.members_of(db, item.id)
    convening.check_added(named, {one.agency_id for one in found})
    added = {one.agency_id: one for one in called}
    _require_invitable(db, ctx, item, added, household)
    outbox.record_all(db, ctx, _call(db, ctx, item, added, 1 + max(one.copy_number for one in found)))
    hold = work_items.wait_of(db, ctx, access.subject(item.id), HOLD)
    period = rooms.answer_within(ctx.municipality_id)
    if hold is not None and period and item.started_at is None:
        _ask(db, ctx, hold, item, sorted(added), _answer_by(ctx, found, hold.due_at, period))


def _answer_by(ctx: Context, found: Sequence[Any], sitting_due_at: datetime, period: str) -> datetime:
    """The others' day while it is ahead: whoever is late by then is told so. Else a period of the city's own."""
    ahead = [one.answer_due_at for one in found if one.answer_due_at is not None and one.answer_due_at > ctx.now]
    own = [Calendar().due(period, ctx.now), *([sitting_due_at] if sitting_due_at > ctx.now else [])]
    by: datetime = min(ahead or own)
    return by


def answer_invitation(db: sa.Connection, ctx: Context, item_id: str, *, coming: bool) -> None:
    """The called agency's own answer (P-098). A 支援会議 does not wait for the pledge of who stays away (P-102)."""
    item = access.readable(db, ctx, item_id).row
    access.require_open(item)
    answer = pledges.COMING if coming else pledges.NOT_COMING
    if not people.change_members(db, item_id, [ctx.actor.agency_id], invitation=answer):
        raise convening.NotAMember
    _ask_no_more(db, ctx, [item_id], [ctx.actor.agency_id])
    if not coming:
        pledges.complete_if_waited(db, ctx, item)


def _ask_no_more(db: sa.Connection, ctx: Context, item_ids: Sequence[str], agency_ids: Sequence[str]) -> None:
    work_items.close_parts(db, ctx, list(map(access.subject, item_ids)), access.INVITATION, agency_ids)


def escalate_invitations(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """Whoever has not said by the day whether they come is told so; they may still say it."""
    work_items.escalate_parts(db, ctx, access.subject(item_id), access.INVITATION)


def remove_members(db: sa.Connection, ctx: Context, item_id: str, agency_ids: Sequence[str]) -> None:
    """They are no longer called to the item, which is locked, nor asked whether they come."""
    people.remove_members(db, item_id, agency_ids)
    _ask_no_more(db, ctx, [item_id], agency_ids)


def bar(db: sa.Connection, ctx: Context, item_id: str, agency_id: str, individual_id: str, reason: str) -> Any:
    """Never called to a 支援会議 of this case from now on, nor asked. An open item goes on without it."""
    item = access.convened(db, ctx, item_id)
    if reason not in convening.BAR_REASONS:
        raise convening.UnknownBarReason
    rooms.require_text(agency_id, "agency_id")
    people.bar(db, ctx, item.case_id, agency_id, individual_id, reason)
    if not individual_id:
        information.close_of_barred(db, ctx, item.case_id, agency_id)
        following.take_over(db, ctx, item.case_id, agency_id)
        barred_from = [one.id for one in items.open_items(db, ctx, item.case_id) if one.type == SUPPORT]
        _ask_no_more(db, ctx, barred_from, [agency_id])
    pledges.wait_no_more(db, ctx, item.case_id)
    return item


def put_on_agenda(
    db: sa.Connection, ctx: Context, job: Job, item_id: str, due_at: datetime, answer_due_at: datetime | None = None
) -> str:
    """Whoever is called and has not said whether they come has it as work until `answer_due_at`, without one not."""
    item = items.lock_item(db, ctx, item_id)
    if answer_due_at is not None and item.state in ("CONVENED", "RESCHEDULED"):
        _ask_members(db, ctx, job, item, min(answer_due_at, due_at))
    return access.wait(db, ctx, job, item, HOLD, due_at)


def _ask_members(db: sa.Connection, ctx: Context, job: Job, item: Any, due_at: datetime) -> None:
    found = people.members_of(db, item.id)
    out = access.kept_out(db, ctx, [item], found)
    asked = [
        one.agency_id
        for one in found
        if one.invitation == convening.CALLED
        and one.agency_id != item.convener_agency_id
        and (item.id, one.agency_id) not in out
    ]
    _ask(db, ctx, job, item, asked, due_at)


def _ask(
    db: sa.Connection, ctx: Context, place: work_items.Place, item: Any, agency_ids: Sequence[str], due_at: datetime
) -> None:
    people.change_members(db, item.id, agency_ids, answer_due_at=due_at)
    about = (item.case_id, item.case_no, access.INVITATION, access.subject(item.id))
    whom = access.persons_of(item)
    asked = [work_items.NewItem(*about, agency_id, "", due_at, whom) for agency_id in agency_ids]
    work_items.open_items(db, ctx, place, asked)


def member_agencies(db: sa.Connection, ctx: Context, item_id: str) -> tuple[Any, list[str]]:
    """(item, agencies called, the convener left out): what the consent service is asked about."""
    item = items.lock_item(db, ctx, item_id)
    called = [member.agency_id for member in people.members_of(db, item_id)]
    return item, [agency_id for agency_id in called if agency_id != item.convener_agency_id]


def drop(db: sa.Connection, ctx: Context, item_id: str) -> None:
    take_off(db, ctx, [items.lock_item(db, ctx, item_id)], "CONSENT_MISSING")


def cancel(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """Not dealt with: the process hears it wherever it waits for the item to be dealt with."""
    item = access.convened(db, ctx, item_id)
    access.require_open(item)
    told: list[Any] = [events.AgendaItemConcluded(item.case_id, item_id, item.type, rooms.CANCELLED)]
    told += _before_the_agenda(db, ctx, item)
    take_off(db, ctx, [item], "CANCELLED")
    outbox.record_all(db, ctx, told)


def _before_the_agenda(db: sa.Connection, ctx: Context, item: Any) -> list[Any]:
    """What an instance of a diagram before 1.3.0 waits for there: it hears of the end on the agenda only."""
    if item.state == "PROPOSED":
        return [events.MembersNamed(item.case_id, item.id)]
    if work_items.is_open(db, ctx, access.subject(item.id), access.PLEDGE):
        return [events.PledgesCompleted(item.case_id, item.id)]
    return []


def take_off(db: sa.Connection, ctx: Context, found: Sequence[Any], reason: str) -> None:
    """Also in the middle of a sitting: the others go on, nothing of these is told or decided any more."""
    if not found:
        return
    ids = [item.id for item in found]
    items.change_items(db, ctx, ids, state="CANCELLED", decision=rooms.CANCELLED, removed_reason=reason)
    work_items.close_subjects(db, ctx, [access.subject(item_id) for item_id in ids])
    information.close_of_items(db, ctx, ids)


def remove_items(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None) -> None:
    """Withdrawal, suspension, death or the case's end: nothing of it is dealt with any more."""
    take_off(db, ctx, items.open_items(db, ctx, case_id, person_id), "REMOVED_BY_PROCESS")


def close_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """Ordered by the process that ends at once: what its meetings waited for is waited for no more, but what was held
    is written down."""
    remove_items(db, ctx, case_id, None)
    minutes.outlive(db, ctx, case_id, None)
    ids = items.items_of_case(db, ctx, case_id)
    work_items.close_subjects(db, ctx, [access.subject(item_id) for item_id in ids])
    forget_case(db, ctx, case_id)


def forget_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """Whichever way a case ended: its requests and decisions end with it, but for those that outlive one."""
    information.close_of_case(db, ctx, case_id)
    following.drop_of_case(db, ctx, case_id)


def request_pledges(db: sa.Connection, ctx: Context, job: Job, item_id: str, due_at: datetime) -> str:
    """Waits until every member has pledged; a pledge given already counts."""
    item = items.lock_item(db, ctx, item_id)
    work_item = access.wait(db, ctx, job, item, access.PLEDGE, due_at)
    pledges.complete(db, ctx, item)
    return work_item
