"""The real engine without services: a test does the jobs of the packaged diagrams itself."""

import json
from typing import Any

from pyzeebe.proto import gateway_pb2 as pb
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub

from tests.waiting import eventually
from tsunagi.stack import Stack

SECONDS = 20


class Engine:
    """Each test's instances are its own by an id that is; it leaves none behind."""

    def __init__(self, stack: Stack, stub: GatewayStub) -> None:
        self._stack, self._stub = stack, stub

    def begin(self, process: str, at: str, **variables: Any) -> int:
        """Creates an instance whose token stands before the element `at`; answers its key."""
        where = pb.ProcessInstanceCreationStartInstruction(elementId=at)
        request = pb.CreateProcessInstanceRequest(
            bpmnProcessId=process, version=-1, variables=json.dumps(variables), startInstructions=[where]
        )
        return int(self._stub.CreateProcessInstance(request, timeout=SECONDS).processInstanceKey)

    def tell(self, message: str, key: str, **variables: Any) -> None:
        request = pb.PublishMessageRequest(
            name=message, correlationKey=key, timeToLive=SECONDS * 1000, variables=json.dumps(variables)
        )
        self._stub.PublishMessage(request, timeout=SECONDS)

    def job(self, kind: str) -> pb.ActivatedJob:
        """The next of this type; fails when none comes."""
        request = pb.ActivateJobsRequest(
            type=kind, worker="tests", timeout=60_000, maxJobsToActivate=1, requestTimeout=10_000
        )
        return eventually(lambda: [job for one in self._stub.ActivateJobs(request) for job in one.jobs])[0]

    def done(self, job: pb.ActivatedJob, **answer: Any) -> None:
        self._stub.CompleteJob(pb.CompleteJobRequest(jobKey=job.key, variables=json.dumps(answer)), timeout=SECONDS)

    def cancel(self, instance: int) -> None:
        self._stub.CancelProcessInstance(pb.CancelProcessInstanceRequest(processInstanceKey=instance), timeout=SECONDS)

    def passed(self, instance: int) -> list[str]:
        """The elements that this instance completed, once it is over."""

        def ids() -> list[str]:
            records = self._stack.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED", processInstanceKey=instance)
            return [record["value"]["elementId"] for record in records]

        process = eventually(lambda: next((one for one in self._processes(instance) if one in ids()), ""))
        return [one for one in ids() if one != process]

    def _processes(self, instance: int) -> set[str]:
        records = self._stack.records("PROCESS_INSTANCE", processInstanceKey=instance)
        return {record["value"]["bpmnProcessId"] for record in records}
