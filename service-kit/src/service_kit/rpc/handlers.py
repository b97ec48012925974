"""One wrapper per handler, created once: errors, caller, request, deadline, trace, metrics, access log."""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from types import TracebackType
from typing import Any, Final, Self, cast

import grpc

from altsports.contract.catalog import Method
from service_kit.caller import CallerVerifier, current_caller
from service_kit.db.held import check_nothing_held
from service_kit.errors import DomainError, Internal, Unimplemented
from service_kit.logging import logs
from service_kit.rpc.again import again
from service_kit.rpc.answers import Responses
from service_kit.rpc.headers import Headers
from service_kit.rpc.incoming import Context, Incoming
from service_kit.rpc.traffic import Traffic
from service_kit.rpc.wire_errors import abort_arguments, grpc_code
from service_kit.telemetry.metrics import GRPC_SERVER_HANDLED, GRPC_SERVER_SECONDS, CallMetrics

log = logs.get_logger(__name__)
Behaviour = Callable[[Any, Context], Any]


class Endpoint:
    """One method of this server."""

    def __init__(
        self, method: Method, behaviour: Behaviour, *, verifier: CallerVerifier, traffic: Traffic
    ) -> None:
        self.incoming: Final = Incoming(method, verifier)
        self.metrics: Final = CallMetrics(
            GRPC_SERVER_HANDLED, GRPC_SERVER_SECONDS, method.service, method.name
        )
        self.traffic: Final = traffic
        self._method = method
        self._behaviour = _checked(method, behaviour)
        self._responses = Responses(method)

    @property
    def is_unary(self) -> bool:
        return not self._method.client_streaming and not self._method.server_streaming

    def handler(self) -> "grpc.RpcMethodHandler[Any, Any]":
        """The handler to register; bytes in, bytes out."""
        if self._method.server_streaming:
            if self._method.client_streaming:
                return grpc.stream_stream_rpc_method_handler(self._answer_stream)
            return grpc.unary_stream_rpc_method_handler(self._answer_stream)
        if self._method.client_streaming:
            return grpc.stream_unary_rpc_method_handler(self.answer)
        return grpc.unary_unary_rpc_method_handler(self.answer)

    async def answer(self, request: Any, context: Context) -> Any:
        """Runs a method that does not stream to the client; bytes in, bytes out."""
        async with Call(self, context) as call:
            call.admit()
            return self._responses.message(await self._behaviour(self._decode(request), context))

    async def answer_json(self, request: Any, context: Context) -> bytes:
        """As `answer`, for a client that wants JSON."""
        async with Call(self, context) as call:
            call.admit()
            return self._responses.json(await self._behaviour(self._decode(request), context)).pack()

    async def _answer_stream(self, request: Any, context: Context) -> None:
        async with Call(self, context) as call:
            call.admit()
            async with aclosing(self._behaviour(self._decode(request), context)) as messages:
                async for message in messages:
                    check_nothing_held("A message to a client")  # the client may read slowly
                    await context.write(message.SerializeToString())

    def _decode(self, request: Any) -> Any:
        if self._method.client_streaming:
            return self._decode_each(request)
        return self.incoming.decode(request)

    async def _decode_each(self, requests: AsyncIterator[bytes]) -> AsyncIterator[Any]:
        """Decodes messages; reports an invalid one after the last, when the client reads the error."""
        async for raw in requests:
            try:
                message = self.incoming.decode(raw)
            except DomainError:
                async for _ in requests:
                    pass
                raise
            yield message


def _checked(method: Method, behaviour: Behaviour) -> Behaviour:
    """Returns the handler, or one that refuses if it is missing. Raises TypeError for the wrong form."""
    if method.server_streaming and inspect.isasyncgenfunction(behaviour):
        return behaviour
    if not method.server_streaming and inspect.iscoroutinefunction(behaviour):
        return behaviour if method.client_streaming else again(behaviour)
    if getattr(behaviour, "__module__", "").endswith("_pb2_grpc"):
        return _missing_stream if method.server_streaming else _missing
    form = "an async generator" if method.server_streaming else "a coroutine function"
    raise TypeError(f"the handler of {method.full_path} must be {form}")


