"""One outgoing call with its deadline and its retries, which reports its outcome to the breaker."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, Final

import grpc

from service_kit.db.held import check_nothing_held
from service_kit.errors import DomainError
from service_kit.rpc.deadline import time_for
from service_kit.rpc.headers import Headers
from service_kit.rpc.link import Bound, Link
from service_kit.rpc.retries import retry_pause
from service_kit.rpc.wire_errors import DETAILS_KEY, from_rpc_error
from service_kit.telemetry.tracing import Span

# A deadline shorter than this says more about the caller than about the service.
_TELLING_DEADLINE_S: Final = 1.0
_LOST: Final = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)


class Exchange:
    """Created for one call and used once, by `unary` or by `messages`."""

    __slots__ = (
        "_bound",
        "_code",
        "_ends",
        "_failures",
        "_headers",
        "_link",
        "_patience_s",
        "_patient_until",
        "_request_failure",
        "_span",
        "_started",
        "_timeout_s",
    )

    def __init__(
        self,
        link: Link,
        bound: Bound,
        headers: Headers,
        span: Span,
        *,
        timeout_s: float,
        patience_s: float,
    ) -> None:
        self._link = link
        self._bound = bound
        self._headers = headers
        self._span = span
        self._timeout_s = time_for(timeout_s)
        self._patience_s = patience_s
        self._patient_until: float | None = None
        self._failures = 0
        self._code = "CANCELLED"
        self._request_failure: BaseException | None = None
        self._started = time.monotonic()
        self._ends = self._started + self._timeout_s

    async def unary(self, request: Any) -> Any:
        """Returns the response. Raises DomainError."""
        self._begin()
        try:
            while True:
                try:
                    return self._answered(await self._start(await self._time_when_connected(), request))
                except grpc.aio.AioRpcError as error:
                    await self._pause_or_raise(error)
                except asyncio.CancelledError:
                    self._raise_unless_ours()
                    raise
        finally:
            self._finish()

    async def messages(self, request: Any) -> AsyncGenerator[Any, None]:
        """Yields the messages of the answer. Raises DomainError. Retried only before the first message."""
        self._begin()
        call: Any = None
        try:
            while True:
                try:
                    call = self._start(await self._time_when_connected(), request)
                    async for message in call:
                        yield self._answered(message)
                    self._answered(None)
                    return
                except grpc.aio.AioRpcError as error:
                    if self._code == "OK":
                        raise self._judge(error) from None
                    await self._pause_or_raise(error)
                except asyncio.CancelledError:
                    self._raise_unless_ours()
                    raise
        finally:
            if call is not None:
                call.cancel()
            self._finish()
            self._span.end()

    def _begin(self) -> None:
        check_nothing_held("A call to another service")
        self._link.admit()
        self._link.budget.earn()

    def _start(self, timeout_s: float, request: Any) -> Any:
        if self._bound.method.client_streaming:
            request = self._outgoing(request)
        return self._bound.invoke(request, timeout=timeout_s, headers=self._headers)

    async def _outgoing(self, requests: AsyncIterator[Any]) -> AsyncGenerator[Any, None]:
        """Yields the requests; stores an error of their source, because gRPC would only cancel the call."""
        try:
            async for request in requests:
                yield request
        except BaseException as error:
            self._request_failure = error
            raise

    async def _time_when_connected(self) -> float:
        """Waits for the connection, and returns the remaining seconds for the call itself."""
        if not self._link.is_connected() and not await self._link.connected(self._patience()):
            self._link.lost()
            self._code = "UNAVAILABLE"
            raise self._link.unavailable()
        return self._ends - time.monotonic()

    def _patience(self) -> float:
        """The seconds that this call can still wait for an unavailable service."""
        now = time.monotonic()
        if self._patient_until is None:
            self._patient_until = min(now + self._patience_s, self._ends)
        return max(self._patient_until - now, 0.0)

    async def _pause_or_raise(self, error: grpc.aio.AioRpcError) -> None:
        self._failures += 1
        pause = retry_pause(self._failures)
        repeatable = self._bound.method.retry_safe and not self._bound.method.client_streaming
        lost = error.code() in _LOST and not _is_typed(error)
        if not (lost and repeatable and pause < self._patience() and self._link.budget.spend()):
            raise self._judge(error) from None
        self._link.retried.inc()
        await asyncio.sleep(pause)

    def _answered(self, response: Any) -> Any:
        if self._code != "OK":
            self._code = "OK"
            self._link.breaker.succeeded()
        return response

    def _judge(self, error: grpc.aio.AioRpcError) -> DomainError:
        """Returns the error for the caller, and reports to the breaker whether the service answered."""
        code = error.code()
        self._code = code.name
        if code in _LOST and not _is_typed(error):
            self._link.lost()
            return self._link.unavailable()
        if code is not grpc.StatusCode.DEADLINE_EXCEEDED or _is_typed(error):
            self._link.breaker.succeeded()
        elif self._timeout_s >= _TELLING_DEADLINE_S:
            self._link.late()
        return from_rpc_error(error, area=self._link.area)

    def _raise_unless_ours(self) -> None:
        """A call is also reported as cancelled if its requests fail or its client is closed."""
        task = asyncio.current_task()
        if task is None or task.cancelling():
            return
        if self._request_failure is not None:
            raise self._request_failure
        self._code = "UNAVAILABLE"
        raise self._link.unavailable() from None

    def _finish(self) -> None:
        if self._code == "CANCELLED":
            self._link.breaker.abandoned()
        self._bound.metrics.done(self._code, time.monotonic() - self._started)


def _is_typed(error: grpc.aio.AioRpcError) -> bool:
    """Whether one of our services raised the error, not the transport."""
    return any(key == DETAILS_KEY for key, _ in error.trailing_metadata() or ())
