"""Experts decide: each forms an opinion of a game and states it as predictions, which are sealed at once."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from ai_service.nfl_experts.betting.markets import Category
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.state import CATEGORY_ORDER, BookState, FormedOpinion, Prediction
from ai_service.nfl_experts.experts.domain import Expert, Opinion
from ai_service.nfl_experts.experts.features import features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.words import pick_text, reasoning
from ai_service.nfl_experts.facts.season import GameFacts
from ai_service.nfl_experts.predictions.seal import canonical, salt_of, seal


def decide(
    state: BookState,
    effects: Effects,
    history: SeasonHistory,
    *,
    games: Iterable[GameFacts],
    experts: Iterable[Expert],
    at: datetime,
) -> None:
    """Every expert without an opinion of a game forms one and states its predictions."""
    experts = tuple(experts)
    for game in games:
        undecided = [expert for expert in experts if (game.game_id, expert.id) not in state.opinions]
        if not undecided or game.kickoff <= at or game.is_off(at):
            continue
        features = features_of(history, game, at=at)
        for expert in undecided:
            opinion = expert.strategy(features)
            formed = FormedOpinion(game.game_id, expert.id, opinion, at)
            state.opinions[game.game_id, expert.id] = formed
            effects.opinions.append(formed)
            _predict(state, effects, expert, opinion, game=game, at=at)
            effects.touch(f"predictions:{expert.id}")
        effects.touch("battles")
        effects.touch_game(game)


def identifier(kind: str, *parts: str) -> str:
    """An id that is the same in every run of the same book: pred_..., bet_..., mem_..."""
    return f"{kind}_{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:20]}"


def _predict(
    state: BookState, effects: Effects, expert: Expert, opinion: Opinion, *, game: GameFacts, at: datetime
) -> None:
    """States the opinion as a prediction for each category, at the lines that the expert saw."""
    for category in CATEGORY_ORDER:
        point = opinion.point(category)
        prediction = _sealed(state, expert, opinion, game=game, category=category, point=point, at=at)
        state.predictions[game.game_id, expert.id, category] = prediction
        state.chain_position, state.chain_head = prediction.position, prediction.hash
        effects.predictions.append(prediction)


def _sealed(
    state: BookState,
    expert: Expert,
    opinion: Opinion,
    *,
    game: GameFacts,
    category: Category,
    point: float | None,
    at: datetime,
) -> Prediction:
    side, confidence = opinion.side(category, point), opinion.confidence_at(category, point)
    pick = pick_text(side, home=game.home, away=game.away, point=point)
    words = reasoning(expert, opinion, category)
    prediction_id = identifier("pred", state.book.id, game.game_id, expert.id, category)
    stated = {"prediction": pick, "confidence": confidence, "reasoning": words.text, "created_at": at}
    place = {"prediction_id": prediction_id, "game_id": game.game_id, "expert_id": expert.id}
    content = canonical(place | stated | {"category": category} | _numbers(opinion, category))
    salt = salt_of(state.book.seal_seed.encode(), prediction_id)
    return Prediction(
        id=prediction_id,
        game_id=game.game_id,
        week=game.week,
        expert_id=expert.id,
        category=category,
        side=side,
        point=point,
        pick=pick,
        confidence=confidence,
        reasoning=words.text,
        reasoning_source=words.source,
        created_at=at,
        kickoff_at=game.kickoff,
        position=state.chain_position + 1,
        salt=salt,
        content=content,
        previous_hash=state.chain_head,
        hash=seal(content, salt=salt, previous_hash=state.chain_head),
        estimated=opinion.is_estimated(category),
    )


def _numbers(opinion: Opinion, category: Category) -> dict[str, float | None]:
    return {
        "line": opinion.point(category),
        "estimated": opinion.is_estimated(category),
        "predicted_margin": opinion.margin,
        "predicted_total": opinion.total,
        "home_win_probability": opinion.home_win_probability,
    }
