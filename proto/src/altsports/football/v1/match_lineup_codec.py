"""Generated from altsports/football/v1/match_lineup.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_lineup_pb2 as pb


def football_match_lineup_to_json(message: pb.MatchLineup) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id,
        "player_id": message.player_id,
        "team_id": message.team_id if has("team_id") else None,
        "role": message.role,
        "position": message.position if has("position") else None,
        "jersey_number": message.jersey_number if has("jersey_number") else None,
        "captain": message.captain,
        "minutes_played": message.minutes_played if has("minutes_played") else None,
        "seconds_on_pitch": message.seconds_on_pitch if has("seconds_on_pitch") else None,
        "player_name": message.player_name if has("player_name") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "MatchLineup": football_match_lineup_to_json,
}
