"""Generated from altsports/league/v1/lines.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import lines_pb2 as pb


def line_to_json(message: pb.Line) -> dict[str, Any]:
    has = message.HasField
    return {
        "market": message.market,
        "taken_at": timestamp_to_json(message.taken_at) if has("taken_at") else None,
        "source": message.source,
        "book": message.book,
        "phase": message.phase,
        "text": message.text,
        "favourite": message.favourite,
        "home_handicap": message.home_handicap if has("home_handicap") else None,
        "total": message.total if has("total") else None,
        "home_price": message.home_price if has("home_price") else None,
        "away_price": message.away_price if has("away_price") else None,
        "over_price": message.over_price if has("over_price") else None,
        "under_price": message.under_price if has("under_price") else None,
        "home_probability": message.home_probability if has("home_probability") else None,
        "away_probability": message.away_probability if has("away_probability") else None,
        "recorded_at": timestamp_to_json(message.recorded_at) if has("recorded_at") else None,
        "superseded_at": timestamp_to_json(message.superseded_at) if has("superseded_at") else None,
    }


def list_lines_request_to_json(message: pb.ListLinesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "market": message.market if has("market") else None,
        "as_of": message.as_of if has("as_of") else None,
    }


def list_lines_response_to_json(message: pb.ListLinesResponse) -> dict[str, Any]:
    return {
        "lines": [line_to_json(item) for item in message.lines] if message.lines else [],
    }


def record_line_request_to_json(message: pb.RecordLineRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "market": message.market,
        "point": message.point if has("point") else None,
        "home_price": message.home_price if has("home_price") else None,
        "away_price": message.away_price if has("away_price") else None,
        "book": message.book if has("book") else None,
        "source": message.source if has("source") else None,
    }


def record_line_response_to_json(message: pb.RecordLineResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "line": line_to_json(message.line) if has("line") else None,
        "recorded": message.recorded,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Line": line_to_json,
    "ListLinesRequest": list_lines_request_to_json,
    "ListLinesResponse": list_lines_response_to_json,
    "RecordLineRequest": record_line_request_to_json,
    "RecordLineResponse": record_line_response_to_json,
}
