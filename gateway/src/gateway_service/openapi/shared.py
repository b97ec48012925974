"""The models that all routes share in OpenAPI: the metadata of an answer, and errors."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

PROBLEM_REF = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


class Metadata(BaseModel):
    """Facts about an answer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    request_id: str = Field(description="The id of the request: X-Request-ID as sent, or a new one.")
    trace_id: str = Field(description="The id of the trace of the request.")
    cached: bool = Field(description="True if the answer was created before this request.")
    generated_at: str = Field(description="The time of its creation.", examples=["2026-11-21T12:00:00Z"])


class ProblemViolation(BaseModel):
    """One violation in the request."""

    loc: list[str | int] = Field(description="The position: body, query, path or header, and the field.")
    msg: str = Field(description="What is wrong.")
    type: str = Field(description="The rule.")


class Problem(BaseModel):
    """Why a request failed (RFC 9457)."""

    type: str = Field(description="The kind of the problem.")
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str | list[ProblemViolation] = Field(description="What went wrong; the violations for 422.")
    code: str = Field(description="The reason, for programs. It is never renamed.")
    trace_id: str = Field(description="The id of the trace, for support requests.")
    request_id: str = Field(description="The id of the request.")
    retry_after_s: int | None = Field(None, description="Seconds after which the request can be retried.")
    recovery: list[str] | None = Field(None, description="How to fix it.")
    metadata: dict[str, str] | None = Field(None, description="Facts about the problem.")
    error: str | None = Field(None, description="429 only: the limit in words.")
    quota: dict[str, Any] | None = Field(None, description="quota_exceeded only: limit, used, resets_at.")
    upgrade_options: list[dict[str, Any]] | None = Field(
        None, description="quota_exceeded only: the plans with a higher quota."
    )
    budget: dict[str, Any] | None = Field(
        None, description="BUDGET_EXHAUSTED only: scope, limit_usd, spent_usd, needed_usd, resets_at."
    )


EVENT_STREAM: Final[dict[str, Any]] = {
    "text/event-stream": {
        "schema": {
            "type": "object",
            "description": "One server-sent event.",
            "properties": {
                "id": {"type": "string", "description": "Where to resume: send it as Last-Event-ID."},
                "event": {"type": "string", "description": "The type of the event."},
                "data": {"type": "string", "description": "The event as JSON."},
            },
            "required": ["data"],
        }
    }
}
"""The content of a stream of events in OpenAPI."""

STREAM_IS_OVER: Final[dict[str, Any]] = {
    "description": "`Last-Event-ID` is the last event of the stream. Browsers do not connect again."
}
