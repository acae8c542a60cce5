"""`tsunagi backup` and `restore`: database, broker and engine of a stopped stack, as one set; its keys apart.

Together or not at all: a database that is older than the engine does not know its cases, a newer one has told it things
that it forgot. What people wrote is sealed in the archive, and nothing in the archive opens it: the keys are a file of
their own, of which only the newest is kept and used. So an old archive does not bring back whoever was erased since.
"""

import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kit.sealing import data_keys
from tsunagi.errors import StackError
from tsunagi.homes import remove
from tsunagi.parts import postgres
from tsunagi.ports import SERVICES
from tsunagi.processes import is_running
from tsunagi.stack import Stack

HOME, DATABASE = "home", "postgres"
LEFT_OUT = {f"{HOME}/logs", f"{DATABASE}/server", *(f"{HOME}/keys/data-{service}.json" for service in SERVICES)}


def backup(home: Path, file: Path) -> Path:
    """Writes `file` and the keys beside it anew, readable by their owner only; answers the key file.

    Raises StackError while the stack runs, or when there is none.
    """
    _require_stopped(home)
    if not (home / "ports.json").exists():
        raise StackError(
            "NO_STACK", f"{home} にスタックがありません。名前を確かめてください。", f"There is no stack in {home}."
        )
    keys = file.with_name(f"{file.name}.keys")
    _new(keys).write_text(json.dumps(_keys_of(home)))
    half = _new(file.with_name(f"{file.name}.half"))
    with tarfile.open(half, "w:gz", compresslevel=1) as archive:
        archive.add(home, HOME, filter=_wanted)
        if postgres.folder_of(home) != home / DATABASE:
            archive.add(postgres.folder_of(home), DATABASE, filter=_wanted)
    half.rename(file)
    return keys


def _new(file: Path) -> Path:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    return file


def restore(home: Path, file: Path, keys: Path) -> None:
    """Puts the set back in the place of what is there, with the keys as `keys` has them.

    Raises StackError while the stack runs, for another file, and for keys that are older than the set: with them some
    of it could not be read.
    """
    _require_stopped(home)
    known = _read_keys(keys)
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
    _put_keys(home, known)


def _keys_of(home: Path) -> dict[str, Any]:
    """By service: its key file, and its data keys as they are wrapped with it."""
    found = {}
    with _database(home) as stack:
        for service in SERVICES:
            with _admin(stack, service) as db:
                has_keys = sa.inspect(db).has_table(data_keys.name)
                rows = db.execute(sa.select(data_keys)).all() if has_keys else []
            document = json.loads((stack.keys / f"data-{service}.json").read_text())
            found[service] = {"file": document, "data_keys": [dict(row._mapping) for row in rows]}
    return json.loads(json.dumps(found, default=datetime.isoformat))  # type: ignore[no-any-return]


def _read_keys(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file.read_text())
        if found.keys() != set(SERVICES):
            raise ValueError("services")
    except (OSError, ValueError) as error:
        raise StackError(
            "NOT_A_KEY_FILE", f"{file} を読めません。", f"{file} is not a key file of `tsunagi backup`."
        ) from error
    return found


def _put_keys(home: Path, found: dict[str, Any]) -> None:
    for service in SERVICES:
        (home / "keys" / f"data-{service}.json").unlink(missing_ok=True)
        _new(home / "keys" / f"data-{service}.json").write_text(json.dumps(found[service]["file"]))
    with _database(home) as stack:
        for service in SERVICES:
            with _admin(stack, service) as db:
                _put_data_keys(db, found[service]["data_keys"])


def _put_data_keys(db: sa.Connection, kept: list[dict[str, Any]]) -> None:
    if not sa.inspect(db).has_table(data_keys.name):
        return
    place = (data_keys.c.municipality_id, data_keys.c.subject)
    there = {(row.municipality_id, row.subject) for row in db.execute(sa.select(*place))}
    if there - {(one["municipality_id"], one["subject"]) for one in kept}:
        raise StackError(
            "KEYS_OLDER",
            "鍵の控えがデータの控えより古く、読めない記録が出ます。いちばん新しい鍵の控えを指定してください。",
            "The keys are older than the data, some of which could not be read: name the newest key file.",
        )
    db.execute(data_keys.delete())
    if kept:
        moments = ("created_at", "destroyed_at")
        read = [{**one, **{name: _moment(one[name]) for name in moments}} for one in kept]
        db.execute(data_keys.insert(), read)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@contextmanager
def _database(home: Path) -> Iterator[Stack]:
    """PostgreSQL alone, for as long as the block lasts."""
    with Stack(home) as stack:
        stack.start("postgres")
        yield stack


@contextmanager
def _admin(stack: Stack, service: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(stack.admin_database_url(service), poolclass=sa.pool.NullPool)
    with engine.begin() as db:
        yield db


def _require_stopped(home: Path) -> None:
    if is_running(home):
        raise StackError(
            "STILL_RUNNING", f"{home} が動いています。先に止めてください(Ctrl-C)。", f"{home} runs: stop it first."
        )


def _wanted(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name in LEFT_OUT else member
