"""Generated from altsports/ai/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import EventMessage, Message, Text
from pydantic import Field


class BetPlaced(EventMessage):
    """An expert placed a bet."""

    bet_id: Text = Field(
        description="The bet.",
        min_length=1,
        examples=['bet_789'],
    )
    expert_id: Text = Field(
        description="Who placed it.",
        min_length=1,
        examples=['the-gambler'],
    )
    expert_name: Text = Field(
        description="Their name.",
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
        description="What was bet on.",
        min_length=1,
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        description="How sure the expert is.",
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
        description="The replay it belongs to; absent for what is live.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True where no real competition stands behind it.",
    )


class LineMovement(EventMessage):
    """A betting line moved."""

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
        description="How far it moved.",
        ge=0.0,
        examples=[0.5],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
    replay: Text | None = Field(
        default=None,
        description="The replay it belongs to; absent for what is live.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True where no real competition stands behind it.",
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
        description="How it ended.",
        min_length=1,
        examples=['lost'],
    )


class SeasonStats(Message):
    """What the expert did in the season."""

    total_bets: int = Field(
        description="Bets that were placed.",
        examples=[89],
    )
    win_rate: float = Field(
        description="Wins of all decided bets.",
        examples=[0.38],
    )
    roi: float = Field(
        description="Profit for what was wagered.",
        examples=[-1.0],
    )


class ExpertEliminated(EventMessage):
    """An expert went broke."""

    expert_id: Text = Field(
        description="Who.",
        min_length=1,
        examples=['the-chaos'],
    )
    expert_name: Text = Field(
        description="Their name.",
        min_length=1,
        examples=['The Chaos'],
    )
    final_bankroll: float = Field(
        description="What is left.",
        examples=[0.0],
    )
    elimination_reason: Text = Field(
        description="Why.",
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
        description="The replay it belongs to; absent for what is live.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True where no real competition stands behind it.",
    )


class BankrollUpdated(EventMessage):
    """An expert's balance changed."""

    expert_id: Text = Field(
        description="Whose.",
        min_length=1,
        examples=['the-analyst'],
    )
    old_balance: float = Field(
        description="The balance before.",
        examples=[11600.0],
    )
    new_balance: float = Field(
        description="The balance now.",
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
        description="The bet behind it.",
        min_length=1,
        examples=['bet_123'],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
    replay: Text | None = Field(
        default=None,
        description="The replay it belongs to; absent for what is live.",
    )
    simulated: bool | None = Field(
        default=None,
        description="True where no real competition stands behind it.",
    )
    game_id: Text = Field(
        description="The game of the bet.",
        min_length=1,
        examples=['2025_05_KC_BUF'],
    )


class BookAdvanced(EventMessage):
    """A season of betting went on; it comes before the events of the same step."""

    book_id: Text = Field(
        description="The season of betting.",
        min_length=1,
    )
    replay: Text | None = Field(
        default=None,
        description="The replay it belongs to; absent for what is live.",
    )
    stale_tags: list[Text] = Field(
        default_factory=list,
        description="The cache tags of the answers that the step makes stale.",
    )


class CouncilChosen(EventMessage):
    """The council of a week was chosen."""

    book_id: Text = Field(
        description="The season of betting.",
        min_length=1,
    )
    replay: Text | None = Field(
        default=None,
        description="The replay it belongs to; absent for what is live.",
    )
    week: int = Field(
        description="The week.",
    )
    expert_ids: list[Text] = Field(
        default_factory=list,
        description="Its members, by rank.",
    )


class BattleVoted(EventMessage):
    """Somebody voted in a battle."""

    battle_id: Text = Field(
        description="The battle.",
        min_length=1,
    )
    stale_tags: list[Text] = Field(
        default_factory=list,
        description="The cache tags of the answers that the vote makes stale.",
    )
