"""Generated from altsports/football/v1/player.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import player_pb2 as pb


def football_player_to_json(message: pb.Player) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
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
    }


def football_registration_to_json(message: pb.Registration) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "from": getattr(message, "from"),
        "to": message.to if has("to") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Player": football_player_to_json,
    "Registration": football_registration_to_json,
}
