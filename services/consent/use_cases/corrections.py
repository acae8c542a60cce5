"""A wrong entry is corrected by a superseding one with its reason; where it moved the process, the process goes back.

Access never becomes allowed for a time that is over: what a correction grants holds from when it is recorded.
"""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from services.consent.domain import events
from services.consent.domain.refusals import AlreadyCorrected
from services.consent.domain.statements import (
    NEVER_GRANTED,
    Answer,
    CaseReference,
    Cell,
    Consent,
    GrantState,
    Statement,
    Terms,
)
from services.consent.store import grants, requests, statements
from services.consent.use_cases import counting, endings, records

_EVER_GRANTED = frozenset(GrantState) - frozenset(NEVER_GRANTED)


@dataclass(frozen=True)
class _Wrong:
    """The entry that is corrected. `moved`: it was the answer, or the whole withdrawal, that moved the track."""

    row: Any
    request_id: str | None
    said_yes: bool
    moved: bool


@dataclass(frozen=True)
class _Elsewhere:
    """The same answer where its case went on after a merge: what it granted there, and whether somebody has corrected
    it there before."""

    cells: frozenset[Cell] = frozenset()
    corrected: bool = False


def correct(
    db: sa.Connection, ctx: Context, reference: CaseReference, wrong_id: str, reason: str, said: Statement
) -> Consent:
    """`wrong_id`: of a consent or a withdrawal; `said`: what the person had said in truth.

    A wrong "yes" acts like a withdrawal, also when its case is over, and in the case that this was merged into; so does
    one that said less: whoever received more than that stops use. Raises NotFound, AlreadyCorrected, and what `record`
    raises.
    """
    person_id = _find(db, ctx, reference, wrong_id).row.person_id
    records.lock_person(db, ctx, reference, person_id)
    wrong = _find(db, ctx, reference, wrong_id)
    if wrong.row.corrected:
        raise AlreadyCorrected
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "訂正の理由を入力してください。"))
    said = records.checked(ctx, reference, person_id, said)
    if said.answer == Answer.GRANTED and not _narrows(db, ctx, reference, wrong, said):
        records.require_ongoing(reference, person_id)
    records.check_current(db, ctx, reference.case_id, person_id, said, ignoring=wrong_id)
    elsewhere = _follow(db, ctx, wrong_id, said, reason) if reference.over else _Elsewhere()
    counts = not elsewhere.corrected
    if counts:
        counting.wrong(db, ctx, wrong.row)
    had_grants = endings.any_left(db, ctx, reference.case_id, person_id)
    anew = not reference.over
    consent_id, lost = _supersede(db, ctx, wrong, said, reason, elsewhere, counts=counts, anew=anew)
    consent = records.read_back(db, ctx, consent_id, reference, person_id, wrong.request_id, said)
    if not reference.over:
        _move(db, ctx, wrong, said.answer, had_grants=had_grants, lost=lost)
    return consent


def _narrows(db: sa.Connection, ctx: Context, reference: CaseReference, wrong: _Wrong, said: Statement) -> bool:
    """Whether, of a case that is over, the right "yes" names nothing but what the wrong one granted."""
    if not reference.over or not wrong.said_yes or wrong.row.person_id in reference.deceased_person_ids:
        return False
    given = grants.find_grants(
        db, ctx, wrong.row.case_id, person_id=wrong.row.person_id, consent_id=wrong.row.id, states=_EVER_GRANTED
    )
    return said.granted_cells().keys() <= {grant.cell for grant in given}


def _find(db: sa.Connection, ctx: Context, reference: CaseReference, wrong_id: str) -> _Wrong:
    consent = statements.find_consent(db, ctx, wrong_id)
    if consent is not None and consent.case_id == reference.case_id:
        return _answer(db, ctx, consent)
    withdrawal = statements.find_withdrawal(db, ctx, wrong_id)
    if withdrawal is not None and withdrawal.case_id == reference.case_id:
        return _Wrong(withdrawal, None, said_yes=False, moved=withdrawal.whole)
    raise NotFound


def _answer(db: sa.Connection, ctx: Context, consent: Any) -> _Wrong:
    moved = consent.request_id is not None and not requests.is_sought(db, ctx, consent.request_id)
    return _Wrong(consent, consent.request_id, consent.answer == Answer.GRANTED, moved)


