"""Generated from altsports/league/v1/club_references.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.league.v1 import club_references_pb2 as pb


def find_own_teams_request_to_json(message: pb.FindOwnTeamsRequest) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "team_ids": list(message.team_ids),
    }


def find_own_teams_response_to_json(message: pb.FindOwnTeamsResponse) -> dict[str, Any]:
    return {
        "team_ids": list(message.team_ids),
    }


def get_match_facts_request_to_json(message: pb.GetMatchFactsRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
        "organisation_id": message.organisation_id,
        "user_id": message.user_id,
        "club_role": message.club_role,
        "team_access": list(message.team_access),
    }


def get_match_facts_response_to_json(message: pb.GetMatchFactsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "home": fact_side_to_json(message.home) if has("home") else None,
        "away": fact_side_to_json(message.away) if has("away") else None,
        "pitch_length_m": message.pitch_length_m if has("pitch_length_m") else None,
        "pitch_width_m": message.pitch_width_m if has("pitch_width_m") else None,
    }


def fact_side_to_json(message: pb.FactSide) -> dict[str, Any]:
    return {
        "team_id": message.team_id,
        "name": message.name,
        "own": message.own,
        "players": [fact_player_to_json(item) for item in message.players] if message.players else [],
    }


def fact_player_to_json(message: pb.FactPlayer) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
        "name": message.name,
        "shirt_number": message.shirt_number,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "FindOwnTeamsRequest": find_own_teams_request_to_json,
    "FindOwnTeamsResponse": find_own_teams_response_to_json,
    "GetMatchFactsRequest": get_match_facts_request_to_json,
    "GetMatchFactsResponse": get_match_facts_response_to_json,
    "FactSide": fact_side_to_json,
    "FactPlayer": fact_player_to_json,
}
