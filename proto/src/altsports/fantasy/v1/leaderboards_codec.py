"""Generated from altsports/fantasy/v1/leaderboards.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import leaderboards_pb2 as pb


def fantasy_leaderboard_row_to_json(message: pb.LeaderboardRow) -> dict[str, Any]:
    has = message.HasField
    return {
        "rank": message.rank if has("rank") else None,
        "previous_rank": message.previous_rank if has("previous_rank") else None,
        "movement": message.movement if has("movement") else None,
        "team_id": message.team_id if has("team_id") else None,
        "team": message.team,
        "username": message.username,
        "total": message.total,
        "race_points": message.race_points,
        "best_race": message.best_race,
        "own": message.own,
        "made_up": message.made_up,
    }


def fantasy_leaderboard_race_to_json(message: pb.LeaderboardRace) -> dict[str, Any]:
    return {
        "id": message.id,
        "key": message.key,
        "round": message.round,
        "name": message.name,
        "state": message.state,
    }


def fantasy_get_leaderboard_request_to_json(message: pb.GetLeaderboardRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "race": message.race if has("race") else None,
        "as_of": message.as_of if has("as_of") else None,
        "around": message.around if has("around") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_leaderboard_response_to_json(message: pb.GetLeaderboardResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "rows": [fantasy_leaderboard_row_to_json(item) for item in message.rows] if message.rows else [],
        "own": fantasy_leaderboard_row_to_json(message.own) if has("own") else None,
        "race": fantasy_leaderboard_race_to_json(message.race) if has("race") else None,
        "published_at": timestamp_to_json(message.published_at) if has("published_at") else None,
        "season": message.season,
        "simulated": message.simulated,
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def fantasy_get_league_leaderboard_request_to_json(message: pb.GetLeagueLeaderboardRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "race": message.race if has("race") else None,
        "as_of": message.as_of if has("as_of") else None,
        "around": message.around if has("around") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_league_leaderboard_response_to_json(message: pb.GetLeagueLeaderboardResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "rows": [fantasy_leaderboard_row_to_json(item) for item in message.rows] if message.rows else [],
        "own": fantasy_leaderboard_row_to_json(message.own) if has("own") else None,
        "race": fantasy_leaderboard_race_to_json(message.race) if has("race") else None,
        "published_at": timestamp_to_json(message.published_at) if has("published_at") else None,
        "season": message.season,
        "simulated": message.simulated,
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "LeaderboardRow": fantasy_leaderboard_row_to_json,
    "LeaderboardRace": fantasy_leaderboard_race_to_json,
    "GetLeaderboardRequest": fantasy_get_leaderboard_request_to_json,
    "GetLeaderboardResponse": fantasy_get_leaderboard_response_to_json,
    "GetLeagueLeaderboardRequest": fantasy_get_league_leaderboard_request_to_json,
    "GetLeagueLeaderboardResponse": fantasy_get_league_leaderboard_response_to_json,
}
