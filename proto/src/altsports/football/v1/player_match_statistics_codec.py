"""Generated from altsports/football/v1/player_match_statistics.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import player_match_statistics_pb2 as pb
from altsports.football.v1.player_match_statistic_codec import football_player_match_statistic_to_json


def football_list_player_match_statistics_request_to_json(message: pb.ListPlayerMatchStatisticsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id if has("match_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "source": message.source if has("source") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_player_match_statistics_response_to_json(message: pb.ListPlayerMatchStatisticsResponse) -> dict[str, Any]:
    return {
        "player_match_statistics": [football_player_match_statistic_to_json(item) for item in message.player_match_statistics] if message.player_match_statistics else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_player_match_statistic_request_to_json(message: pb.GetPlayerMatchStatisticRequest) -> dict[str, Any]:
    return {
        "player_match_statistic_id": message.player_match_statistic_id,
    }


def football_get_player_match_statistic_response_to_json(message: pb.GetPlayerMatchStatisticResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic": football_player_match_statistic_to_json(message.player_match_statistic) if has("player_match_statistic") else None,
    }


def football_create_player_match_statistic_request_to_json(message: pb.CreatePlayerMatchStatisticRequest) -> dict[str, Any]:
    has = message.HasField
    return {
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
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_player_match_statistic_response_to_json(message: pb.CreatePlayerMatchStatisticResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic": football_player_match_statistic_to_json(message.player_match_statistic) if has("player_match_statistic") else None,
        "warnings": list(message.warnings),
    }


def football_update_player_match_statistic_request_to_json(message: pb.UpdatePlayerMatchStatisticRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic_id": message.player_match_statistic_id,
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
        "source": message.source if has("source") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id if has("match_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "minutes_played": message.minutes_played if has("minutes_played") else None,
        "sprint_intensity": message.sprint_intensity if has("sprint_intensity") else None,
        "player_name": message.player_name if has("player_name") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_player_match_statistic_response_to_json(message: pb.UpdatePlayerMatchStatisticResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic": football_player_match_statistic_to_json(message.player_match_statistic) if has("player_match_statistic") else None,
        "warnings": list(message.warnings),
    }


def football_replace_player_match_statistic_request_to_json(message: pb.ReplacePlayerMatchStatisticRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic_id": message.player_match_statistic_id,
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
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id if has("match_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "minutes_played": message.minutes_played if has("minutes_played") else None,
        "sprint_intensity": message.sprint_intensity if has("sprint_intensity") else None,
        "player_name": message.player_name if has("player_name") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_player_match_statistic_response_to_json(message: pb.ReplacePlayerMatchStatisticResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic": football_player_match_statistic_to_json(message.player_match_statistic) if has("player_match_statistic") else None,
        "warnings": list(message.warnings),
    }


def football_delete_player_match_statistic_request_to_json(message: pb.DeletePlayerMatchStatisticRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_match_statistic_id": message.player_match_statistic_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListPlayerMatchStatisticsRequest": football_list_player_match_statistics_request_to_json,
    "ListPlayerMatchStatisticsResponse": football_list_player_match_statistics_response_to_json,
    "GetPlayerMatchStatisticRequest": football_get_player_match_statistic_request_to_json,
    "GetPlayerMatchStatisticResponse": football_get_player_match_statistic_response_to_json,
    "CreatePlayerMatchStatisticRequest": football_create_player_match_statistic_request_to_json,
    "CreatePlayerMatchStatisticResponse": football_create_player_match_statistic_response_to_json,
    "UpdatePlayerMatchStatisticRequest": football_update_player_match_statistic_request_to_json,
    "UpdatePlayerMatchStatisticResponse": football_update_player_match_statistic_response_to_json,
    "ReplacePlayerMatchStatisticRequest": football_replace_player_match_statistic_request_to_json,
    "ReplacePlayerMatchStatisticResponse": football_replace_player_match_statistic_response_to_json,
    "DeletePlayerMatchStatisticRequest": football_delete_player_match_statistic_request_to_json,
}
