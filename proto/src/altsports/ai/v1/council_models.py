"""Generated from altsports/ai/v1/council.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Message, NoNul, Text, says
from altsports.ai.v1.books_models import Book
from pydantic import Field


class GetCurrentCouncilRequest(Message):
    """Which week's council."""

    week: Annotated[int, Field(ge=1, le=22)] | None = Field(
        default=None,
        description="The week, 1 to 22 with the playoffs; when it is left out the current one, the newest that the experts got to.",
        examples=[5],
    )
    season: Annotated[int, Field(ge=1920, le=2100)] | None = Field(
        default=None,
        description="The season by its first year; the current one when it is left out.",
        examples=[2025],
    )
    replay: Text = Field(
        default='',
        description="The id of a replay; empty for live.",
        max_length=64,
    )


class CouncilMember(Message):
    """A member of the council."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
        examples=['the-analyst'],
    )
    rank: int = Field(
        default=0,
        description="The place by score, from 1.",
        examples=[1],
    )
    selection_score: float = Field(
        default=0.0,
        description="The score by the selection criteria, 0 to 1.",
        examples=[0.892],
    )
    vote_weight: float = Field(
        default=0.0,
        description="The share of the votes; the five sum to 1.",
        examples=[0.25],
    )
    reason_selected: Text = Field(
        default="",
        description="Why, with the numbers.",
    )
    components: dict[str, float] = Field(
        default_factory=dict,
        description="The five parts of the score, by criterion, each 0 to 1.",
    )


class SelectionCriteria(Message):
    """The weights of the selection; they sum to 1."""

    accuracy_weight: float = Field(
        default=0.0,
        description="Share of correct predictions of the season so far.",
    )
    recent_performance_weight: float = Field(
        default=0.0,
        description="The same over the last weeks.",
    )
    consistency_weight: float = Field(
        default=0.0,
        description="How little it varies from week to week.",
    )
    calibration_weight: float = Field(
        default=0.0,
        description="How well stated confidence fits what happened.",
    )
    specialization_weight: float = Field(
        default=0.0,
        description="How much of a specialist the expert is.",
    )


class GetCurrentCouncilResponse(Message):
    """The council of a week."""

    week: int = Field(
        default=0,
        description="The week.",
    )
    council_members: list[CouncilMember] = Field(
        default_factory=list,
        description="The five members by rank.",
    )
    selection_criteria: SelectionCriteria | None = Field(
        default=None,
        description="How the score is made.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )


class GetConsensusRequest(Message):
    """Which game."""

    game_id: Text = Field(
        description="The game, season_week_away_home.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    without: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Count the votes without this expert; the other weights are scaled to sum to 1 again.",
    )
    replay: Text = Field(
        default='',
        description="The id of a replay; empty for live.",
        max_length=64,
    )


class CategoryConsensus(Message):
    """What the council says of one category."""

    prediction: Text = Field(
        default="",
        description="The prediction with the most weight.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="Mean confidence of who voted for it, by weight.",
        examples=[0.72],
    )
    agreement_level: float = Field(
        default=0.0,
        description="The share of the prediction minus that of the other side: 1 when all agree, 0 when split.",
        examples=[0.85],
    )
    vote_breakdown: dict[str, float] = Field(
        default_factory=dict,
        description="The share of the weight of each prediction; sums to 1.",
    )


class ConsensusByCategory(Message):
    """The consensus of each category; a category without votes is left out."""

    spread: CategoryConsensus | None = Field(
        default=None,
        description="On the spread.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    winner: CategoryConsensus | None = Field(
        default=None,
        description="On the winner.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    total: CategoryConsensus | None = Field(
        default=None,
        description="On the total.",
        json_schema_extra={"x-omitted-when-absent": True},
    )


class ExpertVote(Message):
    """How a member voted."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    vote_weight: float = Field(
        default=0.0,
        description="The share of the votes.",
    )
    prediction: Text = Field(
        default="",
        description="The prediction on the spread.",
    )
    confidence: float = Field(
        default=0.0,
        description="How sure.",
    )


class Disagreement(Message):
    """Two experts who pick different sides."""

    expert_a: Text = Field(
        default="",
        description="One.",
    )
    expert_b: Text = Field(
        default="",
        description="The other.",
    )
    category: Text = Field(
        default="",
        description="spread, winner or total.",
    )
    difference: Text = Field(
        default="",
        description="How far apart, such as 5 points.",
        examples=['5 points'],
    )


class GetConsensusResponse(Message):
    """What the council agrees on."""

    game_id: Text = Field(
        default="",
        description="The game.",
    )
    consensus: ConsensusByCategory | None = Field(
        default=None,
        description="By category.",
    )
    expert_votes: list[ExpertVote] = Field(
        default_factory=list,
        description="How each member voted on the spread.",
    )
    disagreements: list[Disagreement] = Field(
        default_factory=list,
        description="Experts who pick different sides, furthest apart first.",
    )
    without: Text | None = Field(
        default=None,
        description="The expert whose vote was left out; null where all count.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )
