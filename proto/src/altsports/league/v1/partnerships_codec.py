"""Generated from altsports/league/v1/partnerships.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.league.v1 import partnerships_pb2 as pb
from altsports.league.v1.leagues_codec import league_to_json


def score_partnerships_request_to_json(message: pb.ScorePartnershipsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "partner_types": list(message.partner_types),
        "min_probability": message.min_probability if has("min_probability") else None,
    }


def score_partnerships_response_to_json(message: pb.ScorePartnershipsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": partnership_analysis_to_json(message.analysis) if has("analysis") else None,
    }


def partnership_analysis_to_json(message: pb.PartnershipAnalysis) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": league_to_json(message.league) if has("league") else None,
        "opportunities": [partnership_opportunity_to_json(item) for item in message.opportunities] if message.opportunities else [],
        "summary": message.summary,
        "total_potential_value": message.total_potential_value,
        "high_confidence_opportunities": [partnership_opportunity_to_json(item) for item in message.high_confidence_opportunities] if message.high_confidence_opportunities else [],
        "risk_factors": list(message.risk_factors),
        "recommendations": list(message.recommendations),
        "ai_metadata": struct_to_json(message.ai_metadata) if has("ai_metadata") else None,
        "narrative": message.narrative,
    }


def partnership_opportunity_to_json(message: pb.PartnershipOpportunity) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "partner_type": message.partner_type,
        "estimated_value": message.estimated_value,
        "probability": message.probability,
        "timeline": message.timeline,
        "key_contacts": list(message.key_contacts),
        "competitive_landscape": struct_to_json(message.competitive_landscape) if has("competitive_landscape") else None,
        "ai_confidence": message.ai_confidence,
        "value_range": value_range_to_json(message.value_range) if has("value_range") else None,
        "drivers": [value_driver_to_json(item) for item in message.drivers] if message.drivers else [],
        "what_would_change_it": list(message.what_would_change_it),
    }


def value_range_to_json(message: pb.ValueRange) -> dict[str, Any]:
    return {
        "low": message.low,
        "high": message.high,
    }


def value_driver_to_json(message: pb.ValueDriver) -> dict[str, Any]:
    return {
        "name": message.name,
        "detail": message.detail,
        "factor": message.factor,
    }


def list_partnerships_request_to_json(message: pb.ListPartnershipsRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def list_partnerships_response_to_json(message: pb.ListPartnershipsResponse) -> dict[str, Any]:
    return {
        "partnerships": [partnership_to_json(item) for item in message.partnerships] if message.partnerships else [],
    }


def update_partnership_request_to_json(message: pb.UpdatePartnershipRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "partner_type": message.partner_type,
        "status": message.status if has("status") else None,
        "partner_name": message.partner_name if has("partner_name") else None,
        "agreed_value": message.agreed_value if has("agreed_value") else None,
        "note": message.note if has("note") else None,
    }


def update_partnership_response_to_json(message: pb.UpdatePartnershipResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "partnership": partnership_to_json(message.partnership) if has("partnership") else None,
    }


def partnership_to_json(message: pb.Partnership) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "partner_type": message.partner_type,
        "estimated_value": message.estimated_value,
        "probability": message.probability,
        "ai_confidence": message.ai_confidence,
        "timeline": message.timeline,
        "analysed_at": timestamp_to_json(message.analysed_at) if has("analysed_at") else None,
        "status": message.status,
        "partner_name": message.partner_name if has("partner_name") else None,
        "agreed_value": message.agreed_value if has("agreed_value") else None,
        "note": message.note if has("note") else None,
        "recorded_at": timestamp_to_json(message.recorded_at) if has("recorded_at") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ScorePartnershipsRequest": score_partnerships_request_to_json,
    "ScorePartnershipsResponse": score_partnerships_response_to_json,
    "PartnershipAnalysis": partnership_analysis_to_json,
    "PartnershipOpportunity": partnership_opportunity_to_json,
    "ValueRange": value_range_to_json,
    "ValueDriver": value_driver_to_json,
    "ListPartnershipsRequest": list_partnerships_request_to_json,
    "ListPartnershipsResponse": list_partnerships_response_to_json,
    "UpdatePartnershipRequest": update_partnership_request_to_json,
    "UpdatePartnershipResponse": update_partnership_response_to_json,
    "Partnership": partnership_to_json,
}
