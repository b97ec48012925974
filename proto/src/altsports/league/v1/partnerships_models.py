"""Generated from altsports/league/v1/partnerships.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Any, Literal

from altsports.contract.model import Message, OneLine, Text, TextLine, Visible
from altsports.league.v1.leagues_models import League
from pydantic import Field


class ScorePartnershipsRequest(Message):
    """Which league to analyse, and which partnerships to include."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    partner_types: list[Literal["sponsor", "broadcaster", "venue", "technology"]] = Field(
        default_factory=list,
        description="The kinds of partner to include. Defaults to all.",
        max_length=4,
    )
    min_probability: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="The minimum probability of an opportunity.",
    )


class ValueRange(Message):
    """A range in USD per year."""

    low: float = Field(
        default=0.0,
        description="The low end.",
    )
    high: float = Field(
        default=0.0,
        description="The high end.",
    )


class ValueDriver(Message):
    """One fact and its effect on the value."""

    name: Text = Field(
        default="",
        description="The fact, such as member_count.",
    )
    detail: Text = Field(
        default="",
        description="The fact in words, such as 8 member teams.",
    )
    factor: float = Field(
        default=0.0,
        description="The factor by which it multiplies the base value.",
    )


class PartnershipOpportunity(Message):
    """One partnership opportunity."""

    league_id: Text = Field(
        default="",
        description="The league.",
    )
    partner_type: Literal["sponsor", "broadcaster", "venue", "technology"] = Field(
        description="sponsor, broadcaster, venue or technology.",
    )
    estimated_value: float = Field(
        default=0.0,
        description="The estimated value of the partnership in USD per year, 1,000 to 100,000,000.",
        ge=1000.0,
        le=100000000.0,
    )
    probability: float = Field(
        default=0.0,
        description="Success probability (0-1).",
        ge=0.0,
        le=1.0,
    )
    timeline: Text = Field(
        default="",
        description="When the partnership could be closed: immediate, or a quarter such as Q1 2027.",
    )
    key_contacts: list[Text] = Field(
        default_factory=list,
        description="The roles of the people to contact.",
    )
    competitive_landscape: dict[str, Any] | None = Field(
        default=None,
        description="The leagues that compete for the same partners.",
    )
    ai_confidence: float = Field(
        default=0.0,
        description="Confidence in the estimate (0-1).",
        ge=0.0,
        le=1.0,
    )
    value_range: ValueRange | None = Field(
        default=None,
        description="The range of the value.",
    )
    drivers: list[ValueDriver] = Field(
        default_factory=list,
        description="The facts that drive the value.",
    )
    what_would_change_it: list[Text] = Field(
        default_factory=list,
        description="The facts that would change the estimate.",
    )


class PartnershipAnalysis(Message):
    """The partnership prospects of one league."""

    league: League | None = Field(
        default=None,
        description="The league.",
    )
    opportunities: list[PartnershipOpportunity] = Field(
        default_factory=list,
        description="The opportunities, most valuable first. There is at least one.",
    )
    summary: Text = Field(
        default="",
        description="The analysis in a few sentences.",
    )
    total_potential_value: float = Field(
        default=0.0,
        description="The sum of the estimated values in USD per year.",
    )
    high_confidence_opportunities: list[PartnershipOpportunity] = Field(
        default_factory=list,
        description="The opportunities whose confidence is high.",
    )
    risk_factors: list[Text] = Field(
        default_factory=list,
        description="The risks.",
    )
    recommendations: list[Text] = Field(
        default_factory=list,
        description="The recommended next steps.",
    )
    ai_metadata: dict[str, Any] | None = Field(
        default=None,
        description="How the analysis was made: provider, model version and assumptions. It states whether a language model was used.",
    )
    narrative: Text = Field(
        default="",
        description="The analysis in prose: what the league can offer, to whom, and what stands against it.",
    )


class ScorePartnershipsResponse(Message):
    """The analysis."""

    analysis: PartnershipAnalysis | None = Field(
        default=None,
        description="The analysis.",
    )


class ListPartnershipsRequest(Message):
    """Whose partnerships to list."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class Partnership(Message):
    """One kind of partnership of a league: its estimate, and what partners recorded."""

    league_id: Text = Field(
        default="",
        description="The league.",
    )
    partner_type: Literal["sponsor", "broadcaster", "venue", "technology"] = Field(
        description="sponsor, broadcaster, venue or technology.",
    )
    estimated_value: float = Field(
        default=0.0,
        description="The estimated value of the partnership in USD per year, as last analysed.",
        ge=1000.0,
        le=100000000.0,
    )
    probability: float = Field(
        default=0.0,
        description="Success probability (0-1).",
        ge=0.0,
        le=1.0,
    )
    ai_confidence: float = Field(
        default=0.0,
        description="Confidence in the estimate (0-1).",
        ge=0.0,
        le=1.0,
    )
    timeline: Text = Field(
        default="",
        description="When the partnership could be closed: immediate, or a quarter such as Q1 2027.",
    )
    analysed_at: datetime | None = Field(
        default=None,
        description="When the estimate last changed.",
    )
    status: Literal["prospect", "in_talks", "agreed", "declined", "ended"] = Field(
        description="How far the partnership is. A prospect was not recorded yet.",
        examples=['in_talks'],
    )
    partner_name: Text | None = Field(
        default=None,
        description="The name of the partner.",
    )
    agreed_value: float | None = Field(
        default=None,
        description="The agreed value in USD per year.",
    )
    note: Text | None = Field(
        default=None,
        description="A note for others who represent the league.",
    )
    recorded_at: datetime | None = Field(
        default=None,
        description="When it was last recorded. Unset for a prospect.",
    )


class ListPartnershipsResponse(Message):
    """The partnerships of a league."""

    partnerships: list[Partnership] = Field(
        default_factory=list,
        description="The partnerships, most valuable estimate first.",
    )


class UpdatePartnershipRequest(Message):
    """What to record about a partnership. An empty text clears a field."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    partner_type: Literal["sponsor", "broadcaster", "venue", "technology"] = Field(
        description="The kind of partner.",
        examples=['sponsor'],
    )
    status: Literal["prospect", "in_talks", "agreed", "declined", "ended"] | None = Field(
        default=None,
        description="How far the partnership is.",
        examples=['in_talks'],
    )
    partner_name: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The name of the partner.",
        examples=['Harbour Beverages'],
    )
    agreed_value: float | None = Field(
        default=None,
        description="The agreed value in USD per year, 1,000 to 100,000,000.",
        examples=[250000],
    )
    note: Annotated[str, Field(max_length=2000), Visible] | None = Field(
        default=None,
        description="A note for others who represent the league.",
    )


class UpdatePartnershipResponse(Message):
    """The partnership after the change."""

    partnership: Partnership | None = Field(
        default=None,
        description="The partnership as stored.",
    )
