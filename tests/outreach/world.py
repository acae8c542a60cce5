"""One invented person whom support does not reach, and what outreach is asked about them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import uuid4

import sqlalchemy as sa

from kit.calendar import Calendar
from kit.context import Actor, Context
from kit.outbox import message_class, outbox
from kit.peers import Peers
from kit.work_items import items
from kit.zeebe import Job
from services.outreach import events
from services.outreach.domain import CaseReference, Contact, ContactEntry, Engagement, Situation
from services.outreach.use_cases import engagements as use_cases
from services.outreach.use_cases import handing_over
from tests.database import inside

assert events.registered  # the event types are known

W31 = "W-31"


def actor(agency_id: str = W31, *roles: str) -> Actor:
    return Actor(frozenset({"AGENCY", "STAFF"}), agency_id, f"staff-of-{agency_id}", frozenset(roles))


WORKER, COORDINATOR = actor(W31, "outreach-worker"), actor(W31, "coordinator")


@dataclass
class World:
    """Everything happens at `now`, which only a test moves."""

    db: sa.Connection
    now: datetime = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    case_id: str = field(default_factory=lambda: f"case-{uuid4().hex}")
    municipality_id: str = field(default_factory=lambda: f"city-{uuid4().hex}")
    person_id: str = "person-jiro"
    engagement_id: str = ""

    def ctx(self, by: Actor = WORKER) -> Context:
        return inside(self.db, Context(by, "OUTREACH", self.now, self.municipality_id))

    def pass_time(self, **kwargs: int) -> None:
        self.now += timedelta(**kwargs)

    def job(self, **variables: Any) -> Job:
        peers = cast(Peers, None)  # these jobs ask nobody
        return Job(self.ctx(), self.db, peers, variables, {"within": "60D"}, 1, "Task_PlanContact", Calendar())

    def open(self, refused_at: datetime | None = None, deceased: tuple[str, ...] = (), over: bool = False) -> Situation:
        """A meeting sends somebody out."""
        reference = CaseReference(self.case_id, "R8-00123-2", W31, deceased, over)
        review_at = self.now + timedelta(days=60)
        self.engagement_id, situation = use_cases.open_engagement(
            self.db, self.ctx(), reference, self.person_id, review_at, refused_at
        )
        return situation

    def plan(self, days: int = 14) -> str:
        """The next contact is planned; answers its id."""
        due_at = self.now + timedelta(days=days)
        planned_id, _ = use_cases.plan_contact(self.db, self.ctx(), self.job(), self.engagement_id, due_at)
        return planned_id

    def log(
        self,
        result: str = "ABSENT",
        *,
        planned: str | None = None,
        corrects: str | None = None,
        by: Actor = WORKER,
        **entry: Any,
    ) -> Contact:
        given = {"occurred_at": self.now, "method": "VISIT", "staff_ids": ("staff-1",), **entry}
        return use_cases.log_contact(
            self.db, self.ctx(by), self.engagement_id, ContactEntry(result=result, **given), planned, corrects
        )

    def hand_over(
        self,
        to: str,
        reason: str = "STAFF_CHANGE",
        *,
        note: str = "",
        etag: str = "",
        by: Actor = COORDINATOR,
        says: str = handing_over.MAY,
    ) -> Engagement:
        """`says`: what intake answers."""
        given = {"to_agency_id": to, "reason_code": reason, "note": note, "etag": etag}
        return handing_over.hand_over(self.db, self.ctx(by), self.engagement_id, **given, ask=lambda _engagement: says)

    def assess(self, planned: str, refused_at: datetime | None = None) -> Situation:
        return use_cases.assess_contact(self.db, self.ctx(), self.engagement_id, planned, refused_at)

    @property
    def engagement(self) -> Engagement:
        return use_cases.get_engagement(self.db, self.ctx(), self.engagement_id)

    def events(self, name: str = "", of: str = "") -> list[Any]:
        """What was recorded for this case, or `of` something else, decoded, oldest first."""
        query = sa.select(outbox).where(outbox.c.case_id == (of or self.case_id)).order_by(outbox.c.id)
        return [
            message_class(row.event_type).FromString(row.body)
            for row in self.db.execute(query)
            if row.event_type.endswith(f".{name}") or not name
        ]

    def open_items(self) -> list[str]:
        query = sa.select(items.c.subject).where(items.c.case_id == self.case_id, items.c.state != "CLOSED")
        return list(self.db.scalars(query))
