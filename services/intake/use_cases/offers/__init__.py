"""The handoff (つなぎ) as a closed loop: the sender always learns what became of it (P-024).

The process goes where the row stands: an offer that was overtaken (answered at the last moment, taken back, corrected)
is not made again; its answer waits for the process under the row's `offer_id`.
"""

from services.intake.use_cases.offers.answers import (
    accept,
    ask_sender,
    decline,
    end_without,
    expire,
    in_turn,
    request_information,
    select_next,
    supply_information,
)
from services.intake.use_cases.offers.corrections import correct
from services.intake.use_cases.offers.doing import (
    await_resumption,
    complete,
    confirm,
    go_on,
    hold,
    report_again,
    report_outcome,
    resume,
    start,
)
from services.intake.use_cases.offers.endings import refuse, stop, stop_before_tracks, withdraw, withdraw_open
from services.intake.use_cases.offers.preparing import (
    Basis,
    Offer,
    RoleOffer,
    next_offer,
    offer,
    prepare_for_consultation,
    prepare_for_role,
)
from services.intake.use_cases.offers.role_over import await_last_report, end_with_role, plan_over, role_over

__all__ = [
    "Basis",
    "Offer",
    "RoleOffer",
    "accept",
    "ask_sender",
    "await_last_report",
    "await_resumption",
    "complete",
    "confirm",
    "correct",
    "decline",
    "end_with_role",
    "end_without",
    "expire",
    "go_on",
    "hold",
    "in_turn",
    "next_offer",
    "offer",
    "plan_over",
    "prepare_for_consultation",
    "prepare_for_role",
    "refuse",
    "report_again",
    "report_outcome",
    "request_information",
    "resume",
    "role_over",
    "select_next",
    "start",
    "stop",
    "stop_before_tracks",
    "supply_information",
    "withdraw",
    "withdraw_open",
]
