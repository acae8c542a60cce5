"""What an answer says of what may be missing in the city, for its register (P-068): programme, item, reason and area,
nobody's need in words.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.context import Context
from services.intake import domain

NO_AREA = ""
"""Nothing that intake keeps says in which area a household lives as a code; the field waits for it."""


def of_decline(ctx: Context, row: Any, reason_code: str) -> list[domain.HandoffDeclined]:
    services = row.service_ids or [""]
    declined = [{"service_id": one, "item_code": "", "reason_code": reason_code} for one in services]
    return of_items(ctx, row, row.offer_id, declined)


def of_items(
    ctx: Context, row: Any, offer_id: str, declined: Sequence[Mapping[str, str]]
) -> list[domain.HandoffDeclined]:
    """What the caller's agency does not take on."""
    return [
        domain.HandoffDeclined(
            row.case_id,
            row.id,
            offer_id,
            ctx.actor.agency_id,
            one["service_id"],
            one["item_code"],
            one["reason_code"],
            NO_AREA,
        )
        for one in declined
    ]


def taken_back(row: Any, wrong: Any) -> list[domain.HandoffTakenAfterAll]:
    """`wrong`: the entry of whoever takes it after all, which stands no more."""
    if not wrong.service_ids:
        return []
    said = (wrong.offer_id, wrong.agency_id, tuple(wrong.service_ids), NO_AREA)
    return [domain.HandoffTakenAfterAll(row.case_id, row.id, *said)]
