"""What the engine is given beside what a diagram says: every step hands its trace context on to the next (ADR 13).

The process variable `traceparent` is written by each message and each completed job. Here it is handed into and out of
calls and subprocesses, where it is a local of its own so that parallel branches do not mix, and past output mappings,
which would otherwise drop it. Diagrams say nothing of it, so that nobody can forget it.
"""

from lxml import etree

from tsunagi.bpmn.read import BPMN, ZEEBE, parsed

VARIABLE = "traceparent"
SCOPES = ("callActivity", "subProcess")
STEPS = ("serviceTask", "sendTask", "userTask", "receiveTask", "businessRuleTask", "scriptTask")
EVENTS = ("startEvent", "intermediateCatchEvent", "boundaryEvent")


def woven(content: bytes) -> bytes:
    """The diagram for the engine; the same for the same content. What is no diagram of processes stays as it is."""
    root = parsed(content)
    if root.tag != f"{BPMN}definitions":
        return content
    for kind in SCOPES:
        for scope in root.iter(f"{BPMN}{kind}"):
            if scope.get("triggeredByEvent") != "true":
                _map(scope, "input")
                _map(scope, "output")
    for kind in (*STEPS, *EVENTS):
        for step in root.iter(f"{BPMN}{kind}"):
            brings = kind in STEPS or step.find(f"{BPMN}messageEventDefinition") is not None
            if brings and step.find(f"{BPMN}extensionElements/{ZEEBE}ioMapping/{ZEEBE}output") is not None:
                _map(step, "output")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _map(element: etree._Element, direction: str) -> None:
    extension = element.find(f"{BPMN}extensionElements")
    if extension is None:
        extension = etree.Element(f"{BPMN}extensionElements")
        element.insert(len(element.findall(f"{BPMN}documentation")), extension)
    mapping = extension.find(f"{ZEEBE}ioMapping")
    if mapping is None:
        mapping = etree.SubElement(extension, f"{ZEEBE}ioMapping")
    if any(one.get("target") == VARIABLE for one in mapping.findall(f"{ZEEBE}{direction}")):
        return
    pair = etree.Element(f"{ZEEBE}{direction}", source=f"={VARIABLE}", target=VARIABLE)
    # The schema wants inputs before outputs.
    mapping.insert(len(mapping.findall(f"{ZEEBE}input")), pair)
