"""What one service erases, every other one erases: over the real Kafka, from one database to another."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from kit import erasure, inbox, kafka, outbox, sealing
from kit.clock import Clock
from kit.context import Context, service_actor
from kit.database import create_engine
from kit.ids import new_id
from kit.peers import Peers
from kit.sealing import SubjectErased
from kit.transaction import errand, transaction
from tests.database import database_of
from tests.kit.test_sealing import metadata, read, stored, write
from tests.waiting import eventually
from tsunagi.stack import Stack

CITY = "28216"
ctx = Context(service_actor("kit"), "PROCESS", datetime(2032, 4, 1, tzinfo=UTC), CITY)


@pytest.fixture
def origin(still_stack: Stack) -> Iterator[sa.Engine]:
    """The service that erases, under a name of its own, so that its topic is fresh."""
    with database_of(still_stack, "outreach") as found:
        url, keyring = found.url.render_as_string(hide_password=False), still_stack.keyring("outreach")
        engine = create_engine(url, f"kit{new_id().lower()}", keyring)
        yield engine
        engine.dispose()


@pytest.fixture
def other(kit_database: sa.Engine) -> Iterator[sa.Engine]:
    """Another service, which keeps notes of its own about the same people."""
    metadata.create_all(kit_database)
    yield kit_database
    metadata.drop_all(kit_database)
    with kit_database.begin() as db:
        db.execute(sealing.data_keys.delete())


def test_the_other_service_destroys_its_keys_for_the_same_persons_and_no_others(
    still_stack: Stack, origin: sa.Engine, other: sa.Engine
) -> None:
    write(other, "n-1", "person-1", text="家賃を三か月滞納している")
    write(other, "n-2", "person-2", text="別の記録")
    name = str(origin.get_execution_options()["service"])
    peers = Peers({}, None)  # type: ignore[arg-type]  # nobody is asked
    heard = kafka.Consumer(name, still_stack.kafka, (name,), erasure.subscriptions, other, Clock(None), peers)
    heard.start()
    try:
        for _ in range(2):  # the second erasure of the same changes nothing
            with transaction(origin, CITY) as db:
                erasure.erase(db, ctx, f"erasure-{new_id()}", ["person-1", "case-1"])
        sink = kafka.KafkaSink(still_stack.kafka)
        with errand(origin) as db:
            eventually(lambda: not outbox.drain_once(db, sink) and not outbox.unsent(db))
        eventually(lambda: read(other, "n-1").text == "")
    finally:
        heard.stop()
        heard.join(20)
    assert read(other, "n-2").text == "別の記録"
    assert stored(other)[0].startswith("s1:person-1:")
    for gone in ("person-1", "case-1"):
        with pytest.raises(SubjectErased):
            write(other, f"n-{gone}", gone, text="あとから")
    with errand(other) as db:
        assert not db.execute(sa.select(inbox.parked)).all()
