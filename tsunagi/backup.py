"""`tsunagi backup` and `restore`: database, broker and engine of a stopped stack, as one set.

Together or not at all: a database that is older than the engine does not know its cases, a newer one has told it things
that it forgot. The archive holds personal data; where it is kept is the operator's to decide.
"""

import shutil
import tarfile
from pathlib import Path

from tsunagi.errors import StackError
from tsunagi.homes import remove
from tsunagi.parts import postgres
from tsunagi.processes import is_running

HOME, DATABASE = "home", "postgres"
LEFT_OUT = {f"{HOME}/logs", f"{DATABASE}/server"}


def backup(home: Path, file: Path) -> None:
    """Writes `file` anew, readable by its owner only. Raises StackError while the stack runs, or when there is none."""
    _require_stopped(home)
    if not (home / "ports.json").exists():
        raise StackError(
            "NO_STACK", f"{home} にスタックがありません。名前を確かめてください。", f"There is no stack in {home}."
        )
    half = file.with_name(f"{file.name}.half")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    with tarfile.open(half, "w:gz", compresslevel=1) as archive:
        archive.add(home, HOME, filter=_wanted)
        if postgres.folder_of(home) != home / DATABASE:
            archive.add(postgres.folder_of(home), DATABASE, filter=_wanted)
    half.rename(file)


def restore(home: Path, file: Path) -> None:
    """Puts the set back in the place of what is there. Raises StackError while the stack runs, or for another file."""
    _require_stopped(home)
    outside = postgres.folder_of(home)
    half = home.with_name(f"{home.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extraction_filter = lambda member, _path: member  # with its owners: the server's are not ours
            archive.extractall(half)  # noqa: S202 - the operator's own archive
    except (tarfile.TarError, OSError) as error:
        shutil.rmtree(half, ignore_errors=True)
        raise StackError(
            "NOT_A_BACKUP", f"{file} を読めません。", f"{file} is not a backup of `tsunagi backup`."
        ) from error
    remove(home)
    (half / HOME).rename(home)
    (home / "logs").mkdir(exist_ok=True)
    if (half / DATABASE).exists():
        shutil.move(half / DATABASE, outside)
        postgres.adopt(home)
    shutil.rmtree(half, ignore_errors=True)


def _require_stopped(home: Path) -> None:
    if is_running(home):
        raise StackError(
            "STILL_RUNNING", f"{home} が動いています。先に止めてください(Ctrl-C)。", f"{home} runs: stop it first."
        )


def _wanted(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name in LEFT_OUT else member
