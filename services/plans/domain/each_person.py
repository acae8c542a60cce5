"""A word of each person of the plan, each once, and of nobody else."""

from collections.abc import Iterable, Sequence

from kit.errors import Violation

NOT_IN_PLAN = "いまこのプランの本人ではありません。同意したばかりなら、加わるのを待って、もう一度記入してください。"


def faults(
    field: str, named: Sequence[str], told: Sequence[str], person_ids: Iterable[str], gap: Violation
) -> list[Violation]:
    """`named`: whom the entries are about, in their order; `told`: of whom one says anything. `gap`: one is missing."""
    wanted = set(person_ids)
    outside = [
        Violation(f"{field}[{index}].person_id", "NOT_IN_PLAN", NOT_IN_PLAN)
        for index, person_id in enumerate(named)
        if person_id not in wanted
    ]
    whole = sorted(one for one in told if one in wanted) == sorted(wanted) and len(told) == len(named)
    return outside if whole else [gap, *outside]
