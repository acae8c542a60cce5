"""Poison on its way to a real service: parked with its case and reason, others go on, redrive restores the order."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from google.protobuf.message import Message
from kafka import KafkaProducer

from kit.ids import new_id
from pb.tsunagi.intake.v1 import events_pb2 as intake
from pb.tsunagi.work.v1 import work_pb2
from tests.deploy.surface import services
from tests.waiting import eventually
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
CITY = "28216"
LONG = [pytest.mark.long]
Chain = Callable[[str], Sequence[tuple[str, Message]]]


def reminders(case_id: str) -> list[tuple[str, Message]]:
    names = [f"workItems/{number}" for number in range(1, 5)]
    known = {"case_id": case_id, "case_no": "R8-00001-8", "agency_id": "W-04", "change": "REMINDED", "kind": "K"}
    return [("plans", work_pb2.WorkItemChanged(name=name, **known)) for name in names]


def suspensions(case_id: str) -> list[tuple[str, Message]]:
    persons = ("P1", "P2", "P3")
    return [("intake", intake.SupportSuspended(case_id=case_id, person_id=one, suspension_id=one)) for one in persons]


def opened_and_closed(case_id: str) -> list[tuple[str, Message]]:
    opened = intake.CaseOpened(case_id=case_id, case_no="R8-00001-8", coordinator_agency_id="W-31")
    return [("intake", opened), ("intake", intake.CaseClosed(case_id=case_id, case_no="R8-00001-8"))]


def offered_and_closed(case_id: str) -> list[tuple[str, Message]]:
    known = {"case_id": case_id, "handoff_id": f"H{case_id}"}
    offered = intake.HandoffOffered(case_no="R8-00001-8", to_agency_id="W-04", **known)
    return [("intake", offered), ("intake", intake.HandoffClosed(**known))]


CHAINS: dict[str, Chain] = {
    "intake": reminders,
    "consent": suspensions,
    "meetings": opened_and_closed,
    "plans": offered_and_closed,
    "outreach": suspensions,
}
EFFECT = {
    "intake": "SELECT string_agg(subject, ' ' ORDER BY cursor) FROM incoming WHERE case_id = :case",
    "meetings": "SELECT state || ' ' || case_no FROM case_directory WHERE case_id = :case",
    "plans": "SELECT state || ' ' || agency_id FROM role_handoffs WHERE case_id = :case",
}
AS_IT_SHOULD = {
    "intake": "workItems/1 workItems/2 workItems/3 workItems/4",
    "meetings": "CLOSED R8-00001-8",
    "plans": "CLOSED W-04",
}


def test_every_service_that_reads_events_is_poisoned_here() -> None:
    assert set(CHAINS) == {name for name, one in services().items() if one.subscriptions}


def test_every_service_listens_to_those_whose_events_it_subscribes_to() -> None:
    for name, one in services().items():
        assert {kind.split(".")[1] for kind in one.subscriptions} & set(services()) <= set(one.listens_to), name


class Reader:
    """A service as a reader of events: its database, and the broker it reads from."""

    def __init__(self, stack: Stack, service: str) -> None:
        self._stack, self._service = stack, service
        self._engine = sa.create_engine(stack.admin_database_url(service))
        self._producer = KafkaProducer(**stack.kafka.options(), acks="all")

    def close(self) -> None:
        self._producer.close()
        self._engine.dispose()

    def ask(self, query: str, **values: object) -> list[Any]:
        with self._engine.begin() as db:
            return list(db.execute(sa.text(query), values))

    def send(self, case_id: str, chain: Sequence[tuple[str, Message]], ids: Sequence[str]) -> None:
        for event_id, (source, message) in zip(ids, chain, strict=True):
            headers = [
                ("ce_id", event_id.encode()),
                ("ce_type", message.DESCRIPTOR.full_name.encode()),
                ("ce_municipality", CITY.encode()),
            ]
            topic = f"tsunagi.{source}.events.v1"
            self._producer.send(topic, key=case_id.encode(), value=message.SerializeToString(), headers=headers).get(20)

    @contextmanager
    def poisoned_by(self, event_id: str) -> Iterator[None]:
        """A defect that an upgrade will mend: this event cannot be stored."""
        with self._engine.begin() as db:
            db.exec_driver_sql(
                "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF NEW.key = '{event_id}' THEN RAISE check_violation; END IF; RETURN NEW; END $$"
            )
            db.exec_driver_sql("CREATE TRIGGER poison BEFORE INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION poison()")
        try:
            yield
        finally:
            with self._engine.begin() as db:
                db.exec_driver_sql("DROP TRIGGER poison ON inbox")
                db.exec_driver_sql("DROP FUNCTION poison()")

    def parked(self, case_id: str) -> list[tuple[str, str]]:
        query = "SELECT event_id, reason FROM parked WHERE case_id = :case ORDER BY id"
        return [(row.event_id, row.reason) for row in self.ask(query, case=case_id)]

    def applied(self, ids: Sequence[str]) -> list[str]:
        """Those of `ids` that had their effect, in the order of their effects."""
        query = "SELECT key FROM inbox WHERE source = 'events' AND key = ANY(:ids) ORDER BY at"
        return [row.key for row in self.ask(query, ids=list(ids))]

    def redrive(self, case_id: str) -> str:
        """What the command says at last: how many were applied."""
        env = {**os.environ, **self._stack.service_env(self._service), "SPANS_FILE": ""}
        argv = [sys.executable, "-m", "services", "redrive", self._service, case_id]
        done = subprocess.run(argv, cwd=REPO, env=env, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("service", [pytest.param(one, marks=[] if one in EFFECT else LONG) for one in sorted(CHAINS)])
def test_a_poison_event_stops_its_own_case_and_redrive_restores_order_and_completeness(
    still: Stack, service: str
) -> None:
    reader = Reader(still, service)
    bad, good, chain_of = f"BAD{new_id()}", f"GOOD{new_id()}", CHAINS[service]
    bad_ids, good_ids = ([new_id() for _ in chain_of(one)] for one in (bad, good))
    try:
        with reader.poisoned_by(bad_ids[0]):
            reader.send(bad, chain_of(bad), bad_ids)
            reader.send(good, chain_of(good), good_ids)
            eventually(lambda: len(reader.parked(bad)) == len(bad_ids), seconds=60)
            reasons = [reason for _, reason in reader.parked(bad)]
            assert reasons == ["IntegrityError", *["BEHIND_ANOTHER"] * (len(bad_ids) - 1)]
            assert [event_id for event_id, _ in reader.parked(bad)] == bad_ids
            eventually(lambda: reader.applied(good_ids) == good_ids, seconds=60)
            assert reader.applied(bad_ids) == []
            assert reader.redrive(bad) == "0", "what is still poison stays parked"
            page = httpx.get(f"{still.http(service)}/metrics", timeout=30).text
            ((all_parked,),) = reader.ask("SELECT count(*) FROM parked")
            assert f"tsunagi_parked_events {all_parked}.0" in page
        assert reader.redrive(bad) == str(len(bad_ids))
        assert reader.parked(bad) == []
        assert reader.applied(bad_ids) == bad_ids
        for case_id in (bad, good):
            if service in EFFECT:
                assert [row[0] for row in reader.ask(EFFECT[service], case=case_id)] == [AS_IT_SHOULD[service]]
    finally:
        reader.close()
