"""Generated from altsports/football/v1/calendar.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import calendar_pb2 as pb


def football_calendar_to_json(message: pb.Calendar) -> dict[str, Any]:
    has = message.HasField
    return {
        **({"url": message.url} if has("url") else {}),
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "last_read_at": timestamp_to_json(message.last_read_at) if has("last_read_at") else None,
    }


def football_create_calendar_request_to_json(_message: pb.CreateCalendarRequest) -> dict[str, Any]:
    return {}


def football_create_calendar_response_to_json(message: pb.CreateCalendarResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "calendar": football_calendar_to_json(message.calendar) if has("calendar") else None,
    }


def football_get_calendar_request_to_json(_message: pb.GetCalendarRequest) -> dict[str, Any]:
    return {}


def football_get_calendar_response_to_json(message: pb.GetCalendarResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "calendar": football_calendar_to_json(message.calendar) if has("calendar") else None,
    }


def football_delete_calendar_request_to_json(_message: pb.DeleteCalendarRequest) -> dict[str, Any]:
    return {}


def football_read_calendar_request_to_json(message: pb.ReadCalendarRequest) -> dict[str, Any]:
    return {
        "token": message.token,
    }


def football_read_calendar_response_to_json(message: pb.ReadCalendarResponse) -> dict[str, Any]:
    return {
        "document": message.document,
        "etag": message.etag,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Calendar": football_calendar_to_json,
    "CreateCalendarRequest": football_create_calendar_request_to_json,
    "CreateCalendarResponse": football_create_calendar_response_to_json,
    "GetCalendarRequest": football_get_calendar_request_to_json,
    "GetCalendarResponse": football_get_calendar_response_to_json,
    "DeleteCalendarRequest": football_delete_calendar_request_to_json,
    "ReadCalendarRequest": football_read_calendar_request_to_json,
    "ReadCalendarResponse": football_read_calendar_response_to_json,
}
