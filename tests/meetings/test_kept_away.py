"""Whoever is close to a suspected perpetrator learns nothing of the person from meetings either (D5, row 1)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.intake.domain.relations import Reader
from services.meetings.app import service
from services.meetings.domain.conclusion import FactDraft
from services.meetings.domain.convening import GrantMissing, NotInvitable
from services.meetings.domain.rooms import LIAISON, MULTI
from services.meetings.store import tables as t
from services.meetings.use_cases import information, papers, sittings
from tests.database import database_of
from tests.kept_away import Town, town_of
from tests.meetings.hall import COORDINATING, HEALTH, MAN, TEAM, WATER, WELFARE, Hall
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

SEEN = "新聞がたまる"
RECORD = pb.Convening(
    summary="仮名の概要",
    why_compound="二つの分野の課題が絡む",
    tried="担当課どうしの連絡では決まらなかった",
    domains=["LIVING", "HEALTH"],
)


def staff(agency: str, *roles: str) -> Actor:
    kinds = {"AGENCY", "STAFF"} if agency == COORDINATING else {"AGENCY"}
    return Actor(frozenset(kinds), agency, f"{agency}-a", frozenset(roles))


MEMBER, COLLEAGUE = staff(WELFARE, "agency-worker"), replace(staff(WELFARE, "agency-worker"), person_id="another")
COORDINATOR = staff(COORDINATING, "coordinator")
READERS = {"member": MEMBER, "asked": staff(WATER), "convener": staff(COORDINATING, "coordinator", "chair")}
OF_AN_ITEM = {"GetAgendaItem", "ListAgendaItems", "ListFacts", "ListIssues", "ListConclusions", "GetSitting"}
OF_A_REQUEST, OWN_WORK = {"GetInformationRequest"}, {"ListWorkItems"}
TELLING = {
    "member": OF_AN_ITEM | OWN_WORK,
    "asked": OF_A_REQUEST | OWN_WORK,
    "convener": OF_AN_ITEM
    | OF_A_REQUEST
    | OWN_WORK
    | {"GetMinutes", "ListTouchedFacts", "ListConcerns", "ListInformationRequests"},
}


@dataclass(frozen=True)
class Item:
    """On the agenda of a 連絡会議, where HEALTH told something and WELFARE is a member; one on the plan."""

    town: Town
    case: str
    name: str
    of_plan: str
    of_nobody: str

    def get(self, rpc: str, by: Actor, *, silent: str = "", name: str = "") -> Any:
        request = getattr(pb, f"{rpc}Request")(name=name or self.name)
        return self.town.ask(rpc, request, by, silent=silent)

    def listed(self, by: Actor, *, silent: str = "") -> list[str]:
        request = pb.ListAgendaItemsRequest(case_id=self.case)
        return [one.name for one in self.town.ask("ListAgendaItems", request, by, silent=silent).agenda_items]

    def facts(self, by: Actor) -> int:
        return len(self.get("ListFacts", by).facts)

    def name_members(self, request_id: str) -> Any:
        request = pb.NameMembersRequest(name=self.of_plan, request_id=request_id, agency_ids=TEAM)
        request.convening.CopyFrom(RECORD)
        return self.town.ask("NameMembers", request, COORDINATOR)


@pytest.fixture
def item(postgres: Stack, tmp_path: Path) -> Iterator[Item]:
    with database_of(postgres, "meetings") as engine, town_of(postgres, tmp_path, service, engine, "28216") as town:
        with engine.begin() as db:
            hall = Hall(db, now=datetime.now(UTC))
            liaison, of_plan, of_nobody = hall.ready(LIAISON), hall.propose(MULTI), hall.propose(LIAISON, person="")
            hall.name(of_nobody)
            papers.add_fact(db, hall.agency(HEALTH), liaison, FactDraft(HEALTH, SEEN, MAN, "2026-11-01"))
        for agency in TEAM:
            town.granted(hall.case_id, MAN, agency, "PLAN_MEETING")
        yield Item(town, hall.case_id, *(f"agendaItems/{one}" for one in (liaison, of_plan, of_nobody)))


def refused(item: Item, by: Actor, name: str) -> str:
    with pytest.raises(NotFound) as refusal:
        item.get("GetAgendaItem", by, name=name)
    return repr((refusal.value.code, refusal.value.message, vars(refusal.value)))


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
def test_an_item_about_somebody_a_member_is_kept_away_from_is_an_unknown_one(item: Item, *, agency: bool) -> None:
    for by in (MEMBER, COLLEAGUE):
        assert set(item.listed(by)) == {item.name, item.of_nobody}
        assert item.facts(by) == 1
        assert item.get("GetAgendaItem", by).convening.summary
    item.town.keep_away(item.case, MAN, Reader(WELFARE, "" if agency else MEMBER.person_id))
    assert item.listed(MEMBER) == []
    assert item.facts(MEMBER) == 0
    assert refused(item, MEMBER, item.name) == refused(item, MEMBER, "agendaItems/01ABSENT")
    assert item.facts(COLLEAGUE) == (0 if agency else 1)
    assert item.listed(COLLEAGUE) == ([] if agency else item.listed(staff(HEALTH)))
    assert item.facts(staff(HEALTH)) == 1


def test_the_agenda_of_such_an_item_is_an_unknown_one_too(item: Item) -> None:
    item.town.keep_away(item.case, MAN, Reader(WELFARE))
    for name in (item.name, "agendaItems/01ABSENT"):
        with pytest.raises(NotFound):
            item.get("GetAgenda", MEMBER, name=name)


def test_while_intake_is_silent_nobody_reads_of_anybody_their_own_items_neither(item: Item) -> None:
    for rpc in ("GetAgendaItem", "ListFacts"):
        with pytest.raises(PeerUnavailable):
            item.get(rpc, MEMBER, silent="intake")
    for by in (MEMBER, COORDINATOR):
        with pytest.raises(PeerUnavailable):
            item.listed(by, silent="intake")


@pytest.mark.parametrize("person", [MAN, "01ANOTHER"], ids=["his", "anothers"])
def test_whoever_is_kept_away_is_not_called_to_the_meeting_on_the_plan_whatever_was_granted(
    item: Item, person: str
) -> None:
    item.town.keep_away(item.case, person, Reader(WELFARE))
    if person != MAN:
        item.name_members("n-1")
        return
    with pytest.raises(GrantMissing):
        item.name_members("n-1")


def test_whoever_is_kept_away_from_somebody_of_the_case_is_not_added_to_its_meeting_without_a_word_why(
    item: Item,
) -> None:
    def add(agency: str) -> Any:
        request = pb.AddMembersRequest(name=item.name, request_id=f"a-{agency}", agency_ids=[agency])
        return item.town.ask("AddMembers", request, COORDINATOR)

    item.town.keep_away(item.case, MAN, Reader("W-01"))
    with pytest.raises(NotInvitable) as refusal:
        add("W-01")
    assert refusal.value.violations == ()
    assert "W-02" in [one.agency_id for one in add("W-02").members]


def test_an_item_that_names_nobody_is_not_listed_for_whoever_is_kept_away_from_somebody_of_the_case(
    item: Item,
) -> None:
    item.town.keep_away(item.case, "01ANOTHER", Reader(WELFARE))
    assert set(item.listed(MEMBER)) == {item.name}
    assert set(item.listed(staff(HEALTH))) == {item.name, item.of_nobody}


@pytest.mark.parametrize("close", [False, True], ids=["who may read", "who is kept away"])
def test_a_member_who_answers_the_call_learns_the_items_name_and_state_and_reads_the_rest(
    item: Item, *, close: bool
) -> None:
    item.name_members("n-1")
    if close:
        item.town.keep_away(item.case, MAN, Reader(WELFARE))
    request = pb.AnswerInvitationRequest(name=item.of_plan, request_id="a-1", coming=True)
    answer = item.town.ask("AnswerInvitation", request, MEMBER)
    assert {field.name for field, _value in answer.ListFields()} == {"name", "state", "etag"}


def test_whoever_convenes_is_answered_the_item_with_its_members(item: Item) -> None:
    answer = item.name_members("n-1")
    assert (answer.case_id, {one.agency_id for one in answer.members}) == (item.case, {COORDINATING, *TEAM})
    assert not answer.convening.summary


@dataclass(frozen=True)
class Papers:
    """Everything that is kept of meetings on somebody: items held and ahead, a sitting, a request for information."""

    town: Town
    case: str
    things: tuple[str, ...]
    traces: tuple[str, ...]
    of_another: str

    def telling(self, by: Actor) -> set[str]:
        return self.town.telling(by, [self.case, MAN, *self.things], self.traces)


@pytest.fixture
def kept(postgres: Stack, tmp_path: Path) -> Iterator[Papers]:
    with database_of(postgres, "meetings") as engine, town_of(postgres, tmp_path, service, engine, "28216") as town:
        with engine.begin() as db:
            hall = Hall(db, now=datetime.now(UTC))
            ahead, support = hall.ready(LIAISON), hall.after_liaison()
            of_plan = hall.ready(MULTI)
            for item in (ahead, of_plan):
                told = FactDraft(WELFARE, SEEN, MAN, "2026-11-01")
                papers.add_fact(db, hall.agency(WELFARE), item, told)
            papers.raise_concern(db, hall.agency(WELFARE), ahead, SEEN)
            request = information.ask(db, hall.staff("chair"), support, WATER, "使用の様子")
            information.open_request(db, hall.process, hall.job(), request, hall.due())
            at = (hall.staff("coordinator"), LIAISON, hall.due(3), "会議室")
            kinds = (t.agenda_items, t.facts, t.issues, t.conclusions, t.concerns)
            ids = [one for table in kinds for one in db.scalars(sa.select(table.c.id))]
            items = db.scalars(sa.select(t.agenda_items.c.id)).all()
            of_another = hall.propose(LIAISON, person="01ANOTHER")
            hall.name(of_another)
            hall.on_agenda(of_another)
            sitting = sittings.schedule(db, *at, [ahead, of_another])
        things = (*(f"agendaItems/{one}" for one in items), f"informationRequests/{request}", f"sittings/{sitting}")
        yield Papers(town, hall.case_id, things, (*ids, request), f"agendaItems/{of_another}")


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
@pytest.mark.parametrize("reader", READERS)
def test_no_read_tells_whoever_is_close_of_the_person_not_what_their_own_agency_wrote_either(
    kept: Papers, reader: str, *, agency: bool
) -> None:
    by = READERS[reader]
    colleague = replace(by, person_id="another")
    assert kept.telling(by) == kept.telling(colleague) == TELLING[reader]
    kept.town.keep_away(kept.case, MAN, Reader(by.agency_id, "" if agency else by.person_id))
    assert kept.telling(by) == set()
    if agency:
        assert kept.telling(colleague) == set()
    else:
        assert kept.telling(colleague) == TELLING[reader], "they work on"


def test_at_a_sitting_whoever_is_close_is_told_of_the_items_of_others_alone(kept: Papers) -> None:
    def at(by: Actor) -> list[str]:
        name = next(one for one in kept.things if one.startswith("sittings/"))
        return list(kept.town.ask("GetSitting", pb.GetSittingRequest(name=name), by).agenda_items)

    kept.town.keep_away(kept.case, MAN, Reader(WELFARE, MEMBER.person_id))
    assert at(MEMBER) == [kept.of_another]
    assert len(at(COLLEAGUE)) == 2
    kept.town.keep_away(kept.case, "01ANOTHER", Reader(WELFARE, MEMBER.person_id))
    with pytest.raises(NotFound):
        at(MEMBER)


def test_a_page_says_nothing_of_items_from_which_the_reader_is_kept_away(kept: Papers) -> None:
    def walked(by: Actor) -> list[list[str]]:
        pages, token = list[list[str]](), ""
        while not pages or token:
            request = pb.ListAgendaItemsRequest(page_size=1, page_token=token)
            page = kept.town.ask("ListAgendaItems", request, by)
            pages.append([one.name for one in page.agenda_items])
            token = page.next_page_token
        return pages

    before = walked(MEMBER)
    assert len(before) > 2
    assert [kept.of_another] in before
    kept.town.keep_away(kept.case, MAN, Reader(WELFARE, MEMBER.person_id))
    assert walked(MEMBER) == [[kept.of_another]]
    assert walked(COLLEAGUE) == before
