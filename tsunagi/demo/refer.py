"""`tsunagi refer FILE`: an agency refers a household to the running demo, as any gRPC client would."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kit.identity import Signer
from tsunagi import homes, staff
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.scenario import ActorCard
from tsunagi.demo.staff import Logins
from tsunagi.errors import StackError

MUNICIPALITY = "28216"
TOKEN_SECONDS = 3600
console = Console(highlight=False, soft_wrap=True)


def refer(file: Path, home: Path | None = None) -> int:
    """Prints the case number and where to find it; a refusal prints its code, sentence and fields. 0 or 1."""
    running, issuer = _demo(home)
    data = json.loads(file.read_text(encoding="utf-8"))
    card = _card(data["from"]["agency"], data["from"]["person"], data["from"]["name"])
    client = Client({"intake": f"127.0.0.1:{running['intake_grpc']}"}, issuer, MUNICIPALITY)
    try:
        answer = client.call(card, "IntakeService.RegisterConsultation", "INTAKE", data["request"])
    except Refused as refusal:
        console.print(f"✗ {refusal.code}: {refusal.text}")
        for violation in refusal.violations:
            console.print(f"  {violation['field']}: {violation['code']}")
        return 1
    table = Table(title=f"{card.name} の相談を受け付けました")
    table.add_column("項目")
    table.add_column("内容")
    table.add_row("案件番号", answer["case_no"])
    table.add_row("相談", answer["name"])
    table.add_row("Operate", f'http://127.0.0.1:{running["zeebe_rest"]}/operate  変数 caseNo = "{answer["case_no"]}"')
    console.print(table)
    return 0


def staff_token(staff_id: str, municipality: str, home: Path | None = None) -> str:
    """From the running stack's issuer. Raises StackError for somebody whom no file of examples/staff names."""
    running, _issuer = _demo(home)
    cities = [staff.load(file) for file in sorted(staff.FOLDER.glob("*.json"))]
    issuers = {one.municipality: staff.issuer_url(running["issuer"], one.municipality) for one in cities}
    return Logins(cities, issuers).token(municipality, staff_id)


def token(agency: str, purposes: list[str], home: Path | None = None) -> str:
    """For trying an agency's own client. For demonstration only."""
    _running, issuer = _demo(home)
    card = _card(agency, f"staff-{agency.lower()}", agency)
    actor = card.actor(purposes=frozenset(purposes))
    return issuer.token(actor, MUNICIPALITY, TOKEN_SECONDS)


def _card(agency: str, person: str, name: str) -> ActorCard:
    roles, purposes = frozenset({"agency-worker"}), frozenset({"INTAKE", "HANDOFF"})
    return ActorCard(name, agency, person, frozenset({"AGENCY"}), roles, purposes)


def _demo(home: Path | None) -> tuple[dict[str, int], Signer]:
    folder = home or homes.home("demo")
    if not (folder / "ports.json").exists():
        raise StackError("NO_DEMO", "デモが動いていません。先に make demo を実行してください。", "Run make demo first.")
    ports: dict[str, int] = json.loads((folder / "ports.json").read_text())
    return ports, Signer(folder / "keys" / "demo-issuer.pem", "demo-issuer", "demo")
