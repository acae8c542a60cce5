"""A service: what it exposes, and how it starts, says that it is ready, and stops."""

import asyncio
import signal
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import structlog
import uvicorn
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor

from kit import crash, erasure, inbox, incidents, ledger, outbox, telemetry, user_tasks, work_items
from kit.brokers import dead_letters_topic, events_topic
from kit.calendar import Calendar
from kit.calls import Dispatcher
from kit.clock import Clock
from kit.database import create_engine
from kit.disclosure import Stating
from kit.http import create_app
from kit.identity import KeyRing, Signer
from kit.kafka import Consumer, KafkaSink, Subscriber
from kit.keyring import Keyring
from kit.metrics import Count, Metrics, gauge
from kit.oidc import Provider, Staff
from kit.outbox import Relay
from kit.peers import Peers
from kit.reconcile import Check, Reconciler
from kit.rpc import RpcServer
from kit.settings import Settings
from kit.tls import Certificates
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction
from kit.user_task_jobs import Responsible, UserTasks
from kit.zeebe import Tasks, Worker
from kit.zeebe_messages import EngineSink

POOL_SIZE = 24
DEAD_AFTER_SECONDS = 300.0
log = structlog.get_logger()


@dataclass(frozen=True)
class Service:
    """One service's whole surface; `listens_to` names the services whose events it reads.

    `disclosure_check` is the rpc that is asked about what is shown; without one only a reader's own records are.
    `stating` adds what is known of the reader before that rpc is asked: by itself, or by intake (kit/kept_away.py).
    `staff_lookup` is the rpc that says what a member of the city's staff may do.
    `counts` are its own numbers for /metrics, `checks` its own comparisons with the engine. `responsible` says who
    works the user tasks of a group: of one service only, which owns those of all processes.
    """

    name: str
    descriptor: ServiceDescriptor
    servicer: Any
    tasks: Tasks
    listens_to: Sequence[str] = ()
    subscriptions: Mapping[str, Subscriber] = field(default_factory=dict)
    disclosure_check: MethodDescriptor | None = None
    stating: Stating | None = None
    staff_lookup: MethodDescriptor | None = None
    counts: Sequence[Count] = ()
    checks: Sequence[Check] = ()
    responsible: Responsible | None = None

    @property
    def writes(self) -> tuple[str, ...]:
        """Topics that its login at the broker may write to."""
        return events_topic(self.name), dead_letters_topic(self.name)

    @property
    def reads(self) -> tuple[str, ...]:
        """Topics that its login may read: its own, too, for the reconciler."""
        return tuple(events_topic(name) for name in sorted({self.name, *self.listens_to}))


