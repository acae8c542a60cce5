"""Says what this machine lacks, one sentence each, with what to do.

Standard library only: it runs before the virtual environment exists (`python3 -m tsunagi.doctor`).
"""

import fcntl
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tsunagi import ports
from tsunagi.errors import StackError

REPO = Path(__file__).resolve().parents[1]
DISK_GB, MEMORY_GB = 5, 6


@dataclass(frozen=True)
class Finding:
    """`advice` is empty when all is well."""

    subject: str
    advice: str = ""


def examine() -> list[Finding]:
    findings = [_python(), *(_program(*known) for known in PROGRAMS), _disk(), _memory(), _postgres_user(), *_ports()]
    return [*findings, *_open_clocks()]


# Name, how it tells its version, least major version, what to do.
PROGRAMS = (
    ("java", ("-version",), 17, "JDK 17 以上を入れてください / install a JDK, 17 or newer: apt install openjdk-17-jdk"),
    ("mvn", ("-version",), 3, "Maven 3.8 以上を入れてください / install Maven 3.8 or newer: apt install maven"),
    ("node", ("--version",), 20, "Node 20 以上を入れてください / install Node 20 or newer: nodejs.org"),
    ("npm", ("--version",), 9, "npm を入れてください(Node に付属)/ install npm; it comes with Node"),
    ("make", ("--version",), 3, "make を入れてください / install make: apt install make"),
    ("tar", ("--version",), 1, "tar を入れてください / install tar: apt install tar"),
)


def _program(name: str, options: tuple[str, ...], least: int, advice: str) -> Finding:
    if shutil.which(name) is None:
        return Finding(name, f"{name} がありません。{advice}")
    told = subprocess.run([name, *options], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)(\.\d+)*", re.sub(r"\x1b\[[\d;]*m", "", told.stdout + told.stderr))
    if told.returncode or version is None:
        return Finding(name, f"{name} が動きません / does not run。{advice}")
    if int(version[1]) < least:
        return Finding(name, f"{name} {version[0]} は古すぎます / is too old。{advice}")
    return Finding(f"{name} {version[0]}")


def _python() -> Finding:
    found = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    if sys.version_info < (3, 11):  # noqa: UP036 - it runs before the right Python is known.
        return Finding(found, f"{found} は古すぎます。Python 3.11 以上を入れてください / install Python 3.11 or newer.")
    return Finding(found)


def _disk() -> Finding:
    free = shutil.disk_usage(REPO).free // 10**9
    if free < DISK_GB:
        return Finding(
            "disk", f"空き容量が {free} GB です。{DISK_GB} GB 以上空けてください / free at least {DISK_GB} GB of disk."
        )
    return Finding(f"disk: {free} GB free")


def _memory() -> Finding:
    total = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 10**9)
    if total < MEMORY_GB:
        return Finding(
            "memory",
            f"メモリーが {total} GB です。{MEMORY_GB} GB 以上必要です(OPERATE=0 なら少なくて済みます)"
            f" / {MEMORY_GB} GB of memory are needed; OPERATE=0 needs less.",
        )
    return Finding(f"memory: {total} GB")


def _postgres_user() -> Finding:
    if os.geteuid() != 0:
        return Finding("not root: PostgreSQL runs as you")
    try:
        pwd.getpwnam("nobody")
    except KeyError:
        return Finding(
            "root",
            "利用者 nobody がありません。root 以外で実行してください / there is no user `nobody`: do not run as root.",
        )
    if shutil.which("setpriv") is None:
        return Finding(
            "root",
            "setpriv がありません。util-linux を入れるか、root 以外で実行してください"
            " / there is no setpriv: install util-linux, or do not run as root.",
        )
    if not os.access("/var/tmp", os.W_OK | os.X_OK):  # noqa: S108
        return Finding(
            "root",
            "/var/tmp に書けません。root 以外で実行してください / cannot write /var/tmp: do not run as root.",  # noqa: S108
        )
    return Finding("root: PostgreSQL runs as nobody under /var/tmp, also when this folder is closed to others")


def _ports() -> Iterator[Finding]:
    for file, remembered in _homes():
        if _is_running(file.parent):
            yield Finding(f"running: {file.parent.name}")
            continue
        try:
            ports.refuse_taken(remembered, file)
        except StackError as error:
            yield Finding("ports", str(error))
        else:
            yield Finding(f"ports of {file.parent.name} are free")


def _open_clocks() -> Iterator[Finding]:
    """Whoever reaches the engine's REST port may move its clock."""
    for file, remembered in _homes():
        if _is_running(file.parent) and (host := _reached_from_outside(remembered["zeebe_rest"])):
            yield Finding(
                "clock",
                f"{host}:{remembered['zeebe_rest']} から誰でもエンジンの時計を動かせます。ポートを閉じてください"
                " / anybody who reaches this port can move the engine's clock: close it.",
            )


def _reached_from_outside(port: int) -> str:
    hosts = {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), port, type=socket.SOCK_STREAM)}
    for host in hosts:
        if host.startswith("127.") or host == "::1":
            continue
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            continue
        return host
    return ""


def _homes() -> list[tuple[Path, dict[str, int]]]:
    return [(file, json.loads(file.read_text())) for file in sorted((REPO / ".tsunagi").glob("*/ports.json"))]


def running_homes() -> list[tuple[Path, dict[str, int]]]:
    """(ports.json, its ports) of each stack that runs on this machine."""
    return [(file, remembered) for file, remembered in _homes() if _is_running(file.parent)]


def _is_running(home: Path) -> bool:
    if not (home / "lock").exists():
        return False
    with (home / "lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def report(*, quiet: bool = False) -> int:
    """Prints the findings, only the bad ones when `quiet`; the exit code."""
    findings = examine()
    for finding in findings:
        if finding.advice:
            print(f"✗ {finding.advice}")
        elif not quiet:
            print(f"✓ {finding.subject}")
    return 1 if any(finding.advice for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(report(quiet="--quiet" in sys.argv))
