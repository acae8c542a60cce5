"""XML of BPMN and DMN into the frozen values of `model`."""

from copy import deepcopy
from pathlib import Path

from lxml import etree

from tsunagi.bpmn import forms, model
from tsunagi.bpmn.finding import FileRefused

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
DMNDI = "{https://www.omg.org/spec/DMN/20191111/DMNDI/}"

NODE_KINDS = frozenset(
    {"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"}
    | {"task", "serviceTask", "receiveTask", "sendTask", "userTask", "manualTask", "scriptTask", "businessRuleTask"}
    | {"callActivity", "subProcess"}
    | {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
)


# Drawn beside the flow: the engine steps over them.
REMARKS = frozenset(
    {"documentation", "extensionElements", "incoming", "outgoing", "laneSet", "textAnnotation", "association", "group"}
    | {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "property", "ioSpecification"}
    | {"dataObject", "dataObjectReference", "dataStoreReference", "auditing", "monitoring"}
)
LARGEST_BYTES = 1_000_000  # a set is one message to the engine, which takes 4 MB


class DeclaresTypes(ValueError):
    """A document type, and with it entities: no diagram has one."""


def read_folder(folder: Path) -> model.Diagrams:
    """Raises FileRefused for a file that is not XML, or would be left out of the set unseen."""
    processes: list[model.Process] = []
    decisions: list[model.Decision] = []
    files: dict[str, int] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".bpmn", ".dmn"):
            _passed_over(path, folder)
            continue
        before = len(processes) + len(decisions)
        if path.suffix == ".bpmn":
            processes += _processes(path)
        else:
            decisions += _decisions(path)
        files[path.name] = len(processes) + len(decisions) - before
    return model.Diagrams(tuple(processes), tuple(decisions), forms.read(folder), files)


def _passed_over(path: Path, folder: Path) -> None:
    """A diagram under another ending or in a folder below would be neither checked nor deployed."""
    inside = sorted(path.rglob("*")) if path.is_dir() and not path.is_symlink() else [path]
    for one in inside:
        if one.suffix.lower() in (".bpmn", ".dmn"):
            name = one.relative_to(folder).as_posix()
            japanese = f"{name} は組に入りません。フォルダの直下に、小文字の .bpmn か .dmn で置いてください。"
            raise FileRefused(name, "DIAGRAM_MISPLACED", japanese, f"{name} is no part of the set.")


