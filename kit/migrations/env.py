"""Alembic's environment, shared by the five services; each service keeps only its version files."""

import importlib

import sqlalchemy as sa
from alembic import context

from kit import row_security

config = context.config


def run() -> None:
    store = importlib.import_module(f"services.{config.attributes['service']}.store")
    engine = sa.create_engine(config.attributes["url"], poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=store.metadata)
        with context.begin_transaction():
            context.run_migrations()
            row_security.apply(connection, store.metadata, f"tsunagi_{config.attributes['service']}")


run()
