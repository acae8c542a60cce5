"""Whose age is to be looked at: the members of households whose case runs, of every city at once."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from services.intake.store.tables import cases, persons, remedies


def of_running_cases(db: sa.Connection, kind: str) -> Sequence[sa.Row[Any]]:
    """`birth_date`, with the case that was opened at `opened_at`; nobody of whom there is a step of this kind."""
    looked_at = sa.exists().where(
        remedies.c.subject == "persons/" + persons.c.id,
        remedies.c.kind == kind,
        remedies.c.municipality_id == persons.c.municipality_id,
    )
    named = (cases.c.id.label("case_id"), cases.c.case_no, cases.c.municipality_id, cases.c.opened_at)
    query = sa.select(persons.c.id, persons.c.birth_date, *named).join(
        cases, sa.and_(cases.c.id == persons.c.case_id, cases.c.municipality_id == persons.c.municipality_id)
    )
    running = (cases.c.state != "CLOSED", cases.c.end_ordered == "", persons.c.alive, ~persons.c.separated)
    return db.execute(query.where(*running, ~looked_at).order_by(persons.c.id)).all()
