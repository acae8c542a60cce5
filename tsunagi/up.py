"""`tsunagi up`: everything, until Ctrl-C."""

import getpass
import signal
from pathlib import Path

from rich.console import Console

from tsunagi import fetch, homes, staff
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

console = Console()


def run(name: str, base_port: int | None, bpmn: Path, *, operate: bool, traces: bool) -> None:
    """Returns after Ctrl-C, or raises StackError when a part cannot start."""
    home, files = homes.home(name), sorted(staff.FOLDER.glob("*.json"))
    with Stack(home, operate=operate, traces=traces, base_port=base_port, for_long=True, staff_files=files) as stack:
        start(stack, bpmn)
        show(stack)
        try:
            signal.pause()
        except KeyboardInterrupt:
            console.print("止めています / stopping")


def start(stack: Stack, bpmn: Path, *, moving: bool = False) -> None:
    """Engines, the clock keeper where time is to move, the diagrams, then the services."""
    from tsunagi.bpmn.deploy import deploy_folder
    from tsunagi.demo.staff import start_services

    more = {"opensearch": stack.operate, "zipkin": stack.traces}
    fetch.fetch("kafka", "zeebe", *(name for name, wanted in more.items() if wanted))
    with console.status("エンジンを起動中 / starting the engines"):
        stack.start()
        if moving:
            stack.clock.start()
    with console.status("プロセスを配備中 / deploying the diagrams"):
        deploy_folder(bpmn, stack.zeebe_grpc, getpass.getuser(), "tsunagi up")
    with console.status("サービスを起動中 / starting the services"):
        start_services(stack)


def show(stack: Stack) -> None:
    """The addresses, one a line."""
    rows = {"Zeebe": stack.zeebe_grpc, "Kafka": stack.kafka.addresses, "Logs": str(stack.home / "logs")}
    if stack.operate:
        rows["Operate"] = f"{stack.operate_url} (demo / demo)"
    if stack.traces:
        rows["Zipkin"] = stack.zipkin_url
    for city in stack.cities:
        rows[f"職員 {city.municipality}"] = f"{stack.staff_issuer(city.municipality)} (デモ専用 / demonstration only)"
    for service in SERVICES:
        rows[service] = f"gRPC {stack.grpc(service)}  JSON {stack.http(service)}/openapi.json"
    for label, address in rows.items():
        console.print(f"{label:10} {address}", highlight=False, soft_wrap=True)
    console.print("Ctrl-C で終了 / ends everything")
