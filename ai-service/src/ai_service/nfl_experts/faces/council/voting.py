"""How the council votes on a game: every member at one line, whatever line it saw when it decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ai_service.nfl_experts.betting.markets import CATEGORIES, Category
from ai_service.nfl_experts.council.consensus import Vote
from ai_service.nfl_experts.council.domain import Seat
from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.roster import BY_ID
from ai_service.nfl_experts.experts.words import pick_text
from ai_service.nfl_experts.facts.season import GameFacts
from ai_service.nfl_experts.predictions.stance import Stance


@dataclass(frozen=True, slots=True)
class Said:
    """What an expert decided on a game: its opinion, and the text of each sealed prediction."""

    opinion: Opinion
    picks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """The line of the votes on a category: the home handicap, or the points of the total."""

    point: float | None
    estimated: bool


def votes_on(
    game: GameFacts,
    council: Sequence[Seat],
    said: Mapping[tuple[str, str], Said],
    history: SeasonHistory,
    *,
    now: datetime,
) -> list[Vote]:
    """The votes of the members on a game, at the newest line or, after kick-off, at the last one before it.

    Until kick-off, a member who has not decided votes provisionally, by what is known now.
    """
    features = features_of(history, game, at=min(now, game.kickoff))
    is_open = now < game.kickoff and not game.is_off(now)
    votes: list[Vote] = []
    for seat in council:
        decided = said.get((game.game_id, seat.expert_id))
        if decided is not None:
            votes += _votes(seat, decided.opinion, decided.picks, features, game=game)
        elif is_open:
            votes += _votes(seat, BY_ID[seat.expert_id].strategy(features), {}, features, game=game)
    return votes


def line_of(category: Category, features: Features, game: GameFacts) -> Line:
    """What the market offers or, if it offers nothing, the estimate that is shown or computed instead."""
    if category == "winner":
        return Line(None, estimated=False)
    at = features.at
    if (offered := game.offered(category, at)) is not None and offered.point is not None:
        return Line(offered.point, estimated=False)
    estimate = game.standing(category, at)
    if estimate is not None and estimate.point is not None:
        return Line(estimate.point, estimated=True)
    lines = features.lines
    return Line(lines.total if category == "total" else 0.0 - lines.margin, estimated=True)


def _votes(
    seat: Seat, opinion: Opinion, sealed: Mapping[str, str], features: Features, *, game: GameFacts
) -> Iterator[Vote]:
    for category in CATEGORIES:
        line = line_of(category, features, game)
        side = opinion.side(category, line.point)
        stance = Stance(
            expert_id=seat.expert_id,
            game_id=game.game_id,
            category=category,
            side=side,
            pick=pick_text(side, home=game.home, away=game.away, point=line.point),
            confidence=opinion.confidence_at(category, line.point),
            margin=opinion.margin,
            total=opinion.total,
            estimated=line.estimated,
        )
        yield Vote(stance, seat.vote_weight, line.point, sealed.get(category))
