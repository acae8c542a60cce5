"""Where an instance stands: the engine has no query, but names the element that an empty migration plan leaves out."""

import re
from collections.abc import Callable

import grpc
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

ACTIVE = re.compile(r"active element with id '([^']+)'")
NO_DEFINITION = "no process definition found"
RECONNECT = [("grpc.initial_reconnect_backoff_ms", 200), ("grpc.max_reconnect_backoff_ms", 5_000)]


class EngineProbe:
    """`any_definition`: the key of some deployed diagram, 0 while none is known. Nothing is ever changed (ADR 12)."""

    def __init__(self, address: str, any_definition: Callable[[], int]) -> None:
        self._stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(address, options=RECONNECT))
        self._any_definition = any_definition

    def where(self, instance: int) -> str | None:
        """Id of an element that is active, one of several; "" where it lives and the engine names none; None when gone.

        Raises grpc.RpcError when the engine does not answer.
        """
        plan = gateway_pb2.MigrateProcessInstanceRequest.MigrationPlan(
            targetProcessDefinitionKey=self._any_definition() or 1
        )
        request = gateway_pb2.MigrateProcessInstanceRequest(processInstanceKey=instance, migrationPlan=plan)
        try:
            self._stub.MigrateProcessInstance(request, timeout=10)
        except grpc.RpcError as error:
            details = error.details() or ""
            if error.code() is grpc.StatusCode.NOT_FOUND:
                return "" if NO_DEFINITION in details else None
            if error.code() in (grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.INVALID_ARGUMENT):
                named = ACTIVE.search(details)
                return named[1] if named else ""
            raise
        return ""
