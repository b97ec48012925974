"""Generated from altsports/football/v1/competitions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import competitions_pb2 as pb
from altsports.football.v1.event_codec import football_event_to_json


def football_list_events_request_to_json(message: pb.ListEventsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind if has("kind") else None,
        "season": message.season if has("season") else None,
        "competition": message.competition if has("competition") else None,
        "since_starts_on": message.since_starts_on if has("since_starts_on") else None,
        "until_starts_on": message.until_starts_on if has("until_starts_on") else None,
        "since_ends_on": message.since_ends_on if has("since_ends_on") else None,
        "until_ends_on": message.until_ends_on if has("until_ends_on") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_events_response_to_json(message: pb.ListEventsResponse) -> dict[str, Any]:
    return {
        "events": [football_event_to_json(item) for item in message.events] if message.events else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_event_request_to_json(message: pb.GetEventRequest) -> dict[str, Any]:
    return {
        "event_id": message.event_id,
    }


def football_get_event_response_to_json(message: pb.GetEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": football_event_to_json(message.event) if has("event") else None,
    }


def football_create_event_request_to_json(message: pb.CreateEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "kind": message.kind,
        "season": message.season if has("season") else None,
        "starts_on": message.starts_on if has("starts_on") else None,
        "ends_on": message.ends_on if has("ends_on") else None,
        "competition": message.competition if has("competition") else None,
        "rules": message.rules if has("rules") else None,
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_event_response_to_json(message: pb.CreateEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": football_event_to_json(message.event) if has("event") else None,
        "warnings": list(message.warnings),
    }


def football_update_event_request_to_json(message: pb.UpdateEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "name": message.name if has("name") else None,
        "kind": message.kind if has("kind") else None,
        "season": message.season if has("season") else None,
        "starts_on": message.starts_on if has("starts_on") else None,
        "ends_on": message.ends_on if has("ends_on") else None,
        "competition": message.competition if has("competition") else None,
        "rules": message.rules if has("rules") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_event_response_to_json(message: pb.UpdateEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": football_event_to_json(message.event) if has("event") else None,
        "warnings": list(message.warnings),
    }


def football_replace_event_request_to_json(message: pb.ReplaceEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "name": message.name,
        "kind": message.kind,
        "season": message.season if has("season") else None,
        "starts_on": message.starts_on if has("starts_on") else None,
        "ends_on": message.ends_on if has("ends_on") else None,
        "competition": message.competition if has("competition") else None,
        "rules": message.rules if has("rules") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_event_response_to_json(message: pb.ReplaceEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": football_event_to_json(message.event) if has("event") else None,
        "warnings": list(message.warnings),
    }


def football_delete_event_request_to_json(message: pb.DeleteEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListEventsRequest": football_list_events_request_to_json,
    "ListEventsResponse": football_list_events_response_to_json,
    "GetEventRequest": football_get_event_request_to_json,
    "GetEventResponse": football_get_event_response_to_json,
    "CreateEventRequest": football_create_event_request_to_json,
    "CreateEventResponse": football_create_event_response_to_json,
    "UpdateEventRequest": football_update_event_request_to_json,
    "UpdateEventResponse": football_update_event_response_to_json,
    "ReplaceEventRequest": football_replace_event_request_to_json,
    "ReplaceEventResponse": football_replace_event_response_to_json,
    "DeleteEventRequest": football_delete_event_request_to_json,
}
