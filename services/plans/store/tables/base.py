"""What every table of the service is made of."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import hands
from kit.database import new_metadata
from kit.sealing import Sealed

metadata = new_metadata(*hands.tables)


def key(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, primary_key=True)


def text(name: str, *, index: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False, index=index, server_default="")


def words(place: str) -> "sa.Column[Any]":
    """`place`: "table.column". What was written about persons: sealed."""
    return sa.Column(place.split(".")[1], Sealed(place), nullable=False, server_default="")


def sealed_json(place: str) -> "sa.Column[Any]":
    """An erased one reads as ""."""
    return sa.Column(place.split(".")[1], Sealed(place, as_json=True), nullable=False)


def ref(name: str, target: str, *, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, sa.ForeignKey(target), nullable=False, index=True, primary_key=primary_key)


def moment(name: str, *, nullable: bool = True) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
