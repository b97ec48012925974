"""Runs one tool: admission, validation, the RPC, the answer. Every path to a tool leads here."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from google.protobuf.message import Message
from pydantic import ValidationError

from altsports.contract.catalog import Method
from mcp_service.calls.admission import Admission
from mcp_service.calls.answers import Answers
from mcp_service.calls.challenge import META_KEY, tool_challenge
from mcp_service.calls.context import CallContext
from mcp_service.calls.failures import failure
from mcp_service.calls.metrics import TOOL_CALLS, TOOL_SECONDS, TOOL_TOKENS
from mcp_service.calls.outcome import Outcome
from mcp_service.calls.streaming import Progress, collect
from mcp_service.calls.tolerance import understood
from mcp_service.calls.violations import arguments_invalid
from mcp_service.tools.cards import ToolCard
from service_kit.caller import Caller
from service_kit.errors import DomainError, Internal
from service_kit.logging.logs import get_logger
from service_kit.telemetry.tracing import Span, current_trace_id, span

log = get_logger(__name__)


class Mesh(Protocol):
    """The part of service_kit.rpc.grpc_client.MeshClient that tools need."""

    def call(
        self, method: Method, request: Message, *, caller: Caller, timeout_s: float | None = None
    ) -> Awaitable[Any]: ...
    def stream(
        self, method: Method, request: Message, *, caller: Caller, timeout_s: float | None = None
    ) -> Any: ...


async def no_progress(_done: float, _total: float | None, _message: str | None) -> None:
    """Ignores progress, for callers that do not report it."""


class Invoker:
    """One per process; keeps no state of a call."""

    def __init__(
        self,
        mesh: Mesh,
        admission: Admission,
        answers: Answers,
        *,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._mesh = mesh
        self._admission = admission
        self._answers = answers
        self._timer = timer

    async def invoke(
        self,
        card: ToolCard,
        arguments: Mapping[str, Any],
        context: CallContext,
        progress: Progress = no_progress,
    ) -> Outcome:
        """Never raises: every failure becomes an outcome that an agent can read."""
        started = self._timer()
        with span(f"tools/call {card.name}", attributes={"gen_ai.tool.name": card.name}) as here:
            meta: dict[str, Any] = {
                "duration_ms": 0.0,
                "tokens_used": 0,
                "request_id": context.caller.request_id,
                "trace_id": current_trace_id(),
            }
            try:
                outcome = await self._run(card, arguments, context, progress, meta)
            except DomainError as error:
                outcome = self._failed(here, card, error, arguments, meta)
                if context.metadata_url and (way := tool_challenge(error, card, context.metadata_url)):
                    meta[META_KEY] = [way]
            except Exception:
                log.exception("A tool failed", tool=card.name)
                outcome = self._failed(here, card, Internal("Internal error"), arguments, meta)
        self._count(card, outcome, self._timer() - started)
        return outcome

    async def _run(
        self,
        card: ToolCard,
        arguments: Mapping[str, Any],
        context: CallContext,
        progress: Progress,
        meta: dict[str, Any],
    ) -> Outcome:
        await self._admission.admit(card, context)
        request = _request(card, arguments)
        if card.method.server_streaming:
            stream = self._mesh.stream(card.method, request, caller=context.caller)
            return self._answers.of_stream(card, await collect(card.method, stream, progress), meta)
        response = await self._mesh.call(card.method, request, caller=context.caller)
        return self._answers.of_response(card, card.method.response_to_json(response), arguments, meta)

    def _failed(
        self,
        here: Span,
        card: ToolCard,
        error: DomainError,
        arguments: Mapping[str, Any],
        meta: dict[str, Any],
    ) -> Outcome:
        here.fail(error)
        meta["outcome"] = error.reason
        return failure(card, error, arguments, meta)

    def _count(self, card: ToolCard, outcome: Outcome, seconds: float) -> None:
        outcome.meta["duration_ms"] = round(seconds * 1000, 3)
        TOOL_CALLS.labels(card.name, outcome.meta.pop("outcome", "ok")).inc()
        TOOL_SECONDS.labels(card.name).observe(seconds)
        if tokens := outcome.meta["tokens_used"]:
            TOOL_TOKENS.labels(card.name).inc(tokens)


def _request(card: ToolCard, arguments: Mapping[str, Any]) -> Message:
    """Builds the request message. Raises ArgumentsInvalid if the arguments violate the contract."""
    request = card.method.request_model
    try:
        model = request.model_validate(understood(arguments, card.parameters))
    except ValidationError as error:
        raise arguments_invalid(error, request, card.name) from None
    return card.method.request_from_json(model.model_dump(exclude_none=True))
