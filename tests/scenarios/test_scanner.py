"""A scanner that finds nothing is worth something only if it finds what is there, however it is spelt."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.scenarios.canary import CHUNK, Scanner, chunks
from tests.scenarios.invented import KANA, NAME, PHONE, WORDS, People, born
from tests.scenarios.test_scenarios import FILES
from tsunagi.demo.outcome import personal_values
from tsunagi.demo.scenario import load

pytestmark = pytest.mark.privacy

SPELT: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "json": lambda text: json.dumps({"name": text}).encode(),
    "json in json": lambda text: json.dumps(json.dumps({"name": text})).encode(),
    "json, large": lambda text: json.dumps(text).upper().replace("\\U", "\\u").encode(),
    "url": lambda text: quote(text).encode(),
    "url, small": lambda text: quote(text).lower().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 for urls": lambda text: base64.urlsafe_b64encode(text.encode()),
    "shift_jis": lambda text: text.encode("shift_jis"),
    "cp932": lambda text: text.encode("cp932"),
    "euc_jp": lambda text: text.encode("euc_jp"),
    "iso-2022-jp": lambda text: text.encode("iso2022_jp"),
    "shift_jis in base64": lambda text: base64.b64encode(text.encode("shift_jis")),
    "iso-2022-jp in base64": lambda text: base64.b64encode(text.encode("iso2022_jp")),
    "shift_jis in a url": lambda text: quote(text.encode("shift_jis")).encode(),
    "euc_jp in a url": lambda text: quote(text.encode("euc_jp")).encode(),
}


@pytest.mark.parametrize("spelling", SPELT)
@pytest.mark.parametrize("before", ["", "x", "xx", "架空 "])
def test_the_scanner_finds_a_word_however_it_is_spelt(spelling: str, before: str) -> None:
    scanner = Scanner(WORDS)
    assert scanner.told(SPELT[spelling](f"{before}{NAME} さん")) == {NAME}
    assert scanner.told(SPELT[spelling](f"{before}の{KANA}さん")) == {KANA}
    assert scanner.told(SPELT[spelling](f"{before}{PHONE}0001")) == {PHONE}
    assert scanner.told(SPELT[spelling](f"{before}{NAME[:2]} {NAME[2:]}さん")) == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "shift_jis"])
@pytest.mark.parametrize("before_the_border", [1, 4, 8])
def test_a_word_across_two_chunks_of_a_file_is_found(tmp_path: Path, encoding: str, before_the_border: int) -> None:
    scanner, file = Scanner(WORDS), tmp_path / "file"
    file.write_bytes(bytes(2 * CHUNK - before_the_border) + NAME.encode(encoding) + bytes(CHUNK))
    found = [scanner.told(chunk) for chunk in chunks(file, scanner.longest)]
    assert {NAME} in found
    assert len(found) < 4


def test_a_file_of_nothing_but_zeros_is_not_looked_through(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(3 * CHUNK))
    assert list(chunks(file, 9)) == []


def names(value: Any) -> set[str]:
    """Of the persons of a scenario, as it was written."""
    if isinstance(value, dict) and "relation" in value and value.get("name"):
        return {value["name"]}
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*map(names, inside))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_whatever_is_personal_in_a_retold_scenario_can_be_found(file: Path) -> None:
    steps = People().retold(load(file)).steps
    assert not any(name in json.dumps(steps, ensure_ascii=False) for name in names(load(file).steps))
    unmarked = {one for one in personal_values(steps) if not any(word in one for word in WORDS)}
    assert unmarked <= born(steps)
