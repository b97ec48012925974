"""Battles: two experts who pick different sides of a game, and their record so far."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from ai_service.nfl_experts.betting.markets import Category
from ai_service.nfl_experts.experts.roster import BY_ID
from ai_service.nfl_experts.predictions.grading import MARKET_OF, Graded
from ai_service.nfl_experts.predictions.stance import Stance

DEFAULT_DIFFERENCE: Final = 3.0
LAST: Final = 5

Stakes = Mapping[tuple[str, str, str], Decimal]
"""The stakes on some games, by game, expert and market."""


@dataclass(frozen=True, slots=True)
class Battle:
    """Two stances on different sides. `expert_a` has the smaller id, so a battle has only one name."""

    game_id: str
    category: Category
    expert_a: Stance
    expert_b: Stance
    difference: float


@dataclass(frozen=True, slots=True)
class HeadToHead:
    """How often each expert was right when the other was wrong; `last_5` are letters, oldest first."""

    expert_a_wins: int
    expert_b_wins: int
    last_5: str


def battles_of(stances: Iterable[Stance], *, min_difference: float = DEFAULT_DIFFERENCE) -> list[Battle]:
    """Every pair of stances on different sides, at least `min_difference` points apart, furthest first.

    Two experts who pick the same side never battle, however far apart their numbers are.
    """
    subjects: dict[tuple[str, Category], list[Stance]] = {}
    for stance in stances:
        subjects.setdefault((stance.game_id, stance.category), []).append(stance)
    return sorted(
        (battle for each in subjects.values() for battle in _battles_of(each, least=min_difference)),
        key=_place,
    )


def ranked(battles: Iterable[Battle], stakes: Stakes, out: Container[str] = ()) -> list[Battle]:
    """The battles with most at stake between the surest experts first.

    By the sum of both stakes in the market of the battle times the smaller confidence; then by that
    confidence, and then by the difference. The confidence of an expert who throws dice counts as a coin toss.
    Experts who are `out` cannot stake anything, so battles with them come last unless they bet before.
    """

    def place(battle: Battle) -> tuple[bool, float, float, float, str, str, str, str]:
        sides = battle.expert_a, battle.expert_b
        is_idle = any(side.expert_id in out and not stake_of(side, stakes) for side in sides)
        sureness = min(map(_sureness, sides))
        return is_idle, -float(at_stake(battle, stakes)) * sureness, -sureness, *_place(battle)

    return sorted(battles, key=place)


def at_stake(battle: Battle, stakes: Stakes) -> Decimal:
    """The sum of both stakes in the market of the battle."""
    return stake_of(battle.expert_a, stakes) + stake_of(battle.expert_b, stakes)


def stake_of(stance: Stance, stakes: Stakes) -> Decimal:
    """The stake of an expert in the market of its prediction; 0 without a bet there."""
    return stakes.get((stance.game_id, stance.expert_id, MARKET_OF[stance.category]), Decimal(0))


def _sureness(stance: Stance) -> float:
    expert = BY_ID.get(stance.expert_id)
    return 0.5 if expert is not None and expert.throws_dice else stance.confidence


class Records:
    """Who was right so far, stored so that any two experts can be compared quickly.

    Each expert has two bit sets, right and wrong, with one bit per graded category of a game, oldest first.
    """

    def __init__(self, graded: Iterable[Graded]) -> None:
        ordered = sorted(graded, key=lambda each: (each.played_at, each.game_id, each.category))
        self._right: dict[str, int] = {}
        self._wrong: dict[str, int] = {}
        for number, each in enumerate(ordered):
            _mark(self._right, each.correct, 1 << number)
            _mark(self._wrong, each.incorrect, 1 << number)

    def head_to_head(self, expert_a: str, expert_b: str) -> HeadToHead:
        """The record of two experts against each other, over all categories."""
        one = self._right.get(expert_a, 0) & self._wrong.get(expert_b, 0)
        other = self._wrong.get(expert_a, 0) & self._right.get(expert_b, 0)
        letters, decided = "", one | other
        while decided and len(letters) < LAST:
            newest = 1 << (decided.bit_length() - 1)
            letters = ("A" if one & newest else "B") + letters
            decided ^= newest
        return HeadToHead(one.bit_count(), other.bit_count(), letters)


def _mark(bits: dict[str, int], expert_ids: Iterable[str], bit: int) -> None:
    for expert_id in expert_ids:
        bits[expert_id] = bits.get(expert_id, 0) | bit


def _battles_of(stances: Sequence[Stance], *, least: float) -> Iterable[Battle]:
    ordered = sorted(stances, key=lambda stance: stance.expert_id)
    for one, other in combinations(ordered, 2):
        if one.opposes(other) and (difference := one.distance(other)) >= least:
            yield Battle(one.game_id, one.category, one, other, difference)


def _place(battle: Battle) -> tuple[float, str, str, str, str]:
    ids = battle.expert_a.expert_id, battle.expert_b.expert_id
    return -battle.difference, battle.game_id, battle.category, *ids
