"""A copy of the packaged diagrams that a test changes as somebody in the Modeler would."""

import copy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

BPMN_FOLDER = Path(__file__).parents[2] / "bpmn"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"


class Diagram:
    """One file, open for changes."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    def one(self, element_id: str) -> etree._Element:
        """The element with an id, shapes aside."""
        (found,) = (one for one in self.root.iter() if one.get("id") == element_id)
        return found

    def zeebe(self, element_id: str, name: str, **attributes: str) -> etree._Element:
        """An extension of an element, chosen by name and attributes."""
        for found in self.one(element_id).iter(f"{ZEEBE}{name}"):
            if all(found.get(key) == value for key, value in attributes.items()):
                return found
        raise LookupError(element_id, name, attributes)

    def message(self, name: str) -> etree._Element:
        (found,) = (one for one in self.root.findall(f"{BPMN}message") if one.get("name") == name)
        return found

    def condition(self, flow: str, text: str) -> None:
        condition = self.one(flow).find(f"{BPMN}conditionExpression")
        assert condition is not None
        condition.text = text

    def timer(self, element_id: str, text: str) -> None:
        (date,) = self.one(element_id).iter(f"{BPMN}timeDate")
        date.text = text

    def outputs(self, element_id: str, **sources: str) -> None:
        """Output mappings, target=source, added to an element."""
        extensions = self.one(element_id).find(f"{BPMN}extensionElements")
        assert extensions is not None
        mapping = extensions.find(f"{ZEEBE}ioMapping")
        if mapping is None:
            mapping = etree.SubElement(extensions, f"{ZEEBE}ioMapping")
        for target, source in sources.items():
            etree.SubElement(mapping, f"{ZEEBE}output", source=source, target=target)

    def remove(self, *element_ids: str) -> None:
        """Elements with their flows and shapes."""
        for element_id in element_ids:
            for flow in list(self.root.iter(f"{BPMN}sequenceFlow")):
                if element_id in (flow.get("sourceRef"), flow.get("targetRef")):
                    self._drop(flow)
            self._drop(self.one(element_id))

    def _drop(self, element: etree._Element) -> None:
        name = element.get("id")
        for shape in [one for one in self.root.iter() if one.get("bpmnElement") == name]:
            remove(shape)
        for end in list(self.root.iter(f"{BPMN}incoming", f"{BPMN}outgoing")):
            if end.text == name:
                remove(end)
        remove(element)

    def twin(self, element_id: str, new_id: str) -> etree._Element:
        """A copy beside the element, drawn, without flows."""
        original = self.one(element_id)
        added = copy.deepcopy(original)
        for one in added.iter(tag=etree.Element):
            if one.get("id"):
                one.set("id", str(one.get("id")).replace(element_id, new_id))
        for end in list(added.iter(f"{BPMN}incoming", f"{BPMN}outgoing")):
            remove(end)
        original.addnext(added)
        self._draw(element_id, new_id)
        return added

    def flow(self, source: str, target: str, like: str) -> None:
        """A flow, drawn as another one is."""
        added = copy.deepcopy(self.one(like))
        new_id = f"Flow_{source}_{target}"
        added.set("id", new_id)
        added.set("sourceRef", source)
        added.set("targetRef", target)
        self.one(like).addnext(added)
        self._draw(like, new_id)

    def _draw(self, like: str, new_id: str) -> None:
        (shape,) = (one for one in self.root.iter() if one.get("bpmnElement") == like)
        drawn = copy.deepcopy(shape)
        drawn.set("bpmnElement", new_id)
        drawn.set("id", f"{new_id}_di")
        shape.addnext(drawn)

    def raise_tag(self) -> None:
        for tag in self.root.iter(f"{ZEEBE}versionTag"):
            tag.set("value", "1.0.99")


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


@contextmanager
def edited(folder: Path, name: str, raise_tag: bool = True) -> Iterator[Diagram]:
    """Opens one file of a folder, writes it back; with its version tag raised, unless told otherwise."""
    path = folder / name
    diagram = Diagram(etree.fromstring(path.read_bytes()))
    if raise_tag:
        diagram.raise_tag()
    yield diagram
    path.write_bytes(etree.tostring(diagram.root, encoding="UTF-8", xml_declaration=True))


def copied(folder: Path) -> Path:
    """The packaged set in a folder of its own."""
    return Path(shutil.copytree(BPMN_FOLDER, folder / "bpmn"))
