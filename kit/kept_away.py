"""From whom a reader is kept away (D5, row 1): intake knows it, and is asked before consent is.

What it answers is used at once and kept nowhere. No answer means that nothing is told.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from google.protobuf.descriptor import MethodDescriptor

from kit.context import Context
from kit.disclosure import LINKED, About, Stating
from kit.errors import NotFound, PeerUnavailable
from kit.peers import PeerRefused, Peers
from pb.tsunagi.disclosure.v1 import disclosure_pb2

OF_THE_CASE = ""


@dataclass(frozen=True)
class KeptAway:
    """`case_ids`: the files in which one of the persons is."""

    person_ids: frozenset[str] = frozenset()
    case_ids: frozenset[str] = frozenset()

    def hides(self, case_id: str, person_ids: Collection[str] = ()) -> bool:
        """A record of nobody but these persons; what is about nobody is about all of the case."""
        return self.person_ids.issuperset(person_ids) if person_ids else case_id in self.case_ids


@dataclass(frozen=True)
class Reader:
    """Who would learn something: an agency as a whole, or one of its people."""

    agency_id: str
    person_id: str = ""


def reader_of(ctx: Context) -> Reader:
    return Reader(ctx.actor.agency_id, ctx.actor.person_id)


def ask(
    peers: Peers,
    ctx: Context,
    check: MethodDescriptor,
    reader: Reader,
    case_ids: Collection[str],
    person_ids: Collection[str] = (),
) -> KeptAway:
    """One question, whatever is asked about. Raises PeerUnavailable."""
    request = disclosure_pb2.CheckKeptAwayRequest(
        reader_agency_id=reader.agency_id,
        reader_person_id=reader.person_id,
        case_ids=sorted({*case_ids} - {""}),
        person_ids=sorted({*person_ids} - {""}),
    )
    try:
        answer = peers.ask(check, request, ctx)
    except PeerRefused as refusal:
        raise PeerUnavailable from refusal
    return KeptAway(frozenset(answer.person_ids), frozenset(answer.case_ids))


def asking(check: MethodDescriptor) -> Stating:
    """What a service states that has to ask intake for it, with one question for the whole answer: what the reader's
    own agency wrote is no exception, for it is one of its people who is close.
    """

    def state(_db: sa.Connection, ctx: Context, peers: Peers, abouts: Mapping[str, About]) -> Mapping[str, About]:
        cases = {about.case_id for about in abouts.values()} - {""}
        persons = {person_id for about in abouts.values() for person_id in about.person_ids} - {""}
        if not cases and not persons:
            return {}
        known = ask(peers, ctx, check, reader_of(ctx), cases, persons)
        if not known.person_ids:
            return {}
        return {name: _with(about, known) for name, about in abouts.items()}

    return state


def require_not(
    peers: Peers,
    ctx: Context,
    check: MethodDescriptor,
    case_id: str,
    person_ids: Collection[str] = (),
) -> None:
    """Of an answer that has no record of its own to be taken out of. Raises NotFound, PeerUnavailable."""
    if ask(peers, ctx, check, reader_of(ctx), [case_id], person_ids).hides(case_id, person_ids):
        raise NotFound


def _with(about: About, known: KeptAway) -> About:
    persons = sorted(known.person_ids)
    whole = [OF_THE_CASE] if about.case_id in known.case_ids else []
    return replace(about, personal=(*about.personal, *((who, LINKED) for who in [*whole, *persons])))
