"""One kind of problem document for all errors."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import orjson

from gateway_service.edge.errors import MethodNotAllowed
from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import PROBLEM, Answer
from service_kit.edge.asgi import Header
from service_kit.edge.refusals import HttpRefusal, refusal_headers, retry_after_s, status_of
from service_kit.errors import DomainError, Internal
from service_kit.limits.refusals import QuotaExceeded
from service_kit.rpc.field_paths import field_path

_TYPE = "urn:altsports:problem:"


def problem_answer(error: DomainError, exchange: Exchange) -> Answer:
    """The error as application/problem+json, with the headers of its status."""
    status = status_of(error)
    document = problem_document(error, status, exchange)
    headers = [PROBLEM, *_headers(error, status)]
    if exchange.decision is not None and (status == 429 or isinstance(error, QuotaExceeded)):
        exchange.outcome = error.reason
    return Answer(status, orjson.dumps(document), headers)


def problem_document(error: DomainError, status: int, exchange: Exchange) -> dict[str, Any]:
    """type, title, status, detail, code, trace_id, request_id, and the fields of the kind of error."""
    document: dict[str, Any] = {
        "type": _TYPE + error.reason.lower().replace("_", "-"),
        "title": _title(status),
        "status": status,
        "detail": _detail(error),
        "code": error.reason,
        "trace_id": exchange.trace_id,
        "request_id": exchange.request_id,
    }
    if error.retry_after_s is not None:
        document["retry_after_s"] = retry_after_s(error)
    if recovery := error.recovery or _corrections(error):
        document["recovery"] = recovery
    if error.metadata:
        document["metadata"] = error.metadata
    if status == 429:
        document["error"] = error.message
    return document | error.details


def internal_error() -> Internal:
    """The error that clients see for a bug of ours."""
    return Internal("Internal server error")


def _detail(error: DomainError) -> Any:
    if error.violations:
        return error.violations
    if error.kind == "internal" and not isinstance(error, HttpRefusal):
        return "Internal server error"
    return error.message


def _corrections(error: DomainError) -> list[str]:
    """What to correct in a request that violates the contract."""
    wrong: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for violation in error.violations:
        found = unknown if violation["type"] == "extra_forbidden" else wrong
        found[_field(violation["loc"])] = None
    ways = [f"Leave {', '.join(unknown)} out"] if unknown else []
    return [*ways, f"Correct {', '.join(wrong)}, as `detail` says"] if wrong else ways


def _field(loc: Sequence[str | int]) -> str:
    """The name of a field, without the part of the request; the part itself if it cannot be read."""
    part, *path = loc
    return field_path(path) if path and isinstance(path[0], str) else f"the {part}"


def _headers(error: DomainError, status: int) -> list[Header]:
    headers: list[Header] = []
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    headers += refusal_headers(error)
    if isinstance(error, MethodNotAllowed):
        headers.append((b"allow", error.allow.encode()))
    return headers


def _title(status: int) -> str:
    return HTTPStatus(status).phrase
