"""Generated from altsports/football/v1/players.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import players_pb2 as pb
from altsports.football.v1.player_codec import football_player_to_json, football_registration_to_json


def football_list_players_request_to_json(message: pb.ListPlayersRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "position": message.position if has("position") else None,
        "preferred_foot": message.preferred_foot if has("preferred_foot") else None,
        "nationality": message.nationality if has("nationality") else None,
        "status": message.status if has("status") else None,
        "since_birth_date": message.since_birth_date if has("since_birth_date") else None,
        "until_birth_date": message.until_birth_date if has("until_birth_date") else None,
        "team_id": message.team_id if has("team_id") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_players_response_to_json(message: pb.ListPlayersResponse) -> dict[str, Any]:
    return {
        "players": [football_player_to_json(item) for item in message.players] if message.players else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_player_request_to_json(message: pb.GetPlayerRequest) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
    }


def football_get_player_response_to_json(message: pb.GetPlayerResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player": football_player_to_json(message.player) if has("player") else None,
    }


def football_create_player_request_to_json(message: pb.CreatePlayerRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "first_name": message.first_name,
        "last_name": message.last_name,
        "known_as": message.known_as if has("known_as") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "position": message.position if has("position") else None,
        "preferred_foot": message.preferred_foot if has("preferred_foot") else None,
        "birth_date": message.birth_date if has("birth_date") else None,
        "nationality": message.nationality if has("nationality") else None,
        "height_cm": message.height_cm if has("height_cm") else None,
        "weight_kg": message.weight_kg if has("weight_kg") else None,
        "status": message.status if has("status") else None,
        "user_id": message.user_id if has("user_id") else None,
        "registrations": [football_registration_to_json(item) for item in message.registrations] if message.registrations else [],
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_player_response_to_json(message: pb.CreatePlayerResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player": football_player_to_json(message.player) if has("player") else None,
        "warnings": list(message.warnings),
    }


def football_update_player_request_to_json(message: pb.UpdatePlayerRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "first_name": message.first_name if has("first_name") else None,
        "last_name": message.last_name if has("last_name") else None,
        "known_as": message.known_as if has("known_as") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "position": message.position if has("position") else None,
        "preferred_foot": message.preferred_foot if has("preferred_foot") else None,
        "birth_date": message.birth_date if has("birth_date") else None,
        "nationality": message.nationality if has("nationality") else None,
        "height_cm": message.height_cm if has("height_cm") else None,
        "weight_kg": message.weight_kg if has("weight_kg") else None,
        "status": message.status if has("status") else None,
        "user_id": message.user_id if has("user_id") else None,
        "registrations": [football_registration_to_json(item) for item in message.registrations] if message.registrations else [],
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_player_response_to_json(message: pb.UpdatePlayerResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player": football_player_to_json(message.player) if has("player") else None,
        "warnings": list(message.warnings),
    }


def football_replace_player_request_to_json(message: pb.ReplacePlayerRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "first_name": message.first_name,
        "last_name": message.last_name,
        "known_as": message.known_as if has("known_as") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "position": message.position if has("position") else None,
        "preferred_foot": message.preferred_foot if has("preferred_foot") else None,
        "birth_date": message.birth_date if has("birth_date") else None,
        "nationality": message.nationality if has("nationality") else None,
        "height_cm": message.height_cm if has("height_cm") else None,
        "weight_kg": message.weight_kg if has("weight_kg") else None,
        "status": message.status if has("status") else None,
        "user_id": message.user_id if has("user_id") else None,
        "registrations": [football_registration_to_json(item) for item in message.registrations] if message.registrations else [],
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_player_response_to_json(message: pb.ReplacePlayerResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player": football_player_to_json(message.player) if has("player") else None,
        "warnings": list(message.warnings),
    }


def football_delete_player_request_to_json(message: pb.DeletePlayerRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListPlayersRequest": football_list_players_request_to_json,
    "ListPlayersResponse": football_list_players_response_to_json,
    "GetPlayerRequest": football_get_player_request_to_json,
    "GetPlayerResponse": football_get_player_response_to_json,
    "CreatePlayerRequest": football_create_player_request_to_json,
    "CreatePlayerResponse": football_create_player_response_to_json,
    "UpdatePlayerRequest": football_update_player_request_to_json,
    "UpdatePlayerResponse": football_update_player_response_to_json,
    "ReplacePlayerRequest": football_replace_player_request_to_json,
    "ReplacePlayerResponse": football_replace_player_response_to_json,
    "DeletePlayerRequest": football_delete_player_request_to_json,
}
