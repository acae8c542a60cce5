"""What a read answers is reduced, field by field, to what its reader may see; the proto says which field is content.

A servicer says of what it answers whom it is about (`Call.about`); what nothing was said of is removed. The reader's
own records are shown without asking consent; for the rest one question goes out per call, and no answer is a refusal.
Whoever is kept away from a person (kit/kept_away.py) gets nothing of them, own records neither. Of a file to which the
reader's access stopped (kit/freezes.py) nothing is shown, own records neither. A person of whom nothing may be shown is
removed whole, so that not even the number of persons is told. What is left is told to the ledger (kit/ledger.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message import Message

from kit import freezes
from kit.context import Context
from kit.errors import PeerUnavailable
from kit.hands import at_desk
from kit.peers import Peers
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.options.v1 import options_pb2

WHOLE_ANSWER = "*"
OWN_RECORD, OWN_RULE = "OWN_RECORD", "D5-04"
UNRULED, GIVEN, CONCEALED = "UNRULED", "GIVEN", "C2X"
LINKED, PERSON_IDS = "PERPETRATOR_LINK", "person_ids"
NO_CONTENT = frozenset({"C0", "NESTED"})
WITHOUT_READING = frozenset({"name", "state", "etag"})


@dataclass(frozen=True)
class Room:
    """The reader's part in the agenda item whose paper this is."""

    meeting_type: str
    chair: bool
    member: bool
    pledged: bool
    needed: bool = False


@dataclass(frozen=True)
class About:
    """Whom a record is about, who recorded it and who coordinates the case (agency ids); `purpose` as in a grant.

    `responsible`: the persons who answer for the case, where the servicer knows them. `circumstances`: names of
    disclosure.v1.Circumstance without their prefix; what is not stated does not hold. `personal`: (person, "" for the
    case as a whole; circumstance) of what holds of questions about that person only. `given`: the basis on which the
    keeper of the record gives it to this reader itself, whoever wrote it; "" where D5 decides. `unruled`: the basis on
    which it shows it alone while no ruling can be had; "" for all but a record made for emergencies.
    """

    case_id: str
    person_ids: tuple[str, ...] = ()
    recorded_by: str = ""
    coordinator: str = ""
    purpose: str = ""
    room: Room | None = None
    responsible: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    given: str = ""
    unruled: str = ""
    personal: tuple[tuple[str, str], ...] = ()

    def stated(self, person_id: str) -> list[str]:
        """Circumstances of a question about this person."""
        return [*self.circumstances, *(one for who, one in self.personal if who == person_id)]


@dataclass(frozen=True)
class Shown:
    """One field that a reader learned of one person, or ("") of the case as a whole. Ids and codes only.

    `subject`: the resource name of the record; `basis` and `rule`: of the ruling that permitted it (D5).
    """

    about: About
    person_id: str
    subject: str
    field: str
    category: str
    basis: str
    rule: str


class Asks(Protocol):
    """Peers, or the service itself where the rpc is its own."""

    def ask(self, method: MethodDescriptor, request: Message, ctx: Context) -> Any: ...


Stating = Callable[[sa.Connection, Context, Peers, Mapping[str, About]], Mapping[str, About]]
"""Abouts, as far as more is known of the reader and of those whom they are about than the servicer said."""
State = Callable[[], Mapping[str, About]]
Asked = tuple[About, str, str]
"""(about, person, category)."""


@dataclass(frozen=True)
class _Fact:
    """One field of one message that holds content, and what was said of it."""

    message: Message
    field: FieldDescriptor
    category: str
    about: About | None
    person_ids: tuple[str, ...]
    subject: str = ""

    def case_ids(self) -> set[str]:
        """Of the files that it is in: what is about nobody may still say of which case it is."""
        return {self.about.case_id if self.about else "", _id_in(self.message, "case_id")} - {""}

    def questions(self) -> list[Asked]:
        """All must be permitted."""
        assert self.about is not None
        return [(self.about, person_id, self.category) for person_id in self.person_ids or ("",)]

    def remove(self) -> None:
        self.message.ClearField(self.field.name)


def data_class(field: Any) -> str:
    """Of a FieldDescriptor: C0 … C6, C2X or NESTED; raises Undeclared."""
    options: Any = field.GetOptions()
    value = options.Extensions[options_pb2.data_class]
    if value == options_pb2.DATA_CLASS_UNSPECIFIED:
        raise Undeclared(field.full_name)
    return options_pb2.DataClass.Name(value).removeprefix("DATA_CLASS_")


class Undeclared(Exception):
    """An rpc without an audience, or a field without a data class: the service must not start."""


def written(db: sa.Connection, answer: Message, abouts: Mapping[str, About], ctx: Context, state: State) -> None:
    """Reduces the answer to a write: no content at all, for it is kept for repeats, and no row or id that a read hides.

    Whoever wrote the record, or answers for it, is not told of those from whom they are kept away (`state` says so),
    nor of a file to which their access stopped. Everybody else learns its name, state and etag: what more they may know
    is decided when they read it, for no write waits for what the persons grant.
    """
    about = abouts.get(_id_in(answer, "name"))
    if about is not None and not _answers_for(about, ctx):
        _leave_the_name(answer)
        return
    own = about is None or about.recorded_by == ctx.actor.agency_id
    if abouts and not (own and not _tells_of_persons(answer)):
        try:
            known = {**abouts, **state()}
        except PeerUnavailable:
            known = {}
        facts = list(_facts(answer, known, None, ()))
        if not known or is_kept_away(answer, known) or _closed(db, ctx, facts):
            _leave_the_name(answer)
        _forget_kept_away(answer, known, None)
    for fact in list(_facts(answer, {}, None, ())):
        fact.remove()


def _answers_for(about: About, ctx: Context) -> bool:
    convenes = about.room is not None and about.room.chair
    return about.recorded_by == ctx.actor.agency_id or convenes or at_desk(ctx, about.coordinator)


def _leave_the_name(answer: Message) -> None:
    for field, _value in answer.ListFields():
        if field.name not in WITHOUT_READING or data_class(field) != "C0":
            answer.ClearField(field.name)


def _tells_of_persons(message: Message) -> bool:
    """In lists: a record about one person says so to whoever is told of it at all."""
    for field, value in message.ListFields():
        if field.name == PERSON_IDS:
            return True
        if data_class(field) == "NESTED":
            for one in value if field.is_repeated else (value,):
                if _id_in(one, "person_id") or _tells_of_persons(one):
                    return True
    return False


def reduce(
    db: sa.Connection,
    answers: Sequence[Message],
    abouts: Mapping[str, About],
    ctx: Context,
    peers: Asks,
    check: MethodDescriptor | None,
) -> list[Shown]:
    """Removes what the reader may not see; answers what is left. Raises PeerUnavailable when it cannot be known.

    `answers`: of one call; several from a stream. Statements and questions do not grow with them.
    """
    whole = abouts.get(WHOLE_ANSWER)
    people = whole.person_ids if whole else ()
    facts = [fact for answer in answers for fact in _facts(answer, abouts, whole, people)]
    closed = _closed(db, ctx, facts)
    asked = dict.fromkeys(
        question
        for fact in facts
        if closed.isdisjoint(fact.case_ids()) and fact.about is not None and not _unasked(fact, fact.about, ctx)
        for question in fact.questions()
    )
    permitted = _ask(list(asked), ctx, peers, check) if asked and check is not None else {}
    shown = {id(fact): _shown(fact, ctx, permitted) if closed.isdisjoint(fact.case_ids()) else [] for fact in facts}
    hidden = [fact for fact in facts if not shown[id(fact)]]
    for fact in hidden:
        fact.remove()
    for answer in answers:
        _forget_hidden_persons(answer, {id(fact.message) for fact in hidden})
        _forget_kept_away(answer, abouts, whole)
    return [one for found in shown.values() for one in found]


def _closed(db: sa.Connection, ctx: Context, facts: list[_Fact]) -> set[str]:
    """The files among these to which the reader's access stopped."""
    named = {case_id for fact in facts for case_id in fact.case_ids()}
    if not named:
        return set()
    return {case_id for case_id, agency_id in freezes.frozen(db, ctx, named) if agency_id == ctx.actor.agency_id}


def _forget_hidden_persons(message: Message, hidden: set[int]) -> None:
    for field, value in message.ListFields():
        if data_class(field) != "NESTED":
            continue
        children = list(value) if field.is_repeated else [value]
        for child in children:
            _forget_hidden_persons(child, hidden)
            if field.is_repeated and id(child) in hidden and _id_in(child, "person_id") and not _has_content(child):
                value.remove(child)


def is_kept_away(message: Message, abouts: Mapping[str, About]) -> bool:
    """Whether this is a record, whoever wrote it, of nobody but those from whom the reader is kept away.

    What is about nobody is about all of the case.
    """
    about = abouts.get(_id_in(message, "name"))
    return about is not None and all(LINKED in about.stated(person_id) for person_id in about.person_ids or ("",))


def _forget_kept_away(message: Message, abouts: Mapping[str, About], about: About | None) -> None:
    """Their records, rows and ids: with content, or without."""
    about = abouts.get(_id_in(message, "name"), about)
    for field, value in message.ListFields():
        if data_class(field) == "NESTED":
            for child in list(value) if field.is_repeated else [value]:
                if field.is_repeated and _is_of_kept_away(child, abouts, about):
                    value.remove(child)
                else:
                    _forget_kept_away(child, abouts, about)
        elif field.name == PERSON_IDS and about is not None:
            value[:] = [person_id for person_id in value if LINKED not in about.stated(person_id)]


