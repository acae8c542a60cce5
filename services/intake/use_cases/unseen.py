"""Work that is with somebody who may not see it any more (D5, row 1) is not lost: the coordinators hear of it.

At once of intake's own, and of a case in the hands of whoever is close; of what waits in other services when its agency
is reminded of it (`events.on_work_item_changed`). They are told whose work it is, and not why nobody does it.
"""

from collections.abc import Collection

import sqlalchemy as sa

from kit import kept_away, work_items
from kit.context import Context
from services.intake.domain.relations import Reader
from services.intake.store import handoffs, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, relations

UNSEEN = "WORK_UNSEEN"


def tell(db: sa.Connection, ctx: Context, case_id: str, close: Collection[Reader]) -> None:
    """`close`: whom a relation in this case keeps away from now on."""
    hidden = {one for reader in close if not reader.staff_id for one in _hidden(db, ctx, reader.agency_id)}
    case = rows.find(db, ctx, t.cases, case_id)
    if case is not None and Reader(case.coordinator_agency_id, case.coordinator_person_id) in close:
        hidden.add((case_id, case.case_no, case.coordinator_agency_id))
    told = [
        {
            "agency_id": access.coordinator_of(db, ctx, one),
            "kind": UNSEEN,
            "case_id": one,
            "case_no": case_no,
            "subject": f"cases/{one}",
            "from_agency_id": agency_id,
        }
        for one, case_no, agency_id in sorted(hidden)
    ]
    handoffs.deliver_all(db, ctx, told)


def _hidden(db: sa.Connection, ctx: Context, agency_id: str) -> set[tuple[str, str, str]]:
    waiting = work_items.waiting_for(db, ctx, agency_id)
    persons = {person_id for row in waiting for person_id in row.person_ids}
    reader = kept_away.Reader(agency_id)
    away = relations.away_from(db, ctx, reader, {row.case_id for row in waiting}, persons)
    return {(row.case_id, row.case_no, agency_id) for row in waiting if away.hides(row.case_id, row.person_ids)}
