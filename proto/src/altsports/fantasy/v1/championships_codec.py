"""Generated from altsports/fantasy/v1/championships.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.fantasy.v1 import championships_pb2 as pb


def fantasy_get_standings_request_to_json(message: pb.GetStandingsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "race": message.race if has("race") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_standings_response_to_json(message: pb.GetStandingsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "standings": fantasy_championship_tables_to_json(message.standings) if has("standings") else None,
        "season": message.season,
        "after_race": message.after_race,
        "simulated": message.simulated,
    }


def fantasy_championship_tables_to_json(message: pb.ChampionshipTables) -> dict[str, Any]:
    return {
        "drivers": [fantasy_championship_place_to_json(item) for item in message.drivers] if message.drivers else [],
        "constructors": [fantasy_championship_place_to_json(item) for item in message.constructors] if message.constructors else [],
    }


def fantasy_championship_place_to_json(message: pb.ChampionshipPlace) -> dict[str, Any]:
    return {
        "rank": message.rank,
        "id": message.id,
        "code": message.code,
        "name": message.name,
        "points": message.points,
        "wins": message.wins,
        "podiums": message.podiums,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GetStandingsRequest": fantasy_get_standings_request_to_json,
    "GetStandingsResponse": fantasy_get_standings_response_to_json,
    "ChampionshipTables": fantasy_championship_tables_to_json,
    "ChampionshipPlace": fantasy_championship_place_to_json,
}
