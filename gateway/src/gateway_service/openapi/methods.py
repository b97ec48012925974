"""Describes a method in OpenAPI: the body of its answer, its errors, and its access rules."""

from types import NoneType
from typing import Any, get_args

from pydantic import Field, create_model

from altsports.contract.catalog import Method
from gateway_service.openapi.shared import PROBLEM_REF, Metadata
from service_kit.rpc.wire_errors import TABLE

_HTTP_OF_CODE = {row.code.name: row.http for kind, row in TABLE.items() if kind != "validation_failed"}
_ALL_SCHEMES: list[dict[str, list[str]]] = [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]


def response_model(method: Method, *, envelope: bool) -> Any:
    """The type of a successful body; None if there is no body.

    An enveloped answer has two forms: `?envelope=false` returns its data alone.
    """
    if method.policy.success_status == 204:
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
    words = "Warnings about the answer, such as that it is stale." if warnings is None else None
    answer = create_model(
        f"{method.operation_id}Answer",
        __doc__=f"The answer to {method.operation_id}.",
        data=(data, Field(description="The requested data.")),
        metadata=(metadata, Field(description="Facts about the answer.")),
        warnings=(list[str] | None, Field(None, description=words)),
    )
    return answer | data


def error_responses(method: Method) -> dict[int | str, dict[str, Any]]:
    """The errors of the contract and those of every route, by status."""
    reasons: dict[int, list[str]] = {}
    for error in method.errors:
        status = _HTTP_OF_CODE.get(error.code, 500)
        reasons.setdefault(status, []).append(f"{error.reason} {error.when}".strip())
    for status, words in _common_errors(method).items():
        reasons.setdefault(status, []).append(words)
    return {
        status: {"description": "; ".join(found), "content": PROBLEM_REF}
        for status, found in sorted(reasons.items())
    }


def _common_errors(method: Method) -> dict[int, str]:
    common = {
        422: "The request violates its schema",
        429: "A rate limit is exceeded; Retry-After contains the seconds until it resets",
        503: "A required service is unavailable; Retry-After contains the seconds until a retry",
        504: "The service did not answer in time",
    }
    if method.policy.access != "PUBLIC":
        common[401] = "The credentials are missing, wrong or expired"
        common[403] = "The monthly quota is exceeded, or the caller lacks a role or permission"
    if method.http is not None and method.http.body:
        common |= {
            400: "The request is malformed",
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
    """The comment of the contract, with the rules of the policy."""
    policy = method.policy
    lines = [method.description]
    if policy.permissions or policy.role:
        needed = [f"role `{policy.role}`"] if policy.role else []
        needed += [f"permission `{permission}`" for permission in policy.permissions]
        lines.append(f"Requires {', '.join(needed)}.")
    if policy.rate_limit:
        lines.append(f"Limited to {policy.rate_limit.limit} calls per {policy.rate_limit.window_s} s.")
    if policy.cache and policy.cache.ttl_s:
        lines.append(f"Answers can be up to {policy.cache.ttl_s:g} s old.")
    return "\n\n".join(lines)


def _without_none(annotation: Any) -> Any:
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation
