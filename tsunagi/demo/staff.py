"""The invented staff of a local stack: their records at intake, and their tokens from its issuer."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from kit.identity import Signer
from tsunagi.demo.client import Client
from tsunagi.demo.login import sign_in
from tsunagi.demo.scenario import ActorCard
from tsunagi.errors import StackError
from tsunagi.stack import Stack
from tsunagi.staff import City, Member

REASON = "ローカルのスタックの架空の職員"
EARLY_SECONDS = 60.0


def start_services(stack: Stack) -> None:
    """All five. Before them, as docs/deployment.md says it of a real provider: intake alone, while the city's own key
    still vouches for its first administrators, who enter the staff.
    """
    if stack.cities and not stack.staff_by_issuer:
        stack.start_services("intake")
        for city in stack.cities:
            enter(stack, city)
        stack.end("intake")
        stack.staff_by_issuer = True
    stack.start_services()


def enter(stack: Stack, city: City) -> None:
    """Writes the records that are not yet as the file says; two administrators, as everywhere."""
    issuer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
    client = Client({"intake": stack.grpc("intake")}, issuer, city.municipality)
    agency = city.staff[0].agency
    first, second = (_administrator(f"first-administrator-{number}", agency) for number in (1, 2))

    def ask(card: ActorCard, rpc: str, **request: Any) -> dict[str, Any]:
        return client.call(card, f"IntakeService.{rpc}", "ADMINISTRATION", request)

    for member in city.staff:
        wanted = _record(member, stack.staff_issuer(city.municipality))
        changes = ask(first, "ListStaffChanges", staff_id=member.staff_id)["changes"]
        last: dict[str, Any] = changes[-1] if changes else {"member": {"revision": 0}, "state": ""}
        revision = last["member"]["revision"]
        if last["member"] != {**wanted, "revision": revision}:
            last = ask(first, "ChangeStaff", member={**wanted, "revision": revision}, reason=REASON)
            revision = last["member"]["revision"]
        if last["state"] == "STATE_WAITING":
            review = {"staff_id": member.staff_id, "revision": revision, "verdict": "VERDICT_CONFIRMED"}
            ask(second, "ReviewStaffChange", **review)


def _record(member: Member, issuer: str) -> dict[str, Any]:
    return {
        "staff_id": member.staff_id,
        "issuer": issuer,
        "subject": member.subject,
        "agency_id": member.agency,
        "roles": sorted(member.roles),
        "purposes": sorted(member.purposes),
        "active": True,
    }


def _administrator(person: str, agency: str) -> ActorCard:
    roles, purposes = frozenset({"administrator"}), frozenset({"ADMINISTRATION"})
    return ActorCard(person, agency, person, frozenset({"STAFF"}), roles, purposes)


def logins(stack: Stack) -> "Logins":
    return Logins(stack.cities, {one.municipality: stack.staff_issuer(one.municipality) for one in stack.cities})


class Logins:
    """Each person signs in when they first call, and again before their token is over."""

    def __init__(self, cities: Sequence[City], issuers: Mapping[str, str]) -> None:
        """`issuers` by municipality."""
        self._issuers = issuers
        self._subjects = {(city.municipality, one.staff_id): one.subject for city in cities for one in city.staff}
        self._tokens: dict[tuple[str, str], tuple[str, float]] = {}

    def knows(self, municipality: str) -> bool:
        return municipality in self._issuers

    def token(self, municipality: str, staff_id: str) -> str:
        """Raises StackError for somebody whom no file of examples/staff names."""
        who = municipality, staff_id
        if who not in self._subjects:
            raise StackError(
                "UNKNOWN_STAFF",
                f"{staff_id} は examples/staff/{municipality}.json にありません。書き足して、起動し直してください。",
                f"{staff_id} is not in examples/staff/{municipality}.json: add them and start again.",
            )
        token, until = self._tokens.get(who, ("", 0.0))
        if time.monotonic() > until - EARLY_SECONDS:
            answer = sign_in(self._issuers[municipality], self._subjects[who])
            token, until = answer["access_token"], time.monotonic() + answer["expires_in"]
            self._tokens[who] = token, until
        return token
