"""One handoff and what its people do, in short words."""

from dataclasses import dataclass
from typing import Any

from services.intake.domain import (
    WayBack,
)
from services.intake.rpc import handoff_shapes
from services.intake.use_cases import offers
from tests.intake.world import MONEY, World


@dataclass
class Turns:
    """One handoff and what its people do, in short words."""

    world: World
    handoff_id: str

    def __getattr__(self, step: str) -> Any:
        """`turns.start()` is the use case of that name, by the first candidate unless `by` says otherwise."""

        def run(*args: Any, by: Any = MONEY) -> Any:
            return getattr(offers, step)(self.world.db, self.world.ctx(by), self.handoff_id, *args, self.world.now)

        return run

    def correct_refusal(self, person_id: str, by: Any) -> WayBack:
        said = (self.handoff_id, "NOT_REFUSED", "別の方の返事だった", "", "", self.world.now, person_id)
        return offers.correct(self.world.db, self.world.ctx(by), *said)

    def correct(self, answer: str, reason_code: str = "", by: str = MONEY, alternative: str = "") -> WayBack:
        said = (self.handoff_id, answer, "取り違えた", reason_code, alternative, self.world.now)
        return offers.correct(self.world.db, self.world.ctx(by), *said)

    def accept(self, by: str = MONEY) -> None:
        self.world.accept(self.handoff_id, by)

    def go_to_next(self) -> bool:
        number = len(self.world.handoff(self.handoff_id).asked)
        found = self.world.run("select-next-candidate", handoffId=self.handoff_id, offerNo=number)["hasNextCandidate"]
        if found:
            self.world.offer(self.handoff_id)
        return bool(found)

    def expire(self) -> None:
        self.world.run("expire-offer", handoffId=self.handoff_id, offerId=self.row.offer_id)

    def confirm(self) -> None:
        self.world.run("confirm-handoff", handoffId=self.handoff_id, offerId=self.row.offer_id)

    @property
    def row(self) -> Any:
        return self.world.handoff(self.handoff_id)

    @property
    def state(self) -> str:
        return str(self.row.state)

    def kinds(self, by: Any) -> list[tuple[str, str]]:
        shown = handoff_shapes.handoff(self.world.read(self.handoff_id, by), by if isinstance(by, str) else "")
        return [(entry.kind, entry.agency_id) for entry in shown.entries]
