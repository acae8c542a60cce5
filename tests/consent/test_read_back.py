"""A recorded answer is read by whoever wrote it down and by whoever answers for the case, field by field (D5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.context import Actor, Context
from kit.errors import DomainError, NotFound
from pb.tsunagi.consent.v1 import service_pb2 as pb
from services.consent.app import service
from services.consent.domain.statements import CaseReference, Statement, Terms
from services.consent.store import requests
from services.consent.use_cases import records
from services.intake.domain.relations import Reader
from tests.database import database_of, inside
from tests.kept_away import CLERK, Town, town_of
from tsunagi.stack import Stack

CASE, PERSON, OTHER, WORDS = "case-1", "person-1", "person-2", "母には言わないで"
WINDOW = Actor(frozenset({"AGENCY"}), "W-04", "staff-w04")
COLLEAGUE = replace(WINDOW, person_id="another")
COORDINATOR = CLERK
MANAGER = replace(CLERK, person_id="staff-decider", roles=frozenset({"decision-maker"}))
SECRETARIAT = replace(CLERK, person_id="staff-secretary", roles=frozenset({"committee-secretariat"}))
RECIPIENT = Actor(frozenset({"AGENCY"}), "W-20", "staff-w20")


@pytest.fixture
def town(postgres: Stack, tmp_path: Path) -> Iterator[Town]:
    with database_of(postgres, "consent") as engine, town_of(postgres, tmp_path, service, engine, "28216") as town:
        yield replace(town, consents=engine)


@pytest.fixture
def name(town: Town) -> str:
    return recorded(town, WINDOW)


def recorded(town: Town, by: Actor, of: Actor = RECIPIENT) -> str:
    with town.consents.begin() as db:
        ctx = inside(db, Context(by, "CONSENT", datetime.now(UTC), town.city))
        terms = (Terms(of.agency_id, ("C1",), ("HANDOFF",), None),)
        said = Statement("GRANTED", ctx.now, "SELF", "OK", "WRITTEN", "2026-04", grants=terms, own_words=WORDS)
        case = CaseReference(CASE, "R8-00001-0", CLERK.agency_id, WINDOW.agency_id, (PERSON,))
        return f"consents/{records.record(db, ctx, case, PERSON, None, said).consent_id}"


def read(town: Town, name: str, by: Actor, silent: str = "") -> str:
    return str(town.ask("GetConsent", pb.GetConsentRequest(name=name), by, silent=silent).own_words)


@pytest.mark.plan("P-027")
@pytest.mark.parametrize("by", [WINDOW, COLLEAGUE, COORDINATOR, MANAGER])
def test_who_wrote_an_answer_down_and_who_answers_for_the_case_read_it(town: Town, name: str, by: Actor) -> None:
    assert read(town, name, by) == WORDS


@pytest.mark.privacy
@pytest.mark.parametrize("by", [RECIPIENT, SECRETARIAT])
def test_to_everybody_else_it_is_an_unknown_one(town: Town, name: str, by: Actor) -> None:
    for asked in (name, "consents/01ABSENT"):
        with pytest.raises(NotFound):
            read(town, asked, by)


@pytest.mark.privacy
@pytest.mark.parametrize("by", [WINDOW, COORDINATOR])
def test_who_wrote_an_answer_down_reads_what_was_said_to_others_and_not_how_it_stands_with_them_now(
    town: Town, name: str, by: Actor
) -> None:
    def grants() -> list[pb.Grant]:
        return list(town.ask("GetConsent", pb.GetConsentRequest(name=name), by).grants)

    (before,) = grants()
    town.withdrawn(CASE, PERSON, RECIPIENT.agency_id)
    (after,) = grants()
    assert (after.agency_id, after.data_category, after.purpose) == (RECIPIENT.agency_id, "C1", "HANDOFF")
    told = (pb.Grant.STATE_WITHDRAWN, True) if by == COORDINATOR else (pb.Grant.STATE_GRANTED, False)
    assert (after.state, after.HasField("end_time")) == told
    assert (after == before) is (by == WINDOW)


@pytest.mark.privacy
def test_who_wrote_an_answer_down_reads_how_it_stands_with_their_own_agency(town: Town) -> None:
    name = recorded(town, WINDOW, of=WINDOW)
    town.withdrawn(CASE, PERSON, WINDOW.agency_id)
    (grant,) = town.ask("GetConsent", pb.GetConsentRequest(name=name), WINDOW).grants
    assert (grant.state, grant.HasField("end_time")) == (pb.Grant.STATE_WITHDRAWN, True)


@pytest.mark.privacy
@pytest.mark.plan("P-027")
def test_what_was_written_down_at_the_coordinators_office_its_window_reads_and_no_office_that_meets_nobody(
    town: Town,
) -> None:
    name = recorded(town, COORDINATOR)
    assert read(town, name, replace(CLERK, roles=frozenset({"agency-worker"}))) == WORDS
    for role in ("administrator", "committee-secretariat", "records-officer", "disclosure-officer"):
        with pytest.raises(NotFound):
            read(town, name, replace(CLERK, roles=frozenset({role})))


@pytest.mark.privacy
@pytest.mark.parametrize("by", [WINDOW, COORDINATOR])
def test_whoever_is_close_to_who_did_harm_reads_nothing_that_the_person_said(town: Town, name: str, by: Actor) -> None:
    town.keep_away(CASE, PERSON, Reader(by.agency_id, by.person_id))
    with pytest.raises(NotFound):
        read(town, name, by)
    with pytest.raises(DomainError, match="PEER_UNAVAILABLE"):
        read(town, name, by, silent="intake")
    if by == WINDOW:
        assert read(town, name, COLLEAGUE) == WORDS


def test_nobody_needs_another_service_to_be_asked_what_consent_itself_decides(town: Town, name: str) -> None:
    assert read(town, name, COORDINATOR, silent="consent") == WORDS


@pytest.fixture
def asked(town: Town, name: str) -> list[str]:
    """The person said yes, took it back and is asked again; answers the names of both. Somebody else of the case said
    yes to the same agency."""
    town.granted(CASE, OTHER, RECIPIENT.agency_id, "HANDOFF")
    town.withdrawn(CASE, PERSON, RECIPIENT.agency_id)
    with town.consents.begin() as db:
        ctx = inside(db, Context(CLERK, "CONSENT", datetime.now(UTC), town.city))
        case = CaseReference(CASE, "R8-00001-0", CLERK.agency_id, WINDOW.agency_id, (PERSON,))
        return [name, f"consentRequests/{requests.add_request(db, ctx, case, PERSON, ctx.now, sought=False)}"]


@pytest.mark.privacy
@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
@pytest.mark.parametrize("by", [COORDINATOR, RECIPIENT], ids=["coordinator", "recipient"])
def test_no_list_tells_whoever_is_close_to_who_did_harm_what_the_person_was_asked_or_took_back(
    town: Town, asked: list[str], by: Actor, *, agency: bool
) -> None:
    lists = {"ListGrants", "ListStopUses"}
    if by == COORDINATOR:
        lists |= {"ListConsentRequests", "GetConsentRequest", "GetConsent"}
    colleague = replace(by, person_id="another")

    def telling(reader: Actor) -> set[str]:
        return town.telling(reader, [CASE, PERSON, *asked], [PERSON])

    assert telling(by) == telling(colleague) == lists
    town.keep_away(CASE, PERSON, Reader(by.agency_id, "" if agency else by.person_id))
    assert telling(by) == set()
    assert telling(colleague) == (set() if agency else lists)
    listed = town.ask("ListGrants", pb.ListGrantsRequest(case_id=CASE, include_ended=True), by).grants
    assert {one.person_id for one in listed} == {OTHER}, "of the other person they read what they may"
