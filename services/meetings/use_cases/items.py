"""An item from its proposal to the agenda, and off it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import freezes, outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from kit.zeebe import Job
from services.meetings.domain import convening, events, rooms
from services.meetings.domain.convening import Called, Convening, NewItem
from services.meetings.domain.rooms import EMERGENCY, MULTI, SUPPORT, MembersNamed
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
    """Whoever may read nothing of the file does not hear it in the room either (E12). Raises as `name_members`."""
    rules = rooms.room(ctx.municipality_id, item.type)
    everybody = {one.agency_id: one for one in (*called, Called(item.convener_agency_id))}
    stopped = {agency_id for _case, agency_id in freezes.frozen(db, ctx, [item.case_id])}
    if item.type != MULTI and not stopped.isdisjoint(everybody):  # consent denies it for a 重層的支援会議
        raise convening.NotInvitable
    convening.check_called(
        item.type, rules, everybody.values(), people.barred(db, ctx, item.case_id), (*household, item.person_id or "-")
    )
    if len(everybody) < rules.quorum:
        raise InvalidArgument(Violation("agency_ids", "TOO_FEW", "構成員が定足数に足りません。"))
    standing = people.pledged_for_year(db, ctx, everybody, rooms.fiscal_year(ctx.now)) if item.type == SUPPORT else {}
    rows = []
    for number, agency_id in enumerate(sorted(everybody), start=1):
        one = everybody[agency_id]
        row = {"agenda_item_id": item.id, "agency_id": agency_id, "copy_number": number}
        row |= {"role": "CHAIR" if agency_id == item.convener_agency_id else "MEMBER"}
        row |= {"capacity": one.capacity, "individual_id": one.individual_id}
        row |= {"pledged_at": standing.get(agency_id), "pledge_method": rooms.STANDING if agency_id in standing else ""}
        rows.append(row)
    items.add(db, ctx, members, *rows)
    work_items.close_subject(db, ctx, access.subject(item.id), NAME_MEMBERS)
    invited = [
        events.MemberInvited(item.case_id, item.case_no, item.id, agency_id, "")
        for agency_id in sorted(everybody)
        if agency_id != item.convener_agency_id
    ]
    outbox.record_all(db, ctx, [events.MembersNamed(item.case_id, item.id), *invited])


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
    people.change_members(db, item.id, asked, answer_due_at=due_at)
    about = (item.case_id, item.case_no, access.INVITATION, access.subject(item.id))
    work_items.open_items(db, ctx, job, [work_items.NewItem(*about, agency_id, "", due_at) for agency_id in asked])


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
