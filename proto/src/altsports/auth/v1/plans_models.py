"""Generated from altsports/auth/v1/plans.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int64, Message, Range64, Text, TextLine, Visible
from pydantic import Field


class Plan(Message):
    """The limits and quotas of a tier. An unset limit means that there is none."""

    tier: Literal["basic", "pro", "enterprise"] = Field(
        description="The tier.",
        examples=['basic'],
    )
    name: Text = Field(
        default="",
        description="The display name.",
        examples=['Basic'],
    )
    description: Text = Field(
        default="",
        description="The target audience.",
    )
    rate_limit: Text | None = Field(
        default=None,
        description="The rate limit, such as 100 per 1 minute.",
        examples=['100 per 1 minute'],
    )
    monthly_api_calls: Int64 | None = Field(
        default=None,
        description="API calls per month.",
        examples=[50000],
    )
    monthly_ai_tokens: Int64 | None = Field(
        default=None,
        description="AI tokens per month.",
        examples=[200000],
    )


class AccountQuota(Message):
    """The quotas set for one account. An unset quota follows the tier."""

    user_id: Text = Field(
        default="",
        description="The account.",
    )
    monthly_api_calls: Int64 | None = Field(
        default=None,
        description="API calls per month. 0 means no limit.",
    )
    monthly_ai_tokens: Int64 | None = Field(
        default=None,
        description="AI tokens per month. 0 means no limit.",
    )
    note: Text | None = Field(
        default=None,
        description="The reason, for other administrators.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When the quotas were set.",
    )


class AccountPlan(Message):
    """The plan of one account as it currently applies."""

    user_id: Text = Field(
        default="",
        description="The account.",
    )
    tier: Literal["basic", "pro", "enterprise"] = Field(
        description="The tier.",
    )
    rate_limit: Text | None = Field(
        default=None,
        description="The rate limit. Unset if there is none.",
    )
    monthly_api_calls: Int64 | None = Field(
        default=None,
        description="API calls per month. Unset if there is no limit.",
    )
    monthly_ai_tokens: Int64 | None = Field(
        default=None,
        description="AI tokens per month. Unset if there is no limit.",
    )
    arranged: AccountQuota | None = Field(
        default=None,
        description="The quotas set for the account. Unset if everything follows the tier.",
    )
    resets_at: datetime | None = Field(
        default=None,
        description="When the month ends and the counters are reset.",
    )
    upgrade_options: list[Plan] = Field(
        default_factory=list,
        description="The plans above this one.",
    )


class ListPlansRequest(Message):
    """The request for the plans."""


class ListPlansResponse(Message):
    """The plans."""

    plans: list[Plan] = Field(
        default_factory=list,
        description="The plans, cheapest first.",
    )


class GetMyPlanRequest(Message):
    """The request for the caller's plan."""


class GetMyPlanResponse(Message):
    """The caller's plan."""

    plan: AccountPlan | None = Field(
        default=None,
        description="The plan.",
    )


class SetAccountQuotaRequest(Message):
    """The quotas of one account."""

    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )
    monthly_api_calls: Annotated[int, Field(ge=0, le=1000000000000), Range64] | None = Field(
        default=None,
        description="API calls per month. 0 means no limit. Defaults to the quota of the tier.",
    )
    monthly_ai_tokens: Annotated[int, Field(ge=0, le=1000000000000), Range64] | None = Field(
        default=None,
        description="AI tokens per month. 0 means no limit. Defaults to the quota of the tier.",
    )
    note: Annotated[str, Field(max_length=500), Visible] | None = Field(
        default=None,
        description="The reason, for other administrators. It may have several lines.",
    )


class SetAccountQuotaResponse(Message):
    """The plan of the account as it now applies."""

    plan: AccountPlan | None = Field(
        default=None,
        description="The plan.",
    )


class GetPlanOfRequest(Message):
    """Whose plan to get."""

    user_id: TextLine = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )


class GetPlanOfResponse(Message):
    """The plan of an account."""

    plan: AccountPlan | None = Field(
        default=None,
        description="The plan.",
    )


class ListAccountQuotasRequest(Message):
    """The request for the quotas of all accounts that have their own."""


class ListAccountQuotasResponse(Message):
    """The quotas of all accounts that have their own."""

    quotas: list[AccountQuota] = Field(
        default_factory=list,
        description="The quotas, ordered by account.",
    )
