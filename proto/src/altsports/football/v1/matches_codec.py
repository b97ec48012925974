"""Generated from altsports/football/v1/matches.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import matches_pb2 as pb
from altsports.football.v1.match_codec import football_match_score_to_json, football_match_to_json


def football_list_matches_request_to_json(message: pb.ListMatchesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "home_team_id": message.home_team_id if has("home_team_id") else None,
        "away_team_id": message.away_team_id if has("away_team_id") else None,
        "event_id": message.event_id if has("event_id") else None,
        "status": message.status if has("status") else None,
        "source": message.source if has("source") else None,
        "since_kick_off_at": timestamp_to_json(message.since_kick_off_at) if has("since_kick_off_at") else None,
        "until_kick_off_at": timestamp_to_json(message.until_kick_off_at) if has("until_kick_off_at") else None,
        "query": message.query if has("query") else None,
        "order": message.order if has("order") else None,
        "include_archived": message.include_archived if has("include_archived") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_matches_response_to_json(message: pb.ListMatchesResponse) -> dict[str, Any]:
    return {
        "matches": [football_match_to_json(item) for item in message.matches] if message.matches else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_match_request_to_json(message: pb.GetMatchRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
    }


def football_get_match_response_to_json(message: pb.GetMatchResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match": football_match_to_json(message.match) if has("match") else None,
    }


def football_create_match_request_to_json(message: pb.CreateMatchRequest) -> dict[str, Any]:
    has = message.HasField
    return {
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
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_match_response_to_json(message: pb.CreateMatchResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match": football_match_to_json(message.match) if has("match") else None,
        "warnings": list(message.warnings),
    }


def football_update_match_request_to_json(message: pb.UpdateMatchRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "home_team_id": message.home_team_id if has("home_team_id") else None,
        "away_team_id": message.away_team_id if has("away_team_id") else None,
        "kick_off_at": timestamp_to_json(message.kick_off_at) if has("kick_off_at") else None,
        "time_zone": message.time_zone if has("time_zone") else None,
        "event_id": message.event_id if has("event_id") else None,
        "venue": message.venue if has("venue") else None,
        "neutral": message.neutral if has("neutral") else None,
        "status": message.status if has("status") else None,
        "periods": message.periods if has("periods") else None,
        "period_minutes": message.period_minutes if has("period_minutes") else None,
        "extra_time_minutes": message.extra_time_minutes if has("extra_time_minutes") else None,
        "pitch_length_m": message.pitch_length_m if has("pitch_length_m") else None,
        "pitch_width_m": message.pitch_width_m if has("pitch_width_m") else None,
        "substitution_limit": message.substitution_limit if has("substitution_limit") else None,
        "score": football_match_score_to_json(message.score) if has("score") else None,
        "responses_close_at": timestamp_to_json(message.responses_close_at) if has("responses_close_at") else None,
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "kick_off_unknown": message.kick_off_unknown if has("kick_off_unknown") else None,
        "source": message.source if has("source") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
        "archived": message.archived if has("archived") else None,
        "clear": list(message.clear),
    }


def football_update_match_response_to_json(message: pb.UpdateMatchResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match": football_match_to_json(message.match) if has("match") else None,
        "warnings": list(message.warnings),
    }


def football_replace_match_request_to_json(message: pb.ReplaceMatchRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
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
        "version": message.version if has("version") else None,
        "id": message.id if has("id") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "archived_at": timestamp_to_json(message.archived_at) if has("archived_at") else None,
        "kick_off_unknown": message.kick_off_unknown if has("kick_off_unknown") else None,
        "source": message.source if has("source") else None,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


def football_replace_match_response_to_json(message: pb.ReplaceMatchResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "match": football_match_to_json(message.match) if has("match") else None,
        "warnings": list(message.warnings),
    }


def football_delete_match_request_to_json(message: pb.DeleteMatchRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListMatchesRequest": football_list_matches_request_to_json,
    "ListMatchesResponse": football_list_matches_response_to_json,
    "GetMatchRequest": football_get_match_request_to_json,
    "GetMatchResponse": football_get_match_response_to_json,
    "CreateMatchRequest": football_create_match_request_to_json,
    "CreateMatchResponse": football_create_match_response_to_json,
    "UpdateMatchRequest": football_update_match_request_to_json,
    "UpdateMatchResponse": football_update_match_response_to_json,
    "ReplaceMatchRequest": football_replace_match_request_to_json,
    "ReplaceMatchResponse": football_replace_match_response_to_json,
    "DeleteMatchRequest": football_delete_match_request_to_json,
}
