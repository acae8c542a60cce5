"""A household that all five services wrote about is erased at one of them, and none can read of it any more."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit import inbox
from kit.database import create_engine
from kit.sealing import Sealed, data_keys
from kit.transaction import transaction
from services.intake.store.tables import persons
from tests import public
from tests.public import Ask, as_actor
from tests.waiting import eventually
from tsunagi.demo.client import Refused
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import MUNICIPALITY, ActorCard, load
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

SEEN = "夜も窓が暗い"
HOUSEHOLD = Path(__file__).parents[2] / "examples" / "scenarios" / "8050.json"


@contextmanager
def database(stack: Stack, service: str) -> Iterator[sa.Connection]:
    engine = create_engine(stack.database_url(service), service, stack.keyring(service))
    with transaction(engine, MUNICIPALITY) as db:
        yield db
    engine.dispose()


def keys(stack: Stack, service: str, *, destroyed: bool) -> set[str]:
    """Persons and cases whose key at this service is, or is not, destroyed."""
    with database(stack, service) as db:
        is_gone = data_keys.c.wrapped == "" if destroyed else data_keys.c.wrapped != ""
        return set(db.scalars(sa.select(data_keys.c.subject).where(is_gone)))


def told(stack: Stack, service: str, subjects: set[str]) -> set[str]:
    """Every sealed content of these subjects that the service can open, with its column."""
    found = set()
    with database(stack, service) as db:
        for table in importlib.import_module(f"services.{service}.store").metadata.sorted_tables:
            for column in (one for one in table.c if isinstance(one.type, Sealed)):
                whose = sa.func.split_part(sa.type_coerce(column, sa.Text), ":", 2)
                found |= {f"{column}: {value}" for value in db.scalars(sa.select(column).where(whose.in_(subjects)))}
    return {one for one in found if not one.endswith(": ")}


def officer(stack: Stack, card: ActorCard, person: str) -> Ask:
    return as_actor(stack, replace(card, person=person, roles=frozenset({"records-officer"})))


def test_one_erasure_ends_what_all_five_services_wrote_about_a_household(moving: Stack) -> None:
    before = {service: keys(moving, service, destroyed=False) for service in SERVICES}
    scenario, saved = public.play(moving, HOUSEHOLD, keeper=QuietKeeper(moving))
    QuietKeeper(moving).wait_until_quiet()
    case_id = str(saved["case"])
    with database(moving, "intake") as db:
        subjects = {case_id, *db.scalars(sa.select(persons.c.id).where(persons.c.case_id == case_id))}
    assert len(subjects) == 3
    for service in SERVICES:
        assert told(moving, service, subjects)
        assert keys(moving, service, destroyed=False) - before[service] <= subjects, "nothing is sealed for others"

    card = scenario.actors["coordinator"]
    coordinator = as_actor(moving, card)
    asked = officer(moving, card, "records-1")(
        "IntakeService.RequestErasure",
        request_id=str(uuid4()),
        subject=f"cases/{case_id}",
        reason="REASON_GRANTED_REQUEST",
    )
    review = {"erasure_id": asked["erasure_id"], "verdict": "VERDICT_CONFIRMED"}
    with pytest.raises(Refused) as refused:
        officer(moving, card, "records-1")("IntakeService.ReviewErasure", request_id=str(uuid4()), **review)
    assert refused.value.code == "SECOND_OFFICER_NEEDED"
    assert not any(keys(moving, service, destroyed=True) & subjects for service in SERVICES)
    done = officer(moving, card, "records-2")("IntakeService.ReviewErasure", request_id=str(uuid4()), **review)
    assert done["state"] == "STATE_CONFIRMED"

    eventually(lambda: all(subjects <= keys(moving, service, destroyed=True) for service in SERVICES))
    assert {service: told(moving, service, subjects) for service in SERVICES} == {one: set() for one in SERVICES}
    case = coordinator("IntakeService.GetCase", name=f"cases/{case_id}")
    assert case["state"] == "CLOSED"
    assert not [person for person in case.get("persons", []) if person.get("name")]
    for service in SERVICES:
        with database(moving, service) as db:
            assert not db.execute(sa.select(inbox.parked)).all()


def test_what_was_seen_of_an_area_is_erased_by_itself_where_outreach_keeps_it(moving: Stack) -> None:
    card = load(HOUSEHOLD).actors["coordinator"]
    seen = {"area": "A-02", "text": SEEN, "source": "SOURCE_COMMUNITY", "basis": SEEN, "informant": SEEN}
    wrote = [
        as_actor(moving, card)("OutreachService.RecordObservation", request_id=str(uuid4()), **seen)["name"]
        for _ in range(2)
    ]
    gone, left = ({name.removeprefix("observations/")} for name in wrote)
    asks = [officer(moving, card, f"records-{number}") for number in (1, 2)]

    def requested() -> str:
        """Once intake knows of the observation."""
        reason = {"subject": wrote[0], "reason": "REASON_ENTERED_BY_MISTAKE"}
        with suppress(Refused):
            return str(asks[0]("IntakeService.RequestErasure", request_id=str(uuid4()), **reason)["erasure_id"])
        return ""

    eventually(lambda: bool(requested()))
    review = {"erasure_id": requested(), "verdict": "VERDICT_CONFIRMED"}
    asks[1]("IntakeService.ReviewErasure", request_id=str(uuid4()), **review)
    eventually(lambda: not told(moving, "outreach", gone))
    assert told(moving, "outreach", left)
