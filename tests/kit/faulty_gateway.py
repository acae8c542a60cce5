"""A wire between a worker and the real Zeebe gateway that can be told to fail: the engine behind it is real."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc

Fault = Callable[[int], grpc.StatusCode | None]
STREAMING = frozenset({"ActivateJobs", "StreamActivatedJobs"})


class FaultyGateway(grpc.GenericRpcHandler):
    """`faults[method](n)` decides whether the n-th call (from 1) fails; `requests[method]` keeps what was asked."""

    def __init__(self, target: str) -> None:
        self._target = target
        self.faults: dict[str, Fault] = {}
        self.requests: dict[str, list[bytes]] = {}
        self.address = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "FaultyGateway":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._server.stop(None), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        self._channel: Any = grpc.aio.insecure_channel(self._target)
        self._server = grpc.aio.server()
        self._server.add_generic_rpc_handlers((self,))
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        await self._server.start()

    def service(self, details: Any) -> Any:
        path: str = details.method
        method = path.rsplit("/", 1)[1]
        if method in STREAMING:
            return grpc.unary_stream_rpc_method_handler(self._stream(path, method))
        unary: Any = grpc.unary_unary_rpc_method_handler
        return unary(self._unary(path, method))

    async def _fault(self, method: str, request: bytes, context: Any) -> None:
        seen = self.requests.setdefault(method, [])
        seen.append(request)
        status = self.faults.get(method, lambda _n: None)(len(seen))  # type: ignore[no-untyped-call]
        if status is not None:
            await context.abort(status, "told to fail")

    def _unary(self, path: str, method: str) -> Any:
        async def forward(request: bytes, context: Any) -> bytes:
            await self._fault(method, request, context)
            try:
                answer: bytes = await self._channel.unary_unary(path)(request)
            except grpc.aio.AioRpcError as error:
                await context.abort(error.code(), error.details() or "")
                raise
            return answer

        return forward

    def _stream(self, path: str, method: str) -> Any:
        async def forward(request: bytes, context: Any) -> AsyncIterator[bytes]:
            await self._fault(method, request, context)
            try:
                async for answer in self._channel.unary_stream(path)(request, timeout=context.time_remaining()):
                    yield answer
            except grpc.aio.AioRpcError as error:
                await context.abort(error.code(), error.details() or "")

        return forward
