"""Generated from altsports/football/v1/match.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_pb2 as pb


def football_match_to_json(message: pb.Match) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "home_team_id": message.home_team_id,
        "away_team_id": message.away_team_id,
        "kick_off_at": timestamp_to_json(message.kick_off_at) if has("kick_off_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "event_id": message.event_id if has("event_id") else None,
        "venue": message.venue if has("venue") else None,
        "neutral": message.neutral,
        "status": message.status,
        "periods": message.periods if has("periods") else None,
        "period_minutes": message.period_minutes if has("period_minutes") else None,
        "extra_time_minutes": message.extra_time_minutes if has("extra_time_minutes") else None,
        "pitch_length_m": message.pitch_length_m if has("pitch_length_m") else None,
        "pitch_width_m": message.pitch_width_m if has("pitch_width_m") else None,
        "substitution_limit": message.substitution_limit if has("substitution_limit") else None,
        "score": football_match_score_to_json(message.score) if has("score") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "kick_off_unknown": message.kick_off_unknown,
        "source": message.source,
    }


def football_match_score_to_json(message: pb.MatchScore) -> dict[str, Any]:
    has = message.HasField
    return {
        "home": message.home if has("home") else None,
        "away": message.away if has("away") else None,
        "home_penalties": message.home_penalties if has("home_penalties") else None,
        "away_penalties": message.away_penalties if has("away_penalties") else None,
        "source": message.source if has("source") else None,
        "reason": message.reason if has("reason") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Match": football_match_to_json,
    "MatchScore": football_match_score_to_json,
}
