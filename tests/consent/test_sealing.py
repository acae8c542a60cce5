"""What a person said is stored sealed with the person's own key, and is gone with it."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from kit import sealing
from kit.sealing import SubjectErased
from pb.tsunagi.consent.v1 import service_pb2 as pb
from services.consent.rpc import shapes
from services.consent.use_cases import checks, merging
from tests.consent.world import World, terms

WORDS = "姉には言わないで"
SAID: dict[str, Any] = {
    "own_words": WORDS,
    "evidence_ref": "簿冊12",
    "explained_by": "相談員の名",
    "given_by": "LEGAL_REPRESENTATIVE",
    "capacity": "SUPPORTED",
    "language": "vi",
    "person_language": "vi-VN",
    "interpreter": True,
}


def read(world: World, consent_id: str) -> pb.Consent:
    return shapes.consent(checks.get_consent(world.db, world.ctx(), consent_id))


def test_what_was_said_and_what_it_tells_of_the_person_is_not_stored_in_clear(world: World) -> None:
    entry = world.record(terms(), **SAID)
    row = world.db.execute(sa.text("SELECT * FROM consents WHERE id = :id"), {"id": entry.consent_id}).one()
    for name in (*SAID, "interests_conflict", "minor"):
        assert str(row._mapping[name]).startswith(f"s1:{world.ichiro}:")
    shown = read(world, entry.consent_id)
    assert (shown.own_words, shown.given_by, shown.interpreter) == (WORDS, pb.GIVEN_BY_LEGAL_REPRESENTATIVE, True)


def test_what_an_erased_person_said_is_gone_and_nothing_more_is_written_down(world: World) -> None:
    entry = world.record(terms(), **SAID)
    other = world.record(terms(), person_id=world.hanako, **SAID)
    sealing.destroy(world.db, world.ctx(), [world.ichiro])
    gone = read(world, entry.consent_id)
    assert (gone.own_words, gone.given_by, gone.language, gone.interpreter) == ("", pb.GIVEN_BY_UNSPECIFIED, "", False)
    assert (gone.answer, len(gone.grants)) == (pb.ANSWER_GRANTED, 2)
    assert read(world, other.consent_id).own_words == WORDS
    with pytest.raises(SubjectErased):
        world.refuse()


def test_an_answer_carried_into_another_case_outlives_the_key_that_it_had(world: World) -> None:
    kept = replace(world, case_id="case-kept", ichiro="person-kept")
    world.record(terms(), **SAID)
    merging.carry_over(world.db, world.ctx(), world.case_id, kept.reference, [(world.ichiro, kept.ichiro)])
    sealing.destroy(world.db, world.ctx(), [world.ichiro])
    [carried] = {one.consent_id for one in checks.list_grants(kept.db, kept.ctx(), kept.case_id, limit=10)}
    assert read(kept, carried).own_words == WORDS


def test_an_answer_of_an_erased_person_is_carried_without_its_words(world: World) -> None:
    kept = replace(world, case_id="case-kept", ichiro="person-kept")
    world.record(terms(), **SAID)
    sealing.destroy(world.db, world.ctx(), [world.ichiro])
    merging.carry_over(world.db, world.ctx(), world.case_id, kept.reference, [(world.ichiro, kept.ichiro)])
    [carried] = {one.consent_id for one in checks.list_grants(kept.db, kept.ctx(), kept.case_id, limit=10)}
    shown = read(kept, carried)
    assert (shown.own_words, shown.interpreter) == ("", False)
