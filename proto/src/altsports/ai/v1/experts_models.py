"""Generated from altsports/ai/v1/experts.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Lower, Message, OneLine, Range32, Text, TextLine
from altsports.ai.v1.books_models import Book, HistoricBet
from pydantic import Field


class ListExpertsRequest(Message):
    """Which book to read."""

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


class ExpertBankroll(Message):
    """The bankroll of an expert."""

    current: float = Field(
        default=0.0,
        description="The worth of the bankroll: `available` + `at_risk`.",
        examples=[12450.0],
    )
    starting: float = Field(
        default=0.0,
        description="The balance at the start of the season.",
        examples=[10000.0],
    )
    change_percent: float = Field(
        default=0.0,
        description="(current - starting) / starting * 100.",
        examples=[24.5],
    )
    status: Literal["safe", "warning", "danger", "eliminated"] = Field(
        description="The state of `current`: safe from 70 % of the start, warning from 30 %, danger below, eliminated when bankrupt.",
        examples=['safe'],
    )
    at_risk: float = Field(
        default=0.0,
        description="The stakes of bets that are not settled yet.",
        examples=[850.0],
    )
    available: float = Field(
        default=0.0,
        description="The amount that the expert can still bet.",
        examples=[11600.0],
    )


class ExpertPerformance(Message):
    """The record of an expert."""

    accuracy: float = Field(
        default=0.0,
        description="The share of correct predictions among the graded predictions, without pushes. Predictions at an estimated line do not count. 0 if there are none.",
        examples=[0.625],
    )
    win_rate: float = Field(
        default=0.0,
        description="Won bets / (won + lost). 0 if there are none.",
        examples=[0.65],
    )
    total_bets: Int32 = Field(
        default=0,
        description="The number of settled bets: won, lost and pushed.",
        examples=[42],
    )
    roi: float = Field(
        default=0.0,
        description="Profit / amount wagered over settled bets. 0 if there are none.",
        examples=[0.054],
    )
    decided_bets: Int32 = Field(
        default=0,
        description="Won + lost, the bets that win_rate counts.",
        examples=[40],
    )
    graded_predictions: Int32 = Field(
        default=0,
        description="The number of predictions that accuracy counts.",
        examples=[180],
    )
    estimated_accuracy: float = Field(
        default=0.0,
        description="The share of correct predictions at estimated lines, without pushes. 0 if there are none.",
        examples=[0.55],
    )
    estimated_predictions: Int32 = Field(
        default=0,
        description="The number of predictions that estimated_accuracy counts.",
        examples=[20],
    )


class ExpertSpecialization(Message):
    """The speciality of an expert."""

    category: Text = Field(
        default="",
        description="The subject.",
        examples=['statistical_analysis'],
    )
    weight: float = Field(
        default=0.0,
        description="How much weight the expert gives it, from 0 to 1.",
        examples=[0.9],
    )


class ExpertLimits(Message):
    """The limits of an expert's own bets. Bets of operators are not bound by them. Shares are of the worth of the bankroll
when the bet is placed. Stakes are multiples of 10, except where a limit or all the money that is left is smaller."""

    most_per_bet: float = Field(
        default=0.0,
        description="The largest share of the bankroll that one bet may take, from 0 to 1, or `least_amount` if that is more than 10 and more than the share.",
        ge=0.0,
        le=1.0,
        examples=[0.1],
    )
    most_at_once: float = Field(
        default=0.0,
        description="The largest share of the bankroll that all open bets together may take, from 0 to 1.",
        ge=0.0,
        le=1.0,
        examples=[1.0],
    )
    most_amount: float | None = Field(
        default=None,
        description="The largest stake. Null for an expert whose stakes are shares of the bankroll.",
        examples=[400.0],
    )
    least_amount: float = Field(
        default=0.0,
        description="The smallest stake of an expert whose other limits allow it.",
        ge=10.0,
        examples=[10.0],
    )


class Expert(Message):
    """An AI expert with the figures of one season."""

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
        description="The emoji shown beside the name.",
        examples=['📊'],
    )
    archetype: Text = Field(
        default="",
        description="The archetype of the expert.",
        examples=['data_driven'],
    )
    bankroll: ExpertBankroll | None = Field(
        default=None,
        description="The bankroll.",
    )
    performance: ExpertPerformance | None = Field(
        default=None,
        description="The record.",
    )
    specialization: ExpertSpecialization | None = Field(
        default=None,
        description="The expert's speciality.",
    )
    strategy: Text = Field(
        default="",
        description="How the expert forms its opinion and what it stakes, in a sentence.",
        examples=['Elo and points scored and allowed, weighted by the number of games; half the Kelly stake, up to 10 % of the bankroll.'],
    )
    limits: ExpertLimits | None = Field(
        default=None,
        description="The limits that the expert keeps when it bets.",
    )


class ListExpertsResponse(Message):
    """The experts."""

    experts: list[Expert] = Field(
        default_factory=list,
        description="The experts in the order of the roster.",
    )
    timestamp: datetime | None = Field(
        default=None,
        description="The time of the data.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class GetBankrollRequest(Message):
    """Whose bankroll to get, and how far back."""

    expert_id: TextLine = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    timeframe: Literal["week", "month", "season"] | None = Field(
        default='week',
        description="How far back the history goes from the current time of the book: 7 days, 30 days, or the season.",
    )
    include_bets: bool | None = Field(
        default=False,
        description="Whether to include the bet behind each change.",
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


class BalanceChange(Message):
    """One transaction of a bankroll."""

    timestamp: datetime | None = Field(
        default=None,
        description="When it was booked.",
    )
    balance: float = Field(
        default=0.0,
        description="The worth of the bankroll after it: `available` + `at_risk`.",
    )
    change: float = Field(
        default=0.0,
        description="How much the worth changed: 0 when a bet is placed, the profit or loss when it is settled.",
    )
    reason: Text = Field(
        default="",
        description="season_started, bet_placed, bet_won, bet_lost, bet_pushed, bet_voided, settlement_reversed.",
    )
    bets: list[HistoricBet] = Field(
        default_factory=list,
        description="The bet that caused the change. Only present if `include_bets` is true and there is a bet.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    available: float = Field(
        default=0.0,
        description="The amount that the expert could still bet after it.",
    )
    at_risk: float = Field(
        default=0.0,
        description="The stakes of open bets after it.",
    )


class RiskMetrics(Message):
    """The risk that an expert took. GetBankroll documents the formulas."""

    volatility: float = Field(
        default=0.0,
        description="The sample standard deviation of the returns of settled bets: (worth after - worth before) / worth before. 0 for fewer than two bets. A returned stake has no return.",
        examples=[0.12],
    )
    sharpe_ratio: float = Field(
        default=0.0,
        description="The mean of those returns divided by their standard deviation: per bet, with a risk-free rate of 0, not annualised.",
        examples=[1.85],
    )
    max_drawdown: float = Field(
        default=0.0,
        description="The deepest fall of the worth from an earlier peak, as a share of the peak: from 10000 to 9200 is 0.08.",
        examples=[0.08],
    )


class GetBankrollResponse(Message):
    """The bankroll of an expert. Totals cover the season; `history` covers the timeframe."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    current_balance: float = Field(
        default=0.0,
        description="The worth of the bankroll: `available` + `at_risk`.",
    )
    starting_balance: float = Field(
        default=0.0,
        description="The balance at the start of the season.",
    )
    peak_balance: float = Field(
        default=0.0,
        description="The highest worth of the season.",
    )
    lowest_balance: float = Field(
        default=0.0,
        description="The lowest worth of the season.",
    )
    total_wagered: float = Field(
        default=0.0,
        description="The stakes of all bets of the season, including open bets.",
    )
    total_won: float = Field(
        default=0.0,
        description="The profits of won bets.",
    )
    total_lost: float = Field(
        default=0.0,
        description="The stakes of lost bets.",
    )
    history: list[BalanceChange] = Field(
        default_factory=list,
        description="The start of the season and every bet placed and settled, newest first, with the bankroll after it.",
    )
    risk_metrics: RiskMetrics | None = Field(
        default=None,
        description="The risk that the expert took.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )
    available: float = Field(
        default=0.0,
        description="The amount that the expert can still bet.",
    )
    at_risk: float = Field(
        default=0.0,
        description="The stakes of bets that are not settled yet.",
    )


class ListLedgerEntriesRequest(Message):
    """Whose ledger entries to list."""

    expert_id: TextLine = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    bet_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only the entries of this bet.",
    )
    limit: Annotated[int, Field(ge=1, le=500), Range32] | None = Field(
        default=100,
        description="The maximum number of entries to return.",
    )
    offset: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=0,
        description="The number of entries to skip.",
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


class LedgerEntry(Message):
    """One entry of a transaction."""

    transaction_id: Text = Field(
        default="",
        description="The transaction. Its entries over all accounts sum to zero.",
    )
    account: Literal["bankroll", "open_stakes", "house"] = Field(
        description="bankroll, open_stakes or house.",
    )
    amount: float = Field(
        default=0.0,
        description="The amount that the account received. Negative if the account paid.",
    )
    reason: Text = Field(
        default="",
        description="season_started, bet_placed, bet_won, bet_lost, bet_pushed, bet_voided, settlement_reversed.",
    )
    bet_id: Text | None = Field(
        default=None,
        description="The bet behind the change or entry.",
    )
    booked_at: datetime | None = Field(
        default=None,
        description="When the entry was booked, in the time of the book.",
    )


class ListLedgerEntriesResponse(Message):
    """The entries, with the balances of the accounts."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    entries: list[LedgerEntry] = Field(
        default_factory=list,
        description="The entries, newest first.",
    )
    total_count: Int32 = Field(
        default=0,
        description="The total number on all pages.",
    )
    balances: dict[str, float] = Field(
        default_factory=dict,
        description="The balance of each account of the expert: bankroll and open_stakes.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class GetCalibrationRequest(Message):
    """Which predictions to compare with the outcomes."""

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
    category: Literal["spread", "winner", "total"] | None = Field(
        default='winner',
        description="The category of the predictions. Only winner compares with the market and Elo.",
    )
    lines: Literal["market", "estimate"] | None = Field(
        default='market',
        description="Which predictions on the spread or total: those at lines of the market, or those at estimated lines. A prediction of the winner has no line and counts as one at the market.",
    )


class ReliabilityBin(Message):
    """Predictions with similar probabilities."""

    low: float = Field(
        default=0.0,
        description="The lower bound of the probability, inclusive.",
    )
    high: float = Field(
        default=0.0,
        description="The upper bound of the probability, exclusive (inclusive in the last bin).",
    )
    count: Int32 = Field(
        default=0,
        description="The number of predictions.",
    )
    mean_probability: float = Field(
        default=0.0,
        description="The mean of the stated probabilities.",
    )
    observed: float = Field(
        default=0.0,
        description="The share of predictions that came true.",
    )
    observed_low: float = Field(
        default=0.0,
        description="The lower end of the 95 % confidence interval of the share.",
    )
    observed_high: float = Field(
        default=0.0,
        description="The upper end of the 95 % confidence interval of the share.",
    )


class Comparison(Message):
    """Two forecasters compared on the same games, game by game."""

    count: Int32 = Field(
        default=0,
        description="The number of games compared.",
    )
    mean_difference: float = Field(
        default=0.0,
        description="The mean of the expert's squared error minus that of the other forecaster. Below 0, the expert was better.",
    )
    low: float = Field(
        default=0.0,
        description="The lower end of its 95 % confidence interval, by the normal approximation of paired differences.",
    )
    high: float = Field(
        default=0.0,
        description="The upper end of the interval. An interval that contains 0 means that the games show no difference between the two.",
    )


class CalibrationRow(Message):
    """How well the probabilities of one forecaster match the outcomes."""

    expert_id: Text = Field(
        default="",
        description="The id of the expert, or market or elo.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    kind: Literal["expert", "reference"] = Field(
        description="expert or reference.",
    )
    count: Int32 = Field(
        default=0,
        description="The number of predictions counted.",
    )
    brier_score: float = Field(
        default=0.0,
        description="The mean of (probability - outcome)^2. Lower is better; always saying 0.5 scores 0.25.",
    )
    brier_low: float = Field(
        default=0.0,
        description="The lower end of the 95 % confidence interval of the Brier score.",
    )
    brier_high: float = Field(
        default=0.0,
        description="The upper end of the 95 % confidence interval of the Brier score.",
    )
    log_loss: float = Field(
        default=0.0,
        description="The mean of -log(p), where p is the probability that was given to the outcome.",
    )
    bins: list[ReliabilityBin] = Field(
        default_factory=list,
        description="Predictions grouped by probability.",
    )
    against_market: Comparison | None = Field(
        default=None,
        description="The expert compared with the market on the same games. Null without a market, and for references.",
    )
    against_elo: Comparison | None = Field(
        default=None,
        description="The expert compared with Elo on the same games. Null for other categories than winner, and for references.",
    )


class GetCalibrationResponse(Message):
    """The calibration table, lowest Brier score first."""

    category: Text = Field(
        default="",
        description="The category of the predictions.",
    )
    rows: list[CalibrationRow] = Field(
        default_factory=list,
        description="The experts, then the market and Elo, each by Brier score.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )
