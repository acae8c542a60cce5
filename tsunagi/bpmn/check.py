"""`tsunagi bpmn check`: every rule over one folder of diagrams."""

from functools import cache
from pathlib import Path

from tsunagi.bpmn import (
    rules_codes,
    rules_elements,
    rules_events,
    rules_flow,
    rules_gates,
    rules_kept,
    rules_mappings,
    rules_order,
    rules_set,
    rules_tables,
    rules_tasks,
    rules_tokens,
    rules_user_tasks,
    rules_values,
    rules_variables,
    rules_waits,
    rules_ways,
)
from tsunagi.bpmn.contract import Contract, of_code
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.read import read_folder
from tsunagi.bpmn.variables import Material

PACKAGED = Path(__file__).parents[2] / "bpmn"
RULES = (
    *(rules_elements, rules_tasks, rules_user_tasks, rules_waits, rules_variables, rules_flow, rules_tokens, rules_set),
    *(rules_gates, rules_tables, rules_codes, rules_values),
)
AGAINST = (
    rules_set,
    rules_kept,
    rules_mappings,
    rules_events,
    rules_order,
    rules_ways,
    rules_codes,
    rules_tables,
    rules_values,
)


def check_folder(folder: Path, packaged: Path | None = None, contract: Contract | None = None) -> list[Finding]:
    """Every finding, in order of file and element; empty when the set may be deployed.

    `packaged`: the diagrams that the folder is held against, by default bpmn/ of this repository, never itself.
    `contract`: by default that of the installed services. Raises FileRefused for a file that cannot be read.
    """
    before, held_to = packaged or PACKAGED, contract or of_code()
    material = Material(read_folder(folder), held_to)
    found = {finding for rules in RULES for finding in rules.check(material)}
    if before.is_dir() and before.resolve() != folder.resolve():
        kept = _installed() if (before, held_to) == (PACKAGED, of_code()) else Material(read_folder(before), held_to)
        found |= {finding for rules in AGAINST for finding in rules.against(material, kept)}
    return sorted(found)


@cache
def _installed() -> Material:
    """The packaged diagrams, which stay as they are while a process runs."""
    return Material(read_folder(PACKAGED), of_code())
