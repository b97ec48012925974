"""Generated from altsports/football/v1/summaries.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import summaries_pb2 as pb


def football_get_player_summary_request_to_json(message: pb.GetPlayerSummaryRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "player_id": message.player_id,
        "since": message.since if has("since") else None,
        "until": message.until if has("until") else None,
        "budget_ms": message.budget_ms if has("budget_ms") else None,
    }


def football_get_player_summary_response_to_json(message: pb.GetPlayerSummaryResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "summary": football_summary_to_json(message.summary) if has("summary") else None,
    }


def football_get_match_summary_request_to_json(message: pb.GetMatchSummaryRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "budget_ms": message.budget_ms if has("budget_ms") else None,
    }


def football_get_match_summary_response_to_json(message: pb.GetMatchSummaryResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "summary": football_summary_to_json(message.summary) if has("summary") else None,
    }


def football_get_team_summary_request_to_json(message: pb.GetTeamSummaryRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id,
        "since": message.since if has("since") else None,
        "until": message.until if has("until") else None,
        "budget_ms": message.budget_ms if has("budget_ms") else None,
    }


def football_get_team_summary_response_to_json(message: pb.GetTeamSummaryResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "summary": football_summary_to_json(message.summary) if has("summary") else None,
    }


def football_summary_to_json(message: pb.Summary) -> dict[str, Any]:
    return {
        "noun": message.noun,
        "id": message.id,
        "name": message.name,
        "parts": [football_summary_part_to_json(item) for item in message.parts] if message.parts else [],
        "missing": [football_summary_gap_to_json(item) for item in message.missing] if message.missing else [],
        "budget_ms": message.budget_ms,
    }


def football_summary_part_to_json(message: pb.SummaryPart) -> dict[str, Any]:
    return {
        "name": message.name,
        "facts": [football_summary_fact_to_json(item) for item in message.facts] if message.facts else [],
    }


def football_summary_gap_to_json(message: pb.SummaryGap) -> dict[str, Any]:
    return {
        "name": message.name,
        "reason": message.reason,
    }


def football_summary_fact_to_json(message: pb.SummaryFact) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        **({"value": message.value} if has("value") else {}),
        **({"unit": message.unit} if has("unit") else {}),
        **({"text": message.text} if has("text") else {}),
        **({"starts_at": timestamp_to_json(message.starts_at)} if has("starts_at") else {}),
        **({"n": message.n} if has("n") else {}),
        **({"subject": message.subject} if has("subject") else {}),
        **({"subject_name": message.subject_name} if has("subject_name") else {}),
        **({"reason": message.reason} if has("reason") else {}),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GetPlayerSummaryRequest": football_get_player_summary_request_to_json,
    "GetPlayerSummaryResponse": football_get_player_summary_response_to_json,
    "GetMatchSummaryRequest": football_get_match_summary_request_to_json,
    "GetMatchSummaryResponse": football_get_match_summary_response_to_json,
    "GetTeamSummaryRequest": football_get_team_summary_request_to_json,
    "GetTeamSummaryResponse": football_get_team_summary_response_to_json,
    "Summary": football_summary_to_json,
    "SummaryPart": football_summary_part_to_json,
    "SummaryGap": football_summary_gap_to_json,
    "SummaryFact": football_summary_fact_to_json,
}
