"""Readers without end of what a grant lets them read, each read with its beginning by the database's own clock."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from tests.faults.patient import OUTAGES
from tests.public import client
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack


@dataclass(frozen=True)
class Shelf:
    """What one agency may read of a person by consent alone; `word` stands in it."""

    person_id: str
    rpc: str
    name: str
    reader: ActorCard
    word: str


@dataclass(frozen=True)
class Read:
    """`shown` is None when there was no answer: whatever had to give it was away."""

    begun: datetime
    shown: bool | None


@dataclass
class Readers:
    """While the block lasts, everybody reads every shelf, one after the other."""

    stack: Stack
    shelves: Sequence[Shelf]
    number: int
    reads: dict[Shelf, list[Read]] = field(default_factory=dict)

    def __enter__(self) -> "Readers":
        self._over = threading.Event()
        self.reads = {shelf: [] for shelf in self.shelves}
        self._faults: list[Exception] = []
        self._threads = [threading.Thread(target=self._run, args=(at,), daemon=True) for at in range(self.number)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(60)
        if self._faults:
            raise self._faults[0]

    def answered(self, shelf: Shelf, since: datetime) -> int:
        """Reads that began after that moment and were answered, with the word or without."""
        return sum(read.shown is not None and read.begun > since for read in self.reads[shelf])

    def _run(self, at: int) -> None:
        try:
            public, turn = client(self.stack), at
            with database(self.stack) as clock:
                while not self._over.is_set():
                    shelf = self.shelves[turn % len(self.shelves)]
                    begun = now(clock)
                    self.reads[shelf].append(Read(begun, _shown(public, shelf)))
                    turn += 1
        except Exception as fault:  # raised in the test's own thread
            self._faults.append(fault)


def _shown(public: Client, shelf: Shelf) -> bool | None:
    try:
        answer = public.call(shelf.reader, shelf.rpc, shelf.reader.purpose, {"name": shelf.name})
    except Refused as refused:
        return None if refused.code in OUTAGES else False
    return shelf.word in json.dumps(answer, ensure_ascii=False)


def database(stack: Stack, service: str = "") -> psycopg.Connection:
    url = stack.admin_database_url(service).replace("postgresql+psycopg", "postgresql")
    return psycopg.connect(url, autocommit=True)


def now(db: psycopg.Connection) -> datetime:
    """By the clock that also stamps commits."""
    (found,) = db.execute("SELECT clock_timestamp()").fetchone() or ()
    assert isinstance(found, datetime)
    return found
