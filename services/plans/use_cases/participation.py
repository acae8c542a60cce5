"""Participation support at the person's pace: it begins, goes step by step, pauses, and ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from kit import hands, outbox, work_items
from kit.calendar import JST, date_in_japan
from kit.context import Context
from kit.errors import InvalidArgument, NotFound
from kit.facts import record as record_fact
from kit.ids import new_id
from kit.zeebe import Job
from services.plans.domain import events
from services.plans.domain import participation as rules
from services.plans.domain.participation import Beginning, Outcome, Participation, Stage, Step, StepFacts, StepState
from services.plans.domain.plan import COORDINATOR, occurred
from services.plans.store import participation as store
from services.plans.use_cases import work

Agreed = Callable[[str, str, str], bool]
"""(case id, person id, agency id) → does the person's PARTICIPATION grant cover the agency?"""


@dataclass(frozen=True)
class Whose:
    """What intake says of the case today."""

    case_id: str
    case_no: str
    coordinator_agency_id: str


def is_coordinator(ctx: Context) -> bool:
    return "STAFF" in ctx.actor.audiences and COORDINATOR in ctx.actor.roles


def oversees(ctx: Context) -> bool:
    """As a coordinator or who manages them: of what these read."""
    return "STAFF" in ctx.actor.audiences and hands.reads_cases(ctx)


def coordinates(db: sa.Connection, ctx: Context, case: Whose) -> bool:
    """As the case's coordinator, deputy or their manager (P-027)."""
    own = is_coordinator(ctx) and ctx.actor.agency_id == case.coordinator_agency_id
    return own and hands.in_hands(db, ctx, case.case_id)


def open_participation(
    db: sa.Connection,
    ctx: Context,
    *,
    case: Whose,
    person_id: str,
    agency_id: str,
    beginning: Beginning,
    occurred_at: datetime | None,
    agreed: Agreed,
) -> Participation:
    """`agency_id`: whoever carries participation support (P-065); its own worker or the coordinator opens it.

    Raises NotFound for others, FitsNotSaid, InvalidArgument, ParticipationWithoutGrant, ParticipationOpenAlready.
    """
    covered = agreed(case.case_id, person_id, agency_id)
    by_coordinator = coordinates(db, ctx, case)
    if not by_coordinator and not (ctx.actor.agency_id == agency_id and covered):
        raise NotFound
    at = occurred(occurred_at, ctx.now)
    rules.check_beginning(beginning, today(ctx))
    if not covered:
        raise rules.ParticipationWithoutGrant
    if store.open_participations(db, case.case_id, person_id):
        raise rules.ParticipationOpenAlready
    terms = {name: value for name, value in vars(beginning).items() if name not in ("ties", "next_on")}
    opened = Participation(
        participation_id=new_id(),
        person_id=person_id,
        agency_id=agency_id,
        recorded_by_agency_id=ctx.actor.agency_id,
        stage=Stage.ASSESSED,
        host_id="",
        end_reason="",
        opened_at=at,
        paused_at=None,
        ended_at=None,
        **vars(case),
        **terms,
    )
    store.insert_participation(db, ctx, opened)
    _note(db, ctx, opened, Stage.ASSESSED, at, ties=beginning.ties, next_on=beginning.next_on)
    store.take_marks(db, case.case_id, person_id)
    record_fact(db, ctx, "PARTICIPATIONS_OPENED", case.case_id, at)
    told = events.ParticipationOpened(
        case_id=case.case_id,
        municipality_id=ctx.municipality_id,
        case_no=case.case_no,
        person_id=person_id,
        participation_id=opened.participation_id,
        agency_id=agency_id,
    )
    outbox.record(db, ctx, told, at)
    return opened


def today(ctx: Context) -> date:
    return date_in_japan(ctx.now)


def _note(db: sa.Connection, ctx: Context, of: Participation, stage: Stage, at: datetime, **values: object) -> None:
    """What was agreed outside a planned step: at the beginning, and after a pause."""
    step = Step(new_id(), of.participation_id, StepState.RECORDED, stage, occurred_at=at)
    store.insert_step(db, step)
    store.update_step(db, ctx, of, step.step_id, outcome=Outcome.CONTINUE, **_author(ctx), **values)


def _author(ctx: Context) -> dict[str, object]:
    by = {"recorded_by_agency_id": ctx.actor.agency_id, "recorded_by_person_id": ctx.actor.person_id}
    return {**by, "recorded_at": ctx.now}


