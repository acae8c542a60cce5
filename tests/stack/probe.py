"""Small diagrams and calls with which the stack's tests look at the real engine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import grpc
from pyzeebe.proto.gateway_pb2 import (
    ActivateJobsRequest,
    CancelProcessInstanceRequest,
    CompleteJobRequest,
    CreateProcessInstanceRequest,
    DeployResourceRequest,
    FailJobRequest,
    Resource,
)
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    targetNamespace="tsunagi:probe" id="probe-definitions">
  <process id="{name}" isExecutable="true">
    <startEvent id="Start"><outgoing>f1</outgoing></startEvent>
    <sequenceFlow id="f1" sourceRef="Start" targetRef="Wait"/>
    <intermediateCatchEvent id="Wait"><incoming>f1</incoming><outgoing>f2</outgoing>
      <timerEventDefinition id="Timer"><timeDuration>{wait}</timeDuration></timerEventDefinition>
    </intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="Wait" targetRef="Work"/>
    <serviceTask id="Work"><extensionElements><zeebe:taskDefinition type="{name}.work"/></extensionElements>
      <incoming>f2</incoming><outgoing>f3</outgoing></serviceTask>
    <sequenceFlow id="f3" sourceRef="Work" targetRef="End"/>
    <endEvent id="End"><incoming>f3</incoming></endEvent>
  </process>
</definitions>"""


class Probe:
    """One process that waits for `wait` (ISO 8601) and then has one job."""

    def __init__(self, stub: GatewayStub, name: str) -> None:
        self._stub, self._name = stub, name

    def begin(self, wait: str) -> int:
        """Deploys and starts; answers the instance key."""
        content = DIAGRAM.format(name=self._name, wait=wait).encode()
        resource = Resource(name=f"{self._name}.bpmn", content=content)
        self._stub.DeployResource(DeployResourceRequest(resources=[resource]), timeout=30)
        return self.another()

    def another(self) -> int:
        request = CreateProcessInstanceRequest(bpmnProcessId=self._name, version=-1)
        return int(self._stub.CreateProcessInstance(request, timeout=30).processInstanceKey)

    def jobs(self, seconds: float, lease: float = 60.0) -> list[int]:
        """Keys of the jobs that the engine hands out within `seconds`."""
        request = ActivateJobsRequest(
            type=f"{self._name}.work",
            worker="probe",
            timeout=int(lease * 1000),
            maxJobsToActivate=10,
            requestTimeout=int(seconds * 1000),
        )
        keys = []
        for answer in self._stub.ActivateJobs(request, timeout=seconds + 10):
            keys += [job.key for job in answer.jobs]
        return keys

    def fail(self, job: int) -> None:
        """Without a retry left: an incident."""
        self._stub.FailJob(FailJobRequest(jobKey=job, retries=0, errorMessage="PROBE"), timeout=30)

    def cancel(self, instance: int) -> None:
        self._stub.CancelProcessInstance(CancelProcessInstanceRequest(processInstanceKey=instance), timeout=30)

    def complete(self, job: int) -> None:
        self._stub.CompleteJob(CompleteJobRequest(jobKey=job, variables="{}"), timeout=30)


@contextmanager
def probe(address: str) -> Iterator[Probe]:
    with grpc.insecure_channel(address) as channel:
        yield Probe(GatewayStub(channel), f"probe-{time.time_ns():x}")
