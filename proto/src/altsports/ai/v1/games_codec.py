"""Generated from altsports/ai/v1/games.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import games_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json


def list_week_games_request_to_json(message: pb.ListWeekGamesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "week_number": message.week_number,
        "include_predictions": message.include_predictions if has("include_predictions") else None,
        "include_odds": message.include_odds if has("include_odds") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def list_week_games_response_to_json(message: pb.ListWeekGamesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "week": message.week,
        "games": [game_to_json(item) for item in message.games] if message.games else [],
        "book": book_to_json(message.book) if has("book") else None,
    }


def game_to_json(message: pb.Game) -> dict[str, Any]:
    has = message.HasField
    return {
        "game_id": message.game_id,
        "home_team": message.home_team,
        "away_team": message.away_team,
        "game_time": timestamp_to_json(message.game_time) if has("game_time") else None,
        "venue": message.venue,
        "weather": game_weather_to_json(message.weather) if has("weather") else None,
        **({"vegas_lines": vegas_lines_to_json(message.vegas_lines)} if has("vegas_lines") else {}),
        **({"council_consensus": council_spread_to_json(message.council_consensus)} if has("council_consensus") else {}),
        **({"expert_count": expert_count_to_json(message.expert_count)} if has("expert_count") else {}),
        "status": message.status,
        "home_score": message.home_score if has("home_score") else None,
        "away_score": message.away_score if has("away_score") else None,
        "status_reason": message.status_reason,
    }


def game_weather_to_json(message: pb.GameWeather) -> dict[str, Any]:
    has = message.HasField
    return {
        "temperature": message.temperature if has("temperature") else None,
        "wind_speed": message.wind_speed if has("wind_speed") else None,
        "conditions": message.conditions,
        "roof": message.roof,
        "surface": message.surface,
    }


def vegas_lines_to_json(message: pb.VegasLines) -> dict[str, Any]:
    has = message.HasField
    return {
        "spread": message.spread if has("spread") else None,
        "moneyline_home": message.moneyline_home if has("moneyline_home") else None,
        "moneyline_away": message.moneyline_away if has("moneyline_away") else None,
        "total": message.total if has("total") else None,
        "favorite": message.favorite if has("favorite") else None,
        "source": message.source,
        "estimated": message.estimated,
    }


def council_spread_to_json(message: pb.CouncilSpread) -> dict[str, Any]:
    return {
        "spread": message.spread,
        "confidence": message.confidence,
        "estimated": message.estimated,
        "provisional": message.provisional,
    }


def expert_count_to_json(message: pb.ExpertCount) -> dict[str, Any]:
    return {
        "predictions": message.predictions,
        "bets_placed": message.bets_placed,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListWeekGamesRequest": list_week_games_request_to_json,
    "ListWeekGamesResponse": list_week_games_response_to_json,
    "Game": game_to_json,
    "GameWeather": game_weather_to_json,
    "VegasLines": vegas_lines_to_json,
    "CouncilSpread": council_spread_to_json,
    "ExpertCount": expert_count_to_json,
}
