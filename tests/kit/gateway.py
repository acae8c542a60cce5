"""The engine's gateway as a service sees it, on a real wire: hands out what it is given, and keeps what it is told.

For what a service makes of a job that goes wrong; what the engine makes of the answer is asked of a real one.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from pyzeebe.proto import gateway_pb2 as pb

KNOWN = {"municipalityId": "28216", "caseId": "case-1", "caseNo": "R8-00001-0"}
ELEMENT, INSTANCE = "Task_Drawn", 70
PAUSE_SECONDS = 1.0


def job(
    kind: str, key: int, variables: Mapping[str, Any], headers: Mapping[str, str], retries: int = 1
) -> pb.ActivatedJob:
    """Of one instance; its element instance has the number after the job's."""
    return pb.ActivatedJob(
        key=key,
        type=kind,
        processInstanceKey=INSTANCE,
        bpmnProcessId="handoff",
        elementId=ELEMENT,
        elementInstanceKey=key + 1,
        variables=json.dumps(dict(variables)),
        customHeaders=json.dumps(dict(headers)),
        retries=retries,
    )


class Gateway:
    """`refuses`: jobs whose completion it refuses, with which status; `gone`: what it knows no element instance of."""

    def __init__(self) -> None:
        self.failed: list[pb.FailJobRequest] = []
        self.completed: list[pb.CompleteJobRequest] = []
        self.thrown: list[pb.ThrowErrorRequest] = []
        self.refuses: dict[int, grpc.StatusCode] = {}
        self.gone: set[int] = set()
        self._waiting: list[pb.ActivatedJob] = []
        self._handing = threading.Condition()
        self._server = grpc.server(ThreadPoolExecutor(8))
        self._server.add_generic_rpc_handlers((self._handler(),))
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"

    def __enter__(self) -> "Gateway":
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop(None).wait(10)

    def hand_out(self, *jobs: pb.ActivatedJob) -> None:
        """In one batch."""
        with self._handing:
            self._waiting += jobs
            self._handing.notify_all()

    def _handler(self) -> Any:
        answering: dict[str, tuple[Any, Any]] = {
            "FailJob": (pb.FailJobRequest, self._fail),
            "CompleteJob": (pb.CompleteJobRequest, self._complete),
            "ThrowError": (pb.ThrowErrorRequest, self._throw),
            "SetVariables": (pb.SetVariablesRequest, self._set),
            "UpdateJobTimeout": (pb.UpdateJobTimeoutRequest, lambda _request, _call: pb.UpdateJobTimeoutResponse()),
        }
        handlers = {
            name: grpc.unary_unary_rpc_method_handler(answer, kind.FromString, _encoded)
            for name, (kind, answer) in answering.items()
        }
        handlers["ActivateJobs"] = grpc.unary_stream_rpc_method_handler(
            self._activate, pb.ActivateJobsRequest.FromString, _encoded
        )
        return grpc.method_handlers_generic_handler("gateway_protocol.Gateway", handlers)

    def _activate(self, request: pb.ActivateJobsRequest, call: Any) -> Iterator[pb.ActivateJobsResponse]:
        with self._handing:
            self._handing.wait_for(lambda: self._of(request.type), timeout=PAUSE_SECONDS)
            if not call.is_active():  # whoever asked is gone: the job is the next one's
                return
            mine = self._of(request.type)
            self._waiting = [one for one in self._waiting if one not in mine]
        yield pb.ActivateJobsResponse(jobs=mine)

    def _of(self, kind: str) -> list[pb.ActivatedJob]:
        return [one for one in self._waiting if one.type == kind]

    def _fail(self, request: pb.FailJobRequest, _call: Any) -> pb.FailJobResponse:
        self.failed.append(request)
        return pb.FailJobResponse()

    def _throw(self, request: pb.ThrowErrorRequest, _call: Any) -> pb.ThrowErrorResponse:
        self.thrown.append(request)
        return pb.ThrowErrorResponse()

    def _set(self, request: pb.SetVariablesRequest, call: Any) -> pb.SetVariablesResponse:
        if request.elementInstanceKey in self.gone:
            call.abort(grpc.StatusCode.NOT_FOUND, "no such element instance")
        return pb.SetVariablesResponse(key=1)

    def _complete(self, request: pb.CompleteJobRequest, call: Any) -> pb.CompleteJobResponse:
        if request.jobKey in self.refuses:
            call.abort(self.refuses[request.jobKey], "told to refuse")
        self.completed.append(request)
        return pb.CompleteJobResponse()


def _encoded(message: Any) -> bytes:
    encoded: bytes = message.SerializeToString()
    return encoded
