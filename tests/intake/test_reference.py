"""The catalogue says what the plan says, word for word; a city's own file is checked before a case meets it."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.intake.domain import municipalities
from services.intake.domain import reference as domain
from services.intake.domain.reference import Asked, Recommendation, ending_plans, unlinked
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
RECEIVES = {"yes": "YES", "own item": "OWN_ITEM", "emergency": "EMERGENCY"}
DAY = date(2026, 12, 1)


def plain(text: str) -> str:
    """Without spaces and line breaks, in one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


SOURCE = plain((PLAN.parent / "plan-takasago.txt").read_text(encoding="utf-8"))


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
def test_an_office_has_the_plans_names_and_domains(row: list[str]) -> None:
    code, office, named_under, receives, hands_over, _suggested = row
    alias = ALIAS.match(office)
    names = alias.groups() if alias else (office, office)
    agency = reference.load().agencies[code]
    assert (agency.display_name, agency.full_name) == names
    assert list(agency.domains) == (DOMAINS.findall(named_under) or [named_under])
    assert (agency.receives, agency.hands_over) == (RECEIVES[receives], hands_over == "yes")
    assert not alias or agency.full_name in agency.aliases


@pytest.mark.plan("P-046")
@pytest.mark.plan("P-053", "P-054", "P-055", "P-056", "P-057", "P-058", "P-065")
@pytest.mark.plan("P-074", "P-075", "P-076", "P-077", "P-078", "P-084", "P-095")
@pytest.mark.parametrize("row", PROGRAMMES, ids=lambda row: str(row[0]))
def test_a_programme_has_the_plans_five_items_word_for_word(row: list[str]) -> None:
    code, title, content, target, method, agency, section, _rule = row
    found = reference.load().programmes[code]
    items = [found[name] for name in ("title", "content", "target", "method", "agency", "section")]
    assert items == [title, content, target, method, agency, section]
    assert reference.load().agencies[found["section_agency_id"]].display_name == section


@pytest.mark.plan("P-046")
@pytest.mark.parametrize("row", PROGRAMMES, ids=lambda row: str(row[0]))
def test_what_the_plan_itself_says_of_a_programme_stands_in_the_plan(row: list[str]) -> None:
    """Its text reaches us with line breaks and page numbers in between: they are left out of the comparison."""
    found = reference.load().programmes[row[0]]
    assert all(plain(found[name]) in SOURCE for name in ("content", "method", "section"))
    assert all(plain(one) in SOURCE for one in found["agency"].split("; "))


@pytest.mark.plan("P-077")
def test_a_programme_is_carried_by_the_offices_that_it_names() -> None:
    known = reference.load()
    for programme in known.programmes.values():
        named = programme["agency"].replace("（地域福祉課）", "").split("; ")
        carriers = [known.agencies[agency_id] for agency_id in programme["agency_ids"]]
        assert [one.full_name for one in carriers] == named
    assert known.programmes["S-11"]["agency_ids"] == ["W-13", "W-30"]


@pytest.mark.plan("P-047", "P-048")
@pytest.mark.parametrize("row", PROGRAMMES, ids=lambda row: str(row[0]))
def test_a_programme_has_its_legal_basis_and_its_method_the_basis_of_secrecy(row: list[str]) -> None:
    known = reference.load()
    found = known.programmes[row[0]]
    number = {"S-07": 2, "S-13": 4, "S-14": 5}.get(row[0], 1 if row[0] < "S-07" else 3)
    assert found["legal_basis"] == f"社会福祉法第106条の4第2項第{number}号"
    assert known.document["methods"][found["method"]]
    assert len(set(known.document["methods"].values())) == len(known.document["methods"])


@pytest.mark.plan("P-071")
def test_each_of_the_four_fields_has_an_existing_programme_of_community_building() -> None:
    known = reference.load()
    community = [one for one in known.programmes.values() if one["legal_basis"].endswith("第3号")]
    assert [one["programme_id"] for one in community] == ["S-08", "S-09", "S-10", "S-11", "S-12"]
    assert {field for one in community for field in one["fields"]} == set(known.fields)


