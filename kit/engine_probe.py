"""Whether an instance is there: the engine refuses to set even no variable on what is gone (ADR 12)."""

import grpc
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

RECONNECT = [("grpc.initial_reconnect_backoff_ms", 200), ("grpc.max_reconnect_backoff_ms", 5_000)]
PARTITION_BITS = 51


class EngineProbe:
    """Changes nothing in the engine; each question is one small record there."""

    def __init__(self, address: str) -> None:
        self._stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(address, options=RECONNECT))

    def ask(self, instance: int) -> int | None:
        """The key of the engine's answer, greater than all before it in its partition; None when the instance is gone.

        Raises grpc.RpcError when the engine does not answer.
        """
        request = gateway_pb2.SetVariablesRequest(elementInstanceKey=instance, variables="{}", local=True)
        try:
            return int(self._stub.SetVariables(request, timeout=10).key)
        except grpc.RpcError as error:
            if error.code() is grpc.StatusCode.NOT_FOUND:
                return None
            raise


def partition(key: int) -> int:
    """The engine's partition that gave this key."""
    return key >> PARTITION_BITS
