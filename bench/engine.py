"""What the engine itself counted, and the diagrams once more under other names for workers that do nothing."""

import re
import urllib.request
from pathlib import Path

import grpc
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from bench.stage import BPMN
from tsunagi.stack import Stack

PREFIX = "noop"
_RENAMED = (
    (re.compile(r'(<bpmn:process id=")'), rf"\1{PREFIX}-"),
    (re.compile(r'(<zeebe:calledElement processId=")'), rf"\1{PREFIX}-"),
    (re.compile(r'(<zeebe:taskDefinition type=")'), rf"\1{PREFIX}."),
    (re.compile(r'(<bpmn:message id="[^"]*" name=")'), rf"\1{PREFIX}."),
)
_COMPLETED = re.compile(
    r'^zeebe_executed_instances_total\{[^}]*type="ROOT_PROCESS_INSTANCE",action="completed"[^}]*\} (\S+)$', re.MULTILINE
)


def completed_instances(stack: Stack) -> int:
    """Root instances that came to their end since the broker started."""
    with urllib.request.urlopen(stack.zeebe_metrics, timeout=10) as page:  # noqa: S310 - our own broker
        found = _COMPLETED.search(page.read().decode())
    return int(float(found[1])) if found is not None else 0


def deploy_renamed(stack: Stack) -> None:
    """Every diagram as it is, with other process ids, task types and message names: no worker of ours takes its jobs.

    Both sides then take turns on one engine, and nothing has to be stopped in between.
    """
    resources = [gateway_pb2.Resource(name=f"{PREFIX}-{file.name}", content=_renamed(file)) for file in _diagrams()]
    with grpc.insecure_channel(stack.zeebe_grpc) as channel:
        request = gateway_pb2.DeployResourceRequest(resources=resources)
        gateway_pb2_grpc.GatewayStub(channel).DeployResource(request, timeout=60)


def _diagrams() -> list[Path]:
    return sorted(file for file in BPMN.iterdir() if file.suffix in (".bpmn", ".dmn"))


def _renamed(file: Path) -> bytes:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".bpmn":
        process = re.search(r'<bpmn:process id="([^"]*)"', text)
        assert process is not None, file
        text = text.replace(f'bpmnElement="{process[1]}"', f'bpmnElement="{PREFIX}-{process[1]}"')
        for pattern, replacement in _RENAMED:
            text = pattern.sub(replacement, text)
    return text.encode()
