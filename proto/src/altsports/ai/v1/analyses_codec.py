"""Generated from altsports/ai/v1/analyses.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.ai.v1 import analyses_pb2 as pb
from altsports.ai.v1.streams_codec import stream_event_to_json


def analyze_league_request_to_json(message: pb.AnalyzeLeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "analysis_type": message.analysis_type if has("analysis_type") else None,
        "provider": message.provider if has("provider") else None,
        "question": message.question if has("question") else None,
    }


def stream_analysis_request_to_json(message: pb.StreamAnalysisRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "analysis_type": message.analysis_type if has("analysis_type") else None,
        "provider": message.provider if has("provider") else None,
        "question": message.question if has("question") else None,
        "last_event_id": message.last_event_id,
    }


def stream_analysis_response_to_json(message: pb.StreamAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": stream_event_to_json(message.event) if has("event") else None,
    }


def analyze_league_response_to_json(message: pb.AnalyzeLeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": business_analysis_to_json(message.analysis) if has("analysis") else None,
    }


def business_analysis_to_json(message: pb.BusinessAnalysis) -> dict[str, Any]:
    has = message.HasField
    return {
        "text": message.text,
        "structured": struct_to_json(message.structured) if has("structured") else None,
        "provider": message.provider,
        "confidence": message.confidence,
        "tokens_used": message.tokens_used,
        "cost": message.cost,
        "analysis_id": message.analysis_id,
        "league_id": message.league_id,
        "league_name": message.league_name,
        "analysis_type": message.analysis_type,
        "model": message.model,
        "question": message.question if has("question") else None,
        "confidence_parts": confidence_parts_to_json(message.confidence_parts) if has("confidence_parts") else None,
        "sources": [analysis_source_to_json(item) for item in message.sources] if message.sources else [],
        "unsupported_numbers": list(message.unsupported_numbers),
        "notes": list(message.notes),
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


def confidence_parts_to_json(message: pb.ConfidenceParts) -> dict[str, Any]:
    return {
        "facts": message.facts,
        "support": message.support,
        "completeness": message.completeness,
    }


def analysis_source_to_json(message: pb.AnalysisSource) -> dict[str, Any]:
    has = message.HasField
    return {
        "label": message.label,
        "kind": message.kind,
        "title": message.title,
        "url": message.url if has("url") else None,
        "page": message.page if has("page") else None,
        "document_id": message.document_id if has("document_id") else None,
    }


def list_analyses_request_to_json(message: pb.ListAnalysesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id if has("league_id") else None,
        "analysis_type": message.analysis_type if has("analysis_type") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_analyses_response_to_json(message: pb.ListAnalysesResponse) -> dict[str, Any]:
    return {
        "analyses": [stored_analysis_to_json(item) for item in message.analyses] if message.analyses else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def stored_analysis_to_json(message: pb.StoredAnalysis) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis_id": message.analysis_id,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "user_id": message.user_id,
        "analysis_type": message.analysis_type,
        "confidence": message.confidence,
        "key_insights": list(message.key_insights),
        "recommendations": list(message.recommendations),
        "data_sources": list(message.data_sources),
        "league_id": message.league_id,
        "league_name": message.league_name,
        "provider": message.provider,
        "cost": message.cost,
    }


def get_analysis_request_to_json(message: pb.GetAnalysisRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
    }


def get_analysis_response_to_json(message: pb.GetAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": business_analysis_to_json(message.analysis) if has("analysis") else None,
    }


def delete_analysis_request_to_json(message: pb.DeleteAnalysisRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "AnalyzeLeagueRequest": analyze_league_request_to_json,
    "StreamAnalysisRequest": stream_analysis_request_to_json,
    "StreamAnalysisResponse": stream_analysis_response_to_json,
    "AnalyzeLeagueResponse": analyze_league_response_to_json,
    "BusinessAnalysis": business_analysis_to_json,
    "ConfidenceParts": confidence_parts_to_json,
    "AnalysisSource": analysis_source_to_json,
    "ListAnalysesRequest": list_analyses_request_to_json,
    "ListAnalysesResponse": list_analyses_response_to_json,
    "StoredAnalysis": stored_analysis_to_json,
    "GetAnalysisRequest": get_analysis_request_to_json,
    "GetAnalysisResponse": get_analysis_response_to_json,
    "DeleteAnalysisRequest": delete_analysis_request_to_json,
}
