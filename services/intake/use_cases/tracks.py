"""Tracks beside those that began with the case: of who is found later or merged in, or whose death was none."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.ids import new_id
from services.intake import domain


def begin(db: sa.Connection, ctx: Context, case: Any, person_ids: Sequence[str]) -> dict[str, Any]:
    """Where the case's own have begun; answers what changes in its row, which the caller holds."""
    if not case.tracks_started:
        return {}
    outbox.record_all(db, ctx, [domain.PersonAdded(case.id, person_id, new_id()) for person_id in person_ids])
    return {"added_tracks": [*case.added_tracks, *person_ids]}
