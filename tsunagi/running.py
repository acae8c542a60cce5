"""`tsunagi doctor --running`: what the services' reconcilers found, and whether each is ready."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from tsunagi.doctor import running_homes
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES

RUNBOOK = "docs/operators.md"


def local_services() -> list[str]:
    """Addresses of the services of every stack that runs here. Raises StackError when there is none."""
    found = [
        f"http://127.0.0.1:{remembered[f'{name}_http']}" for _file, remembered in running_homes() for name in SERVICES
    ]
    if not found:
        raise StackError(
            "NOTHING_RUNS",
            "動いているスタックがありません。--at でサービスの番地を指定するか、make up で起動してください。",
            "No stack runs here: name the services with --at, or start one with `make up`.",
        )
    return found


def report(addresses: Sequence[str]) -> int:
    """Prints a table; 1 when anything differs or somebody is not ready."""
    table = Table("サービス", "符号", "案件", "対象", "実体", title="食い違い / differences")
    for address in addresses:
        for row in _rows(address):
            table.add_row(address, *row)
    if not table.row_count:
        print(f"食い違いはありません / no differences ({len(addresses)})")
        return 0
    Console().print(table)
    print(f"符号の意味と直し方: {RUNBOOK}")
    return 1


def _rows(address: str) -> list[tuple[str, str, str, str]]:
    ready = _ask(f"{address}/readyz")
    if ready is None:
        return [("UNREACHABLE", "", "", "")]
    found = _ask(f"{address}/findings") or []
    silent = [("ENGINE_SILENT", "", "", "")] if ready["in_hand"].get("silent") else []
    return [
        *silent,
        *((str(reason), "", "", "") for reason in ready["reasons"]),
        *((one["code"], one["case_no"], one["subject"], str(one["process_instance_key"] or "")) for one in found),
    ]


def _ask(url: str) -> Any:
    """None when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - an address that the operator gave
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)
    except (urllib.error.URLError, TimeoutError):
        return None
