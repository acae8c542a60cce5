"""How agencies, hosts and activities work together, read from what is counted: codes of offices, never a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from kit.small_cells import SMALLEST_SHOWN
from services.plans.domain.report import Figure, masked

MANAGER, NETWORK = "manager", "network"


class LinkKind(StrEnum):
    HANDOFF = "HANDOFF"
    MEETING = "MEETING"
    PLAN = "PLAN"
    HOST = "HOST"
    ACTIVITY = "ACTIVITY"


COUNTED_AS = {
    "HANDOFFS_BETWEEN": LinkKind.HANDOFF,
    "JOINT": LinkKind.MEETING,
    "PLAN_LINKS": LinkKind.PLAN,
    "HOST_LINKS": LinkKind.HOST,
}
"""Code of a figure that ends in the two that it links → how it links them."""


@dataclass(frozen=True)
class Link:
    kind: LinkKind
    one: str
    other: str
    count: int = 0
    masked: bool = False


@dataclass
class Partner:
    agency_id: str
    sent: int = 0
    sent_stalled: int = 0
    received: int = 0
    received_stalled: int = 0
    meetings: int = 0
    plans: int = 0


@dataclass(frozen=True)
class Cooperation:
    """`answers`: ACCEPTED, DECLINED, EXPIRED, IN_TIME, LATE → how often."""

    agency_id: str
    answers: Mapping[str, int]
    partners: list[Partner] = field(default_factory=list)


def new_pairs(together: Iterable[str], before: Iterable[str]) -> list[str]:
    """Codes of what a plan in force links anew: each two agencies once."""
    known = set(combinations(sorted(set(before)), 2))
    return [
        f"PLAN_LINKS.{one}.{other}"
        for one, other in combinations(sorted(set(together)), 2)
        if (one, other) not in known
    ]


def network(counts: Mapping[str, int], activities: Iterable[tuple[str, str]]) -> list[Link]:
    """`activities`: (coordinating agency, resource id). Numbers of 1 to 4 are hidden, that there is a link is not.

    A small number of meetings has no link: what was counted earlier tells of 支援会議, too.
    """
    links = [Link(LinkKind.ACTIVITY, agency, f"resources/{resource}") for agency, resource in activities]
    for code, count in counts.items():
        ends = _ends(code)
        if ends is not None:
            kind, one, other = ends
            small = count < SMALLEST_SHOWN
            if small and kind is LinkKind.MEETING:
                continue
            to = f"resources/{other}" if kind is LinkKind.HOST else other
            links.append(Link(kind, one, to, 0 if small else count, small))
    return sorted(links, key=lambda link: (list(LinkKind).index(link.kind), link.one, link.other))


def _ends(code: str) -> tuple[LinkKind, str, str] | None:
    parts = code.split(".")
    kind = COUNTED_AS.get(parts[0])
    return (kind, parts[1], parts[2]) if kind is not None and len(parts) == len(("kind", "one", "other")) else None


def frozen_activities(activities: Iterable[tuple[str, str]]) -> list[Figure]:
    """As a report keeps them beside its figures: an activity is no number."""
    return [Figure(NETWORK, f"{LinkKind.ACTIVITY}.{agency}.{resource}", "", 1) for agency, resource in activities]


def frozen_network(figures: Sequence[Figure], shown: Sequence[Figure]) -> list[Link]:
    """Of a report's figures; `shown`: masked already, so that what a figure hides its link does not tell."""
    activities = [one.code.split(".")[1:] for one in figures if one.group == NETWORK]
    return network(_by_code(shown), [(agency, resource) for agency, resource in activities])


def published(figures: Sequence[Figure]) -> dict[str, int]:
    """Counts by code for a network of today, where those are 0 that a report would hide."""
    return _by_code(masked(figures))


def _by_code(shown: Sequence[Figure]) -> dict[str, int]:
    return {figure.code: 0 if figure.masked else figure.count for figure in shown}


def cooperation(agency_id: str, counts: Mapping[str, int]) -> Cooperation:
    """Of one agency."""
    answers = {
        code.rpartition(".")[2]: count
        for code, count in counts.items()
        if code.startswith((f"HANDOFF_ANSWERS_OF.{agency_id}.", f"HANDOFF_ANSWER_TIMES_OF.{agency_id}."))
    }
    partners: dict[str, Partner] = {}
    for code, count in counts.items():
        _add(agency_id, code.split("."), count, partners)
    return Cooperation(agency_id, answers, [partners[name] for name in sorted(partners)])


FIELDS = {
    "HANDOFFS_BETWEEN": ("sent", "received"),
    "HANDOFFS_STALLED": ("sent_stalled", "received_stalled"),
    "JOINT": ("meetings", "meetings"),
    "PLAN_LINKS": ("plans", "plans"),
}
"""Code → what it adds to when the agency is the first, or the second, that it names."""


def _add(agency_id: str, parts: Sequence[str], count: int, partners: dict[str, Partner]) -> None:
    fields = FIELDS.get(parts[0])
    ends = parts[1:]
    if fields is None or len(ends) != len(fields) or agency_id not in ends:
        return
    place = ends.index(agency_id)
    other = ends[1 - place]
    partner = partners.setdefault(other, Partner(other))
    setattr(partner, fields[place], getattr(partner, fields[place]) + count)
