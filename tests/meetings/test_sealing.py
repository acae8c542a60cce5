"""Words of a meeting are stored sealed for whom the item deals with, and are gone with that key."""

import pytest
import sqlalchemy as sa

from kit import sealing
from kit.sealing import Sealed, SubjectErased
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.domain.conclusion import FactDraft, OpinionDraft
from services.meetings.domain.rooms import LIAISON, MULTI
from services.meetings.rpc import shapes
from services.meetings.store import papers as paper_store
from services.meetings.store import people, tables
from services.meetings.use_cases import access, concluding, following, information, items, minutes, papers
from tests.meetings.hall import COORDINATING, HEALTH, MAN, PRIVATE, RECORD, URGENT_RECORD, WATER, WELFARE, Hall

WORDS = ("様子を尋ねる", "様子が分かる", "見方が違う", "心配がある", "読み違えた", "資料7")
# Bars are about the case; breaches are of before ADR 18, and nobody writes them any more.
ELSEWHERE = (tables.bars, tables.breaches)


def whole_story(hall: Hall) -> str:
    """A 支援会議 with every kind of paper; answers its item's id."""
    item_id = hall.after_liaison()
    chair = hall.staff("chair")
    items.bar(hall.db, chair, item_id, WATER, "01GUEST", "INFORMANT")
    asked = information.ask(hall.db, chair, item_id, WATER, WORDS[0])
    information.answer(hall.db, hall.agency(WATER), asked, "FULL", WORDS[0], "", "")
    information.correct(hall.db, hall.agency(WATER), asked, "FULL", WORDS[1], "", "", WORDS[4])
    papers.raise_concern(hall.db, hall.agency(HEALTH), item_id, WORDS[3])
    hall.conclude(item_id, "WATCH", opinions=(OpinionDraft(HEALTH, WORDS[2], hall.now),))
    hall.open_minutes(item_id)
    minutes.draft(hall.db, chair, item_id, PRIVATE[3], [(HEALTH, WORDS[2])], [WORDS[5]], "2027-01-10")
    concluding.correct(hall.db, chair, item_id, "SEEK_CONSENT", WORDS[4])
    [duty] = [one for one in hall.decisions(item_id) if one.state == "OPEN"]
    following.drop(hall.db, chair, duty.id, WORDS[4])
    return item_id


def stored(hall: Hall, table: sa.Table) -> str:
    return "\n".join(hall.db.scalars(sa.text(f"SELECT r::text FROM {table.name} r")))  # noqa: S608


def minutes_of(hall: Hall, found: access.ReadItem) -> pb.Minutes:
    dissent, opinions = (of(hall.db, found.row.id) for of in (paper_store.dissents_of, paper_store.opinions_of))
    return shapes.minutes(found, dissent, opinions, COORDINATING)


def test_no_word_of_a_meeting_stands_in_clear_in_the_database(hall: Hall) -> None:
    whole_story(hall)
    record = [word for given in (RECORD, URGENT_RECORD) for word in vars(given).values() if isinstance(word, str)]
    words = [word for word in (*WORDS, *PRIVATE, *record, "INFORMANT", "HOUSING", "LIFE") if word]
    for table in tables.metadata.sorted_tables:
        told = stored(hall, table) if table.name != "counted_facts" else ""  # that counts issues by case, not by person
        assert not [word for word in words if word in told], table.name
        if any(isinstance(column.type, Sealed) for column in table.c) and table not in ELSEWHERE:
            assert f"s1:{MAN}:" in told, table.name
    assert f"s1:{hall.case_id}:" in stored(hall, tables.bars)


def test_what_was_written_is_read_as_it_was_written(hall: Hall) -> None:
    item_id = whole_story(hall)
    found = access.read(hall.db, [hall.row(item_id)])[0]
    shown = shapes.item(found, hall.now)
    assert (shown.convening.summary, list(shown.convening.domains)) == (RECORD.summary, list(RECORD.domains))
    assert sorted({one.reason for one in shown.decisions}) == ["SUPERSEDED", WORDS[4]]
    paper = minutes_of(hall, found)
    assert (paper.text, list(paper.papers), paper.dissent[0].text) == (PRIVATE[3], [WORDS[5]], WORDS[2])
    assert [one.text for one in paper.opinions] == [WORDS[2]]


def test_of_an_erased_person_nothing_is_left_but_codes_and_nothing_more_is_written_down(hall: Hall) -> None:
    item_id = whole_story(hall)
    sealing.destroy(hall.db, hall.process, [MAN])
    found = access.read(hall.db, [hall.row(item_id)])[0]
    shown = shapes.item(found, hall.now)
    assert (shown.convening.summary, list(shown.convening.domains), shown.decision) == ("", [], "SEEK_CONSENT")
    paper = minutes_of(hall, found)
    assert (paper.text, list(paper.papers), paper.dissent[0].text, paper.opinions[0].text) == ("", [], "", "")
    assert {one.text for one in paper_store.facts_of(hall.db, item_id)} == {""}
    [asked] = information.page(hall.db, hall.staff("chair"), item_id)
    [wrong] = map(shapes.superseded, information.superseded(hall.db, [asked])[asked.id])
    assert (asked.answer, wrong.text, wrong.correction_reason) == ("", "", "")
    with pytest.raises(SubjectErased):
        papers.raise_concern(hall.db, hall.agency(HEALTH), item_id, WORDS[3])


def test_a_fact_is_sealed_for_whom_the_item_deals_with_whomever_its_teller_names(hall: Hall) -> None:
    """A key that a member names could be another case's, which lives and dies with that one."""
    item_id = hall.propose(MULTI, person="")
    hall.name(item_id)
    papers.add_fact(hall.db, hall.agency(WELFARE), item_id, FactDraft(WELFARE, PRIVATE[0], "a:person/elsewhere"))
    assert f"s1:{hall.case_id}:" in stored(hall, tables.facts)
    assert [one.text for one in paper_store.facts_of(hall.db, item_id)] == [PRIVATE[0]]


def test_the_decisions_of_a_case_that_ends_say_so(hall: Hall) -> None:
    item_id = hall.held(LIAISON, "CONTINUE")
    items.close_case(hall.db, hall.process, hall.case_id)
    assert {(one.state, one.reason) for one in hall.decisions(item_id)} == {("DROPPED", "CASE_CLOSED")}
    assert "CASE_CLOSED" not in stored(hall, tables.decisions)


def test_who_is_barred_stays_barred_when_the_reason_is_erased(hall: Hall) -> None:
    item_id = hall.propose(MULTI, person="")
    items.bar(hall.db, hall.staff("coordinator"), item_id, WATER, "", "PERPETRATOR_LINK")
    sealing.destroy(hall.db, hall.process, [hall.case_id])
    assert hall.db.execute(sa.select(tables.bars)).one().reason == ""
    assert people.barred(hall.db, hall.process, hall.case_id) == [(WATER, "")]
