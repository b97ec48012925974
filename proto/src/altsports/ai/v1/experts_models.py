"""Generated from altsports/ai/v1/experts.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from altsports.ai.v1.books_models import Book, HistoricBet
from pydantic import Field


class ListExpertsRequest(Message):
    """In which world to look."""

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


class ExpertBankroll(Message):
    """The money of an expert."""

    current: float = Field(
        default=0.0,
        description="What may still be bet.",
        examples=[12450.0],
    )
    starting: float = Field(
        default=0.0,
        description="What the season began with.",
        examples=[10000.0],
    )
    change_percent: float = Field(
        default=0.0,
        description="(current - starting) / starting * 100.",
        examples=[24.5],
    )
    status: Literal["safe", "warning", "danger", "eliminated"] = Field(
        description="safe from 70 % of the start with what is at risk, warning from 30 %, danger below, eliminated when bankrupt.",
        examples=['safe'],
    )
    at_risk: float = Field(
        default=0.0,
        description="Stakes of bets that are not settled yet.",
        examples=[850.0],
    )


class ExpertPerformance(Message):
    """The record of an expert."""

    accuracy: float = Field(
        default=0.0,
        description="Share of correct predictions among the graded ones that were no push; 0 without any.",
        examples=[0.625],
    )
    win_rate: float = Field(
        default=0.0,
        description="Won bets / (won + lost); 0 without any.",
        examples=[0.65],
    )
    total_bets: int = Field(
        default=0,
        description="Settled bets: won, lost and pushed.",
        examples=[42],
    )
    roi: float = Field(
        default=0.0,
        description="Profit / wagered over settled bets; 0 without any.",
        examples=[0.054],
    )
    decided_bets: int = Field(
        default=0,
        description="Won + lost: what win_rate counts.",
        examples=[40],
    )
    graded_predictions: int = Field(
        default=0,
        description="Predictions that accuracy counts.",
        examples=[180],
    )


class ExpertSpecialization(Message):
    """What an expert knows best."""

    category: Text = Field(
        default="",
        description="The field.",
        examples=['statistical_analysis'],
    )
    weight: float = Field(
        default=0.0,
        description="How much the expert leans on it, 0 to 1.",
        examples=[0.9],
    )


class Expert(Message):
    """An AI expert with the numbers of one season."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
        examples=['the-analyst'],
    )
    name: Text = Field(
        default="",
        description="The name.",
        examples=['The Analyst'],
    )
    emoji: Text = Field(
        default="",
        description="The picture beside the name.",
        examples=['📊'],
    )
    archetype: Text = Field(
        default="",
        description="The kind of expert.",
        examples=['data_driven'],
    )
    bankroll: ExpertBankroll | None = Field(
        default=None,
        description="The money.",
    )
    performance: ExpertPerformance | None = Field(
        default=None,
        description="The record.",
    )
    specialization: ExpertSpecialization | None = Field(
        default=None,
        description="What the expert knows best.",
    )


class ListExpertsResponse(Message):
    """The experts."""

    experts: list[Expert] = Field(
        default_factory=list,
        description="The experts in the order of the roster.",
    )
    timestamp: datetime | None = Field(
        default=None,
        description="When this was true.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it was true in.",
    )


