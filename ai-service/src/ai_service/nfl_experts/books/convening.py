"""Chooses the council of a week when the week opens, from the predictions graded by then."""

from datetime import datetime

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.state import BookState
from ai_service.nfl_experts.council.domain import Candidate, Decision, own_category, select_council
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.experts.roster import EXPERTS
from altsports.ai.v1.events_models import CouncilChosen


def convene(state: BookState, effects: Effects, *, week: int, at: datetime) -> None:
    """Chooses the council and reports it."""
    decisions = _decisions(state)
    candidates = (_candidate(state, expert, decisions[expert.id]) for expert in EXPERTS)
    seats = select_council(candidates, week=week, at=at)
    effects.council += seats
    effects.touch("council", "battles", f"games:{week}")
    chosen = CouncilChosen(
        book_id=state.book.id,
        replay=state.book.replay_id,
        week=week,
        expert_ids=[seat.expert_id for seat in seats],
    )
    effects.events.append(chosen)


def _candidate(state: BookState, expert: Expert, decisions: list[Decision]) -> Candidate:
    return Candidate(
        expert_id=expert.id,
        own_category=own_category(expert),
        specialization_weight=expert.specialization_weight,
        decisions=tuple(decisions),
        eliminated=state.accounts[expert.id].eliminated_at is not None,
    )


def _decisions(state: BookState) -> dict[str, list[Decision]]:
    """Each expert's predictions that were graded right or wrong, in the order of the chain.

    Predictions at estimated lines are left out: to be right against one's own estimate is no merit.
    """
    found: dict[str, list[Decision]] = {expert.id: [] for expert in EXPERTS}
    for prediction in state.predictions.values():
        if prediction.result in ("correct", "incorrect") and not prediction.estimated:
            correct = prediction.result == "correct"
            decision = Decision(prediction.week, prediction.category, prediction.confidence, correct)
            found[prediction.expert_id].append(decision)
    return found
