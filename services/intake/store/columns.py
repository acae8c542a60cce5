"""What intake's tables are made of. Every row carries its municipality; what people wrote about people is sealed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from kit import user_tasks
from kit.database import new_metadata
from kit.sealing import Sealed

metadata = new_metadata()
for _table in user_tasks.tables:
    _table.to_metadata(metadata)

SUBJECT = "subject"
OF_PERSON, OF_ITSELF = {SUBJECT: "person_id"}, {SUBJECT: "id"}
"""`info` of a table whose rows are sealed for another subject than their case."""


def moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def text(name: str, **kwargs: object) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, **kwargs)  # type: ignore[arg-type]


def sealed(place: str, *, as_json: bool = False) -> sa.Column[str]:
    """`place`: table.column."""
    return sa.Column(place.partition(".")[2], Sealed(place, as_json=as_json), nullable=False)


def written_by() -> sa.Column[dict[str, str]]:
    return sa.Column("written_by", JSONB, nullable=False, server_default="{}", comment="Corrected field → by whom.")


def row_id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, primary_key=True)
