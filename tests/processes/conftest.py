"""An engine without services, for tests that do the jobs themselves: on a shared stack the services would."""

from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub

from tests.processes.engine import Engine
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.homes import fresh, remove
from tsunagi.stack import Stack

BPMN = Path(__file__).parents[2] / "bpmn"


@pytest.fixture(scope="package")
def engine() -> Iterator[Engine]:
    home = fresh("engine-alone")
    with Stack(home, records=True) as stack:
        stack.start("zeebe")
        deploy_folder(BPMN, stack.zeebe_grpc, "tests", "the engine alone", home / "register.jsonl")
        with grpc.insecure_channel(stack.zeebe_grpc) as channel:
            yield Engine(stack, GatewayStub(channel))
    remove(home)
