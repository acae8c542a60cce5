"""From the window to the route: taking in, urgency, screening, what the route asks for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, sealing, work_items
from kit.calendar import date_in_japan
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import AlreadyAnswered, NewConsultation, Person, Screening
from services.intake.domain.cases import CaseIsOpen
from services.intake.domain.reference import ACKNOWLEDGEMENT, Asked, age_on
from services.intake.store import cases, entries, handoffs, overview, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, concealment, counting, links

JOINED = "JOINED"
ROUTE_STATES = {
    "INFO": "INFO_PROVIDED",
    "ACCEPT": "ACCEPTED",
    "EMERGENCY_DIVERT": "EMERGENCY_DIVERTED",
    "DUPLICATE": "DUPLICATE_LINKED",
    "JOIN": JOINED,
}


def register(db: sa.Connection, ctx: Context, new: NewConsultation) -> str:
    """Takes a worry in at the caller's window (P-016, P-017); answers the consultation's id. Raises InvalidArgument."""
    today = date_in_japan(ctx.now)
    found = domain.violations(new, ctx.now, today)
    if found:
        raise InvalidArgument(*found)
    access.require_agency(db, ctx, ctx.actor.agency_id)
    if reference.of(db, ctx).conceals(ctx.actor.agency_id):
        new = replace(new, persons=tuple(map(_concealed, new.persons)))
    row = take_in(db, ctx, new, ctx.actor.agency_id, recorded_by=ctx.actor.agency_id)
    if overview.is_known_elsewhere(db, ctx, ctx.actor.agency_id, row.household_keys):
        _tell_coordinator(db, ctx, row)
    return str(row.id)


def _tell_coordinator(db: sa.Connection, ctx: Context, row: Any) -> None:
    """Several agencies know this household and none supports it (P-105). The agencies learn nothing of each other."""
    handoffs.deliver(
        db,
        ctx,
        reference.of(db, ctx).coordinator_agency_id,
        kind="KNOWN_WITHOUT_SUPPORT",
        case_id=row.case_id,
        case_no=row.case_no,
        subject=f"consultations/{row.id}",
        from_agency_id=row.receiving_agency_id,
    )


def take_in(
    db: sa.Connection,
    ctx: Context,
    new: NewConsultation,
    agency_id: str,
    predecessor: str = "",
    *,
    recorded_by: str = "",
    also_of: Sequence[str] = (),
    counts: bool = True,
) -> Any:
    """Opens a file of its own for it and starts its process; answers the consultation's row.

    `recorded_by`: the window that wrote it down; nobody where the process takes it in, for the words are another's.
    `also_of`: of whom it tells beside its persons. `counts`: as a worry that was not counted before.
    """
    consultation_id, case_id = new_id(), new_id()
    case_no = cases.next_number(db, ctx, domain.fiscal_year_prefix(date_in_japan(ctx.now)))
    persons = [replace(person, person_id=new_id()) for person in new.persons]
    sealing.prepare(db, ctx, [case_id, *(person.person_id for person in persons)])
    persons = concealment.guarded(db, ctx, case_id, persons)
    cases.add_persons(db, ctx, case_id, persons)
    rows.insert(
        db,
        ctx,
        t.consultations,
        id=consultation_id,
        case_id=case_id,
        case_no=case_no,
        state="RECEIVED",
        channel=new.channel,
        consulter=new.consulter,
        receiving_agency_id=agency_id,
        recorded_by_agency_id=recorded_by,
        concerns=list(new.all_concerns),
        person_ids=[person.person_id for person in persons],
        told_of=[*(person.person_id for person in persons), *also_of],
        narrative=new.narrative,
        urgency_facts=list(new.urgency_facts),
        days_to_eviction=new.days_to_eviction,
        intake_consent=new.intake_consent,
        sender_reference=new.sender_reference,
        wish=new.wish,
        area="" if any(person.concealed_address for person in persons) else new.area,
        household_keys=household_keys(db, ctx, persons),
        override_reason="",
        duplicate_of="",
        screened_by="",
        predecessor_case_id=predecessor,
        reference_version="",
        route="",
        candidates=[],
        joined_case_id="",
        unread=False,
        occurred_at=new.occurred_at,
        recorded_at=ctx.now,
    )
    row = rows.get(db, ctx, t.consultations, consultation_id)
    if counts:
        counting.received(db, ctx, row)
    event = domain.ConsultationReceived(ctx.municipality_id, case_id, case_no, consultation_id, agency_id, new.channel)
    outbox.record(db, ctx, event, new.occurred_at)
    return row


def _concealed(person: Person) -> Person:
    """An address told where violence is reported is concealed from the first entry on (P-022)."""
    return replace(person, address="", concealed_address=person.address or person.concealed_address)


def household_keys(db: sa.Connection, ctx: Context, persons: Sequence[Any]) -> list[str]:
    """What two windows' entries of one household have in common. A concealed address joins nothing.

    `persons`: as they are told or as they are kept.
    """
    found = [domain.match_key(person) for person in persons]
    found += [domain.address_key(person.address) for person in persons]
    return sorted({rows.blind(db, ctx, key) for key in found if key})


def open_consultation(db: sa.Connection, ctx: Context, consultation_id: str, instance: int) -> dict[str, Any]:
    """The process has begun: keeps its instance key; answers opaque risk codes for D2."""
    row = rows.lock(db, ctx, t.consultations, consultation_id)
    rows.change(db, ctx, t.consultations, consultation_id, process_instance_key=instance)
    return risks(db, ctx, row)


def risks(db: sa.Connection, ctx: Context, row: Any) -> dict[str, Any]:
    """Of what was told in a consultation or found in a reassessment: opaque codes for D2, never the facts."""
    known = reference.of(db, ctx).risk_classes
    codes = sorted({known[fact] for fact in row.urgency_facts or () if fact in known})
    return {"riskClasses": codes, "daysToEviction": row.days_to_eviction}


def record_urgency(
    db: sa.Connection, ctx: Context, job: Job, consultation_id: str, urgency: int, due_at: datetime
) -> str:
    """D2's answer, though never below that of an emergency that was told before it."""
    row = rows.lock(db, ctx, t.consultations, consultation_id)
    rows.change(db, ctx, t.consultations, consultation_id, urgency=max(urgency, row.urgency or 0))
    item = NewItem(
        row.case_id,
        row.case_no,
        "SCREEN_CONSULTATION",
        f"consultations/{consultation_id}",
        reference.of(db, ctx).coordinator_agency_id,
        access.COORDINATOR,
        due_at,
    )
    return work_items.open_item(db, ctx, job, item)


