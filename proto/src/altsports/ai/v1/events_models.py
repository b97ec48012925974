"""Generated from altsports/ai/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import EventMessage, Int32, Message, Text
from pydantic import Field


class BetPlaced(EventMessage):
    """An expert placed a bet."""

    bet_id: Text = Field(
        description="The bet.",
        min_length=1,
        examples=['bet_789'],
    )
    expert_id: Text = Field(
        description="The expert who placed the bet.",
        min_length=1,
        examples=['the-gambler'],
    )
    expert_name: Text = Field(
        description="The name of the expert.",
        min_length=1,
        examples=['The Gambler'],
    )
    game_id: Text = Field(
        description="The game.",
        min_length=1,
        examples=['2025_05_KC_BUF'],
    )
    bet_amount: float = Field(
        description="The stake.",
        examples=[2400.0],
    )
    prediction: Text = Field(
        description="The outcome that was bet on.",
        min_length=1,
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        description="The confidence of the expert, from 0 to 1.",
        ge=0.0,
        le=1.0,
        examples=[0.92],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
    replay: Text | None = Field(
        default=None,
        description="The replay that the event belongs to. Absent for live events.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True if the competition is simulated.",
    )


class LineMovement(EventMessage):
    """A betting line of the market moved. An estimate moves nothing, so the first line that is offered is no movement."""

    game_id: Text = Field(
        description="The game.",
        min_length=1,
        examples=['2025_05_KC_BUF'],
    )
    line_type: Text = Field(
        description="spread, total or moneyline.",
        min_length=1,
        examples=['spread'],
    )
    old_value: float = Field(
        description="The line before.",
        examples=[-2.5],
    )
    new_value: float = Field(
        description="The line now.",
        examples=[-3.0],
    )
    movement: float = Field(
        description="The size of the move, in `unit`.",
        ge=0.0,
        examples=[0.5],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
    replay: Text | None = Field(
        default=None,
        description="The replay that the event belongs to. Absent for live events.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True if the competition is simulated.",
    )
    unit: Literal["points", "cents"] = Field(
        description="points for a spread or total: |new_value - old_value|. cents for a moneyline: the steps between two American odds, counted as bookmakers do, with +100 and -100 as the same price. From -110 to -120 and from +105 to -105 are 10 cents.",
        examples=['points'],
    )


class FinalBet(Message):
    """The bet that took the last of the bankroll."""

    game_id: Text = Field(
        description="The game.",
        min_length=1,
        examples=['2025_05_TEN_IND'],
    )
    bet_amount: float = Field(
        description="The stake.",
        examples=[2100.0],
    )
    result: Text = Field(
        description="The result of the bet.",
        min_length=1,
        examples=['lost'],
    )


class SeasonStats(Message):
    """The record of the expert in the season."""

    total_bets: Int32 = Field(
        description="The number of placed bets.",
        examples=[89],
    )
    win_rate: float = Field(
        description="Won bets / decided bets.",
        examples=[0.38],
    )
    roi: float = Field(
        description="Profit / amount wagered.",
        examples=[-1.0],
    )


class ExpertEliminated(EventMessage):
    """An expert went broke."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        examples=['the-chaos'],
    )
    expert_name: Text = Field(
        description="The name of the expert.",
        min_length=1,
        examples=['The Chaos'],
    )
    final_bankroll: float = Field(
        description="The remaining balance.",
        examples=[0.0],
    )
    elimination_reason: Text = Field(
        description="The reason.",
        min_length=1,
        examples=['bankrupt'],
    )
    final_bet: FinalBet = Field(
        description="The last bet.",
    )
    season_stats: SeasonStats = Field(
        description="The season.",
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
    replay: Text | None = Field(
        default=None,
        description="The replay that the event belongs to. Absent for live events.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True if the competition is simulated.",
    )


class BankrollUpdated(EventMessage):
    """A bet of an expert was placed or settled. Balances are the worth of the bankroll: `available` + `at_risk`."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        examples=['the-analyst'],
    )
    old_balance: float = Field(
        description="The worth before.",
        examples=[11600.0],
    )
    new_balance: float = Field(
        description="The worth now: `available` + `at_risk`. Placing a bet does not change it.",
        examples=[12450.0],
    )
    change: float = Field(
        description="The difference.",
        examples=[850.0],
    )
    reason: Text = Field(
        description="Why it changed.",
        min_length=1,
        examples=['bet_settled'],
    )
    bet_id: Text = Field(
        description="The bet behind the change or entry.",
        min_length=1,
        examples=['bet_123'],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
    replay: Text | None = Field(
        default=None,
        description="The replay that the event belongs to. Absent for live events.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True if the competition is simulated.",
    )
    game_id: Text = Field(
        description="The game of the bet.",
        min_length=1,
        examples=['2025_05_KC_BUF'],
    )
    available: float = Field(
        description="The amount that the expert can still bet.",
        examples=[11600.0],
    )
    at_risk: float = Field(
        description="The stakes of bets that are not settled yet.",
        examples=[850.0],
    )


class BookAdvanced(EventMessage):
    """A season of betting advanced. This event precedes the other events of the same step."""

    book_id: Text = Field(
        description="The id of the book.",
        min_length=1,
    )
    replay: Text | None = Field(
        default=None,
        description="The replay that the event belongs to. Absent for live events.",
    )
    stale_tags: list[Text] = Field(
        default_factory=list,
        description="The cache tags of the answers that the step makes stale.",
    )


class CouncilChosen(EventMessage):
    """The council of a week was chosen."""

    book_id: Text = Field(
        description="The id of the book.",
        min_length=1,
    )
    replay: Text | None = Field(
        default=None,
        description="The replay that the event belongs to. Absent for live events.",
    )
    week: Int32 = Field(
        description="The week.",
    )
    expert_ids: list[Text] = Field(
        default_factory=list,
        description="The members, best rank first.",
    )


class BattleVoted(EventMessage):
    """A user voted in a battle."""

    battle_id: Text = Field(
        description="The battle.",
        min_length=1,
    )
    stale_tags: list[Text] = Field(
        default_factory=list,
        description="The cache tags of the answers that the vote makes stale.",
    )


class AnalysisStored(EventMessage):
    """An analysis was stored, or stored again. Only its owner receives the event, at least once."""

    analysis_id: Text = Field(
        description="The analysis.",
        min_length=1,
        examples=['957b72d3-886b-4c37-a14c-fec625b438cb'],
    )
    user_id: Text = Field(
        description="Its owner.",
        min_length=1,
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    analysis_type: Text = Field(
        description="The type of analysis.",
        min_length=1,
        examples=['market'],
    )
    league_id: Text = Field(
        description="The league.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    league_name: Text = Field(
        description="Its name.",
        min_length=1,
        examples=['Premier Lacrosse League'],
    )
    confidence: float = Field(
        description="The confidence of the analysis, from 0 to 1.",
        ge=0.0,
        le=1.0,
        examples=[0.82],
    )
    timestamp: datetime = Field(
        description="When it was made.",
        examples=['2025-09-29T17:30:00Z'],
    )
