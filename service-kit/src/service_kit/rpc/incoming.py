"""Reads an incoming call: the caller, the trace, the deadline, and the validated request."""

import time
from typing import Any, Final, cast

import grpc
from google.protobuf.message import DecodeError, Message

from altsports.contract.catalog import Method
from service_kit.caller import ANONYMOUS, Caller, CallerVerifier, set_current_caller
from service_kit.errors import InvalidArgument
from service_kit.rpc.access import check_access
from service_kit.rpc.deadline import default_timeout_s, set_deadline
from service_kit.rpc.headers import Headers
from service_kit.rpc.traffic import SWEEP_S
from service_kit.rpc.validation import validated
from service_kit.telemetry.tracing import Span, server_span

# The server gives up shortly before its client, so that the client gets the reason.
_TIME_TO_REPORT_S: Final = 2 * SWEEP_S

Context = grpc.aio.ServicerContext[Any, Any]


class MalformedRequest(InvalidArgument):
    """The bytes are not a message of the method's request type."""

    reason = "MALFORMED_REQUEST"


class Incoming:
    """Receives the calls of one method; created once per method."""

    def __init__(self, method: Method, verifier: CallerVerifier) -> None:
        self.method = method
        self.label = method.rpc
        self._verifier = verifier
        self._timeout_s = default_timeout_s(method)

    def span(self, headers: Headers) -> Span:
        """The span of the call, in the trace of the client."""
        return server_span(self.label, headers.traceparent)

    def timeout_s(self, context: Context) -> float:
        """The timeout of the handler: the client's deadline, limited by the contract's."""
        left = cast("float | None", context.time_remaining())
        if left is None:
            return self._timeout_s
        return min(left - min(_TIME_TO_REPORT_S, left / 5), self._timeout_s)

    def admit(self, headers: Headers, traceparent: str, timeout_s: float) -> Caller:
        """Sets the caller and the deadline of this task. Raises an error if the caller has no access."""
        caller = self._verifier.verify(headers.caller, time.time()) if headers.caller else ANONYMOUS
        caller = caller.for_request(headers.request_id, traceparent)
        set_current_caller(caller)
        set_deadline(timeout_s)
        check_access(self.method.policy, caller)
        return caller

    def decode(self, raw: bytes) -> Message:
        """Decodes the request and fills in defaults. Raises MalformedRequest, ValidationFailed."""
        try:
            request = self.method.request_class.FromString(raw)
        except DecodeError:
            raise MalformedRequest("The request is malformed") from None
        given = self.method.request_to_json(request)
        wanted = validated(self.method.request_model, given).model_dump(exclude_none=True)
        return request if wanted == given else self.method.request_from_json(wanted)
