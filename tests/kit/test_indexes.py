"""What the services search by has an index: PostgreSQL makes none for a foreign key."""

import importlib
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.database import database_of
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def database(postgres: Stack, service: str) -> Iterator[sa.Inspector]:
    with database_of(postgres, service) as engine:
        yield sa.inspect(engine)


def _heads(database: sa.Inspector, table: str) -> Iterator[str | None]:
    """The first column of each index; behind the municipality, which every row of a city has, the second."""
    yield from database.get_pk_constraint(table)["constrained_columns"][:1]
    for index in database.get_indexes(table):
        names = index["column_names"]
        yield from names[names[:1] == ["municipality_id"] :][:1]


def test_every_foreign_key_heads_an_index(database: sa.Inspector) -> None:
    keys = [
        (table, key["constrained_columns"][0])
        for table in database.get_table_names()
        for key in database.get_foreign_keys(table)
    ]
    assert [(table, column) for table, column in keys if column not in _heads(database, table)] == []


def test_the_migrations_make_the_indexes_that_the_tables_name(database: sa.Inspector, service: str) -> None:
    metadata: sa.MetaData = importlib.import_module(f"services.{service}.store").metadata
    named = {(table.name, str(index.name)) for table in metadata.sorted_tables for index in table.indexes}
    made = {
        (table, str(index["name"]))
        for table in metadata.tables
        for index in database.get_indexes(table)
        if "duplicates_constraint" not in index
    }
    assert named == made


def test_open_work_is_found_without_reading_what_is_closed(database: sa.Inspector) -> None:
    (index,) = (one for one in database.get_indexes("work_items") if one["name"] == "ix_work_items_open")
    assert index["column_names"] == ["agency_id", "due_at"]
    assert index["dialect_options"]["postgresql_where"] == "(state <> 'CLOSED'::text)"
