"""The ports of one stack: a free block, chosen once and remembered in its folder."""

import json
import random
import socket
from pathlib import Path

from tsunagi.errors import StackError

SERVICES = ("intake", "consent", "meetings", "plans", "outreach")
NAMES = (
    "postgres",
    "kafka",
    "kafka_controller",
    "zeebe_grpc",
    "zeebe_command",
    "zeebe_internal",
    "zeebe_rest",
    "zeebe_management",
    "opensearch_transport",
    "zipkin",
    "issuer",
    *(f"{service}{replica}_{kind}" for replica in ("", "-2") for service in SERVICES for kind in ("grpc", "http")),
)
# Below the range from which Linux takes ports for outgoing connections.
FIRST, LAST = 20000, 32000
# The OpenSearch runner knows no other ports for HTTP.
SEARCH = range(9201, 9300)


def of(home: Path, base: int | None) -> dict[str, int]:
    """Name to port. The block remembered in `home`/ports.json wins unless `base` names another. Raises StackError."""
    file = home / "ports.json"
    if base is None and file.exists():
        remembered: dict[str, int] = json.loads(file.read_text())
        if set(remembered) == {*NAMES, "opensearch"}:
            return remembered
    others = _remembered_near(home)
    ports = _block(base if base is not None else _free_base(others))
    ports["opensearch"] = next(port for port in SEARCH if port not in others and _is_free(port))
    file.write_text(json.dumps(ports, indent=1))
    return ports


def refuse_taken(ports: dict[str, int], file: Path) -> None:
    """Raises StackError when another program listens on one of them."""
    taken = [f"{name}={port}" for name, port in ports.items() if not _is_free(port)]
    if taken:
        raise StackError(
            "PORT_TAKEN",
            f"ポートが使用中です: {', '.join(taken)}。使用中のプログラムを止めるか、{file} を消してください。",
            f"Ports in use: {', '.join(taken)}. Stop the program that holds them, or delete {file} to choose others.",
        )


def _block(base: int) -> dict[str, int]:
    return {name: base + index for index, name in enumerate(NAMES)}


def _remembered_near(home: Path) -> set[int]:
    """Stacks that do not run keep their ports, too."""
    parents = (home.parent, home.parent.parent, *home.parent.glob("*/"))
    files = {file for parent in parents for file in parent.glob("*/ports.json")}
    return {port for file in files for port in json.loads(file.read_text()).values()}


def _free_base(others: set[int]) -> int:
    bases = list(range(FIRST, LAST, len(NAMES)))
    random.shuffle(bases)
    for base in bases:
        block = set(_block(base).values())
        if not block & others and all(_is_free(port) for port in block):
            return base
    raise StackError("NO_PORTS", "空いているポートがありません。", f"No free block of ports from {FIRST} to {LAST}.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
