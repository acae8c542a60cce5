"""Cases that are played without end, so that a rate can be measured before, during and after something is gone."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.patient import Patient
from tests.waiting import eventually
from tsunagi.demo.player import Player
from tsunagi.demo.scenario import load
from tsunagi.stack import Stack

OFFER = Path(__file__).parents[1] / "processes" / "offer.json"
AT_ONCE = 6


class Load:
    """Begins at once; at the end each case that was begun is played to its end. Raises what a case raised."""

    def __init__(self, stack: Stack) -> None:
        self._stack, self._scenario = stack, load(OFFER)
        self._pool, self._over = ThreadPoolExecutor(AT_ONCE), threading.Event()
        self._ends: list[float] = []

    def __enter__(self) -> "Load":
        self._players = [self._pool.submit(self._play) for _ in range(AT_ONCE)]
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for player in self._players:
            player.result(300)

    @property
    def count(self) -> int:
        return len(self._ends)

    def rate(self, seconds: float) -> float:
        """Cases a second that ended within the last `seconds`."""
        since = time.monotonic() - seconds
        return sum(end > since for end in self._ends) / seconds

    def steady(self, seconds: float) -> float:
        """The rate, once it was measured over `seconds` of undisturbed running."""
        begin, before = time.monotonic(), self.count
        eventually(lambda: time.monotonic() > begin + seconds, seconds=2 * seconds)
        return (self.count - before) / seconds

    def _play(self) -> None:
        while not self._over.is_set():
            Player(Patient(self._stack, self._scenario.municipality), self._scenario, None).play()
            self._ends.append(time.monotonic())
