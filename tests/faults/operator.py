"""What an operator can do to an instance behind the services' back, and what the reconcilers say about it."""

import json
from typing import Any

import grpc
import httpx
from pyzeebe.proto import gateway_pb2 as pb
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub

from tests.waiting import eventually
from tsunagi.stack import Stack

SWEEPS_SECONDS = 120


class Operator:
    """Acts on the running instances of one case, as Operate does."""

    def __init__(self, stack: Stack, case_no: str) -> None:
        self._stack, self._case_no = stack, case_no
        self._stub = GatewayStub(grpc.insecure_channel(stack.zeebe_grpc))

    def instance(self, process: str) -> int:
        """The key of the newest instance of `process` that belongs to the case."""

        def keys() -> list[int]:
            wanted = {"name": "caseNo", "value": f'"{self._case_no}"', "bpmnProcessId": process}
            return [one["value"]["processInstanceKey"] for one in self._stack.records("VARIABLE", "CREATED", **wanted)]

        return max(eventually(keys))

    def active(self, instance: int, element: str) -> int:
        """The key of the element, once it is active."""

        def keys() -> list[int]:
            wanted = {"processInstanceKey": instance, "elementId": element}
            return [one["key"] for one in self._stack.records("PROCESS_INSTANCE", "ELEMENT_ACTIVATED", **wanted)]

        return max(eventually(keys))

    def cancel(self, instance: int) -> None:
        self._stub.CancelProcessInstance(pb.CancelProcessInstanceRequest(processInstanceKey=instance), timeout=30)

    def move(self, instance: int, source: str, target: str, **variables: object) -> None:
        plan = pb.ModifyProcessInstanceRequest
        given = [plan.VariableInstruction(variables=json.dumps(variables))]
        begin = plan.ActivateInstruction(elementId=target, variableInstructions=given)
        end = plan.TerminateInstruction(elementInstanceKey=self.active(instance, source))
        request = plan(processInstanceKey=instance, activateInstructions=[begin], terminateInstructions=[end])
        self._stub.ModifyProcessInstance(request, timeout=30)

    def edit(self, instance: int, **variables: object) -> None:
        request = pb.SetVariablesRequest(elementInstanceKey=instance, variables=json.dumps(variables))
        self._stub.SetVariables(request, timeout=30)

    def migrate(self, instance: int, definition: int, *elements: str) -> None:
        plan = pb.MigrateProcessInstanceRequest
        kept = [plan.MappingInstruction(sourceElementId=one, targetElementId=one) for one in elements]
        migration = plan.MigrationPlan(targetProcessDefinitionKey=definition, mappingInstructions=kept)
        self._stub.MigrateProcessInstance(plan(processInstanceKey=instance, migrationPlan=migration), timeout=30)

    def publish(self, name: str, key: str, **variables: object) -> None:
        """A message with a key of its own that nobody waits for begins whatever it begins."""
        request = pb.PublishMessageRequest(name=name, correlationKey=key, variables=json.dumps(variables))
        self._stub.PublishMessage(request, timeout=30)


def findings(stack: Stack, service: str = "intake") -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = httpx.get(f"{stack.http(service)}/findings", timeout=30).json()
    return told


def about(stack: Stack, case_no: str) -> set[str]:
    """The codes of what intake says about a case."""
    return {one["code"] for one in findings(stack) if one["case_no"] == case_no}


def found(stack: Stack, code: str, **wanted: object) -> dict[str, Any]:
    """The finding with this code and these fields, once it is told."""

    def those() -> list[dict[str, Any]]:
        told = [one for one in findings(stack) if one["code"] == code]
        return [one for one in told if all(one[name] == value for name, value in wanted.items())]

    try:
        return eventually(those, seconds=SWEEPS_SECONDS)[0]
    except AssertionError as missed:
        ready = httpx.get(f"{stack.http('intake')}/readyz", timeout=30).text
        raise AssertionError(f"no {code} {wanted}: told {findings(stack)}, {sweeps(stack)} sweeps, {ready}") from missed


def sweeps(stack: Stack, service: str = "intake") -> int:
    page = httpx.get(f"{stack.http(service)}/metrics", timeout=30).text
    (line,) = [line for line in page.splitlines() if line.startswith("tsunagi_sweeps ")]
    return int(float(line.split()[1]))


def swept_twice(stack: Stack) -> None:
    """Returns when intake compared everything from now on, and told what it told."""
    before = sweeps(stack)
    eventually(lambda: sweeps(stack) >= before + 3, seconds=SWEEPS_SECONDS)
