"""Figures of the edge: a window's consultation / an echo of the same message by the same library."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import grpc

from bench.callers import Callers, consultation
from bench.echo import METHOD
from bench.figure import Figure, in_turn, of_rounds
from bench.stage import REPO, Stage
from pb.tsunagi.intake.v1 import service_pb2 as intake

MANY = 16


def submit_beside_echo(stage: Stage) -> Iterator[Figure]:
    """Token, purpose, idempotency, one transaction and an outbox row / nothing of it."""
    callers, count = Callers(stage.stack), stage.sizes.rpcs
    with _echo() as echo:
        for at_once in (1, MANY):
            submit = partial(_per_second, callers.register, count, at_once)
            bare = partial(_per_second, echo, 5 * count, at_once)
            submit()
            bare()
            rates = list(in_turn(stage.sizes.rounds, submit, bare))
            note = f"last round: {rates[-1][0]:.0f} and {rates[-1][1]:.0f} a second"
            name = f"gRPC submit / bare echo, {at_once} at once"
            yield of_rounds(name, (a / b for a, b in rates), 0.25, note=note)
    callers.close()


def _per_second(call: Callable[[], Any], count: int, at_once: int) -> float:
    with ThreadPoolExecutor(at_once) as pool:
        began = time.monotonic()
        for one in [pool.submit(call) for _ in range(count)]:
            one.result()
        return count / (time.monotonic() - began)


@contextmanager
def _echo() -> Iterator[Callable[[], Any]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.echo"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPO
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        ask: Any = channel.unary_unary(
            METHOD,
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=intake.RegisterConsultationRequest.FromString,
        )
        yield lambda: ask(intake.RegisterConsultationRequest(**consultation()), timeout=60)
    process.communicate()
