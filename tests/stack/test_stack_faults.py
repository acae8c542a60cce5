"""What a stack survives, and what survives it."""

import signal
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest
from kafka import KafkaConsumer, KafkaProducer

from tests.stack.probe import probe
from tests.waiting import eventually
from tsunagi.errors import StackError
from tsunagi.fetch import REPO
from tsunagi.homes import fresh, remove, reset
from tsunagi.processes import marked
from tsunagi.stack import Stack

HOLDER = """
import sys
from pathlib import Path
from tsunagi.stack import Stack
stack = Stack(Path(sys.argv[1]))
stack.start("postgres", "kafka")
print("up", flush=True)
sys.stdin.read()
"""


def _database(stack: Stack) -> psycopg.Connection:
    return psycopg.connect(stack.admin_database_url("intake").replace("+psycopg", ""), autocommit=True)


def test_what_was_written_is_still_there_after_kill_9(own_stack: Stack) -> None:
    own_stack.start()
    with _database(own_stack) as database:
        database.execute("CREATE TABLE probe AS SELECT 42 AS answer")
    producer = KafkaProducer(**own_stack.kafka.options(), acks="all")
    producer.send("probe", b"kept").get(30)
    producer.close()
    with probe(own_stack.zeebe_grpc) as engine:
        instance = engine.begin("PT0.1S")
        eventually(lambda: own_stack.records("JOB", "CREATED", processInstanceKey=instance))
        for part in ("postgres", "kafka", "zeebe"):
            own_stack.kill(part)
            assert not own_stack.alive(part)
            own_stack.restart(part)
        (job,) = eventually(lambda: engine.jobs(10))
        engine.complete(job)
    with _database(own_stack) as database:
        assert database.execute("SELECT answer FROM probe").fetchall() == [(42,)]
    consumer = KafkaConsumer(
        "probe", **own_stack.kafka.options(), auto_offset_reset="earliest", consumer_timeout_ms=10000
    )
    assert next(consumer).value == b"kept"
    consumer.close()
    created = own_stack.records("JOB", "CREATED", processInstanceKey=instance)
    completed = eventually(lambda: own_stack.records("JOB", "COMPLETED", processInstanceKey=instance))
    assert (len(created), len(completed)) == (1, 1)


def test_the_furthest_time_survives_the_engine_and_the_stack(own_stack: Stack) -> None:
    own_stack.start("zeebe")
    own_stack.clock.start()
    furthest = own_stack.clock.now() + timedelta(days=40)
    own_stack.clock.advance_to(furthest)
    own_stack.kill("zeebe")
    own_stack.restart("zeebe")
    assert own_stack.clock.now() >= furthest
    own_stack.stop()
    with Stack(own_stack.home, records=True) as again:
        again.start("zeebe")
        assert again.clock.now() >= furthest
        with probe(again.zeebe_grpc) as engine:
            instance = engine.begin("PT0.1S")
            (job,) = engine.jobs(10)
            engine.complete(job)
        (record,) = eventually(lambda: again.records("JOB", "COMPLETED", processInstanceKey=instance))
        assert record["timestamp"] >= furthest.timestamp() * 1000


def test_nothing_is_left_after_stop(own_stack: Stack) -> None:
    own_stack.start()
    assert len(marked(own_stack.home)) >= 3
    own_stack.stop()
    assert marked(own_stack.home) == []


def test_nothing_is_left_when_the_stack_itself_is_killed() -> None:
    home = fresh("killed")
    argv = [sys.executable, "-c", HOLDER, str(home)]
    with subprocess.Popen(argv, cwd=REPO, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"up\n"
        assert len(marked(home)) >= 2
        holder.send_signal(signal.SIGKILL)
    eventually(lambda: not marked(home))
    with Stack(home) as again:
        again.start("postgres")
    remove(home)


def test_a_part_that_cannot_start_says_where_to_look(own_stack: Stack) -> None:
    own_stack.start("postgres")
    own_stack.kill("postgres")
    (own_stack.postgres_folder / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(StackError) as failed:
        own_stack.restart("postgres")
    assert failed.value.code == "PART_FAILED"
    assert str(own_stack.log("postgres")) in str(failed.value)


def test_reset_refuses_while_a_stack_runs(own_stack: Stack) -> None:
    own_stack.start("postgres")
    with pytest.raises(StackError) as refused:
        reset()
    assert refused.value.code == "STILL_RUNNING"
    assert own_stack.alive("postgres")


def test_a_folder_has_one_stack_at_a_time(own_stack: Stack) -> None:
    own_stack.start("postgres")
    with pytest.raises(StackError) as refused:
        Stack(own_stack.home).start("postgres")
    assert refused.value.code == "ALREADY_RUNNING"
