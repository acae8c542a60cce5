"""What a service keeps about people is sealed: every column that can hold words is, or says why it need not be."""

import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.sealing import Sealed
from tsunagi.ports import SERVICES

NOT_SEALED = Path(__file__).parent / "not_sealed"
HOLDS_WORDS = (sa.String, sa.ARRAY, sa.JSON)


def columns(service: str) -> dict[str, sa.Column[object]]:
    metadata: sa.MetaData = importlib.import_module(f"services.{service}.store").metadata
    return {f"{table.name}.{column.name}": column for table in metadata.sorted_tables for column in table.c}


def excused(file: str) -> dict[str, str]:
    return dict(_excuses(NOT_SEALED / f"{file}.toml"))


def _excuses(file: Path) -> Iterator[tuple[str, str]]:
    for place, said in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if isinstance(said, str):
            yield place, said
        else:
            yield from ((f"{place}.{name}", "ids and codes") for name in said["ids_and_codes"])


@pytest.mark.parametrize("service", SERVICES)
def test_every_column_that_can_hold_words_is_sealed_or_says_why_not(service: str) -> None:
    reasons = excused("kit") | excused(service)
    clear = [
        place
        for place, column in columns(service).items()
        if isinstance(column.type, HOLDS_WORDS) and not isinstance(column.type, Sealed)
    ]
    assert not [place for place in clear if not reasons.get(place, "").strip()]


@pytest.mark.parametrize("service", SERVICES)
def test_no_excuse_outlives_its_column(service: str) -> None:
    clear = {place for place, column in columns(service).items() if not isinstance(column.type, Sealed)}
    assert not excused(service).keys() - clear
    assert not excused("kit").keys() - clear


@pytest.mark.parametrize("service", SERVICES)
def test_a_sealed_column_is_bound_to_its_own_place_and_in_no_index(service: str) -> None:
    found = {place: column for place, column in columns(service).items() if isinstance(column.type, Sealed)}
    assert found
    for place, column in found.items():
        assert isinstance(column.type, Sealed)
        assert column.type.place == place
        assert not column.index
        assert column not in {one for index in column.table.indexes for one in index.columns}
