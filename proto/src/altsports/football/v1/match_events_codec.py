"""Generated from altsports/football/v1/match_events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_events_pb2 as pb
from altsports.football.v1.match_event_codec import football_match_event_to_json


def football_list_match_events_request_to_json(message: pb.ListMatchEventsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id if has("match_id") else None,
        "team_id": message.team_id if has("team_id") else None,
        "player_id": message.player_id if has("player_id") else None,
        "type": message.type if has("type") else None,
        "period": message.period if has("period") else None,
        "source": message.source if has("source") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_match_events_response_to_json(message: pb.ListMatchEventsResponse) -> dict[str, Any]:
    return {
        "match_events": [football_match_event_to_json(item) for item in message.match_events] if message.match_events else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_match_event_request_to_json(message: pb.GetMatchEventRequest) -> dict[str, Any]:
    return {
        "match_event_id": message.match_event_id,
    }


def football_get_match_event_response_to_json(message: pb.GetMatchEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event": football_match_event_to_json(message.match_event) if has("match_event") else None,
    }


def football_create_match_event_request_to_json(message: pb.CreateMatchEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "team_id": message.team_id,
        "type": message.type,
        "period": message.period if has("period") else None,
        "minute": message.minute if has("minute") else None,
        "stoppage_minute": message.stoppage_minute if has("stoppage_minute") else None,
        "second": message.second if has("second") else None,
        "player_id": message.player_id if has("player_id") else None,
        "related_player_id": message.related_player_id if has("related_player_id") else None,
        "x": message.x if has("x") else None,
        "y": message.y if has("y") else None,
        "end_x": message.end_x if has("end_x") else None,
        "end_y": message.end_y if has("end_y") else None,
        "outcome": message.outcome if has("outcome") else None,
        "detail": message.detail if has("detail") else None,
        "xg": message.xg if has("xg") else None,
        "source": message.source,
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_match_event_response_to_json(message: pb.CreateMatchEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event": football_match_event_to_json(message.match_event) if has("match_event") else None,
        "warnings": list(message.warnings),
    }


def football_update_match_event_request_to_json(message: pb.UpdateMatchEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event_id": message.match_event_id,
        "team_id": message.team_id if has("team_id") else None,
        "type": message.type if has("type") else None,
        "period": message.period if has("period") else None,
        "minute": message.minute if has("minute") else None,
        "stoppage_minute": message.stoppage_minute if has("stoppage_minute") else None,
        "second": message.second if has("second") else None,
        "player_id": message.player_id if has("player_id") else None,
        "related_player_id": message.related_player_id if has("related_player_id") else None,
        "x": message.x if has("x") else None,
        "y": message.y if has("y") else None,
        "end_x": message.end_x if has("end_x") else None,
        "end_y": message.end_y if has("end_y") else None,
        "outcome": message.outcome if has("outcome") else None,
        "detail": message.detail if has("detail") else None,
        "xg": message.xg if has("xg") else None,
        "source": message.source if has("source") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id if has("match_id") else None,
        "sequence": message.sequence if has("sequence") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_match_event_response_to_json(message: pb.UpdateMatchEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event": football_match_event_to_json(message.match_event) if has("match_event") else None,
        "warnings": list(message.warnings),
    }


def football_replace_match_event_request_to_json(message: pb.ReplaceMatchEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event_id": message.match_event_id,
        "team_id": message.team_id,
        "type": message.type,
        "period": message.period if has("period") else None,
        "minute": message.minute if has("minute") else None,
        "stoppage_minute": message.stoppage_minute if has("stoppage_minute") else None,
        "second": message.second if has("second") else None,
        "player_id": message.player_id if has("player_id") else None,
        "related_player_id": message.related_player_id if has("related_player_id") else None,
        "x": message.x if has("x") else None,
        "y": message.y if has("y") else None,
        "end_x": message.end_x if has("end_x") else None,
        "end_y": message.end_y if has("end_y") else None,
        "outcome": message.outcome if has("outcome") else None,
        "detail": message.detail if has("detail") else None,
        "xg": message.xg if has("xg") else None,
        "source": message.source,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "match_id": message.match_id if has("match_id") else None,
        "sequence": message.sequence if has("sequence") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_match_event_response_to_json(message: pb.ReplaceMatchEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event": football_match_event_to_json(message.match_event) if has("match_event") else None,
        "warnings": list(message.warnings),
    }


def football_delete_match_event_request_to_json(message: pb.DeleteMatchEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_event_id": message.match_event_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListMatchEventsRequest": football_list_match_events_request_to_json,
    "ListMatchEventsResponse": football_list_match_events_response_to_json,
    "GetMatchEventRequest": football_get_match_event_request_to_json,
    "GetMatchEventResponse": football_get_match_event_response_to_json,
    "CreateMatchEventRequest": football_create_match_event_request_to_json,
    "CreateMatchEventResponse": football_create_match_event_response_to_json,
    "UpdateMatchEventRequest": football_update_match_event_request_to_json,
    "UpdateMatchEventResponse": football_update_match_event_response_to_json,
    "ReplaceMatchEventRequest": football_replace_match_event_request_to_json,
    "ReplaceMatchEventResponse": football_replace_match_event_response_to_json,
    "DeleteMatchEventRequest": football_delete_match_event_request_to_json,
}
