"""Fetches the real programs with Maven (versions: pom.xml) into a cache that git ignores, whole or not at all."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.status import Status

from tsunagi.errors import StackError

REPO = Path(__file__).resolve().parents[1]
POM = Path(__file__).with_name("pom.xml")
GOALS = {
    "kafka": ["dependency:copy-dependencies", "-DincludeScope=runtime"],
    "zeebe": ["dependency:copy"],
    "opensearch": ["dependency:copy-dependencies", "-DincludeScope=runtime"],
    "zipkin": ["dependency:copy"],
}
SIZES = {"kafka": "43 MB", "zeebe": "299 MB", "opensearch": "52 MB", "zipkin": "86 MB"}
console = Console(stderr=True)


def cache_folder() -> Path:
    """`.tsunagi/cache` of the repository, or TSUNAGI_CACHE."""
    return Path(os.environ.get("TSUNAGI_CACHE") or REPO / ".tsunagi" / "cache").absolute()


def location(name: str) -> Path:
    """Where a program lies once it is there; another pom.xml means another folder."""
    version = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    return cache_folder() / f"{name}-{version}"


def is_fetched(name: str) -> bool:
    """The folder gets its name only when it is whole, so its presence is the proof."""
    return location(name).is_dir()


def fetch(*names: str) -> None:
    """Makes `names` (default: all) present. Safe to interrupt and to run twice at once. Raises StackError."""
    wanted = [name for name in names or GOALS if not is_fetched(name)]
    if not wanted:
        return
    with _only_one():
        for name in wanted:
            if not is_fetched(name):
                _fetch(name)


@contextmanager
def _only_one() -> Iterator[None]:
    cache_folder().mkdir(parents=True, exist_ok=True)
    with (cache_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(name: str) -> None:
    half = cache_folder() / f"{name}.half"
    shutil.rmtree(half, ignore_errors=True)
    with console.status(f"{name}: {SIZES[name]}") as status:
        _maven(name, half, status)
        if name == "zeebe":
            half = _unpacked(half, status)
        half.rename(location(name))
    shutil.rmtree(cache_folder() / f"{name}.half", ignore_errors=True)
    console.print(f"{name}: 取得しました / fetched")


def _unpacked(half: Path, status: Status) -> Path:
    (archive,) = half.glob("*.tar.gz")
    status.update(f"{archive.name}: 展開中 / unpacking")
    done = subprocess.run(["tar", "-xzf", archive, "-C", half], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(
            "UNPACK_FAILED",
            f"{archive.name} を展開できません。空き容量を確かめて、もう一度実行してください。",
            f"Cannot unpack {archive.name}; check the free disk space and run again: {done.stderr.strip()[-300:]}",
        )
    (folder,) = (entry for entry in half.iterdir() if entry.is_dir())
    return folder


def _maven(name: str, target: Path, status: Status) -> None:
    if shutil.which("mvn") is None:
        raise StackError(
            "MAVEN_MISSING",
            "Maven がありません。Maven 3.8 以上を入れてください(例: apt install maven)。",
            "Maven is missing: install Maven 3.8 or newer (for example `apt install maven`).",
        )
    command = ["mvn", "-f", str(POM), "-P", name, *GOALS[name], f"-DoutputDirectory={target}"]
    lines: list[str] = []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as maven:
        for line in _pieces(maven):
            if line.startswith("Progress"):
                status.update(f"{name}: {line}")
            elif line:
                lines.append(line)
    (cache_folder() / f"{name}.log").write_text("\n".join(lines))
    if maven.returncode or not target.is_dir():
        reason = next((line for line in lines if "ERROR" in line), "")
        raise StackError(
            "FETCH_FAILED",
            f"{name} を取得できません。ネットワークと Maven の設定(プロキシ等)を確かめて、もう一度実行してください。",
            f"Cannot fetch {name}; check the network and Maven's settings (proxy) and run again. {reason}",
        )


def _pieces(maven: subprocess.Popen[bytes]) -> Iterator[str]:
    """Maven redraws its progress with carriage returns, so lines end at either."""
    assert maven.stdout is not None
    rest = b""
    while chunk := os.read(maven.stdout.fileno(), 65536):
        *whole, rest = re.split(rb"[\r\n]+", rest + chunk)
        for piece in whole:
            yield piece.decode(errors="replace").strip()