@pytest.mark.plan("P-050")
@pytest.mark.parametrize("field", ["介護", "困窮", "障がい", "こども"])
def test_each_field_has_an_office_that_takes_consultations(field: str) -> None:
    assert any(
        field in agency.domains and agency.receives == "YES" and agency.is_open(DAY)
        for agency in reference.load().agencies.values()
    )


def fitting(*concerns: str, ages: tuple[int, ...] = (), consulter: str = "") -> list[Recommendation]:
    return reference.load().recommendations(Asked(concerns, ages, consulter), DAY)


def programmes(*concerns: str, ages: tuple[int, ...] = (), consulter: str = "") -> set[str]:
    """Every programme of whose rules one fits, whichever office stands for it."""
    known, asked = reference.load(), Asked(concerns, ages, consulter)
    count = len(known.domains(concerns))
    return {rule.programme_id for rule in known.rules if rule.programme_id and rule.fits(asked, count)}


@pytest.mark.plan("P-049", "P-053", "P-054", "P-055", "P-056", "P-057", "P-058")
@pytest.mark.parametrize(
    ("concern", "agency_id"),
    [
        ("CARE", "W-03"),
        ("DISABILITY", "W-07"),
        ("CHILD_RAISING", "W-13"),
        ("CHILDCARE_INFORMATION", "W-13"),
        ("YOUNG_CARER", "W-29"),
        ("PREGNANCY", "W-29"),
        ("DEBT", "W-04"),
        ("HOUSING", "W-04"),
        ("FUTURE_HARDSHIP", "W-04"),
        ("HOUSING_BENEFIT", "W-04"),
        ("ISOLATION", "W-32"),
        ("NOT_REACHED", "W-31"),
        ("AGENCY_STUCK", "W-31"),
        ("DV_ABUSE", "W-19"),
        ("CONTRACT_TROUBLE", "W-16"),
    ],
)
def test_a_concern_recommends_the_office_that_fits_and_says_why(concern: str, agency_id: str) -> None:
    (found,) = fitting(concern)
    assert found.agency_id == agency_id
    assert found.rule_id
    assert found.reason


@pytest.mark.plan("P-049", "P-053")
@pytest.mark.parametrize(("age", "recommended"), [(64, False), (65, True), (66, True)])
def test_the_age_of_65_is_the_boundary_of_the_centre_for_older_persons(age: int, recommended: bool) -> None:
    assert ("S-01" in programmes("OTHER", ages=(age,))) is recommended
    assert ("S-08" in programmes("COMPANY", ages=(age,))) is recommended
    assert ("S-09" in programmes("DAILY_LIFE", ages=(age,))) is recommended


@pytest.mark.plan("P-053")
def test_a_relative_who_asks_about_the_care_of_somebody_whose_age_nobody_told_is_sent_the_same_way() -> None:
    assert [one.agency_id for one in fitting("CARE", ages=(40,), consulter="RELATIVE")] == ["W-03"]


@pytest.mark.plan("P-054", "P-076")
def test_disability_needs_no_certificate_and_with_a_wish_for_company_leads_to_the_activity_centre() -> None:
    assert programmes("DISABILITY") == {"S-02"}
    assert {"S-02", "S-10"} <= programmes("DISABILITY", "COMPANY")


@pytest.mark.plan("P-056", "P-057")
def test_pregnancy_stays_with_one_office_whoever_asks() -> None:
    assert programmes("PREGNANCY", consulter="SELF") == {"S-04", "S-05"}
    assert programmes("PREGNANCY", consulter="AGENCY") == {"S-04"}
    asking = [fitting("PREGNANCY", consulter=one) for one in ("SELF", "FAMILY", "AGENCY", "")]
    assert {found.agency_id for answer in asking for found in answer} == {"W-29"}


@pytest.mark.plan("P-056")
@pytest.mark.parametrize(("age", "first"), [(17, "W-29"), (18, "W-19")])
def test_violence_where_a_child_lives_leads_to_the_office_for_children(age: int, first: str) -> None:
    assert fitting("DV_ABUSE", ages=(44, age))[0].agency_id == first


@pytest.mark.plan("P-058")
def test_likely_hardship_alone_suffices_and_the_housing_benefit_is_an_item_of_its_own() -> None:
    reasons = {code: fitting(code)[0].rule_id for code in ("DEBT", "FUTURE_HARDSHIP", "HOUSING_BENEFIT")}
    assert len(set(reasons.values())) == 3


