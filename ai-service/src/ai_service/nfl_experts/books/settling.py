"""Settles games: grades predictions, settles bets, applies corrections, and eliminates bankrupt experts."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from ai_service.nfl_experts.betting.risk import is_bankrupt
from ai_service.nfl_experts.betting.settlement import Settlement as Paid
from ai_service.nfl_experts.betting.settlement import Terms, settle, voided
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.placing import move
from ai_service.nfl_experts.books.remembering import remember
from ai_service.nfl_experts.books.state import ZERO, Bet, BookState, Prediction, SettledGame, Settlement
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.facts.season import GameFacts, Result
from ai_service.nfl_experts.facts.timeline import NO_REVISION
from ai_service.nfl_experts.predictions.grading import grade
from altsports.ai.v1.events_models import ExpertEliminated, FinalBet, SeasonStats

_REASONS: Final = {"won": "bet_won", "lost": "bet_lost", "push": "bet_pushed", "void": "bet_voided"}


def settle_game(
    state: BookState, effects: Effects, game: GameFacts, *, result: Result | None, at: datetime
) -> None:
    """Settles a game by a result, or voids its bets without one. A revision settles only once."""
    revision = result.revision if result is not None else NO_REVISION
    known = state.settled.get(game.game_id)
    if known is None or known.revision != revision:
        _grade(state, effects, game, result)
        settled = SettledGame(
            game.game_id,
            revision,
            result.home_score if result else None,
            result.away_score if result else None,
            at,
        )
        state.settled[game.game_id] = settled
        effects.settled_games[game.game_id] = settled
        effects.touch("battles", "calibration")
        effects.touch_game(game)
    ended = [bet for bet in state.bets_of_game(game.game_id) if is_open_to(bet, revision)]
    for bet in ended:
        _settle(state, effects, bet, game=game, result=result, at=at)
    for expert in EXPERTS:
        _look_at_bankroll(state, effects, expert.id, ended, at=at)


def is_open_to(bet: Bet, revision: int) -> bool:
    """Whether a revision settles the bet. A returned stake stays returned."""
    return bet.settled_revision != revision and bet.status != "void"


def _grade(state: BookState, effects: Effects, game: GameFacts, result: Result | None) -> None:
    for prediction in state.predictions_of_game(game.game_id):
        outcome = "void" if result is None else grade_of(prediction, result)
        keep_grade(state, effects, prediction, outcome)


def grade_of(prediction: Prediction, result: Result) -> str:
    """The grade of a prediction by a result."""
    return grade(
        prediction.category,
        prediction.side,
        point=prediction.point,
        home_score=result.home_score,
        away_score=result.away_score,
    )


def keep_grade(state: BookState, effects: Effects, prediction: Prediction, outcome: str | None) -> None:
    """Stores the grade of a prediction; None if it is not graded."""
    graded = replace(prediction, result=outcome)
    state.predictions[prediction.game_id, prediction.expert_id, prediction.category] = graded
    effects.graded[graded.id] = graded
    effects.touch("experts", f"predictions:{prediction.expert_id}")


def _settle(
    state: BookState, effects: Effects, bet: Bet, *, game: GameFacts, result: Result | None, at: datetime
) -> None:
    if bet.is_settled:
        _reverse(state, effects, bet, at=at)
    revision = result.revision if result is not None else NO_REVISION
    paid = _payment(bet, result)
    ended = replace(bet, status=paid.outcome, payout=paid.payout, settled_revision=revision, settled_at=at)
    state.keep_bet(ended)
    effects.changed_bets[bet.id] = ended
    effects.settlements.append(Settlement(bet.id, revision, paid.outcome, paid.payout, at))
    effects.touch("bets", "experts", f"expert:{bet.expert_id}", f"predictions:{bet.expert_id}")
    move(
        state,
        effects,
        ended,
        transaction_id=f"{bet.id}:revision {revision}",
        amounts={"bankroll": paid.payout, "open_stakes": -bet.stake, "house": bet.stake - paid.payout},
        reason=_REASONS[paid.outcome],
        told_as="bet_voided" if paid.outcome == "void" else "bet_settled",
        at=at,
    )
    remember(state, effects, ended, game, result=result, at=at)


def _payment(bet: Bet, result: Result | None) -> Paid:
    if result is None:
        return voided(stake=bet.stake)
    terms = Terms(bet.bet_type, bet.side, bet.point)
    return settle(
        terms,
        stake=bet.stake,
        price=bet.price,
        home_score=result.home_score,
        away_score=result.away_score,
    )


def _reverse(state: BookState, effects: Effects, bet: Bet, *, at: datetime) -> None:
    """Reverses a settlement with new entries. The bankroll may become negative."""
    back = bet.payout or ZERO
    move(
        state,
        effects,
        bet,
        transaction_id=f"{bet.id}:revision {bet.settled_revision} reversed",
        amounts={"bankroll": -back, "open_stakes": bet.stake, "house": back - bet.stake},
        reason="settlement_reversed",
        told_as="settlement_reversed",
        at=at,
    )


def _look_at_bankroll(
    state: BookState, effects: Effects, expert_id: str, ended: list[Bet], *, at: datetime
) -> None:
    """Eliminates an expert that went bankrupt, or reinstates one that a correction paid."""
    account = state.accounts[expert_id]
    last = next((bet for bet in reversed(ended) if bet.expert_id == expert_id), None)
    if last is None:
        return
    bankrupt = is_bankrupt(account.bankroll, open_stakes=account.open_stakes)
    if bankrupt and account.eliminated_at is None:
        account.eliminated_at = at
        effects.accounts.add(expert_id)
        _report_eliminated(state, effects, state.bets[last.id], at)
    elif not bankrupt and account.eliminated_at is not None:
        account.eliminated_at = None
        effects.accounts.add(expert_id)


def _report_eliminated(state: BookState, effects: Effects, last: Bet, at: datetime) -> None:
    statistics = state.statistics(last.expert_id)
    eliminated = ExpertEliminated(
        expert_id=last.expert_id,
        expert_name=BY_ID[last.expert_id].name,
        final_bankroll=float(state.accounts[last.expert_id].bankroll),
        elimination_reason="bankrupt",
        final_bet=FinalBet(game_id=last.game_id, bet_amount=float(last.stake), result=last.status),
        season_stats=SeasonStats(
            total_bets=statistics.total_bets, win_rate=statistics.win_rate, roi=statistics.roi
        ),
        timestamp=at,
    )
    effects.report(eliminated)
