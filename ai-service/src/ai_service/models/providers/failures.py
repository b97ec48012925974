"""Turns what a vendor reports into the errors of errors.py; one table for all vendors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final, cast

import orjson

from ai_service.models.providers.errors import (
    AIProviderError,
    PromptNotAccepted,
    PromptTooLong,
    ProviderMisconfigured,
    ProviderOverloaded,
    ProviderRateLimited,
    ProviderRefused,
    ProviderTimedOut,
    UnparseableOutput,
)
from service_kit.errors import DomainError

_TOO_LONG: Final = re.compile(
    r"context.{0,9}(length|window)|too (long|many tokens|large)|exceeds the maximum", re.I
)
_UNPAID: Final = re.compile(r"credit balance|billing|exceeded your current quota", re.I)
_BY_STATUS: Final[dict[int, type[AIProviderError]]] = {
    401: ProviderMisconfigured,
    402: ProviderRateLimited,
    403: ProviderMisconfigured,
    404: ProviderMisconfigured,
    408: ProviderTimedOut,
    409: ProviderOverloaded,
    429: ProviderRateLimited,
    504: ProviderTimedOut,
}
_BY_TYPE: Final[dict[str, type[AIProviderError]]] = {
    "rate_limit_error": ProviderRateLimited,
    "rate_limit_exceeded": ProviderRateLimited,
    "insufficient_quota": ProviderRateLimited,
    "RESOURCE_EXHAUSTED": ProviderRateLimited,
    "billing_error": ProviderRateLimited,
    "authentication_error": ProviderMisconfigured,
    "permission_error": ProviderMisconfigured,
    "not_found_error": ProviderMisconfigured,
    "API_KEY_INVALID": ProviderMisconfigured,
    "FAILED_PRECONDITION": ProviderMisconfigured,
    "model_not_found": ProviderMisconfigured,
    "timeout_error": ProviderTimedOut,
    "content_filter": ProviderRefused,
    "content_policy_violation": ProviderRefused,
}
_LONGEST_DETAIL: Final = 300
_LONGEST_WAIT_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Report:
    """What a vendor reported: the HTTP status (0 without an answer), its word for the error, and its text."""

    status: int
    type: str = ""
    message: str = ""
    retry_after_s: float | None = None
    param: str = ""


def error_of(label: str, report: Report) -> DomainError:
    """The error of a report. `label` is the vendor as people know it: `Anthropic generation failed: ...`"""
    detail = report.message[:_LONGEST_DETAIL] or f"status {report.status}"
    message = f"{label} generation failed: {detail}"
    kind = _BY_TYPE.get(report.type) or _BY_STATUS.get(report.status)
    if kind is None and _UNPAID.search(report.message):
        kind = ProviderRateLimited
    if report.status in (400, 413, 422) and kind is None:
        if (
            report.status == 413
            or report.type == "context_length_exceeded"
            or _TOO_LONG.search(report.message)
        ):
            return PromptTooLong.at("prompt", f"The prompt is too long for the model: {detail}")
        return PromptNotAccepted(message)
    error = (kind or ProviderOverloaded)(message, retry_after_s=report.retry_after_s)
    if isinstance(error, ProviderRateLimited):
        error.stated = report.retry_after_s is not None
    return error


def unparseable(label: str, detail: str) -> UnparseableOutput:
    """The error for an answer that does not keep to the protocol."""
    return UnparseableOutput(f"{label} generation failed: {detail}")


def report_of(status: int, body: object, headers: Mapping[str, str]) -> Report:
    """Reads the body of an error in the format of any of the three vendors."""
    error = _error_in(body)
    kind = (
        error.get("code") if isinstance(error.get("code"), str) else error.get("type") or error.get("status")
    )
    stated = cast("list[object]", error.get("details") or [])
    details = [cast("dict[str, Any]", detail) for detail in stated if isinstance(detail, dict)]
    if any(detail.get("reason") == "API_KEY_INVALID" for detail in details):
        kind = "API_KEY_INVALID"
    return Report(
        status,
        str(kind or ""),
        str(error.get("message") or ""),
        _retry_after(headers, details),
        str(error.get("param") or ""),
    )


def _error_in(body: object) -> dict[str, Any]:
    if isinstance(body, bytes | str):
        try:
            body = orjson.loads(body)
        except orjson.JSONDecodeError:
            return {}
    if isinstance(body, list) and body:
        body = cast("list[Any]", body)[0]
    if not isinstance(body, dict):
        return {}
    content = cast("dict[str, Any]", body)
    error = content.get("error", content)
    return cast("dict[str, Any]", error) if isinstance(error, dict) else {"message": error}


def _seconds_until(headers: Mapping[str, str]) -> str:
    """The wait if Retry-After is a date, counted from the Date of the answer, so that clocks may differ."""
    try:
        until, sent = (parsedate_to_datetime(headers.get(name, "")) for name in ("retry-after", "date"))
    except ValueError:
        return ""
    return str((until - sent).total_seconds())


def _retry_after(headers: Mapping[str, str], details: list[dict[str, Any]]) -> float | None:
    stated = [headers.get("retry-after", ""), _seconds_until(headers)]
    stated += [str(detail.get("retryDelay", "")).removesuffix("s") for detail in details]
    for text in stated:
        try:
            seconds = float(text)
        except ValueError:
            continue
        if 0 <= seconds <= _LONGEST_WAIT_S:
            return seconds
    return None
