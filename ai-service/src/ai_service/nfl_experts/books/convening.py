"""Chooses the council of a week when the week opens, from the predictions graded by then."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.settling import grade_of
from ai_service.nfl_experts.books.state import BookState, Prediction
from ai_service.nfl_experts.council.domain import Candidate, Decision, Seat, own_category, select_council
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.facts.season import SeasonFacts
from altsports.ai.v1.events_models import CouncilChosen


def convene(state: BookState, effects: Effects, *, week: int, at: datetime) -> None:
    """Chooses the council and reports it."""
    decisions = _decisions(state)
    candidates = (
        _candidate(
            expert, decisions[expert.id], eliminated=state.accounts[expert.id].eliminated_at is not None
        )
        for expert in EXPERTS
    )
    _seat(state, effects, select_council(candidates, week=week, at=at), week=week)


def convene_again(state: BookState, effects: Effects, facts: SeasonFacts, *, since: datetime) -> None:
    """Chooses the councils of opened weeks again when results in effect since a time became known late.

    So a council depends on the games played before its week, and not on when their results were imported.
    """
    for week, opening in facts.openings.items():
        is_open = state.cursor is not None and (opening, 0, "") < state.cursor
        if since <= opening and is_open and state.book.has_week(week):
            decisions = _decisions_at(state, facts, opening)
            candidates = (
                _candidate(expert, decisions[expert.id], eliminated=_is_out(state, expert, opening))
                for expert in EXPERTS
            )
            effects.rechosen_weeks.append(week)
            _seat(state, effects, select_council(candidates, week=week, at=opening), week=week)


def _seat(state: BookState, effects: Effects, seats: Sequence[Seat], *, week: int) -> None:
    effects.council += seats
    effects.touch("council", "battles", f"games:{week}")
    chosen = CouncilChosen(
        book_id=state.book.id,
        replay=state.book.replay_id,
        week=week,
        expert_ids=[seat.expert_id for seat in seats],
    )
    effects.events.append(chosen)


def _is_out(state: BookState, expert: Expert, at: datetime) -> bool:
    eliminated_at = state.accounts[expert.id].eliminated_at
    return eliminated_at is not None and eliminated_at <= at


def _candidate(expert: Expert, decisions: list[Decision], *, eliminated: bool) -> Candidate:
    return Candidate(
        expert_id=expert.id,
        own_category=own_category(expert),
        specialization_weight=expert.specialization_weight,
        decisions=tuple(decisions),
        eliminated=eliminated,
    )


def _decisions(state: BookState) -> dict[str, list[Decision]]:
    """Each expert's predictions that were graded right or wrong, in the order of the chain."""
    return _graded((prediction, prediction.result) for prediction in state.predictions.values())


def _decisions_at(state: BookState, facts: SeasonFacts, at: datetime) -> dict[str, list[Decision]]:
    """The same by the results that were in effect at a time."""
    finals = {game.game_id: result for game in facts.games if (result := game.final(at)) is not None}
    return _graded(
        (prediction, grade_of(prediction, finals[prediction.game_id]))
        for prediction in state.predictions.values()
        if prediction.game_id in finals
    )


def _graded(predictions: Iterable[tuple[Prediction, str | None]]) -> dict[str, list[Decision]]:
    """Predictions at estimated lines are left out: to be right against one's own estimate is no merit."""
    found: dict[str, list[Decision]] = {expert.id: [] for expert in EXPERTS}
    for prediction, result in predictions:
        if result in ("correct", "incorrect") and not prediction.estimated:
            correct = result == "correct"
            decision = Decision(prediction.week, prediction.category, prediction.confidence, correct)
            found[prediction.expert_id].append(decision)
    return found
