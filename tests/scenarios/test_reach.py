"""What the scenarios play: a write that none of them makes is one whose crash cells `make chaos` never reaches."""

from collections.abc import Iterator
from typing import Any

from tests.scenarios.test_scenarios import FILES
from tsunagi.demo.rpcs import SERVICES, is_write
from tsunagi.demo.scenario import load

# They need a diagram into which somebody drew a step: a scenario plays those of bpmn/.
ELSEWHERE = {
    "IntakeService.ClaimTask": "tests/user_tasks/test_user_tasks.py",
    "IntakeService.CompleteTask": "tests/user_tasks/test_user_tasks.py",
}
WRITES = {
    f"{service.name}.{method.name}"
    for service in SERVICES.values()
    for method in service.methods
    if is_write(f"{service.name}.{method.name}")
}


def allowed(steps: list[dict[str, Any]]) -> Iterator[str]:
    """Calls that are not expected to be refused: a refusal commits nothing."""
    for step in steps:
        if "call" in step and "error" not in step:
            yield step["call"]
        yield from allowed(step.get("steps", []))


def test_every_write_of_the_services_is_made_by_a_scenario() -> None:
    made = {call for file in FILES for call in allowed(load(file).steps)}
    assert sorted(WRITES - made) == sorted(ELSEWHERE)
