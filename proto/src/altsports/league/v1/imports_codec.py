"""Generated from altsports/league/v1/imports.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.league.v1 import imports_pb2 as pb


def import_leagues_request_to_json(message: pb.ImportLeaguesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "start": file_start_to_json(message.start) if has("start") else None,
        "chunk": message.chunk if has("chunk") else None,
    }


def file_start_to_json(message: pb.FileStart) -> dict[str, Any]:
    return {
        "name": message.name,
        "source": message.source,
    }


def import_leagues_response_to_json(message: pb.ImportLeaguesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "progress": import_progress_to_json(message.progress) if has("progress") else None,
        "problem": import_problem_to_json(message.problem) if has("problem") else None,
        "summary": import_summary_to_json(message.summary) if has("summary") else None,
    }


def import_progress_to_json(message: pb.ImportProgress) -> dict[str, Any]:
    return {
        "done": message.done,
        "total": message.total,
        "file": message.file,
    }


def import_problem_to_json(message: pb.ImportProblem) -> dict[str, Any]:
    return {
        "file": message.file,
        "line": message.line,
        "field": message.field,
        "message": message.message,
        "hint": message.hint,
    }


def import_summary_to_json(message: pb.ImportSummary) -> dict[str, Any]:
    return {
        "files": [file_summary_to_json(item) for item in message.files] if message.files else [],
        "rows": message.rows,
        "created": message.created,
        "updated": message.updated,
        "unchanged": message.unchanged,
        "refused": message.refused,
        "sports_added": list(message.sports_added),
    }


def file_summary_to_json(message: pb.FileSummary) -> dict[str, Any]:
    return {
        "name": message.name,
        "format": message.format,
        "rows": message.rows,
        "refused": message.refused,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ImportLeaguesRequest": import_leagues_request_to_json,
    "FileStart": file_start_to_json,
    "ImportLeaguesResponse": import_leagues_response_to_json,
    "ImportProgress": import_progress_to_json,
    "ImportProblem": import_problem_to_json,
    "ImportSummary": import_summary_to_json,
    "FileSummary": file_summary_to_json,
}
