"""Memories: what of a settled bet stays with an expert, how much it matters, and how it felt.

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
    """A bet that ended and what happened in its game.

    `lead` is by how many points the bet was ahead of its line (`settlement.lead`). `expected_margin` and
    `expected_total` are the expert's. `streak` counts bets won in a row up to and with this one, negative for
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
        """Whether it earned something."""
        return self.outcome == "won"

    @property
    def miss(self) -> float:
        """By how many points the game went otherwise than expected, in what was bet on."""
        if self.market == "total":
            return abs(self.home_score + self.away_score - self.expected_total)
        return abs(self.home_score - self.away_score - self.expected_margin)

    @property
    def share(self) -> float:
        """The stake as a share of what could be bet."""
        return float(self.stake / self.bankroll_before) if self.bankroll_before > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Impression:
    """How a bet is remembered."""

    kind: Kind
    emotional_valence: float
    importance: float


def impression_of(episode: Episode) -> Impression | None:
    """How a bet is remembered; None for one that leaves nothing: a push, a void, an ordinary win."""
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
    """The first that fits.

    bad_beat        lost by at most 1.5 points against the line
    big_win         won a tenth of the bankroll or more
    streak          the third bet in a row that ended alike, the fifth, and each fifth after it
    surprise        the game went 17 points or more otherwise than expected
    lesson_learned  any other bet that was lost
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
    """Whether a streak has a length worth remembering: 3, 5, 10, 15 ..."""
    length = abs(streak)
    return length == 3 or (length > 0 and length % 5 == 0)


def streak_of(outcomes: Sequence[Outcome]) -> int:
    """How many bets up to the last one given ended alike; negative for lost. Pushes and voids are skipped."""
    decided = [outcome for outcome in outcomes if outcome in ("won", "lost")]
    count = 0
    for outcome in reversed(decided):
        if outcome != decided[-1]:
            break
        count += 1
    return count if decided and decided[-1] == "won" else -count
