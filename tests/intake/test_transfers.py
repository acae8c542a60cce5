"""転出 with consent (E5): what the new municipality is told, by whose consent, and what is never told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit import disclosure, ledger, work_items
from kit.calls import Call
from kit.clock import Clock
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound, PeerUnavailable, StaleEtag
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.consent.domain.statements import CaseReference, Statement, Terms
from services.consent.use_cases import records
from services.intake.app import service
from services.intake.domain.cases import CaseIsClosed, CaseIsOpen
from services.intake.domain.concealment import Keeper
from services.intake.domain.municipalities import UnknownMunicipality
from services.intake.domain.transfers import NothingToHandOver, TransferNotOpen
from services.intake.rpc import IntakeServicer
from services.intake.store import tables as t
from services.intake.use_cases import cases, concealment, entries, handoff_reading, merging, transfers
from tests.database import inside
from tests.intake.world import COORDINATING, COORDINATOR, MOTHER, OTHER, SON, WINDOW, WORDS, World, actor

pytestmark = pytest.mark.privacy

servicer = IntakeServicer()
TOWN, NEXT_TOWN = "M-01", "M-02"
MANAGER = replace(actor(COORDINATING, "decision-maker"), person_id="staff-manager")


class Move:
    """A household that moves to TOWN: a mother who may consent, and her son."""

    def __init__(self, world: World, consents: sa.Engine, peers: Peers) -> None:
        self.world, self.peers, self._consents = world, peers, consents
        world.now = Clock(None).now()  # the consent service's
        self.case_id = world.open_case(replace(MOTHER, concerns=("CARE",)), SON)
        self.mother, self.son = world.people(self.case_id)

    def consent(self, person_id: str, *categories: str, agency_id: str = TOWN, purpose: str = "HANDOFF") -> None:
        ctx = self.world.ctx()
        of = CaseReference(self.case_id, "R8-1", COORDINATING, WINDOW, (self.mother, self.son))
        said = Statement(
            "GRANTED",
            ctx.now,
            given_by="SELF",
            capacity="OK",
            method="ORAL",
            grants=(Terms(agency_id, categories, (purpose,)),),
        )
        with self._consents.begin() as db:
            records.record(db, inside(db, ctx), of, person_id, None, said)

    def withdraw(self, person_id: str) -> None:
        ctx = self.world.ctx()
        of = CaseReference(self.case_id, "R8-1", COORDINATING, WINDOW, (self.mother, self.son), over=True)
        with self._consents.begin() as db:
            records.withdraw(db, inside(db, ctx), of, person_id, TOWN, ctx.now)

    def sort_out(self, *issues: tuple[str, str]) -> None:
        """(whom it concerns, its words)."""
        empty = dict.fromkeys(("measure", "service_id", "wish"), "")
        told = [{**empty, "person_id": one, "concern": "CARE", "text": text} for one, text in issues]
        consultation = self.world.consultation_of(self.case_id)
        handoff_reading.sort_out_issues(self.world.db, self.world.ctx(), consultation.id, told)

    def leave(self, town: str = TOWN) -> str:
        """Until the process waits for the packet; answers its name."""
        cases.order_end(
            self.world.db, self.world.ctx(), self.case_id, "MOVED_OUT", self.world.now, to_municipality=town
        )
        transfer_id = self.world.events("CaseEndOrdered")[-1].transfer_id
        self.world.run("open-transfer", transferId=transfer_id)
        return f"transfers/{transfer_id}"

    def call(self, by: Actor = COORDINATOR) -> Call:
        return Call(self.world.ctx(by), self.world.db, self.peers)

    def packet(self, name: str, by: Actor = COORDINATOR) -> pb.TransferPacket:
        """As its reader gets it."""
        call = self.call(by)
        packet = servicer.get_transfer_packet(pb.GetTransferPacketRequest(name=name), call)
        disclosure.reduce(call.db, [packet], call.abouts, call.ctx, call.peers, service.disclosure_check)
        return packet

    def hand_over(self, name: str, etag: str, by: Actor = COORDINATOR) -> pb.Transfer:
        return servicer.hand_over_transfer_packet(pb.HandOverTransferPacketRequest(name=name, etag=etag), self.call(by))

    def transfer(self, name: str) -> Any:
        return servicer.get_transfer(pb.GetTransferRequest(name=name), self.call())

    def waits(self) -> bool:
        return (transfers.HAND_OVER_PACKET, COORDINATING) in self.world.open_items()


@pytest.fixture
def move(world: World, consent_engine: sa.Engine, answering: Peers) -> Move:
    return Move(world, consent_engine, answering)


def test_the_packet_tells_of_each_person_what_that_person_lets_the_town_know(move: Move) -> None:
    move.consent(move.mother, "C1", "C2")
    packet = move.packet(move.leave())
    (told,) = packet.persons
    assert (told.person_id, told.display_name, told.address) == (move.mother, MOTHER.name, MOTHER.address)
    assert (told.birth_date, told.phone, list(told.concerns)) == (MOTHER.birth_date, MOTHER.phone, [])
    assert SON.name not in str(packet)
    assert WORDS not in str(packet)


@pytest.mark.parametrize(
    "meant",
    [{"agency_id": NEXT_TOWN}, {"agency_id": WINDOW}, {"agency_id": WINDOW, "purpose": "PLAN_SHARING"}],
)
def test_what_others_may_know_is_not_for_the_town(move: Move, meant: dict[str, str]) -> None:
    move.consent(move.mother, "C1", "C2", "C4", **meant)
    assert not move.packet(move.leave()).persons


def test_an_issue_is_told_with_the_consent_of_whom_it_concerns_and_the_households_with_everybodys(move: Move) -> None:
    move.sort_out((move.mother, "母の通院"), (move.son, "長男の孤立"), ("", "世帯の家計"))
    move.consent(move.mother, "C1", "C4")
    name = move.leave()
    assert [one.text for one in move.packet(name).issues] == ["母の通院"]


def test_the_households_issue_is_told_where_all_of_it_consent(move: Move) -> None:
    move.sort_out(("", "世帯の家計"))
    move.consent(move.mother, "C4")
    move.consent(move.son, "C4")
    assert [one.text for one in move.packet(move.leave()).issues] == ["世帯の家計"]


def test_an_issue_of_a_household_is_not_told_without_whom_it_was_told_of_and_who_was_there_by_mistake(
    move: Move,
) -> None:
    """Those who are left do not consent for who was separated; for who has died nobody is asked."""
    world, stranger = move.world, replace(SON, name="架空 別人", birth_date="1990-01-01")
    case_id = move.case_id = world.open_case(MOTHER, SON, stranger)
    move.mother, move.son, mistaken = world.consultation_of(case_id).person_ids
    move.sort_out((move.mother, "母の通院"), ("", "世帯の家計"))
    move.consent(move.mother, "C4")
    cases.record_death(world.db, world.ctx(), case_id, move.son, world.now)
    merging.separate(world.db, world.ctx(), case_id, mistaken, "別の世帯だった")
    assert [one.text for one in move.packet(move.leave()).issues] == ["母の通院"]


def test_an_issue_of_a_household_is_told_when_all_of_it_who_live_consent(move: Move) -> None:
    move.sort_out(("", "世帯の家計"))
    move.consent(move.mother, "C4")
    cases.record_death(move.world.db, move.world.ctx(), move.case_id, move.son, move.world.now)
    assert [one.text for one in move.packet(move.leave()).issues] == ["世帯の家計"]


@pytest.mark.parametrize("conceals", [False, True])
def test_a_concealed_address_is_as_one_that_nobody_told(
    world: World, consent_engine: sa.Engine, answering: Peers, conceals: bool
) -> None:
    """Same packet, same record of what was handed over, same events."""
    move = Move(world, consent_engine, answering)
    if conceals:
        until = world.now + timedelta(days=365)
        concealment.conceal(world.db, world.ctx(), move.mother, [Keeper("W-19", "staff-w19")], until)
    else:
        blank = {"address": "", "concealed_address": ""}
        world.db.execute(t.persons.update().where(t.persons.c.case_id == move.case_id).values(**blank))
    move.consent(move.mother, "C1", "C2")
    name = move.leave()
    packet = move.packet(name)
    (told,) = packet.persons
    assert told.address == ""
    assert MOTHER.address not in str(packet)
    done = move.hand_over(name, packet.etag)
    assert [(one.person_id, list(one.data_categories)) for one in done.covered] == [(move.mother, ["C1"])]
    (event,) = world.events("TransferPacketHandedOver")
    assert {field.name for field, _value in event.ListFields()} == {"case_id", "transfer_id"}


def test_who_withdraws_while_it_waits_is_not_in_it_and_what_was_read_before_is_not_handed_over(move: Move) -> None:
    move.consent(move.mother, "C1")
    move.consent(move.son, "C1")
    name = move.leave()
    before = move.packet(name)
    assert len(before.persons) == 2
    move.withdraw(move.son)
    with pytest.raises(StaleEtag):
        move.hand_over(name, before.etag)
    after = move.packet(name)
    assert [one.person_id for one in after.persons] == [move.mother]
    assert [one.person_id for one in move.hand_over(name, after.etag).covered] == [move.mother]


def test_what_was_handed_over_is_in_the_ledger_as_read_by_the_town(move: Move) -> None:
    move.consent(move.mother, "C1", "C4")
    name = move.leave()
    move.hand_over(name, move.packet(name).etag)
    rows = move.world.db.execute(
        sa.select(ledger.ledger).where(ledger.ledger.c.municipality_id == move.world.municipality_id)
    ).all()
    (row,) = [one for one in rows if one.agency_id == TOWN]
    assert row.method.endswith("HandOverTransferPacket")
    assert '"basis":"CONSENT"' in row.entries
    assert '"for":"HANDOFF"' in row.entries
    assert '"categories":["C1","C4"]' in row.entries
    assert move.son not in row.entries


def test_it_is_handed_over_once_and_then_nobody_waits(move: Move) -> None:
    move.consent(move.mother, "C1")
    name = move.leave()
    etag = move.packet(name).etag
    done = move.hand_over(name, etag)
    assert (done.state, done.ended_by, done.to_agency_id) == ("HANDED_OVER", COORDINATOR.person_id, TOWN)
    assert not move.waits()
    assert [one.outcome for one in move.world.events("TransferEnded")] == ["HANDED_OVER"]
    for again in (lambda: move.hand_over(name, etag), lambda: move.packet(name)):
        with pytest.raises(TransferNotOpen):
            again()
    assert move.transfer(name).state == "HANDED_OVER"


def test_an_empty_packet_is_not_handed_over_and_the_coordinator_may_say_that_nothing_is(move: Move) -> None:
    name = move.leave()
    with pytest.raises(NothingToHandOver):
        move.hand_over(name, move.packet(name).etag)
    done = servicer.end_transfer(pb.EndTransferRequest(name=name), move.call())
    assert (done.state, list(done.covered)) == ("NOT_HANDED_OVER", [])
    assert [one.outcome for one in move.world.events("TransferEnded")] == ["NOT_HANDED_OVER"]
    assert move.world.events("TransferPacketHandedOver") == []


def test_without_the_consent_service_nothing_is_shown_and_nothing_handed_over(
    world: World, consent_engine: sa.Engine, answering: Peers, silent: Peers
) -> None:
    move = Move(world, consent_engine, answering)
    move.consent(move.mother, "C1")
    name = move.leave()
    etag = move.packet(name).etag
    move.peers = silent
    with pytest.raises(PeerUnavailable):
        move.packet(name)
    with pytest.raises(PeerUnavailable):
        move.hand_over(name, etag)
    assert move.waits()


def test_coordinator_deputy_and_manager_read_it_and_nobody_else_knows_of_it(move: Move) -> None:
    move.consent(move.mother, "C1")
    name = move.leave()
    deputy = replace(COORDINATOR, person_id="staff-deputy")
    strangers = [actor(WINDOW), actor(WINDOW, "coordinator", "decision-maker"), actor(COORDINATING, "chair"), deputy]
    for by in (*strangers, actor(TOWN, "coordinator")):
        with pytest.raises(NotFound):
            move.packet(name, by)
        with pytest.raises(NotFound):
            move.hand_over(name, "", by)
        with pytest.raises(NotFound):
            servicer.get_transfer(pb.GetTransferRequest(name=name), move.call(by))
    hands = {"coordinator_person_id": COORDINATOR.person_id, "deputy_person_id": deputy.person_id}
    servicer.assign_coordinator(
        pb.AssignCoordinatorRequest(name=f"cases/{move.case_id}", reason="休暇", **hands), move.call()
    )
    for by in (COORDINATOR, deputy, MANAGER):
        assert [one.display_name for one in move.packet(name, by).persons] == [MOTHER.name]
    assert move.hand_over(name, move.packet(name).etag, deputy).ended_by == deputy.person_id


def test_before_the_process_waits_for_it_there_is_no_packet(move: Move) -> None:
    cases.order_end(move.world.db, move.world.ctx(), move.case_id, "MOVED_OUT", move.world.now, to_municipality=TOWN)
    name = f"transfers/{move.world.events('CaseEndOrdered')[-1].transfer_id}"
    with pytest.raises(TransferNotOpen):
        move.packet(name)


def test_only_a_move_goes_to_a_municipality_and_only_to_one_that_the_city_names(move: Move) -> None:
    world = move.world
    for town in ("M-99", WINDOW, "W-99"):
        with pytest.raises(UnknownMunicipality):
            cases.order_end(world.db, world.ctx(), move.case_id, "MOVED_OUT", world.now, to_municipality=town)
    with pytest.raises(InvalidArgument) as refusal:
        cases.order_end(world.db, world.ctx(), move.case_id, "HANDED_TO_SCHEME", world.now, to_municipality=TOWN)
    assert [one.field for one in refusal.value.violations] == ["to_agency_id"]
    assert world.events("CaseEndOrdered") == []


def test_while_it_waits_nothing_else_of_the_case_does_and_nobody_joins_it(move: Move) -> None:
    world = move.world
    handoff_id = world.offered_role(move.case_id, OTHER, move.mother)
    move.leave()
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert world.open_items() == [(transfers.HAND_OVER_PACKET, COORDINATING)]
    again = world.receive(MOTHER)
    with pytest.raises(CaseIsClosed):
        world.screen(again, open_case=move.case_id)
    world.screen(again, predecessor_case=move.case_id)
    other = world.open_case(SON)
    with pytest.raises(CaseIsOpen):
        world.screen(world.receive(SON), predecessor_case=other)


def test_where_nobody_hands_it_over_in_time_it_lapses_and_the_case_ends(move: Move) -> None:
    move.consent(move.mother, "C1")
    name = move.leave()
    transfer_id = name.removeprefix("transfers/")
    item = move.world.db.execute(sa.select(work_items.items).where(work_items.items.c.subject == name)).one()
    due = move.world.job().calendar.due("5BD", move.world.now)
    assert (item.due_at, item.role) == (due, "coordinator")
    move.world.run("lapse-transfer", transferId=transfer_id)
    move.world.run("lapse-transfer", transferId=transfer_id)
    assert (move.transfer(name).state, move.waits()) == ("LAPSED", False)
    with pytest.raises(TransferNotOpen):
        move.packet(name)
    move.world.run("end-case", caseId=move.case_id, closureReason="MOVED_OUT")
    assert (move.world.case(move.case_id).state, move.world.open_items()) == ("CLOSED", [])


def test_a_lapse_that_comes_too_late_changes_nothing(move: Move) -> None:
    move.consent(move.mother, "C1")
    name = move.leave()
    move.hand_over(name, move.packet(name).etag)
    move.world.run("lapse-transfer", transferId=name.removeprefix("transfers/"))
    assert move.transfer(name).state == "HANDED_OVER"


def test_a_case_that_an_older_diagram_ends_without_waiting_leaves_no_packet_open(move: Move) -> None:
    cases.order_end(move.world.db, move.world.ctx(), move.case_id, "MOVED_OUT", move.world.now, to_municipality=TOWN)
    name = f"transfers/{move.world.events('CaseEndOrdered')[-1].transfer_id}"
    move.world.run("end-case", caseId=move.case_id, closureReason="MOVED_OUT")
    assert move.transfer(name).state == "ENDED"


def test_who_did_not_move_after_all_is_not_handed_over(move: Move) -> None:
    move.consent(move.mother, "C1")
    name = move.leave()
    entries.correct_moving_out(move.world.db, move.world.ctx(), move.case_id, "届の取り違え")
    assert (move.transfer(name).state, move.waits()) == ("WITHDRAWN", False)
    assert [one.outcome for one in move.world.events("TransferEnded")] == ["WITHDRAWN"]
    assert move.world.events("RemedyRaised") == []


@pytest.mark.plan("P-024")
def test_what_was_handed_over_by_mistake_is_the_coordinators_to_call_back(move: Move) -> None:
    world = move.world
    move.consent(move.mother, "C1")
    name = move.leave()
    move.hand_over(name, move.packet(name).etag)
    world.run("end-case", caseId=move.case_id, closureReason="MOVED_OUT")
    entries.correct_moving_out(world.db, world.ctx(), move.case_id, "届の取り違え")
    (raised,) = world.events("RemedyRaised")
    row = world.db.execute(sa.select(t.remedies).where(t.remedies.c.id == raised.remedy_id)).one()
    assert (row.kind, row.subject, row.agency_id) == ("RECALL_TRANSFER_PACKET", name, COORDINATING)
    assert move.transfer(name).to_agency_id == TOWN
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    assert ("REMEDY", COORDINATING) in world.open_items()


def test_without_a_town_the_end_waits_for_nobody(move: Move) -> None:
    cases.order_end(move.world.db, move.world.ctx(), move.case_id, "MOVED_OUT", move.world.now)
    (event,) = move.world.events("CaseEndOrdered")
    assert event.transfer_id == ""
    with pytest.raises(NotFound):
        move.packet("transfers/none")
