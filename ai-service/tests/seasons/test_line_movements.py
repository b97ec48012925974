"""What the feed is told of lines: every change of the line that is shown."""

from dataclasses import replace

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


def test_the_first_market_line_moves_from_the_estimate_that_was_shown(kit, book, season):
    game = estimated(season.games[0])
    closing = next(quote for quote in game.quotes if quote.market == "spread" and quote.is_market)
    (moved,) = movements(kit, book, season, game)
    assert (moved["line_type"], moved["old_value"], moved["new_value"]) == ("spread", -17.5, closing.point)


def test_a_line_that_nobody_saw_before_moves_nothing(kit, book, season):
    game = season.games[0]
    only = replace(game, quotes=tuple(quote for quote in game.quotes if quote.source == "closing"))
    assert movements(kit, book, season, only) == []
