"""Generated from altsports/ai/v1/bets.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from altsports.ai.v1.books_models import Book, HistoricBet
from pydantic import Field


class ListLiveBetsRequest(Message):
    """Which bets to list."""

    game_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Only bets on this game.",
    )
    expert_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Only bets of this expert.",
    )
    limit: Annotated[int, Field(ge=1, le=200)] | None = Field(
        default=50,
        description="Bets at most.",
    )
    status: Literal["pending", "won", "lost", "push"] | None = Field(
        default='pending',
        description="Only bets of this state.",
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


class Bet(Message):
    """A bet of an expert. The terms are those at placement."""

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
        description="The picture beside the name.",
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
        description="What is bet on.",
        examples=['KC -2.5'],
    )
    bet_amount: float = Field(
        default=0.0,
        description="The stake.",
        examples=[2400.0],
    )
    bankroll_percentage: float = Field(
        default=0.0,
        description="The stake as a share of the bankroll before it, 0 to 1.",
        examples=[0.38],
    )
    vegas_odds: Text = Field(
        default="",
        description="The American price.",
        examples=['-110'],
    )
    confidence: float = Field(
        default=0.0,
        description="How sure, 0 to 1.",
        examples=[0.92],
    )
    risk_level: Literal["low", "medium", "high", "extreme"] = Field(
        description="low, medium, high or extreme.",
        examples=['extreme'],
    )
    reasoning: Text = Field(
        default="",
        description="Why, with the numbers.",
    )
    potential_payout: float = Field(
        default=0.0,
        description="Stake and profit where it wins.",
        examples=[4581.82],
    )
    placed_at: datetime | None = Field(
        default=None,
        description="When it was placed.",
    )
    status: Literal["pending", "won", "lost", "push", "void"] = Field(
        description="pending, won, lost, push or void.",
        examples=['pending'],
    )


class BetSummary(Message):
    """What the bets shown sum to."""

    total_at_risk: float = Field(
        default=0.0,
        description="The stakes of those that are pending.",
        examples=[8450.0],
    )
    potential_payout: float = Field(
        default=0.0,
        description="What those pay where all win.",
        examples=[16131.82],
    )
    avg_confidence: float = Field(
        default=0.0,
        description="The mean confidence of all shown; 0 without any.",
        examples=[0.81],
    )


class ListLiveBetsResponse(Message):
    """Bets, and what they sum to."""

    bets: list[Bet] = Field(
        default_factory=list,
        description="The bets, newest first.",
    )
    summary: BetSummary | None = Field(
        default=None,
        description="Over the bets shown.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season they are of.",
    )


class GetBetHistoryRequest(Message):
    """Whose bets."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    limit: Annotated[int, Field(ge=1, le=500)] | None = Field(
        default=50,
        description="Bets at most.",
    )
    offset: Annotated[int, Field(ge=0)] | None = Field(
        default=0,
        description="Bets to leave out.",
    )
    result: Literal["won", "lost", "push", "all"] | None = Field(
        default='all',
        description="Only bets that ended like this.",
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


class BetStatistics(Message):
    """What settled bets sum to. Void bets do not count."""

    total_bets: int = Field(
        default=0,
        description="Won, lost and pushed.",
        examples=[42],
    )
    wins: int = Field(
        default=0,
        description="Won.",
        examples=[26],
    )
    losses: int = Field(
        default=0,
        description="Lost.",
        examples=[14],
    )
    pushes: int = Field(
        default=0,
        description="Pushed.",
        examples=[2],
    )
    win_rate: float = Field(
        default=0.0,
        description="wins / (wins + losses); 0 without any.",
        examples=[0.65],
    )
    roi: float = Field(
        default=0.0,
        description="Profit / wagered; 0 without any.",
        examples=[0.054],
    )
    avg_bet_size: float = Field(
        default=0.0,
        description="Wagered / total_bets; 0 without any.",
        examples=[1085.71],
    )
    decided_bets: int = Field(
        default=0,
        description="wins + losses: what win_rate counts.",
        examples=[40],
    )


class GetBetHistoryResponse(Message):
    """Settled bets and what they sum to."""

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
        description="Over all settled bets of the season, whatever part is shown.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season they are of.",
    )


class PlaceBetRequest(Message):
    """What to bet."""

    expert_id: Text = Field(
        description="The expert who bets.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    game_id: Text = Field(
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
        description="home or away of a spread and moneyline, over or under of a total.",
        examples=['home'],
    )
    bet_amount: float = Field(
        description="The stake; rounded to the cent.",
        ge=0.01,
        le=1000000.0,
        examples=[25],
    )
    request_id: Text = Field(
        description="A key of the client that makes the call safe to repeat.",
        min_length=1,
        max_length=100,
        examples=['example-1'],
    )
    reasoning: Annotated[str, Field(max_length=1000), NoNul] | None = Field(
        default=None,
        description="Why; a plain sentence stands in for it.",
    )
    confidence: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=0.5,
        description="How sure, 0 to 1.",
    )
    replay: Text = Field(
        default='',
        description="The id of a replay; empty for live.",
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

    game_id: Text = Field(
        description="The game.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    replay: Text = Field(
        default='',
        description="The id of a replay; empty for live.",
        max_length=64,
    )


class SettleGameResponse(Message):
    """What was settled."""

    game_id: Text = Field(
        default="",
        description="The game.",
    )
    revision: int = Field(
        default=0,
        description="The revision of the result that counts.",
    )
    settled: int = Field(
        default=0,
        description="Bets settled by this call.",
    )
    resettled: int = Field(
        default=0,
        description="Bets that were settled by an earlier revision and are settled anew by this call.",
    )
    already_settled: int = Field(
        default=0,
        description="Bets that this revision had settled before.",
    )
