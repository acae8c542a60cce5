"""What was said in a case that ended in favour of another is said there, too."""

from collections.abc import Sequence

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from kit.sealing import sealed
from services.consent.domain.statements import Grant, GrantState
from services.consent.store.tables import consents, grants


def copy(db: sa.Connection, ctx: Context, case_id: str, person_id: str, given: Sequence[Grant]) -> None:
    """The grants, and the answers that gave them; valid in this case from now on, in which support goes on: until when
    they were given for."""
    same = {"case_id": case_id, "person_id": person_id}
    wanted = sa.select(consents).where(
        consents.c.id.in_({grant.consent_id for grant in given}), consents.c.municipality_id == ctx.municipality_id
    )
    found = [row._asdict() for row in db.execute(wanted.order_by(consents.c.id))]
    copies = {row["id"]: new_id() for row in found}
    corrections = {"corrects": None, "correction_reason": ""}
    rows = [{**row, **same, **corrections, "id": copies[row["id"]], "carried_from": row["id"]} for row in found]
    db.execute(consents.insert(), [sealed(db, ctx, consents, person_id, row) for row in rows])
    cells = [
        {
            "id": new_id(),
            "municipality_id": ctx.municipality_id,
            **same,
            **vars(grant.cell),
            "consent_id": copies[grant.consent_id],
            "state": GrantState.GRANTED,
            "said_at": grant.said_at,
            "valid_from": ctx.now,
            "valid_until": grant.valid_until,
        }
        for grant in given
    ]
    db.execute(grants.insert(), cells)
