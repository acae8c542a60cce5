"""A stack of its own: the matrix leaves its households where they stand."""

from collections.abc import Iterator

import pytest

from tests.conftest import BPMN
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.homes import fresh, remove
from tsunagi.stack import Stack


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    home = fresh("exceptions")
    with Stack(home, records=True) as found:
        found.start()
        found.clock.start()
        deploy_folder(BPMN, found.zeebe_grpc, "tests", "the matrix of exceptions")
        found.start_services()
        yield found
    remove(home)
