"""One version of one city's reference data: offices, programmes and codes in the plan's own words, and who fits (D3).

Everything is read from the city's own file. A name that leads nowhere is found when the version is read, not in the
middle of a household's case.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.errors import DomainError, Status, Violation
from services.intake.domain import municipalities
from services.intake.domain.municipalities import OtherMunicipality
from services.intake.domain.periods import Period, read_period

OTHER_CONCERN = "OTHER"
RECEIVES = ("YES", "OWN_ITEM", "EMERGENCY")
ACKNOWLEDGEMENT, OUTCOME = "ACKNOWLEDGEMENT", "OUTCOME"
OUTREACH = "社会福祉法第106条の4第2項第4号"
"""The law by which the catalogue knows the programme of outreach."""
RETENTION_YEARS = 5
"""Of closed files, where the city's 文書管理規程 says nothing else."""


class UnknownAgency(DomainError):
    code = "UNKNOWN_AGENCY"
    message = "登録のない機関が指定されています。機関の一覧をご確認ください。"
    status = Status.INVALID_ARGUMENT


class AgencyClosed(DomainError):
    """No handoff goes to a closed or pausing office (P-023)."""

    code = "AGENCY_CLOSED"
    message = "この機関は、いま受け付けていません。ほかの機関を選んでください。"


class LastAgencyOfField(DomainError):
    """Each of the four fields keeps an office that takes consultations (P-050)."""

    code = "LAST_AGENCY_OF_FIELD"
    message = "この分野で相談を受け付ける最後の機関です。代わりの機関を先に登録してください。"


class ReferenceVersionTaken(DomainError):
    code = "REFERENCE_VERSION_TAKEN"
    message = "この版の名前は、ちがう内容ですでに使われています。新しい名前を付けてください。"
    status = Status.ALREADY_EXISTS


@dataclass(frozen=True)
class Agency:
    """`domains` are the plan's headings under which the office is named; `receives` is a code of RECEIVES."""

    agency_id: str
    display_name: str
    full_name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    receives: str
    hands_over: bool
    suggested_for: str
    valid: Period
    pauses: tuple[Period, ...]
    conceals_addresses: bool
    takes_abuse_reports: bool

    def is_open(self, day: date) -> bool:
        return self.valid.holds(day) and not any(pause.holds(day) for pause in self.pauses)


@dataclass(frozen=True)
class Concern:
    """A code of a worry; a `situation` is one that the plan names (P-002). 8050 touches two domains at once."""

    code: str
    name: str
    domains: tuple[str, ...]
    situation: bool


@dataclass(frozen=True)
class Asked:
    """What a consultation says that bears on who fits. Nothing of it is required."""

    concerns: tuple[str, ...]
    ages: tuple[int, ...] = ()
    consulter: str = ""


@dataclass(frozen=True)
class Rule:
    """One line of D3: it recommends and never excludes. Every condition that it states must hold."""

    rule_id: str
    programme_id: str
    agency_id: str
    reason: str
    concerns: frozenset[str]
    all_concerns: frozenset[str]
    consulters: frozenset[str]
    age_from: int | None
    age_to: int | None
    domains_from: int

    def fits(self, asked: Asked, domains: int) -> bool:
        told = set(asked.concerns)
        return (
            (self._is_for_all_ages or any(map(self._holds_age, asked.ages)))
            and (not self.concerns or bool(self.concerns & told))
            and self.all_concerns <= told
            and (not self.consulters or asked.consulter in self.consulters)
            and domains >= self.domains_from
        )

    @property
    def _is_for_all_ages(self) -> bool:
        return self.age_from is None and self.age_to is None

    def _holds_age(self, age: int) -> bool:
        return (self.age_from is None or self.age_from <= age) and (self.age_to is None or age <= self.age_to)


@dataclass(frozen=True)
class Recommendation:
    """An office to ask, with the rule that led to it and its reason in words (P-032, P-049)."""

    agency_id: str
    programme_id: str
    rule_id: str
    reason: str


