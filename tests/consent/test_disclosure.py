"""D5, cell by cell: who may see which fact, on what basis, and by which rule; everything else is denied."""

import itertools

import pytest

from services.consent.domain import disclosure
from services.consent.domain.disclosure import Decision, Question, Room, Ruling
from services.consent.use_cases import checks, records
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, WINDOW, World, terms

CATEGORIES = ("C1", "C2", "C2X", "C3", "C4", "C5", "C6")
READERS = (WINDOW, COORDINATOR, RECIPIENT, OTHER)
ROLES = ("", "coordinator", "decision-maker", "chair", "agency-worker")
ROOMS = (None, *itertools.starmap(Room, itertools.product(("LIAISON", "SUPPORT", "MULTI"), *[(False, True)] * 3)))


def question(reader: str, role: str, category: str, room: Room | None = None, person: str = "p") -> Question:
    """A fact that the window recorded, of a case that COORDINATOR coordinates."""
    return Question(reader, frozenset({role} - {""}), "case", person, category, "HANDOFF", WINDOW, COORDINATOR, room)


def expected(reader: str, role: str, category: str, room: Room | None, *, granted: bool) -> tuple[bool, str]:
    """The domain note's table, read as a reader of it would."""
    if category == "C2X":
        return False, ""
    if reader == WINDOW:
        return True, "OWN_RECORD"
    if reader == COORDINATOR and role in ("coordinator", "decision-maker") and category != "C6":
        return True, "WITHIN_PURPOSE"
    if category == "C6":
        if room is None:
            return False, ""
        if room.chair:
            return True, "WITHIN_PURPOSE"
        if not room.member:
            return False, ""
        return {
            "LIAISON": (True, "INTERNAL_USE"),
            "SUPPORT": (room.pledged, "ART106_6" if room.pledged else ""),
            "MULTI": (granted, "CONSENT" if granted else ""),
        }[room.meeting_type]
    return granted, "CONSENT" if granted else ""


@pytest.mark.parametrize("granted", [False, True])
def test_every_cell_of_reader_role_category_and_room_is_as_the_table_says(granted: bool) -> None:
    cells = list(itertools.product(READERS, ROLES, CATEGORIES, ROOMS))
    assert len(cells) == 4 * 5 * 7 * 25
    for reader, role, category, room in cells:
        asked = question(reader, role, category, room)
        by_grant = granted and bool(disclosure.needed_grant(asked))
        ruling = disclosure.by_relation(asked) or disclosure.by_consent(granted=by_grant)
        permitted, basis = expected(reader, role, category, room, granted=granted)
        assert (ruling.decision is Decision.PERMIT, ruling.basis) == (permitted, basis), asked
        assert ruling.rule.startswith("D5-")


def test_nobody_without_an_agency_is_anything_to_a_fact() -> None:
    nobody = Question("", frozenset({"coordinator"}), "case", "p", "C1", "HANDOFF", "", "", None)
    assert disclosure.by_relation(nobody) is None


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
    assert ask("C1") == denied


def test_a_fact_about_the_case_as_a_whole_is_covered_by_no_grant(world: World) -> None:
    world.record(terms(categories=("C1", "C4")))
    asked = Question(RECIPIENT, frozenset(), world.case_id, "", "C4", "HANDOFF", WINDOW, "")
    assert checks.check_disclosure(world.db, world.ctx(), [asked])[0].decision is Decision.DENY
