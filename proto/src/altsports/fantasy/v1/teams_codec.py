"""Generated from altsports/fantasy/v1/teams.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.fantasy.v1 import teams_pb2 as pb


def fantasy_team_to_json(message: pb.Team) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "season": message.season,
        "simulated": message.simulated,
        "name": message.name,
        "username": message.username,
        "mine": message.mine,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "lineup": fantasy_lineup_to_json(message.lineup) if has("lineup") else None,
        "made_up": message.made_up,
    }


def fantasy_lineup_to_json(message: pb.Lineup) -> dict[str, Any]:
    has = message.HasField
    return {
        "race": fantasy_lineup_race_to_json(message.race) if has("race") else None,
        "drivers": [fantasy_pick_to_json(item) for item in message.drivers] if message.drivers else [],
        "captain_id": message.captain_id,
        "vice_captain_id": message.vice_captain_id if has("vice_captain_id") else None,
        "cost": message.cost,
        "left": message.left,
        "saved_at": timestamp_to_json(message.saved_at) if has("saved_at") else None,
        "carried_over": message.carried_over,
    }


def fantasy_lineup_race_to_json(message: pb.LineupRace) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "key": message.key,
        "name": message.name,
        "locks_at": timestamp_to_json(message.locks_at) if has("locks_at") else None,
        "locked": message.locked,
    }


def fantasy_pick_to_json(message: pb.Pick) -> dict[str, Any]:
    return {
        "driver_id": message.driver_id,
        "key": message.key,
        "code": message.code,
        "name": message.name,
        "price": message.price,
        "entered": message.entered,
    }


def fantasy_list_teams_request_to_json(message: pb.ListTeamsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_list_teams_response_to_json(message: pb.ListTeamsResponse) -> dict[str, Any]:
    return {
        "teams": [fantasy_team_to_json(item) for item in message.teams] if message.teams else [],
    }


def fantasy_create_team_request_to_json(message: pb.CreateTeamRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "season": message.season if has("season") else None,
    }


def fantasy_create_team_response_to_json(message: pb.CreateTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": fantasy_team_to_json(message.team) if has("team") else None,
    }


def fantasy_get_team_request_to_json(message: pb.GetTeamRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_team_response_to_json(message: pb.GetTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": fantasy_team_to_json(message.team) if has("team") else None,
    }


def fantasy_update_team_request_to_json(message: pb.UpdateTeamRequest) -> dict[str, Any]:
    return {
        "team_id": message.team_id,
        "name": message.name,
    }


def fantasy_update_team_response_to_json(message: pb.UpdateTeamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "team": fantasy_team_to_json(message.team) if has("team") else None,
    }


def fantasy_delete_team_request_to_json(message: pb.DeleteTeamRequest) -> dict[str, Any]:
    return {
        "team_id": message.team_id,
    }


def fantasy_set_drivers_request_to_json(message: pb.SetDriversRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "driver_ids": list(message.driver_ids),
        "captain_id": message.captain_id if has("captain_id") else None,
        "vice_captain_id": message.vice_captain_id if has("vice_captain_id") else None,
        "race": message.race if has("race") else None,
    }


def fantasy_set_drivers_response_to_json(message: pb.SetDriversResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "lineup": fantasy_lineup_to_json(message.lineup) if has("lineup") else None,
    }


def fantasy_set_captain_request_to_json(message: pb.SetCaptainRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "captain_id": message.captain_id,
        "vice_captain_id": message.vice_captain_id if has("vice_captain_id") else None,
        "race": message.race if has("race") else None,
    }


def fantasy_set_captain_response_to_json(message: pb.SetCaptainResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "lineup": fantasy_lineup_to_json(message.lineup) if has("lineup") else None,
    }


def fantasy_list_lineups_request_to_json(message: pb.ListLineupsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "race": message.race if has("race") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_list_lineups_response_to_json(message: pb.ListLineupsResponse) -> dict[str, Any]:
    return {
        "lineups": [fantasy_lineup_to_json(item) for item in message.lineups] if message.lineups else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Team": fantasy_team_to_json,
    "Lineup": fantasy_lineup_to_json,
    "LineupRace": fantasy_lineup_race_to_json,
    "Pick": fantasy_pick_to_json,
    "ListTeamsRequest": fantasy_list_teams_request_to_json,
    "ListTeamsResponse": fantasy_list_teams_response_to_json,
    "CreateTeamRequest": fantasy_create_team_request_to_json,
    "CreateTeamResponse": fantasy_create_team_response_to_json,
    "GetTeamRequest": fantasy_get_team_request_to_json,
    "GetTeamResponse": fantasy_get_team_response_to_json,
    "UpdateTeamRequest": fantasy_update_team_request_to_json,
    "UpdateTeamResponse": fantasy_update_team_response_to_json,
    "DeleteTeamRequest": fantasy_delete_team_request_to_json,
    "SetDriversRequest": fantasy_set_drivers_request_to_json,
    "SetDriversResponse": fantasy_set_drivers_response_to_json,
    "SetCaptainRequest": fantasy_set_captain_request_to_json,
    "SetCaptainResponse": fantasy_set_captain_response_to_json,
    "ListLineupsRequest": fantasy_list_lineups_request_to_json,
    "ListLineupsResponse": fantasy_list_lineups_response_to_json,
}
