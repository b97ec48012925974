"""All SQL on ai.analysis_files."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from ai_service.match_analyses.files.domain import AnalysisFile
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = (
    "organisation_id, analysis_id, name, kind, content_type, size, sha256, file_id, key, created_at"
)
_INSERT: Final = f"""
    INSERT INTO ai.analysis_files ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (organisation_id, analysis_id, name) DO NOTHING"""
_OF: Final = f"""
    SELECT {_COLUMNS} FROM ai.analysis_files
    WHERE organisation_id = %s AND analysis_id = ANY(%s) ORDER BY created_at DESC, analysis_id, name"""


async def insert(connection: Connection, file: AnalysisFile) -> None:
    """Stores the facts of a file, once."""
    values: list[Any] = [file.organisation_id, file.analysis_id, file.name, file.kind, file.content_type]
    values += [file.size, file.sha256, file.file_id, file.key, file.created_at]
    await connection.execute(_INSERT, values)


async def of(reader: Reader, organisation_id: str, analysis_ids: Sequence[UUID]) -> list[AnalysisFile]:
    """The files of some analyses, the newest first."""
    return await reader.fetch_all(AnalysisFile, _OF, [organisation_id, list(analysis_ids)])
