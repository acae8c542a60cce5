"""The demo's outcome as Operate itself tells it: every instance ended, no incident, nothing personal in a variable."""

import time
from collections.abc import Iterator
from typing import Any

from tsunagi.demo.operate import Operate
from tsunagi.demo.scenario import Scenario
from tsunagi.stack import Stack

IMPORT_SECONDS = 180.0
POLL_SECONDS = 2.0
OUTLIVES = "follow-up"
"""The contact 90 days after the end outlives its case."""
PERSONAL = ("name", "kana", "phone", "address", "birth_date")
BY_CHANCE = 5
"""A shorter text without Japanese ("-", "A-1", none at all) stands in ids and times that carry nothing personal."""
FREE_TEXT = ("narrative", "sender_reference", "own_words", "discussion", "observations")


def problems(stack: Stack, scenario: Scenario, names: dict[str, Any]) -> Iterator[str]:
    """Sentences about what is not as it should be; waits until Operate has imported the end."""
    operate = Operate(stack.operate_url)
    case_no = names["consultation"]["case_no"]
    instances = operate.instances(case_no) if scenario.leaves_open else _ended(operate, case_no)
    if not instances:
        yield f"Operate に案件 {case_no} のプロセスがありません。"
    for one in instances:
        if one["state"] == "ACTIVE" and not scenario.leaves_open:
            yield f"{one['bpmnProcessId']} が終わっていません: {', '.join(operate.waiting_at(one))}"
        if one.get("incident"):
            yield f"{one['bpmnProcessId']} にインシデントがあります。"
    secrets = set(personal_values(scenario.steps))
    for one in instances:
        for variable in operate.variables(one):
            if any(secret in str(variable["value"]) for secret in secrets):
                yield f"{one['bpmnProcessId']} の変数 {variable['name']} に個人情報があります。"


def _ended(operate: Operate, case_no: str) -> list[dict[str, Any]]:
    deadline = time.monotonic() + IMPORT_SECONDS
    while True:
        found = [one for one in operate.instances(case_no) if one["bpmnProcessId"] != OUTLIVES]
        still = [one for one in found if one["state"] == "ACTIVE"]
        if (found and not still) or time.monotonic() > deadline:
            return found
        time.sleep(POLL_SECONDS)


def personal_values(value: Any) -> Iterator[str]:
    """Everything personal that a scenario's requests carry."""
    if isinstance(value, list):
        for item in value:
            yield from personal_values(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            is_person = key in PERSONAL and "relation" in value
            if isinstance(item, str) and (is_person or key in FREE_TEXT) and not item.startswith("$"):
                if not item.isascii() or len(item.strip()) >= BY_CHANCE:
                    yield item
            else:
                yield from personal_values(item)
