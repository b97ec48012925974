"""Describes a method in OpenAPI: the body of its answer, its errors, and its access rules."""

from types import NoneType
from typing import Any, get_args

from pydantic import Field, create_model

from altsports.contract.catalog import Method
from altsports.contract.comments import MethodError, without_errors
from gateway_service.openapi.headers import of_success, references
from gateway_service.openapi.shared import EVENT_STREAM, PROBLEM_REF, STREAM_IS_OVER, Metadata
from gateway_service.routes.paths import RoutePath, has_body, takes_idempotency_key
from service_kit.rpc.wire_errors import TABLE

_HTTP_OF_CODE = {row.code.name: row.http for row in reversed(TABLE.values())}  # the first kind of each code
_ALL_SCHEMES: list[dict[str, list[str]]] = [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]


def response_model(method: Method, *, envelope: bool) -> Any:
    """The type of a successful body; None if there is no body, or a stream.

    `?envelope=false` is left out: an operation with two forms of answer has no useful type.
    """
    if method.policy.success_status == 204 or method.server_streaming:
        return None
    fields = dict(method.response_model.model_fields)
    warnings = fields.pop("warnings", None) if method.policy.data_field else None
    if not method.policy.data_field:
        return method.response_model
    data = _without_none(fields.pop(method.policy.data_field).annotation)
    if not envelope:
        return data
    facts: dict[str, Any] = {name: (info.annotation, info) for name, info in fields.items()}
    metadata = (
        create_model(f"{method.operation_id}Metadata", __base__=Metadata, **facts) if facts else Metadata
    )
    stale = "Warnings about the answer, such as that it is stale."
    words = stale if warnings is None else warnings.description
    return create_model(
        f"{method.operation_id}Answer",
        __doc__=f"The answer to {method.operation_id}.",
        data=(data, Field(description="The requested data.")),
        metadata=(metadata, Field(description="Facts about the answer.")),
        warnings=(list[str] | None, Field(None, description=words)),
    )


def responses(method: Method, path: RoutePath) -> dict[int | str, dict[str, Any]]:
    """Every answer of a route: success, 304, the errors of the contract, and those of every route."""
    success: dict[str, Any] = {"headers": of_success(method, path)}
    if method.server_streaming:
        success["content"] = EVENT_STREAM
    found: dict[int | str, dict[str, Any]] = {method.policy.success_status: success}
    if method.server_streaming and "last_event_id" in method.request_class.DESCRIPTOR.fields_by_name:
        found[204] = STREAM_IS_OVER
    if "ETag" in success["headers"] and path.verb == "GET":
        found[304] = {
            "description": "The client already has the data.",
            "headers": references(("ETag", "Cache-Control")),
        }
    reasons = {status: [words] for status, words in _common_errors(method).items()}
    for error in method.errors:
        reasons.setdefault(status_of(error), []).append(f"`{error.reason}` {error.when}".strip())
    return found | {
        status: {"description": f"{'; '.join(words)}.", "content": PROBLEM_REF}
        for status, words in sorted(reasons.items())
    }


def status_of(error: MethodError) -> int:
    """The HTTP status of a documented error."""
    return error.http or _HTTP_OF_CODE[error.code]


def _common_errors(method: Method) -> dict[int, str]:
    common = {
        400: "The request is malformed",
        422: "The request violates its schema",
        429: "A rate limit is exceeded",
        503: "A required service is unavailable",
        504: "The service did not answer in time",
    }
    if method.policy.access != "PUBLIC":
        common[401] = "The credentials are missing, wrong or expired"
        common[403] = "The monthly quota is exceeded, or the caller lacks a role or permission"
    if takes_idempotency_key(method):
        common[409] = "`REQUEST_IN_PROGRESS` when the first request with the same Idempotency-Key still runs"
        common[422] += ", or its Idempotency-Key belongs to another request"
    if has_body(method):
        common |= {
            408: "The body did not arrive in time",
            413: "The body is too large",
            415: "The media type of the body is not supported",
        }
    return common


def security(method: Method) -> list[dict[str, list[str]]]:
    """The credentials that a method accepts; an empty requirement means that they are optional."""
    if method.policy.access == "PUBLIC":
        return []
    return [*_ALL_SCHEMES, {}] if method.policy.access == "OPTIONAL" else _ALL_SCHEMES


def description_of(method: Method) -> str:
    """The comment of the contract, with its errors as HTTP shows them, and the rules of the policy."""
    policy = method.policy
    lines = [without_errors(method.description)]
    if method.errors:
        errors = [f"- {status_of(error)} `{error.reason}` {error.when}".rstrip() for error in method.errors]
        lines.append("\n".join(["Errors:", "", *errors]))
    if policy.permissions or policy.role:
        needed = [f"role `{policy.role}`"] if policy.role else []
        needed += [f"permission `{permission}`" for permission in policy.permissions]
        who = "API keys require" if policy.access == "OPTIONAL" else "Requires"
        lines.append(f"{who} {', '.join(needed)}.")
    if policy.rate_limit:
        lines.append(f"Limited to {policy.rate_limit.limit} calls per {policy.rate_limit.window_s} s.")
    if policy.cache and policy.cache.ttl_s:
        lines.append(f"Answers can be up to {policy.cache.ttl_s:g} s old.")
    return "\n\n".join(lines)


def _without_none(annotation: Any) -> Any:
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation
