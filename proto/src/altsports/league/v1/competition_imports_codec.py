"""Generated from altsports/league/v1/competition_imports.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.league.v1 import competition_imports_pb2 as pb
from altsports.league.v1.imports_codec import import_problem_to_json, import_progress_to_json


def import_competition_request_to_json(message: pb.ImportCompetitionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "start": competition_file_start_to_json(message.start) if has("start") else None,
        "chunk": message.chunk if has("chunk") else None,
    }


def competition_file_start_to_json(message: pb.CompetitionFileStart) -> dict[str, Any]:
    return {
        "name": message.name,
        "kind": message.kind,
        "season": message.season,
    }


def import_competition_response_to_json(message: pb.ImportCompetitionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "progress": import_progress_to_json(message.progress) if has("progress") else None,
        "problem": import_problem_to_json(message.problem) if has("problem") else None,
        "summary": competition_import_summary_to_json(message.summary) if has("summary") else None,
    }


def competition_import_summary_to_json(message: pb.CompetitionImportSummary) -> dict[str, Any]:
    return {
        "rows": message.rows,
        "refused": message.refused,
        "events_created": message.events_created,
        "events_updated": message.events_updated,
        "results_recorded": message.results_recorded,
        "results_corrected": message.results_corrected,
        "quotes_recorded": message.quotes_recorded,
        "unchanged": message.unchanged,
        "seasons": list(message.seasons),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ImportCompetitionRequest": import_competition_request_to_json,
    "CompetitionFileStart": competition_file_start_to_json,
    "ImportCompetitionResponse": import_competition_response_to_json,
    "CompetitionImportSummary": competition_import_summary_to_json,
}
