"""Generated from altsports/league/v1/imports.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.league.v1 import imports_pb2 as pb


def list_importers_request_to_json(_message: pb.ListImportersRequest) -> dict[str, Any]:
    return {}


def list_importers_response_to_json(message: pb.ListImportersResponse) -> dict[str, Any]:
    return {
        "importers": [importer_to_json(item) for item in message.importers] if message.importers else [],
    }


def importer_to_json(message: pb.Importer) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "holds": message.holds,
        "origin": message.origin,
        "licence": message.licence,
        "many_files": message.many_files,
        "by_season": message.by_season,
        "dated": message.dated,
        "of_club": message.of_club,
        "in_club": message.in_club,
    }


def import_files_request_to_json(message: pb.ImportFilesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "start": file_start_to_json(message.start) if has("start") else None,
        "chunk": message.chunk if has("chunk") else None,
    }


def file_start_to_json(message: pb.FileStart) -> dict[str, Any]:
    return {
        "name": message.name,
        "source": message.source,
        "kind": message.kind,
        "season": message.season,
        "as_of": message.as_of,
        "organisation_id": message.organisation_id,
        "team_id": message.team_id,
        "own_side": message.own_side,
        "team_access": list(message.team_access),
    }


def import_files_response_to_json(message: pb.ImportFilesResponse) -> dict[str, Any]:
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
        "refused": message.refused,
        "counts": [import_count_to_json(item) for item in message.counts] if message.counts else [],
        "notes": list(message.notes),
    }


def import_count_to_json(message: pb.ImportCount) -> dict[str, Any]:
    return {
        "name": message.name,
        "label": message.label,
        "count": message.count,
    }


def file_summary_to_json(message: pb.FileSummary) -> dict[str, Any]:
    return {
        "name": message.name,
        "format": message.format,
        "rows": message.rows,
        "refused": message.refused,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListImportersRequest": list_importers_request_to_json,
    "ListImportersResponse": list_importers_response_to_json,
    "Importer": importer_to_json,
    "ImportFilesRequest": import_files_request_to_json,
    "FileStart": file_start_to_json,
    "ImportFilesResponse": import_files_response_to_json,
    "ImportProgress": import_progress_to_json,
    "ImportProblem": import_problem_to_json,
    "ImportSummary": import_summary_to_json,
    "ImportCount": import_count_to_json,
    "FileSummary": file_summary_to_json,
}