async def _missing(_request: Any, _context: Context) -> Any:
    raise Unimplemented("The service does not implement this method yet")


async def _missing_stream(_request: Any, _context: Context) -> AsyncIterator[Any]:
    raise Unimplemented("The service does not implement this method yet")
    yield  # makes it a generator


class Call:
    """One running call; at its end, it converts errors to a status and logs the outcome."""

    __slots__ = (
        "_context",
        "_endpoint",
        "_headers",
        "_span",
        "_started",
        "_stopped",
        "_task",
        "_timeout_s",
        "ends",
        "is_stream",
    )

    def __init__(self, endpoint: Endpoint, context: Context) -> None:
        self._started = time.monotonic()
        self._endpoint = endpoint
        self._context = context
        self._headers = Headers.of(context.invocation_metadata() or ())
        self._span = endpoint.incoming.span(self._headers)
        self._timeout_s = endpoint.incoming.timeout_s(context)
        self._stopped: DomainError | None = None
        self.ends = self._started + self._timeout_s
        self.is_stream = endpoint.incoming.method.server_streaming

    def admit(self) -> None:
        """Sets the current caller. Raises an error if the caller has no access."""
        self._endpoint.incoming.admit(self._headers, self._span.place.traceparent, self._timeout_s)

    def stop(self, why: DomainError) -> None:
        """Cancels the handler, and reports the reason to the client."""
        if self._stopped is None:
            self._stopped = why
            self._task.cancel()

    async def __aenter__(self) -> Self:
        self._task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._span.__enter__()
        self._endpoint.traffic.enter(self)
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self._endpoint.traffic.leave(self)
        failure = None if error is None else self._failure(error)
        self._finish(error, failure)
        if failure is not None:
            await self._context.abort(*abort_arguments(failure))

    def _failure(self, error: BaseException) -> DomainError | None:
        """The error for the client; None if the client has left, or the handler has already reported it."""
        if isinstance(error, asyncio.CancelledError):
            if self._stopped is not None and not self._context.cancelled():
                self._task.uncancel()
                return self._stopped
            return None
        if isinstance(error, DomainError) and error.kind != "internal":
            return error
        if isinstance(error, Exception) and not isinstance(error, grpc.aio.AbortError):
            log.error("The handler failed", rpc=self._endpoint.incoming.label, exc_info=error)
            return error if isinstance(error, DomainError) else Internal("Internal server error")
        return None

    def _finish(self, error: BaseException | None, failure: DomainError | None) -> None:
        seconds = time.monotonic() - self._started
        code = _code_name(error, failure)
        self._endpoint.metrics.done(code, seconds)
        label = self._endpoint.incoming.label
        facts = {
            "rpc": label,
            "code": code,
            "duration_ms": round(seconds * 1000, 2),
            "caller": current_caller().kind,
        }
        if failure is not None:
            facts["reason"] = failure.reason
        level = "DEBUG" if code == "OK" and self._is_upkeep() else "INFO"
        logs.access("grpc.access", f"{label} {code}", facts, level=level)
        self._span.__exit__(None, failure or error, None)

    def _is_upkeep(self) -> bool:
        """Whether a process of the mesh reads something for itself, which it may do every second."""
        caller = current_caller()
        return (
            caller.kind == "service" and not caller.request_id and self._endpoint.incoming.method.retry_safe
        )


def _code_name(error: BaseException | None, failure: DomainError | None) -> str:
    if failure is not None:
        return grpc_code(failure).name
    if error is None:
        return "OK"
    return "ABORTED" if isinstance(error, grpc.aio.AbortError) else "CANCELLED"
