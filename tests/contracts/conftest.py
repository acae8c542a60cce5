"""The edges of all services, once for both fuzzers."""

from collections.abc import Iterator

import pytest

from tests.contracts.town import Town, town_on
from tsunagi.stack import Stack


@pytest.fixture(scope="session")
def town(postgres: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town_on(postgres, tmp_path_factory.mktemp("keys")) as town:
        yield town
