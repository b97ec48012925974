"""Generated from altsports/football/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import events_pb2 as pb


def football_club_match_changed_to_json(message: pb.ClubMatchChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "match_id": message.match_id,
        "change": message.change,
        "version": message.version,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "previous_starts_at": timestamp_to_json(message.previous_starts_at) if has("previous_starts_at") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def football_club_lineup_changed_to_json(message: pb.ClubLineupChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "match_id": message.match_id,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def football_club_result_recorded_to_json(message: pb.ClubResultRecorded) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "match_id": message.match_id,
        "revision": message.revision,
        "home": message.home,
        "away": message.away,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def football_club_training_session_changed_to_json(message: pb.ClubTrainingSessionChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "training_session_id": message.training_session_id,
        "change": message.change,
        "version": message.version,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "previous_starts_at": timestamp_to_json(message.previous_starts_at) if has("previous_starts_at") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def football_club_reunion_changed_to_json(message: pb.ClubReunionChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "reunion_id": message.reunion_id,
        "change": message.change,
        "version": message.version,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "previous_starts_at": timestamp_to_json(message.previous_starts_at) if has("previous_starts_at") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def football_club_response_changed_to_json(message: pb.ClubResponseChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "occasion": message.occasion,
        "occasion_id": message.occasion_id,
        "player_id": message.player_id if has("player_id") else None,
        "user_id": message.user_id if has("user_id") else None,
        "answer": message.answer if has("answer") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def football_club_figures_changed_to_json(message: pb.ClubFiguresChanged) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
    }


def football_club_player_forgotten_to_json(message: pb.ClubPlayerForgotten) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
        "organisation_id": message.organisation_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ClubMatchChanged": football_club_match_changed_to_json,
    "ClubLineupChanged": football_club_lineup_changed_to_json,
    "ClubResultRecorded": football_club_result_recorded_to_json,
    "ClubTrainingSessionChanged": football_club_training_session_changed_to_json,
    "ClubReunionChanged": football_club_reunion_changed_to_json,
    "ClubResponseChanged": football_club_response_changed_to_json,
    "ClubFiguresChanged": football_club_figures_changed_to_json,
    "ClubPlayerForgotten": football_club_player_forgotten_to_json,
}
