"""Generated from altsports/league/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import events_pb2 as pb
from altsports.league.v1.results_codec import result_line_to_json


def league_created_to_json(message: pb.LeagueCreated) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "name": message.name,
        "sport": message.sport,
    }


def league_updated_to_json(message: pb.LeagueUpdated) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "name": message.name,
        "sport": message.sport,
    }


def league_deleted_to_json(message: pb.LeagueDeleted) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "name": message.name,
        "sport": message.sport,
    }


def leagues_imported_to_json(message: pb.LeaguesImported) -> dict[str, Any]:
    return {
        "league_ids": list(message.league_ids),
        "sources": list(message.sources),
    }


def season_imported_to_json(message: pb.SeasonImported) -> dict[str, Any]:
    return {
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "event_ids": list(message.event_ids),
        "game_ids": list(message.game_ids),
    }


def result_recorded_to_json(message: pb.ResultRecorded) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "event_id": message.event_id,
        "game_id": message.game_id,
        "revision": message.revision,
        "status": message.status,
        "final": message.final,
        "lines": [result_line_to_json(item) for item in message.lines] if message.lines else [],
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "simulated": message.simulated if has("simulated") else None,
    }


def result_quarantined_to_json(message: pb.ResultQuarantined) -> dict[str, Any]:
    return {
        "competition": message.competition,
        "season": message.season,
        "event_id": message.event_id,
        "game_id": message.game_id,
        "revision": message.revision,
    }


def event_status_changed_to_json(message: pb.EventStatusChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "event_id": message.event_id,
        "game_id": message.game_id,
        "status": message.status,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "simulated": message.simulated if has("simulated") else None,
        "scheduled_at": timestamp_to_json(message.scheduled_at) if has("scheduled_at") else None,
        "reason": message.reason if has("reason") else None,
    }


def line_recorded_to_json(message: pb.LineRecorded) -> dict[str, Any]:
    return {
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "event_id": message.event_id,
        "game_id": message.game_id,
        "market": message.market,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "LeagueCreated": league_created_to_json,
    "LeagueUpdated": league_updated_to_json,
    "LeagueDeleted": league_deleted_to_json,
    "LeaguesImported": leagues_imported_to_json,
    "SeasonImported": season_imported_to_json,
    "ResultRecorded": result_recorded_to_json,
    "ResultQuarantined": result_quarantined_to_json,
    "EventStatusChanged": event_status_changed_to_json,
    "LineRecorded": line_recorded_to_json,
}
