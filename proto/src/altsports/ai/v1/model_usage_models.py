"""Generated from altsports/ai/v1/model_usage.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, OneLine, Range32, Text, Time
from pydantic import Field


class ModelUsage(Message):
    """What a group of calls used. A field by which the report is not grouped is unset."""

    day: Text | None = Field(
        default=None,
        description="The day, in UTC.",
        examples=['2026-11-30'],
    )
    user_id: Text | None = Field(
        default=None,
        description="The account.",
    )
    endpoint: Text | None = Field(
        default=None,
        description="The method or the kind of run.",
        examples=['GetAnalysis'],
    )
    provider: Text | None = Field(
        default=None,
        description="The provider.",
        examples=['anthropic'],
    )
    model: Text | None = Field(
        default=None,
        description="The model that was actually used.",
        examples=['claude-3-opus-20240229'],
    )
    calls: Int64 = Field(
        default=0,
        description="The number of calls, however many attempts each needed.",
        examples=[12],
    )
    attempts: Int64 = Field(
        default=0,
        description="The number of requests to providers.",
        examples=[13],
    )
    failed_attempts: Int64 = Field(
        default=0,
        description="Requests that failed.",
        examples=[1],
    )
    input_tokens: Int64 = Field(
        default=0,
        description="Tokens of prompts.",
        examples=[9800],
    )
    output_tokens: Int64 = Field(
        default=0,
        description="Tokens of answers.",
        examples=[4200],
    )
    cost_usd: float = Field(
        default=0.0,
        description="What the users pay, in US dollars.",
        examples=[0.462],
    )
    platform_cost_usd: float = Field(
        default=0.0,
        description="What the platform pays, for failed attempts, in US dollars.",
        examples=[0.03],
    )
    estimated_attempts: Int64 = Field(
        default=0,
        description="Attempts whose tokens were counted here, because the provider reported none or impossible ones.",
        examples=[0],
    )


class ModelCall(Message):
    """One request to a provider."""

    id: Int64 = Field(
        default=0,
        description="The id of the row.",
    )
    call_id: Text = Field(
        default="",
        description="The call to which it belongs. Its attempts have the same id.",
    )
    attempt: Int32 = Field(
        default=0,
        description="The number of the attempt.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the call began.",
    )
    user_id: Text = Field(
        default="",
        description="The account. Empty if it was deleted.",
    )
    api_key_id: Text | None = Field(
        default=None,
        description="The API key, if one was used.",
    )
    request_id: Text = Field(
        default="",
        description="The id of the request, as in the logs.",
    )
    endpoint: Text = Field(
        default="",
        description="The method or the kind of run.",
    )
    task: Text = Field(
        default="",
        description="The type of the task, such as business_analysis.",
    )
    provider: Text = Field(
        default="",
        description="The provider.",
    )
    model: Text = Field(
        default="",
        description="The model that was actually used.",
    )
    payer: Literal["user", "platform"] = Field(
        description="Who pays: user or platform.",
    )
    input_tokens: Int64 = Field(
        default=0,
        description="Tokens of the prompt.",
    )
    output_tokens: Int64 = Field(
        default=0,
        description="Tokens of the answer.",
    )
    estimated: bool = Field(
        default=False,
        description="True if the tokens were counted here, because the provider reported none or impossible ones.",
    )
    input_usd_per_million: float = Field(
        default=0.0,
        description="The price of prompts at that time, in US dollars per million tokens.",
    )
    output_usd_per_million: float = Field(
        default=0.0,
        description="The price of answers at that time, in US dollars per million tokens.",
    )
    price_source: Text = Field(
        default="",
        description="Where the price comes from.",
    )
    cost_usd: float = Field(
        default=0.0,
        description="What the request cost, in US dollars.",
    )
    user_cost_usd: float = Field(
        default=0.0,
        description="The part that the user pays, in US dollars.",
    )
    duration_ms: Int64 = Field(
        default=0,
        description="How long the request took, in milliseconds.",
    )
    error: Text | None = Field(
        default=None,
        description="The reason of the failure. Unset for an answer.",
    )


class ListModelUsageRequest(Message):
    """Which usage to report."""

    group_by: list[Literal["day", "user", "endpoint", "provider", "model"]] = Field(
        default_factory=list,
        description="The fields by which to group. Defaults to day, provider and model.",
        max_length=5,
    )
    user_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only calls of this account. Defaults to the caller's; for administrators, to all accounts.",
    )
    endpoint: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only calls of this method or kind of run.",
    )
    provider: Annotated[str, Field(max_length=50), OneLine] | None = Field(
        default=None,
        description="Only calls of this provider.",
    )
    start_time: Time | None = Field(
        default=None,
        description="Only calls from this time on. Defaults to the start of the month.",
    )
    end_time: Time | None = Field(
        default=None,
        description="Only calls before this time.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of groups per page.",
    )
    page_token: Annotated[str, Field(max_length=1000), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListModelUsageResponse(Message):
    """A page of the report."""

    usage: list[ModelUsage] = Field(
        default_factory=list,
        description="The groups.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of groups on all pages.",
    )


class ListModelCallsRequest(Message):
    """Which calls to list."""

    user_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only calls of this account. Defaults to the caller's; for administrators, to all accounts.",
    )
    request_id: Annotated[str, Field(max_length=128), OneLine] | None = Field(
        default=None,
        description="Only calls that belong to this request.",
    )
    endpoint: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only calls of this method or kind of run.",
    )
    provider: Annotated[str, Field(max_length=50), OneLine] | None = Field(
        default=None,
        description="Only calls of this provider.",
    )
    start_time: Time | None = Field(
        default=None,
        description="Only calls from this time on. Defaults to the start of the month.",
    )
    end_time: Time | None = Field(
        default=None,
        description="Only calls before this time.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of calls per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListModelCallsResponse(Message):
    """A page of calls."""

    calls: list[ModelCall] = Field(
        default_factory=list,
        description="The requests to providers.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of requests on all pages, counted up to 10000.",
    )
