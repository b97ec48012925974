"""The council of a week: five experts, chosen by five weighted components of their record.

Every component is between 0 and 1 and is pulled towards a prior while there is little data: for n
observations with the mean x, and a prior p that counts as k observations, it is (n·x + k·p) / (n + k).
Without any record each component equals its prior, so the council of the first week follows from the
specialization weights.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import fsum, sqrt
from typing import Final

from ai_service.nfl_experts.betting.markets import CATEGORY_OF, Category
from ai_service.nfl_experts.council.shares import shares_of
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.predictions.calibration import Forecast, expected_calibration_error, reliability

SEATS: Final = 5
RECENT_WEEKS: Final = 4

WEIGHTS: Final[Mapping[str, float]] = {
    "accuracy": 0.35,
    "recent_performance": 0.25,
    "consistency": 0.20,
    "calibration": 0.10,
    "specialization": 0.10,
}

PRIOR: Final = 0.5
"""The prior of accuracy, consistency and calibration: a coin toss."""

PRIOR_DECISIONS: Final = 20
PRIOR_RECENT_DECISIONS: Final = 10
PRIOR_WEEKS: Final = 2

_WIDEST_DEVIATION: Final = 0.5
"""The largest standard deviation that values between 0 and 1 can have."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A prediction that was graded right or wrong. `confidence` is the probability given to the pick."""

    week: int
    category: Category
    confidence: float
    correct: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert with all of its decisions."""

    expert_id: str
    own_category: Category
    specialization_weight: float
    decisions: tuple[Decision, ...] = ()
    eliminated: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a week's council. The vote weights of its seats sum to 1; `components` make up the score."""

    week: int
    expert_id: str
    rank: int
    selection_score: float
    vote_weight: Decimal
    reason_selected: str
    components: dict[str, float]
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some decisions were right."""

    correct: int
    count: int

    def leaning(self, decisions: int) -> float:
        """The share, pulled towards a half as if there were so many more decisions by coin toss."""
        return (self.correct + decisions * PRIOR) / (self.count + decisions)


def own_category(expert: Expert) -> Category:
    """The category in which an expert is a specialist: that of the first market in its risk profile."""
    return CATEGORY_OF[expert.risk.markets[0]]


def select_council(candidates: Iterable[Candidate], *, week: int, at: datetime) -> tuple[Seat, ...]:
    """The five candidates with the highest scores who are not eliminated; ties are broken by id.

    Vote weights are proportional to the scores. If fewer than five candidates are left, all of them sit.
    """
    eligible = [candidate for candidate in candidates if not candidate.eliminated]
    scored = [(candidate, components_of(candidate, week=week)) for candidate in eligible]
    scored.sort(key=lambda entry: (-score_of(entry[1]), entry[0].expert_id))
    scored = scored[:SEATS]
    weights = shares_of([score_of(components) for _, components in scored])
    return tuple(
        Seat(
            week=week,
            expert_id=candidate.expert_id,
            rank=rank,
            selection_score=score_of(components),
            vote_weight=weight,
            reason_selected=reason_of(candidate, components, rank=rank, week=week),
            components=components,
            chosen_at=at,
        )
        for rank, ((candidate, components), weight) in enumerate(zip(scored, weights, strict=True), start=1)
    )


def score_of(components: Mapping[str, float]) -> float:
    """The weighted sum of the components, to six digits."""
    return round(fsum(weight * components[name] for name, weight in WEIGHTS.items()), 6)


def components_of(candidate: Candidate, *, week: int) -> dict[str, float]:
    """The five components before a week, each to six digits.

    accuracy            share of correct decisions, with a prior of 0.5 that counts as 20 decisions
    recent_performance  the same over the last four weeks, with a prior that counts as 10 decisions
    consistency         1 - standard deviation of weekly accuracies / 0.5, with a prior that counts as 2 weeks
    calibration         max(0, 1 - 2 · expected calibration error), with a prior that counts as 20 decisions
    specialization      accuracy in the own category · specialization weight
    """
    known = [decision for decision in candidate.decisions if decision.week < week]
    own = share_of(_own(candidate, known))
    components = {
        "accuracy": share_of(known).leaning(PRIOR_DECISIONS),
        "recent_performance": share_of(recent_of(known, week)).leaning(PRIOR_RECENT_DECISIONS),
        "consistency": _consistency(known),
        "calibration": _calibration(known),
        "specialization": own.leaning(PRIOR_DECISIONS) * candidate.specialization_weight,
    }
    return {name: round(value, 6) for name, value in components.items()}


def recent_of(decisions: Iterable[Decision], week: int) -> list[Decision]:
    """The decisions of the four weeks before a week."""
    return [decision for decision in decisions if week - RECENT_WEEKS <= decision.week < week]


def share_of(decisions: Iterable[Decision]) -> Share:
    """How many of some decisions were right."""
    correct = [decision.correct for decision in decisions]
    return Share(sum(correct), len(correct))


def reason_of(candidate: Candidate, components: Mapping[str, float], *, rank: int, week: int) -> str:
    """Why an expert is on the council, as text that cites the numbers."""
    known = [decision for decision in candidate.decisions if decision.week < week]
    weight = f"specialization weight {candidate.specialization_weight:.2f}"
    if not known:
        return f"Rank {rank} without a record: nothing is graded yet, so the {weight} decides"
    recent, own = share_of(recent_of(known, week)), share_of(_own(candidate, known))
    weeks = min(RECENT_WEEKS, week - 1)
    span = "last week" if weeks == 1 else f"last {weeks} weeks"
    return (
        f"Rank {rank}: accuracy {_text(share_of(known))}, {span} {_text(recent)}, scores for "
        f"consistency {components['consistency']:.2f} and calibration {components['calibration']:.2f}, "
        f"{candidate.own_category} as its own category {_text(own)} with {weight}"
    )


def _own(candidate: Candidate, decisions: Iterable[Decision]) -> list[Decision]:
    return [decision for decision in decisions if decision.category == candidate.own_category]


def _text(share: Share) -> str:
    if not share.count:
        return "without decisions"
    return f"{share.correct / share.count:.1%} ({share.correct} of {share.count})"


def _consistency(decisions: Sequence[Decision]) -> float:
    weeks = sorted({decision.week for decision in decisions})
    shares = [share_of(each for each in decisions if each.week == week) for week in weeks]
    values = [share.correct / share.count for share in shares]
    if len(values) < 2:
        return PRIOR
    mean = fsum(values) / len(values)
    deviation = sqrt(fsum((value - mean) ** 2 for value in values) / len(values))
    return _leaning(1 - deviation / _WIDEST_DEVIATION, len(values), PRIOR_WEEKS)


def _calibration(decisions: Sequence[Decision]) -> float:
    forecasts = [Forecast(decision.confidence, decision.correct) for decision in decisions]
    error = expected_calibration_error(reliability(forecasts))
    return _leaning(max(0.0, 1 - 2 * error), len(forecasts), PRIOR_DECISIONS)


def _leaning(value: float, count: int, prior_count: int) -> float:
    return (value * count + PRIOR * prior_count) / (count + prior_count)
