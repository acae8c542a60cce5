"""Sealed columns on the real PostgreSQL: what is stored, what opens, and what never opens again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit import sealing
from kit.context import Context, service_actor
from kit.keyring import Keyring, new_file
from kit.row_security import municipality_column
from kit.sealing import Sealed, SubjectErased, Tampered, Unsealed, sealed
from kit.transaction import transaction

CITY, OTHER_CITY = "28216", "28999"
ctx = Context(service_actor("kit"), "PROCESS", datetime(2026, 5, 7, tzinfo=UTC), CITY)
metadata = sa.MetaData()
notes = sa.Table(
    "sealed_notes",
    metadata,
    municipality_column(primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("text", Sealed("sealed_notes.text"), nullable=False, server_default=""),
    sa.Column("reply", Sealed("sealed_notes.reply"), nullable=False, server_default=""),
    sa.Column("content", Sealed("sealed_notes.content", as_json=True)),
)
WORDS = "家賃を三か月滞納している"


@pytest.fixture
def database(kit_database: sa.Engine) -> Iterator[sa.Engine]:
    metadata.create_all(kit_database)
    yield kit_database
    metadata.drop_all(kit_database)
    with kit_database.begin() as db:
        db.execute(sealing.data_keys.delete())


@contextmanager
def opened(database: sa.Engine, city: str = CITY) -> Iterator[sa.Connection]:
    with transaction(database, city) as db:
        yield db


def write(database: sa.Engine, row: str, subject: str, city: str = CITY, **values: object) -> None:
    with opened(database, city) as db:
        there = replace(ctx, municipality_id=city)
        full = {"id": row, "subject": subject, **values}
        db.execute(notes.insert().values(sealed(db, there, notes, subject, full)))


def read(database: sa.Engine, row: str, city: str = CITY) -> sa.Row[tuple[object, ...]]:
    with opened(database, city) as db:
        return db.execute(sa.select(notes).where(notes.c.id == row, notes.c.municipality_id == city)).one()


def stored(database: sa.Engine, column: str = "text") -> list[str]:
    with opened(database) as db:
        return list(db.scalars(sa.select(sa.literal_column(column)).select_from(notes).order_by(notes.c.id)))


def test_a_sealed_text_is_read_as_it_was_written_and_stored_as_a_token(database: sa.Engine) -> None:
    write(database, "n-1", "person-1", text=WORDS, content={"words": [WORDS]})
    row = read(database, "n-1")
    assert (row.text, row.reply, row.content) == (WORDS, "", {"words": [WORDS]})
    assert stored(database)[0].startswith("s1:person-1:")
    assert stored(database, "reply") == [""]


def test_the_same_text_is_stored_differently_each_time(database: sa.Engine) -> None:
    for row in ("n-1", "n-2"):
        write(database, row, "person-1", text=WORDS)
    first, second = stored(database)
    assert first != second


def test_a_column_that_is_null_reads_as_none(database: sa.Engine) -> None:
    write(database, "n-1", "person-1", text=WORDS)
    assert read(database, "n-1").content is None


def test_a_plain_text_never_reaches_a_sealed_column(database: sa.Engine) -> None:
    plain: list[sa.Executable] = [
        notes.insert().values(id="n-1", subject="person-1", text=WORDS),
        notes.update().values(text=WORDS),
        sa.select(notes).where(notes.c.text == WORDS),
    ]
    for statement in plain:
        with pytest.raises(sa.exc.StatementError) as refused, opened(database) as db:
            db.execute(statement)
        assert isinstance(refused.value.orig, Unsealed)
        assert WORDS not in str(refused.value)


def test_a_change_is_sealed_for_its_row(database: sa.Engine) -> None:
    write(database, "n-1", "person-1", text=WORDS)
    with opened(database) as db:
        values = sealed(db, ctx, notes, "person-1", {"reply": "分割で払う"}, row=f"{CITY}/n-1")
        db.execute(notes.update().where(notes.c.id == "n-1").values(values))
    assert read(database, "n-1").reply == "分割で払う"


MOVES = {
    "row": "UPDATE sealed_notes SET text = :token WHERE id = 'n-2'",
    "column": "UPDATE sealed_notes SET reply = text WHERE id = 'n-1'",
    "city": "UPDATE sealed_notes SET text = :token WHERE municipality_id = :other",
    "subject": "UPDATE sealed_notes SET text = replace(text, 'person-1', 'person-2') WHERE id = 'n-1'",
    "byte": "UPDATE sealed_notes SET text = overlay(text placing 'AAAA' from 20) WHERE id = 'n-1'",
}


@pytest.mark.parametrize("move", MOVES)
def test_a_token_that_was_moved_or_changed_opens_nothing(database: sa.Engine, move: str) -> None:
    write(database, "n-1", "person-1", text=WORDS)
    write(database, "n-2", "person-2", text="別の記録")
    write(database, "n-1", "person-1", city=OTHER_CITY, text="よその市の記録")
    with database.begin() as db:
        db.execute(sa.text(MOVES[move]), {"token": stored(database)[0], "other": OTHER_CITY})
    with pytest.raises(Tampered) as told:
        read(database, "n-2" if move == "row" else "n-1", OTHER_CITY if move == "city" else CITY)
    assert WORDS not in str(told.value)


def test_an_alias_and_a_join_open_as_the_table_does(database: sa.Engine) -> None:
    write(database, "n-1", "person-1", text=WORDS)
    write(database, "n-2", "person-2", text="別の記録")
    other = notes.alias()
    both = notes.join(other, sa.and_(notes.c.id == "n-1", other.c.id == "n-2"))
    pair = sa.select(notes.c.text, other.c.text.label("other")).select_from(both)
    with opened(database) as db:
        assert tuple(db.execute(pair).one()) == (WORDS, "別の記録")


def test_what_an_update_returns_is_open(database: sa.Engine) -> None:
    write(database, "n-1", "person-1", text=WORDS)
    with opened(database) as db:
        assert db.scalar(notes.update().values(subject="x").returning(notes.c.text)) == WORDS


def test_whose_key_is_destroyed_reads_as_nothing_and_can_not_be_written_to(database: sa.Engine) -> None:
    write(database, "n-1", "person-1", text=WORDS, content=[WORDS])
    write(database, "n-2", "person-2", text="別の記録")
    with opened(database) as db:
        sealing.destroy(db, ctx, ["person-1", "person-never-written"])
    gone = read(database, "n-1")
    assert (gone.text, gone.content) == ("", "")
    assert read(database, "n-2").text == "別の記録"
    for subject in ("person-1", "person-never-written"):
        with pytest.raises(SubjectErased):
            write(database, "n-3", subject, text="あとから")


def test_a_key_that_is_missing_without_having_been_destroyed_is_told(database: sa.Engine) -> None:
    """As after a backup of the data without its keys: silence would pass for an erasure."""
    write(database, "n-1", "person-1", text=WORDS)
    with database.begin() as db:
        db.execute(sealing.data_keys.delete())
    with pytest.raises(Tampered):
        read(database, "n-1")


def test_keys_of_several_are_made_once(database: sa.Engine) -> None:
    with opened(database) as db:
        sealing.prepare(db, ctx, ["person-1", "person-2", "person-1"])
        sealing.prepare(db, ctx, ["person-2"])
    with opened(database) as db:
        sealing.prepare(db, ctx, ["person-2", "person-3"])
        assert list(db.scalars(sa.select(sealing.data_keys.c.subject).order_by("subject"))) == [
            "person-1",
            "person-2",
            "person-3",
        ]


def test_a_rotated_key_opens_the_old_and_wraps_the_new(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text(new_file())
    keyring = Keyring(file)
    old = keyring.wrap("person-1", b"k" * 32)
    document = json.loads(file.read_text())
    fresh = json.loads(new_file())["keys"]["k1"]
    file.write_text(json.dumps({**document, "current": "k2", "keys": {**document["keys"], "k2": fresh}}))
    assert keyring.unwrap("person-1", old) == b"k" * 32
    assert keyring.wrap("person-1", b"k" * 32).startswith("k2:")


def test_a_blind_index_says_the_same_of_the_same_and_nothing_without_its_key(tmp_path: Path) -> None:
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for file in files:
        file.write_text(new_file())
    here, elsewhere = map(Keyring, files)
    assert here.blind(CITY, "やまだ はな") == here.blind(CITY, "やまだ はな") != here.blind(OTHER_CITY, "やまだ はな")
    assert here.blind("a", "b") != here.blind("ab", "")
    assert here.blind(CITY, "やまだ はな") != elsewhere.blind(CITY, "やまだ はな")


@pytest.mark.parametrize("content", ["", "{}", '{"current": "k1", "keys": {}, "index": ""}', "no json"])
def test_a_file_that_holds_no_keys_is_refused_at_the_start(tmp_path: Path, content: str) -> None:
    file = tmp_path / "data.json"
    file.write_text(content)
    with pytest.raises((ValueError, KeyError)):
        Keyring(file)
