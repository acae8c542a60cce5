"""The stacks that all tests share: one whose time is never moved, one whose time is. Started on first use only."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import diagram_coverage
from tests.durations import Durations
from tests.shared_stacks import MOVING, STILL, shared
from tsunagi.homes import fresh, remove
from tsunagi.stack import Stack
from tsunagi.staff import FOLDER as STAFF

BPMN = Path(__file__).parents[1] / "bpmn"
CITY_WITH_PROVIDER = "99202"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(shared)
    if not config.option.collectonly:
        config.pluginmanager.register(diagram_coverage.Session())
        config.pluginmanager.register(Durations())


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """PostgreSQL alone, for tests of one service's rules."""
    with Stack(tmp_path_factory.mktemp("stack")) as stack:
        stack.start("postgres")
        yield stack


@pytest.fixture(scope="session")
def still_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Engines only; nobody moves its clock. Shared: use ids of your own. A third city's staff come by the issuer."""
    staff = staff_of_a_city_with_a_provider(tmp_path_factory.mktemp("staff"))
    with Stack(fresh("still"), records=True, staff_files=[staff]) as stack:
        stack.start()
        shared.began(STILL, stack)
        yield stack


@pytest.fixture(scope="session")
def moving_stack() -> Iterator[Stack]:
    """Engines only, with the clock keeper. A test starts from the engine's now and leaves no instance behind."""
    with Stack(fresh("moving"), records=True) as stack:
        stack.start()
        stack.clock.start()
        shared.began(MOVING, stack)
        yield stack


@pytest.fixture(scope="session")
def still(still_stack: Stack) -> Stack:
    """The still stack with bpmn/ deployed and the five services up."""
    return _complete(still_stack)


@pytest.fixture(scope="session")
def moving(moving_stack: Stack) -> Stack:
    """The moving stack with bpmn/ deployed and the five services up."""
    return _complete(moving_stack)


@pytest.fixture
def own_stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """For a test that kills things: a stack that nobody else uses. Nothing is started yet."""
    home = fresh(request.node.name)
    with Stack(home, records=True) as stack:
        yield stack
    remove(home)


def _complete(stack: Stack) -> Stack:
    from tsunagi.bpmn.deploy import deploy_folder
    from tsunagi.demo.staff import start_services

    deploy_folder(BPMN, stack.zeebe_grpc, "tests", "first deployment of the test run")
    start_services(stack)
    return stack


def staff_of_a_city_with_a_provider(folder: Path) -> Path:
    """Takasago's people, in a third city: Takasago's and Hoshimi's own come by their cities' key in most tests."""
    found = json.loads((STAFF / "28216.json").read_text(encoding="utf-8"))
    file = folder / f"{CITY_WITH_PROVIDER}.json"
    file.write_text(json.dumps({**found, "municipality": CITY_WITH_PROVIDER}), encoding="utf-8")
    return file