class Running:
    """The parts of one running service, built from its settings."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service, self._settings = service, settings
        wakes = {outbox.KAFKA_DUE: threading.Event(), outbox.ENGINE_DUE: threading.Event()}
        self.clock = Clock(settings.clock_file)
        keyring = Keyring(settings.data_keys_file)
        self.engine = create_engine(settings.database_url, service.name, keyring, wakes, settings.operate_url)
        self.pool = ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="use-case")
        signer = Signer(settings.service_key_file, f"service-{service.name}", f"service:{service.name}")
        self.certificates = Certificates(settings.tls) if settings.tls is not None else None
        self.peers = Peers(settings.peers, signer, self.certificates)
        kits_own = (outbox.counts, inbox.counts, incidents.counts, work_items.counts)
        self.metrics = Metrics(self.engine, self.clock, (*kits_own, *service.counts))
        self.worker = Worker(
            settings.zeebe,
            service.tasks.definitions,
            service.name,
            self.engine,
            self.pool,
            self.clock,
            self.peers,
            Calendar(),
            self.metrics,
        )
        self.relays = [
            Relay(self.engine, KafkaSink(settings.kafka), wakes[outbox.KAFKA_DUE]),
            Relay(self.engine, EngineSink(settings.zeebe), wakes[outbox.ENGINE_DUE]),
        ]
        self.consumer = Consumer(
            service.name,
            settings.kafka,
            service.listens_to,
            {**ledger.subscriptions, **erasure.subscriptions, **service.subscriptions},
            self.engine,
            self.clock,
            self.peers,
        )
        # A series by its own name, whatever labels a scrape adds: that it is absent is told.
        self.metrics.watch(lambda: [("tsunagi_service_up", "1: it answers.", {"name": service.name}, 1)])
        self.metrics.watch(lambda: gauge("tsunagi_consumer_lag", "Events not taken yet.", self.consumer.lag))
        self.reconciler = Reconciler(
            service.name,
            self.engine,
            self.clock,
            settings.zeebe,
            settings.kafka,
            self.worker,
            service.checks,
            settings.reconcile_seconds,
        )
        self.metrics.watch(self.reconciler.counts)
        self._threads: list[Relay | Consumer | Reconciler | UserTasks] = [
            *self.relays,
            *([self.consumer] if service.listens_to else []),
            self.reconciler,
        ]
        if service.responsible is not None:
            owner = (service.name, self.engine, self.clock, settings.zeebe, self.peers)
            self._threads.append(UserTasks(*owner, service.responsible, self.metrics))
        self._keyring = KeyRing(settings.token_keys_file)

    def _staff(self) -> list[Staff]:
        lookup = self._service.staff_lookup
        if lookup is None:
            return []
        return [
            Staff(Provider(one.issuer, one.client_id, one.token_type), one.municipality_id, lookup)
            for one in self._settings.staff
        ]

    def dead(self) -> list[str]:
        """Reasons for which only a restart helps, as codes; that another part is away is none of them."""
        reasons = [f"STOPPED:{thread.name}" for thread in self._threads if thread.ident and not thread.is_alive()]
        return reasons + [f"NOT_POLLED:{name}" for name in self.worker.unpolled(DEAD_AFTER_SECONDS)]

    def not_ready(self) -> list[str]:
        """Reasons for which no call should come here, as codes. Without the engine calls are taken: what they start
        waits in the outbox.
        """
        reasons = [f"NOT_POLLED:{name}" for name in self.worker.unpolled()]
        reasons += [f"STOPPED:{thread.name}" for thread in self._threads if thread.ident and not thread.is_alive()]
        try:
            with self.engine.begin() as db:  # committed: psycopg forgets what it prepared after a rollback
                db.execute(sa.text("SELECT 1"))
        except sa.exc.SQLAlchemyError:
            reasons.append("DATABASE_UNAVAILABLE")
        return reasons

    def in_hand(self) -> dict[str, int]:
        """Jobs in the pool, events that a sink has not got, events not taken yet. All zero when quiet.

        -1 events while the database cannot be asked; `silent` is 1 while the engine answers no poll.
        """
        try:
            with transaction(self.engine, EVERY_MUNICIPALITY) as db:
                events = outbox.unsent(db)
                if self._service.responsible is not None:
                    events += user_tasks.untold(db)
        except DatabaseUnavailable:
            events = -1
        silent = int(self.worker.is_engine_silent())
        return {"jobs": self.worker.in_hand, "events": events, "lag": self.consumer.lag, "silent": silent}

    async def serve(self) -> None:
        """Until SIGTERM or SIGINT; then drains: no new work, what is in hand is finished."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        services = [(self._service.descriptor, self._service.servicer)]
        check = self._service.disclosure_check
        known = (self.engine, self._keyring, self.clock, self.peers)
        dispatcher = Dispatcher(services, *known, check, self._staff(), self._service.stating)
        host = self._settings.bind_host
        rpc = RpcServer(dispatcher, self.pool, self.not_ready, host, self._settings.grpc_port, self.certificates)
        app = create_app(
            dispatcher,
            self.pool,
            self.dead,
            self.not_ready,
            self.in_hand,
            self.metrics.page,
            self.reconciler.findings,
            behind_gateway=self.certificates is not None,
        )
        http = uvicorn.Server(
            uvicorn.Config(app, host=host, port=self._settings.http_port, log_config=None, access_log=False)
        )
        http.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        for thread in self._threads:
            thread.start()
        await rpc.start()
        tasks = [asyncio.create_task(self.worker.run()), asyncio.create_task(http.serve())]
        log.info("service.started", service=self._service.name)
        await stop.wait()
        await self.worker.stop()
        await rpc.drain(5.0)
        http.should_exit = True
        for thread in (*self._threads, self.consumer):
            thread.stop()
        await asyncio.gather(*tasks)
        self.pool.shutdown()
        log.info("service.stopped", service=self._service.name)


def run(service: Service, settings: Settings) -> None:
    telemetry.configure(settings)
    crash.arm(settings.crash_folder)
    asyncio.run(Running(service, settings).serve())
