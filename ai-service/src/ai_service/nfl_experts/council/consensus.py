"""What the council says of a game by weighted votes, where it disagrees, and what changes without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from math import fsum
from typing import Final

from ai_service.nfl_experts.betting.markets import CATEGORIES, Category, Side
from ai_service.nfl_experts.council.shares import shares_of
from ai_service.nfl_experts.predictions.stance import Stance, points_text

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Vote:
    """What a member says of one category, and the member's share of the votes."""

    stance: Stance
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the council says of one category. The breakdown sums to exactly 1, the prediction's share first.

    confidence       mean confidence of those who voted for the prediction, by weight
    agreement_level  the prediction's share minus the share of the other side: 1 when all agree, 0 when split
    """

    prediction: str
    side: Side
    confidence: float
    agreement_level: float
    vote_breakdown: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two members on different sides, and how far their numbers are apart, in points."""

    expert_a: str
    expert_b: str
    category: Category
    distance: float

    @property
    def difference(self) -> str:
        """The distance in words: 5 points."""
        return points_text(self.distance)


def consensus_of(votes: Sequence[Vote]) -> dict[Category, Verdict]:
    """The verdict of each category that somebody voted in; only votes that were cast count."""
    return {category: _verdict(cast) for category in CATEGORIES if (cast := _in(category, votes))}


def disagreements_of(votes: Sequence[Vote]) -> tuple[Disagreement, ...]:
    """Every pair on different sides, furthest apart first; the smaller id is expert_a."""
    ordered = sorted(votes, key=lambda vote: vote.stance.expert_id)
    found = [
        Disagreement(one.expert_id, other.expert_id, one.category, one.distance(other))
        for one, other in combinations((vote.stance for vote in ordered), 2)
        if one.opposes(other)
    ]
    return tuple(
        sorted(found, key=lambda each: (-each.distance, each.category, each.expert_a, each.expert_b))
    )


def without(votes: Sequence[Vote], expert_id: str) -> tuple[Vote, ...]:
    """The votes as they would be without one member: the other weights scaled to sum to 1 again."""
    members = {vote.stance.expert_id: vote.weight for vote in votes if vote.stance.expert_id != expert_id}
    weights = dict(zip(members, shares_of(list(members.values())), strict=True))
    rest = (vote for vote in votes if vote.stance.expert_id != expert_id)
    return tuple(replace(vote, weight=weights[vote.stance.expert_id]) for vote in rest)


def _in(category: Category, votes: Sequence[Vote]) -> list[Vote]:
    cast = [vote for vote in votes if vote.stance.category == category]
    return sorted(cast, key=lambda vote: (-vote.weight, vote.stance.expert_id))


def _verdict(cast: Sequence[Vote]) -> Verdict:
    """Of votes by falling weight. Equal sides: the one with the heaviest voter, then with the smaller id."""
    sides: list[Side] = list(dict.fromkeys(vote.stance.side for vote in cast))
    weights = [sum((vote.weight for vote in cast if vote.stance.side == side), Decimal(0)) for side in sides]
    ranked = sorted(zip(sides, shares_of(weights), strict=True), key=lambda entry: -entry[1])
    breakdown = {_pick(cast, side): share for side, share in ranked}
    top, share = ranked[0]
    return Verdict(
        prediction=_pick(cast, top),
        side=top,
        confidence=_confidence([vote for vote in cast if vote.stance.side == top]),
        agreement_level=float(2 * share - 1),
        vote_breakdown=breakdown,
    )


def _pick(cast: Sequence[Vote], side: Side) -> str:
    """How a side is named: by its heaviest voter, since members may have decided at different lines."""
    return next(vote.stance.pick for vote in cast if vote.stance.side == side)


def _confidence(votes: Sequence[Vote]) -> float:
    weight = fsum(float(vote.weight) for vote in votes)
    if weight == 0:
        return round(fsum(vote.stance.confidence for vote in votes) / len(votes), _DIGITS)
    return round(fsum(float(vote.weight) * vote.stance.confidence for vote in votes) / weight, _DIGITS)
