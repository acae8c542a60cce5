"""An administrator changes offices with dates and without a release; old cases keep the old version."""

import json
from datetime import timedelta
from typing import Any

import pytest

from kit.errors import InvalidArgument, NotFound, PermissionDenied
from services.intake.domain import AgencyClosed
from services.intake.domain.reference import InvalidReference, LastAgencyOfField, ReferenceVersionTaken
from services.intake.store import cases
from services.intake.store import reference as store
from services.intake.use_cases import consultations, offers, reference
from services.intake.use_cases.reading import case_reference
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, WELFARE, WINDOW, World, actor

ADMINISTRATOR = actor("W-01", "administrator")


def document(world: World, version: str, **changes: Any) -> dict[str, Any]:
    """The newest version's content for this city, valid from today unless said otherwise."""
    before = json.loads(json.dumps(store.latest(world.db, world.ctx()).document))
    own = {"municipality_id": world.municipality_id, "version": version, "valid_from": today(world)}
    return {**before, **own, **changes}


def today(world: World, days: int = 0) -> str:
    return (store.today(world.ctx()) + timedelta(days=days)).isoformat()


def publish(world: World, data: dict[str, Any], reason: str = "組織が変わるため") -> None:
    reference.publish(world.db, world.ctx(ADMINISTRATOR), json.dumps(data), reason)


def office(data: dict[str, Any], agency_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in data["agencies"] if one["agency_id"] == agency_id)
    return found


@pytest.mark.plan("P-023")
def test_a_new_office_is_routed_to_at_once(world: World) -> None:
    data = document(world, "new-office")
    data["agencies"].append({**office(data, WINDOW), "agency_id": "W-35", "display_name": "西部包括", "aliases": []})
    data["eligibility"].insert(0, {"rule_id": "E-99", "agency_id": "W-35", "concerns": ["CARE"], "reason": "西部"})
    consultation_id = world.receive(concerns=("CARE",))
    publish(world, data)
    world.screen(consultation_id, single_agency=True)
    row = world.consultation(consultation_id)
    assert (row.candidates[0], row.reference_version) == ("W-35", "new-office")
    assert world.register(by="W-35")


@pytest.mark.plan("P-007", "P-023")
def test_a_renamed_office_keeps_its_old_name_in_old_cases(world: World) -> None:
    publish(world, document(world, "before"))
    old = world.open_case(MOTHER)
    data = document(world, "after")
    office(data, MONEY)["display_name"] = "くらし相談窓口"
    publish(world, data)
    new = world.open_case(MOTHER)
    names = [
        reference.read_version(world.db, world.ctx(), world.case(one).reference_version).agencies[MONEY].display_name
        for one in (old, new)
    ]
    assert names == ["生活支援相談窓口", "くらし相談窓口"]
    with pytest.raises(NotFound):
        reference.read_version(world.db, world.ctx(), "never")


@pytest.mark.plan("P-007")
def test_a_consultation_keeps_the_version_under_which_it_was_screened(world: World) -> None:
    publish(world, document(world, "screened"))
    consultation_id = world.receive(MOTHER)
    world.screen(consultation_id)
    publish(world, document(world, "later"))
    case_id = world.consultation(consultation_id).case_id
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    assert world.case(case_id).reference_version == "screened"


@pytest.mark.plan("P-023")
def test_a_version_is_used_from_its_first_day_on(world: World) -> None:
    publish(world, document(world, "tomorrow", valid_from=today(world, 1)))
    assert store.of(world.db, world.ctx()).version == store.load().version
    world.pass_time(days=1)
    assert store.of(world.db, world.ctx()).version == "tomorrow"


def closed(world: World, agency_id: str, **dates: Any) -> None:
    data = document(world, f"without-{agency_id}")
    office(data, agency_id).update(dates)
    publish(world, data)


@pytest.mark.plan("P-023")
@pytest.mark.parametrize("how", ["closed", "pausing"])
def test_no_handoff_goes_to_a_closed_or_pausing_office(world: World, how: str) -> None:
    pause = {"pauses": [{"from": today(world), "until": today(world, 30)}]}
    closed(world, MONEY, **({"valid_until": today(world, -1)} if how == "closed" else pause))
    consultation_id = world.receive(concerns=("DEBT",))
    with pytest.raises(AgencyClosed):
        world.screen(consultation_id, candidates=(MONEY,))
    row = world.consultation(consultation_id)
    people = cases.people(world.db, world.ctx(), row.person_ids)
    fitting = consultations.asked(world.ctx(), row, people)
    found = store.of(world.db, world.ctx()).recommendations(fitting, store.today(world.ctx()))
    assert MONEY not in [one.agency_id for one in found]
    handoff_id = world.offered(candidates=(OTHER,))
    with pytest.raises(AgencyClosed):
        world.decline(handoff_id, by=OTHER, alternative=MONEY)
    world.pass_time(days=31)
    if how == "pausing":
        world.screen(consultation_id, candidates=(MONEY,))


@pytest.mark.plan("P-023")
def test_a_candidate_that_closes_while_another_is_asked_is_passed_over(world: World) -> None:
    handoff_id = world.offered(candidates=(OTHER, MONEY, WELFARE))
    world.decline(handoff_id, by=OTHER)
    closed(world, MONEY, valid_until=today(world, -1))
    assert offers.select_next(world.db, world.ctx(), handoff_id)
    assert world.handoff(handoff_id).to_agency_id == WELFARE


@pytest.mark.plan("P-016", "P-023")
def test_when_everybody_who_was_named_has_closed_the_window_for_the_rest_is_asked(world: World) -> None:
    consultation_id = world.receive(concerns=("DEBT",))
    world.screen(consultation_id, single_agency=True, candidates=(MONEY,))
    closed(world, MONEY, valid_until=today(world, -1))
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="HANDOFF", urgency=0)
    made = world.run("prepare-handoff", caseId=case_id, handoffSource="CONSULTATION", sourceId=consultation_id)
    assert world.handoff(made["handoffId"]).candidates == ["W-15", COORDINATING]


@pytest.mark.plan("P-016")
def test_a_closed_office_still_writes_down_what_somebody_told_it(world: World) -> None:
    closed(world, MONEY, valid_until=today(world, -1))
    assert world.register(MOTHER, by=MONEY)


@pytest.mark.plan("P-050")
@pytest.mark.parametrize("days", [-1, 0, 400])
def test_the_last_office_of_a_field_is_not_closed(world: World, days: int) -> None:
    data = document(world, "nobody-left")
    for one in data["agencies"]:
        if "障がい" in one["domains"]:
            one["valid_until"] = today(world, days)
    with pytest.raises(LastAgencyOfField):
        publish(world, data)
    office(data, "W-06")["valid_until"] = None
    publish(world, data)


@pytest.mark.plan("P-050")
def test_a_pause_of_the_last_office_of_a_field_is_refused_too(world: World) -> None:
    data = document(world, "all-pausing")
    for one in data["agencies"]:
        if "障がい" in one["domains"]:
            one["pauses"] = [{"from": today(world, 10), "until": today(world, 20)}]
    with pytest.raises(LastAgencyOfField):
        publish(world, data)


@pytest.mark.plan("P-002")
def test_an_administrator_adds_a_situation_that_is_recorded_and_routed(world: World) -> None:
    data = document(world, "hoarding")
    data["concerns"].append({"code": "HOARDING", "name": "ごみ屋敷", "domains": ["困窮", "その他"], "situation": True})
    data["eligibility"].append(
        {"rule_id": "E-98", "programme_id": "S-13", "concerns": ["HOARDING"], "reason": "ごみ屋敷のため"}
    )
    publish(world, data)
    consultation_id = world.receive(concerns=("HOARDING",))
    world.screen(consultation_id)
    assert world.events("ConsultationScreened")[0].domains_count == 2
    assert COORDINATING in world.consultation(consultation_id).candidates


def test_only_an_administrator_of_this_city_loads_a_version_and_says_why(world: World) -> None:
    text = json.dumps(document(world, "v"))
    for stranger in (COORDINATOR, actor("W-01")):
        with pytest.raises(PermissionDenied):
            reference.publish(world.db, world.ctx(stranger), text, "理由")
    with pytest.raises(InvalidArgument):
        reference.publish(world.db, world.ctx(ADMINISTRATOR), text, " ")
    with pytest.raises(InvalidReference):
        publish(world, document(world, "v", municipality_id="another"))
    assert store.versions(world.db, world.ctx()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", "{", '"x"', "null", '{"municipality_id": 1}'])
def test_what_is_no_reference_data_is_refused_without_repeating_it(world: World, text: str) -> None:
    with pytest.raises(InvalidReference) as refusal:
        reference.publish(world.db, world.ctx(ADMINISTRATOR), text, "理由")
    assert refusal.value.violations


def test_a_version_has_one_content_and_never_reaches_back(world: World) -> None:
    data = document(world, "one")
    publish(world, data)
    publish(world, data)
    assert [row.version for row in store.versions(world.db, world.ctx())] == ["one"]
    office(data, MONEY)["display_name"] = "べつの名前"
    with pytest.raises(ReferenceVersionTaken):
        publish(world, data)
    with pytest.raises(InvalidReference):
        publish(world, document(world, "past", valid_from=today(world, -1)))


@pytest.mark.parametrize("table", ["agencies", "programmes", "municipalities"])
def test_an_office_programme_or_municipality_is_closed_and_never_left_out(world: World, table: str) -> None:
    publish(world, document(world, "whole"))
    data = document(world, "less")
    gone = data[table].pop()
    if table == "programmes":
        data["eligibility"] = [one for one in data["eligibility"] if one.get("programme_id") != gone["programme_id"]]
    elif table == "agencies":
        data["programmes"] = [{**one, "agency_ids": [WINDOW]} for one in data["programmes"]]
    with pytest.raises(InvalidReference) as refusal:
        publish(world, data)
    assert [(one.field, one.code) for one in refusal.value.violations] == [(f"document.{table}", "MISSING")]


def test_two_cities_do_not_see_each_others_versions(world: World) -> None:
    neighbour = World(world.db)
    data = document(world, "ours")
    data["coordinator_agency_id"] = "W-01"
    publish(world, data)
    assert store.of(neighbour.db, neighbour.ctx()).version == store.load().version
    assert store.versions(neighbour.db, neighbour.ctx()) == []
    with pytest.raises(NotFound):
        reference.read_version(neighbour.db, neighbour.ctx(), "ours")
    ours = world.consultation(world.register(MOTHER)).case_id
    theirs = neighbour.consultation(neighbour.register(MOTHER)).case_id
    assert case_reference(neighbour.db, neighbour.ctx(), theirs).coordinator == COORDINATING
    assert case_reference(world.db, world.ctx(), ours).coordinator == "W-01"
