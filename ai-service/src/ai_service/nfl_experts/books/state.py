"""The state of a book: its rows, and everything that the next step depends on."""

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
"""The bankroll of every expert at the start of a season."""

ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Book:
    """A season in a world: the properties of a book that never change."""

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
        """The name of the world in cache tags: the replay, or empty for live."""
        return self.replay_id or ""

    def has_week(self, week: int) -> bool:
        """Whether the book covers a week."""
        return self.first_week <= week <= self.last_week


@dataclass(slots=True)
class Account:
    """The money of an expert: `bankroll` is cash that it can bet, `open_stakes` the money in open bets."""

    bankroll: Decimal = STARTING
    open_stakes: Decimal = ZERO
    eliminated_at: datetime | None = None

    @property
    def worth(self) -> Decimal:
        """The bankroll as it is shown and measured: cash plus open stakes."""
        return self.bankroll + self.open_stakes


@dataclass(frozen=True, slots=True)
class FormedOpinion:
    """An expert's opinion of a game, and when it was formed."""

    game_id: str
    expert_id: str
    opinion: Opinion
    formed_at: datetime


@dataclass(frozen=True, slots=True)
class Prediction:
    """A sealed prediction. `point` is the home handicap of a spread or the points of a total.

    `estimated` says that nobody offered that line. Such a prediction is graded, but counts apart.
    """

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
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Bet:
    """A bet with its frozen terms and its outcome; `status` is pending until it is settled.

    `balance_before` is the worth of the bankroll before the bet.
    """

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
        """The outcome. ValueError if the bet is still pending."""
        if self.status not in ("won", "lost", "push", "void"):
            raise ValueError(f"bet {self.id} is {self.status}")
        return self.status

    @property
    def profit(self) -> Decimal:
        """The payout minus the stake."""
        return (self.payout or ZERO) - self.stake

    @property
    def is_settled(self) -> bool:
        """Whether the bet is settled."""
        return self.status != "pending"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement of a bet by a revision; there is at most one per pair."""

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
    """The revision by which a game is settled; without scores if the game was cancelled."""

    game_id: str
    revision: int
    home_score: int | None
    away_score: int | None
    settled_at: datetime


@dataclass
class BookState:
    """Everything that later steps depend on. The fold changes it; it can be rebuilt from the tables."""

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
        """The bets on a game in the order of the roster, an expert's own before those of operators."""
        bets = [self.bets[bet_id] for bet_id in self._bets_of_game.get(game_id, ())]
        return sorted(bets, key=lambda bet: (ORDER[bet.expert_id], bet.request_id or "", bet.id))

    def bets_of_expert(self, expert_id: str) -> Iterator[Bet]:
        """The bets of an expert, in the order in which they were placed."""
        return (self.bets[bet_id] for bet_id in self._bets_of_expert.get(expert_id, ()))

    def has_own_bet(self, game_id: str, expert_id: str) -> bool:
        """Whether the expert itself has a bet on the game whose stake was not returned."""
        return any(bet.status != "void" for bet in self._own_bets(game_id, expert_id))

    def count_void(self, game_id: str, expert_id: str) -> int:
        """How many of the expert's own bets on the game are void."""
        return sum(bet.status == "void" for bet in self._own_bets(game_id, expert_id))

    def _own_bets(self, game_id: str, expert_id: str) -> Iterator[Bet]:
        bets = self.bets_of_game(game_id)
        return (bet for bet in bets if bet.expert_id == expert_id and bet.request_id is None)

    def statistics(self, expert_id: str) -> Statistics:
        """The statistics of an expert's settled bets."""
        return statistics_of(bet for bet in self.bets_of_expert(expert_id) if bet.is_settled)

    def predictions_of_game(self, game_id: str) -> Iterator[Prediction]:
        """The predictions for a game, in the order of the roster."""
        for expert in EXPERTS:
            for category in CATEGORY_ORDER:
                if (found := self.predictions.get((game_id, expert.id, category))) is not None:
                    yield found

    def _index(self, bet: Bet) -> None:
        self._bets_of_game.setdefault(bet.game_id, []).append(bet.id)
        self._bets_of_expert.setdefault(bet.expert_id, []).append(bet.id)


CATEGORY_ORDER: Final[tuple[Category, ...]] = ("spread", "winner", "total")
ORDER: Final[Mapping[str, int]] = {expert.id: number for number, expert in enumerate(EXPERTS)}
