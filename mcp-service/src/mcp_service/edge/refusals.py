"""Answers that the edge gives itself: challenges that lead a client to sign in, and refusals."""

import orjson

from mcp_service.calls.challenge import challenge
from mcp_service.edge.messages import Message
from service_kit.edge.answer import JSON, Answer
from service_kit.edge.refusals import refusal_headers, status_of
from service_kit.errors import DomainError
from service_kit.identity.credentials import CredentialsRefused
from service_kit.telemetry.tracing import current_trace_id

_SERVER_ERROR = -32000


def sign_in(error: DomainError, metadata_url: str) -> Answer:
    """401: without an OAuth error if no credentials were sent, with invalid_token if they are invalid."""
    came = isinstance(error, CredentialsRefused)
    content = {
        "error": "invalid_token" if came else "unauthorized",
        "error_description": error.message,
        "status": 401,
        "detail": error.message,
        "code": error.reason,
        "trace_id": current_trace_id(),
    }
    way = challenge(error, "invalid_token" if came else "", metadata_url)
    return Answer(401, orjson.dumps(content), [JSON, (b"www-authenticate", way.encode())])


def refused(error: DomainError, message: Message) -> Answer:
    """Any other refusal of the edge, as a JSON-RPC error with the matching HTTP status."""
    data = {"reason": error.reason, "retry_after_s": error.retry_after_s, "trace_id": current_trace_id()}
    fault = {"code": _SERVER_ERROR, "message": error.message, "data": data}
    body = {"jsonrpc": "2.0", "id": message.id, "error": fault}
    return Answer(status_of(error), orjson.dumps(body), [JSON, *refusal_headers(error)])
