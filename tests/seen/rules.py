"""Evaluates the two forms of expression that deploy/alerts.yaml may use, over the Prometheus text format."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

ALERTS = Path(__file__).parents[2] / "deploy" / "alerts.yaml"
_SELECTOR = r'([a-z_:]+)(?:\{([a-z_]+)="([^"]*)"\})?'
_LIMIT = re.compile(rf"^{_SELECTOR} ([<>]) ([0-9.]+)$")
_ABSENT = re.compile(rf"^absent\({_SELECTOR}\)$")


@dataclass(frozen=True)
class Series:
    metric: str
    label: tuple[str, str] | None

    def among(self, pages: tuple[str, ...]) -> list[Sample]:
        families: list[Metric] = [one for page in pages for one in text_string_to_metric_families(page)]
        return [
            sample
            for family in families
            for sample in family.samples
            if sample.name == self.metric and (self.label is None or sample.labels.get(self.label[0]) == self.label[1])
        ]


@dataclass(frozen=True)
class Limit:
    series: Series
    above: bool
    limit: float

    def broken(self, pages: tuple[str, ...]) -> list[dict[str, str]]:
        return [
            dict(sample.labels)
            for sample in self.series.among(pages)
            if (sample.value > self.limit if self.above else sample.value < self.limit)
        ]


@dataclass(frozen=True)
class Absent:
    series: Series

    def broken(self, pages: tuple[str, ...]) -> list[dict[str, str]]:
        told = dict([self.series.label] if self.series.label else [])
        return [] if self.series.among(pages) else [told]


@dataclass(frozen=True)
class Rule:
    """Any of its conditions makes it fire. `runbook`: the anchor in docs/operators.md."""

    name: str
    conditions: tuple[Limit | Absent, ...]
    summary: str
    runbook: str

    def firing(self, *pages: str) -> list[dict[str, str]]:
        """The labels that it fires with now (whatever `for` says). A page is empty where nobody answers."""
        return [labels for one in self.conditions for labels in one.broken(pages)]


def load() -> dict[str, Rule]:
    """Raises ValueError for an expression of another form."""
    (group,) = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return {one["alert"]: _rule(one) for one in group["rules"]}


def _rule(one: dict[str, object]) -> Rule:
    told = one["annotations"]
    assert isinstance(told, dict)
    conditions = tuple(_condition(part) for part in str(one["expr"]).split(" or "))
    return Rule(str(one["alert"]), conditions, told["summary"], told["runbook_url"].partition("#")[2])


def _condition(expression: str) -> Limit | Absent:
    if match := _LIMIT.match(expression):
        metric, label, value, sign, limit = match.groups()
        return Limit(_series(metric, label, value), sign == ">", float(limit))
    if match := _ABSENT.match(expression):
        return Absent(_series(*match.groups()))
    raise ValueError(expression)


def _series(metric: str, label: str | None, value: str | None) -> Series:
    return Series(metric, (label, value or "") if label else None)
