"""Generated from altsports/league/v1/teams.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.league.v1 import teams_pb2 as pb


def team_to_json(message: pb.Team) -> dict[str, Any]:
    return {
        "id": message.id,
        "key": message.key,
        "code": message.code,
        "name": message.name,
        "nickname": message.nickname,
        "location": message.location,
        "conference": message.conference,
        "division": message.division,
        "eras": [team_era_to_json(item) for item in message.eras] if message.eras else [],
        "aliases": list(message.aliases),
    }


def team_era_to_json(message: pb.TeamEra) -> dict[str, Any]:
    has = message.HasField
    return {
        "from_season": message.from_season,
        "to_season": message.to_season if has("to_season") else None,
        "code": message.code,
        "name": message.name,
        "conference": message.conference,
        "division": message.division,
    }


def rating_to_json(message: pb.Rating) -> dict[str, Any]:
    return {
        "rank": message.rank,
        "team": message.team,
        "name": message.name,
        "team_id": message.team_id,
        "elo": message.elo,
        "game_count": message.game_count,
    }


def list_teams_request_to_json(message: pb.ListTeamsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season if has("season") else None,
    }


def list_teams_response_to_json(message: pb.ListTeamsResponse) -> dict[str, Any]:
    return {
        "teams": [team_to_json(item) for item in message.teams] if message.teams else [],
    }


def list_ratings_request_to_json(message: pb.ListRatingsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "as_of": message.as_of if has("as_of") else None,
    }


def list_ratings_response_to_json(message: pb.ListRatingsResponse) -> dict[str, Any]:
    return {
        "ratings": [rating_to_json(item) for item in message.ratings] if message.ratings else [],
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Team": team_to_json,
    "TeamEra": team_era_to_json,
    "Rating": rating_to_json,
    "ListTeamsRequest": list_teams_request_to_json,
    "ListTeamsResponse": list_teams_response_to_json,
    "ListRatingsRequest": list_ratings_request_to_json,
    "ListRatingsResponse": list_ratings_response_to_json,
}
