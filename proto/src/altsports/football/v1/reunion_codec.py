"""Generated from altsports/football/v1/reunion.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import reunion_pb2 as pb


def football_reunion_to_json(message: pb.Reunion) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "title": message.title,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "ends_at": timestamp_to_json(message.ends_at) if has("ends_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "status": message.status if has("status") else None,
        "team_id": message.team_id if has("team_id") else None,
        "place": message.place if has("place") else None,
        "agenda": message.agenda if has("agenda") else None,
        "minutes": message.minutes if has("minutes") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "participants": [football_participant_to_json(item) for item in message.participants] if message.participants else [],
    }


def football_participant_to_json(message: pb.Participant) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id if has("player_id") else None,
        "user_id": message.user_id if has("user_id") else None,
        "name": message.name if has("name") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Reunion": football_reunion_to_json,
    "Participant": football_participant_to_json,
}
