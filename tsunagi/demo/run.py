"""`make demo`: everything starts, households are played through the public rpcs, the outcome is checked."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from kit.identity import Signer
from tsunagi import homes, up
from tsunagi.demo import outcome
from tsunagi.demo.client import Client
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import Scenario, load
from tsunagi.demo.teller import Teller
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
BPMN = REPO / "bpmn"
console = Console(highlight=False, soft_wrap=True)


def run(files: list[Path], *, operate: bool, stay: bool) -> int:
    """Plays the files one after the other; answers 0 when every outcome is as expected."""
    with Stack(homes.home("demo"), operate=operate) as stack:
        up.start(stack, BPMN, moving=True)
        problems = [problem for file in files for problem in _play(stack, load(file))]
        for problem in problems:
            console.print(f"✗ {problem}")
        if not problems:
            console.print("✓ 結果はすべて期待どおりです / every outcome is as expected")
        up.show(stack)
        if stay:
            _wait_for_ctrl_c()
    return 1 if problems else 0


def client(stack: Stack, municipality: str) -> Client:
    """The demo issuer vouches for the scenario's actors; it can neither complete jobs nor publish messages."""
    issuer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
    return Client({service: stack.grpc(service) for service in SERVICES}, issuer, municipality)


def _play(stack: Stack, scenario: Scenario) -> Iterator[str]:
    console.rule(scenario.title)
    public = client(stack, scenario.municipality)
    teller = Teller(public, scenario.actors["coordinator"], console.print)
    player = Player(public, scenario, QuietKeeper(stack), _headline, teller.item)
    names = player.play(after_step=_follow(teller))
    _summary(public, scenario, names)
    if stack.operate:
        with console.status("Operate で確かめています / asking Operate"):
            yield from outcome.problems(stack, scenario, names)


def _headline(text: str) -> None:
    console.print(f"● {text}", style="bold")


def _follow(teller: Teller) -> Callable[[dict[str, Any]], None]:
    def after_step(names: dict[str, Any]) -> None:
        if "case" in names:
            teller.case(names["case"])

    return after_step


def _summary(public: Client, scenario: Scenario, names: dict[str, Any]) -> None:
    """What the case came to, asked through public rpcs."""
    eyes, case = scenario.actors["coordinator"], {"case_id": names["case"], "page_size": 200}

    def ask(rpc: str, **more: Any) -> dict[str, Any]:
        return public.call(eyes, rpc, min(eyes.purposes), {**case, **more})

    items = ask("MeetingsService.ListAgendaItems")["agenda_items"]
    plans = ask("PlansService.ListPlans", include_closed=True)["plans"]
    grants = ask("ConsentService.ListGrants", include_ended=True)["grants"]
    handoffs = ask("IntakeService.ListHandoffs")["handoffs"]
    table = Table(title=f"{scenario.title} ({names['consultation']['case_no']})")
    table.add_column("項目")
    table.add_column("結果")
    held = Counter(item["type"].removeprefix("MEETING_TYPE_") for item in items if item["decision"])
    table.add_row("会議", "  ".join(f"{kind} {count}" for kind, count in sorted(held.items())) or "—")
    table.add_row("プランの版", str(sum(len(plan["versions"]) for plan in plans)))
    table.add_row("同意の項目", str(len(grants)))
    ended = Counter(handoff["state"].removeprefix("STATE_") for handoff in handoffs)
    table.add_row("つなぎ", "  ".join(f"{state} {count}" for state, count in sorted(ended.items())) or "—")
    console.print(table)


def _wait_for_ctrl_c() -> None:
    try:
        signal.pause()
    except KeyboardInterrupt:
        console.print("止めています / stopping")
