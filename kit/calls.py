"""What happens to every call, whichever edge it came through: who is it, may they, once, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import structlog
from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message

from kit import crash, disclosure, filling, ledger, readable, requests, telemetry
from kit.clock import Clock
from kit.context import Actor, Context, service_actor
from kit.disclosure import About, Asks, Shown, Stating, Undeclared, data_class
from kit.errors import (
    DomainError,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    Status,
    Unauthenticated,
    Violation,
)
from kit.identity import Identity, KeyRing
from kit.oidc import Staff
from kit.peers import PeerRefused, Peers
from kit.tls import CERTIFICATE, speaks_for
from kit.transaction import transaction
from pb.tsunagi.options.v1 import options_pb2

OWN_PACKAGES = "tsunagi."
log = structlog.get_logger()


class PurposeNotPermitted(DomainError):
    code = "PURPOSE_NOT_PERMITTED"
    message = "この目的での利用は認められていません。"
    status = Status.PERMISSION_DENIED


@dataclass(frozen=True)
class Call:
    """What a servicer method gets beside its request. kit commits `db` when the method returns."""

    ctx: Context
    db: sa.Connection
    peers: Peers
    abouts: dict[str, About] = field(default_factory=dict)

    def about(self, name: str, about: About) -> None:
        """Whom the record of this resource name is about, or a field of it (`name.field`), or of somebody in it
        (`name.person id.field`); WHOLE_ANSWER for one without a name.
        """
        self.abouts[name] = about

    @property
    def operate_url(self) -> str:
        """Empty without Operate."""
        return str(self.db.get_execution_options().get("operate_url", ""))


class Dispatcher:
    """The servicers of one process, behind authentication, audience, purpose, idempotency and one transaction."""

    def __init__(
        self,
        services: Sequence[tuple[ServiceDescriptor, Any]],
        engine: sa.Engine,
        keyring: KeyRing,
        clock: Clock,
        peers: Peers,
        disclosure_check: MethodDescriptor | None = None,
        staff: Sequence[Staff] = (),
        stating: Stating | None = None,
    ) -> None:
        self.services = [descriptor for descriptor, _servicer in services]
        self._servicers = {descriptor.full_name: servicer for descriptor, servicer in services}
        self._engine, self._keyring, self._clock, self._peers = engine, keyring, clock, peers
        self._check, self._staff, self._stating = disclosure_check, staff, stating
        for descriptor in self.services:
            for method in descriptor.methods:
                audiences(method)
                _require_classes(method.input_type, set())
                _require_classes(method.output_type, set())
                getattr(self._servicers[descriptor.full_name], snake(method.name))

    def unary(self, method: MethodDescriptor, request: Message, metadata: Mapping[str, str]) -> Message:
        """Raises DomainError; anything else is a fault of ours."""
        with telemetry.rpc_span(method.full_name, metadata.get("traceparent", "")):
            telemetry.note(telemetry.ids_asked(request))
            ctx = self._context(method, request, metadata)
            with transaction(self._engine, ctx.municipality_id) as db:
                call = Call(ctx, db, self._peers)
                answer = self._once(method, request, call)
                telemetry.note_case(about.case_id for about in call.abouts.values())
                crash.at("before-commit", method.full_name)
            crash.at("after-commit", method.full_name)
            telemetry.note(telemetry.ids_of(answer))
            return answer

    def _once(self, method: MethodDescriptor, request: Message, call: Call) -> Message:
        """A repeated write gets the stored answer, which holds no content and nobody whom a read would hide; a read is
        reduced to what may be seen, and what it shows is in the ledger before anybody sees it.
        """
        if not call.ctx.request_id:
            read, shown = self._page(method, request, call)
            if disclosure.is_kept_away(read, call.abouts):
                raise NotFound
            ledger.append(call.db, call.ctx, method.full_name, shown)
            return read
        stored = requests.claim(call.db, call.ctx, method.full_name, request)
        if stored is not None:
            return message_factory.GetMessageClass(method.output_type).FromString(stored)
        response: Message = self._run(method)(request, call)
        telemetry.note(telemetry.ids_of(response))  # the span says which case it was, also where the answer does not
        disclosure.written(call.db, response, call.abouts, call.ctx, lambda: self._stated(call))
        requests.finish(call.db, call.ctx, response)
        return response

    def batch(
        self, method: MethodDescriptor, request: Message, metadata: Mapping[str, str]
    ) -> tuple[list[Message], Message]:
        """One round of a server stream: what is there now, and the request to go on with."""
        ctx = self._context(method, request, metadata)
        with transaction(self._engine, ctx.municipality_id) as db:
            call = Call(ctx, db, self._peers)
            answer: tuple[list[Message], Message] = self._run(method)(request, call)
            ledger.append(db, ctx, method.full_name, self._reduce(answer[0], call))
        return answer

    def _page(self, method: MethodDescriptor, request: Message, call: Call) -> tuple[Message, list[Shown]]:
        read: Message = self._run(method)(request, call)
        size = len(filling.rows_of(read))
        shown = self._reduce([read], call)
        if len(filling.rows_of(read)) == size:
            return read, shown

        def more(following: Message) -> Message:
            answer: Message = self._run(method)(following, call)
            shown.extend(self._reduce([answer], call))
            return answer

        later = filling.fill(read, request, size, more)
        return read, [one for one in shown if one.subject not in later]

    def _reduce(self, answers: Sequence[Message], call: Call) -> list[Shown]:
        """To what the reader may see; answers what is left."""
        call.abouts.update(self._stated(call))
        return disclosure.reduce(call.db, answers, call.abouts, call.ctx, self._asks(call), self._check)

    def _asks(self, call: Call) -> Asks:
        """The service whose rpc is asked what may be shown asks itself, within the call."""
        own = self._check is not None and self._is_own(self._check)
        return _Within(self._run, call) if own else call.peers

    def _is_own(self, method: MethodDescriptor) -> bool:
        return method.containing_service.full_name in self._servicers

    def _stated(self, call: Call) -> Mapping[str, About]:
        if self._stating is None or not call.abouts:
            return {}
        return self._stating(call.db, call.ctx, call.peers, call.abouts)

    def _run(self, method: MethodDescriptor) -> Any:
        return getattr(self._servicers[method.containing_service.full_name], snake(method.name))

    def _context(self, method: MethodDescriptor, request: Message, metadata: Mapping[str, str]) -> Context:
        try:
            identity = self._caller(metadata)
        except DomainError as error:
            log.warning("login.refused", method=method.full_name, code=error.code)
            raise
        actor = identity.actor
        if not actor.audiences & audiences(method):
            raise PermissionDenied
        purpose = metadata.get("x-purpose", "")
        if not purpose or (purpose not in actor.purposes and "*" not in actor.purposes):
            raise PurposeNotPermitted
        readable.check(request)
        return Context(
            actor=actor,
            purpose=purpose,
            now=self._clock.now(),
            municipality_id=identity.municipality_id,
            traceparent=telemetry.traceparent(),
            request_id=_request_id(request),
        )

    def _caller(self, metadata: Mapping[str, str]) -> Identity:
        """Raises Unauthenticated, TokenExpired, and what says that nobody could check it."""
        scheme, _, token = metadata.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated
        identity = self._identity(token)
        if CERTIFICATE in metadata and not speaks_for(metadata[CERTIFICATE], identity.actor):
            raise Unauthenticated
        return identity

    def _identity(self, token: str) -> Identity:
        """Where a city has a provider, its staff come by it and by nothing else."""
        staff = next((one for one in self._staff if one.provider.issued(token)), None)
        if staff is None:
            identity = self._keyring.verify(token)
            has_provider = identity.municipality_id in {one.municipality_id for one in self._staff}
            if has_provider and "STAFF" in identity.actor.audiences:
                raise Unauthenticated
            return identity
        member = self._member(staff, staff.provider.subject(token))
        roles, purposes = frozenset(member.roles), frozenset(member.purposes)
        actor = Actor(frozenset({"STAFF"}), member.agency_id, member.staff_id, roles, purposes)
        return Identity(actor, staff.municipality_id)

    def _member(self, staff: Staff, subject: str) -> Any:
        """Asked anew at each call, so that a closed record closes every door at once. Raises PeerUnavailable."""
        lookup = staff.lookup
        request = message_factory.GetMessageClass(lookup.input_type)(issuer=staff.provider.issuer, subject=subject)
        asker = service_actor(self.services[0].full_name.split(".")[1])
        ctx = Context(asker, "IDENTITY", self._clock.now(), staff.municipality_id, telemetry.traceparent())
        try:
            if not self._is_own(lookup):
                return self._peers.ask(lookup, request, ctx)
            with transaction(self._engine, ctx.municipality_id) as db:
                return self._run(lookup)(request, Call(ctx, db, self._peers))
        except (NotFound, PeerRefused) as error:
            raise Unauthenticated from error


@dataclass(frozen=True)
class _Within:
    run: Callable[[MethodDescriptor], Any]
    call: Call

    def ask(self, method: MethodDescriptor, request: Message, _ctx: Context) -> Any:
        return self.run(method)(request, self.call)


def audiences(method: MethodDescriptor) -> frozenset[str]:
    """Who may call; raises Undeclared when the proto does not say."""
    options: Any = method.GetOptions()
    found = frozenset(
        options_pb2.Audience.Name(value).removeprefix("AUDIENCE_") for value in options.Extensions[options_pb2.audience]
    )
    if not found or "UNSPECIFIED" in found:
        raise Undeclared(method.full_name)
    return found


def _require_classes(message: Descriptor, seen: set[str]) -> None:
    if message.full_name in seen or not message.full_name.startswith(OWN_PACKAGES):
        return
    seen.add(message.full_name)
    for one in message.fields:
        data_class(one)
        if one.message_type is not None:
            _require_classes(one.message_type, seen)


def _request_id(request: Any) -> str:
    if "request_id" not in request.DESCRIPTOR.fields_by_name:
        return ""
    if not request.request_id:
        raise InvalidArgument(Violation("request_id", "REQUIRED", "要求番号(request_id)が必要です。"))
    value: str = request.request_id
    return value


def snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")