@dataclass(frozen=True)
class Reference:
    """One version. `document` is the file as it was loaded."""

    municipality_id: str
    version: str
    valid_from: date
    coordinator_agency_id: str
    other_window_agency_id: str
    outreach_agency_id: str
    participation_agency_id: str
    fields: tuple[str, ...]
    agencies: Mapping[str, Agency]
    municipalities: Mapping[str, OtherMunicipality]
    programmes: Mapping[str, Mapping[str, Any]]
    concerns: Mapping[str, Concern]
    rules: tuple[Rule, ...]
    risk_classes: Mapping[str, str]
    feedback: Mapping[str, str]
    retention_years: int
    document: Mapping[str, Any]

    def domains(self, concerns: Sequence[str]) -> set[str]:
        """Distinct domains that the concerns touch; an unknown code counts as その他."""
        other = self.concerns[OTHER_CONCERN]
        return {domain for code in concerns for domain in self.concerns.get(code, other).domains}

    def recommendations(self, asked: Asked, day: date) -> list[Recommendation]:
        """D3, in the file's order: offices that are open on `day`, each once, with the first rule that names it.

        Nobody gets an empty answer: what fits no rule is recommended to the window for the rest (P-049).
        """
        count, found = len(self.domains(asked.concerns)), dict[str, Recommendation]()
        for rule in self.rules:
            if rule.fits(asked, count):
                for agency_id in self._offices(rule):
                    if self.agencies[agency_id].is_open(day):
                        found.setdefault(
                            agency_id, Recommendation(agency_id, rule.programme_id, rule.rule_id, rule.reason)
                        )
        return list(found.values()) or [self._for_the_rest(day)]

    def _offices(self, rule: Rule) -> list[str]:
        return [rule.agency_id] if rule.agency_id else list(self.programmes[rule.programme_id]["agency_ids"])

    def _for_the_rest(self, day: date) -> Recommendation:
        agency_id = self.windows_for_the_rest("", day)[0]
        return Recommendation(agency_id, "", "", "当てはまる事業がないため、まず受け止めて案内します")

    def windows_for_the_rest(self, asking_agency_id: str, day: date) -> list[str]:
        """Who is asked about what fits no programme: nobody is left without a window (P-016)."""
        windows = dict.fromkeys([self.other_window_agency_id, self.coordinator_agency_id])
        found = [one for one in windows if one != asking_agency_id and self.agencies[one].is_open(day)]
        return found or [self.coordinator_agency_id]

    def open_ones(self, agency_ids: Sequence[str], day: date) -> list[str]:
        """Without those that are unknown, closed or pausing; the order stays."""
        return [one for one in agency_ids if one in self.agencies and self.agencies[one].is_open(day)]

    def require_open(self, agency_id: str, day: date) -> None:
        """Raises UnknownAgency, AgencyClosed."""
        if agency_id not in self.agencies:
            raise UnknownAgency
        if not self.agencies[agency_id].is_open(day):
            raise AgencyClosed

    def reaches_out(self, agency_id: str, day: date) -> bool:
        """Whether the agency carries outreach: the city's desk for it, or an office that the catalogue names for the
        programme of that law (直営, or entrusted by 法106条の4第4項); open on `day`."""
        named = {
            one for item in self.programmes.values() if item["legal_basis"] == OUTREACH for one in item["agency_ids"]
        }
        return bool(self.open_ones([agency_id], day)) and agency_id in {self.outreach_agency_id, *named}

    def feedback_to(self, consulter: str) -> str:
        """What a source may be told (P-017): the outcome, or only that its worry was taken in."""
        return self.feedback.get(consulter, OUTCOME)

    def conceals(self, agency_id: str) -> bool:
        found = self.agencies.get(agency_id)
        return found is not None and found.conceals_addresses


def unlinked(reference: Reference) -> list[str]:
    """Programmes and targets without a policy of any plan: the consistency check of P-009."""
    document = reference.document
    known = {policy["policy_id"] for plan in document["plans"] for policy in plan["policies"]}
    entries = [(one["programme_id"], one) for one in document["programmes"]]
    entries += [(one["code"], one) for one in document["targets"]]
    return [name for name, one in entries if not known & set(one.get("policy_ids", ()))]


def ending_plans(reference: Reference, day: date) -> list[str]:
    """Plans in the last year of their period, or after it: a successor is needed (P-010)."""
    found = []
    for plan in reference.document["plans"]:
        start, end = date.fromisoformat(plan["period_start"]), date.fromisoformat(plan["period_end"])
        last_year = end.replace(year=end.year - 1)
        if start <= day and day > last_year:
            found.append(plan["plan_id"])
    return found


def read(document: Mapping[str, Any]) -> Reference:
    """Raises KeyError for what a city left out or for a name that leads nowhere, ValueError for a wrong date."""
    reference = Reference(
        municipality_id=document["municipality_id"],
        version=document["version"],
        valid_from=date.fromisoformat(document["valid_from"]),
        coordinator_agency_id=document["coordinator_agency_id"],
        other_window_agency_id=document["other_window_agency_id"],
        outreach_agency_id=document["outreach_agency_id"],
        participation_agency_id=document["participation_agency_id"],
        fields=tuple(document["fields"]),
        agencies={one["agency_id"]: _agency(one) for one in document["agencies"]},
        municipalities=municipalities.read(document),
        programmes={one["programme_id"]: one for one in document["programmes"]},
        concerns={one["code"]: _concern(one) for one in document["concerns"]},
        rules=tuple(_rule(one) for one in document["eligibility"]),
        risk_classes=document["risk_classes"],
        feedback=document["feedback"],
        retention_years=_years(document.get("retention_years", RETENTION_YEARS)),
        document=document,
    )
    for name, table in _names(reference):
        table[name]
    for target in document["targets"]:
        _check_target(target["kind"], target["target"])
    return reference


def _years(value: Any) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError("retention_years")
    return value


def _check_target(kind: str, target: str | int | None) -> None:
    if kind not in ("DEADLINE", "INDICATOR"):
        raise KeyError(kind)
    if kind == "INDICATOR" and target is not None:
        int(target)


def _agency(one: Mapping[str, Any]) -> Agency:
    if one["receives"] not in RECEIVES:
        raise KeyError(one["receives"])
    return Agency(
        agency_id=one["agency_id"],
        display_name=one["display_name"],
        full_name=one["full_name"],
        aliases=tuple(one["aliases"]),
        domains=tuple(one["domains"]),
        receives=one["receives"],
        hands_over=one["hands_over"],
        suggested_for=one["suggested_for"],
        valid=read_period(one["valid_from"], one["valid_until"]),
        pauses=tuple(read_period(pause["from"], pause["until"]) for pause in one["pauses"]),
        conceals_addresses=one.get("conceals_addresses", False),
        takes_abuse_reports=one.get("takes_abuse_reports", False),
    )


def _concern(one: Mapping[str, Any]) -> Concern:
    return Concern(one["code"], one["name"], tuple(one["domains"]), one.get("situation", False))


def _rule(one: Mapping[str, Any]) -> Rule:
    return Rule(
        rule_id=one["rule_id"],
        programme_id=one.get("programme_id", ""),
        agency_id=one.get("agency_id", ""),
        reason=one["reason"],
        concerns=frozenset(one.get("concerns", ())),
        all_concerns=frozenset(one.get("all_concerns", ())),
        consulters=frozenset(one.get("consulters", ())),
        age_from=one.get("age_from"),
        age_to=one.get("age_to"),
        domains_from=one.get("domains_from", 0),
    )


def _names(reference: Reference) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every name in the version, with the table in which it must be found."""
    offices: Mapping[str, Any] = reference.agencies
    for agency_id in (
        reference.coordinator_agency_id,
        reference.other_window_agency_id,
        reference.outreach_agency_id,
        reference.participation_agency_id,
    ):
        yield agency_id, offices
    methods = reference.document["methods"]
    for programme in reference.programmes.values():
        yield programme["method"], methods
        yield programme["section_agency_id"], offices
        for agency_id in programme["agency_ids"]:
            yield agency_id, offices
    for rule in reference.rules:
        yield (rule.agency_id, offices) if rule.agency_id else (rule.programme_id, reference.programmes)
        for code in rule.concerns | rule.all_concerns:
            yield code, reference.concerns
    yield OTHER_CONCERN, reference.concerns


def check_successor(new: Reference, before: Reference, today: date) -> None:
    """Whether `new` may follow `before`. Raises InvalidReference, LastAgencyOfField.

    A version never reaches back in time, and an office or programme that cases name is closed, never left out.
    """
    found = []
    if new.valid_from < today:
        found.append(Violation("document.valid_from", "IN_PAST", "適用の開始日は今日以後にしてください。"))
    for name, kept in (("agencies", new.agencies), ("municipalities", new.municipalities)):
        if not set(getattr(before, name)) <= set(kept):
            told = "前の版の機関は、消さずに終了日を付けてください。"
            found.append(Violation(f"document.{name}", "MISSING", told))
    if not set(before.programmes) <= set(new.programmes):
        found.append(Violation("document.programmes", "MISSING", "前の版の事業は消せません。"))
    if found:
        raise InvalidReference(*found)
    check_fields(new)


def check_fields(new: Reference) -> None:
    """On every day on which something changes, each field has an office that receives. Raises LastAgencyOfField."""
    for day in _turning_days(new):
        for name in new.fields:
            if not any(
                name in one.domains and one.receives == "YES" and one.is_open(day) for one in new.agencies.values()
            ):
                raise LastAgencyOfField


def _turning_days(reference: Reference) -> list[date]:
    days = {reference.valid_from}
    for agency in reference.agencies.values():
        days |= {pause.start for pause in agency.pauses}
        if agency.valid.until is not None:
            days.add(date.fromordinal(agency.valid.until.toordinal() + 1))
    return sorted(day for day in days if day >= reference.valid_from)


class InvalidReference(DomainError):
    code = "INVALID_REFERENCE"
    message = "基準データに誤りがあります。項目ごとの説明をご確認ください。"
    status = Status.INVALID_ARGUMENT


def age_on(birth_date: str, day: date) -> int | None:
    """In completed years; None while the birth date is unknown."""
    if not birth_date:
        return None
    born = date.fromisoformat(birth_date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
