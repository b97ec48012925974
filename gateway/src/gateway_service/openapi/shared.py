"""What all routes share in OpenAPI: the metadata of an answer, and the shape of errors."""

from typing import Any

from pydantic import BaseModel, Field

PROBLEM_REF = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


class Metadata(BaseModel):
    """What belongs to an answer and is not its data."""

    request_id: str = Field(description="Names the request; the X-Request-ID that was sent, or a new one.")
    trace_id: str = Field(description="Names the trace that the request belongs to.")
    cached: bool = Field(description="True where the answer was made before this request.")
    generated_at: str = Field(description="When the answer was made.", examples=["2026-11-21T12:00:00Z"])


class ProblemViolation(BaseModel):
    """One broken rule of the request."""

    loc: list[str | int] = Field(description="Where: body, query, path or header, and the field.")
    msg: str = Field(description="What is wrong.")
    type: str = Field(description="The rule.")


class Problem(BaseModel):
    """Why a request failed (RFC 9457)."""

    type: str = Field(description="A name of the kind of problem.")
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str | list[ProblemViolation] = Field(description="What happened; the broken rules for 422.")
    code: str = Field(description="The reason, for programs. It never changes its name.")
    trace_id: str = Field(description="Names the trace, for questions to the operator.")
    request_id: str = Field(description="Names the request.")
    retry_after_s: int | None = Field(None, description="Seconds until it is worth trying again.")
    recovery: list[str] | None = Field(None, description="What to do about it.")
    metadata: dict[str, str] | None = Field(None, description="Facts about the problem.")
    error: str | None = Field(None, description="429 only: the limit in words.")
    quota: dict[str, Any] | None = Field(None, description="quota_exceeded only: limit, used, resets_at.")
    upgrade_options: list[dict[str, Any]] | None = Field(
        None, description="quota_exceeded only: the plans with a higher quota."
    )
