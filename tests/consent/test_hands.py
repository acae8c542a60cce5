"""What persons said is their coordinator's, the deputy's and the manager's to read and to write down (D5 row 5)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kit.context import Actor, service_actor
from kit.errors import NotFound
from services.consent.domain.statements import Statement
from services.consent.store import forms
from services.consent.use_cases import checks, corrections, records, seeking, stopping
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, WINDOW, World, actor, terms
from tests.hands import hear

FIRST = actor(COORDINATOR, "coordinator")
DEPUTY, NEXT = replace(FIRST, person_id="staff-deputy"), replace(FIRST, person_id="staff-next")


def told(world: World, coordinator: Actor, deputy: Actor | None = None, revision: int = 1) -> None:
    process = replace(world.ctx(), actor=service_actor("consent"))
    hear(world.db, process, world.case_id, coordinator.person_id, deputy.person_id if deputy else "", revision)


def answers(way: Callable[[], object]) -> bool:
    try:
        way()
    except NotFound:
        return False
    return True


def reads(world: World, by: Actor, consent_id: str, request_id: str) -> bool:
    """By every way there is: all of them say the same."""
    ctx = world.ctx(by)
    found = {
        "consent": answers(lambda: checks.get_consent(world.db, ctx, consent_id)),
        "grants": bool(checks.list_grants(world.db, ctx, world.case_id, include_ended=True, limit=50)),
        "request": answers(lambda: seeking.get_request(world.db, ctx, request_id)),
        "requests": bool(seeking.list_requests(world.db, ctx, limit=10)),
        "stop uses": bool(
            stopping.page(world.db, ctx, case_id="", unconfirmed_only=False, before="", limit=10),
        ),
    }
    assert len(set(found.values())) == 1, found
    return found["consent"]


@pytest.mark.plan("P-027")
def test_what_a_person_said_is_read_by_whose_hands_the_case_is_in(world: World) -> None:
    request_id = world.ask()
    consent_id = world.record(terms(), request_id=request_id).consent_id
    world.withdraw(RECIPIENT)
    everyone = (FIRST, DEPUTY, NEXT)

    def each() -> list[bool]:
        return [reads(world, one, consent_id, request_id) for one in everyone]

    assert each() == [True, True, True], "a case of before hands were kept"
    told(world, FIRST)
    assert each() == [True, False, False], "though the office wrote it down itself"
    told(world, FIRST, DEPUTY, revision=2)
    assert each() == [True, True, False]
    told(world, NEXT, revision=3)
    told(world, FIRST, revision=1)
    assert each() == [False, False, True]
    for roles in ({"coordinator", "decision-maker"}, {"decision-maker"}):
        manager = replace(FIRST, person_id="staff-manager", roles=frozenset(roles))
        assert reads(world, manager, consent_id, request_id)


@pytest.mark.plan("P-027")
def test_an_answer_is_written_down_and_corrected_by_whose_hands_the_case_is_in_or_whom_it_is_granted_to(
    world: World,
) -> None:
    wrong = world.record(terms()).consent_id
    told(world, replace(FIRST, person_id="staff-else"), DEPUTY)
    said = Statement("REFUSED", world.now, "SELF", "OK", "WRITTEN", "2026-04")
    form = next(iter(forms.load(world.municipality_id)))
    for refused in (
        lambda: world.record(terms(), by=NEXT),
        lambda: corrections.correct(world.db, world.ctx(NEXT), world.reference, wrong, "誤記", said),
        lambda: seeking.seek(world.db, world.ctx(NEXT), world.reference, world.ichiro, form, [OTHER]),
    ):
        with pytest.raises(NotFound):
            refused()
    for by in (DEPUTY, actor(WINDOW), actor(RECIPIENT), actor(COORDINATOR, "outreach-worker")):
        world.record(terms(), by=by)
    seeking.seek(world.db, world.ctx(DEPUTY), world.reference, world.ichiro, form, [OTHER])
    corrections.correct(world.db, world.ctx(DEPUTY), world.reference, wrong, "誤記", said)


@pytest.mark.plan("P-027")
def test_withdrawing_depends_on_nobodys_being_there(world: World) -> None:
    world.record(terms())
    told(world, replace(FIRST, person_id="staff-else"))
    withdrawn = records.withdraw(world.db, world.ctx(NEXT), world.reference, world.ichiro, None, world.now)
    assert (len(withdrawn.ended), withdrawn.left) == (2, [])


@pytest.mark.plan("P-027")
def test_a_colleagues_case_takes_nothing_from_whose_hands_another_is_in(world: World) -> None:
    other = World(world.db, municipality_id=world.municipality_id)
    other.record(terms())
    told(other, NEXT)
    told(world, FIRST)
    assert answers(lambda: world.record(terms(), request_id=world.ask(), by=FIRST))
    assert not answers(lambda: world.record(terms(), by=NEXT))
