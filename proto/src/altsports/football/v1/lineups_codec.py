"""Generated from altsports/football/v1/lineups.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import lineups_pb2 as pb
from altsports.football.v1.match_lineup_codec import football_match_lineup_to_json


def football_lineup_to_json(message: pb.Lineup) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "match_id": message.match_id,
        "team_id": message.team_id,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "lineup": [football_match_lineup_to_json(item) for item in message.lineup] if message.lineup else [],
        "suggested": [football_lineup_entry_to_json(item) for item in message.suggested] if message.suggested else [],
        "doubts": [football_lineup_doubt_to_json(item) for item in message.doubts] if message.doubts else [],
    }


def football_lineup_entry_to_json(message: pb.LineupEntry) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "role": message.role,
        "position": message.position if has("position") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "captain": message.captain,
    }


def football_get_lineup_request_to_json(message: pb.GetLineupRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "team_id": message.team_id if has("team_id") else None,
    }


def football_get_lineup_response_to_json(message: pb.GetLineupResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "lineup": football_lineup_to_json(message.lineup) if has("lineup") else None,
    }


def football_set_lineup_request_to_json(message: pb.SetLineupRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "team_id": message.team_id if has("team_id") else None,
        "lineup": [football_lineup_entry_to_json(item) for item in message.lineup] if message.lineup else [],
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_set_lineup_response_to_json(message: pb.SetLineupResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "lineup": football_lineup_to_json(message.lineup) if has("lineup") else None,
        "warnings": list(message.warnings),
    }


def football_lineup_doubt_to_json(message: pb.LineupDoubt) -> dict[str, Any]:
    has = message.HasField
    return {
        "code": message.code,
        "message": message.message,
        "player_id": message.player_id if has("player_id") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Lineup": football_lineup_to_json,
    "LineupEntry": football_lineup_entry_to_json,
    "GetLineupRequest": football_get_lineup_request_to_json,
    "GetLineupResponse": football_get_lineup_response_to_json,
    "SetLineupRequest": football_set_lineup_request_to_json,
    "SetLineupResponse": football_set_lineup_response_to_json,
    "LineupDoubt": football_lineup_doubt_to_json,
}
