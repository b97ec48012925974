"""Generated from altsports/ai/v1/battles.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListActiveBattlesRequest(Message):
    """Which battles to list."""

    week: Annotated[int, Field(ge=1, le=22), Range32] | None = Field(
        default=None,
        description="The week, from 1 to 22 including the playoffs. Defaults to the week of `game_id`, or to the current week.",
        examples=[5],
    )
    min_difference: Annotated[float, Field(ge=0.0, le=200.0)] | None = Field(
        default=3.0,
        description="The minimum difference in points that makes a disagreement a battle.",
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
    game_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only battles on this game.",
    )
    limit: Annotated[int, Field(ge=1, le=500), Range32] | None = Field(
        default=100,
        description="The maximum number of battles to return.",
    )
    status: Literal["active", "closed", "all"] | None = Field(
        default='active',
        description="active: only battles on games that have not kicked off. closed: only those on games that have. all: both.",
    )


class BattleSide(Message):
    """One side of a battle."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
        examples=['the-analyst'],
    )
    prediction: Text = Field(
        default="",
        description="What the expert predicts.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1.",
        examples=[0.78],
    )
    bet_amount: float = Field(
        default=0.0,
        description="The stake in the market of the battle: spread, moneyline for the winner, or total. 0 if the expert placed no bet there.",
        examples=[850.0],
    )
    reasoning: Text = Field(
        default="",
        description="The reasoning, with its numbers.",
    )
    estimated: bool = Field(
        default=False,
        description="True if nobody offered a line yet and the prediction is stated at an estimate.",
    )


class HeadToHead(Message):
    """The record of two experts against each other in the season."""

    expert_a_wins: Int32 = Field(
        default=0,
        description="How often A was right and B was wrong.",
        examples=[23],
    )
    expert_b_wins: Int32 = Field(
        default=0,
        description="How often B was right and A was wrong.",
        examples=[15],
    )
    last_5: Text = Field(
        default="",
        description="The winners of the last five battles, oldest first, as the letters A and B.",
        examples=['AABAA'],
    )


class UserVotes(Message):
    """The votes of users."""

    expert_a: Int32 = Field(
        default=0,
        description="Votes for expert A.",
        examples=[234],
    )
    expert_b: Int32 = Field(
        default=0,
        description="Votes for expert B.",
        examples=[189],
    )


class Battle(Message):
    """Two experts who pick different sides of a game."""

    battle_id: Text = Field(
        default="",
        description="The battle.",
        examples=['battle_456'],
    )
    game_id: Text = Field(
        default="",
        description="The game.",
        examples=['2025_05_KC_BUF'],
    )
    category: Literal["spread", "winner", "total"] = Field(
        description="spread, winner or total.",
        examples=['spread'],
    )
    expert_a: BattleSide | None = Field(
        default=None,
        description="One side.",
    )
    expert_b: BattleSide | None = Field(
        default=None,
        description="The other side.",
    )
    head_to_head_record: HeadToHead | None = Field(
        default=None,
        description="How often each expert was right in earlier battles between the two.",
    )
    user_votes: UserVotes | None = Field(
        default=None,
        description="The votes of users.",
    )
    difference: float = Field(
        default=0.0,
        description="The difference between the two predictions, in points.",
        examples=[5.5],
    )
    at_stake: float = Field(
        default=0.0,
        description="The sum of both stakes in the market of the battle.",
        examples=[3250.0],
    )
    game_time: datetime | None = Field(
        default=None,
        description="The time of kick-off. Votes are open until then.",
    )


class ListActiveBattlesResponse(Message):
    """The battles of a week."""

    battles: list[Battle] = Field(
        default_factory=list,
        description="The battles, those with most at stake between the surest experts first.",
    )
    week: Int32 = Field(
        default=0,
        description="The week.",
    )
    total_count: Int32 = Field(
        default=0,
        description="The number of battles, including those beyond `limit`.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class VoteInBattleRequest(Message):
    """Which expert to vote for."""

    battle_id: TextLine = Field(
        description="The battle.",
        min_length=1,
        max_length=200,
        examples=['replay-example~2025_01_BAL_HOU~spread~the-chaos~the-gambler'],
    )
    side: Literal["expert_a", "expert_b"] = Field(
        description="expert_a or expert_b.",
        examples=['expert_a'],
    )


class VoteInBattleResponse(Message):
    """The votes of the battle, including this one."""

    battle_id: Text = Field(
        default="",
        description="The battle.",
    )
    side: Literal["expert_a", "expert_b"] = Field(
        description="The expert the caller voted for.",
    )
    user_votes: UserVotes | None = Field(
        default=None,
        description="The votes of all users.",
    )
