"""Describes a failed call as data that an agent can act on, without internal details."""

from collections.abc import Mapping
from typing import Any

from mcp_service.calls.outcome import Outcome
from mcp_service.calls.violations import explain
from mcp_service.tools.cards import ToolCard
from mcp_service.tools.routes import with_tools
from service_kit.errors import DomainError, Kind
from service_kit.rpc.wire_errors import grpc_code
from service_kit.telemetry.tracing import current_trace_id

_ADVICE: dict[Kind, str] = {
    "invalid_argument": "Correct the arguments as described in the message and call again",
    "validation_failed": "Correct the listed fields and call again",
    "unauthenticated": "Sign in, or send an API key, and call again",
    "permission_denied": "Use an account or an API key that has the permission; retrying will not help",
    "not_found": "Search or list first and call again with an id from the answer",
    "already_exists": "Read the existing object instead of creating it again",
    "conflict": "Read the current state and call again",
    "failed_precondition": "Change the state as described in the message, then call again",
    "precondition_failed": "Read the current state, and repeat the change with its version",
    "resource_exhausted": "Wait for retry_after_s, then call again",
    "payment_required": "Ask an administrator for a higher budget, or wait until it resets",
    "unavailable": "Call again in a few seconds",
    "deadline_exceeded": "Request less, or call again later",
    "unimplemented": "Use another tool",
    "internal": "Report the request id; retrying is unlikely to help",
}


_OUTAGES = frozenset[Kind]({"unavailable", "deadline_exceeded"})
_TOOL_ADVICE = _OUTAGES | {"not_found", "internal", "unimplemented"}
"""Kinds for which the tool's own advice fits. Other errors say themselves what is wrong."""
_USELESS_ELSEWHERE = frozenset[Kind](
    {"unauthenticated", "permission_denied", "resource_exhausted", "payment_required"}
)
"""Kinds that another tool does not help with."""


def failure(
    card: ToolCard, error: DomainError, arguments: Mapping[str, Any], meta: dict[str, Any]
) -> Outcome:
    """The outcome of a call that ended in an error; `meta` is the metadata of the call."""
    start = f"{card.spec.failure}: " if card.spec.failure else ""
    message = with_tools(error.message)
    message = message if message.startswith(start) else f"{start}{message}"
    fields = [explain(item, card.parameters, arguments) for item in error.violations]
    about: dict[str, Any] = {
        "type": error.kind,
        "error_type": error.kind,
        "reason": error.reason,
        "message": message,
        "field": fields[0]["field"] if fields else error.metadata.get("field"),
        "fields": fields,
        "retryable": error.retry == "later",
        "retry_after_s": error.retry_after_s,
        "recovery_suggestions": _recovery(card, error),
        "alternative_tools": _alternatives(card, error),
        "suggested_calls": _suggested_calls(card, error, arguments),
        "technical_details": _details(card, error, meta),
    }
    about |= error.details
    return Outcome(_text(about), {"error": about}, meta, is_error=True)


def _recovery(card: ToolCard, error: DomainError) -> list[str]:
    """The error's own advice, that of the tool where it fits, or that of the kind of error."""
    documented = card.spec.recovery if error.kind in _TOOL_ADVICE else ()
    suggestions = [*documented, *map(with_tools, error.recovery)]
    if error.kind in _OUTAGES and not error.recovery:
        suggestions.append(_ADVICE[error.kind])
    return list(dict.fromkeys(suggestions)) or [_ADVICE[error.kind]]


def _alternatives(card: ToolCard, error: DomainError) -> list[str]:
    """Tools that may succeed: during an outage, not those of the service that did not answer."""
    if error.kind in _USELESS_ELSEWHERE:
        return []
    if error.kind in _OUTAGES:
        return [name for name, area in card.alternatives.items() if area != card.method.area]
    return list(card.alternatives)


def _suggested_calls(
    card: ToolCard, error: DomainError, arguments: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """For an unknown id: the alternatives that take words, with the given id as the words."""
    if error.kind != "not_found":
        return []
    given = [v for k, v in arguments.items() if k.endswith("_id") and isinstance(v, str) and v]
    searches = [name for name in card.word_searches if given]
    return [{"tool": name, "arguments": {"query": given[0]}} for name in searches]


def _details(card: ToolCard, error: DomainError, meta: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rpc": card.method.rpc,
        "service": card.method.area,
        "code": grpc_code(error).name,
        "reason": error.reason,
        "metadata": error.metadata,
        "request_id": meta["request_id"],
        "trace_id": current_trace_id(),
    }


def _text(about: Mapping[str, Any]) -> str:
    lines = [f"{about['message']} [{about['reason']}]"]
    for field in about["fields"]:
        lines.append(f"- {field['field'] or 'arguments'}: {field['message']}{_choices(field)}")
    if about["retry_after_s"] is not None:
        lines.append(f"Retry after {about['retry_after_s']:g} s.")
    lines += [f"Suggestion: {suggestion}" for suggestion in about["recovery_suggestions"]]
    if about["alternative_tools"]:
        lines.append(f"Other tools: {', '.join(about['alternative_tools'])}")
    return "\n".join(lines)


def _choices(field: Mapping[str, Any]) -> str:
    if near := field.get("did_you_mean"):
        return f". Did you mean {' or '.join(near)}?"
    return ""
