"""Answers that the edge gives itself: challenges that lead a client to sign in, and refusals."""

from typing import Any

import orjson

from mcp_service.edge.messages import Message
from mcp_service.tools.cards import ToolCard
from service_kit.edge.answer import JSON, Answer
from service_kit.edge.refusals import refusal_headers, status_of
from service_kit.errors import DomainError
from service_kit.identity.credentials import CredentialsRefused
from service_kit.telemetry.tracing import current_trace_id

_SERVER_ERROR = -32000


class Challenges:
    """401 and 403 as defined in RFC 6750 and RFC 9728; `metadata_url` locates the sign-in metadata."""

    def __init__(self, metadata_url: str) -> None:
        self._metadata_url = metadata_url

    def sign_in(self, error: DomainError, card: ToolCard | None = None) -> Answer:
        """401: without an `error` if no credentials were sent, with invalid_token if they are invalid."""
        came = isinstance(error, CredentialsRefused)
        parts = ['error="invalid_token"', f'error_description="{error.message}"'] if came else []
        scope = _scope(card) if card else ""
        return self._answer(401, error, parts, scope, "invalid_token" if came else "unauthorized")

    def step_up(self, error: DomainError, card: ToolCard) -> Answer:
        """403 insufficient_scope with every scope that the tool requires."""
        parts = ['error="insufficient_scope"', f'error_description="{card.name}: {error.message}"']
        return self._answer(403, error, parts, _scope(card), "insufficient_scope")

    def _answer(self, status: int, error: DomainError, parts: list[str], scope: str, name: str) -> Answer:
        if scope:
            parts.append(f'scope="{scope}"')
        parts.append(f'resource_metadata="{self._metadata_url}"')
        challenge = "Bearer " + ", ".join(parts)
        content = {"error": name, "error_description": error.message, **_problem(status, error)}
        if scope:
            content["scope"] = scope
        return Answer(status, orjson.dumps(content), [JSON, (b"www-authenticate", challenge.encode())])


def refused(error: DomainError, message: Message) -> Answer:
    """Any other refusal of the edge, as a JSON-RPC error with the matching HTTP status."""
    data = {"reason": error.reason, "retry_after_s": error.retry_after_s, "trace_id": current_trace_id()}
    fault = {"code": _SERVER_ERROR, "message": error.message, "data": data}
    body = {"jsonrpc": "2.0", "id": message.id, "error": fault}
    return Answer(status_of(error), orjson.dumps(body), [JSON, *refusal_headers(error)])


def _scope(card: ToolCard) -> str:
    """The permissions, and the role as a separate scope."""
    policy = card.method.policy
    return " ".join([*policy.permissions, *([f"role:{policy.role}"] if policy.role else [])])


def _problem(status: int, error: DomainError) -> dict[str, Any]:
    return {
        "status": status,
        "detail": error.message,
        "code": error.reason,
        "trace_id": current_trace_id(),
    }