def _is_of_kept_away(row: Message, abouts: Mapping[str, About], about: About | None) -> bool:
    if _id_in(row, "name") in abouts:
        return is_kept_away(row, abouts)
    person_id = _id_in(row, "person_id")
    return bool(person_id) and about is not None and LINKED in about.stated(person_id)


def _has_content(message: Message) -> bool:
    return any(True for _fact in _facts(message, {}, None, ()))


def _shown(fact: _Fact, ctx: Context, permitted: Mapping[Asked, tuple[str, str]]) -> list[Shown]:
    """Nothing when the reader may not see it."""
    if fact.about is None:
        return []
    known, questions = _unasked(fact, fact.about, ctx), fact.questions()
    if not known and not permitted.keys() >= set(questions):
        return []
    name = f"{fact.message.DESCRIPTOR.name}.{fact.field.name}"
    return [
        Shown(about, person, fact.subject, name, category, *(known or permitted[one]))
        for one in questions
        for about, person, category in (one,)
    ]


def _unasked(fact: _Fact, about: About, ctx: Context) -> tuple[str, str] | None:
    """Basis and rule of the reader's own record, and of what its keeper gives them; None where D5 is asked.

    A concealed address, and whatever has its circumstances, is asked about even by those who wrote it down.
    """
    if fact.category == CONCEALED or any(about.stated(person_id) for person_id in fact.person_ids or ("",)):
        return None
    if about.recorded_by == ctx.actor.agency_id:
        return OWN_RECORD, OWN_RULE
    return (about.given, GIVEN) if about.given else None


def _facts(
    message: Message, abouts: Mapping[str, About], about: About | None, person_ids: tuple[str, ...], subject: str = ""
) -> Iterator[_Fact]:
    """Content of a message and of what is in it; what has a resource name, or a person's id, speaks for itself, and so
    does a field of which more persons were named than of the rest, or which another wrote.
    """
    name = _id_in(message, "name")
    own = abouts.get(name) if name else None
    if own is not None:
        about, person_ids, subject = own, own.person_ids, name
    if person_id := _id_in(message, "person_id"):
        person_ids = (person_id,)
    place = name or f"{subject}.{person_id}"
    for field, value in message.ListFields():
        category = data_class(field)
        if category not in NO_CONTENT:
            special = abouts.get(f"{place}.{field.name}")
            of = special.person_ids if special is not None and special.person_ids else person_ids
            yield _Fact(message, field, category, special or about, of, subject)
        elif category == "NESTED":
            for one in value if field.is_repeated else (value,):
                yield from _facts(one, abouts, about, person_ids, subject)


def _id_in(message: Message, field: str) -> str:
    """The value of a field of ids; a person's `name` is content and names no resource."""
    found = message.DESCRIPTOR.fields_by_name.get(field)
    return str(getattr(message, field)) if found is not None and data_class(found) == "C0" else ""


def _ask(asked: list[Asked], ctx: Context, peers: Asks, check: MethodDescriptor) -> dict[Asked, tuple[str, str]]:
    """Basis and rule of what is permitted."""
    request = disclosure_pb2.CheckDisclosureRequest(
        reader_agency_id=ctx.actor.agency_id,
        reader_person_id=ctx.actor.person_id,
        reader_roles=sorted(ctx.actor.roles),
        questions=[_question(*one) for one in asked],
    )
    try:
        rulings = peers.ask(check, request, ctx).rulings
    except PeerUnavailable:
        return _unruled(asked)
    permit = disclosure_pb2.Ruling.DECISION_PERMIT
    return {
        one: (ruling.basis, ruling.rule)
        for one, ruling in zip(asked, rulings, strict=True)
        if ruling.decision == permit
    }


def _unruled(asked: list[Asked]) -> dict[Asked, tuple[str, str]]:
    """Decided by the keeper of the record alone: no concealed address, nothing to whoever is to be kept away.

    Raises PeerUnavailable for all else.
    """
    for about, person_id, category in asked:
        if not about.unruled or category == CONCEALED or LINKED in about.stated(person_id):
            raise PeerUnavailable
    return {one: (one[0].unruled, UNRULED) for one in asked}


def _question(about: About, person_id: str, category: str) -> disclosure_pb2.Question:
    room = disclosure_pb2.Room(**vars(about.room)) if about.room is not None else None
    return disclosure_pb2.Question(
        case_id=about.case_id,
        person_id=person_id,
        data_category=category,
        purpose=about.purpose,
        recorded_by_agency_id=about.recorded_by,
        coordinator_agency_id=about.coordinator,
        room=room,
        responsible_person_ids=about.responsible,
        circumstances=[f"CIRCUMSTANCE_{one}" for one in about.stated(person_id)],
    )
