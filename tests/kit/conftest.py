"""kit's own tables in a database of their own, in the still stack's PostgreSQL."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from kit.database import create_engine, new_metadata
from tsunagi.stack import Stack


@pytest.fixture(scope="session", autouse=True)
def _tracing() -> None:
    trace.set_tracer_provider(TracerProvider())


@pytest.fixture(scope="session")
def kit_database(still_stack: Stack) -> Iterator[sa.Engine]:
    """A database of its own: a service's relay holds the advisory lock of its database."""
    admin = sa.create_engine(still_stack.admin_database_url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(sa.text("CREATE DATABASE kit_tests"))
    url = admin.url.set(database="kit_tests").render_as_string(hide_password=False)
    engine = create_engine(url, "kit", still_stack.keyring("intake"))
    new_metadata().create_all(engine)
    yield engine
    engine.dispose()
    admin.dispose()
