"""The council's verdict on a game by weighted votes, its disagreements, and the verdict without a member."""

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
    """A member's prediction for one category at the line of the votes, and the member's weight.

    `sealed` is the prediction as the member sealed it. Without one, the vote is provisional: it is what the
    member would say now.
    """

    stance: Stance
    weight: Decimal
    line: float | None = None
    sealed: str | None = None

    @property
    def is_provisional(self) -> bool:
        """Whether the member has not decided yet."""
        return self.sealed is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The council's verdict on one category. The breakdown sums to exactly 1, largest share first.

    confidence       weighted mean confidence of the members who voted for the prediction
    agreement_level  share of the prediction minus share of the other side: 1 if all agree, 0 if split
    line             the line of the votes; `estimated` if nobody offers it
    provisional      whether a vote is provisional
    """

    prediction: str
    side: Side
    confidence: float
    agreement_level: float
    vote_breakdown: Mapping[str, Decimal]
    line: float | None = None
    estimated: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two members on different sides, and the distance between their numbers in points."""

    expert_a: str
    expert_b: str
    category: Category
    distance: float

    @property
    def difference(self) -> str:
        """The distance as text: "5 points"."""
        return points_text(self.distance)


def consensus_of(votes: Sequence[Vote]) -> dict[Category, Verdict]:
    """The verdict on each category with at least one vote."""
    return {category: _verdict(cast) for category in CATEGORIES if (cast := _in(category, votes))}


def disagreements_of(votes: Sequence[Vote]) -> tuple[Disagreement, ...]:
    """Every pair of members on different sides, furthest apart first. The smaller id is expert_a."""
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
    """The votes without one member, with the other weights scaled to sum to 1."""
    members = {vote.stance.expert_id: vote.weight for vote in votes if vote.stance.expert_id != expert_id}
    weights = dict(zip(members, shares_of(list(members.values())), strict=True))
    rest = (vote for vote in votes if vote.stance.expert_id != expert_id)
    return tuple(replace(vote, weight=weights[vote.stance.expert_id]) for vote in rest)


def _in(category: Category, votes: Sequence[Vote]) -> list[Vote]:
    cast = [vote for vote in votes if vote.stance.category == category]
    return sorted(cast, key=lambda vote: (-vote.weight, vote.stance.expert_id))


def _verdict(cast: Sequence[Vote]) -> Verdict:
    """The verdict of votes that are sorted by falling weight.

    Between sides with equal shares, the one with the heaviest voter wins, then the one with the smaller id.
    """
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
        line=cast[0].line,
        estimated=any(vote.stance.estimated for vote in cast),
        provisional=any(vote.is_provisional for vote in cast),
    )


def _pick(cast: Sequence[Vote], side: Side) -> str:
    """The text of a side: that of its heaviest voter, because members may have decided at other lines."""
    return next(vote.stance.pick for vote in cast if vote.stance.side == side)


def _confidence(votes: Sequence[Vote]) -> float:
    weight = fsum(float(vote.weight) for vote in votes)
    if weight == 0:
        return round(fsum(vote.stance.confidence for vote in votes) / len(votes), _DIGITS)
    return round(fsum(float(vote.weight) * vote.stance.confidence for vote in votes) / weight, _DIGITS)
