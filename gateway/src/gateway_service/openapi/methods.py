"""How a method looks in OpenAPI: the body of its answer, its errors, and who may call it."""

from types import NoneType
from typing import Any, get_args

from pydantic import Field, create_model

from altsports.contract.catalog import Method
from gateway_service.openapi.shared import PROBLEM_REF, Metadata
from service_kit.rpc.wire_errors import TABLE

_HTTP_OF_CODE = {row.code.name: row.http for kind, row in TABLE.items() if kind != "validation_failed"}
_ALL_SCHEMES: list[dict[str, list[str]]] = [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]


def response_model(method: Method, *, envelope: bool) -> Any:
    """The type of the body of success; None where there is none.

    An enveloped answer has two forms: `?envelope=false` asks for its data alone.
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
    words = "What to know about the answer, such as that it is old." if warnings is None else None
    answer = create_model(
        f"{method.operation_id}Answer",
        __doc__=f"The answer to {method.operation_id}.",
        data=(data, Field(description="What was asked for.")),
        metadata=(metadata, Field(description="What belongs to the answer and is not its data.")),
        warnings=(list[str] | None, Field(None, description=words)),
    )
    return answer | data


def error_responses(method: Method) -> dict[int | str, dict[str, Any]]:
    """The errors that the contract names and those that every route has, by status."""
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
        422: "The request breaks the rules of its schema",
        429: "A rate limit is used up; Retry-After says when it ends",
        503: "Something needed is away; Retry-After says when to try again",
        504: "The service did not answer in time",
    }
    if method.policy.access != "PUBLIC":
        common[401] = "The credentials are missing, wrong or expired"
        common[403] = "The monthly quota is used up, or the caller lacks a role or permission"
    if method.http is not None and method.http.body:
        common |= {
            400: "The request is malformed",
            413: "The body is too large",
            415: "The body is of another type",
        }
    return common


def security(method: Method) -> list[dict[str, list[str]]]:
    """Which credentials a method takes; an empty requirement means that none are needed."""
    if method.policy.access == "PUBLIC":
        return []
    return [*_ALL_SCHEMES, {}] if method.policy.access == "OPTIONAL" else _ALL_SCHEMES


def description_of(method: Method) -> str:
    """The comment of the contract, and what the policy adds to it."""
    policy = method.policy
    lines = [method.description]
    if policy.permissions or policy.role:
        needed = [f"role `{policy.role}`"] if policy.role else []
        needed += [f"permission `{permission}`" for permission in policy.permissions]
        lines.append(f"Needs {', '.join(needed)}.")
    if policy.rate_limit:
        lines.append(f"Limited to {policy.rate_limit.limit} calls in {policy.rate_limit.window_s} s.")
    if policy.cache and policy.cache.ttl_s:
        lines.append(f"Answers may be up to {policy.cache.ttl_s:g} s old.")
    return "\n\n".join(lines)


def _without_none(annotation: Any) -> Any:
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation
