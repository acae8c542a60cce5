"""転出 with consent: what the new municipality may know is handed over before the consents end (E5)."""

from dataclasses import dataclass

from kit.errors import DomainError

OPEN, HANDED_OVER, NOT_HANDED_OVER, LAPSED, WITHDRAWN = (
    "OPEN",
    "HANDED_OVER",
    "NOT_HANDED_OVER",
    "LAPSED",
    "WITHDRAWN",
)
"""Of a transfer. NOT_HANDED_OVER: the coordinator's word; WITHDRAWN: the household did not move after all."""


class TransferNotOpen(DomainError):
    code = "TRANSFER_NOT_OPEN"
    message = "この引き継ぎは、いまは待っていません。案件の状態をご確認ください。"


class NothingToHandOver(DomainError):
    """The same whatever is missing: a consent, a person, or all that they told."""

    code = "NOTHING_TO_HAND_OVER"
    message = "引き継ぎ先に渡せるものがありません。渡さずに終えるには「引き継がない」を記録してください。"


@dataclass(frozen=True)
class TransferEnded:
    """Nobody waits for the packet any more: the case goes on to its end. `outcome`: a state of a transfer."""

    case_id: str
    transfer_id: str
    outcome: str


@dataclass(frozen=True)
class TransferPacketHandedOver:
    """Says neither to whom nor how much: the town is where somebody lives now, and a count tells what is hidden."""

    case_id: str
    transfer_id: str