def screen(db: sa.Connection, ctx: Context, consultation_id: str, answers: Screening) -> None:
    """Records the coordinator's answers and tells the process; D1 decides.

    Raises InvalidArgument, AlreadyAnswered, UnknownAgency, CaseIsClosed, RepeatsAnother.
    """
    row = access.consultation_to_screen(db, ctx, consultation_id)
    if not answers.residency:
        raise InvalidArgument(Violation("residency", "REQUIRED", "市内の住所または居所の有無を選んでください。"))
    if row.route or row.candidates or row.state != "RECEIVED":
        raise AlreadyAnswered
    known, today = reference.of(db, ctx), reference.today(ctx)
    for agency_id in answers.candidates:
        known.require_open(agency_id, today)
    links.require(db, ctx, answers)
    people = cases.people(db, ctx, row.person_ids)
    recommended = [one.agency_id for one in known.recommendations(asked(ctx, row, people), today) if one.rule_id]
    if answers.duplicate_of:
        links.require_original(db, ctx, consultation_id, answers.duplicate_of)
    candidates = list(answers.candidates) or recommended
    predecessor = answers.predecessor_case or row.predecessor_case_id
    rows.change(
        db,
        ctx,
        t.consultations,
        consultation_id,
        about=row.case_id,
        candidates=candidates,
        joined_case_id=answers.open_case,
        duplicate_of=answers.duplicate_of,
        predecessor_case_id=predecessor,
        override_reason=answers.override_reason,
        screened_by=ctx.actor.person_id,
        reference_version=known.version,
        route="ASKED",
    )
    counting.screened(db, ctx, row)
    if predecessor:
        counting.came_back(db, ctx, row, predecessor)
    work_items.close_subject(db, ctx, f"consultations/{consultation_id}", "SCREEN_CONSULTATION")
    outbox.record(
        db,
        ctx,
        domain.ConsultationScreened(
            case_id=row.case_id,
            consultation_id=consultation_id,
            residency=answers.residency,
            welfare_need=answers.welfare_need,
            information_suffices=answers.information_suffices,
            domains_count=len(known.domains(row.concerns)),
            single_agency=answers.single_agency and bool(candidates) and known.coordinator_agency_id not in recommended,
            open_case=bool(answers.open_case),
            duplicate=bool(answers.duplicate_of),
        ),
    )


