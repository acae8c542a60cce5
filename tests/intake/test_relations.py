"""Whoever is close to a suspected perpetrator: each row of D5 that lets others read lets them read nothing of the
person to be protected. Through intake's real edge, with the consent service answering.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from google.protobuf import json_format

from kit import kept_away
from kit.calls import Call
from kit.context import Actor
from kit.errors import DomainError, InvalidArgument, NotFound, PermissionDenied
from kit.identity import Signer
from kit.outbox import outbox
from kit.peers import Peers
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake import questions
from services.intake.app import service
from services.intake.domain import AlreadyAnswered, UnknownAgency
from services.intake.domain.contacts import MayNotBeTold
from services.intake.domain.relations import Reader
from services.intake.store import tables
from services.intake.use_cases import relations
from services.intake.use_cases.offers import Basis, Offer
from tests.intake.city import COLLEAGUE, COORDINATOR, RECORDER, City, staff
from tests.intake.world import COORDINATING, MONEY, MOTHER, OTHER, SON, WINDOW, World

pytestmark = pytest.mark.privacy

FIRE, CHILD_CENTRE, DESK = "W-27", "W-29", "W-19"


def consultation(city: City, by: Actor) -> str:
    return str(city.ask("GetConsultation", pb.GetConsultationRequest(name=f"consultations/{city.consultation}"), by))


def handoff(city: City, by: Actor) -> str:
    return str(city.ask("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{city.handoff}"), by))


ROWS = {
    "D5-04": (consultation, staff(WINDOW)),
    "D5-05": (consultation, COORDINATOR),
    "D5-11": (handoff, staff(MONEY)),
}


@pytest.mark.parametrize("rule", ROWS)
def test_before_each_row_that_permits_comes_the_one_that_keeps_away(city: City, rule: str) -> None:
    read, by = ROWS[rule]
    assert MOTHER.phone in read(city, by)
    assert city.rules(city.mother) == {rule}
    city.relate(by)
    told = read(city, by)
    assert not [word for word in (MOTHER.name, MOTHER.kana, MOTHER.phone, MOTHER.address) if word and word in told]
    assert SON.phone in told, "of the other person they read what they may"
    assert city.rules(city.mother) == set()
    assert city.rules(city.son) == {rule}


def test_a_keeper_of_a_concealed_address_who_is_close_no_longer_gets_it(city: City) -> None:
    keeper = staff(DESK)
    measure = pb.ConcealAddressRequest(request_id="c", person_id=city.mother)
    measure.keepers.add(agency_id=DESK, person_id=keeper.person_id)
    measure.end_time.FromJsonString("2098-01-01T00:00:00Z")
    city.ask("ConcealAddress", measure, staff(WINDOW))
    asked = pb.GetConcealedAddressRequest(person_id=city.mother)
    assert city.ask("GetConcealedAddress", asked, keeper).address == MOTHER.address
    assert city.rules(city.mother) == {"D5-02"}
    city.relate(keeper)
    assert city.ask("GetConcealedAddress", asked, keeper).address == ""


@pytest.mark.parametrize(
    ("office", "reason", "rule"), [(CHILD_CENTRE, "ABUSE_REPORT", "D5-07"), (FIRE, "LIFE_THREAT", "D5-08")]
)
def test_whoever_is_close_breaks_no_glass_and_one_that_they_broke_closes(
    city: City, office: str, reason: str, rule: str
) -> None:
    """Of nobody of the file: the other person's contact data would say where she lives."""
    close, colleague = staff(office), staff(office, "b")

    def view(glass: str, by: Actor, *, consent: bool = True) -> str:
        return str(city.ask("GetEmergencyView", pb.GetEmergencyViewRequest(name=glass), by, consent=consent))

    def refusal(name: str, by: Actor) -> str:
        request = pb.BreakGlassRequest(name=name, request_id=str(uuid4()), reason=f"REASON_{reason}")
        with pytest.raises(NotFound) as refused:
            city.ask("BreakGlass", request, by)
        return repr((refused.value.code, refused.value.message, vars(refused.value)))

    glass = city.glass(close, f"REASON_{reason}")
    assert MOTHER.phone in view(glass, close)
    assert city.rules(city.mother) == {rule}
    city.relate(close)
    for consent in (True, False):
        with pytest.raises(NotFound):
            view(glass, close, consent=consent)
    broken = city.rows(tables.glasses)
    assert refusal(f"cases/{city.case}", close) == refusal("cases/01ABSENT", close)
    assert city.rows(tables.glasses) == broken
    theirs = city.glass(colleague, f"REASON_{reason}")
    assert all(MOTHER.phone in view(theirs, colleague, consent=consent) for consent in (True, False))
    city.relate(office)
    with pytest.raises(NotFound):
        view(theirs, colleague)
    assert refusal(f"cases/{city.case}", colleague) == refusal("cases/01ABSENT", colleague)


