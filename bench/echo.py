"""`python -m bench.echo`: a gRPC server of the same library that answers what it was asked, and nothing else."""

import asyncio
import sys
from typing import Any

import grpc

from pb.tsunagi.intake.v1 import service_pb2 as intake

METHOD = "/bench.Echo/Register"


async def _answer(request: intake.RegisterConsultationRequest, _context: object) -> intake.RegisterConsultationRequest:
    return request


async def serve() -> None:
    """Prints its port; until its standard input ends."""
    server = grpc.aio.server()
    handler: Any = grpc.unary_unary_rpc_method_handler(
        _answer,
        request_deserializer=intake.RegisterConsultationRequest.FromString,
        response_serializer=lambda message: message.SerializeToString(),
    )
    service, method = METHOD.strip("/").split("/")
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await server.stop(0)


if __name__ == "__main__":
    asyncio.run(serve())