def asked(ctx: Context, row: Any, people: Sequence[Any]) -> Asked:
    """What a consultation about these people says that bears on who fits (D3)."""
    return asked_of(ctx, row, [person.birth_date for person in people])


def asked_of(ctx: Context, row: Any, birth_dates: Sequence[str]) -> Asked:
    day = reference.today(ctx)
    ages = (age_on(one, day) for one in birth_dates)
    return Asked(tuple(row.concerns), tuple(age for age in ages if age is not None), row.consulter)


def apply_route(db: sa.Connection, ctx: Context, consultation_id: str, route: str) -> None:
    """What D1 decided. Final for all but those that wait for a handoff."""
    case = _case_to_join(db, ctx, consultation_id) if route == "JOIN" else None
    row = rows.lock(db, ctx, t.consultations, consultation_id)
    work_items.close_subject(db, ctx, f"consultations/{consultation_id}", "SCREEN_CONSULTATION")
    state = ROUTE_STATES.get(route, row.state)
    merged = row.state == JOINED  # with the case that it was to join: told in the other one
    joins = merged or (case is not None and not cases.is_over(case))
    unread = row.unread if merged else joins
    rows.change(db, ctx, t.consultations, consultation_id, route=route, state=state, unread=unread)
    counting.routed(db, ctx, row, route)
    if route == "JOIN" and joins:
        _join(db, ctx, row)
    elif route == "JOIN":
        take_in_again(db, ctx, consultation_id, row.joined_case_id)
    if route in ("INFO", "DUPLICATE", "JOIN"):
        tell_sender(db, ctx, row, state)


def _case_to_join(db: sa.Connection, ctx: Context, consultation_id: str) -> Any | None:
    """Locked before the consultation, as merging does: its end may have been ordered since the screening."""
    row = rows.get(db, ctx, t.consultations, consultation_id)
    return rows.find_locked(db, ctx, t.cases, row.joined_case_id)


def _join(db: sa.Connection, ctx: Context, row: Any) -> None:
    """The people may be known there already: the coordinator reviews it and adds who is new. What it tells of danger
    raises the urgency of the case, and never lowers it."""
    cases.raise_urgency(db, ctx, row.joined_case_id, row.urgency or 0)
    if row.state != JOINED:
        joined = domain.ConsultationJoined(case_id=row.joined_case_id, joined_consultation_id=row.id)
        outbox.record(db, ctx, joined)
    concealment.close_in(db, ctx, [row.joined_case_id, row.case_id])


def take_in_again(db: sa.Connection, ctx: Context, consultation_id: str, case_id: str) -> None:
    """The case that it joined ends unread, or its support is over and this needs some: it is screened anew, in a file
    of its own that follows the case. As every way back it is the coordinators' own: its window has heard that it was
    accepted, and does not hear that somebody was known."""
    row = rows.get(db, ctx, t.consultations, consultation_id)
    told = {
        name: getattr(row, name) for name in ("channel", "consulter", "narrative", "intake_consent", "wish", "area")
    }
    told_of = cases.people(db, ctx, row.person_ids)
    known = [one for one in told_of if not one.separated]
    # Of a file that was merged into the case, the row there is the one that they continue.
    people = [replace(cases.person_again(one), same_as=one.same_as or one.id) for one in known]
    again = NewConsultation(
        **told,
        concerns=tuple(row.concerns),
        persons=tuple(people),
        urgency_facts=tuple(row.urgency_facts or ()),
        days_to_eviction=row.days_to_eviction,
        sender_reference="",
        occurred_at=row.occurred_at,
    )
    office, left = reference.of(db, ctx).coordinator_agency_id, [one.id for one in told_of if one.separated]
    anew = take_in(db, ctx, again, office, case_id, also_of=left, counts=False)
    said = (f"consultations/{consultation_id}", JOINED, ctx.now)
    way_back, name = entries.NEW_CONSULTATION, f"consultations/{anew.id}"
    entries.add(db, ctx, case_id, *said, way_back=way_back, way_back_name=name)


