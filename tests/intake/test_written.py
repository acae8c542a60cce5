"""What a write answers, through intake's real edge: no row and no id that a read of the same record hides."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from google.protobuf import json_format
from google.protobuf.message import Message

from kit.context import Actor
from kit.errors import NotFound
from pb.tsunagi.intake.v1 import service_pb2 as pb
from tests.intake.city import COLLEAGUE, COORDINATOR, RECORDER, City, staff
from tests.intake.world import COORDINATING, MONEY, MOTHER, OTHER, WINDOW, World

pytestmark = pytest.mark.privacy
NAME_ALONE = {"name", "state", "etag"}
RECEIVER, MANAGER = staff(MONEY), staff(COORDINATING, "m", "coordinator", "decision-maker")


def wrote(city: City, rpc: str, by: Actor, **said: object) -> Message:
    request = getattr(pb, f"{rpc}Request")(request_id=str(uuid4()))
    answer = city.ask(rpc, json_format.ParseDict(said, request), by)
    assert isinstance(answer, Message)
    return answer


def fields(answer: Message) -> set[str]:
    return {field.name for field, _value in answer.ListFields()}


def read(city: City, by: Actor) -> pb.Handoff:
    found = city.ask("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{city.handoff}"), by)
    assert isinstance(found, pb.Handoff)
    return found


def on_handoff(city: City, rpc: str, by: Actor, **said: object) -> pb.Handoff:
    answer = wrote(city, rpc, by, name=f"handoffs/{city.handoff}", **said)
    assert isinstance(answer, pb.Handoff)
    return answer


def persons(found: pb.Handoff) -> set[str]:
    return {one.person_id for one in found.persons}


@pytest.mark.parametrize("close", [False, True], ids=["who may read", "who is kept away"])
def test_an_agency_that_answers_a_handoff_learns_its_name_and_state_and_reads_the_rest(
    city: City, *, close: bool
) -> None:
    assert persons(read(city, RECEIVER)) == {city.mother, city.son}
    if close:
        city.relate(MONEY)
        city.relate(MONEY, from_person_id=city.mother, person_id=city.son)
        with pytest.raises(NotFound):
            read(city, RECEIVER)
    asked = on_handoff(city, "RequestHandoffInformation", RECEIVER, question="借入先は")
    assert (fields(asked), asked.state) == (NAME_ALONE, pb.Handoff.STATE_INFO_NEEDED)
    declined = on_handoff(city, "RecordHandoffRefusal", RECEIVER, person_id=city.son)
    assert fields(declined) == NAME_ALONE


def test_who_sent_a_handoff_and_who_coordinates_are_answered_whom_they_read_of(city: City) -> None:
    on_handoff(city, "RequestHandoffInformation", RECEIVER, question="借入先は")
    supplied = on_handoff(city, "SupplyHandoffInformation", RECORDER, information="二つ")
    assert (persons(supplied), bool(supplied.case_no)) == ({city.mother, city.son}, True)
    refused = on_handoff(city, "RecordHandoffRefusal", COORDINATOR, person_id=city.son)
    assert persons(refused) == {city.mother}


def test_who_is_close_is_not_told_of_the_person_by_their_own_write_either(city: City) -> None:
    on_handoff(city, "RequestHandoffInformation", RECEIVER, question="借入先は")
    city.relate(RECORDER, COORDINATOR)
    assert persons(read(city, RECORDER)) == persons(read(city, COORDINATOR)) == {city.son}
    assert persons(on_handoff(city, "SupplyHandoffInformation", RECORDER, information="二つ")) == {city.son}
    assert persons(on_handoff(city, "WithdrawHandoff", COORDINATOR, reason="取り違えた")) == {city.son}


def test_who_is_kept_away_from_all_of_a_file_learns_no_more_of_it_by_taking_part_in_it(city: City) -> None:
    city.relate(COORDINATOR)
    city.relate(COORDINATOR, from_person_id=city.mother, person_id=city.son)
    with pytest.raises(NotFound):
        read(city, COORDINATOR)
    assert fields(on_handoff(city, "WithdrawHandoff", COORDINATOR, reason="取り違えた")) == NAME_ALONE
    assert persons(read(city, COLLEAGUE)) == {city.mother, city.son}


def test_a_sender_whose_access_stopped_learns_nothing_of_its_own_file_by_a_write(city: City) -> None:
    on_handoff(city, "RequestHandoffInformation", RECEIVER, question="借入先は")
    wrote(city, "ReportBreach", COORDINATOR, name=f"cases/{city.case}", agency_id=WINDOW, facts="外に漏れた")
    assert persons(read(city, RECORDER)) == set()
    assert fields(on_handoff(city, "SupplyHandoffInformation", RECORDER, information="二つ")) == NAME_ALONE


def test_a_repeated_write_is_answered_as_the_first_whatever_may_be_read_since(city: City) -> None:
    request = pb.RequestHandoffInformationRequest(name=f"handoffs/{city.handoff}", request_id="q", question="借入先は")
    first = city.ask("RequestHandoffInformation", request, RECEIVER)
    city.relate(MONEY)
    assert city.ask("RequestHandoffInformation", request, RECEIVER) == first


def test_a_contact_about_somebody_an_agency_is_kept_away_from_is_an_unknown_one(city: City) -> None:
    said = {"topic": "SITUATION", "text": "様子を聞きたい", "to_agency_id": OTHER}
    made = wrote(city, "ContactAgency", COORDINATOR, name=f"cases/{city.case}", **said)
    assert isinstance(made, pb.Contact)
    assert (made.to_agency_id, made.case_id, made.text) == (OTHER, city.case, "")

    def listed(by: Actor) -> list[str]:
        found = city.ask("ListContacts", pb.ListContactsRequest(case_id=city.case), by)
        return [one.name for one in found.contacts]

    assert listed(staff(OTHER)) == listed(COORDINATOR) == [made.name]
    city.relate(staff(OTHER), COORDINATOR)
    assert listed(staff(OTHER)) == []
    with pytest.raises(NotFound):
        city.ask("GetContact", pb.GetContactRequest(name=made.name), staff(OTHER))
    assert fields(wrote(city, "ReplyContact", staff(OTHER), name=made.name, reply="行きます")) == {"name", "state"}
    assert listed(staff(OTHER, "b")) == listed(COLLEAGUE) == [made.name]


def test_who_conceals_an_address_and_is_no_keeper_does_not_learn_where_else_the_person_stands(
    city: City, engine: sa.Engine
) -> None:
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC), municipality_id=city.name)
        elsewhere = world.consultation(world.receive(MOTHER, by=OTHER)).person_ids
    keeper = staff(MONEY)
    said = {"person_id": city.mother, "end_time": "2098-01-01T00:00:00Z"}
    named = [{"agency_id": MONEY, "person_id": keeper.person_id}]
    told = wrote(city, "ConcealAddress", RECORDER, keepers=named, **said)
    assert isinstance(told, pb.Concealment)
    assert (list(told.person_ids), bool(told.name)) == ([city.mother], True)
    (kept,) = city.ask("ListConcealments", pb.ListConcealmentsRequest(), keeper).concealments
    assert {*kept.person_ids} == {city.mother, *elsewhere}
    extended = wrote(city, "ConcealAddress", keeper, keepers=named, **said)
    assert isinstance(extended, pb.Concealment)
    assert {*extended.person_ids} == {city.mother, *elsewhere}
