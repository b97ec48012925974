"""Generated from altsports/analysis/v1/segments.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.analysis.v1 import segments_pb2 as pb
from altsports.analysis.v1.analysis_codec import analysis_player_figures_to_json, analysis_rule_severity_to_json, analysis_team_figures_to_json, analysis_unavailable_figure_to_json
from altsports.analysis.v1.runs_codec import analysis_analysis_run_to_json


def analysis_list_match_segments_request_to_json(message: pb.ListMatchSegmentsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "analysis_id": message.analysis_id if has("analysis_id") else None,
        "players": message.players,
    }


def analysis_list_match_segments_response_to_json(message: pb.ListMatchSegmentsResponse) -> dict[str, Any]:
    return {
        "segments": [analysis_match_segment_to_json(item) for item in message.segments] if message.segments else [],
        "analysis_id": message.analysis_id,
    }


def analysis_list_analysis_segments_request_to_json(message: pb.ListAnalysisSegmentsRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
        "players": message.players,
    }


def analysis_list_analysis_segments_response_to_json(message: pb.ListAnalysisSegmentsResponse) -> dict[str, Any]:
    return {
        "segments": [analysis_match_segment_to_json(item) for item in message.segments] if message.segments else [],
    }


def analysis_match_segment_to_json(message: pb.MatchSegment) -> dict[str, Any]:
    has = message.HasField
    return {
        "segment_id": message.segment_id,
        "analysis_id": message.analysis_id,
        "match_id": message.match_id,
        "index": message.index,
        "period": message.period,
        "start_s": message.start_s,
        "end_s": message.end_s,
        "video_s": message.video_s if has("video_s") else None,
        "teams": [analysis_team_figures_to_json(item) for item in message.teams] if message.teams else [],
        "severity": message.severity,
        "coverage": message.coverage,
        "unavailable": [analysis_unavailable_figure_to_json(item) for item in message.unavailable] if message.unavailable else [],
        "severities": [analysis_rule_severity_to_json(item) for item in message.severities] if message.severities else [],
        "players": [analysis_player_figures_to_json(item) for item in message.players] if message.players else [],
    }


def analysis_stream_match_segments_request_to_json(message: pb.StreamMatchSegmentsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "analysis_id": message.analysis_id if has("analysis_id") else None,
        "last_event_id": message.last_event_id,
        "players": message.players,
    }


def analysis_stream_match_segments_response_to_json(message: pb.StreamMatchSegmentsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": analysis_segment_stream_event_to_json(message.event) if has("event") else None,
    }


def analysis_stream_analysis_segments_request_to_json(message: pb.StreamAnalysisSegmentsRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
        "last_event_id": message.last_event_id,
        "players": message.players,
    }


def analysis_stream_analysis_segments_response_to_json(message: pb.StreamAnalysisSegmentsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": analysis_segment_stream_event_to_json(message.event) if has("event") else None,
    }


def analysis_segment_stream_event_to_json(message: pb.SegmentStreamEvent) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "event_type": message.event_type,
        "segment": analysis_match_segment_to_json(message.segment) if has("segment") else None,
        "analysis": analysis_analysis_run_to_json(message.analysis) if has("analysis") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListMatchSegmentsRequest": analysis_list_match_segments_request_to_json,
    "ListMatchSegmentsResponse": analysis_list_match_segments_response_to_json,
    "ListAnalysisSegmentsRequest": analysis_list_analysis_segments_request_to_json,
    "ListAnalysisSegmentsResponse": analysis_list_analysis_segments_response_to_json,
    "MatchSegment": analysis_match_segment_to_json,
    "StreamMatchSegmentsRequest": analysis_stream_match_segments_request_to_json,
    "StreamMatchSegmentsResponse": analysis_stream_match_segments_response_to_json,
    "StreamAnalysisSegmentsRequest": analysis_stream_analysis_segments_request_to_json,
    "StreamAnalysisSegmentsResponse": analysis_stream_analysis_segments_response_to_json,
    "SegmentStreamEvent": analysis_segment_stream_event_to_json,
}