@pytest.mark.plan("P-065", "P-084", "P-095")
def test_participation_outreach_and_cooperation_have_their_desks() -> None:
    known = reference.load()
    assert (known.participation_agency_id, known.outreach_agency_id, known.coordinator_agency_id) == (
        "W-32",
        "W-31",
        "W-31",
    )
    assert "S-07" in programmes("NO_FITTING_SUPPORT")
    assert "S-13" in programmes("NOT_REACHED")


@pytest.mark.plan("P-085", "P-095")
def test_two_domains_recommend_the_cooperation_of_several_agencies_and_one_does_not() -> None:
    assert "S-14" in programmes("CARE", "DEBT")
    assert "S-14" not in programmes("CARE", "RIGHTS")


@pytest.mark.plan("P-074", "P-075", "P-076", "P-077", "P-078")
@pytest.mark.parametrize(
    ("concerns", "ages", "programme"),
    [
        (("COMPANY",), (70,), "S-08"),
        (("DAILY_LIFE",), (70,), "S-09"),
        (("DISABILITY", "COMPANY"), (), "S-10"),
        (("PARENT_COMPANY",), (), "S-11"),
        (("COMPANY",), (3, 30), "S-11"),
        (("PLACE_NEARBY",), (), "S-12"),
    ],
)
def test_community_building_is_recommended_for_whom_the_plan_names(
    concerns: tuple[str, ...], ages: tuple[int, ...], programme: str
) -> None:
    assert programme in programmes(*concerns, ages=ages)


@pytest.mark.plan("P-077")
def test_a_family_is_shown_both_centres() -> None:
    assert [one.agency_id for one in fitting("PARENT_COMPANY")] == ["W-13", "W-30"]


@pytest.mark.plan("P-016", "P-049")
@pytest.mark.parametrize("consulter", ["", "SELF", "ANONYMOUS"])
def test_nobody_gets_an_empty_answer(consulter: str) -> None:
    known = reference.load()
    for code in (*known.concerns, "隣の木が伸びている"):
        for ages in ((), (0,), (6,), (17,), (64,), (65,), (120,)):
            assert fitting(code, ages=ages, consulter=consulter), code
    assert [one.agency_id for one in fitting()] == [known.other_window_agency_id]


@pytest.mark.plan("P-049")
def test_an_age_never_takes_away_what_a_concern_recommends() -> None:
    for code in reference.load().concerns:
        without = {one.agency_id for one in fitting(code)}
        for age in (0, 17, 18, 64, 65, 90):
            gained = {one.agency_id for one in fitting(code, ages=(age,))}
            assert without <= gained or without == {"W-15"}, (code, age)


@pytest.mark.plan("P-002")
def test_isolation_8050_and_young_carers_are_situations_that_change_the_route() -> None:
    known = reference.load()
    assert {code for code, one in known.concerns.items() if one.situation} == {
        "ISOLATION",
        "EIGHTY_FIFTY",
        "YOUNG_CARER",
    }
    assert known.domains(["EIGHTY_FIFTY"]) == {"介護", "困窮"}
    assert [one.agency_id for one in fitting("EIGHTY_FIFTY")] == ["W-03", "W-04", "W-31"]
    assert [one.agency_id for one in fitting("YOUNG_CARER")] == ["W-29"]
    assert [one.agency_id for one in fitting("ISOLATION")] == ["W-32"]


def test_a_concern_without_a_code_counts_as_other_and_is_not_lost() -> None:
    known = reference.load()
    assert known.domains(["CARE", "隣の木が伸びている"]) == {"介護", "その他"}


@pytest.mark.plan("P-016")
def test_somebody_is_always_left_to_ask_about_what_fits_no_programme() -> None:
    known = reference.load()
    assert all(known.windows_for_the_rest(agency_id, DAY) for agency_id in known.agencies)
    assert known.windows_for_the_rest("W-03", DAY) == ["W-15", "W-31"]
    assert known.windows_for_the_rest("W-15", DAY) == ["W-31"]


@pytest.mark.plan("P-017")
def test_who_asks_decides_what_may_be_told() -> None:
    known = reference.load()
    told = {one: known.feedback_to(one) for one in ("SELF", "FAMILY", "AGENCY", "RESIDENT", "ANONYMOUS", "RELATIVE")}
    assert {one for one, feedback in told.items() if feedback == "ACKNOWLEDGEMENT"} == {
        "RESIDENT",
        "ANONYMOUS",
        "RELATIVE",
    }


def test_risk_classes_are_the_codes_that_the_urgency_decision_reads() -> None:
    decision = (PLAN.parents[1] / "bpmn" / "urgency-level.dmn").read_text(encoding="utf-8")
    read = set(re.findall(r"K\d\d", decision))
    assert set(reference.load().risk_classes.values()) == read


@pytest.mark.plan("P-008")
def test_deadlines_and_indicators_have_a_target_or_none_yet() -> None:
    targets = reference.load().document["targets"]
    assert {one["kind"] for one in targets} == {"DEADLINE", "INDICATOR"}
    assert [one for one in targets if one["kind"] == "DEADLINE" and not one["target"]] == []


@pytest.mark.plan("P-009")
def test_every_programme_and_indicator_serves_a_policy_in_the_plans_own_words() -> None:
    known = reference.load()
    assert unlinked(known) == []
    texts = [policy["text"] for plan in known.document["plans"] for policy in plan["policies"]]
    assert [text for text in texts if plain(text) not in SOURCE] == []
    parents = {plan["plan_id"]: plan["parent_id"] for plan in known.document["plans"]}
    assert parents == {"PL-01": "", "PL-02": "PL-01"}


@pytest.mark.plan("P-009")
def test_what_serves_no_policy_is_listed() -> None:
    data = packaged()
    data["programmes"][0]["policy_ids"] = []
    data["targets"][3]["policy_ids"] = ["PO-99"]
    assert unlinked(domain.read(data)) == ["S-01", "CONSULTATIONS"]


@pytest.mark.plan("P-010")
@pytest.mark.parametrize(
    ("day", "ending"),
    [("2027-03-31", []), ("2027-04-01", ["PL-01", "PL-02"]), ("2028-04-01", ["PL-01", "PL-02"]), ("2023-03-31", [])],
)
def test_the_plans_last_year_asks_for_a_successor(day: str, ending: list[str]) -> None:
    assert ending_plans(reference.load(), date.fromisoformat(day)) == ending


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
        {"eligibility": [{"rule_id": "E-01", "reason": "…", "concerns": ["CARE"], "programme_id": "S-99"}]},
        {"eligibility": [{"rule_id": "E-01", "reason": "…", "concerns": ["UNHEARD_OF"], "programme_id": "S-01"}]},
        {"concerns": [{"code": "CARE", "name": "介護", "domains": ["介護"]}]},
        {"methods": {"直営": "…"}},
    ],
)
def test_a_name_that_leads_nowhere_is_found_at_first_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    use(monkeypatch, tmp_path, packaged() | wrong)
    with pytest.raises(KeyError):
        reference.load()


def test_another_municipality_is_no_office_of_the_catalogue_and_its_id_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = reference.load()
    assert list(known.municipalities) == ["M-01", "M-02"]
    assert not set(known.municipalities) & set(known.agencies)
    with pytest.raises(domain.UnknownAgency):
        known.require_open("M-01", DAY)
    named = {"agency_id": "W-01", "name": "となり町", "valid_from": "2026-04-01", "valid_until": None}
    use(monkeypatch, tmp_path, packaged() | {"municipalities": [named]})
    reference.load.cache_clear()
    with pytest.raises(ValueError, match="agency_id"):
        reference.load()


def test_a_municipality_is_named_from_its_first_day_to_its_last_and_a_city_may_name_none() -> None:
    town = {"agency_id": "M-07", "name": "となり町", "valid_from": "2026-04-01", "valid_until": "2026-12-01"}
    known = municipalities.read({"municipalities": [town]})
    municipalities.require(known, "M-07", DAY)
    for agency_id, day in (("M-07", date(2026, 12, 2)), ("M-07", date(2026, 3, 31)), ("M-08", DAY)):
        with pytest.raises(municipalities.UnknownMunicipality):
            municipalities.require(known, agency_id, day)
    assert municipalities.read({}) == {}
