"""Generated from altsports/ai/v1/tactical_insights.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import tactical_insights_pb2 as pb
from altsports.football.v1.analytics_codec import football_ranking_to_json


def tactical_insight_to_json(message: pb.TacticalInsight) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "kind": message.kind,
        "summary": message.summary,
        "team_ids": list(message.team_ids),
        "data_version": message.data_version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "confirmed_at": timestamp_to_json(message.confirmed_at) if has("confirmed_at") else None,
        "superseded_at": timestamp_to_json(message.superseded_at) if has("superseded_at") else None,
        "score": message.score if has("score") else None,
        "outcome": football_ranking_to_json(message.outcome) if has("outcome") else None,
    }


def list_tactical_insights_request_to_json(message: pb.ListTacticalInsightsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "query": message.query,
        "kind": message.kind if has("kind") else None,
        "include_superseded": message.include_superseded,
        "page_size": message.page_size,
        "page_token": message.page_token,
    }


def list_tactical_insights_response_to_json(message: pb.ListTacticalInsightsResponse) -> dict[str, Any]:
    return {
        "insights": [tactical_insight_to_json(item) for item in message.insights] if message.insights else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_tactical_insight_request_to_json(message: pb.GetTacticalInsightRequest) -> dict[str, Any]:
    return {
        "insight_id": message.insight_id,
    }


def get_tactical_insight_response_to_json(message: pb.GetTacticalInsightResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "insight": tactical_insight_to_json(message.insight) if has("insight") else None,
    }


def keep_tactical_insight_request_to_json(message: pb.KeepTacticalInsightRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "organisation_id": message.organisation_id,
        "parameters": message.parameters,
        "summary": message.summary,
        "outcome": message.outcome,
        "computed_at": timestamp_to_json(message.computed_at) if has("computed_at") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "TacticalInsight": tactical_insight_to_json,
    "ListTacticalInsightsRequest": list_tactical_insights_request_to_json,
    "ListTacticalInsightsResponse": list_tactical_insights_response_to_json,
    "GetTacticalInsightRequest": get_tactical_insight_request_to_json,
    "GetTacticalInsightResponse": get_tactical_insight_response_to_json,
    "KeepTacticalInsightRequest": keep_tactical_insight_request_to_json,
}
