"""What is deployed of a diagram with user tasks: their headers carry the form, since the engine hands none to a job.

So a running case keeps the form of its own set, as it keeps its diagram. The files themselves stay as they are.
"""

from collections.abc import Mapping

from lxml import etree

from kit.user_task_forms import HEADER_FORM, HEADER_TITLE, encode
from tsunagi.bpmn.forms import Form
from tsunagi.bpmn.read import BPMN, ZEEBE, parsed


def with_forms(contents: Mapping[str, bytes], forms: Mapping[str, Form]) -> dict[str, bytes]:
    """By file name. A file without user tasks is left byte for byte."""
    return {name: _linked(content, forms) if name.endswith(".bpmn") else content for name, content in contents.items()}


def _linked(content: bytes, forms: Mapping[str, Form]) -> bytes:
    root = parsed(content)
    tasks = list(root.iter(f"{BPMN}userTask"))
    for task in tasks:
        _carry(task, forms)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) if tasks else content


def _carry(task: etree._Element, forms: Mapping[str, Form]) -> None:
    extensions = task.find(f"{BPMN}extensionElements")
    definition = task.find(f"{BPMN}extensionElements/{ZEEBE}formDefinition")
    if extensions is None or definition is None:
        return
    headers = extensions.find(f"{ZEEBE}taskHeaders")
    if headers is None:
        headers = etree.SubElement(extensions, f"{ZEEBE}taskHeaders")
    told = {HEADER_TITLE: task.get("name", ""), HEADER_FORM: encode(forms[definition.get("formId", "")].fields)}
    for key, value in told.items():
        etree.SubElement(headers, f"{ZEEBE}header", key=key, value=value)
