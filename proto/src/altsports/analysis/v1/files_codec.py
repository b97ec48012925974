"""Generated from altsports/analysis/v1/files.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.analysis.v1 import files_pb2 as pb


def analysis_list_analysis_files_request_to_json(message: pb.ListAnalysisFilesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id if has("match_id") else None,
        "analysis_id": message.analysis_id if has("analysis_id") else None,
    }


def analysis_list_analysis_files_response_to_json(message: pb.ListAnalysisFilesResponse) -> dict[str, Any]:
    return {
        "files": [analysis_analysis_file_to_json(item) for item in message.files] if message.files else [],
    }


def analysis_get_analysis_file_request_to_json(message: pb.GetAnalysisFileRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
        "name": message.name,
    }


def analysis_get_analysis_file_response_to_json(message: pb.GetAnalysisFileResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "file": analysis_analysis_file_to_json(message.file) if has("file") else None,
    }


def analysis_analysis_file_to_json(message: pb.AnalysisFile) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "path": message.path,
        "kind": message.kind,
        "content_type": message.content_type,
        "size": message.size,
        "sha256": message.sha256,
        "analysis_id": message.analysis_id,
        "match_id": message.match_id,
        "url": message.url,
        "key": message.key,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListAnalysisFilesRequest": analysis_list_analysis_files_request_to_json,
    "ListAnalysisFilesResponse": analysis_list_analysis_files_response_to_json,
    "GetAnalysisFileRequest": analysis_get_analysis_file_request_to_json,
    "GetAnalysisFileResponse": analysis_get_analysis_file_response_to_json,
    "AnalysisFile": analysis_analysis_file_to_json,
}
