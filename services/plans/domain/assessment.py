"""Assessments side by side: what each agency found out, with the measure that fits each issue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.plans.domain.draft import CODE, bad_code, required


@dataclass(frozen=True)
class Issue:
    domain_code: str
    text: str
    measure: str

    @property
    def is_open(self) -> bool:
        """P-052: nothing that fits was found yet."""
        return not self.measure.strip()


@dataclass(frozen=True)
class Findings:
    """What the assessor writes."""

    person_ids: tuple[str, ...]
    met_person: bool
    strengths: str
    wishes: str
    summary: str
    issues: tuple[Issue, ...]
    supersedes_id: str
    correction_reason: str


@dataclass(frozen=True)
class Assessment:
    assessment_id: str
    plan_id: str
    agency_id: str
    findings: Findings
    occurred_at: datetime
    recorded_at: datetime
    superseded: bool = False


class AssessmentWithoutGrant(DomainError):
    code = "ASSESSMENT_WITHOUT_GRANT"
    message = "アセスメント又はプラン共有の同意がない機関は、この人のアセスメントを記録できません。"
    status = Status.PERMISSION_DENIED


def check_findings(findings: Findings, persons: Sequence[str]) -> None:
    """Raises InvalidArgument with every fault at once."""
    violations = [] if findings.summary.strip() else [required("summary")]
    if not findings.person_ids or len(set(findings.person_ids)) != len(findings.person_ids):
        violations.append(required("person_ids"))
    violations += _unknown(findings.person_ids, persons)
    for index, issue in enumerate(findings.issues):
        if not CODE.match(issue.domain_code):
            violations.append(bad_code(f"issues[{index}].domain_code"))
        if not issue.text.strip():
            violations.append(required(f"issues[{index}].text"))
    if findings.supersedes_id and not findings.correction_reason.strip():
        violations.append(required("correction_reason"))
    if violations:
        raise InvalidArgument(*violations)


def _unknown(person_ids: Iterable[str], persons: Sequence[str]) -> list[Violation]:
    return [
        Violation(f"person_ids[{index}]", "UNKNOWN", "このプランの本人を指定してください。")
        for index, person in enumerate(person_ids)
        if person not in persons
    ]
