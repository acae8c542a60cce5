"""One invented city, the people who bring worries to its windows, and what its processes then ask of intake."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import uuid4

import sqlalchemy as sa

from kit import work_items
from kit.calendar import Calendar
from kit.context import Actor, Context, service_actor
from kit.outbox import message_class, outbox
from kit.peers import Peers
from kit.zeebe import Job
from services.intake import worker
from services.intake.app import service
from services.intake.domain import NewConsultation, Person, Screening
from services.intake.store import cases as case_store
from services.intake.store import rows, tables
from services.intake.use_cases import cases, consultations, handoff_reading, inbox, offers, reading
from services.intake.use_cases.offers import RoleOffer
from tests.database import inside

assert service.subscriptions  # the event types are known

COORDINATING, WINDOW, MONEY, WELFARE, OTHER = "W-31", "W-03", "W-04", "W-05", "W-07"
START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
MOTHER = Person("", "架空 花子", "カクウ ハナコ", "1944-02-03", "079-000-0100", "架空市例町1-2-3", "母")
SON = Person("", "架空 太郎", "カクウ タロウ", "1971-04-05", "079-000-0101", "架空市例町1-2-3", "長男")
WORDS, REFERENCE = "二十五年部屋から出ていない", "受付-17"
PRIVATE = (*vars(MOTHER).values(), *vars(SON).values(), WORDS, REFERENCE)
TASKS = {definition.type: definition for definition in worker.tasks.definitions}
HEADERS = {"within": "5BD", "remindAfter": "3BD", "startWithin": "14D", "lapseAfter": "10BD"}


def actor(agency_id: str, *roles: str) -> Actor:
    return Actor(frozenset({"AGENCY", "STAFF"}), agency_id, f"staff-of-{agency_id}", frozenset(roles))


COORDINATOR = actor(COORDINATING, "coordinator")


@dataclass
class World:
    """Everything happens at `now`, which only a test moves. Every world is a city of its own."""

    db: sa.Connection
    now: datetime = START
    peers: Peers = field(default=cast(Peers, None))
    municipality_id: str = field(default_factory=lambda: f"city-{uuid4().hex}")
    instance: int = 4503599627370497

    def ctx(self, by: Actor | str = COORDINATOR) -> Context:
        who = actor(by) if isinstance(by, str) else by
        return inside(self.db, Context(who, "INTAKE", self.now, self.municipality_id))

    def pass_time(self, **kwargs: int) -> None:
        self.now += timedelta(**kwargs)

    def job(self, variables: Mapping[str, Any] | None = None, element_id: str = "Task_Any") -> Job:
        ctx = inside(self.db, Context(service_actor("intake"), "PROCESS", self.now, self.municipality_id))
        return Job(ctx, self.db, self.peers, variables or {}, HEADERS, self.instance, element_id, Calendar())

    def run(self, task: str, **variables: Any) -> dict[str, Any]:
        """As kit runs it: declared inputs only; what it answers must be declared, too."""
        definition = TASKS[f"intake.{task}"]
        assert set(variables) <= set(definition.inputs)
        given = {name: variables.get(name) for name in definition.inputs}
        outputs = dict(definition.run(self.job(given)))
        assert set(outputs) == set(definition.outputs)
        return outputs

    def new(self, *persons: Person, **said: Any) -> NewConsultation:
        new = NewConsultation(
            "PHONE", "FAMILY", ("CARE", "DEBT"), persons, WORDS, (), None, "UNASKED", REFERENCE, self.now
        )
        return replace(new, **said)

    def register(self, *persons: Person, by: str = WINDOW, **said: Any) -> str:
        """Answers the consultation's id."""
        return consultations.register(self.db, self.ctx(by), self.new(*persons, **said))

    def blind(self, key: str) -> str:
        """What an entry is found by."""
        return rows.blind(self.db, self.ctx(), key)

    def consultation(self, consultation_id: str) -> Any:
        return rows.get(self.db, self.ctx(), tables.consultations, consultation_id)

    def consultation_of(self, case_id: str) -> Any:
        """The consultation whose file this is."""
        return case_store.first_consultation(self.db, self.ctx(), case_id)

    def case(self, case_id: str) -> Any:
        return rows.get(self.db, self.ctx(), tables.cases, case_id)

    def handoff(self, handoff_id: str) -> Any:
        return rows.get(self.db, self.ctx(), tables.handoffs, handoff_id)

    def screen(self, consultation_id: str, **answers: Any) -> None:
        given = Screening("RESIDENT", True, False, False, (), "", "")
        consultations.screen(self.db, self.ctx(), consultation_id, replace(given, **answers))

    def receive(self, *persons: Person, **said: Any) -> str:
        """Up to the wait for the screening; answers the consultation's id."""
        consultation_id = self.register(*persons, **said)
        self.run("open-consultation", consultationId=consultation_id)
        self.run("record-urgency", consultationId=consultation_id, urgency=1)
        return consultation_id

    def open_case(self, *persons: Person, **said: Any) -> str:
        """An accepted case; answers its id."""
        consultation_id = self.receive(*persons, **said)
        self.screen(consultation_id)
        case_id: str = self.consultation(consultation_id).case_id
        self.run("apply-route", caseId=case_id, consultationId=consultation_id, route="ACCEPT", urgency=1)
        self.run("open-case", caseId=case_id, consultationId=consultation_id)
        return case_id

    def joining(self, case_id: str) -> str:
        """A consultation about the son that joins the case; answers its id."""
        told = self.receive(SON)
        self.screen(told, open_case=case_id)
        self.run("apply-route", caseId=self.consultation(told).case_id, consultationId=told, route="JOIN", urgency=0)
        return told

    def start_tracks(self, case_id: str) -> list[str]:
        """The case's persons, on their way."""
        cases.decide_untangling(self.db, self.ctx(), case_id, "DIRECT", "課題が明らかなため")
        found: list[str] = self.run("start-tracks", caseId=case_id)["personIds"]
        return found

    def people(self, case_id: str) -> list[str]:
        return reading.case_reference(self.db, self.ctx(), case_id).people

    def prepare(
        self,
        *persons: Person,
        candidates: tuple[str, ...] = (MONEY, WELFARE),
        route: str = "HANDOFF",
        by: str = WINDOW,
    ) -> str:
        """A handoff that nobody was asked to take yet; answers its id."""
        consultation_id = self.receive(*persons, by=by)
        self.screen(consultation_id, single_agency=True, candidates=candidates)
        case_id = self.consultation(consultation_id).case_id
        self.run("apply-route", caseId=case_id, consultationId=consultation_id, route=route, urgency=1)
        prepared = self.run("prepare-handoff", caseId=case_id, handoffSource="CONSULTATION", sourceId=consultation_id)
        return str(prepared["handoffId"])

    def offer(self, handoff_id: str, basis: str = "CONSENT") -> str:
        """Offers it on a basis that was checked; answers the offer's id."""
        job = self.job(element_id="Task_OfferHandoff")
        rule = "D5-11" if basis == "CONSENT" else ""
        return offers.offer(self.db, job.ctx, job, handoff_id, offers.Basis(basis, rule), job.due())[0]

    def offered(self, *persons: Person, **prepared: Any) -> str:
        handoff_id = self.prepare(*persons, **prepared)
        self.offer(handoff_id, "CONSENT" if persons else "NO_PERSONAL_DATA")
        return handoff_id

    def offered_role(self, case_id: str, agency_id: str, *person_ids: str) -> str:
        role = RoleOffer(f"role-{uuid4().hex}", agency_id, person_ids)
        handoff_id = offers.prepare_for_role(self.db, self.ctx(), case_id, role)
        self.offer(handoff_id)
        return handoff_id

    def accept(self, handoff_id: str, by: str = MONEY) -> None:
        offers.accept(self.db, self.ctx(by), handoff_id, self.now, "")

    def decline(self, handoff_id: str, by: str = MONEY, alternative: str = "", reason: str = "") -> None:
        offers.decline(self.db, self.ctx(by), handoff_id, "NO_CAPACITY", reason, alternative, self.now, "")

    def read(self, handoff_id: str, by: Actor | str) -> handoff_reading.HandoffView:
        return handoff_reading.handoff(self.db, self.ctx(by), handoff_id)

    def inbox(self, agency_id: str, kind: str = "") -> list[Any]:
        found = inbox.page(self.db, self.ctx(agency_id), 0, 0)
        return [item for item in found if kind in ("", item.kind)]

    def codes(self, agency_id: str) -> list[tuple[str, str]]:
        return [(item.kind, item.code) for item in self.inbox(agency_id)]

    def events(self, name: str = "") -> list[Any]:
        """What was recorded in this city, decoded, oldest first."""
        query = sa.select(outbox).where(outbox.c.municipality_id == self.municipality_id).order_by(outbox.c.id)
        return [
            message_class(row.event_type).FromString(row.body)
            for row in self.db.execute(query)
            if row.event_type.endswith(f".{name}") or not name
        ]

    def relay(self) -> None:
        """The engine gets what it has not got yet."""
        unsent = (outbox.c.municipality_id == self.municipality_id, outbox.c.engine_due_at.is_not(None))
        self.db.execute(outbox.update().where(*unsent).values(engine_due_at=None))

    def open_items(self) -> list[tuple[str, str]]:
        """(kind, responsible agency) of what waits for somebody, in the order of opening."""
        items = work_items.items
        query = sa.select(items.c.kind, items.c.agency_id).where(
            items.c.municipality_id == self.municipality_id, items.c.state != work_items.CLOSED
        )
        return [(row.kind, row.agency_id) for row in self.db.execute(query.order_by(items.c.id))]
