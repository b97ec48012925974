"""Generated from altsports/ai/v1/bets.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Visible
from altsports.ai.v1.books_models import Book, HistoricBet
from pydantic import Field


class ListLiveBetsRequest(Message):
    """Which bets to list."""

    game_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only bets on this game.",
    )
    expert_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only bets of this expert.",
    )
    limit: Annotated[int, Field(ge=1, le=200), Range32] | None = Field(
        default=50,
        description="The maximum number of bets to return.",
    )
    status: Literal["pending", "won", "lost", "push", "void"] | None = Field(
        default='pending',
        description="Only bets with this status.",
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


class Bet(Message):
    """A bet of an expert, with the terms at the time it was placed."""

    bet_id: Text = Field(
        default="",
        description="The bet.",
        examples=['bet_789'],
    )
    expert_id: Text = Field(
        default="",
        description="The expert.",
        examples=['the-gambler'],
    )
    expert_name: Text = Field(
        default="",
        description="The expert's name.",
        examples=['The Gambler'],
    )
    expert_emoji: Text = Field(
        default="",
        description="The emoji shown beside the name.",
        examples=['🎲'],
    )
    game_id: Text = Field(
        default="",
        description="The game.",
        examples=['2025_05_KC_BUF'],
    )
    bet_type: Literal["spread", "moneyline", "total"] = Field(
        description="spread, moneyline or total.",
        examples=['spread'],
    )
    prediction: Text = Field(
        default="",
        description="The outcome that is bet on.",
        examples=['KC -2.5'],
    )
    bet_amount: float = Field(
        default=0.0,
        description="The stake.",
        examples=[2400.0],
    )
    bankroll_percentage: float = Field(
        default=0.0,
        description="The stake as a share of the worth of the bankroll before the bet (cash and open stakes), from 0 to 1.",
        examples=[0.38],
    )
    vegas_odds: Text = Field(
        default="",
        description="The American odds.",
        examples=['-110'],
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1.",
        examples=[0.92],
    )
    risk_level: Literal["low", "medium", "high", "extreme"] = Field(
        description="low below 3 % of the worth of the bankroll, medium below 8 %, high below 20 %, otherwise extreme.",
        examples=['extreme'],
    )
    reasoning: Text = Field(
        default="",
        description="The reasoning, with its numbers.",
    )
    potential_payout: float = Field(
        default=0.0,
        description="The stake plus the profit if the bet wins.",
        examples=[4581.82],
    )
    placed_at: datetime | None = Field(
        default=None,
        description="When the bet was placed.",
    )
    status: Literal["pending", "won", "lost", "push", "void"] = Field(
        description="pending, won, lost, push or void.",
        examples=['pending'],
    )


class BetSummary(Message):
    """The totals of the listed bets."""

    total_at_risk: float = Field(
        default=0.0,
        description="The sum of the pending stakes.",
        examples=[8450.0],
    )
    potential_payout: float = Field(
        default=0.0,
        description="The payout if all pending bets win.",
        examples=[16131.82],
    )
    avg_confidence: float = Field(
        default=0.0,
        description="The mean confidence of the listed bets. 0 if there are none.",
        examples=[0.81],
    )


class ListLiveBetsResponse(Message):
    """Bets with their totals."""

    bets: list[Bet] = Field(
        default_factory=list,
        description="The bets, newest first.",
    )
    summary: BetSummary | None = Field(
        default=None,
        description="The totals of the listed bets.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class GetBetHistoryRequest(Message):
    """Whose bet history to get."""

    expert_id: TextLine = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    limit: Annotated[int, Field(ge=1, le=500), Range32] | None = Field(
        default=50,
        description="The maximum number of bets to return.",
    )
    offset: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=0,
        description="The number of bets to skip.",
    )
    result: Literal["won", "lost", "push", "void", "all"] | None = Field(
        default='all',
        description="Only bets with this result.",
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


class BetStatistics(Message):
    """Statistics of settled bets. Void bets do not count."""

    total_bets: Int32 = Field(
        default=0,
        description="The number of won, lost and pushed bets.",
        examples=[42],
    )
    wins: Int32 = Field(
        default=0,
        description="The number of won bets.",
        examples=[26],
    )
    losses: Int32 = Field(
        default=0,
        description="The number of lost bets.",
        examples=[14],
    )
    pushes: Int32 = Field(
        default=0,
        description="The number of pushed bets.",
        examples=[2],
    )
    win_rate: float = Field(
        default=0.0,
        description="wins / (wins + losses). 0 if there are none.",
        examples=[0.65],
    )
    roi: float = Field(
        default=0.0,
        description="Profit / amount wagered. 0 if nothing was wagered.",
        examples=[0.054],
    )
    avg_bet_size: float = Field(
        default=0.0,
        description="Amount wagered / total_bets. 0 if there are no bets.",
        examples=[1085.71],
    )
    decided_bets: Int32 = Field(
        default=0,
        description="wins + losses, the bets that win_rate counts.",
        examples=[40],
    )


class GetBetHistoryResponse(Message):
    """Settled bets with their statistics."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    bet_history: list[HistoricBet] = Field(
        default_factory=list,
        description="The bets, newest first.",
    )
    statistics: BetStatistics | None = Field(
        default=None,
        description="Statistics over all settled bets of the season, whatever part is listed.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class PlaceBetRequest(Message):
    """The bet to place."""

    expert_id: TextLine = Field(
        description="The expert who places the bet.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    game_id: TextLine = Field(
        description="The game.",
        min_length=1,
        max_length=64,
        examples=['2025_01_GB_NO'],
    )
    bet_type: Literal["spread", "moneyline", "total"] = Field(
        description="spread, moneyline or total.",
        examples=['spread'],
    )
    side: Literal["home", "away", "over", "under"] = Field(
        description="home or away for a spread or moneyline, over or under for a total.",
        examples=['home'],
    )
    bet_amount: float = Field(
        description="The stake. It is rounded to the cent.",
        ge=0.01,
        le=1000000.0,
        examples=[25],
    )
    request_id: TextLine = Field(
        description="A key chosen by the client that makes the call safe to repeat.",
        min_length=1,
        max_length=100,
        examples=['example-1'],
    )
    reasoning: Annotated[str, Field(max_length=1000), Visible] | None = Field(
        default=None,
        description="The reasoning. Defaults to a plain sentence. It may have several lines.",
    )
    confidence: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=0.5,
        description="The confidence, from 0 to 1.",
    )
    replay: TextLine = Field(
        default='',
        description="The id of a replay. Empty for live data.",
        max_length=64,
        examples=['example'],
    )


class PlaceBetResponse(Message):
    """The bet as placed."""

    bet: Bet | None = Field(
        default=None,
        description="The bet.",
    )


class SettleGameRequest(Message):
    """Which game to settle."""

    game_id: TextLine = Field(
        description="The game.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    replay: TextLine = Field(
        default='',
        description="The id of a replay. Empty for live data.",
        max_length=64,
    )


class SettleGameResponse(Message):
    """What the call settled."""

    game_id: Text = Field(
        default="",
        description="The game.",
    )
    revision: Int32 = Field(
        default=0,
        description="The revision of the result that the bets are settled by.",
    )
    settled: Int32 = Field(
        default=0,
        description="The number of bets settled by this call.",
    )
    resettled: Int32 = Field(
        default=0,
        description="The number of bets that an earlier revision had settled and this call settled again.",
    )
    already_settled: Int32 = Field(
        default=0,
        description="The number of bets that this revision had settled before.",
    )
