"""A form: a few tick-boxes, a bundle of grants, one answer; and what counts as a valid "yes"."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.errors import InvalidArgument, NotFound
from services.consent.domain.forms import Tick, bundle, current, in_use
from services.consent.domain.refusals import (
    CapacityDoubtful,
    GuardianConflict,
    GuardianNeeded,
    NothingToAsk,
    SelfDecides,
    UnknownForm,
)
from services.consent.domain.statements import GrantState, Statement
from services.consent.store import forms, grants
from services.consent.use_cases import checks, corrections, seeking
from tests.consent.world import OTHER, RECIPIENT, START, World, actor, terms

FORM = "general/2026-1"
SCHOOL, NEXT_TOWN = "W-14", "M-01"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A city's own file, from the packaged one; forms are read anew."""
    file = tmp_path / "forms.json"
    monkeypatch.setenv("CONSENT_FORMS_FILE", str(file))
    read = (forms.load, forms.days_after_support)
    for each in read:
        each.cache_clear()
    yield file
    for each in read:
        each.cache_clear()


def packaged() -> dict[str, object]:
    found: dict[str, object] = json.loads(forms.PACKAGED.read_text(encoding="utf-8"))
    return found


def record_form(world: World, *ticks: Tick) -> tuple[GrantState, ...]:
    granted, refused = bundle(in_use(forms.load("*"), FORM, world.now), ticks, world.now)
    world.record(*granted, refused=refused, form_version=FORM)
    found = grants.find_grants(world.db, world.ctx(), world.case_id, person_id=world.ichiro)
    return tuple(grant.state for grant in found)


@pytest.mark.plan("P-043")
def test_one_form_with_ticks_for_two_agencies_is_one_answer_and_struck_cells_are_refused(world: World) -> None:
    states = record_form(
        world,
        Tick(RECIPIENT, ("identity", "health"), struck=(("C4", "PLAN_SHARING"),)),
        Tick(SCHOOL, ("schooling",)),
    )
    assert GrantState.REFUSED in states
    assert world.permits(RECIPIENT, "C1", "C4")
    assert world.permits(RECIPIENT, "C1", purpose="PLAN_SHARING")
    assert not world.permits(RECIPIENT, "C4", purpose="PLAN_SHARING")
    assert world.permits(SCHOOL, "C1", purpose="PLAN_MEETING")
    assert not any(world.permits(SCHOOL, category) for category in ("C2", "C3", "C4", "C5"))


@pytest.mark.plan("P-043")
def test_a_box_ticked_for_another_municipality_grants_a_handover_and_nothing_else(world: World) -> None:
    record_form(world, Tick(NEXT_TOWN, ("identity", "participation")))
    assert world.permits(NEXT_TOWN, "C1", "C2")
    assert not world.permits(NEXT_TOWN, "C4")
    cells = [one.cell for one in grants.find_grants(world.db, world.ctx(), world.case_id, person_id=world.ichiro)]
    assert {cell.purpose for cell in cells} == {"HANDOFF"}


@pytest.mark.plan("P-097", "P-104")
def test_another_municipality_is_named_for_no_meeting_plan_or_participation(world: World) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        world.record(terms(NEXT_TOWN, purposes=("HANDOFF", "PLAN_SHARING")))
    assert [one.field for one in refusal.value.violations] == ["grants[0].purposes"]


def test_an_agency_without_a_tick_is_refused_whole(world: World) -> None:
    record_form(world, Tick(RECIPIENT, ("identity",)), Tick(OTHER, ()))
    assert world.permits(RECIPIENT)
    assert not world.permits(OTHER)


def test_what_a_form_grants_ends_after_the_days_that_it_says(world: World) -> None:
    record_form(world, Tick(RECIPIENT, ("identity",)))
    world.pass_time(days=365, seconds=-1)
    assert world.permits(RECIPIENT)
    world.pass_time(seconds=1)
    assert not world.permits(RECIPIENT)


@pytest.mark.parametrize(
    "tick", [Tick(RECIPIENT, ("nothing",)), Tick(RECIPIENT, ("living",), struck=(("C4", "HANDOFF"),))]
)
def test_a_box_or_a_cell_that_the_form_lacks_is_not_recorded(tick: Tick) -> None:
    with pytest.raises(UnknownForm):
        bundle(in_use(forms.load("*"), FORM, START), [tick], START)


def test_a_city_replaces_the_forms_and_an_old_version_is_not_used_after_the_new_ones_day(city: Path) -> None:
    data = packaged()
    of_all = data["municipalities"]["*"]  # type: ignore[index]
    newer = {**of_all[0], "version": "2027-1", "valid_from": "2027-04-01"}
    data["municipalities"] = {"*": of_all, "28000": [*of_all, newer]}
    city.write_text(json.dumps(data), encoding="utf-8")
    own = forms.load("28000")
    assert [form.name for form in current(own, START)] == [FORM]
    later = START.replace(year=2027, month=5)
    assert [form.name for form in current(own, later)] == ["general/2027-1"]
    with pytest.raises(UnknownForm):
        in_use(own, FORM, later)
    assert [form.name for form in current(forms.load("28216"), later)] == [FORM]


@pytest.mark.parametrize(
    "spoil", [("valid_days", 500), ("texts", {}), ("boxes", [{"box": "b", "categories": ["C9"], "purposes": []}])]
)
def test_a_citys_file_that_is_wrong_is_refused_at_once(city: Path, spoil: tuple[str, object]) -> None:
    data = packaged()
    data["municipalities"]["*"][0][spoil[0]] = spoil[1]  # type: ignore[index]
    city.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(forms.BadForm):
        forms.load("*")


@pytest.mark.parametrize(("told", "days"), [({"28000": 14, "*": 20}, 14), ({"*": 20}, 20), (None, 30), ({"*": 400}, 0)])
def test_a_city_decides_for_how_long_agencies_read_after_the_end_of_support(
    city: Path, told: dict[str, int] | None, days: int
) -> None:
    """As the packaged file has it where a city's says nothing; never longer than a grant may hold."""
    data = packaged()
    assert data.pop("days_after_support") == {"*": 30}
    city.write_text(json.dumps(data | ({"days_after_support": told} if told else {})), encoding="utf-8")
    if days:
        assert forms.days_after_support("28000") == days
    else:
        with pytest.raises(forms.BadForm):
            forms.days_after_support("28000")


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ({"language": "ja", "person_language": "vi"}, False),
        ({"language": "ja", "person_language": "vi", "interpreter": True}, True),
        ({"language": "vi", "person_language": "vi-VN"}, True),
        ({"language": "ne", "person_language": "ne"}, False),
        ({"language": "ja"}, True),
    ],
)
def test_a_yes_to_what_was_not_understood_is_put_off_and_permits_nothing(
    world: World, said: dict[str, Any], understood: bool
) -> None:
    request_id = world.ask()
    consent = world.record(terms(), request_id=request_id, form_version=FORM, **said)
    assert consent.answer == ("GRANTED" if understood else "DEFERRED")
    assert world.permits() is understood
    assert world.events("ConsentAnswered")[0].consent_answer == consent.answer


@pytest.mark.parametrize("answer", ["GRANTED", "REFUSED", "CANNOT_DECIDE"])
def test_what_was_put_off_is_granted_refused_or_lapses_with_the_next_answer(world: World, answer: str) -> None:
    world.record(terms(), answer="DEFERRED")
    world.pass_time(days=1)
    request_id = world.ask()
    if answer == "GRANTED":
        world.record(terms(), request_id=request_id)
    else:
        world.record(answer=answer, request_id=request_id)
    found = grants.find_grants(world.db, world.ctx(), world.case_id, person_id=world.ichiro)
    wanted = {"GRANTED": GrantState.GRANTED, "REFUSED": GrantState.REFUSED, "CANNOT_DECIDE": GrantState.LAPSED}
    assert {grant.state for grant in found} == {wanted[answer]}
    assert world.permits() is (answer == "GRANTED")


def test_what_was_put_off_lapses_when_nobody_answers_in_time(world: World) -> None:
    world.record(terms(), answer="DEFERRED")
    seeking.lapse(world.db, world.ctx(), world.ask())
    found = grants.find_grants(world.db, world.ctx(), world.case_id, person_id=world.ichiro)
    assert {grant.state for grant in found} == {GrantState.LAPSED}


def test_a_guardians_signature_is_valid_where_the_persons_is_not(world: World) -> None:
    with pytest.raises(CapacityDoubtful):
        world.record(terms(), capacity="DOUBTFUL")
    world.record(terms(), capacity="DOUBTFUL", given_by="LEGAL_REPRESENTATIVE")
    assert world.permits()


@pytest.mark.privacy
@pytest.mark.plan("P-043")
@pytest.mark.parametrize("representative", ["LEGAL_REPRESENTATIVE", "VOLUNTARY_GUARDIAN"])
def test_nobody_signs_for_whoever_is_of_age_and_understands(world: World, representative: str) -> None:
    """A parent signs again after the child came of age; a mother signs for her grown-up son."""
    world.record(terms(OTHER), minor=True, given_by=representative)
    with pytest.raises(SelfDecides):
        world.record(terms(), given_by=representative)
    assert not world.permits()
    world.record(terms())
    assert world.permits()


