"""The catalogue says what the plan says, word for word; a city's own file is checked before a case meets it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.intake.store import reference

PLAN = Path(__file__).parents[2] / "docs" / "plan-requirements.md"
DOMAINS = re.compile(r"【(.+?)】")
ALIAS = re.compile(r"^(.+?) \(Ⅱ: (.+)\)$")


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    reference.load.cache_clear()
    yield
    reference.load.cache_clear()


def table(code: str) -> list[list[str]]:
    """The rows of table A or B whose first cell is such a code."""
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| " + code)]
    return [row for row in cells if re.fullmatch(code + r"-\d\d", row[0])]


OFFICES, PROGRAMMES = table("W"), table("S")


def packaged() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(reference.PACKAGED.read_text(encoding="utf-8"))
    return data


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, data: dict[str, Any]) -> None:
    file = folder / "reference.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setenv("REFERENCE_FILE", str(file))


def test_the_tables_are_complete() -> None:
    assert [row[0] for row in OFFICES] == [f"W-{number:02}" for number in range(1, 35)]
    assert [row[0] for row in PROGRAMMES] == [f"S-{number:02}" for number in range(1, 15)]
    assert list(reference.load().agencies) == [row[0] for row in OFFICES]
    assert list(reference.load().programmes) == [row[0] for row in PROGRAMMES]


@pytest.mark.plan("P-018", "P-019", "P-020", "P-021", "P-022")
@pytest.mark.parametrize("row", OFFICES, ids=lambda row: str(row[0]))
def test_an_office_has_the_plans_name_and_domains(row: list[str]) -> None:
    code, office, named_under, *_ = row
    alias = ALIAS.match(office)
    names = alias.groups() if alias else (office, office)
    agency = reference.load().agencies[code]
    assert (agency["display_name"], agency["full_name"]) == names
    assert agency["domains"] == (DOMAINS.findall(named_under) or [named_under])


@pytest.mark.plan("P-046")
@pytest.mark.plan("P-053", "P-054", "P-055", "P-056", "P-057", "P-058")
@pytest.mark.plan("P-074", "P-075", "P-076", "P-077", "P-078")
@pytest.mark.parametrize("row", PROGRAMMES, ids=lambda row: str(row[0]))
def test_a_programme_has_the_plans_five_items_word_for_word(row: list[str]) -> None:
    code, title, content, target, method, agency, section, _rule = row
    found = reference.load().programmes[code]
    items = [found[name] for name in ("title", "content", "target", "method", "agency", "section")]
    assert items == [title, content, target, method, agency, section]


@pytest.mark.plan("P-077")
def test_a_programme_is_carried_by_the_offices_that_it_names() -> None:
    known = reference.load()
    for programme in known.programmes.values():
        named = programme["agency"].replace("（地域福祉課）", "").split("; ")
        carriers = [known.agencies[agency_id] for agency_id in programme["agency_ids"]]
        assert [one["full_name"] for one in carriers] == named


@pytest.mark.parametrize("domain", ["介護", "困窮", "障がい", "こども"])
def test_each_domain_has_an_office_that_takes_consultations(domain: str) -> None:
    assert any(domain in agency["domains"] for agency in reference.load().agencies.values())


@pytest.mark.plan("P-053", "P-054", "P-055", "P-056", "P-057", "P-058")
@pytest.mark.parametrize(
    ("concern", "agency_id"),
    [
        ("CARE", "W-03"),
        ("DISABILITY", "W-07"),
        ("CHILD_RAISING", "W-13"),
        ("YOUNG_CARER", "W-29"),
        ("PREGNANCY", "W-29"),
        ("DEBT", "W-04"),
        ("HOUSING", "W-04"),
        ("ISOLATION", "W-32"),
    ],
)
def test_a_concern_recommends_the_office_whose_programme_fits(concern: str, agency_id: str) -> None:
    assert reference.load().recommended([concern]) == [agency_id]


def test_isolation_withdrawal_and_young_carers_have_codes_of_their_own() -> None:
    assert {"ISOLATION", "WITHDRAWAL", "YOUNG_CARER"} <= set(reference.load().concern_domains)


def test_a_concern_without_a_code_counts_as_other_and_is_not_lost() -> None:
    known = reference.load()
    assert known.domains(["CARE", "隣の木が伸びている"]) == {"介護", "その他"}
    assert known.recommended(["隣の木が伸びている"]) == []


@pytest.mark.plan("P-016")
def test_somebody_is_always_left_to_ask_about_what_fits_no_programme() -> None:
    known = reference.load()
    assert all(known.windows_for_the_rest(agency_id) for agency_id in known.agencies)
    assert known.windows_for_the_rest("W-03") == ["W-15", "W-31"]
    assert known.windows_for_the_rest("W-15") == ["W-31"]


def test_risk_classes_are_the_codes_that_the_urgency_decision_reads() -> None:
    decision = (PLAN.parents[1] / "bpmn" / "urgency-level.dmn").read_text(encoding="utf-8")
    read = set(re.findall(r"K\d\d", decision))
    assert set(reference.load().risk_classes.values()) == read


def test_a_city_brings_its_own_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, tmp_path, packaged() | {"version": "2027-04-01"})
    assert reference.load().version == "2027-04-01"


@pytest.mark.parametrize("left_out", ["coordinator_agency_id", "other_window_agency_id", "risk_classes", "agencies"])
def test_what_a_city_left_out_is_found_at_first_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left_out: str
) -> None:
    data = packaged()
    del data[left_out]
    use(monkeypatch, tmp_path, data)
    with pytest.raises(KeyError):
        reference.load()


@pytest.mark.parametrize(
    "wrong",
    [
        {"coordinator_agency_id": "W-99"},
        {"other_window_agency_id": "W-99"},
        {"eligibility": [{"concerns": ["CARE"], "programme_id": "S-99"}]},
        {"eligibility": [{"concerns": ["UNHEARD_OF"], "programme_id": "S-01"}]},
        {"concern_domains": {"CARE": "介護"}},
    ],
)
def test_a_name_that_leads_nowhere_is_found_at_first_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    use(monkeypatch, tmp_path, packaged() | wrong)
    with pytest.raises(KeyError):
        reference.load()
