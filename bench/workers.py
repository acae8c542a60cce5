"""Figures of the workers: what their work costs beside the engine's own, and how they catch up after an absence."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import sqlalchemy as sa
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from bench.callers import MUNICIPALITY
from bench.engine import deploy_renamed
from bench.figure import Figure, in_turn, of_rounds
from bench.noop_cases import NoopCases
from bench.real_cases import RealCases
from bench.stage import Stage
from bench.waiting import until
from kit.ids import new_id

FEEDERS = 16


def real_beside_noop(stage: Stage) -> Iterator[Figure]:
    """Real workers, their databases, outboxes and callers / workers that do nothing, on the same diagrams."""
    sizes, stack = stage.sizes, stage.stack
    deploy_renamed(stack)
    with RealCases(stack) as real, NoopCases(stack) as noop:
        noop.per_second(sizes.cases // 2, sizes.cases_at_once)
        real.per_second(sizes.cases // 2, sizes.cases_at_once)
        rates = list(
            in_turn(
                sizes.rounds,
                lambda: real.per_second(sizes.cases, sizes.cases_at_once),
                lambda: noop.per_second(sizes.cases, sizes.cases_at_once),
            )
        )
    note = f"last round: {rates[-1][0]:.1f} and {rates[-1][1]:.1f} cases a second"
    yield of_rounds("completed cases: real workers / no-op workers", (a / b for a, b in rates), 0.45, note=note)


def drain_beside_steady(stage: Stage) -> Iterator[Figure]:
    """Jobs that waited for a worker that was away / jobs that come while it is there."""
    jobs = _Jobs(stage)
    jobs.steady()
    rates = list(in_turn(stage.sizes.rounds, jobs.drained, jobs.steady))
    jobs.close()
    note = f"last round: {rates[-1][0]:.0f} and {rates[-1][1]:.0f} jobs a second"
    yield of_rounds("jobs: drain after absence / steady", (a / b for a, b in rates), 0.8, note=note)


class _Jobs:
    """Jobs of `intake.open-emergency`: one insert, one work item, one event, and then a wait that nobody ends."""

    def __init__(self, stage: Stage) -> None:
        self._stack, self._count = stage.stack, stage.sizes.jobs
        self._database = stage.admin("intake")
        self._channel = grpc.insecure_channel(self._stack.zeebe_grpc)
        self._stub = gateway_pb2_grpc.GatewayStub(self._channel)
        self._feeders = ThreadPoolExecutor(FEEDERS)

    def close(self) -> None:
        self._feeders.shutdown()
        self._channel.close()
        self._database.dispose()

    def steady(self) -> float:
        """Jobs done a second while they are created as fast as the engine takes them."""
        done, began = self._done(), time.monotonic()
        created = [self._feeders.submit(self._create) for _ in range(self._count)]
        until(lambda: self._done() - done >= self._count)
        for one in created:
            one.result()
        return self._count / (time.monotonic() - began)

    def drained(self) -> float:
        """Jobs done a second, from the first one on, when the service comes back to as many as were created."""
        done = self._done()
        self._stack.kill("intake")
        list(self._feeders.map(lambda _: self._create(), range(self._count)))
        self._stack.restart("intake")
        until(lambda: self._done() > done)
        first, began = self._done(), time.monotonic()
        until(lambda: self._done() - done >= self._count)
        return (self._count + done - first) / (time.monotonic() - began)

    def _done(self) -> int:
        with self._database.connect() as db:
            return db.scalar(sa.text("SELECT count(*) FROM inbox WHERE source = 'intake.open-emergency'")) or 0

    def _create(self) -> None:
        variables = f'{{"municipalityId": "{MUNICIPALITY}", "caseId": "{new_id()}", "caseNo": "R8-00001-0"}}'
        request = gateway_pb2.CreateProcessInstanceRequest(bpmnProcessId="emergency", version=-1, variables=variables)
        self._stub.CreateProcessInstance(request, timeout=60)