def test_what_was_said_for_somebody_who_is_of_age_and_understands_is_no_yes_but_may_be_a_no(world: World) -> None:
    world.record(answer="DEFERRED", given_by="LEGAL_REPRESENTATIVE")
    world.refuse(world.ask(), given_by="LEGAL_REPRESENTATIVE")
    assert not world.permits()


def test_a_childs_yes_needs_the_guardian_unless_their_interests_conflict(world: World) -> None:
    with pytest.raises(GuardianNeeded):
        world.record(terms(), minor=True)
    with pytest.raises(GuardianConflict):
        world.record(terms(), minor=True, given_by="LEGAL_REPRESENTATIVE", interests_conflict=True)
    assert not world.permits()
    world.record(terms(), minor=True, interests_conflict=True)
    assert world.permits()


def test_a_child_by_its_birth_date_is_one_though_nobody_ticked_it(world: World) -> None:
    """民法4条; intake knows the birth dates (its GetCaseReference)."""
    world.minors = (world.ichiro,)
    with pytest.raises(GuardianNeeded):
        world.record(terms())
    with pytest.raises(GuardianConflict):
        world.record(terms(), given_by="LEGAL_REPRESENTATIVE", interests_conflict=True)
    assert not world.permits()
    world.record(terms(), person_id=world.hanako)
    guarded = world.record(terms(), given_by="LEGAL_REPRESENTATIVE")
    assert checks.get_consent(world.db, world.ctx(), guarded.consent_id).row.minor is True
    assert world.permits()


def test_an_adult_by_its_birth_date_is_one_though_somebody_ticked_a_child(world: World) -> None:
    """民法4条; a parent does not sign for a grown-up son by a tick in the wrong box."""
    world.adults = (world.ichiro,)
    with pytest.raises(SelfDecides):
        world.record(terms(), minor=True, given_by="LEGAL_REPRESENTATIVE")
    assert not world.permits()
    said = world.record(terms(), minor=True)
    assert checks.get_consent(world.db, world.ctx(), said.consent_id).row.minor is False
    assert world.permits()


def test_a_childs_yes_is_not_brought_in_by_a_correction(world: World) -> None:
    wrong = world.refuse()
    world.minors = (world.ichiro,)
    yes = Statement("GRANTED", world.now, "SELF", "OK", "WRITTEN", "2026-04", grants=(terms(),))
    with pytest.raises(GuardianNeeded):
        corrections.correct(world.db, world.ctx(), world.reference, wrong.consent_id, "聞き違い", yes)
    assert not world.permits()


def test_nobody_learns_a_childs_age_whose_word_they_may_not_take(world: World) -> None:
    world.minors = (world.ichiro,)
    with pytest.raises(NotFound):
        world.record(terms(), by=actor(OTHER))


def test_a_childs_wish_is_recorded_before_any_guardian_speaks_and_permits_nothing(world: World) -> None:
    world.record(answer="DEFERRED", minor=True, own_words="おかあさんを たすけてほしい")
    assert not world.permits()


def test_an_added_agency_is_asked_about_alone(world: World) -> None:
    record_form(
        world, Tick(RECIPIENT, ("identity", "living", "health", "family", "schooling", "participation", "statistics"))
    )
    used = in_use(forms.load("*"), FORM, world.now)
    asked = seeking.seek(world.db, world.ctx(), world.reference, world.ichiro, used, [RECIPIENT, OTHER])
    assert {cell.agency_id for cell in asked} == {OTHER}
    (sought,) = world.events("ConsentSought")
    assert (sought.case_id, sought.person_id) == (world.case_id, world.ichiro)
    world.record(terms(OTHER), request_id=world.ask())
    assert world.permits(RECIPIENT)
    assert world.permits(OTHER)


def test_while_a_request_is_open_it_asks_about_the_added_agency_too(world: World) -> None:
    world.ask()
    used = in_use(forms.load("*"), FORM, world.now)
    assert seeking.seek(world.db, world.ctx(), world.reference, world.ichiro, used, [OTHER])
    assert world.events("ConsentSought") == []
    with pytest.raises(NothingToAsk):
        seeking.seek(world.db, world.ctx(), world.reference, world.ichiro, used, [OTHER])


def test_a_late_entry_never_makes_access_lawful_for_a_time_that_is_over(world: World) -> None:
    world.pass_time(days=4)
    (first, *_) = world.record(terms(), occurred_at=world.now - timedelta(days=4)).grants
    assert first.said_at == START
    assert first.valid_from == world.now
