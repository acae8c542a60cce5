"""Starting and ending the stack's programs so that nothing outlives the stack, even when it is killed itself.

Every program carries the stack's folder in TSUNAGI_STACK. A guard process holds the reading end of a pipe; when the
stack ends, however it ends, the pipe closes and the guard kills whatever still carries that mark.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from tsunagi.errors import StackError

MARK = "TSUNAGI_STACK"
GUARD_SECONDS = 20.0


@dataclass(frozen=True)
class Command:
    """What to run. `user` is the id of a non-root user to run it as."""

    argv: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    user: int | None = None


def environment(home: Path, own: Mapping[str, str]) -> dict[str, str]:
    """Only what a program needs of ours, so that a variable of the caller's shell cannot change the stack."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ") if name in os.environ}
    return {**kept, **own, MARK: str(home)}


def as_user(user: int | None, argv: Sequence[str | Path]) -> list[str]:
    """`setpriv` takes the user on, not Python, which would have to fork for it: in the child of a fork gRPC's handlers
    run among threads that are not there, and may end it before it is the program."""
    dropped = [] if user is None else ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--"]
    return [*dropped, *(str(part) for part in argv)]


def spawn(home: Path, command: Command, log: Path) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches only us, and the whole group can be killed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(
            as_user(command.user, command.argv),
            env=environment(home, command.env),
            cwd=command.cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """To the process and its group; nothing when it has ended."""
    if process.poll() is None:
        os.killpg(process.pid, number)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the whole tree, and back only when all of it is gone, PostgreSQL's backends included."""
    if process.poll() is not None:
        return
    try:
        tree = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        tree = []
    signal_group(process, signal.SIGKILL)
    process.wait()
    _gone, alive = psutil.wait_procs(tree, timeout=10)
    for straggler in alive:
        straggler.kill()
    psutil.wait_procs(alive, timeout=10)


def marked(home: Path) -> list[psutil.Process]:
    """Processes of the stack in `home`, except ourselves."""
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _carries(process, home)]


def _carries(process: psutil.Process, home: Path) -> bool:
    try:
        return process.environ().get(MARK) == str(home)
    except (psutil.Error, OSError):
        return False


def sweep(home: Path) -> None:
    """Kills every process of the stack in `home` and waits until none is left."""
    while found := marked(home):
        for process in found:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(found, timeout=5)


class Guard:
    """Holds the stack's lock, and sweeps when its stack is gone."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = _locked(home)
        sweep(home)
        reading, self._pipe = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tsunagi.processes", str(home)],
            cwd=Path(__file__).resolve().parents[1],
            stdin=reading,
            pass_fds=(self._lock.fileno(),),
            start_new_session=True,
        )
        os.close(reading)

    def end(self) -> None:
        """Lets the guard sweep and waits for it."""
        os.close(self._pipe)
        self._process.wait()
        self._lock.close()


def is_running(home: Path) -> bool:
    """Whether a stack, or its guard, holds `home`."""
    if not (home / "lock").exists():
        return False
    with (home / "lock").open() as lock:
        return not _try_lock(lock)


def _locked(home: Path) -> IO[str]:
    lock = (home / "lock").open("a")
    deadline = time.monotonic() + GUARD_SECONDS
    # A stack that was just killed is still being swept by its guard.
    while not _try_lock(lock):
        if time.monotonic() > deadline or not _is_orphaned(home):
            lock.close()
            raise StackError(
                "ALREADY_RUNNING",
                f"このスタックは既に動いています: {home}。そちらを止めてから、もう一度実行してください。",
                f"A stack is already running in {home}: stop it first.",
            )
        time.sleep(0.1)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _is_orphaned(home: Path) -> bool:
    owner = (home / "lock").read_text()
    return not owner or not psutil.pid_exists(int(owner))


def _try_lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _guard(home: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    while os.read(0, 1):
        pass
    sweep(home)


if __name__ == "__main__":
    _guard(Path(sys.argv[1]))
