"""Generated from altsports/ai/v1/analyses.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Any, Literal

from altsports.contract.model import Int32, Message, OneLine, Prose, Range32, Text, TextLine
from altsports.ai.v1.streams_models import StreamEvent
from pydantic import Field


class AnalyzeLeagueRequest(Message):
    """What to analyse."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    analysis_type: Literal["business", "market", "partnership", "risk", "growth"] | None = Field(
        default='business',
        description="The subject: the business as a whole, its market, its partnerships, its risks, or its growth.",
    )
    provider: Literal["anthropic", "openai", "google", "remote", "local"] | None = Field(
        default=None,
        description="The model provider to ask first. Defaults to the one that the routing chooses.",
    )
    question: Prose | None = Field(
        default=None,
        description="A question that the analysis should answer, at most 4,000 characters.",
        examples=['Which partner should we approach first?'],
    )


class StreamAnalysisRequest(Message):
    """What to analyse."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    analysis_type: Literal["business", "market", "partnership", "risk", "growth"] | None = Field(
        default='business',
        description="The subject: the business as a whole, its market, its partnerships, its risks, or its growth.",
    )
    provider: Literal["anthropic", "openai", "google", "remote", "local"] | None = Field(
        default=None,
        description="The model provider to ask first. Defaults to the one that the routing chooses.",
    )
    question: Prose | None = Field(
        default=None,
        description="A question that the analysis should answer, at most 4,000 characters.",
        examples=['Which partner should we approach first?'],
    )
    last_event_id: TextLine = Field(
        default="",
        description="The id of the last event that the client has. Defaults to the header Last-Event-ID; empty: a new analysis.",
        max_length=80,
    )


class StreamAnalysisResponse(Message):
    """The next event of the stream."""

    event: StreamEvent | None = Field(
        default=None,
        description="The event.",
    )


class ConfidenceParts(Message):
    """The parts of a confidence, each from 0 to 1."""

    facts: float = Field(
        default=0.0,
        description="The confidence of the facts.",
    )
    support: float = Field(
        default=0.0,
        description="The share of the text's numbers that are among the facts.",
    )
    completeness: float = Field(
        default=0.0,
        description="The share of the expected sections that the text has.",
    )


class AnalysisSource(Message):
    """A source of an analysis."""

    label: Text = Field(
        default="",
        description="How the text cites it, such as S1.",
        examples=['S1'],
    )
    kind: Literal["catalogue", "figure", "model", "document", "memory"] = Field(
        description="catalogue, figure, model, document or memory.",
    )
    title: Text = Field(
        default="",
        description="The source in words.",
    )
    url: Text | None = Field(
        default=None,
        description="Where to read it.",
    )
    page: Int32 | None = Field(
        default=None,
        description="The page of a document.",
    )
    document_id: Text | None = Field(
        default=None,
        description="The document.",
    )


class BusinessAnalysis(Message):
    """A business analysis of a league."""

    text: Text = Field(
        default="",
        description="The text, in Markdown. It cites its sources by their labels, such as [S1].",
    )
    structured: dict[str, Any] | None = Field(
        default=None,
        description="The analysis as data: summary, key_insights, opportunities, risk_factors and recommendations.",
    )
    provider: Text = Field(
        default="",
        description="The provider that answered: anthropic, openai, google, remote, or local if no language model took part.",
        examples=['local'],
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1. AnalyzeLeague states the formula.",
        ge=0.0,
        le=1.0,
    )
    tokens_used: Int32 = Field(
        default=0,
        description="The tokens that were billed: input and output.",
    )
    cost: float = Field(
        default=0.0,
        description="The cost in USD.",
    )
    analysis_id: Text = Field(
        default="",
        description="The analysis, under which it is stored.",
    )
    league_id: Text = Field(
        default="",
        description="The league.",
    )
    league_name: Text = Field(
        default="",
        description="The name of the league.",
    )
    analysis_type: Text = Field(
        default="",
        description="The subject.",
    )
    model: Text = Field(
        default="",
        description="The model that answered, as the provider states it.",
    )
    question: Text | None = Field(
        default=None,
        description="The question that it answers.",
    )
    confidence_parts: ConfidenceParts | None = Field(
        default=None,
        description="What the confidence consists of.",
    )
    sources: list[AnalysisSource] = Field(
        default_factory=list,
        description="The sources that the text may cite.",
    )
    unsupported_numbers: list[Text] = Field(
        default_factory=list,
        description="Numbers of the text that are not among the facts.",
    )
    notes: list[Text] = Field(
        default_factory=list,
        description="What a reader should know, such as that no language model took part.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was written.",
    )


class AnalyzeLeagueResponse(Message):
    """The analysis."""

    analysis: BusinessAnalysis | None = Field(
        default=None,
        description="The analysis.",
    )


class ListAnalysesRequest(Message):
    """Which analyses to list."""

    league_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only analyses of this league.",
    )
    analysis_type: Literal["business", "market", "partnership", "risk", "growth", "deep"] | None = Field(
        default=None,
        description="Only analyses of this subject.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of analyses per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class StoredAnalysis(Message):
    """A stored analysis, without its text."""

    analysis_id: Text = Field(
        default="",
        description="The analysis.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was written.",
    )
    user_id: Text = Field(
        default="",
        description="The account that asked for it.",
    )
    analysis_type: Text = Field(
        default="",
        description="The subject.",
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1.",
        ge=0.0,
        le=1.0,
    )
    key_insights: list[Text] = Field(
        default_factory=list,
        description="The most important findings.",
    )
    recommendations: list[Text] = Field(
        default_factory=list,
        description="The recommended next steps.",
    )
    data_sources: list[Text] = Field(
        default_factory=list,
        description="What it was written from.",
    )
    league_id: Text = Field(
        default="",
        description="The league.",
    )
    league_name: Text = Field(
        default="",
        description="The name of the league.",
    )
    provider: Text = Field(
        default="",
        description="The provider that answered.",
    )
    cost: float = Field(
        default=0.0,
        description="The cost in USD.",
    )


class ListAnalysesResponse(Message):
    """A page of analyses."""

    analyses: list[StoredAnalysis] = Field(
        default_factory=list,
        description="The analyses, newest first.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of analyses on all pages.",
    )


class GetAnalysisRequest(Message):
    """Which analysis to get."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )


class GetAnalysisResponse(Message):
    """The analysis."""

    analysis: BusinessAnalysis | None = Field(
        default=None,
        description="The analysis.",
    )


class DeleteAnalysisRequest(Message):
    """Which analysis to delete."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )
