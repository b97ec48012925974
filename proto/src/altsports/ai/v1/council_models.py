"""Generated from altsports/ai/v1/council.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from altsports.ai.v1.books_models import Book
from pydantic import Field


class GetCurrentCouncilRequest(Message):
    """Which week's council to get."""

    week: Annotated[int, Field(ge=1, le=22), Range32] | None = Field(
        default=None,
        description="The week, from 1 to 22 including the playoffs. Defaults to the current week, the newest that the experts have reached.",
        examples=[5],
    )
    season: Annotated[int, Field(ge=1920, le=2100), Range32] | None = Field(
        default=None,
        description="The season, named by the year in which it starts. Defaults to the current season.",
        examples=[2025],
    )
    replay: TextLine = Field(
        default='',
        description="The id of a replay. Empty for live data.",
        max_length=64,
    )


class CouncilMember(Message):
    """A member of the council."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
        examples=['the-analyst'],
    )
    rank: Int32 = Field(
        default=0,
        description="The rank by score, from 1.",
        examples=[1],
    )
    selection_score: float = Field(
        default=0.0,
        description="The score by the selection criteria, from 0 to 1.",
        examples=[0.892],
    )
    vote_weight: float = Field(
        default=0.0,
        description="The member's share of the votes. The five shares sum to 1.",
        examples=[0.25],
    )
    reason_selected: Text = Field(
        default="",
        description="The reasoning, with its numbers.",
    )
    components: dict[str, float] = Field(
        default_factory=dict,
        description="The five parts of the score by criterion, each from 0 to 1.",
    )


class SelectionCriteria(Message):
    """The weights of the selection criteria. They sum to 1."""

    accuracy_weight: float = Field(
        default=0.0,
        description="The share of correct predictions in the season so far.",
    )
    recent_performance_weight: float = Field(
        default=0.0,
        description="The share of correct predictions in the last weeks.",
    )
    consistency_weight: float = Field(
        default=0.0,
        description="How little the share of correct predictions varies from week to week.",
    )
    calibration_weight: float = Field(
        default=0.0,
        description="How well the stated confidence matches the outcomes.",
    )
    specialization_weight: float = Field(
        default=0.0,
        description="How specialised the expert is.",
    )


class GetCurrentCouncilResponse(Message):
    """The council of a week."""

    week: Int32 = Field(
        default=0,
        description="The week.",
    )
    council_members: list[CouncilMember] = Field(
        default_factory=list,
        description="The five members, best rank first.",
    )
    selection_criteria: SelectionCriteria | None = Field(
        default=None,
        description="How the selection score is computed.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class GetConsensusRequest(Message):
    """Which game to get the consensus on."""

    game_id: TextLine = Field(
        description="The id of the game: season_week_away_home.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    without: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Leave the vote of this expert out. The other weights are scaled to sum to 1 again.",
    )
    replay: TextLine = Field(
        default='',
        description="The id of a replay. Empty for live data.",
        max_length=64,
    )


class CategoryConsensus(Message):
    """The consensus on one category."""

    prediction: Text = Field(
        default="",
        description="The prediction with the most weight.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="The weighted mean confidence of the members who voted for it.",
        examples=[0.72],
    )
    agreement_level: float = Field(
        default=0.0,
        description="The share of the prediction minus the share of the other side: 1 if all agree, 0 if the votes are split.",
        examples=[0.85],
    )
    vote_breakdown: dict[str, float] = Field(
        default_factory=dict,
        description="The share of the total weight of each prediction. The shares sum to 1.",
    )
    line: float | None = Field(
        default=None,
        description="The line of the votes: the handicap of the home team, or the points of the total. Null for the winner.",
        examples=[2.5],
    )
    estimated: bool = Field(
        default=False,
        description="True if nobody offers a line yet and `line` is an estimate.",
    )
    provisional: bool = Field(
        default=False,
        description="True if the vote of a member is provisional.",
    )


class ConsensusByCategory(Message):
    """The consensus of each category. A category without votes is absent."""

    spread: CategoryConsensus | None = Field(
        default=None,
        description="The consensus on the spread.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    winner: CategoryConsensus | None = Field(
        default=None,
        description="The consensus on the winner.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    total: CategoryConsensus | None = Field(
        default=None,
        description="The consensus on the total.",
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
        description="The member's share of the votes.",
    )
    prediction: Text = Field(
        default="",
        description="The member's prediction on the spread.",
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1.",
    )
    provisional: bool = Field(
        default=False,
        description="True until the member has decided. The vote may still change.",
    )
    estimated: bool = Field(
        default=False,
        description="True if nobody offers a spread yet and the vote is stated at an estimate.",
    )
    sealed_prediction: Text | None = Field(
        default=None,
        description="The prediction that the member sealed, at the line that it saw then. Null while the vote is provisional.",
        examples=['KC -3'],
    )


class Disagreement(Message):
    """Two experts who pick different sides."""

    expert_a: Text = Field(
        default="",
        description="One expert.",
    )
    expert_b: Text = Field(
        default="",
        description="The other expert.",
    )
    category: Text = Field(
        default="",
        description="spread, winner or total.",
    )
    difference: Text = Field(
        default="",
        description="The difference, such as 5 points.",
        examples=['5 points'],
    )


class GetConsensusResponse(Message):
    """The consensus of the council."""

    game_id: Text = Field(
        default="",
        description="The game.",
    )
    consensus: ConsensusByCategory | None = Field(
        default=None,
        description="The consensus of each category.",
    )
    expert_votes: list[ExpertVote] = Field(
        default_factory=list,
        description="How each member voted on the spread.",
    )
    disagreements: list[Disagreement] = Field(
        default_factory=list,
        description="Experts who pick different sides, biggest difference first.",
    )
    without: Text | None = Field(
        default=None,
        description="The expert whose vote was left out. Null if all votes count.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )
