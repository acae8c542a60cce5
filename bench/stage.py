"""What all figures are measured on: one stack of real parts, and how long each of them may take."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from rich.table import Table

from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.homes import fresh, remove
from tsunagi.parts.service import ServicePart
from tsunagi.ports import SERVICES
from tsunagi.processes import Command
from tsunagi.stack import Stack

REPO = Path(__file__).resolve().parents[1]
BPMN = REPO / "bpmn"


@dataclass(frozen=True)
class Sizes:
    """How much of everything one run does. Counts are per round and side."""

    rounds: int
    cases: int
    cases_at_once: int
    jobs: int
    rpcs: int
    handoffs: int
    events: int
    withdrawals: int
    cases_beside: int
    sent_rows: int
    every_scenario: bool


FULL = Sizes(
    rounds=5,
    cases=40,
    cases_at_once=12,
    jobs=300,
    rpcs=100,
    handoffs=120,
    events=4000,
    withdrawals=40,
    cases_beside=50,
    sent_rows=1_000_000,
    every_scenario=True,
)
SMOKE = Sizes(
    rounds=1,
    cases=4,
    cases_at_once=2,
    jobs=20,
    rpcs=20,
    handoffs=15,
    events=200,
    withdrawals=2,
    cases_beside=2,
    sent_rows=2_000,
    every_scenario=False,
)


class BenchStack(Stack):
    """As a city would run it: no spans written to a file by each step, and no sweep of the reconciler in between."""

    def service_env(self, part: str) -> dict[str, str]:
        own = {"SPANS_FILE": "", "RECONCILE_SECONDS": "3600", "LOG_LEVEL": "WARNING"}
        return {**super().service_env(part), **own}

    def count_statements(self) -> None:
        """From the next start on, the services write what each step asked of the database (bench/counted.py)."""
        for name in SERVICES:
            env = partial(self._counted_env, name)
            self._parts[name] = _CountedPart(name, self.home, env, self._ports[f"{name}_http"])

    def _counted_env(self, name: str) -> dict[str, str]:
        """Scenarios wait for what the reconciler sees to as well."""
        awake = {"RECONCILE_SECONDS": super().service_env(name)["RECONCILE_SECONDS"]}
        return {**self.service_env(name), **awake, "STATEMENTS_FILE": str(self.statements_file(name))}

    def statements_file(self, service: str) -> Path:
        return self.home / "logs" / f"{service}-statements.jsonl"

    def process_of(self, part: str) -> int:
        """Its pid."""
        return self._process(part).pid


class _CountedPart(ServicePart):
    def command(self) -> Command:
        plain = super().command()
        return Command([plain.argv[0], "-m", "bench.counted", plain.argv[-1]], plain.env, plain.cwd)


@dataclass(frozen=True)
class Stage:
    """`tables` are printed at the end: what a figure has to show beside its number."""

    stack: BenchStack
    sizes: Sizes
    tables: list[Table] = field(default_factory=list)

    def calm(self) -> None:
        """Returns when no service has anything left in hand of what was measured before. Raises StackError."""
        QuietKeeper(self.stack).wait_until_quiet()

    def admin(self, service: str) -> sa.Engine:
        """Reads any row of a service's database, past its policies."""
        return sa.create_engine(self.stack.admin_database_url(service), isolation_level="AUTOCOMMIT")


@contextmanager
def stage(sizes: Sizes, name: str = "bench", *, counting: bool = False) -> Iterator[Stage]:
    """`counting`: for scenarios instead of rates. Services count their statements, the clock can be moved, and the
    engine's records, which cost it something, are there to be looked at.
    """
    home = fresh(name)
    with BenchStack(home, records=counting, for_long=True) as stack:
        stack.start()
        _keep_commit_times(stack)
        deploy_folder(BPMN, stack.zeebe_grpc, "bench", "one run", home / "deployments.jsonl")
        if counting:
            stack.count_statements()
            stack.clock.start()
        stack.start_services()
        yield Stage(stack, sizes)
    remove(home)


def _keep_commit_times(stack: BenchStack) -> None:
    """PostgreSQL then knows when each transaction was committed: what lies between two services is read from it."""
    engine = sa.create_engine(stack.admin_database_url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(sa.text("ALTER SYSTEM SET track_commit_timestamp = on"))
    engine.dispose()
    stack.restart("postgres")