def begin_again(db: sa.Connection, ctx: Context, case: Any) -> Any:
    """About everybody of a case that is over who lives; answers the new consultation's row."""
    people = [cases.person_again(row) for row in cases.household(db, ctx, case.id) if row.alive]
    again = NewConsultation("MEETING", "CITY_SECTION", (), tuple(people), "", (), None, "", "", ctx.now)
    return take_in(db, ctx, again, case.coordinator_agency_id, case.id)


def close(db: sa.Connection, ctx: Context, consultation_id: str, outcome: str) -> None:
    """The single agency's, or the warm handoff's, end."""
    row = rows.lock(db, ctx, t.consultations, consultation_id)
    state = "OUT_OF_SCOPE" if row.route == "OUT_OF_SCOPE" else "HANDED_OFF"
    rows.change(db, ctx, t.consultations, consultation_id, state=state)
    outbox.record(db, ctx, domain.ConsultationClosed(row.case_id, consultation_id, state))
    tell_sender(db, ctx, row, outcome)


def tell_sender(db: sa.Connection, ctx: Context, row: Any, code: str) -> None:
    """The sender always learns what became of it (P-024), as a code.

    What a source may hear depends on who it is (P-017): a neighbour hears only that the worry was taken in.
    """
    if only_acknowledged(db, ctx, row):
        code = "RECEIVED"
    handoffs.deliver(
        db,
        ctx,
        row.receiving_agency_id,
        kind="FEEDBACK",
        case_id=row.case_id,
        case_no=row.case_no,
        subject=f"consultations/{row.id}",
        from_agency_id=reference.of(db, ctx).coordinator_agency_id,
        code=domain.state_for_window(code, row.route),
        sender_reference=row.sender_reference,
    )


def only_acknowledged(db: sa.Connection, ctx: Context, first: Any | None) -> bool:
    """Whether the source of a file's consultation may hear no more than that it was taken in (P-017): it has heard."""
    return first is not None and reference.of(db, ctx).feedback_to(first.consulter) == ACKNOWLEDGEMENT


def review_joined(
    db: sa.Connection, ctx: Context, job: Job, case_id: str, consultation_id: str, due_at: datetime
) -> str:
    """Answers the work item; "" where it was read before the process came to ask."""
    if not rows.lock(db, ctx, t.consultations, consultation_id).unread:
        return ""
    case = rows.get(db, ctx, t.cases, case_id)
    item = NewItem(
        case_id,
        case.case_no,
        cases.REVIEW_JOINED,
        f"consultations/{consultation_id}",
        case.coordinator_agency_id,
        access.COORDINATOR,
        due_at,
    )
    return work_items.open_item(db, ctx, job, item)


def joined_reviewed(db: sa.Connection, ctx: Context, consultation_id: str, *, begins_anew: bool = False) -> None:
    """Read by the coordinator. `begins_anew`: it needs support, and that of the case is over. Raises NotFound,
    AlreadyAnswered, CaseIsOpen."""
    row = access.consultation_to_screen(db, ctx, consultation_id)
    if row.state != JOINED:
        raise NotFound
    if begins_anew:
        _begin_anew(db, ctx, row)
    rows.change(db, ctx, t.consultations, consultation_id, unread=False)
    work_items.close_subject(db, ctx, f"consultations/{consultation_id}", cases.REVIEW_JOINED)
    outbox.record(db, ctx, domain.JoinedConsultationReviewed(row.joined_case_id, consultation_id))


def _begin_anew(db: sa.Connection, ctx: Context, row: Any) -> None:
    if not row.unread:
        raise AlreadyAnswered
    case = rows.get(db, ctx, t.cases, row.joined_case_id)
    supports = case.track_outcomes is None or case.added_tracks
    if supports and not cases.is_over(case):
        raise CaseIsOpen
    take_in_again(db, ctx, row.id, case.id)
