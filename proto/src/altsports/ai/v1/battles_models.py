"""Generated from altsports/ai/v1/battles.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListActiveBattlesRequest(Message):
    """Which battles."""

    week: Annotated[int, Field(ge=1, le=22)] | None = Field(
        default=None,
        description="The week, 1 to 22 with the playoffs; the current one when it is left out.",
        examples=[5],
    )
    min_difference: Annotated[float, Field(ge=0.0, le=200.0)] | None = Field(
        default=3.0,
        description="Points that make a battle of a disagreement.",
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
    game_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Only battles on this game.",
    )
    limit: Annotated[int, Field(ge=1, le=500)] | None = Field(
        default=100,
        description="Battles at most.",
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
        description="How sure.",
        examples=[0.78],
    )
    bet_amount: float = Field(
        default=0.0,
        description="The stake on the game; 0 without a bet.",
        examples=[850.0],
    )
    reasoning: Text = Field(
        default="",
        description="Why, with the numbers.",
    )


class HeadToHead(Message):
    """The record of two experts against each other in this season."""

    expert_a_wins: int = Field(
        default=0,
        description="Times that A was right and B wrong.",
        examples=[23],
    )
    expert_b_wins: int = Field(
        default=0,
        description="Times that B was right and A wrong.",
        examples=[15],
    )
    last_5: Text = Field(
        default="",
        description="Who won the last five, oldest first, as letters A and B.",
        examples=['AABAA'],
    )


class UserVotes(Message):
    """Votes of people."""

    expert_a: int = Field(
        default=0,
        description="For A.",
        examples=[234],
    )
    expert_b: int = Field(
        default=0,
        description="For B.",
        examples=[189],
    )


class Battle(Message):
    """Two experts on different sides."""

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
        description="How often each was right where the two were on different sides before.",
    )
    user_votes: UserVotes | None = Field(
        default=None,
        description="Who people side with.",
    )
    difference: float = Field(
        default=0.0,
        description="How far apart their numbers are, in points.",
        examples=[5.5],
    )


class ListActiveBattlesResponse(Message):
    """Battles of a week."""

    battles: list[Battle] = Field(
        default_factory=list,
        description="The battles, biggest difference first.",
    )
    week: int = Field(
        default=0,
        description="The week.",
    )
    total_count: int = Field(
        default=0,
        description="How many there are, shown or not.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )


class VoteInBattleRequest(Message):
    """Whom to side with."""

    battle_id: Text = Field(
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
    """The votes after this one."""

    battle_id: Text = Field(
        default="",
        description="The battle.",
    )
    side: Literal["expert_a", "expert_b"] = Field(
        description="The caller's side.",
    )
    user_votes: UserVotes | None = Field(
        default=None,
        description="All votes.",
    )
