"""Memories: which settled bets an expert remembers, how important they are, and how they felt.

stake       min(1, stake / bankroll before it / 0.25)
surprise    min(1, |actual - expected| / 28), in points of margin or total
error       1 - confidence of a bet that was won, confidence of one that was lost
importance  0.10 + 0.35 · stake + 0.25 · surprise + 0.20 · error + 0.10 for a streak or bad beat
valence     ±(0.20 + 0.40 · stake + 0.30 · error + 0.10 for a streak or bad beat), + won, - lost
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ai_service.nfl_experts.betting.markets import Market
from ai_service.nfl_experts.betting.settlement import Outcome
from ai_service.nfl_experts.memories.situation import Situation

Kind = Literal["bad_beat", "big_win", "streak", "surprise", "lesson_learned"]

BAD_BEAT_POINTS: Final = 1.5
BIG_WIN_SHARE: Final = 0.10
SURPRISE_POINTS: Final = 17.0

_BIG_STAKE: Final = 0.25
_FULL_SURPRISE: Final = 28.0
_MOVING: Final = frozenset({"streak", "bad_beat"})


@dataclass(frozen=True, slots=True)
class Episode:
    """A settled bet and what happened in its game.

    `lead` is how many points the bet was ahead of its line (`settlement.lead`). `expected_margin` and
    `expected_total` are the expert's. `streak` counts the bets won in a row up to this one, negative for bets
    lost (`streak_of`).
    """

    market: Market
    pick: str
    price: int
    stake: Decimal
    bankroll_before: Decimal
    confidence: float
    outcome: Outcome
    profit: Decimal
    lead: float
    expected_margin: float
    expected_total: float
    home: str
    away: str
    home_score: int
    away_score: int
    streak: int
    situation: Situation

    @property
    def won(self) -> bool:
        """Whether the bet was won."""
        return self.outcome == "won"

    @property
    def miss(self) -> float:
        """How many points the game differed from what the expert expected, in the market of the bet."""
        if self.market == "total":
            return abs(self.home_score + self.away_score - self.expected_total)
        return abs(self.home_score - self.away_score - self.expected_margin)

    @property
    def share(self) -> float:
        """The stake as a share of the bankroll before it."""
        return float(self.stake / self.bankroll_before) if self.bankroll_before > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Impression:
    """How a bet is remembered."""

    kind: Kind
    emotional_valence: float
    importance: float


def impression_of(episode: Episode) -> Impression | None:
    """How a bet is remembered; None for a push, a void, or an ordinary win."""
    kind = kind_of(episode)
    if kind is None:
        return None
    stake = min(1.0, episode.share / _BIG_STAKE)
    surprise = min(1.0, episode.miss / _FULL_SURPRISE)
    error = 1 - episode.confidence if episode.won else episode.confidence
    moving = 0.10 if kind in _MOVING else 0.0
    valence = 0.20 + 0.40 * stake + 0.30 * error + moving
    return Impression(
        kind=kind,
        emotional_valence=round(valence if episode.won else -valence, 4),
        importance=round(0.10 + 0.35 * stake + 0.25 * surprise + 0.20 * error + moving, 4),
    )


def kind_of(episode: Episode) -> Kind | None:
    """The first kind whose condition holds.

    bad_beat        lost by at most 1.5 points against the line
    big_win         won a tenth of the bankroll or more
    streak          the third bet in a row with the same outcome, the fifth, and every fifth after that
    surprise        the game differed from the expectation by 17 points or more
    lesson_learned  any other lost bet
    """
    if episode.outcome not in ("won", "lost"):
        return None
    if not episode.won and abs(episode.lead) <= BAD_BEAT_POINTS:
        return "bad_beat"
    if episode.won and float(episode.profit) >= BIG_WIN_SHARE * float(episode.bankroll_before):
        return "big_win"
    if is_streak(episode.streak):
        return "streak"
    if episode.miss >= SURPRISE_POINTS:
        return "surprise"
    return None if episode.won else "lesson_learned"


def is_streak(streak: int) -> bool:
    """Whether a streak of this length is remembered: 3, 5, 10, 15 ..."""
    length = abs(streak)
    return length == 3 or (length > 0 and length % 5 == 0)


def streak_of(outcomes: Sequence[Outcome]) -> int:
    """How many of the last bets had the same outcome; negative if lost. Pushes and voids are skipped."""
    decided = [outcome for outcome in outcomes if outcome in ("won", "lost")]
    count = 0
    for outcome in reversed(decided):
        if outcome != decided[-1]:
            break
        count += 1
    return count if decided and decided[-1] == "won" else -count
