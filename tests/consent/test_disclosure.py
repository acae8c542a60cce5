"""D5, cell by cell: who may see which fact, on what basis, and by which rule; everything else is denied."""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from services.consent.domain import disclosure
from services.consent.domain.disclosure import Circumstance, Decision, Question, Room, Ruling, Said
from services.consent.use_cases import checks, records
from tests.consent.disclosure_table import COLUMNS, Cell, rows
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, WINDOW, World, terms

pytestmark = pytest.mark.privacy

ANY = ("NO", "YES")
CATEGORIES = ("C0", "C1", "C2", "C2X", "C3", "C4", "C5", "C6")
PARTS = ("chair", "PN", "P", "N", "0", "X")
ROOMS = ("NONE", *map("/".join, itertools.product(("LIAISON", "SUPPORT", "MULTI"), PARTS)))
# A keeper is one of a concealed address; tax facts are C3, or stand in a paper.
KEEPERS = {"C2X": ANY}
TAXES = dict.fromkeys(("C3", "C6"), ("NONE", "FACT", "SWITCHED", "AMOUNT"))
CIRCUMSTANCES: dict[str, dict[str, tuple[Circumstance, ...]]] = {
    "abuse": {"BODY": (Circumstance.ABUSE_BODY,), "SUSP": (Circumstance.ABUSE_SUSPECTED,)},
    "danger": {"U3": (Circumstance.DANGER,), "NEED": (Circumstance.NEEDED_TO_PROTECT,)},
    "city": {"SECTION": (Circumstance.CITY_SECTION,), "DUTY": (Circumstance.DUTY_RELATED,)},
    "tax": {
        "FACT": (Circumstance.TAX,),
        "SWITCHED": (Circumstance.TAX, Circumstance.TAX_IN_SUPPORT_MEETING),
        "AMOUNT": (Circumstance.TAX, Circumstance.TAX_AMOUNT),
    },
    "link": {"YES": (Circumstance.PERPETRATOR_LINK,)},
    "keeper": {"YES": (Circumstance.NAMED_KEEPER,)},
    "informant": {"YES": (Circumstance.INFORMANT,)},
}
for _name in ("abuse", "danger", "city"):
    CIRCUMSTANCES[_name]["BOTH"] = tuple(itertools.chain(*CIRCUMSTANCES[_name].values()))


def cells() -> Iterator[Cell]:
    def of(category: str) -> Iterator[Cell]:
        columns = {
            "link": ANY,
            "category": (category,),
            "keeper": KEEPERS.get(category, ("NO",)),
            "informant": ANY,
            "who": ("NONE", "OWN", "RESP"),
            "abuse": ("NONE", "BODY", "SUSP", "BOTH"),
            "danger": ("NONE", "U3", "NEED", "BOTH"),
            "tax": TAXES.get(category, ("NONE",)),
            "room": ROOMS,
            "said": tuple(Said),
            "city": ("NONE", "SECTION", "DUTY", "BOTH"),
        }
        return itertools.product(*(columns[name] for name in COLUMNS))  # type: ignore[return-value]

    return itertools.chain.from_iterable(map(of, CATEGORIES))


def room(code: str) -> Room | None:
    if code == "NONE":
        return None
    kind, part = code.split("/")
    if part in ("chair", "X"):
        return Room(kind, chair=part == "chair")
    return Room(kind, member=True, pledged="P" in part, needed="N" in part)


ROOM_OF = {code: room(code) for code in ROOMS}


def stated(cell: Cell) -> frozenset[str]:
    by_name = dict(zip(COLUMNS, cell, strict=True))
    return frozenset(itertools.chain(*(codes.get(by_name[name], ()) for name, codes in CIRCUMSTANCES.items())))


def question(cell: Cell, circumstances: frozenset[str]) -> Question:
    who = cell[4]
    return Question(
        reader_agency_id=RECIPIENT,
        reader_roles=frozenset({"coordinator"} if who == "RESP" else ()),
        case_id="case",
        person_id="p",
        data_category=cell[1],
        purpose="HANDOFF",
        recorded_by_agency_id=RECIPIENT if who == "OWN" else WINDOW,
        coordinator_agency_id=RECIPIENT if who == "RESP" else COORDINATOR,
        room=ROOM_OF[cell[8]],
        circumstances=circumstances,
    )


def test_every_cell_of_the_truth_table_is_as_the_domain_note_says_and_no_row_is_dead() -> None:
    table, hits = rows(), Counter[int]()
    known: dict[tuple[str, ...], frozenset[str]] = {}
    total = 0
    for cell in cells():
        total += 1
        at, wanted = next(
            (at, wanted)
            for at, (wanted, columns) in enumerate(table)
            if all(cell[column] in codes for column, codes in columns.items())
        )
        hits[at] += 1
        key = (cell[0], cell[2], cell[3], cell[5], cell[6], cell[7], cell[10])
        if key not in known:
            known[key] = stated(cell)
        ruling = disclosure.decide(question(cell, known[key]), Said(cell[9]))
        assert (ruling.rule, ruling.decision.value, ruling.basis) == wanted, cell
    assert (
        total == sum(len(KEEPERS.get(c, "1")) * len(TAXES.get(c, "1")) for c in CATEGORIES) * 2 * 2 * 3 * 16 * 19 * 12
    )
    assert set(hits) == set(range(len(table)))
    assert {rule for (rule, _decision, _basis), _columns in table} == {f"D5-{n:02}" for n in range(1, 16)}


def test_whoever_states_nothing_and_was_granted_nothing_is_denied_by_the_last_row() -> None:
    silent = Question(RECIPIENT, frozenset({"coordinator", "chair"}), "case", "p", "C1", "HANDOFF")
    assert disclosure.decide(silent, Said.NOTHING) == Ruling(Decision.DENY, "", "D5-15")


def test_nobody_without_an_agency_is_anything_to_a_fact() -> None:
    nobody = Question("", frozenset({"coordinator"}), "case", "p", "C1", "HANDOFF", "", "", None)
    assert disclosure.decide(nobody, Said.NOTHING).decision is Decision.DENY


@pytest.mark.plan("P-024")
def test_where_the_coordinators_person_is_known_a_colleague_of_the_same_role_is_not_responsible() -> None:
    def ruling(person: str, *responsible: str) -> str:
        asked = Question(
            COORDINATOR,
            frozenset({"coordinator"}),
            "case",
            "p",
            "C4",
            "HANDOFF",
            WINDOW,
            COORDINATOR,
            reader_person_id=person,
            responsible_person_ids=frozenset(responsible),
        )
        return disclosure.decide(asked, Said.NOTHING).rule

    assert ruling("sato") == "D5-05"
    assert [ruling(person, "sato", "deputy", "manager") for person in ("sato", "deputy", "manager", "kato")] == [
        "D5-05",
        "D5-05",
        "D5-05",
        "D5-15",
    ]


@pytest.mark.plan("P-043")
def test_consent_is_looked_up_at_the_moment_of_the_question(world: World) -> None:
    def ask(category: str, *, reader: str = RECIPIENT, person: str = "", purpose: str = "HANDOFF") -> Ruling:
        asked = Question(reader, frozenset(), world.case_id, person or world.ichiro, category, purpose, WINDOW, "")
        (ruling,) = checks.check_disclosure(world.db, world.ctx(), [asked])
        return ruling

    denied, permitted = Ruling(Decision.DENY, "", "D5-15"), Ruling(Decision.PERMIT, "CONSENT", "D5-11")
    assert ask("C1") == denied
    world.record(terms(categories=("C1", "C3")))
    assert [ask(category) for category in ("C1", "C2", "C3")] == [permitted, denied, permitted]
    assert ask("C1", reader=OTHER) == denied
    assert ask("C1", person=world.hanako) == denied
    assert ask("C1", purpose="PLAN_SHARING") == denied
    records.withdraw(world.db, world.ctx(), world.reference, world.ichiro, None, world.now)
    assert ask("C1") == Ruling(Decision.DENY, "", "D5-12")


@pytest.mark.plan("P-039")
def test_a_no_to_a_section_of_the_city_is_stronger_than_use_inside_the_city(world: World) -> None:
    inside = frozenset({Circumstance.CITY_SECTION, Circumstance.DUTY_RELATED})

    def ask(person: str) -> tuple[str, str]:
        asked = Question(OTHER, frozenset(), world.case_id, person, "C3", "HANDOFF", WINDOW, circumstances=inside)
        (ruling,) = checks.check_disclosure(world.db, world.ctx(), [asked])
        return ruling.rule, ruling.decision.value

    world.refuse(proposed_agency_ids=(OTHER,))
    assert ask(world.ichiro) == ("D5-12", "DENY")
    assert ask(world.hanako) == ("D5-14", "REDACT")


def test_a_fact_about_the_case_as_a_whole_is_covered_by_no_grant(world: World) -> None:
    world.record(terms(categories=("C1", "C4")))
    asked = Question(RECIPIENT, frozenset(), world.case_id, "", "C4", "HANDOFF", WINDOW, "")
    assert checks.check_disclosure(world.db, world.ctx(), [asked])[0].decision is Decision.DENY


def test_a_member_of_the_plan_meeting_reads_its_papers_only_while_the_person_lets_it(world: World) -> None:
    asked = Question(
        RECIPIENT, frozenset(), world.case_id, world.ichiro, "C6", "PLAN_MEETING", room=Room("MULTI", member=True)
    )

    def permitted() -> bool:
        (ruling,) = checks.check_disclosure(world.db, world.ctx(), [asked])
        return ruling.decision is Decision.PERMIT

    assert not permitted()
    world.record(terms(purposes=("PLAN_MEETING",)))
    assert permitted()
    world.withdraw()
    assert not permitted()
