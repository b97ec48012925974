"""Generated from altsports/league/v1/schedules.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import schedules_pb2 as pb


def event_change_to_json(message: pb.EventChange) -> dict[str, Any]:
    has = message.HasField
    return {
        "revision": message.revision,
        "change": message.change,
        "status": message.status,
        "scheduled_at": timestamp_to_json(message.scheduled_at) if has("scheduled_at") else None,
        "week": message.week,
        "previous_scheduled_at": timestamp_to_json(message.previous_scheduled_at) if has("previous_scheduled_at") else None,
        "previous_week": message.previous_week,
        "reason": message.reason,
        "source": message.source,
        "observed_at": timestamp_to_json(message.observed_at) if has("observed_at") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
    }


def list_event_changes_request_to_json(message: pb.ListEventChangesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "as_of": message.as_of if has("as_of") else None,
    }


def list_event_changes_response_to_json(message: pb.ListEventChangesResponse) -> dict[str, Any]:
    return {
        "changes": [event_change_to_json(item) for item in message.changes] if message.changes else [],
    }


def cancel_event_request_to_json(message: pb.CancelEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "reason": message.reason if has("reason") else None,
        "source": message.source if has("source") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
    }


def cancel_event_response_to_json(message: pb.CancelEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "change": event_change_to_json(message.change) if has("change") else None,
        "recorded": message.recorded,
    }


def postpone_event_request_to_json(message: pb.PostponeEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "reason": message.reason if has("reason") else None,
        "source": message.source if has("source") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
        "scheduled_at": timestamp_to_json(message.scheduled_at) if has("scheduled_at") else None,
        "week": message.week if has("week") else None,
    }


def postpone_event_response_to_json(message: pb.PostponeEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "change": event_change_to_json(message.change) if has("change") else None,
        "recorded": message.recorded,
    }


def reinstate_event_request_to_json(message: pb.ReinstateEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "reason": message.reason if has("reason") else None,
        "source": message.source if has("source") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
        "scheduled_at": timestamp_to_json(message.scheduled_at) if has("scheduled_at") else None,
        "week": message.week if has("week") else None,
    }


def reinstate_event_response_to_json(message: pb.ReinstateEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "change": event_change_to_json(message.change) if has("change") else None,
        "recorded": message.recorded,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "EventChange": event_change_to_json,
    "ListEventChangesRequest": list_event_changes_request_to_json,
    "ListEventChangesResponse": list_event_changes_response_to_json,
    "CancelEventRequest": cancel_event_request_to_json,
    "CancelEventResponse": cancel_event_response_to_json,
    "PostponeEventRequest": postpone_event_request_to_json,
    "PostponeEventResponse": postpone_event_response_to_json,
    "ReinstateEventRequest": reinstate_event_request_to_json,
    "ReinstateEventResponse": reinstate_event_response_to_json,
}
