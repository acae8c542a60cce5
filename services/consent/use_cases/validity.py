"""The end of a consent's validity: the track waits for it, and the coordinator is told before."""

from datetime import datetime

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from kit.hands import COORDINATOR
from kit.zeebe import Job
from services.consent.domain import statements as domain
from services.consent.domain.statements import CaseReference
from services.consent.store import grants, requests
from services.consent.use_cases.answering import first_end
from services.consent.use_cases.endings import validity_subject

RENEW = "RENEW_CONSENT"


def first_expiry(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> datetime:
    """When the first grant of the person that is in force ends. Without any (its end is on the way to the track) the
    longest validity from now: the engine waits for a moment, never for nothing."""
    requests.hold_subject(db, ctx, case_id, person_id)
    in_force = grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True)
    return first_end(tuple(in_force)) or domain.longest_validity(ctx.now)


def prompt(db: sa.Connection, ctx: Context, job: Job, reference: CaseReference, person_id: str) -> str:
    """The coordinator asks the person anew before the consent ends; answers the item's id, empty without need."""
    case_id = reference.case_id
    subject = validity_subject(case_id, person_id)
    due_at = first_expiry(db, ctx, case_id, person_id)
    if not grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True, limit=1):
        return ""
    if work_items.is_open(db, ctx, subject, RENEW):
        return ""
    item = work_items.NewItem(
        case_id=case_id,
        case_no=reference.case_no,
        kind=RENEW,
        subject=subject,
        agency_id=reference.coordinator_agency_id,
        role=COORDINATOR,
        due_at=due_at,
        person_ids=(person_id,),
    )
    return work_items.open_item(db, ctx, job, item)


def watch(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> datetime:
    """The track looks at the end of validity (again): an earlier reminder is done with."""
    work_items.close_subject(db, ctx, validity_subject(case_id, person_id), RENEW)
    return first_expiry(db, ctx, case_id, person_id)