def test_one_of_an_agencys_people_is_kept_away_or_all_of_them(city: City) -> None:
    city.relate(staff(WINDOW))
    assert MOTHER.phone not in consultation(city, staff(WINDOW))
    assert MOTHER.phone in consultation(city, staff(WINDOW, "b"))
    assert MOTHER.phone in consultation(city, COLLEAGUE)
    city.relate(WINDOW)
    assert MOTHER.phone not in consultation(city, staff(WINDOW, "b"))


def test_one_of_an_agencys_people_is_kept_away_where_they_work_since_too(city: City) -> None:
    """ChangeStaff moves them to another agency without a second person."""
    before, since = staff(MONEY), replace(staff(MONEY), agency_id=WINDOW)
    assert MOTHER.phone in consultation(city, since)
    city.relate(before)
    for by, read in ((before, handoff), (since, consultation)):
        told = read(city, by)
        assert (MOTHER.phone in told, SON.phone in told) == (False, True)
    assert MOTHER.phone in consultation(city, staff(WINDOW)), "who worked there before does"
    with city.engine.begin() as db:
        ctx = World(db, now=datetime.now(UTC), municipality_id=city.name).ctx()
        asker = kept_away.Reader("W-20", before.person_id)
        assert relations.away_from(db, ctx, asker, [city.case], ()) == kept_away.KeptAway(
            frozenset({city.mother}), frozenset({city.case})
        )
        assert relations.away_from(db, ctx, kept_away.Reader("W-20"), [city.case], ()) == kept_away.KeptAway()


def test_a_coordinator_who_came_from_an_agency_where_they_were_close_does_not_end_what_keeps_them_away(
    city: City,
) -> None:
    city.relate(replace(COORDINATOR, agency_id=MONEY))
    assert not city.ask("ListRelations", pb.ListRelationsRequest(parent=f"cases/{city.case}"), COORDINATOR).relations
    assert MOTHER.phone not in consultation(city, COORDINATOR)


def refused(city: City, name: str, by: Actor) -> str:
    with pytest.raises(NotFound) as refusal:
        city.ask("GetConsultation", pb.GetConsultationRequest(name=name), by)
    return repr((refusal.value.code, refusal.value.message, vars(refusal.value)))


def test_the_same_person_is_protected_in_every_file(city: City, engine: sa.Engine) -> None:
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC), municipality_id=city.name)
        other = world.receive(MOTHER, by=OTHER)
    request = pb.GetConsultationRequest(name=f"consultations/{other}")
    colleague = staff(OTHER, "b")
    assert MOTHER.phone in str(city.ask("GetConsultation", request, staff(OTHER)))
    city.relate(staff(OTHER))
    refusals = [refused(city, one, staff(OTHER)) for one in (request.name, "consultations/01ABSENT")]
    assert refusals[0] == refusals[1], "their own window's record of nobody else"
    assert MOTHER.phone in str(city.ask("GetConsultation", request, colleague))
    city.relate(OTHER)
    assert refused(city, request.name, colleague) == refusals[1]


