"""What a person said is recorded: an answer, or a withdrawal."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.hands import COORDINATOR
from kit.ids import new_id
from services.consent.domain import events
from services.consent.domain import statements as domain
from services.consent.domain.refusals import (
    CaseIsOver,
    ConsentOutdated,
    ConsentRequestClosed,
    PersonDeceased,
    UnknownAgency,
)
from services.consent.domain.statements import (
    Answer,
    CaseReference,
    Consent,
    ConsentRequest,
    Coverage,
    Grant,
    GrantState,
    RequestState,
    Statement,
)
from services.consent.store import forms, grants, requests, statements
from services.consent.use_cases import answering, counting, endings


@dataclass(frozen=True)
class Withdrawal:
    """`left`: the person's grants that are still in force."""

    withdrawal_id: str
    ended: list[Grant]
    left: list[Grant]


def record(
    db: sa.Connection,
    ctx: Context,
    reference: CaseReference,
    person_id: str,
    request_id: str | None,
    said: Statement,
) -> Consent:
    """Records an answer, to a request or free-standing.

    Raises NotFound, InvalidArgument, UnknownAgency, CapacityDoubtful, GuardianConflict, GuardianNeeded, SelfDecides,
    PersonDeceased, CaseIsOver, ConsentOutdated, ConsentRequestClosed.
    """
    lock_person(db, ctx, reference, person_id)
    said = checked(ctx, reference, person_id, said)
    if said.answer == Answer.GRANTED:
        require_ongoing(reference, person_id)
    if request_id is not None:
        _check_open(requests.lock_request(db, ctx, request_id), reference, person_id)
    case_id = reference.case_id
    check_current(db, ctx, case_id, person_id, said)
    if request_id is not None and said.answer != Answer.GRANTED:
        endings.expire_unanswered(db, ctx, case_id, person_id)
    had_grants = endings.any_left(db, ctx, case_id, person_id)
    lost, consent_id = write(db, ctx, case_id, person_id, request_id, said)
    endings.announce(db, ctx, lost, said.occurred_at)
    consent = read_back(db, ctx, consent_id, reference, person_id, request_id, said)
    if request_id is not None:
        answering.conclude_request(db, ctx, consent, request_id)
    elif said.answer == Answer.GRANTED:
        if ctx.actor.agency_id != reference.coordinator_agency_id:
            _tell_coordinators(db, ctx, consent, first=not had_grants)
        answering.hand_on_to_open(db, ctx, case_id, person_id, volunteered=True)
    if said.answer == Answer.GRANTED and had_grants:
        outbox.record(db, ctx, events.ConsentRenewed(case_id, person_id), said.occurred_at)
    if lost:
        track_knows = request_id is not None and not requests.is_sought(db, ctx, request_id)
        announce_loss(db, ctx, case_id, person_id, said.occurred_at, track_knows=track_knows)
    return consent


def _tell_coordinators(db: sa.Connection, ctx: Context, consent: Consent, *, first: bool) -> None:
    """Of a "yes" that another agency heard and for which nobody waits: before the next step, nobody would look."""
    case_id, person_id = consent.case_id, consent.person_id
    if requests.was_asked_in_vain(db, ctx, case_id, person_id):
        told = events.ConsentVolunteered(case_id, person_id, consent.consent_id, ctx.actor.agency_id, first)
        outbox.record(db, ctx, told, consent.occurred_at)


def checked(ctx: Context, reference: CaseReference, person_id: str, said: Statement) -> Statement:
    """What counts of what was written down; a known birth date says who is a child, whatever was ticked (民法4条).

    Raises InvalidArgument, UnknownAgency, CapacityDoubtful, GuardianConflict, GuardianNeeded, SelfDecides.
    """
    domain.check_complete(said, ctx.now, over=reference.over)
    if reference.unknown_agency_ids:
        raise UnknownAgency
    ticked = said.minor and person_id not in reference.adult_person_ids
    said = replace(said, minor=ticked or person_id in reference.minor_person_ids)
    domain.check_validity(said)
    known = {form.name: form.texts for form in forms.load(ctx.municipality_id)}
    return domain.understood(said, known.get(said.form_version))


def check_current(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, said: Statement, ignoring: str = ""
) -> None:
    """Raises ConsentOutdated: a "yes" written up late does not undo a later "no" (`ignoring`: one that was wrong)."""
    cells = said.granted_cells()
    if cells and statements.said_no_after(db, ctx, case_id, person_id, said.occurred_at, cells, ignoring):
        raise ConsentOutdated


def write(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    request_id: str | None,
    said: Statement,
    *,
    corrects: str | None = None,
    correction_reason: str = "",
    counts: bool = True,
) -> tuple[list[Grant], str]:
    """Ends what the answer takes back or replaces, and appends it; answers the grants taken back, and its id. `counts`:
    not what is counted already in another case."""
    lost = grants.end_grants(
        db,
        ctx,
        case_id,
        person_id,
        GrantState.WITHDRAWN,
        cells=said.refused_cells(),
        given_until=said.occurred_at,
        ended_at=said.occurred_at,
    )
    replaced, at = said.granted_cells(), said.occurred_at
    grants.end_grants(db, ctx, case_id, person_id, GrantState.SUPERSEDED, cells=replaced, given_until=at)
    consent_id = grants.add_consent(
        db, ctx, case_id, person_id, request_id, said, corrects=corrects, correction_reason=correction_reason
    )
    if counts:
        counting.said(db, ctx, case_id, request_id, said)
    return lost, consent_id


