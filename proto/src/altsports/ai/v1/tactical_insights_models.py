"""Generated from altsports/ai/v1/tactical_insights.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import Int32, Message, Text, TextLine, Time
from altsports.football.v1.analytics_models import FootballRanking
from pydantic import Field


class TacticalInsight(Message):
    """An outcome that was kept."""

    id: Text = Field(
        default="",
        description="The insight.",
    )
    kind: Text = Field(
        default="",
        description="improving_players, player_ratings, pressing_formations or match_analysis.",
    )
    summary: Text = Field(
        default="",
        description="The outcome in a sentence.",
    )
    team_ids: list[Text] = Field(
        default_factory=list,
        description="The teams that it rests on.",
    )
    data_version: Text = Field(
        default="",
        description="The version of the figures that it rests on.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was first computed.",
    )
    confirmed_at: datetime | None = Field(
        default=None,
        description="When it was last computed from the same figures.",
    )
    superseded_at: datetime | None = Field(
        default=None,
        description="When its figures changed. Absent while it holds.",
    )
    score: float | None = Field(
        default=None,
        description="How well it fits the question, 0 to 1. Absent without a question.",
    )
    outcome: FootballRanking | None = Field(
        default=None,
        description="The whole outcome, without names. Absent in lists.",
    )


class ListTacticalInsightsRequest(Message):
    """Which insights to list."""

    query: TextLine = Field(
        default="",
        description="A question, or words to search for.",
        max_length=500,
    )
    kind: Literal["improving_players", "player_ratings", "pressing_formations", "match_analysis"] | None = Field(
        default=None,
        description="Only this kind.",
    )
    include_superseded: bool = Field(
        default=False,
        description="Whether superseded insights are listed as well.",
    )
    page_size: Int32 = Field(
        default=20,
        description="The number of insights per page.",
        ge=1,
        le=100,
    )
    page_token: TextLine = Field(
        default="",
        description="The `next_page_token` of the previous page. Omit it for the first page.",
        max_length=500,
    )


class ListTacticalInsightsResponse(Message):
    """Insights."""

    insights: list[TacticalInsight] = Field(
        default_factory=list,
        description="The insights, without their outcomes.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of insights on all pages.",
    )


class GetTacticalInsightRequest(Message):
    """Which insight to get."""

    insight_id: TextLine = Field(
        description="The insight.",
        min_length=1,
        max_length=64,
    )


class GetTacticalInsightResponse(Message):
    """One insight."""

    insight: TacticalInsight | None = Field(
        default=None,
        description="The insight.",
    )


class KeepTacticalInsightRequest(Message):
    """An outcome to keep."""

    id: TextLine = Field(
        description="The id of the insight: the same for the same club, kind, parameters and figures.",
        min_length=1,
        max_length=36,
    )
    organisation_id: TextLine = Field(
        description="The club.",
        min_length=1,
        max_length=36,
    )
    parameters: TextLine = Field(
        description="What distinguishes it among outcomes of the same kind: a hash of the parameters.",
        min_length=1,
        max_length=64,
    )
    summary: TextLine = Field(
        description="The outcome in a sentence.",
        min_length=1,
        max_length=1000,
    )
    outcome: bytes = Field(
        description="The outcome, an altsports.football.v1.Ranking without names.",
    )
    computed_at: Time = Field(
        description="When it was computed.",
    )
