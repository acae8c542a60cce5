"""`make demo`: everything starts, households are played through the public rpcs, the outcome is checked."""

import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from kit.identity import Signer
from tsunagi import homes, staff, up
from tsunagi.demo import outcome
from tsunagi.demo.client import Client
from tsunagi.demo.mistakes import BadScenario
from tsunagi.demo.player import Player, Unexpected
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import ActorCard, Scenario, load
from tsunagi.demo.sight import Sight
from tsunagi.demo.staff import logins
from tsunagi.demo.teller import Teller
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
BPMN = REPO / "bpmn"
COORDINATOR = "coordinator"
console = Console(highlight=False, soft_wrap=True)


def run(files: list[Path], *, operate: bool, traces: bool, stay: bool) -> int:
    """Plays the files one after the other; answers 0 when every outcome is as expected. Raises BadScenario."""
    scenarios = [load(file) for file in files]
    home, staff_files = homes.home("demo"), sorted(staff.FOLDER.glob("*.json"))
    require_staff(scenarios, [staff.load(file) for file in staff_files])
    with Stack(home, operate=operate, traces=traces, records=True, staff_files=staff_files) as stack:
        up.start(stack, BPMN, moving=True)
        problems = [problem for scenario in scenarios for problem in _play(stack, scenario)]
        for problem in problems:
            console.print(f"✗ {problem}")
        if not problems:
            console.print("✓ 結果はすべて期待どおりです / every outcome is as expected")
        up.show(stack)
        if stay:
            _wait_for_ctrl_c()
    return 1 if problems else 0


def client(stack: Stack, municipality: str) -> Client:
    """Agencies come by a key that vouches for them, the city's staff by the local issuer; neither can complete jobs."""
    issuer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
    addresses = {service: stack.grpc(service) for service in SERVICES}
    return Client(addresses, issuer, municipality, logins(stack))


def require_staff(scenarios: Iterable[Scenario], cities: Iterable[staff.City]) -> None:
    """Raises BadScenario for an actor who could not sign in, or would be somebody else after it."""
    known = {(city.municipality, member.staff_id): member for city in cities for member in city.staff}
    for scenario in scenarios:
        for name, card in scenario.actors.items():
            city = card.municipality or scenario.municipality
            member = known.get((city, card.person))
            file = f"examples/staff/{city}.json"
            if "STAFF" not in card.audiences:
                continue
            if member is None:
                raise BadScenario(f"{scenario.id}: actor {name!r}: {file} names no staff_id {card.person!r}")
            if (member.agency, frozenset(member.roles)) != (card.agency, card.roles) or card.purposes - set(
                member.purposes
            ):
                raise BadScenario(
                    f"{scenario.id}: actor {name!r}: {file} says of {card.person} {member.agency}, "
                    f"roles {sorted(member.roles)}, purposes {sorted(member.purposes)}"
                )


def _play(stack: Stack, scenario: Scenario) -> Iterator[str]:
    """Sentences about what is not as expected."""
    console.rule(scenario.title)
    public = client(stack, scenario.municipality)
    eyes = scenario.actors.get(COORDINATOR)
    teller = Teller(public, eyes, console.print) if eyes is not None else None
    show_item = teller.item if teller is not None else lambda _item: None
    player = Player(public, scenario, QuietKeeper(stack), _headline, show_item, Sight(stack))
    try:
        names = player.play(after_step=_follow(teller))
    except (Unexpected, BadScenario) as problem:
        yield str(problem)
        return
    if eyes is not None and "case" in names:
        _summary(public, eyes, scenario.title, names["case"], names.get("consultation", {}).get("case_no", ""))
    if stack.operate and "consultation" in names:
        with console.status("Operate で確かめています / asking Operate"):
            yield from outcome.problems(stack, scenario, names)


def _headline(text: str) -> None:
    console.print(f"● {text}", style="bold")


def _follow(teller: Teller | None) -> Callable[[dict[str, Any]], None]:
    def after_step(names: dict[str, Any]) -> None:
        if teller is not None and "case" in names:
            teller.case(names["case"])

    return after_step


def _summary(public: Client, eyes: ActorCard, title: str, case_id: str, case_no: str) -> None:
    """What the case came to, asked through public rpcs."""
    case = {"case_id": case_id, "page_size": 200}

    def ask(rpc: str, **more: Any) -> dict[str, Any]:
        return public.call(eyes, rpc, eyes.purpose, {**case, **more})

    items = ask("MeetingsService.ListAgendaItems")["agenda_items"]
    plans = ask("PlansService.ListPlans", include_closed=True)["plans"]
    grants = ask("ConsentService.ListGrants", include_ended=True)["grants"]
    handoffs = ask("IntakeService.ListHandoffs")["handoffs"]
    table = Table(title=f"{title} ({case_no})" if case_no else title)
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