def parsed(content: bytes) -> etree._Element:
    """Reading a city's file fetches and expands nothing. Raises etree.XMLSyntaxError, DeclaresTypes."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise DeclaresTypes("it declares a document type")
    return root


def _root(path: Path) -> etree._Element:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError(f"it is larger than {LARGEST_BYTES} bytes")
        return parsed(path.read_bytes())
    except (OSError, etree.XMLSyntaxError, ValueError) as error:
        japanese = f"{path.name} は図として読めません。Camunda Modeler で開き直して保存してください。"
        raise FileRefused(path.name, "DIAGRAM_UNREADABLE", japanese, f"{path.name} is no diagram: {error}") from error


def _processes(path: Path) -> list[model.Process]:
    root = _root(path)
    messages = {
        one.get("id", ""): model.Message(one.get("name", ""), _attribute(one, "subscription", "correlationKey"))
        for one in root.findall(f"{BPMN}message")
    }
    errors = {one.get("id", ""): one.get("errorCode") for one in root.findall(f"{BPMN}error")}
    drawn = {one.get("bpmnElement", "") for kind in ("BPMNShape", "BPMNEdge") for one in root.iter(f"{DI}{kind}")}
    found = []
    for process in root.findall(f"{BPMN}process"):
        reader = _Reader(messages, errors)
        reader.scope(process)
        found.append(
            model.Process(
                path.name,
                process.get("id", ""),
                process.get("name"),
                _attribute(process, "versionTag", "value"),
                reader.nodes,
                tuple(reader.flows),
                _ids(root),
                frozenset(drawn),
                _content(root),
                process.get("isExecutable") == "true",
            )
        )
    return found


class _Reader:
    """Collects the nodes and flows of one process."""

    def __init__(self, messages: dict[str, model.Message], errors: dict[str, str | None]) -> None:
        self._messages, self._errors = messages, errors
        self.nodes: dict[str, model.Node] = {}
        self.flows: list[model.Flow] = []

    def scope(self, element: etree._Element) -> None:
        for child in element.iterchildren(tag=etree.Element):
            kind = etree.QName(child).localname
            if kind == "sequenceFlow":
                self._flow(child)
            elif kind not in REMARKS and not kind.endswith("EventDefinition"):
                node = self._node(child, kind, element.get("id", ""))
                self.nodes[node.id] = node
                if kind == "subProcess":
                    self.scope(child)

    def _flow(self, one: etree._Element) -> None:
        condition = one.findtext(f"{BPMN}conditionExpression")
        names = (one.get("id", ""), one.get("name"), one.get("sourceRef", ""), one.get("targetRef", ""))
        self.flows.append(model.Flow(*names, condition.strip() if condition else None))

    def _node(self, one: etree._Element, kind: str, scope: str) -> model.Node:
        error = one.find(f"{BPMN}errorEventDefinition")
        interrupting = one.get("cancelActivity", one.get("isInterrupting", "true")) == "true"
        extensions = one.find(f"{BPMN}extensionElements")
        return model.Node(
            id=one.get("id", ""),
            kind=kind,
            name=one.get("name"),
            scope=scope,
            task_type=_attribute(one, "taskDefinition", "type"),
            retries=_attribute(one, "taskDefinition", "retries"),
            headers={head.get("key", ""): head.get("value", "") for head in one.iterfind(_own("taskHeaders/header"))},
            inputs=_pairs(extensions, "input"),
            outputs=_pairs(extensions, "output"),
            message=self._message(one),
            timer=_timer(one),
            catches_error=error is not None,
            error_code=self._errors.get(error.get("errorRef", ""), "")
            if error is not None and error.get("errorRef")
            else None,
            attached_to=one.get("attachedToRef"),
            interrupting=interrupting,
            by_event=one.get("triggeredByEvent") == "true",
            default=one.get("default"),
            loop=_loop(one),
            call=_call(one),
            decision=_decision_call(one),
            script=_script(one),
            user=_user(one) if kind == "userTask" else None,
            events=tuple(
                etree.QName(child).localname
                for child in one.iterchildren(tag=etree.Element)
                if etree.QName(child).localname.endswith("EventDefinition")
            ),
            unserved=_unserved(one),
        )

    def _message(self, one: etree._Element) -> model.Message | None:
        definition = one.find(f"{BPMN}messageEventDefinition")
        reference = one.get("messageRef") or (definition.get("messageRef") if definition is not None else None)
        if reference is None and definition is None and one.tag != f"{BPMN}receiveTask":
            return None
        return self._messages.get(reference or "", model.Message("", None))


def _unserved(one: etree._Element) -> tuple[str, ...]:
    listeners = (*one.iterfind(_own("executionListeners/*")), *one.iterfind(_own("taskListeners/*")))
    loops = one.findall(f"{BPMN}standardLoopCharacteristics")
    breaks = one.findall(f"{BPMN}multiInstanceLoopCharacteristics/{BPMN}completionCondition")
    return tuple(etree.QName(found).localname for found in (*listeners, *loops, *breaks))


def _own(path: str) -> str:
    return f"{BPMN}extensionElements/" + "/".join(f"{ZEEBE}{part}" for part in path.split("/"))


def _attribute(one: etree._Element, element: str, attribute: str) -> str | None:
    found = one.find(_own(element))
    return found.get(attribute) if found is not None else None


def _pairs(extensions: etree._Element | None, direction: str) -> tuple[model.Pair, ...]:
    if extensions is None:
        return ()
    found = extensions.iterfind(f"{ZEEBE}ioMapping/{ZEEBE}{direction}")
    return tuple(model.Pair(one.get("source", ""), one.get("target", "")) for one in found)


def _timer(one: etree._Element) -> model.Timer | None:
    definition = one.find(f"{BPMN}timerEventDefinition")
    if definition is None:
        return None
    for child in definition.iterchildren(f"{BPMN}timeDate", f"{BPMN}timeDuration", f"{BPMN}timeCycle"):
        return model.Timer(etree.QName(child).localname, (child.text or "").strip())
    return model.Timer("timeDate", "")


def _loop(one: etree._Element) -> model.Loop | None:
    outer = one.find(f"{BPMN}multiInstanceLoopCharacteristics")
    if outer is None:
        return None
    inner = outer.find(_own("loopCharacteristics"))
    said: dict[str, str] = {str(key): str(value) for key, value in inner.items()} if inner is not None else {}
    return model.Loop(
        said.get("inputCollection", ""),
        said.get("inputElement"),
        said.get("outputCollection"),
        said.get("outputElement"),
        outer.get("isSequential") == "true",
    )


def _call(one: etree._Element) -> model.Call | None:
    found = one.find(_own("calledElement"))
    if found is None:
        return model.Call("", "", False, False) if one.tag == f"{BPMN}callActivity" else None
    return model.Call(
        found.get("processId", ""),
        found.get("bindingType", "latest"),
        found.get("propagateAllChildVariables", "true") == "true",
        found.get("propagateAllParentVariables", "true") == "true",
    )


def _decision_call(one: etree._Element) -> model.DecisionCall | None:
    found = one.find(_own("calledDecision"))
    if found is None:
        bare = one.tag == f"{BPMN}businessRuleTask" and one.find(_own("taskDefinition")) is None
        return model.DecisionCall("", "", "deployment") if bare else None
    names = (found.get("decisionId", ""), found.get("resultVariable", ""), found.get("bindingType", "latest"))
    return model.DecisionCall(*names)


def _script(one: etree._Element) -> tuple[str, str] | None:
    found = one.find(_own("script"))
    if found is None:
        return ("", "") if one.tag == f"{BPMN}scriptTask" and one.find(_own("taskDefinition")) is None else None
    return found.get("expression", ""), found.get("resultVariable", "")


def _user(one: etree._Element) -> model.UserTask:
    return model.UserTask(
        _attribute(one, "assignmentDefinition", "candidateGroups"),
        tuple(
            said
            for name in ("assignee", "candidateUsers")
            if (said := _attribute(one, "assignmentDefinition", name)) is not None
        ),
        _attribute(one, "taskSchedule", "dueDate"),
        _attribute(one, "formDefinition", "formId"),
        _attribute(one, "formDefinition", "bindingType") or "latest",
        one.find(_own("userTask")) is not None,
    )


def _decisions(path: Path) -> list[model.Decision]:
    root = _root(path)
    return [_decision(path.name, root, one) for one in root.findall(f"{DMN}decision")]


def _decision(file: str, root: etree._Element, one: etree._Element) -> model.Decision:
    table = one.find(f"{DMN}decisionTable")
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    rules: list[model.Rule] = []
    types: dict[str, str] = {}
    if table is not None:
        inputs = tuple(text.strip() for text in map(_text, table.iterfind(f"{DMN}input/{DMN}inputExpression")))
        outputs = tuple(output.get("name", "") for output in table.findall(f"{DMN}output"))
        kinds = (one.get("typeRef", "") for one in table.iterfind(f"{DMN}input/{DMN}inputExpression"))
        types |= dict(zip(inputs, kinds, strict=True))
        types |= {one.get("name", ""): one.get("typeRef", "") for one in table.findall(f"{DMN}output")}
        for rule in table.findall(f"{DMN}rule"):
            left = [_text(cell) for cell in rule.findall(f"{DMN}inputEntry")]
            right = [_text(cell) for cell in rule.findall(f"{DMN}outputEntry")]
            cells = dict(zip(inputs, left, strict=False)), dict(zip(outputs, right, strict=False))
            whole = (len(left), len(right)) == (len(inputs), len(outputs))
            rules.append(model.Rule(rule.get("id", ""), *cells, whole))
    tag = one.find(f"{DMN}extensionElements/{ZEEBE}versionTag")
    return model.Decision(
        file,
        one.get("id", ""),
        one.get("name"),
        tag.get("value") if tag is not None else None,
        inputs,
        outputs,
        tuple(rules),
        any(shape.get("dmnElementRef") == one.get("id") for shape in root.iter(f"{DMNDI}DMNShape")),
        _ids(root),
        _content(root),
        (table.get("hitPolicy") or "UNIQUE") if table is not None else "",
        table.get("aggregation") if table is not None else None,
        types,
    )


def _text(one: etree._Element) -> str:
    return (one.findtext(f"{DMN}text") or "").strip()


def _ids(root: etree._Element) -> tuple[str, ...]:
    return tuple(one.get("id", "") for one in root.iter(tag=etree.Element) if one.get("id"))


def _content(root: etree._Element) -> bytes:
    """Equal for files that differ only in how they are written."""
    written = deepcopy(root)
    for one in written.iter():
        one.text, one.tail = (one.text or "").strip(), (one.tail or "").strip()
    return bytes(etree.tostring(written, method="c14n", with_comments=False))
