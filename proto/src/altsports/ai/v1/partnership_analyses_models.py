"""Generated from altsports/ai/v1/partnership_analyses.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Message, TextLine
from altsports.league.v1.partnerships_models import PartnershipAnalysis
from pydantic import Field


class AnalyzePartnershipsRequest(Message):
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
    narrative: Literal["auto", "computed"] | None = Field(
        default='auto',
        description="Who writes the narrative. auto: a language model, if one is configured and the caller has credentials.",
    )
    provider: Literal["anthropic", "openai", "google", "remote", "local"] | None = Field(
        default=None,
        description="The model provider of the narrative.",
    )


class AnalyzePartnershipsResponse(Message):
    """The analysis."""

    analysis: PartnershipAnalysis | None = Field(
        default=None,
        description="The analysis.",
    )
