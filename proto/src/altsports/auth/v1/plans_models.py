"""Generated from altsports/auth/v1/plans.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class Plan(Message):
    """What a tier allows. Limits that are unset do not exist."""

    tier: Literal["basic", "pro", "enterprise"] = Field(
        description="The tier.",
        examples=['basic'],
    )
    name: Text = Field(
        default="",
        description="Its name for people.",
        examples=['Basic'],
    )
    description: Text = Field(
        default="",
        description="Whom it is for.",
    )
    rate_limit: Text | None = Field(
        default=None,
        description="How many requests a window allows, such as 100 per 1 minute.",
        examples=['100 per 1 minute'],
    )
    monthly_api_calls: int | None = Field(
        default=None,
        description="API calls a month.",
        examples=[50000],
    )
    monthly_ai_tokens: int | None = Field(
        default=None,
        description="AI tokens a month.",
        examples=[200000],
    )


class AccountQuota(Message):
    """Quotas arranged for one account. What is unset follows the tier."""

    user_id: Text = Field(
        default="",
        description="The account.",
    )
    monthly_api_calls: int | None = Field(
        default=None,
        description="API calls a month; 0 means no limit.",
    )
    monthly_ai_tokens: int | None = Field(
        default=None,
        description="AI tokens a month; 0 means no limit.",
    )
    note: Text | None = Field(
        default=None,
        description="Why, for other administrators.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it was arranged.",
    )


class AccountPlan(Message):
    """The plan of one account as it counts now."""

    user_id: Text = Field(
        default="",
        description="The account.",
    )
    tier: Literal["basic", "pro", "enterprise"] = Field(
        description="The tier.",
    )
    rate_limit: Text | None = Field(
        default=None,
        description="How many requests a window allows; unset: no limit.",
    )
    monthly_api_calls: int | None = Field(
        default=None,
        description="API calls a month; unset: no limit.",
    )
    monthly_ai_tokens: int | None = Field(
        default=None,
        description="AI tokens a month; unset: no limit.",
    )
    arranged: AccountQuota | None = Field(
        default=None,
        description="What was arranged for the account; unset where everything follows the tier.",
    )
    resets_at: datetime | None = Field(
        default=None,
        description="When the month ends and counting starts again.",
    )
    upgrade_options: list[Plan] = Field(
        default_factory=list,
        description="The plans above this one.",
    )


class ListPlansRequest(Message):
    """Asks for the plans."""


class ListPlansResponse(Message):
    """The plans."""

    plans: list[Plan] = Field(
        default_factory=list,
        description="The plans, cheapest first.",
    )


class GetMyPlanRequest(Message):
    """Asks for the caller's plan."""


class GetMyPlanResponse(Message):
    """The caller's plan."""

    plan: AccountPlan | None = Field(
        default=None,
        description="The plan.",
    )


class SetAccountQuotaRequest(Message):
    """The quotas of one account."""

    user_id: Text = Field(
        description="The account.",
        min_length=1,
        max_length=64,
    )
    monthly_api_calls: Annotated[int, Field(ge=0, le=1000000000000)] | None = Field(
        default=None,
        description="API calls a month; 0 means no limit; left out, that of the tier.",
    )
    monthly_ai_tokens: Annotated[int, Field(ge=0, le=1000000000000)] | None = Field(
        default=None,
        description="AI tokens a month; 0 means no limit; left out, that of the tier.",
    )
    note: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Why, for other administrators.",
    )


class SetAccountQuotaResponse(Message):
    """The plan of the account as it counts now."""

    plan: AccountPlan | None = Field(
        default=None,
        description="The plan.",
    )


class GetPlanOfRequest(Message):
    """Whose plan to get."""

    user_id: Text = Field(
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
    """Asks for all arranged quotas."""


class ListAccountQuotasResponse(Message):
    """All arranged quotas."""

    quotas: list[AccountQuota] = Field(
        default_factory=list,
        description="The quotas, by account.",
    )