def _supersede(
    db: sa.Connection,
    ctx: Context,
    wrong: _Wrong,
    said: Statement,
    reason: str,
    elsewhere: _Elsewhere,
    *,
    counts: bool,
    anew: bool = False,
) -> tuple[str, bool]:
    """The right entry follows the wrong one, and whoever lost something by it is told, unless they are `elsewhere`.
    Unless it grants `anew`, nothing holds by it but what holds now. Answers its id, and whether anything was lost."""
    case_id, person_id, wrong_id = wrong.row.case_id, wrong.row.person_id, wrong.row.id
    kept = said.granted_cells().keys() | elsewhere.cells
    ended = set[Cell]()
    if said.grants and not anew:
        said, ended = _as_it_stands(db, ctx, wrong, said)
    undone = grants.void_grants(db, ctx, wrong_id)
    grants.void_answers(db, ctx, wrong_id)
    taken_back, consent_id = records.write(
        db,
        ctx,
        case_id,
        person_id,
        wrong.request_id,
        said,
        corrects=wrong_id,
        correction_reason=reason,
        counts=counts,
    )
    if ended:
        state = GrantState.ENDED_WITH_CASE
        grants.end_grants(db, ctx, case_id, person_id, state, consent_id=consent_id, cells=ended)
    lost = [grant for grant in undone if grant.cell not in kept]
    endings.announce(db, ctx, lost, reason=endings.CORRECTED)
    endings.announce(db, ctx, taken_back, said.occurred_at)
    requests.replace_consent(db, ctx, wrong_id, consent_id)
    return consent_id, bool(lost or taken_back)


def _as_it_stands(db: sa.Connection, ctx: Context, wrong: _Wrong, said: Statement) -> tuple[Statement, set[Cell]]:
    """Of what the wrong entry granted, no more than what holds or ended with its case; and what ended."""
    given = grants.find_grants(
        db, ctx, wrong.row.case_id, person_id=wrong.row.person_id, consent_id=wrong.row.id, states=grants.VOIDABLE
    )
    stands = {grant.cell: grant.state for grant in given}
    left = [(cell, until) for cell, until in said.granted_cells().items() if cell in stands]
    terms = tuple(Terms(cell.agency_id, (cell.data_category,), (cell.purpose,), until) for cell, until in left)
    ended = {cell for cell, _until in left if stands[cell] is GrantState.ENDED_WITH_CASE}
    return replace(said, grants=terms), ended


def _follow(db: sa.Connection, ctx: Context, wrong_id: str, said: Statement, reason: str) -> _Elsewhere:
    """Corrects the answer, too, where its case went on after a merge, as often as it was merged."""
    cells, corrected = set[Cell](), False
    for case_id, person_id, carried_id in statements.find_carried(db, ctx, wrong_id):
        requests.lock_known_subjects(db, ctx, case_id, person_id)
        given = grants.find_grants(db, ctx, case_id, person_id=person_id, consent_id=carried_id)
        cells |= {grant.cell for grant in given}
        row = statements.find_consent(db, ctx, carried_id)
        if row is None or row.corrected:
            corrected = True
            continue
        further = _follow(db, ctx, carried_id, said, reason)
        corrected |= further.corrected
        wrong, had_grants = _answer(db, ctx, row), endings.any_left(db, ctx, case_id, person_id)
        _consent_id, lost = _supersede(db, ctx, wrong, said, reason, further, counts=False)
        _move(db, ctx, wrong, said.answer, had_grants=had_grants, lost=lost)
    return _Elsewhere(frozenset(cells), corrected)


def _move(db: sa.Connection, ctx: Context, wrong: _Wrong, answer: str, *, had_grants: bool, lost: bool) -> None:
    """Which way the process takes: back to asking, where the right answer is handed on; or only what is lost stops."""
    case_id, person_id = wrong.row.case_id, wrong.row.person_id
    has_grants = endings.any_left(db, ctx, case_id, person_id)
    says_yes = answer == Answer.GRANTED
    if wrong.moved and wrong.said_yes != says_yes and has_grants == says_yes:
        endings.close_requests(db, ctx, case_id, person_id)
        outbox.record(db, ctx, events.ConsentCorrected(case_id, person_id))
    elif had_grants and not has_grants:
        records.announce_loss(db, ctx, case_id, person_id, ctx.now)
    else:
        if lost:
            outbox.record(db, ctx, events.ConsentPartlyEnded(case_id, person_id))
        if says_yes and has_grants:
            outbox.record(db, ctx, events.ConsentRenewed(case_id, person_id))
