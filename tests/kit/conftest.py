"""kit's own tables in a schema of their own, in the still stack's PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from kit.database import create_engine, new_metadata
from tsunagi.stack import Stack


@pytest.fixture(scope="session", autouse=True)
def _tracing() -> None:
    trace.set_tracer_provider(TracerProvider())


def _use_own_schema(connection: Any, _record: object) -> None:
    connection.execute("SET search_path TO kit_tests")
    connection.commit()


@pytest.fixture(scope="session")
def kit_database(still_stack: Stack) -> Iterator[sa.Engine]:
    engine = create_engine(still_stack.database_url("intake"), "kit")
    sa.event.listen(engine, "connect", _use_own_schema)
    with engine.begin() as db:
        db.execute(sa.text("DROP SCHEMA IF EXISTS kit_tests CASCADE"))
        db.execute(sa.text("CREATE SCHEMA kit_tests"))
    new_metadata().create_all(engine)
    yield engine
    engine.dispose()
