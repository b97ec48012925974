"""Who has nothing left is out: told once, betting no more, and back only where a correction pays."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.placing import place
from ai_service.nfl_experts.books.settling import settle_game
from ai_service.nfl_experts.books.state import STARTING, Book
from ai_service.nfl_experts.experts.stakes import Wager
from ai_service.nfl_experts.facts.timeline import week_opening
from altsports.ai.v1.events_models import ExpertEliminated

BOOK = Book("b", None, "nfl", 2025, False, 1, 22, "a seed")


@pytest.fixture
def ruined(season):
    """The gambler has put everything on the losing side of a moneyline."""
    game = season.by_week[1][0]
    result = game.results[0]
    assert result.home_score != result.away_score
    loser = "home" if result.home_score < result.away_score else "away"
    state, effects = open_book(BOOK, week_opening(season.by_week[1]))
    wager = Wager("moneyline", loser, STARTING, -110, None, 0.6, "extreme", "All of it.")
    at = game.kickoff.replace(minute=0)
    place(state, effects, game, expert_id="the-gambler", wager=wager, at=at, request_id="all")
    return state, game, result


def _told(effects: Effects) -> list[dict]:
    return [event.model_dump() for event in effects.events if isinstance(event, ExpertEliminated)]


def test_the_last_lost_bet_eliminates_once(ruined):
    state, game, result = ruined
    first, second = Effects(BOOK), Effects(BOOK)
    for effects in (first, second):
        settle_game(state, effects, game, result=result, at=result.effective_at)
    (message,) = _told(first)
    assert _told(second) == []
    assert (message["final_bankroll"], message["elimination_reason"]) == (0.0, "bankrupt")
    assert message["final_bet"] == {"game_id": game.game_id, "bet_amount": 10000.0, "result": "lost"}
    assert message["season_stats"] == {"total_bets": 1, "win_rate": 0.0, "roi": -1.0}


def test_events_are_labelled_with_the_world_of_their_book(ruined):
    state, game, result = ruined
    effects = Effects(replace(BOOK, replay_id="r1", simulated=True))
    settle_game(state, effects, game, result=result, at=result.effective_at)
    events: list[Any] = effects.events
    assert {(event.replay, event.simulated) for event in events} == {("r1", True)}


def test_the_eliminated_place_no_bet(ruined, season):
    state, game, result = ruined
    settle_game(state, Effects(BOOK), game, result=result, at=result.effective_at)
    engine = Engine(season, BOOK)
    later = [step for step in engine.steps if step.time > result.effective_at]
    effects = Effects(BOOK)
    engine.run(state, effects, later)
    assert effects.placed
    assert all(bet.expert_id != "the-gambler" for bet in effects.placed)


def test_a_correction_that_pays_brings_an_expert_back(ruined, season, kit):
    state, game, result = ruined
    settle_game(state, Effects(BOOK), game, result=result, at=result.effective_at)
    assert state.accounts["the-gambler"].eliminated_at is not None
    turned = kit.corrected(
        season, game.game_id, result.away_score, result.home_score, at=result.effective_at
    ).by_id[game.game_id]
    effects = Effects(BOOK)
    settle_game(state, effects, turned, result=turned.results[-1], at=result.effective_at)
    account = state.accounts["the-gambler"]
    assert (account.eliminated_at, account.bankroll) == (None, Decimal("19090.91"))
    assert _told(effects) == []
