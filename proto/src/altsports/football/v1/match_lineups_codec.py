"""Generated from altsports/football/v1/match_lineups.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_lineups_pb2 as pb
from altsports.football.v1.match_lineup_codec import football_match_lineup_to_json


def football_list_match_lineups_request_to_json(message: pb.ListMatchLineupsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id if has("match_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "team_id": message.team_id if has("team_id") else None,
        "role": message.role if has("role") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_match_lineups_response_to_json(message: pb.ListMatchLineupsResponse) -> dict[str, Any]:
    return {
        "match_lineups": [football_match_lineup_to_json(item) for item in message.match_lineups] if message.match_lineups else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_match_lineup_request_to_json(message: pb.GetMatchLineupRequest) -> dict[str, Any]:
    return {
        "match_lineup_id": message.match_lineup_id,
    }


def football_get_match_lineup_response_to_json(message: pb.GetMatchLineupResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup": football_match_lineup_to_json(message.match_lineup) if has("match_lineup") else None,
    }


def football_create_match_lineup_request_to_json(message: pb.CreateMatchLineupRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "player_id": message.player_id,
        "team_id": message.team_id if has("team_id") else None,
        "role": message.role,
        "position": message.position if has("position") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "captain": message.captain,
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_match_lineup_response_to_json(message: pb.CreateMatchLineupResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup": football_match_lineup_to_json(message.match_lineup) if has("match_lineup") else None,
        "warnings": list(message.warnings),
    }


def football_update_match_lineup_request_to_json(message: pb.UpdateMatchLineupRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup_id": message.match_lineup_id,
        "role": message.role if has("role") else None,
        "position": message.position if has("position") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "captain": message.captain if has("captain") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id if has("match_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "team_id": message.team_id if has("team_id") else None,
        "minutes_played": message.minutes_played if has("minutes_played") else None,
        "seconds_on_pitch": message.seconds_on_pitch if has("seconds_on_pitch") else None,
        "player_name": message.player_name if has("player_name") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_match_lineup_response_to_json(message: pb.UpdateMatchLineupResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup": football_match_lineup_to_json(message.match_lineup) if has("match_lineup") else None,
        "warnings": list(message.warnings),
    }


def football_replace_match_lineup_request_to_json(message: pb.ReplaceMatchLineupRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup_id": message.match_lineup_id,
        "role": message.role,
        "position": message.position if has("position") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "captain": message.captain,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id if has("match_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "team_id": message.team_id if has("team_id") else None,
        "minutes_played": message.minutes_played if has("minutes_played") else None,
        "seconds_on_pitch": message.seconds_on_pitch if has("seconds_on_pitch") else None,
        "player_name": message.player_name if has("player_name") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_match_lineup_response_to_json(message: pb.ReplaceMatchLineupResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup": football_match_lineup_to_json(message.match_lineup) if has("match_lineup") else None,
        "warnings": list(message.warnings),
    }


def football_delete_match_lineup_request_to_json(message: pb.DeleteMatchLineupRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_lineup_id": message.match_lineup_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListMatchLineupsRequest": football_list_match_lineups_request_to_json,
    "ListMatchLineupsResponse": football_list_match_lineups_response_to_json,
    "GetMatchLineupRequest": football_get_match_lineup_request_to_json,
    "GetMatchLineupResponse": football_get_match_lineup_response_to_json,
    "CreateMatchLineupRequest": football_create_match_lineup_request_to_json,
    "CreateMatchLineupResponse": football_create_match_lineup_response_to_json,
    "UpdateMatchLineupRequest": football_update_match_lineup_request_to_json,
    "UpdateMatchLineupResponse": football_update_match_lineup_response_to_json,
    "ReplaceMatchLineupRequest": football_replace_match_lineup_request_to_json,
    "ReplaceMatchLineupResponse": football_replace_match_lineup_response_to_json,
    "DeleteMatchLineupRequest": football_delete_match_lineup_request_to_json,
}
