"""Figures of what protection costs: consultations written and read at intake's edge with it / without it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import sqlalchemy as sa

from bench.figure import Figure, in_turn, of_rounds
from bench.stage import REPO, Stage
from kit.database import migrate

DATABASES = ("bench_desk", "bench_desk_in_clear")


def protection_on_and_off(stage: Stage) -> Iterator[Figure]:
    """One protection at a time; checks are compared where nothing is told to the ledger, which follows from them."""
    for name in DATABASES:
        _create(stage, name)
    with ExitStack() as open_desks:

        def desk(without: str, url: str) -> _Desk:
            env = {**stage.stack.service_env("intake"), "DATABASE_URL": url}
            return open_desks.enter_context(_Desk(without, env, stage.sizes.rpcs))

        own, clear = (_at(stage.stack.database_url("intake"), name) for name in DATABASES)
        full, silent = desk("", own), desk("ledger", own)
        pairs = (
            ("access checks", 0.5, silent, desk("checks", own)),
            ("row-level security", 0.9, full, desk("", _at(stage.stack.admin_database_url(), DATABASES[0]))),
            ("sealed columns", 0.95, full, desk("sealing", clear)),
            ("disclosure ledger", 0.85, full, silent),
        )
        for name, goal, with_it, without_it in pairs:
            rates = [(a, b) for a, b in in_turn(stage.sizes.rounds, with_it.rate, without_it.rate)]
            note = f"last round: {rates[-1][0]:.0f} and {rates[-1][1]:.0f} consultations a second"
            yield of_rounds(f"with {name} / without", (a / b for a, b in rates), goal, note=note)


class _Desk:
    """bench.desk as a child process."""

    def __init__(self, without: str, env: Mapping[str, str], count: int) -> None:
        self._count = count
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.desk", without],
            env={**os.environ, **env},
            cwd=REPO,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.rate()

    def __enter__(self) -> "_Desk":
        return self

    def __exit__(self, *_raised: object) -> None:
        self._process.communicate()

    def rate(self) -> float:
        """Consultations a second."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._count}\n")
        self._process.stdin.flush()
        return self._count / float(self._process.stdout.readline())


def _create(stage: Stage, name: str) -> None:
    admin = stage.admin("")
    with admin.connect() as db:
        db.execute(sa.text(f"CREATE DATABASE {name}"))
    admin.dispose()
    migrate(_at(stage.stack.admin_database_url(), name), "intake")


def _at(url: str, database: str) -> str:
    return sa.make_url(url).set(database=database).render_as_string(hide_password=False)
