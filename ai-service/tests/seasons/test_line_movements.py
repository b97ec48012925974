"""What the feed is told of lines: every change of the line that is shown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.facts.season import ESTIMATE, GameFacts, Quote, SeasonFacts
from altsports.ai.v1.events_models import LineMovement


def movements(kit, book, season: SeasonFacts, game: GameFacts) -> list[dict]:
    """What is told of one game when the season has it in this shape."""
    games = tuple(game if one.game_id == game.game_id else one for one in season.games)
    facts = replace(season, games=games)
    state, effects = open_book(book, min(one.kickoff for one in games))
    engine = Engine(facts, book)
    engine.run(state, effects, engine.steps)
    told = [event.model_dump() for event in effects.events if isinstance(event, LineMovement)]
    return [message for message in told if message["game_id"] == game.game_id]


def estimated(game: GameFacts) -> GameFacts:
    """The game as a source without opening lines tells it: an estimate, then the closing lines."""
    first = game.quotes[0].taken_at
    closing = tuple(quote for quote in game.quotes if quote.source == "closing")
    return replace(game, quotes=(Quote("spread", first, ESTIMATE, "", -17.5), *closing))


def test_an_estimate_moves_nothing_and_is_not_moved_from(kit, book, season):
    assert movements(kit, book, season, estimated(season.games[0])) == []


@pytest.mark.parametrize(
    ("before", "after", "cents"),
    [(105, -105, 10), (-105, 105, 10), (-110, -120, 10), (120, 110, 10), (100, -110, 10), (180, -180, 160)],
)
def test_a_moneyline_moves_in_cents_with_even_money_as_one_price(kit, book, season, before, after, cents):
    game = season.games[0]
    quotes = [
        Quote("moneyline", at, "market", "", None, price, -110)
        for at, price in ((game.quotes[0].taken_at, before), (game.kickoff - timedelta(hours=1), after))
    ]
    (moved,) = movements(kit, book, season, replace(game, quotes=tuple(quotes)))
    assert (moved["old_value"], moved["new_value"]) == (before, after)
    assert (moved["movement"], moved["unit"]) == (cents, "cents")


def test_a_line_that_nobody_saw_before_moves_nothing(kit, book, season):
    game = season.games[0]
    only = replace(game, quotes=tuple(quote for quote in game.quotes if quote.source == "closing"))
    assert movements(kit, book, season, only) == []
