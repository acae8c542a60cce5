"""A household's case: opening, untangling, its people, its end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import date_in_japan
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import AlreadyAnswered, Person
from services.intake.domain.cases import StillArriving
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import entries as entry_store
from services.intake.store import tables as t
from services.intake.use_cases import (
    access,
    closing,
    concealment,
    consultations,
    counting,
    entries,
    hands,
    people,
    reassessing,
    tracks,
    transfers,
)

HANDED_TO_SCHEME, OUT_OF_SCOPE_LATER = "HANDED_TO_SCHEME", "OUT_OF_SCOPE_LATER"
DECEASED = entries.DECEASED


def open_case(db: sa.Connection, ctx: Context, job: Job, case_id: str, consultation_id: str, due_at: datetime) -> str:
    """Accepts the household with its one coordinator (P-027); answers the work item of the untangling.

    Raises CoordinatorMissing.
    """
    row = rows.lock(db, ctx, t.consultations, consultation_id)
    known, person_id = reference.of(db, ctx), hands.first(db, ctx, row)
    rows.insert(
        db,
        ctx,
        t.cases,
        id=case_id,
        case_no=row.case_no,
        state="ACCEPTED",
        closure_reason="",
        coordinator_agency_id=known.coordinator_agency_id,
        requesting_agency_id=row.receiving_agency_id,
        coordinator_person_id=person_id,
        deputy_person_id="",
        predecessor_case_id=row.predecessor_case_id,
        merged_into="",
        end_ordered="",
        urgency=row.urgency or 0,
        untangling_reason="",
        reference_version=row.reference_version or known.version,
        tracks_started=False,
        added_tracks=[],
        revision=1,
        process_instance_key=job.process_instance_key,
        opened_at=ctx.now,
    )
    hands.record(db, ctx, case_id, person_id, "", "受け付けた支援員", revision=1)
    if row.state == "RECEIVED":
        rows.change(db, ctx, t.consultations, consultation_id, state="ACCEPTED")
    consultations.tell_sender(db, ctx, row, "ACCEPTED")
    counting.opened(db, ctx, row)
    members = tuple(person.id for person in cases.household(db, ctx, case_id))
    outbox.record(
        db,
        ctx,
        domain.CaseOpened(
            case_id,
            row.case_no,
            known.coordinator_agency_id,
            row.receiving_agency_id,
            row.urgency or 0,
            members,
        ),
    )
    item = NewItem(
        case_id,
        row.case_no,
        "DECIDE_UNTANGLING",
        f"cases/{case_id}",
        known.coordinator_agency_id,
        access.COORDINATOR,
        due_at,
    )
    return work_items.open_item(db, ctx, job, item)


def decide_untangling(db: sa.Connection, ctx: Context, case_id: str, decision: str, reason: str) -> None:
    """Whether a 連絡会議 is convened; the reason is required. Raises InvalidArgument, AlreadyAnswered, NobodyNamed."""
    if decision not in ("LIAISON", "DIRECT"):
        raise InvalidArgument(Violation("decision", "REQUIRED", "連絡会議を開くかどうかを選んでください。"))
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "判断の理由を書いてください。"))
    case = access.own_open_case(db, ctx, case_id)
    if case.untangling_reason:
        raise AlreadyAnswered
    if not cases.household(db, ctx, case_id):
        raise domain.NobodyNamed
    said = {"untangling_reason": reason, "state": "UNTANGLING", "revision": case.revision + 1}
    rows.change(db, ctx, t.cases, case_id, about=case_id, **said)
    counting.untangled(db, ctx, case_id)
    work_items.close_subject(db, ctx, f"cases/{case_id}", "DECIDE_UNTANGLING")
    if decision == "LIAISON":
        counting.brought(db, ctx, case_id, decision)
    outbox.record(db, ctx, domain.UntanglingDecided(case_id, decision))


def start_tracks(db: sa.Connection, ctx: Context, case_id: str) -> list[str]:
    """The people whose tracks begin now; whoever is added later starts by event."""
    case = rows.lock(db, ctx, t.cases, case_id)
    rows.change(db, ctx, t.cases, case_id, tracks_started=True, state="IN_TRACKS", revision=case.revision + 1)
    for one in cases.open_suspensions(db, ctx, case_id):
        outbox.record(db, ctx, domain.SupportSuspended(case_id, one.person_id, one.id))
    return [person.id for person in cases.household(db, ctx, case_id) if person.alive]


def add_person(db: sa.Connection, ctx: Context, case_id: str, person: Person, etag: str) -> str:
    """Somebody of the household found later. Raises InvalidArgument, StaleEtag."""
    found = domain.person_violations(person, "person", date_in_japan(ctx.now))
    if found:
        raise InvalidArgument(*found)
    case = access.own_open_case(db, ctx, case_id)
    if etag and etag != str(case.revision):
        raise StaleEtag
    person_id = new_id()
    added = Person(**{**vars(person), "person_id": person_id})
    kept = concealment.guarded(db, ctx, case_id, [added])
    cases.add_persons(db, ctx, case_id, kept)
    if any(one.concealed_address for one in kept):
        concealment.close_in(db, ctx, [case_id])
    begun = tracks.begin(db, ctx, case, [person_id])
    rows.change(db, ctx, t.cases, case_id, revision=case.revision + 1, **begun)
    return person_id


def urgency_now(db: sa.Connection, ctx: Context, case_id: str) -> int:
    """For D4, D6 and D8: as D2 rated it first, or as what happened since has raised or lowered it (E1)."""
    return int(rows.get(db, ctx, t.cases, case_id).urgency)


def close_case(db: sa.Connection, ctx: Context, case_id: str, outcomes: list[str]) -> None:
    """The tracks that began with the case are over: it ends, unless somebody who came later has theirs, or what was
    told meanwhile waits for somebody. Raises StillArriving."""
    case = rows.lock(db, ctx, t.cases, case_id)
    _tracks_over(db, ctx, case, outcomes, case.added_tracks)


def close_if_over(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """What ran beside the tracks is done: the case ends where they were over before it. Raises StillArriving."""
    case = rows.find_locked(db, ctx, t.cases, case_id)
    if case is not None and case.track_outcomes is not None:
        _tracks_over(db, ctx, case, case.track_outcomes, case.added_tracks)


def end_added_track(db: sa.Connection, ctx: Context, case_id: str, person_id: str, outcome: str) -> None:
    case = rows.lock(db, ctx, t.cases, case_id)
    left = list(case.added_tracks)
    if person_id in left:
        left.remove(person_id)
    if case.track_outcomes is None:
        rows.change(db, ctx, t.cases, case_id, added_tracks=left)
    else:
        _tracks_over(db, ctx, case, [*case.track_outcomes, outcome], left)


def _tracks_over(db: sa.Connection, ctx: Context, case: Any, outcomes: list[str], left: Sequence[str]) -> None:
    told = "" if case.state == "CLOSED" else cases.unheard(db, ctx, case.id)
    if told == cases.ARRIVING:
        raise StillArriving
    if left or told:
        rows.change(db, ctx, t.cases, case.id, track_outcomes=outcomes, added_tracks=list(left))
    else:
        end_case(db, ctx, case.id, domain.closure_reason(outcomes))


def take_up_end(db: sa.Connection, ctx: Context, job: Job, case_id: str) -> None:
    """The case's process was gone when its end was ordered: this one is the case's from now on."""
    rows.lock(db, ctx, t.cases, case_id)
    rows.change(db, ctx, t.cases, case_id, process_instance_key=job.process_instance_key)


def end_case(db: sa.Connection, ctx: Context, case_id: str, reason: str) -> None:
    """Closes what is open at intake and tells everyone; a closed case stays closed."""
    case = rows.lock(db, ctx, t.cases, case_id)
    if case.state == "CLOSED":
        return
    closing.close_open(db, ctx, case_id, reason)
    if case.end_ordered == entries.MOVED_OUT:
        cases.end_waits(db, ctx, t.transfers, case_id)  # an older diagram waited for none
    rows.change(
        db,
        ctx,
        t.cases,
        case_id,
        state="CLOSED",
        closure_reason=reason,
        closed_at=ctx.now,
        revision=case.revision + 1,
    )
    counting.closed(db, ctx, case_id, reason)
    outbox.record(db, ctx, domain.CaseClosed(case_id, case.case_no, reason))
    _tell_requesting(db, ctx, case)


def _tell_requesting(db: sa.Connection, ctx: Context, case: Any) -> None:
    """Who brought the case learns of its end, and not that it goes on in another one: somebody is known there."""
    first = cases.first_consultation(db, ctx, case.id)
    if consultations.only_acknowledged(db, ctx, first):
        return
    handoffs.deliver(
        db,
        ctx,
        case.requesting_agency_id,
        kind="FEEDBACK",
        case_id=case.id,
        case_no=case.case_no,
        subject=f"cases/{case.id}",
        from_agency_id=case.coordinator_agency_id,
        code="CASE_CLOSED",
        sender_reference=first.sender_reference if first is not None else "",
    )


def order_end(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    reason: str,
    occurred_at: datetime,
    *,
    scheme: str = "",
    why: str = "",
    to_municipality: str = "",
) -> None:
    """転出, another scheme's lead (E8 later too): the process closes what is open in each service, once no danger is
    under way: nobody would see to it any more (E1).

    Merging is none: `merging.merge` says into which case, and takes along what would end here.
    `scheme` is the agency that took over, `why` the reason of 対象外. With `to_municipality` (転出) the process
    waits for the packet before the consents end (E5). Raises InvalidArgument, UnknownAgency, AgencyClosed,
    EmergencyRuns, UnknownMunicipality.
    """
    if reason == "MERGED":
        raise InvalidArgument(Violation("reason", "NOT_ALLOWED", "一つにする先の案件を選んで、統合してください。"))
    if reason not in ("MOVED_OUT", HANDED_TO_SCHEME, OUT_OF_SCOPE_LATER):
        raise InvalidArgument(Violation("reason", "REQUIRED", "終了の理由を選んでください。"))
    if to_municipality and reason != entries.MOVED_OUT:
        raise InvalidArgument(Violation("to_agency_id", "NOT_ALLOWED", "引き継ぎ先は、転出のときだけ選べます。"))
    access.own_open_case(db, ctx, case_id)
    if reason in (HANDED_TO_SCHEME, OUT_OF_SCOPE_LATER):
        _require_onward(db, ctx, reason, scheme, why)
    if cases.has_emergency(db, ctx, case_id):
        raise domain.EmergencyRuns
    transfer_id = transfers.order(db, ctx, case_id, to_municipality) if to_municipality else ""
    content = {"scheme_agency_id": scheme} if scheme else {entries.TRANSFER: transfer_id} if transfer_id else None
    entry_store.add(db, ctx, case_id, f"cases/{case_id}", reason, occurred_at, content, reason=why)
    _order_end(db, ctx, case_id, reason, occurred_at, transfer_id)


def _require_onward(db: sa.Connection, ctx: Context, reason: str, scheme: str, why: str) -> None:
    """Nobody is sent away: somebody takes over, or the reason is written down."""
    if reason == HANDED_TO_SCHEME:
        if not scheme:
            raise InvalidArgument(Violation("scheme_agency_id", "REQUIRED", "引き継いだ機関を選んでください。"))
        reference.of(db, ctx).require_open(scheme, reference.today(ctx))
    elif not why.strip():
        raise InvalidArgument(Violation("explanation", "REQUIRED", "対象外と判断した理由と案内先を書いてください。"))


def _order_end(
    db: sa.Connection, ctx: Context, case_id: str, reason: str, occurred_at: datetime, transfer_id: str = ""
) -> None:
    rows.change(db, ctx, t.cases, case_id, end_ordered=reason)
    outbox.record(db, ctx, domain.CaseEndOrdered(case_id, reason, transfer_id), occurred_at)


def record_death(db: sa.Connection, ctx: Context, case_id: str, person_id: str, occurred_at: datetime) -> None:
    """Ends this person's part, and the others are looked at anew; the last person's death ends the case (E6)."""
    case = access.own_open_case(db, ctx, case_id)
    household = cases.household(db, ctx, case_id)
    if person_id not in {person.id for person in household if person.alive}:
        raise NotFound
    rows.change(db, ctx, t.persons, person_id, alive=False)
    for suspension_id in cases.end_waits(db, ctx, t.suspensions, case_id, person_id):
        work_items.close_subject(db, ctx, f"suspensions/{suspension_id}")
    entry_store.add(db, ctx, case_id, f"persons/{person_id}", entries.DEATH, occurred_at)
    if any(person.alive and person.id != person_id for person in household):
        died = domain.PersonDeceased(case_id, person_id)
        left = domain.MemberLeft(case_id, person_id, "DECEASED")
        outbox.record(db, ctx, died if case.tracks_started else left, occurred_at)
        reassessing.raise_one(db, ctx, case, person_id)
    else:
        people.end_emergencies(db, ctx, case, DECEASED, occurred_at)
        _order_end(db, ctx, case_id, DECEASED, occurred_at)
