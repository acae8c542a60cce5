"""The folders of stacks: `.tsunagi/<name>` of the repository, beside the cache."""

import os
import shutil
from pathlib import Path

import psutil

from tsunagi.errors import StackError
from tsunagi.fetch import REPO, cache_folder
from tsunagi.parts import postgres
from tsunagi.processes import is_running

STATE = REPO / ".tsunagi"


def home(name: str) -> Path:
    return STATE / name


def fresh(name: str) -> Path:
    """A folder for a test of this process. Those of test runs that are over are deleted now; so the last logs stay."""
    for file in (STATE / "test").glob("*/ports.json"):
        old = file.parent
        if not psutil.pid_exists(int(old.name.rpartition("-")[2])) and not is_running(old):
            remove(old)
    postgres.remove_orphans()
    folder = STATE / "test" / f"{name}-{os.getpid()}"
    remove(folder)
    return folder


def remove(folder: Path) -> None:
    """A stopped stack's folder and its database, wherever that lies."""
    postgres.remove(folder)
    shutil.rmtree(folder, ignore_errors=True)


def reset() -> list[Path]:
    """Deletes every stack's state and keeps the cache. Raises StackError while one runs; answers what was deleted."""
    homes = sorted(file.parent for pattern in ("*/ports.json", "test/*/ports.json") for file in STATE.glob(pattern))
    running = [folder for folder in homes if is_running(folder)]
    if running:
        names = ", ".join(str(folder) for folder in running)
        raise StackError(
            "STILL_RUNNING",
            f"動いているスタックがあります: {names}。先に止めてください(Ctrl-C)。",
            f"Still running: {names}. Stop it first (Ctrl-C).",
        )
    for folder in homes:
        remove(folder)
    for entry in STATE.iterdir() if STATE.exists() else ():
        if entry.is_dir() and entry.absolute() != cache_folder():
            shutil.rmtree(entry)
    postgres.remove_orphans()
    return homes
