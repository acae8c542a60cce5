"""One PostgreSQL database per service: engine, the tables that kit itself needs, migrations."""

import threading
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event

from kit import facts, freezes, inbox, incidents, ledger, outbox, requests, sealing, work_items
from kit.keyring import Keyring

NAMING = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}


def new_metadata(*more: sa.Table) -> sa.MetaData:
    """What a service's `store.py` starts from: its migrations create kit's tables beside its own.

    `more`: of kit's, too, but not every service's.
    """
    metadata = sa.MetaData(naming_convention=NAMING)
    for part in (outbox, inbox, incidents, requests, work_items, facts, ledger, freezes, sealing):
        for table in part.tables:
            table.to_metadata(metadata)
    for table in more:
        table.to_metadata(metadata)
    return metadata


def create_engine(
    url: str,
    service: str,
    keyring: Keyring,
    wakes: Mapping[str, threading.Event] | None = None,
    operate_url: str = "",
) -> sa.Engine:
    """`keyring` opens and seals this service's columns.

    `wakes`: column of a sink → what is set after each transaction that recorded an event for it, so that its relay need
    not wait for its poll.
    """
    engine = sa.create_engine(
        url,
        pool_size=24,
        max_overflow=8,
        pool_pre_ping=True,
        # Always the same few: what they have prepared is asked without being planned anew.
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "options": "-c timezone=UTC"},
        execution_options={"service": service, "operate_url": operate_url},
    )
    sealing.attach(engine, keyring)
    if wakes:
        event.listen(engine, "checkin", _announce(wakes))
    return engine


def _announce(wakes: Mapping[str, threading.Event]) -> outbox.CheckinListener:
    def on_checkin(_connection: object, record: sa.pool.ConnectionPoolEntry) -> None:
        for column in record.info.pop(outbox.RECORDED, ()):
            wakes[column].set()

    return on_checkin


def migrate(url: str, service: str) -> None:
    """Brings the service's database to its newest migration."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("version_locations", str(Path(__file__).parents[1] / "services" / service / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    config.attributes["service"] = service
    command.upgrade(config, "heads")
