"""Generated from altsports/ai/v1/model_budgets.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, OneLine, Range32, Text, TextLine, Visible
from pydantic import Field


class ModelBudget(Message):
    """A monthly budget and what is spent of it."""

    scope: Literal["user", "api_key", "organisation", "plan", "platform"] = Field(
        description="Whose budget it is. That of a plan applies to each account with the plan that has no budget of its own.",
        examples=['user'],
    )
    subject: Text = Field(
        default="",
        description="The id of the account, API key or organisation, the name of the plan, or platform.",
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    monthly_usd: float | None = Field(
        default=None,
        description="The budget in US dollars. Unset if there is no limit, or if the budget of the account's plan applies.",
        examples=[2.0],
    )
    is_set: bool = Field(
        default=False,
        description="True if an administrator set it; false if it is a default.",
    )
    spent_usd: float | None = Field(
        default=None,
        description="What is spent this month, in US dollars. Unset for a plan, whose accounts have counters of their own.",
        examples=[0.42],
    )
    reserved_usd: float | None = Field(
        default=None,
        description="What running calls may still cost, in US dollars.",
        examples=[0.0],
    )
    remaining_usd: float | None = Field(
        default=None,
        description="What is left, in US dollars. Unset if there is no limit.",
        examples=[1.58],
    )
    resets_at: datetime | None = Field(
        default=None,
        description="The start of the next month, when counting restarts.",
    )
    note: Text | None = Field(
        default=None,
        description="The reason, for other administrators.",
    )
    updated_by: Text | None = Field(
        default=None,
        description="The administrator who set it.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it was set.",
    )


class ModelStanding(Message):
    """What the caller may spend."""

    budgets: list[ModelBudget] = Field(
        default_factory=list,
        description="The budgets that apply. The platform's is not shown.",
    )
    monthly_ai_tokens: Int64 | None = Field(
        default=None,
        description="The monthly quota of AI tokens. Unset if there is none.",
        examples=[200000],
    )
    used_ai_tokens: Int64 = Field(
        default=0,
        description="AI tokens that are used this month.",
        examples=[1250],
    )
    reserved_ai_tokens: Int64 = Field(
        default=0,
        description="AI tokens that running calls may still use.",
        examples=[0],
    )
    remaining_ai_tokens: Int64 | None = Field(
        default=None,
        description="AI tokens that are left. Unset if there is no quota.",
        examples=[198750],
    )
    resets_at: datetime | None = Field(
        default=None,
        description="The start of the next month, when counting restarts.",
    )


class GetMyModelBudgetRequest(Message):
    """The request for the caller's budgets."""


class GetMyModelBudgetResponse(Message):
    """What the caller may spend."""

    standing: ModelStanding | None = Field(
        default=None,
        description="The budgets and the quota.",
    )


class ListModelBudgetsRequest(Message):
    """Which budgets to list."""

    scope: Literal["user", "api_key", "organisation", "plan", "platform"] | None = Field(
        default=None,
        description="Only budgets of this scope.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of budgets per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListModelBudgetsResponse(Message):
    """A page of budgets."""

    budgets: list[ModelBudget] = Field(
        default_factory=list,
        description="The budgets.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of budgets on all pages.",
    )


class GetModelBudgetRequest(Message):
    """Which budget to get."""

    scope: Literal["user", "api_key", "organisation", "plan", "platform"] = Field(
        description="The scope.",
    )
    subject: TextLine = Field(
        description="The id, the name of the plan, or platform.",
        min_length=1,
        max_length=64,
    )


class GetModelBudgetResponse(Message):
    """The budget."""

    budget: ModelBudget | None = Field(
        default=None,
        description="The budget.",
    )


class SetModelBudgetRequest(Message):
    """The budget to set."""

    scope: Literal["user", "api_key", "organisation", "plan", "platform"] = Field(
        description="The scope.",
    )
    subject: TextLine = Field(
        description="The id, the name of the plan, or platform.",
        min_length=1,
        max_length=64,
    )
    monthly_usd: Annotated[float, Field(ge=0.0, le=1000000000.0)] | None = Field(
        description="The budget in US dollars. 0 allows no cost at all; to follow the default again, delete the budget.",
        examples=[25.0],
    )
    note: Annotated[str, Field(max_length=500), Visible] | None = Field(
        default=None,
        description="The reason, for other administrators. It may have several lines.",
    )


class SetModelBudgetResponse(Message):
    """The budget as it now applies."""

    budget: ModelBudget | None = Field(
        default=None,
        description="The budget.",
    )


class DeleteModelBudgetRequest(Message):
    """Which budget to delete."""

    scope: Literal["user", "api_key", "organisation", "plan", "platform"] = Field(
        description="The scope.",
    )
    subject: TextLine = Field(
        description="The id, the name of the plan, or platform.",
        min_length=1,
        max_length=64,
    )


class DeleteModelBudgetResponse(Message):
    """What applies after the deletion."""

    budget: ModelBudget | None = Field(
        default=None,
        description="The default that applies again.",
    )
