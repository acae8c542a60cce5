"""`tsunagi bpmn check`: every rule over one folder of diagrams."""

from pathlib import Path

from tsunagi.bpmn import (
    rules_codes,
    rules_elements,
    rules_flow,
    rules_gates,
    rules_set,
    rules_tables,
    rules_tasks,
    rules_tokens,
    rules_user_tasks,
    rules_variables,
    rules_waits,
)
from tsunagi.bpmn.contract import Contract, of_code
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.read import read_folder
from tsunagi.bpmn.variables import Material

PACKAGED = Path(__file__).parents[2] / "bpmn"
RULES = (
    *(rules_elements, rules_tasks, rules_user_tasks, rules_waits, rules_variables, rules_flow, rules_tokens, rules_set),
    *(rules_gates, rules_tables, rules_codes),
)


def check_folder(folder: Path, packaged: Path | None = None, contract: Contract | None = None) -> list[Finding]:
    """Every finding, in order of file and element; empty when the set may be deployed.

    `packaged`: the diagrams that the folder is held against, by default bpmn/ of this repository, never itself.
    `contract`: by default that of the installed services. Raises FileRefused for a file that cannot be read.
    """
    material = Material(read_folder(folder), contract or of_code())
    found = {finding for rules in RULES for finding in rules.check(material)}
    before = packaged or PACKAGED
    if before.is_dir() and before.resolve() != folder.resolve():
        found |= set(rules_set.against(material, kept := read_folder(before)))
        found |= set(rules_codes.against(material.diagrams, kept, material.contract))
        found |= set(rules_tables.against(material.diagrams, kept))
    return sorted(found)