@dataclass(frozen=True)
class Planned:
    id: str
    due_at: datetime
    work_item_id: str


def plan_step(db: sa.Connection, ctx: Context, job: Job, *, participation_id: str, default: datetime) -> Planned:
    """Waits for the next step, on the day agreed with the person, else by `default` (P-062, P-064)."""
    of = store.get_participation(db, participation_id, lock=True)
    steps = store.steps_of(db, [participation_id]).get(participation_id, [])
    agreed = next((step.next_on for step in reversed(steps) if step.state == StepState.RECORDED), None)
    due_at = datetime.combine(agreed, job.calendar.closing, JST) if agreed else default
    due_at = max(due_at, ctx.now)
    step = Step(new_id(), participation_id, StepState.PLANNED, due_at=due_at)
    store.insert_step(db, step)
    if of.ended_at is not None:
        _tell_step(db, ctx, of, step.step_id, Outcome.END)
        return Planned(step.step_id, due_at, "")
    item = _item(of, work.PARTICIPATION_STEP, step.step_id, due_at, of.agency_id, "")
    return Planned(step.step_id, due_at, work_items.open_item(db, ctx, job, item))


def pause(db: sa.Connection, ctx: Context, job: Job, *, participation_id: str, due_at: datetime) -> Planned:
    """The person rests: nobody is reminded. The coordinator alone looks at it by `due_at`."""
    of = store.get_participation(db, participation_id, lock=True)
    step = Step(new_id(), participation_id, StepState.PLANNED, due_at=due_at)
    store.insert_step(db, step, outcome=Outcome.PAUSE)
    if of.ended_at is not None or of.paused_at is None:
        _tell_resumed(db, ctx, of, step.step_id)
        return Planned(step.step_id, due_at, "")
    item = _item(of, work.REVIEW_PAUSE, step.step_id, due_at, of.coordinator_agency_id, COORDINATOR)
    return Planned(step.step_id, due_at, work_items.open_item(db, ctx, job, item))


def _item(of: Participation, kind: str, step_id: str, due_at: datetime, agency: str, role: str) -> work_items.NewItem:
    subject = f"participationSteps/{step_id}"
    return work_items.NewItem(of.case_id, of.case_no, kind, subject, agency, role, due_at, (of.person_id,))


def record_step(
    db: sa.Connection, ctx: Context, *, step_id: str, facts: StepFacts, occurred_at: datetime | None
) -> Participation:
    """Raises NotFound for others, StepClosed, StageNotNext, NoHostChosen, InvalidArgument."""
    of = writable(db, ctx, store.get_step(db, step_id).participation_id)
    step = store.get_step(db, step_id)
    if step.state != StepState.PLANNED or of.paused_at is not None:
        raise rules.StepClosed
    at = occurred(occurred_at, ctx.now)
    rules.check_step(facts, of.stage, of.host_id, today(ctx))
    store.update_step(
        db,
        ctx,
        of,
        step_id,
        state=StepState.RECORDED,
        stage=facts.stage,
        outcome=facts.outcome,
        text=facts.text,
        ties=facts.ties,
        host_heard=facts.host_heard,
        next_on=facts.next_on,
        occurred_at=at,
        **_author(ctx),
    )
    changed: dict[str, object] = {"stage": facts.stage}
    if facts.stage == Stage.MATCHING and of.stage in (Stage.TRIAL, Stage.ONGOING):
        changed["host_id"] = ""
    if facts.outcome == Outcome.PAUSE:
        changed["paused_at"] = at
    if facts.outcome == Outcome.END:
        changed |= {"ended_at": at, "end_reason": facts.end_reason}
        outbox.record(db, ctx, events.ParticipationEnded(of.case_id, of.participation_id, facts.stage), at)
    store.update_participation(db, ctx, of, **changed)
    record_fact(db, ctx, f"PARTICIPATION_STEPS.{facts.stage}", of.case_id, at)
    if facts.ties is not None:
        record_fact(db, ctx, f"PARTICIPATION_TIES.{facts.ties}", of.case_id, at)
    _tell_step(db, ctx, of, step_id, facts.outcome, facts.stage)
    return store.get_participation(db, of.participation_id)


