"""Questions about consent: may this be disclosed, to whom, what was said last, how many."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from kit import freezes
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.hands import at_desk, meets_people, reads_cases
from services.consent.domain import disclosure
from services.consent.domain.disclosure import Decision, Question, Ruling, Said
from services.consent.domain.statements import Answer, AnswerState, CaseReference, Grant, GrantState
from services.consent.store import grants, requests, statements
from services.consent.use_cases import counting


def check_grant(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    agency_id: str,
    purpose: str,
    data_categories: Collection[str],
) -> list[str]:
    """The grants on which the disclosure may rest: one per category, or none at all. Fails closed.

    It holds the person's row until it is answered: a withdrawal committed before is seen, one that comes meanwhile
    waits. Raises InvalidArgument when no category is asked, for that would permit anything.
    """
    if not data_categories:
        raise InvalidArgument(Violation("data_categories", "REQUIRED", "入力してください。"))
    requests.hold_subject(db, ctx, case_id, person_id)
    if freezes.stopped(db, ctx, case_id, agency_id):
        return []
    found = {
        grant.cell.data_category: grant.grant_id
        for grant in grants.find_grants(db, ctx, case_id, person_id=person_id, agency_id=agency_id, in_force=True)
        if grant.cell.purpose == purpose
    }
    if not set(data_categories) <= set(found):
        return []
    return [found[category] for category in sorted(set(data_categories))]


def check_disclosure(db: sa.Connection, ctx: Context, questions: Sequence[Question]) -> list[Ruling]:
    """One ruling per question (D5). Where consent decides, a withdrawal committed before is seen, as in check_grant.

    The number of statements does not grow with persons, agencies or categories.
    """
    people = {(one.case_id, one.person_id) for one in questions if disclosure.asks_consent(one)}
    said = _said(db, ctx, sorted(people)) if people else {}
    frozen = freezes.frozen(db, ctx, {one.case_id for one in questions})
    rulings = [
        disclosure.FROZEN
        if (one.case_id, one.reader_agency_id) in frozen
        else disclosure.decide(one, _answer(one, said))
        for one in questions
    ]
    asked = zip(questions, rulings, strict=True)
    counting.refused(db, ctx, {(one.case_id, ruling.rule) for one, ruling in asked if ruling.decision is Decision.DENY})
    return rulings


def _said(db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]]) -> dict[tuple[str, ...], Said]:
    """YES by cell, NO by recipient."""
    requests.hold_subjects(db, ctx, people)
    found: dict[tuple[str, ...], Said] = dict.fromkeys(grants.find_refused(db, ctx, people), Said.NO)
    for grant in grants.find_in_force(db, ctx, people):
        cell = grant.cell
        key = (grant.case_id, grant.person_id, cell.agency_id, cell.data_category, cell.purpose)
        found[key] = Said.YES
    return found


def _answer(one: Question, said: Mapping[tuple[str, ...], Said]) -> Said:
    recipient = (one.case_id, one.person_id, one.reader_agency_id)
    cell = (*recipient, disclosure.needed_grant(one), one.purpose)
    return said.get(cell) or said.get(recipient, Said.NOTHING)


def _in_force(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> list[Grant]:
    requests.hold_subject(db, ctx, case_id, person_id)
    return grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True)


def list_granted_agencies(db: sa.Connection, ctx: Context, case_id: str, person_id: str, purpose: str) -> list[str]:
    in_force = _in_force(db, ctx, case_id, person_id)
    return sorted({grant.cell.agency_id for grant in in_force if grant.cell.purpose == purpose})


def list_lost_agencies(db: sa.Connection, ctx: Context, case_id: str, person_id: str, purpose: str) -> list[str]:
    """Those whose grants for this purpose ended, and who have none any more."""
    over = (GrantState.WITHDRAWN, GrantState.EXPIRED, GrantState.SUPERSEDED)
    had = grants.find_grants(db, ctx, case_id, person_id=person_id, states=over)
    lost = {grant.cell.agency_id for grant in had if grant.cell.purpose == purpose}
    return sorted(lost - set(list_granted_agencies(db, ctx, case_id, person_id, purpose)))


def sees_all(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """Whether the case is in the coordinator's hands who asks, or they manage the coordinators; nobody else learns how
    it stands with other agencies."""
    return reads_cases(ctx) and requests.coordinates(db, ctx, case_id)


def seen(db: sa.Connection, ctx: Context, case_id: str) -> Callable[[Grant], bool]:
    """Of grants, those that the caller may learn of."""
    of_all = sees_all(db, ctx, case_id)
    return lambda grant: of_all or grant.cell.agency_id == ctx.actor.agency_id


def list_grants(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    *,
    person_id: str = "",
    include_ended: bool = False,
    after: str = "",
    limit: int,
) -> list[Grant]:
    """All grants for the case's coordinator; for others those that they receive, or received. What was refused to an
    agency it does not learn, nor what waits for an answer: where that vanished it was a refusal."""
    coordinates = sees_all(db, ctx, case_id)
    return grants.find_grants(
        db,
        ctx,
        case_id,
        person_id=person_id or None,
        agency_id=None if coordinates else ctx.actor.agency_id,
        held=not coordinates,
        in_force=not include_ended,
        after=after,
        limit=limit,
    )


@dataclass(frozen=True)
class ReadConsent:
    """`grants`: those of which the reader learns how they stand; `said`: of the others what was said, and no more.
    `corrects`: the resource name of what it corrects, or empty."""

    row: Any
    grants: list[Grant]
    said: list[Grant]
    coordinator_agency_id: str
    corrects: str


def get_consent(db: sa.Connection, ctx: Context, consent_id: str) -> ReadConsent:
    """Raises NotFound, also for whoever neither coordinates the case nor wrote it down.

    What the coordinator's agency wrote down is its coordinators' only while the case is in their hands (P-027), their
    manager's, and that of its window; no other office there reads it. How it stands with other agencies now is theirs
    alone who answer for the case.
    """
    row = statements.find_consent(db, ctx, consent_id)
    if row is None:
        raise NotFound
    known = requests.known_subjects(db, ctx, row.case_id)[row.person_id]
    coordinator = known.coordinator_agency_id
    whole = at_desk(ctx, coordinator)
    if not (known.in_hands if whole else _wrote(ctx, row, coordinator)):
        raise NotFound
    given = grants.find_grants(db, ctx, row.case_id, person_id=row.person_id, consent_id=consent_id)
    corrects = ""
    if row.corrects is not None:
        kind = "consents" if statements.find_consent(db, ctx, row.corrects) is not None else "withdrawals"
        corrects = f"{kind}/{row.corrects}"
    known_to = [one for one in given if whole or one.cell.agency_id == ctx.actor.agency_id]
    return ReadConsent(row, known_to, [one for one in given if one not in known_to], coordinator, corrects)


def _wrote(ctx: Context, row: Any, coordinator: str) -> bool:
    own = ctx.actor.agency_id == row.recorded_by_agency_id
    return own and (ctx.actor.agency_id != coordinator or meets_people(ctx))


def get_answer_state(db: sa.Connection, ctx: Context, reference: CaseReference, person_id: str) -> AnswerState:
    state = statements.answer_state(db, ctx, reference.files_of(person_id))
    if state.answer != Answer.GRANTED:
        return state
    heard = statements.to_hand_on(db, ctx, reference.case_id, person_id)
    return replace(state, volunteered=heard is not None and bool(heard.volunteered))
