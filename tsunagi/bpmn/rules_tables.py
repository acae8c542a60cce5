"""Decision tables: every case has one answer that the process can use, and every row can be reached."""

from collections.abc import Iterator, Mapping

from tsunagi.bpmn import feel
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.model import Decision, Node, Process, Rule
from tsunagi.bpmn.periods import is_period
from tsunagi.bpmn.rules_flow import texts
from tsunagi.bpmn.variables import Material

ANY = ("", "-")
PERIOD_NAME = "Within"
LITERALS = {"string": "string", "number": "number"}


def check(material: Material) -> Iterator[Finding]:
    for decision in material.diagrams.decisions:
        yield from _policy(decision)
        yield from _rows(decision)
        for rule in decision.rules:
            yield from _cells(decision, rule)
    for process in material.diagrams.processes:
        results = {
            node.decision.result: material.diagrams.decision[node.decision.decision_id]
            for node in process.nodes.values()
            if node.decision is not None and node.decision.decision_id in material.diagrams.decision
        }
        for node in process.nodes.values():
            for text in texts(process, node):
                yield from _columns(process, node, text, results)


def against(now: Material, before: Material) -> Iterator[Finding]:
    """What the services expect of a packaged table's answers: one of them, and a number or nothing as it gives them."""
    for decision in now.diagrams.decisions:
        packaged = before.diagrams.decision.get(decision.id)
        if packaged is None:
            continue
        if (decision.policy, decision.aggregation) != (packaged.policy, packaged.aggregation):
            kept = f"{packaged.policy} {packaged.aggregation or ''}".strip()
            text = f"Hit policy は、配布された表の {kept} から変えられません。元に戻します。"
            yield Finding(decision.file, decision.id, "TABLE_POLICY", text)
        for rule in decision.rules:
            for name, cell in rule.outputs.items():
                given = {one.outputs.get(name) for one in packaged.rules}
                if (cell == "null" or cell.lstrip("-").isdecimal()) and name in packaged.outputs and cell not in given:
                    text = f"この行の {name} の結果 {cell} は、配布された表のこの列にない値です。"
                    yield Finding(decision.file, rule.id, "TABLE_CELL", text)


def _columns(process: Process, node: Node, text: str, results: Mapping[str, Decision]) -> Iterator[Finding]:
    """`result.column` of a table with several columns."""
    tokens = feel.read(text.removeprefix("=")).tokens
    for name, dot, column in zip(tokens, tokens[1:], tokens[2:], strict=False):
        decision = results.get(name.text)
        if decision is not None and dot.text == "." and column.text not in decision.outputs:
            said = f"式 {text} が読む結果の列 {column.text} は、表 {decision.id} にありません。"
            yield Finding(process.file, node.id, "UNKNOWN_VARIABLE", said)


def _policy(decision: Decision) -> Iterator[Finding]:
    if decision.policy == "FIRST" or (decision.policy == "COLLECT" and decision.aggregation):
        return
    text = f"Hit policy {decision.policy or '(空)'} は使えません。FIRST か、集計(MAX など)を選んだ COLLECT にします。"
    yield Finding(decision.file, decision.id, "TABLE_POLICY", text)


def _rows(decision: Decision) -> Iterator[Finding]:
    if not any(is_rest(rule) for rule in decision.rules):
        text = "どの行にも合わないときの行がありません。条件がすべて空(-)の行を最後に置きます。"
        yield Finding(decision.file, decision.id, "TABLE_WITHOUT_REST", text)
    if not all(decision.outputs) or len(set(decision.outputs)) < len(decision.outputs):
        text = "結果の列に名前(Output name)がないか、同じ名前が二つあります。"
        yield Finding(decision.file, decision.id, "TABLE_CELL", text)
    for place, rule in enumerate(decision.rules if decision.policy == "FIRST" else ()):
        before = next((one for one in decision.rules[:place] if _covers(one, rule)), None)
        if before is not None:
            text = f"この行は選ばれません。先にある行 {before.id} がいつも当てはまります。順番か条件を直します。"
            yield Finding(decision.file, rule.id, "TABLE_ROW_DEAD", text)


def is_rest(rule: Rule) -> bool:
    return all(cell in ANY for cell in rule.inputs.values())


def _covers(earlier: Rule, later: Rule) -> bool:
    return all(cell in ANY or cell == later.inputs.get(name) for name, cell in earlier.inputs.items())


def _cells(decision: Decision, rule: Rule) -> Iterator[Finding]:
    faults = [] if rule.whole else ["列の数と合いません"]
    known = frozenset().union(*(feel.read(text).names for text in decision.inputs))
    for name, cell in rule.inputs.items():
        faults += _faults(name, cell, known, decision.types) if cell not in ANY else []
    for name, cell in rule.outputs.items():
        result = feel.read(cell)
        if result.fault:
            faults.append(f"{name} の結果 {cell or '(空)'} を読めません")
        else:
            faults += _faults(name, cell, known, decision.types)
        texts = [token.text.strip('"') for token in result.tokens if token.kind == "string"]
        if name.endswith(PERIOD_NAME) and not all(map(is_period, texts)):
            faults.append(f"{name} の結果 {cell} は期限ではありません(5BD、48H、14D、3M の形で、5年まで)")
    for fault in faults:
        yield Finding(decision.file, rule.id, "TABLE_CELL", f"この行の {fault}。")


def _faults(name: str, cell: str, known: frozenset[str], types: Mapping[str, str]) -> list[str]:
    found = []
    for part in feel.tests(cell):
        if part.fault is not None:
            return [f"{name} の {cell} を読めません({part.fault})"]
        found += [f"{name} の {cell} は、値なら引用符で囲みます({one})" for one in sorted(part.names - known)]
        kinds = {token.kind for token in part.tokens} & set(LITERALS.values())
        wanted = LITERALS.get(types.get(name, ""))
        if wanted and not part.calls and len(part.tokens) <= 2 and kinds and wanted not in kinds:
            found.append(f"{name} の {cell} は、列の型 {types[name]} と合いません")
    return found