def _tell_step(
    db: sa.Connection, ctx: Context, of: Participation, step_id: str, outcome: Outcome, stage: Stage = Stage.ENDED
) -> None:
    outbox.record(db, ctx, events.ParticipationStepRecorded(of.case_id, of.participation_id, step_id, stage, outcome))
    work.done(db, ctx, f"participationSteps/{step_id}")


def _tell_resumed(db: sa.Connection, ctx: Context, of: Participation, pause_id: str) -> None:
    outcome = Outcome.END if of.ended_at is not None else Outcome.CONTINUE
    outbox.record(db, ctx, events.ParticipationResumed(of.case_id, of.participation_id, pause_id, outcome))
    store.update_step(db, ctx, of, pause_id, state=StepState.RECORDED, stage=of.stage)
    work.done(db, ctx, f"participationSteps/{pause_id}")


def resume(
    db: sa.Connection, ctx: Context, *, participation_id: str, next_on: date | None, occurred_at: datetime | None
) -> Participation:
    """The person goes on. Raises NotFound for others, NotPaused, InvalidArgument."""
    of = writable(db, ctx, participation_id)
    if of.paused_at is None or of.ended_at is not None:
        raise rules.NotPaused
    at = occurred(occurred_at, ctx.now)
    if next_on is not None and next_on < today(ctx):
        raise InvalidArgument(*rules.date_faults(next_on, today(ctx)))
    store.update_participation(db, ctx, of, paused_at=None)
    for pause_step in _waiting(db, participation_id):
        _tell_resumed(db, ctx, of, pause_step.step_id)
    _note(db, ctx, of, of.stage, at, next_on=next_on)
    record_fact(db, ctx, "PARTICIPATIONS_RESUMED", of.case_id, at)
    return store.get_participation(db, participation_id)


def _waiting(db: sa.Connection, participation_id: str) -> list[Step]:
    steps = store.steps_of(db, [participation_id]).get(participation_id, [])
    return [step for step in steps if step.state == StepState.PLANNED]


def stop(db: sa.Connection, ctx: Context, *, case_id: str, reason: str, person_id: str = "") -> None:
    """Consent ended, the person died, or the case ended: what waits is no longer asked."""
    for of in store.open_participations(db, case_id, person_id):
        values = {"stage": Stage.ENDED, "ended_at": ctx.now, "end_reason": reason, "paused_at": None}
        store.update_participation(db, ctx, of, **values)
        ended = store.get_participation(db, of.participation_id)
        for step in _waiting(db, of.participation_id):
            if of.paused_at is not None:
                _tell_resumed(db, ctx, ended, step.step_id)
            else:
                store.update_step(db, ctx, of, step.step_id, state=StepState.CANCELLED)
                _tell_step(db, ctx, ended, step.step_id, Outcome.END)
        record_fact(db, ctx, f"PARTICIPATIONS_ENDED.{reason}", case_id)
        outbox.record(db, ctx, events.ParticipationEnded(case_id, of.participation_id, Stage.ENDED))


def end_grant(db: sa.Connection, ctx: Context, *, case_id: str, person_id: str, agency_id: str, still: Agreed) -> None:
    """Whoever carries it may know the person no longer."""
    running = store.open_participations(db, case_id, person_id)
    if any(of.agency_id == agency_id for of in running) and not still(case_id, person_id, agency_id):
        stop(db, ctx, case_id=case_id, person_id=person_id, reason="CONSENT_ENDED")


def writable(db: sa.Connection, ctx: Context, participation_id: str) -> Participation:
    """Locked, for whoever carries it and the coordinator. NotFound for others."""
    return store.lock_own(db, ctx, participation_id, whole=is_coordinator(ctx))


def readable(db: sa.Connection, ctx: Context, participation_id: str) -> Participation:
    """As `writable`, and for who manages the coordinators (D5 row 5)."""
    return store.lock_own(db, ctx, participation_id, whole=oversees(ctx))


def page(
    db: sa.Connection, ctx: Context, *, case_id: str, include_ended: bool, before: str, limit: int
) -> tuple[list[Participation], dict[str, list[Step]], str]:
    """(a page, steps, the token of the next one or "")."""
    whole = oversees(ctx)
    found = store.page_participations(
        db, ctx, whole=whole, case_id=case_id, include_ended=include_ended, before=before, limit=limit + 1
    )
    shown = found[:limit]
    steps = store.steps_of(db, [of.participation_id for of in shown])
    return shown, steps, found[limit - 1].participation_id if len(found) > limit else ""
