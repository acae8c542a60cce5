"""Evaluates the one form of expression that deploy/alerts.yaml may use, over the Prometheus text format."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from prometheus_client.parser import text_string_to_metric_families

ALERTS = Path(__file__).parents[2] / "deploy" / "alerts.yaml"
_FORM = re.compile(r'^([a-z_:]+)(?:\{([a-z_]+)="([^"]*)"\})? ([<>]) ([0-9.]+)$')


@dataclass(frozen=True)
class Rule:
    """`runbook`: the anchor in docs/operators.md."""

    name: str
    metric: str
    label: tuple[str, str] | None
    above: bool
    limit: float
    summary: str
    runbook: str

    def firing(self, page: str) -> list[dict[str, str]]:
        """The labels of each series that is over the limit now (whatever `for` says)."""
        samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
        return [
            dict(sample.labels)
            for sample in samples
            if sample.name == self.metric
            and (self.label is None or sample.labels.get(self.label[0]) == self.label[1])
            and (sample.value > self.limit if self.above else sample.value < self.limit)
        ]


def load() -> dict[str, Rule]:
    """Raises ValueError for an expression of another form."""
    (group,) = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return {one["alert"]: _rule(one) for one in group["rules"]}


def _rule(one: dict[str, object]) -> Rule:
    match = _FORM.match(str(one["expr"]))
    if match is None:
        raise ValueError(f"{one['alert']}: {one['expr']}")
    metric, label, value, sign, limit = match.groups()
    told = one["annotations"]
    assert isinstance(told, dict)
    return Rule(
        str(one["alert"]),
        metric,
        (label, value) if label else None,
        sign == ">",
        float(limit),
        told["summary"],
        told["runbook_url"].partition("#")[2],
    )
