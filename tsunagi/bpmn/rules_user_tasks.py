"""User tasks: who, by when, with which form; and what of its answers the process may see."""

import re
from collections import Counter
from collections.abc import Iterator

from kit.user_task_forms import CHOICES, NUMBER, YES_NO
from tsunagi.bpmn import feel
from tsunagi.bpmn.contract import STANDARD
from tsunagi.bpmn.finding import Finding
from tsunagi.bpmn.forms import CLASSES, Form
from tsunagi.bpmn.model import Node, Process
from tsunagi.bpmn.periods import is_period
from tsunagi.bpmn.rules_waits import DATE_NAME
from tsunagi.bpmn.variables import Material

WITHIN = "within"
CODE = re.compile(r"[A-Za-z0-9_.-]+")
GROUPS = re.compile(r"[A-Z0-9-]+(/[a-z-]+)?|[a-z-]+")
ANSWERED_BY_CODE = (*CHOICES, YES_NO, NUMBER)


def check(material: Material) -> Iterator[Finding]:
    for process in material.diagrams.processes:
        for node in process.nodes.values():
            if node.user is not None:
                yield from _complete(process, node)
                yield from _form(process, node, material)
                yield from _due(process, node, material)
    for form in material.diagrams.forms.values():
        yield from _classes(form)
        yield from _names(form, material)


def _complete(process: Process, node: Node) -> Iterator[Finding]:
    assert node.user is not None
    due = node.user.due_date or node.headers.get(WITHIN)
    parts = {"担当グループ": node.user.candidate_groups, "期限": due, "フォーム": node.user.form}
    absent = [name for name, value in parts.items() if not value]
    if absent:
        text = f"ユーザータスクに {'・'.join(absent)} がありません。"
        yield Finding(process.file, node.id, "USER_TASK_INCOMPLETE", text)
    group = node.user.candidate_groups or ""
    if group and not group.startswith("=") and GROUPS.fullmatch(group.strip()) is None:
        text = f"担当グループ {group} を読めません。W-04、W-04/agency-worker、役割のどれか一つを書きます。"
        yield Finding(process.file, node.id, "USER_TASK_INCOMPLETE", text)
    for person in node.user.persons:
        text = f"担当者 {person or '(空)'} が書かれています。エンジンに人の名は入れません。担当グループだけを書きます。"
        yield Finding(process.file, node.id, "USER_TASK_NAMES_PERSON", text)
    for header in sorted(node.headers.keys() - {WITHIN}):
        text = f"ユーザータスクは見出し {header or '(空)'} を読みません。綴りを確かめるか、消してください。"
        yield Finding(process.file, node.id, "HEADER_UNKNOWN", text)
    if node.user.native:
        text = "ユーザータスクの実装が Zeebe user task です。「Job worker」を選んでください。"
        yield Finding(process.file, node.id, "USER_TASK_NATIVE", text)


def _form(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    assert node.user is not None
    if node.user.form and node.user.form not in material.diagrams.forms:
        text = f"様式 {node.user.form} が forms フォルダーにありません。Camunda form (linked) で様式の ID を選びます。"
        yield Finding(process.file, node.id, "FORM_ABSENT", text)
    elif node.user.form and node.user.form_binding != "deployment":
        text = "様式の結び付きが deployment でありません(案件の途中で様式が入れ替わります)。"
        yield Finding(process.file, node.id, "BINDING_NOT_DEPLOYMENT", text)


def _due(process: Process, node: Node, material: Material) -> Iterator[Finding]:
    assert node.user is not None
    within = node.headers.get(WITHIN)
    if within is not None and not is_period(within):
        text = f"見出し {WITHIN} の値 {within} を読めません。5BD、48H、14D、3M の形で、5年までにします。"
        yield Finding(process.file, node.id, "HEADER_UNREADABLE", text)
    due = node.user.due_date
    if due is not None and DATE_NAME.fullmatch(due) is None:
        text = (
            f"期限 {due or '(空)'} は日時の変数(=…At)ではありません。見出し {WITHIN} に 2BD のように書くのが簡単です。"
        )
        yield Finding(process.file, node.id, "TIMER_NOT_A_DATE", text)
    variables = material.variables(process)
    if not variables.complete or node.id not in variables.before:
        return
    for name in sorted(_read(node.user.due_date) - variables.at(node)):
        text = f"期限 {name} を、ここまでに書かない道があります。見出し {WITHIN} で決めることもできます。"
        yield Finding(process.file, node.id, "DEADLINE_NOT_WRITTEN", text)
    for name in sorted(_read(node.user.candidate_groups) - variables.at(node)):
        text = f"担当グループが読む変数 {name} を、ここまでに書かない道があります。"
        yield Finding(process.file, node.id, "UNKNOWN_VARIABLE", text)


def _read(text: str | None) -> frozenset[str]:
    expression = feel.read(text[1:]) if text and text.startswith("=") else None
    return expression.names if expression is not None and expression.fault is None else frozenset()


def _classes(form: Form) -> Iterator[Finding]:
    for field in form.fields:
        if field.data_class not in CLASSES:
            text = f"項目 {field.key} に情報の区分がありません。Custom properties に dataClass(C0〜C6)を入れます。"
            yield Finding(form.file, field.key, "FIELD_WITHOUT_CLASS", text)
        elif field.type in CHOICES and not field.choices:
            text = f"項目 {field.key} に選ぶものがありません。Options に、値とラベルを一つずつ書きます。"
            yield Finding(form.file, field.key, "FIELD_WITHOUT_CHOICES", text)
        elif field.is_variable and any(CODE.fullmatch(value) is None for value, _ in field.choices):
            text = f"項目 {field.key} の値(Value)に文があります。値は英数字の符号にし、文はラベルに書きます。"
            yield Finding(form.file, field.key, "TEXT_FOR_ENGINE", text)
        elif field.is_variable and field.type not in ANSWERED_BY_CODE:
            text = f"項目 {field.key} は自由な文なのに C0 です。C0 は選択・はい/いいえ・数だけです。"
            yield Finding(form.file, field.key, "TEXT_FOR_ENGINE", text)
    for key in sorted(key for key, count in Counter(one.key for one in form.fields).items() if count > 1):
        yield Finding(form.file, key, "DUPLICATE_ID", f"同じ項目 {key} が二度あります。")


def _names(form: Form, material: Material) -> Iterator[Finding]:
    """A choice must not overwrite what the services or other steps have written."""
    taken = STANDARD.union(
        *(task.outputs for task in material.contract.tasks.values()),
        *(sent.variables for sent in material.contract.messages.values()),
    )
    for field in form.fields:
        if field.is_variable and field.key in taken:
            text = f"項目 {field.key} は、サービスが書く変数と同じ名前です。別の名前にしてください。"
            yield Finding(form.file, field.key, "FIELD_NAME_TAKEN", text)
