"""Generated from altsports/football/v1/player_match_statistic.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import player_match_statistic_pb2 as pb


def football_player_match_statistic_to_json(message: pb.PlayerMatchStatistic) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id,
        "player_id": message.player_id,
        "rating": message.rating if has("rating") else None,
        "goals": message.goals if has("goals") else None,
        "assists": message.assists if has("assists") else None,
        "shots": message.shots if has("shots") else None,
        "xg": message.xg if has("xg") else None,
        "passes": message.passes if has("passes") else None,
        "passes_completed": message.passes_completed if has("passes_completed") else None,
        "pressures": message.pressures if has("pressures") else None,
        "tackles": message.tackles if has("tackles") else None,
        "distance_m": message.distance_m if has("distance_m") else None,
        "high_speed_m": message.high_speed_m if has("high_speed_m") else None,
        "sprint_m": message.sprint_m if has("sprint_m") else None,
        "sprint_count": message.sprint_count if has("sprint_count") else None,
        "max_speed_kmh": message.max_speed_kmh if has("max_speed_kmh") else None,
        "source": message.source,
        "minutes_played": message.minutes_played if has("minutes_played") else None,
        "sprint_intensity": message.sprint_intensity if has("sprint_intensity") else None,
        "player_name": message.player_name if has("player_name") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "PlayerMatchStatistic": football_player_match_statistic_to_json,
}