def withdraw(
    db: sa.Connection,
    ctx: Context,
    reference: CaseReference,
    person_id: str,
    agency_id: str | None,
    occurred_at: datetime,
) -> Withdrawal:
    """Ends the grants that the person gave until `occurred_at`.

    No reason is asked, and a withdrawal that ends nothing is recorded too. Raises NotFound, InvalidArgument.
    """
    lock_person(db, ctx, reference, person_id, by_anybody_there=True)
    if occurred_at > ctx.now:
        raise InvalidArgument(Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は入力できません。"))
    case_id, withdrawal_id = reference.case_id, new_id()
    ended = grants.end_grants(
        db,
        ctx,
        case_id,
        person_id,
        GrantState.WITHDRAWN,
        agency_id=agency_id,
        given_until=occurred_at,
        ended_at=occurred_at,
        ended_by=withdrawal_id,
    )
    refused = GrantState.REFUSED
    grants.end_pending(db, ctx, case_id, person_id, refused, agency_id=agency_id, asked_until=occurred_at)
    left = grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True)
    whole = not left and (bool(ended) or agency_id is None)
    statements.add_withdrawal(
        db, ctx, case_id, person_id, agency_id, occurred_at, withdrawal_id=withdrawal_id, whole=whole
    )
    counting.withdrawn(db, ctx, case_id, occurred_at, whole=whole)
    endings.announce(db, ctx, ended, occurred_at)
    if ended:
        announce_loss(db, ctx, case_id, person_id, occurred_at)
    return Withdrawal(withdrawal_id, ended, left)


def lock_person(
    db: sa.Connection, ctx: Context, reference: CaseReference, person_id: str, *, by_anybody_there: bool = False
) -> None:
    """Raises NotFound unless the actor's agency coordinates or brought the case, or holds a grant of the person.

    Whoever supports a person may take their word; of the coordinators whoever has the case in hand (P-027).
    `by_anybody_there`: by any of them, for withdrawing must not depend on one window, nor on one person at it.
    """
    if person_id not in reference.person_ids:
        raise NotFound
    in_hands = requests.lock_subject(db, ctx, reference, person_id)
    agency_id = ctx.actor.agency_id
    if agency_id == reference.requesting_agency_id:
        return
    colleague = COORDINATOR in ctx.actor.roles and not in_hands and not by_anybody_there
    if agency_id == reference.coordinator_agency_id and not colleague:
        return
    if not grants.find_grants(
        db, ctx, reference.case_id, person_id=person_id, agency_id=agency_id, in_force=True, limit=1
    ):
        raise NotFound


def require_ongoing(reference: CaseReference, person_id: str) -> None:
    """What was granted ended with the person's life or with the case: nothing new is granted or asked after it.

    Raises PersonDeceased, CaseIsOver.
    """
    if person_id in reference.deceased_person_ids:
        raise PersonDeceased
    if reference.over:
        raise CaseIsOver


def _check_open(request: ConsentRequest, reference: CaseReference, person_id: str) -> None:
    if (request.case_id, request.person_id) != (reference.case_id, person_id):
        raise NotFound
    if request.state is not RequestState.OPEN:
        raise ConsentRequestClosed


def announce_loss(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    occurred_at: datetime,
    *,
    track_knows: bool = False,
) -> None:
    """With nothing left the track goes back to asking (`track_knows`: the answer itself moves it), and what it asked
    before is asked no more; else what rested on the ended grants stops, and nothing else."""
    if endings.any_left(db, ctx, case_id, person_id):
        outbox.record(db, ctx, events.ConsentPartlyEnded(case_id, person_id), occurred_at)
    elif not track_knows:
        endings.close_requests(db, ctx, case_id, person_id)
        outbox.record(db, ctx, events.ConsentWithdrawn(case_id, person_id), occurred_at)


def read_back(
    db: sa.Connection,
    ctx: Context,
    consent_id: str,
    reference: CaseReference,
    person_id: str,
    request_id: str | None,
    said: Statement,
) -> Consent:
    of_consent = grants.find_grants(db, ctx, reference.case_id, person_id=person_id, consent_id=consent_id)
    covered = Coverage.NONE
    if said.answer == Answer.GRANTED:
        covered = grants.derive_coverage(db, ctx, reference.case_id, person_id, consent_id, said.proposed())
    return Consent(
        consent_id,
        reference.case_id,
        person_id,
        request_id,
        Answer(said.answer),
        covered,
        said.occurred_at,
        ctx.now,
        tuple(grant for grant in of_consent if grant.state is GrantState.GRANTED),
    )
