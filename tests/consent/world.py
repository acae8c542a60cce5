"""One invented case with two persons, and what is asked of consent about it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import uuid4

import sqlalchemy as sa

from kit.calendar import Calendar
from kit.context import Actor, Context
from kit.outbox import message_class, outbox
from kit.peers import Peers
from kit.zeebe import Job
from pb.tsunagi.consent.v1 import service_pb2 as pb
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.consent import events
from services.consent.domain.statements import CaseReference, Consent, Grant, Statement, Terms
from services.consent.use_cases import checks, records, seeking
from tests.database import inside

assert events.registered  # the event types are known

COORDINATOR, WINDOW, RECIPIENT, OTHER = "W-31", "W-04", "W-03", "W-07"
START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def terms(
    agency_id: str = RECIPIENT,
    categories: tuple[str, ...] = ("C1", "C3"),
    purposes: tuple[str, ...] = ("HANDOFF",),
    until: datetime | None = None,
) -> Terms:
    return Terms(agency_id, categories, purposes, until)


def actor(agency_id: str = COORDINATOR, *roles: str) -> Actor:
    return Actor(frozenset({"AGENCY", "STAFF"}), agency_id, f"staff-of-{agency_id}", frozenset(roles))


@dataclass
class World:
    """Everything happens at `now`, which only a test moves."""

    db: sa.Connection
    now: datetime = START
    case_id: str = field(default_factory=lambda: f"case-{uuid4().hex}")
    ichiro: str = "person-ichiro"
    hanako: str = "person-hanako"
    municipality_id: str = field(default_factory=lambda: f"city-{uuid4().hex}")
    deceased: tuple[str, ...] = ()
    over: bool = False
    continued: tuple[tuple[str, str, str], ...] = ()
    minors: tuple[str, ...] = ()
    adults: tuple[str, ...] = ()

    @property
    def reference(self) -> CaseReference:
        people = (self.ichiro, self.hanako)
        known = (self.case_id, "R8-00123-2", COORDINATOR, WINDOW, people)
        return CaseReference(*known, self.deceased, self.over, self.continued, self.minors, self.adults)

    @property
    def intake(self) -> Peers:
        """Peers of which intake answers what `reference` says."""
        return cast(Peers, Intake(self))

    def ctx(self, by: Actor | None = None) -> Context:
        return inside(
            self.db, Context(by or actor(COORDINATOR, "coordinator"), "CONSENT", self.now, self.municipality_id)
        )

    def pass_time(self, **kwargs: int) -> None:
        self.now += timedelta(**kwargs)

    def job(self, element_id: str = "Task_RequestConsent", **variables: Any) -> Job:
        headers = {"within": "30D", "remindAfter": "14D", "reaskAfter": "30D", "promptBefore": "30D"}
        peers = cast(Peers, None)  # these jobs ask nobody
        return Job(self.ctx(), self.db, peers, variables, headers, 1, element_id, Calendar())

    def ask(self, person_id: str | None = None) -> str:
        """A consent request of the process; answers its id."""
        job = self.job()
        due = job.due("within")
        request_id, _ = seeking.open_request(self.db, self.ctx(), job, self.reference, person_id or self.ichiro, due)
        return request_id

    def record(
        self,
        *grants: Terms,
        person_id: str | None = None,
        request_id: str | None = None,
        by: Actor | None = None,
        **said: Any,
    ) -> Consent:
        """A "yes" to `grants`, unless `said` says otherwise."""
        statement = Statement("GRANTED", self.now, "SELF", "OK", "WRITTEN", "2026-04", grants=grants)
        statement = replace(statement, **said)
        return records.record(self.db, self.ctx(by), self.reference, person_id or self.ichiro, request_id, statement)

    def refuse(self, request_id: str | None = None, **said: Any) -> Consent:
        return self.record(request_id=request_id, answer="REFUSED", **said)

    def withdraw(
        self, agency_id: str | None = None, at: datetime | None = None, person_id: str | None = None
    ) -> tuple[list[Grant], int]:
        done = records.withdraw(
            self.db, self.ctx(), self.reference, person_id or self.ichiro, agency_id, at or self.now
        )
        return done.ended, len(done.left)

    def permits(
        self,
        agency_id: str = RECIPIENT,
        *categories: str,
        purpose: str = "HANDOFF",
        person_id: str | None = None,
        case_id: str | None = None,
    ) -> bool:
        found = checks.check_grant(
            self.db,
            self.ctx(),
            case_id or self.case_id,
            person_id or self.ichiro,
            agency_id,
            purpose,
            categories or ("C1",),
        )
        return bool(found)

    def events(self, name: str = "") -> list[Any]:
        """What was recorded for this case, decoded, oldest first."""
        query = sa.select(outbox).where(outbox.c.case_id == self.case_id).order_by(outbox.c.id)
        return [
            message_class(row.event_type).FromString(row.body)
            for row in self.db.execute(query)
            if row.event_type.endswith(f".{name}") or not name
        ]

    def open_items(self) -> list[str]:
        from kit.work_items import items

        query = sa.select(items.c.subject).where(items.c.case_id == self.case_id, items.c.state != "CLOSED")
        return list(self.db.scalars(query))


@dataclass(frozen=True)
class Intake:
    world: World

    def ask(self, _method: object, question: intake_pb.GetCaseReferenceRequest, _ctx: Context) -> object:
        known = self.world.reference
        return intake_pb.CaseReference(
            case_id=question.case_id,
            coordinator_agency_id=known.coordinator_agency_id,
            requesting_agency_id=known.requesting_agency_id,
            person_ids=known.person_ids,
            deceased_person_ids=known.deceased_person_ids,
            over=known.over,
        )


def yes(world: World, days_ago: int = 0) -> pb.RecordConsentRequest:
    request = pb.RecordConsentRequest(
        case_id=world.case_id,
        person_id=world.ichiro,
        answer=pb.ANSWER_GRANTED,
        given_by=pb.GIVEN_BY_SELF,
        capacity=pb.CAPACITY_OK,
        method=pb.METHOD_ORAL,
        grants=[pb.GrantTerms(agency_id=RECIPIENT, data_categories=["C1"], purposes=["HANDOFF"])],
    )
    request.occurred_at.FromDatetime(world.now - timedelta(days=days_ago))
    return request
