"""Concealed addresses (支援措置, 住民基本台帳事務処理要領 第5-10): who may be asked, and until when nobody may tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.errors import DomainError, Violation

MOST_KEEPERS = 3


@dataclass(frozen=True, order=True)
class Keeper:
    """One named member of staff; never an agency as a whole."""

    agency_id: str
    person_id: str

    @property
    def code(self) -> str:
        return f"{self.agency_id}/{self.person_id}"


def keeper_of(code: str) -> Keeper:
    return Keeper(*code.split("/", 1))


class MeasureRuns(DomainError):
    code = "MEASURE_RUNS"
    message = "支援措置の期間中です。住所の秘匿は解けません。延長の申出がないかも確かめてください。"


def measure_violations(keepers: Sequence[Keeper], until: datetime, now: datetime) -> list[Violation]:
    found = []
    if not 1 <= len(set(keepers)) <= MOST_KEEPERS or not all(one.agency_id and one.person_id for one in keepers):
        found.append(Violation("keepers", "KEEPERS", "知ることのできる人を、1人から3人まで名前で指定してください。"))
    if until <= now:
        found.append(Violation("end_time", "PAST", "措置の終わりは先の日時です。"))
    return found
