"""What a book holds while it is folded: rows as stored, and the state that the next step starts from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from ai_service.nfl_experts.betting.markets import Category, Market, Side
from ai_service.nfl_experts.betting.settlement import Outcome
from ai_service.nfl_experts.betting.statistics import Statistics, statistics_of
from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.experts.stakes import RiskLevel
from ai_service.nfl_experts.facts.timeline import Position
from ai_service.nfl_experts.predictions.seal import GENESIS

STARTING: Final = Decimal("10000.00")
"""What every expert begins a season with."""

ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Book:
    """Which season in which world; what does not change while it is folded."""

    id: str
    replay_id: str | None
    competition: str
    season: int
    simulated: bool
    first_week: int
    last_week: int
    seal_seed: str

    @property
    def label(self) -> str:
        """How cache tags name the world: the replay, or nothing for live."""
        return self.replay_id or ""

    def has_week(self, week: int) -> bool:
        """Whether a week is part of it."""
        return self.first_week <= week <= self.last_week


@dataclass(slots=True)
class Account:
    """The money of an expert: what may be bet, and what is at stake."""

    bankroll: Decimal = STARTING
    open_stakes: Decimal = ZERO
    eliminated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormedOpinion:
    """What an expert thought of a game, and when."""

    game_id: str
    expert_id: str
    opinion: Opinion
    formed_at: datetime


@dataclass(frozen=True, slots=True)
class Prediction:
    """A sealed prediction; `point` is the home handicap of a spread or the points of a total."""

    id: str
    game_id: str
    week: int
    expert_id: str
    category: Category
    side: Side
    point: float | None
    pick: str
    confidence: float
    reasoning: str
    reasoning_source: str
    created_at: datetime
    kickoff_at: datetime
    position: int
    salt: str
    content: str
    previous_hash: str
    hash: str
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Bet:
    """A bet with the terms of its placement and how it ended; `status` is pending before that."""

    id: str
    game_id: str
    week: int
    expert_id: str
    bet_type: Market
    side: Side
    point: float | None
    price: int
    stake: Decimal
    balance_before: Decimal
    potential_payout: Decimal
    pick: str
    confidence: float
    risk_level: RiskLevel
    reasoning: str
    placed_at: datetime
    kickoff_at: datetime
    request_id: str | None = None
    fingerprint: str | None = None
    status: str = "pending"
    payout: Decimal | None = None
    settled_revision: int | None = None
    settled_at: datetime | None = None

    @property
    def outcome(self) -> Outcome:
        """How it ended. ValueError before it has."""
        if self.status not in ("won", "lost", "push", "void"):
            raise ValueError(f"bet {self.id} is {self.status}")
        return self.status

    @property
    def profit(self) -> Decimal:
        """What came back beyond the stake."""
        return (self.payout or ZERO) - self.stake

    @property
    def is_settled(self) -> bool:
        """Whether it has ended."""
        return self.status != "pending"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A bet settled by a revision; once for each pair."""

    bet_id: str
    revision: int
    outcome: Outcome
    payout: Decimal
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a transaction; the entries of a transaction sum to zero."""

    transaction_id: str
    account: str
    expert_id: str
    amount: Decimal
    reason: str
    bet_id: str | None
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Remembered:
    """A memory as it is stored."""

    id: str
    expert_id: str
    game_id: str
    bet_id: str
    kind: str
    content: str
    emotional_valence: float
    importance: float
    features: tuple[float, ...]
    created_at: datetime
    recalled_count: int = 0


@dataclass(frozen=True, slots=True)
class SettledGame:
    """By which revision a game is settled; without scores where it was called off."""

    game_id: str
    revision: int
    home_score: int | None
    away_score: int | None
    settled_at: datetime


@dataclass
class BookState:
    """All of a book that later steps depend on. It is changed by the fold and rebuilt from the tables."""

    book: Book
    cursor: Position | None = None
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    opinions: dict[tuple[str, str], FormedOpinion] = field(
        default_factory=dict[tuple[str, str], FormedOpinion]
    )
    predictions: dict[tuple[str, str, Category], Prediction] = field(
        default_factory=dict[tuple[str, str, Category], Prediction]
    )
    bets: dict[str, Bet] = field(default_factory=dict[str, Bet])
    settled: dict[str, SettledGame] = field(default_factory=dict[str, SettledGame])
    memories: dict[str, dict[str, Remembered]] = field(default_factory=dict[str, dict[str, Remembered]])
    chain_position: int = 0
    chain_head: str = GENESIS

    def __post_init__(self) -> None:
        self._bets_of_game: dict[str, list[str]] = {}
        self._bets_of_expert: dict[str, list[str]] = {}
        for bet in self.bets.values():
            self._index(bet)

    def keep_bet(self, bet: Bet) -> None:
        """Stores a new or changed bet."""
        if bet.id not in self.bets:
            self._index(bet)
        self.bets[bet.id] = bet

    def bets_of_game(self, game_id: str) -> list[Bet]:
        """The bets on a game in the order of the roster, own ones before those of operators."""
        bets = [self.bets[bet_id] for bet_id in self._bets_of_game.get(game_id, ())]
        return sorted(bets, key=lambda bet: (ORDER[bet.expert_id], bet.request_id or "", bet.id))

    def bets_of_expert(self, expert_id: str) -> Iterator[Bet]:
        """The bets of an expert as they were placed."""
        return (self.bets[bet_id] for bet_id in self._bets_of_expert.get(expert_id, ()))

    def has_own_bet(self, game_id: str, expert_id: str) -> bool:
        """Whether the expert has bet on the game by itself."""
        return any(
            bet.expert_id == expert_id and bet.request_id is None for bet in self.bets_of_game(game_id)
        )

    def statistics(self, expert_id: str) -> Statistics:
        """What the settled bets of an expert sum to."""
        return statistics_of(bet for bet in self.bets_of_expert(expert_id) if bet.is_settled)

    def predictions_of_game(self, game_id: str) -> Iterator[Prediction]:
        """The predictions of a game in the order of the roster."""
        for expert in EXPERTS:
            for category in CATEGORY_ORDER:
                if (found := self.predictions.get((game_id, expert.id, category))) is not None:
                    yield found

    def _index(self, bet: Bet) -> None:
        self._bets_of_game.setdefault(bet.game_id, []).append(bet.id)
        self._bets_of_expert.setdefault(bet.expert_id, []).append(bet.id)


CATEGORY_ORDER: Final[tuple[Category, ...]] = ("spread", "winner", "total")
ORDER: Final[Mapping[str, int]] = {expert.id: number for number, expert in enumerate(EXPERTS)}