def test_nothing_is_offered_to_whoever_is_close_and_a_statutory_body_needs_no_consent(
    city: City, answering: Peers
) -> None:
    def basis(agency: str) -> tuple[bool, Basis]:
        offer = Offer(WINDOW, agency, (city.mother,), needs_basis=True)
        with city.engine.begin() as db:
            ctx = World(db, now=datetime.now(UTC), municipality_id=city.name).ctx()
            known = relations.of_persons(db, ctx, kept_away.Reader(agency), offer.person_ids)
            return questions.basis(answering, ctx, city.case, COORDINATING, offer, known)

    assert basis(MONEY) == (True, Basis("CONSENT", "D5-11"))
    assert basis(CHILD_CENTRE) == (False, Basis("", "D5-15"))
    city.relate(MONEY)
    assert basis(MONEY) == (False, Basis("", "D5-01"))
    assert basis(CHILD_CENTRE) == (True, Basis("ABUSE_REPORT", "D5-07"))
    assert basis(OTHER) == (False, Basis("", "D5-15"))


def test_a_handoff_of_nobody_else_any_more_is_unknown_to_whoever_is_close(city: City) -> None:
    refusal = pb.RecordHandoffRefusalRequest(name=f"handoffs/{city.handoff}", request_id="r", person_id=city.son)
    city.ask("RecordHandoffRefusal", refusal, staff(MONEY))
    assert MOTHER.phone in handoff(city, staff(MONEY))
    city.relate(MONEY)
    with pytest.raises(NotFound):
        handoff(city, staff(MONEY))


@pytest.mark.plan("P-022")
def test_no_contact_is_sent_to_whoever_is_close_and_one_that_took_place_is_recorded(city: City) -> None:
    def contact(to: str, **said: str) -> Any:
        request = pb.ContactAgencyRequest(name=f"cases/{city.case}", request_id=str(uuid4()), to_agency_id=to)
        json_format.ParseDict({"topic": "SITUATION", "text": "様子を聞きたい", **said}, request)
        return city.ask("ContactAgency", request, COORDINATOR)

    city.relate(OTHER)
    before = city.rows(tables.incoming)
    with pytest.raises(MayNotBeTold):
        contact(OTHER)
    assert city.rows(tables.incoming) == before
    assert contact(OTHER, channel="PHONE", reply="留守だった").state == pb.Contact.STATE_REPLIED
    assert city.rows(tables.incoming) == before
    assert contact(CHILD_CENTRE).state == pb.Contact.STATE_SENT


def test_it_is_an_entry_that_stays_and_nothing_of_it_leaves_intake(city: City) -> None:
    entries, events = city.rows(tables.entries), city.rows(outbox)
    name = city.relate(staff(WINDOW))
    listed = pb.ListRelationsRequest(parent=f"cases/{city.case}")
    (found,) = city.ask("ListRelations", listed, COORDINATOR).relations
    assert (found.name, found.person_id, found.from_person_id) == (name, city.mother, city.son)
    assert [one.staff_id for one in found.close_readers] == [staff(WINDOW).person_id]
    request = pb.EndRelationRequest(name=name, request_id="e", reason="取り違えていた")
    for stranger, refusal in ((staff(WINDOW), PermissionDenied), (staff(COORDINATING), NotFound)):
        with pytest.raises(refusal):
            city.ask("EndRelation", request, stranger)
    city.ask("EndRelation", request, COORDINATOR)
    assert MOTHER.phone in consultation(city, staff(WINDOW))
    assert (city.rows(tables.entries), city.rows(outbox)) == (entries + 2, events)
    again = pb.EndRelationRequest(name=name, request_id="f", reason="もう一度")
    with pytest.raises(AlreadyAnswered):
        city.ask("EndRelation", again, COORDINATOR)
    with pytest.raises(PermissionDenied):
        city.ask("ListRelations", listed, staff(WINDOW))


def test_a_coordinator_who_is_close_neither_sees_nor_ends_what_keeps_them_away(city: City) -> None:
    close, other = COORDINATOR, COLLEAGUE
    name = city.relate(close, WINDOW)
    listed = pb.ListRelationsRequest(parent=f"cases/{city.case}")
    request = pb.EndRelationRequest(name=name, request_id="e", reason="取り違えていた")
    assert not city.ask("ListRelations", listed, close).relations
    with pytest.raises(NotFound):
        city.ask("EndRelation", request, close)
    assert MOTHER.phone not in consultation(city, close)
    assert [one.name for one in city.ask("ListRelations", listed, other).relations] == [name]
    city.ask("EndRelation", request, other)
    assert not city.ask("ListRelations", listed, close).relations
    assert MOTHER.phone in consultation(city, close)


def test_no_entry_of_a_case_tells_its_coordinator_of_a_relation_that_keeps_them_away(
    world: World, silent: Peers
) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    me, colleague = (Reader(COORDINATING, name) for name in (world.ctx().actor.person_id, "W-00-b"))
    for reader in (me, colleague):
        close = relations.enter(world.db, world.ctx(), case_id, son, mother, "SUSPECTED_PERPETRATOR", [reader])
    request = pb.ListEntriesRequest(parent=f"cases/{case_id}")
    listed = service.servicer.list_entries(request, Call(world.ctx(), world.db, silent))
    assert [(one.kind, one.subject) for one in listed.entries] == [("RELATION", f"relations/{close}")]


@pytest.mark.parametrize(
    ("changes", "close", "refusal"),
    [
        ({"from_person_id": "01ABSENT"}, "W-07", InvalidArgument),
        ({"person_id": "01ABSENT"}, "W-07", InvalidArgument),
        ({"person_id": ""}, "W-07", InvalidArgument),
        ({"code": "RELATION_CODE_UNSPECIFIED"}, "W-07", InvalidArgument),
        ({"name": "cases/01ABSENT"}, "W-07", NotFound),
        ({}, COORDINATING, InvalidArgument),
        ({}, "W-99", UnknownAgency),
    ],
)
def test_it_is_towards_a_person_of_the_file_and_leaves_the_file_its_coordinator(
    city: City, changes: dict[str, str], close: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        city.relate(close, by=RECORDER, **changes)


def test_somebody_who_is_not_in_the_file_has_a_relation_to_one_of_it_without_coming_into_it(city: City) -> None:
    """A woman has fled: whoever she fled from is no member of her file, and is not asked for a consent in it."""
    assert MOTHER.phone in handoff(city, staff(MONEY))
    city.relate(MONEY, from_person_id="")
    told = handoff(city, staff(MONEY))
    assert (MOTHER.phone in told, SON.phone in told) == (False, True)
    (found,) = city.ask("ListRelations", pb.ListRelationsRequest(parent=f"cases/{city.case}"), COORDINATOR).relations
    assert (found.person_id, found.from_person_id) == (city.mother, "")


def test_only_the_files_window_and_coordinator_enter_it(city: City) -> None:
    with pytest.raises(NotFound):
        city.relate("W-07", by=staff(MONEY))
    with pytest.raises(InvalidArgument):
        city.relate("W-07", from_person_id=city.mother)
    assert city.relate("W-07", by=COORDINATOR)


def test_another_service_is_told_the_ids_alone_of_a_reader_and_of_everybody_at_once(
    city: City, key_folder: Path
) -> None:
    service_of_plans = Actor(frozenset({"SERVICE"}), "service:plans", "service:plans", purposes=frozenset({"*"}))
    plans = replace(city, signer=Signer(key_folder / "service-plans.pem", "service-plans", "service:plans"))
    close, statements = staff(OTHER), list[str]()

    def asked(reader: Actor, *more: str) -> tuple[list[str], list[str]]:
        request = disclosure_pb2.CheckKeptAwayRequest(case_ids=[city.case, *more], person_ids=[city.son, *more])
        request.reader_agency_id, request.reader_person_id = reader.agency_id, reader.person_id
        answer = plans.ask("CheckKeptAway", request, service_of_plans, consent=False)
        return list(answer.person_ids), list(answer.case_ids)

    def note(_db: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    assert asked(close) == ([], [])
    city.relate(close)
    sa.event.listen(city.engine, "before_cursor_execute", note)
    assert asked(close) == ([city.mother], [city.case])
    few = len(statements)
    assert asked(close, *(f"01ABSENT{number}" for number in range(50))) == ([city.mother], [city.case])
    sa.event.remove(city.engine, "before_cursor_execute", note)
    assert len(statements) == 2 * few
    assert asked(staff(OTHER, "b")) == ([], [])
    with pytest.raises(PermissionDenied):
        city.ask("CheckKeptAway", disclosure_pb2.CheckKeptAwayRequest(case_ids=[city.case]), close)
