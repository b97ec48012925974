"""Analyses as messages of the contract."""

from collections.abc import Mapping
from typing import Any

from ai_service.analyses.store.port import StoredAnalysis
from altsports.ai.v1 import analyses_pb2 as pb
from service_kit.timestamps import time_to_pb


def analysis_to_pb(stored: StoredAnalysis) -> pb.BusinessAnalysis:
    """An analysis with its text."""
    content = stored.content
    message = pb.BusinessAnalysis(
        text=content["text"],
        provider=content["provider"],
        confidence=stored.confidence,
        tokens_used=content["tokens_used"],
        cost=content["cost"],
        analysis_id=stored.analysis_id,
        league_id=stored.league_id,
        league_name=stored.league_name,
        analysis_type=stored.analysis_type,
        model=content["model"],
        question=content["question"] or None,
        confidence_parts=pb.ConfidenceParts(**content["confidence_parts"]),
        sources=[_source_to_pb(source) for source in content["sources"]],
        unsupported_numbers=content["unsupported_numbers"],
        notes=content["notes"],
        created_at=time_to_pb(stored.created_at),
    )
    message.structured.update(content["structured"])
    return message


def summary_to_pb(stored: StoredAnalysis) -> pb.StoredAnalysis:
    """An analysis without its text."""
    return pb.StoredAnalysis(
        analysis_id=stored.analysis_id,
        created_at=time_to_pb(stored.created_at),
        user_id=stored.user_id,
        analysis_type=stored.analysis_type,
        confidence=stored.confidence,
        key_insights=stored.key_insights,
        recommendations=stored.recommendations,
        data_sources=stored.data_sources,
        league_id=stored.league_id,
        league_name=stored.league_name,
        provider=stored.content.get("provider", ""),
        cost=stored.content.get("cost") or 0.0,
    )


def _source_to_pb(source: Mapping[str, Any]) -> pb.AnalysisSource:
    return pb.AnalysisSource(
        label=source["label"],
        kind=source["kind"],
        title=source["title"],
        url=source["url"] or None,
        page=source["page"],
        document_id=source["document_id"] or None,
    )
