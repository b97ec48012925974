"""Generated from altsports/ai/v1/partnership_analyses.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.ai.v1 import partnership_analyses_pb2 as pb
from altsports.league.v1.partnerships_codec import partnership_analysis_to_json


def analyze_partnerships_request_to_json(message: pb.AnalyzePartnershipsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "partner_types": list(message.partner_types),
        "min_probability": message.min_probability if has("min_probability") else None,
        "narrative": message.narrative if has("narrative") else None,
        "provider": message.provider if has("provider") else None,
    }


def analyze_partnerships_response_to_json(message: pb.AnalyzePartnershipsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": partnership_analysis_to_json(message.analysis) if has("analysis") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "AnalyzePartnershipsRequest": analyze_partnerships_request_to_json,
    "AnalyzePartnershipsResponse": analyze_partnerships_response_to_json,
}
