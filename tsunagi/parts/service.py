"""One of the five Python services, as the stack runs it."""

import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tsunagi.errors import StackError
from tsunagi.fetch import REPO
from tsunagi.parts import http_status
from tsunagi.processes import Command, environment


class ServicePart:
    patience = 120.0
    stop_with = signal.SIGTERM
    needs: tuple[str, ...] = ()

    def __init__(self, name: str, home: Path, env: Callable[[], Mapping[str, str]], http_port: int) -> None:
        """`name` is the service's, or `<service>-2` for a second replica; `env` is asked at each start."""
        self.name, self._home, self._env, self._http_port = name, home, env, http_port
        self._service = name.removesuffix("-2")
        self._migrated = False

    def prepare(self) -> None:
        if self._migrated:
            return
        argv = [sys.executable, "-m", "services", "migrate", self._service]
        log = self._home / "logs" / f"{self.name}.migrate.log"
        with log.open("ab") as out:
            env = environment(self._home, self._env())
            done = subprocess.run(argv, cwd=REPO, env=env, stdout=out, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            raise StackError(
                "MIGRATION_FAILED",
                f"{self.name} のデータベースを更新できません。{log} を見てください。",
                f"The migration of {self.name} failed: see {log}.\n{log.read_text()[-2000:]}",
            )
        self._migrated = True

    def command(self) -> Command:
        return Command([sys.executable, "-m", "services", self._service], self._env(), REPO)

    def is_ready(self) -> bool:
        return http_status(self._http_port, "/readyz") == 200

    def finish(self) -> None:
        """Nothing."""
