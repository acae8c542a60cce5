"""People at meetings about an invented household: short words for what tests do again and again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import Calendar
from kit.context import Actor, Context, service_actor
from kit.ids import new_id
from kit.peers import Peers
from kit.zeebe import Job
from services.meetings.domain.conclusion import Conclusion, DecisionDraft, FactDraft, IssueDraft, WatchRoleDraft
from services.meetings.domain.convening import Called, Convening, NewItem
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT
from services.meetings.store import items as item_store
from services.meetings.use_cases import access, concluding, following, items, minutes, pledges
from tests.database import inside

COORDINATING = "W-31"
WELFARE, HEALTH, WATER, FIRE = "W-05", "W-11", "W-24", "W-27"
TEAM = (WELFARE, HEALTH)
MAN = "01MAN"
RECORD = Convening(
    "一人暮らしの方の住まいと健康", "住まいと健康と支払いが絡む", "窓口の訪問を三度", ("LIFE", "HEALTH"), False, ""
)
URGENT_RECORD = replace(RECORD, liaison_skipped_reason="命に関わるため待てない")
ROLES = {LIAISON: "coordinator", SUPPORT: "chair", MULTI: "coordinator"}
PRIVATE = ("玄関まで物が積まれている", "住まいの片付け", "水道が止まる", "受診を断る", "新聞がたまる")


@dataclass
class Hall:
    db: sa.Connection
    now: datetime = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    case_id: str = "01CASE"

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    @property
    def process(self) -> Context:
        return inside(self.db, Context(service_actor("meetings"), "PROCESS", self.now, "28216"))

    def staff(self, *roles: str, agency: str = COORDINATING, city: str = "28216", person: str = "staff-1") -> Context:
        actor = Actor(frozenset({"AGENCY", "STAFF"}), agency, person, frozenset(roles), frozenset({"MEETING"}))
        return inside(self.db, Context(actor, "MEETING", self.now, city))

    def convener(self, item_id: str) -> Context:
        return self.staff(ROLES[self.row(item_id).type])

    def agency(self, agency: str) -> Context:
        actor = Actor(frozenset({"AGENCY"}), agency, f"worker-{agency}", frozenset({"agency-worker"}))
        return inside(self.db, Context(actor, "MEETING", self.now, "28216"))

    def job(self, variables: Mapping[str, Any] | None = None, **headers: str) -> Job:
        given = {"within": "10BD", "draftWithin": "5BD", **headers}
        nobody = cast(Peers, None)
        return Job(self.process, self.db, nobody, variables or {}, given, 4503599627370497, "Task_InTest", Calendar())

    def due(self, days: int = 10) -> datetime:
        return self.now + timedelta(days=days)

    def row(self, item_id: str) -> Any:
        return item_store.lock_item(self.db, self.process, item_id)

    def propose(self, room: str = LIAISON, *, basis: str = "", reason: str = "PLAN", person: str = MAN) -> str:
        reason, plan = (reason, "01VERSION") if room == MULTI else ("", "")
        new = NewItem(self.case_id, "R8-00123-7", person, room, reason, basis, plan, COORDINATING, WATER)
        return items.propose(self.db, self.process, self.job(), new, self.due())[0]

    def name(self, item_id: str, *agencies: str, record: Convening = RECORD, guests: Iterable[Called] = ()) -> None:
        called = [*map(Called, agencies or TEAM), *guests]
        items.name_members(self.db, self.convener(item_id), item_id, called, record, [MAN])

    def pledge(self, item_id: str, *agencies: str) -> None:
        for agency in agencies or (COORDINATING, *TEAM):
            ctx = self.staff("chair") if agency == COORDINATING else self.agency(agency)
            pledges.pledge(self.db, ctx, item_id)

    def on_agenda(self, item_id: str) -> None:
        items.put_on_agenda(self.db, self.process, self.job(), item_id, self.due(), self.due(5))

    def ready(self, room: str = LIAISON, *agencies: str, basis: str = "", reason: str = "PLAN") -> str:
        """An item that its process has put on the agenda, every member pledged."""
        item_id = self.propose(room, basis=basis, reason=reason)
        self.name(item_id, *agencies, record=URGENT_RECORD if basis == EMERGENCY else RECORD)
        if room == SUPPORT:
            self.pledge(item_id, COORDINATING, *(agencies or TEAM))
        self.on_agenda(item_id)
        return item_id

    def after_liaison(self) -> str:
        """A 支援会議 on the agenda, its 連絡会議 held."""
        self.conclude(self.ready(LIAISON), "HOLD_SUPPORT_MEETING")
        return self.ready(SUPPORT)

    def conclusion(self, item_id: str, decision: str, **changes: Any) -> Conclusion:
        row = self.row(item_id)
        members = [one.agency_id for one in access.read(self.db, [row])[0].members]
        facts, issues, watching = [], [], []
        if row.type == LIAISON:
            facts = [FactDraft(agency, PRIVATE[0]) for agency in members if agency != COORDINATING]
            issues = [IssueDraft(MAN, "HOUSING", PRIVATE[1], PRIVATE[2], WELFARE)]
        if decision == "WATCH":
            watching = [WatchRoleDraft(HEALTH, PRIVATE[4], "支援員に電話", "2027-02-01")]
        doing = DecisionDraft(decision, COORDINATING, self.due())
        whole = Conclusion(
            decision, tuple(members), PRIVATE[3], (doing,), self.now, tuple(issues), tuple(facts), tuple(watching)
        )
        return replace(whole, **changes)

    def conclude(self, item_id: str, decision: str, **changes: Any) -> None:
        whole = self.conclusion(item_id, decision, **changes)
        concluding.conclude(self.db, self.convener(item_id), item_id, whole)

    def open_minutes(self, item_id: str) -> None:
        minutes.open_minutes(self.db, self.process, self.job(), item_id, self.due(7), self.due(14))

    def approve(self, item_id: str) -> None:
        self.open_minutes(item_id)
        minutes.approve(self.db, self.convener(item_id), item_id, "")
        following.carry_out(self.db, self.process, self.job(), item_id)

    def held(self, room: str, decision: str, reason: str = "PLAN") -> str:
        """An item with approved minutes."""
        item_id = self.after_liaison() if room == SUPPORT else self.ready(room, reason=reason)
        self.conclude(item_id, decision)
        self.approve(item_id)
        return item_id

    def decisions(self, item_id: str) -> list[Any]:
        return access.read(self.db, [self.row(item_id)])[0].decisions

    def events(self, name: str) -> list[Any]:
        query = sa.select(outbox.outbox.c.event_type, outbox.outbox.c.body).order_by(outbox.outbox.c.id)
        query = query.where(outbox.outbox.c.event_type == f"tsunagi.meetings.v1.{name}")
        return [outbox.message_class(row.event_type).FromString(row.body) for row in self.db.execute(query)]

    def event_bodies(self) -> bytes:
        return b"\n".join(self.db.scalars(sa.select(outbox.outbox.c.body)))

    def open_work(self, kind: str = "") -> list[tuple[str, str, str]]:
        """(kind, agency, role) of what waits for somebody."""
        table = work_items.items
        query = sa.select(table).where(table.c.state != work_items.CLOSED).order_by(table.c.id)
        return [(row.kind, row.agency_id, row.role) for row in self.db.execute(query) if kind in ("", row.kind)]

    def other_case(self) -> "Hall":
        return replace(self, case_id=new_id())


def agencies(rows: Sequence[Any]) -> list[str]:
    return [row.agency_id for row in rows]