class GetBankrollRequest(Message):
    """Whose bankroll, and how far back."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    timeframe: Literal["week", "month", "season"] | None = Field(
        default='week',
        description="How far back the history goes, from what time it is in the book: 7 days, 30 days, or the season.",
    )
    include_bets: bool | None = Field(
        default=False,
        description="Show the bet of each change beside it.",
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


class BalanceChange(Message):
    """One change of a balance."""

    timestamp: datetime | None = Field(
        default=None,
        description="When it changed.",
    )
    balance: float = Field(
        default=0.0,
        description="The balance after it.",
    )
    change: float = Field(
        default=0.0,
        description="By how much.",
    )
    reason: Text = Field(
        default="",
        description="season_started, bet_placed, bet_won, bet_lost, bet_pushed, bet_voided, settlement_reversed.",
    )
    bets: list[HistoricBet] = Field(
        default_factory=list,
        description="The bet behind it, where bets were asked for and there is one.",
        json_schema_extra={"x-omitted-when-absent": True},
    )


class RiskMetrics(Message):
    """How much risk an expert took; formulas at GetBankroll."""

    volatility: float = Field(
        default=0.0,
        description="Sample standard deviation of the returns of settled bets: (worth after - worth before) / worth before, where the worth is bankroll and open stakes together; 0 below two bets.",
        examples=[0.12],
    )
    sharpe_ratio: float = Field(
        default=0.0,
        description="Mean over standard deviation of those returns: per bet, against a riskless 0, scaled to no period.",
        examples=[1.85],
    )
    max_drawdown: float = Field(
        default=0.0,
        description="Deepest fall of that worth from a peak before it, as a share of the peak: 10000 to 9200 is 0.08.",
        examples=[0.08],
    )


class GetBankrollResponse(Message):
    """The bankroll of an expert. Totals are of the season; `history` is of the timeframe."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    current_balance: float = Field(
        default=0.0,
        description="What may still be bet.",
    )
    starting_balance: float = Field(
        default=0.0,
        description="What the season began with.",
    )
    peak_balance: float = Field(
        default=0.0,
        description="The highest balance of the season.",
    )
    lowest_balance: float = Field(
        default=0.0,
        description="The lowest balance of the season.",
    )
    total_wagered: float = Field(
        default=0.0,
        description="Stakes of all bets of the season, open ones too.",
    )
    total_won: float = Field(
        default=0.0,
        description="Profits of won bets.",
    )
    total_lost: float = Field(
        default=0.0,
        description="Stakes of lost bets.",
    )
    history: list[BalanceChange] = Field(
        default_factory=list,
        description="Every change of the balance, newest first.",
    )
    risk_metrics: RiskMetrics | None = Field(
        default=None,
        description="How much risk the expert took.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )


class ListLedgerEntriesRequest(Message):
    """Whose entries."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    bet_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Only the entries of this bet.",
    )
    limit: Annotated[int, Field(ge=1, le=500)] | None = Field(
        default=100,
        description="Entries at most.",
    )
    offset: Annotated[int, Field(ge=0)] | None = Field(
        default=0,
        description="Entries to leave out.",
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


class LedgerEntry(Message):
    """One side of a transaction."""

    transaction_id: Text = Field(
        default="",
        description="The transaction; its entries over all accounts sum to zero.",
    )
    account: Literal["bankroll", "open_stakes", "house"] = Field(
        description="bankroll, open_stakes or house.",
    )
    amount: float = Field(
        default=0.0,
        description="What the account got; negative where it gave.",
    )
    reason: Text = Field(
        default="",
        description="season_started, bet_placed, bet_won, bet_lost, bet_pushed, bet_voided, settlement_reversed.",
    )
    bet_id: Text | None = Field(
        default=None,
        description="The bet behind it.",
    )
    booked_at: datetime | None = Field(
        default=None,
        description="When it was booked, in the book's time.",
    )


class ListLedgerEntriesResponse(Message):
    """Entries with the balances of the accounts."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    entries: list[LedgerEntry] = Field(
        default_factory=list,
        description="The entries, newest first.",
    )
    total_count: int = Field(
        default=0,
        description="How many there are.",
    )
    balances: dict[str, float] = Field(
        default_factory=dict,
        description="The balance of each account of the expert: bankroll and open_stakes.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )


class GetCalibrationRequest(Message):
    """Which predictions to compare."""

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
    category: Literal["spread", "winner", "total"] | None = Field(
        default='winner',
        description="Predictions of which category; winner compares with the market and Elo.",
    )


class ReliabilityBin(Message):
    """Predictions of about the same probability."""

    low: float = Field(
        default=0.0,
        description="From this probability.",
    )
    high: float = Field(
        default=0.0,
        description="To below this probability (the last bin includes it).",
    )
    count: int = Field(
        default=0,
        description="How many.",
    )
    mean_probability: float = Field(
        default=0.0,
        description="The mean of what was said.",
    )
    observed: float = Field(
        default=0.0,
        description="The share that came true.",
    )
    observed_low: float = Field(
        default=0.0,
        description="Lower end of the 95 % interval of the share.",
    )
    observed_high: float = Field(
        default=0.0,
        description="Upper end of the 95 % interval of the share.",
    )


class Comparison(Message):
    """Two forecasters on the same games, game by game."""

    count: int = Field(
        default=0,
        description="Games compared.",
    )
    mean_difference: float = Field(
        default=0.0,
        description="Mean of the expert's squared error minus the other's; below 0 the expert was better.",
    )
    low: float = Field(
        default=0.0,
        description="Lower end of its 95 % interval, by the normal approximation of paired differences.",
    )
    high: float = Field(
        default=0.0,
        description="Upper end. An interval around 0 means that the games do not tell the two apart.",
    )


class CalibrationRow(Message):
    """How well somebody's probabilities fit what happened."""

    expert_id: Text = Field(
        default="",
        description="The expert, or market, or elo.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    kind: Literal["expert", "reference"] = Field(
        description="expert or reference.",
    )
    count: int = Field(
        default=0,
        description="Predictions counted.",
    )
    brier_score: float = Field(
        default=0.0,
        description="Mean of (probability - outcome)^2; lower is better, 0.25 is a coin.",
    )
    brier_low: float = Field(
        default=0.0,
        description="Lower end of the 95 % interval of the Brier score.",
    )
    brier_high: float = Field(
        default=0.0,
        description="Upper end of the 95 % interval of the Brier score.",
    )
    log_loss: float = Field(
        default=0.0,
        description="Mean of -log of the probability that was given to what happened.",
    )
    bins: list[ReliabilityBin] = Field(
        default_factory=list,
        description="Predictions grouped by probability.",
    )
    against_market: Comparison | None = Field(
        default=None,
        description="An expert against the market on the same games; null without a market, and for references.",
    )
    against_elo: Comparison | None = Field(
        default=None,
        description="An expert against Elo on the same games; null outside winners, and for references.",
    )


class GetCalibrationResponse(Message):
    """The board, lowest Brier score first."""

    category: Text = Field(
        default="",
        description="Of which category.",
    )
    rows: list[CalibrationRow] = Field(
        default_factory=list,
        description="The experts, then the market and Elo, each by Brier score.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )
