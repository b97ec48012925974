"""The gRPC handlers of games."""

# ruff: noqa: ARG002 - the contract gives the signatures

from datetime import datetime

from ai_service.nfl_experts.council.consensus import Verdict, consensus_of
from ai_service.nfl_experts.experts.words import handicap_text
from ai_service.nfl_experts.faces.council.repository import council_of_week, said_by
from ai_service.nfl_experts.faces.council.voting import votes_on
from ai_service.nfl_experts.faces.games.conditions import conditions_of, is_weather_known
from ai_service.nfl_experts.faces.games.repository import counts_of_games, settled_scores
from ai_service.nfl_experts.faces.open_book import OpenBook, book_to_pb
from ai_service.nfl_experts.faces.shelf import Shelf
from ai_service.nfl_experts.facts.season import GameFacts
from altsports.ai.v1 import games_pb2 as pb
from altsports.ai.v1.games_pb2_grpc import GameServiceServicer
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class GameRpc(GameServiceServicer):
    """Lists the games of a week."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ListWeekGames(
        self, request: pb.ListWeekGamesRequest, context: Context
    ) -> pb.ListWeekGamesResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            games = opened.facts.by_week.get(request.week_number, ())
            answer = pb.ListWeekGamesResponse(week=request.week_number, book=book_to_pb(opened))
            ids = [game.game_id for game in games]
            scores = await settled_scores(opened.reader, opened.book.id, ids)
            answer.games.extend(_game_to_pb(game, opened.now, scores.get(game.game_id)) for game in games)
            if request.include_odds:
                for game, message in zip(games, answer.games, strict=True):
                    message.vegas_lines.CopyFrom(_lines_to_pb(game, opened.now))
            if request.include_predictions:
                await _add_predictions(opened, request.week_number, answer)
        return answer


async def _add_predictions(opened: OpenBook, week: int, answer: pb.ListWeekGamesResponse) -> None:
    ids = [game.game_id for game in answer.games]
    counts = await counts_of_games(opened.reader, opened.book.id, ids)
    council = await council_of_week(opened.reader, opened.book.id, week)
    members = [seat.expert_id for seat in council]
    said = await said_by(opened.reader, opened.book.id, ids, members)
    for game in answer.games:
        predictions, bets = counts.get(game.game_id, (0, 0))
        game.expert_count.CopyFrom(pb.ExpertCount(predictions=predictions, bets_placed=bets))
        facts = opened.facts.by_id[game.game_id]
        votes = votes_on(facts, council, said, opened.history, now=opened.now)
        if (verdict := consensus_of(votes).get("spread")) is not None:
            game.council_consensus.CopyFrom(_verdict_to_pb(verdict))


def _verdict_to_pb(verdict: Verdict) -> pb.CouncilSpread:
    return pb.CouncilSpread(
        spread=verdict.prediction,
        confidence=verdict.confidence,
        estimated=verdict.estimated,
        provisional=verdict.provisional,
    )


def _game_to_pb(game: GameFacts, now: datetime, settled: tuple[int, int] | None) -> pb.Game:
    """The game with the score that it was settled by, or, until it is settled, the score in effect."""
    result, status = game.final(now), game.status(now)
    score = settled or ((result.home_score, result.away_score) if result else None)
    return pb.Game(
        game_id=game.game_id,
        home_team=game.home,
        away_team=game.away,
        venue=game.venue,
        weather=_weather_to_pb(game, now),
        status="final" if score else status.status,
        status_reason="" if score else status.reason,
        home_score=score[0] if score else None,
        away_score=score[1] if score else None,
        game_time=time_to_pb(game.kickoff),
    )


def _weather_to_pb(game: GameFacts, now: datetime) -> pb.GameWeather:
    known = is_weather_known(game, now)
    return pb.GameWeather(
        temperature=game.temperature_f if known else None,
        wind_speed=game.wind_mph if known else None,
        conditions=conditions_of(game, now),
        roof=game.roof,
        surface=game.surface.strip(),
    )


def _lines_to_pb(game: GameFacts, now: datetime) -> pb.VegasLines:
    """The newest lines, or, after kick-off, the last ones before it. Of the spread also an estimate."""
    at = min(now, game.kickoff)
    spread, total, moneyline = (
        game.standing("spread", at),
        game.offered("total", at),
        game.offered("moneyline", at),
    )
    source = "none" if spread is None else ("market" if spread.is_market else "estimate")
    return pb.VegasLines(
        spread=spread.point if spread else None,
        moneyline_home=moneyline.home_price if moneyline else None,
        moneyline_away=moneyline.away_price if moneyline else None,
        total=total.point if total else None,
        favorite=_favourite(game, spread.point) if spread and spread.point is not None else None,
        source=source,
        estimated=source == "estimate",
    )


def _favourite(game: GameFacts, handicap: float) -> str:
    if handicap == 0:
        return "PK"
    return handicap_text(game.home if handicap < 0 else game.away, -abs(handicap))
