"""The memories of a book: formed from settled bets, and recalled before similar games."""

from collections.abc import Sequence
from datetime import datetime

from ai_service.nfl_experts.betting.settlement import Outcome, Terms, lead
from ai_service.nfl_experts.books.deciding import identifier
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.state import Bet, BookState, Remembered
from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.facts.season import GameFacts, Result
from ai_service.nfl_experts.memories import recall as recalling
from ai_service.nfl_experts.memories.domain import Episode, impression_of, streak_of
from ai_service.nfl_experts.memories.situation import situation_of
from ai_service.nfl_experts.memories.words import content_of


def recall(state: BookState, expert_id: str, features: Sequence[float], at: datetime) -> list[Remembered]:
    """The memories that a game recalls to an expert."""
    return recalling.recall(state.memories.get(expert_id, {}).values(), features, now=at)


def remember(
    state: BookState, effects: Effects, bet: Bet, game: GameFacts, *, result: Result | None, at: datetime
) -> None:
    """Forms the memory of a bet that was just settled. After a correction it replaces the earlier memory."""
    formed = state.opinions.get((bet.game_id, bet.expert_id))
    if formed is None:
        return
    kept = state.memories.setdefault(bet.expert_id, {})
    memory_id = identifier("mem", state.book.id, bet.id)
    if kept.pop(memory_id, None) is not None:
        effects.forget(memory_id)
    if result is not None:
        memory = _memory(state, memory_id, bet, game, opinion=formed.opinion, result=result, at=at)
        if memory is not None:
            kept[memory_id] = memory
            effects.memories.append(memory)
    effects.touch(f"memories:{bet.expert_id}")


def _memory(
    state: BookState,
    memory_id: str,
    bet: Bet,
    game: GameFacts,
    *,
    opinion: Opinion,
    result: Result,
    at: datetime,
) -> Remembered | None:
    episode = _episode(state, bet, game, opinion=opinion, result=result)
    impression = impression_of(episode)
    if impression is None:
        return None
    return Remembered(
        id=memory_id,
        expert_id=bet.expert_id,
        game_id=bet.game_id,
        bet_id=bet.id,
        kind=impression.kind,
        content=content_of(impression.kind, episode),
        emotional_valence=impression.emotional_valence,
        importance=impression.importance,
        features=episode.situation.vector,
        created_at=at,
    )


def _episode(state: BookState, bet: Bet, game: GameFacts, *, opinion: Opinion, result: Result) -> Episode:
    terms = Terms(bet.bet_type, bet.side, bet.point)
    return Episode(
        market=bet.bet_type,
        pick=bet.pick,
        price=bet.price,
        stake=bet.stake,
        bankroll_before=bet.balance_before,
        confidence=bet.confidence,
        outcome=bet.outcome,
        profit=bet.profit,
        lead=lead(terms, home_score=result.home_score, away_score=result.away_score),
        expected_margin=opinion.margin,
        expected_total=opinion.total,
        home=game.home,
        away=game.away,
        home_score=result.home_score,
        away_score=result.away_score,
        streak=streak_of(_outcomes(state, bet.expert_id)),
        situation=situation_of(game, at=game.kickoff),
    )


def _outcomes(state: BookState, expert_id: str) -> list[Outcome]:
    """The outcomes of an expert's settled bets, in the order in which their games were played."""
    ended: list[tuple[datetime, str, str, Outcome]] = [
        (bet.kickoff_at, bet.game_id, bet.request_id or "", bet.outcome)
        for bet in state.bets_of_expert(expert_id)
        if bet.is_settled
    ]
    ended.sort(key=lambda each: each[:3])
    return [outcome for *_, outcome in ended]
