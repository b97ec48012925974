"""Follows the schedule of a game: its stakes are returned, it opens again, or it moves with its bets."""

from dataclasses import replace
from datetime import datetime, timedelta

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.settling import keep_grade, settle_game
from ai_service.nfl_experts.books.state import BookState
from ai_service.nfl_experts.facts.season import GameFacts
from ai_service.nfl_experts.facts.timeline import NO_REVISION

_AFTER_BET = timedelta(microseconds=1)


def follow_schedule(state: BookState, effects: Effects, game: GameFacts, *, at: datetime) -> None:
    """Returns the stakes on a game without a result that is off, and opens a reinstated game again.

    A game that moved out of the weeks of the book is off as well: no step of the book would settle it.
    """
    known = state.settled.get(game.game_id)
    if game.is_off(at) or not state.book.has_week(game.week):
        is_open = any(not bet.is_settled for bet in state.bets_of_game(game.game_id))
        is_ungraded = known is None and any(state.predictions_of_game(game.game_id))
        if is_open or is_ungraded:
            settle_game(state, effects, game, result=None, at=at)
    elif known is not None and known.revision == NO_REVISION:
        _reopen(state, effects, game)


def _reopen(state: BookState, effects: Effects, game: GameFacts) -> None:
    """Opens a reinstated game again. Its predictions are ungraded; void bets stay void."""
    del state.settled[game.game_id]
    effects.settled_games.pop(game.game_id, None)
    effects.reopened_games.append(game.game_id)
    for prediction in state.predictions_of_game(game.game_id):
        keep_grade(state, effects, prediction, None)
    effects.touch("battles", "calibration")
    effects.touch_game(game)


def move_game(state: BookState, effects: Effects, game: GameFacts) -> None:
    """Moves the predictions and bets of a game to its present week and kick-off. Their terms stay."""
    has_moved = False
    for prediction in list(state.predictions_of_game(game.game_id)):
        moved = replace(prediction, week=game.week, kickoff_at=game.kickoff)
        has_moved |= moved != prediction
        state.predictions[game.game_id, prediction.expert_id, prediction.category] = moved
    for bet in state.bets_of_game(game.game_id):
        moved_bet = replace(bet, week=game.week, kickoff_at=max(game.kickoff, bet.placed_at + _AFTER_BET))
        has_moved |= moved_bet != bet
        state.keep_bet(moved_bet)
    if has_moved:
        effects.move(game)
