"""Stores the files of a report for their owner, through task-service and the file store."""

import logging
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from altsports.task.v1 import files_pb2 as pb
from service_kit.caller import service_caller
from service_kit.errors import DomainError
from service_kit.files.made import store_made
from service_kit.files.store import FileStore
from service_kit.rpc.grpc_client import MeshClient

_PURPOSE: Final = "file"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """The stored files as the result of a task shows them, or why there are none."""

    files: tuple[Mapping[str, Any], ...]
    problem: str = ""


class ReportFiles(Protocol):
    """Keeps the files of a report."""

    async def keep(self, owner: str, report_id: str, files: Mapping[str, bytes]) -> Kept:
        """Stores files under their names. A repeated call stores nothing twice. Raises nothing expected."""
        ...


class StoredReportFiles:
    """Files of the report's owner, who downloads, shares and deletes them as any other file."""

    def __init__(self, client: MeshClient, store: FileStore) -> None:
        self._client = client
        self._store = store
        self._caller = service_caller("ai-service")

    async def keep(self, owner: str, report_id: str, files: Mapping[str, bytes]) -> Kept:
        """A report is complete without its files: a full quota or a store that is away loses no analysis."""
        try:
            kept = [await self._store_file(owner, report_id, name, data) for name, data in files.items()]
        except DomainError as error:
            logger.warning("The files of report %s are not stored: %s", report_id, error.reason)
            return Kept((), f"The files could not be stored ({error.reason}): {error.message}")
        return Kept(tuple(_shown(file) for file in kept))

    async def _store_file(self, owner: str, report_id: str, name: str, data: bytes) -> pb.StoredFile:
        request = pb.BeginUploadRequest(
            name=name,
            owner_kind="user",
            owner_id=owner,
            purpose=_PURPOSE,
            uploaded_by=owner,
            size=len(data),
            request_id=f"{report_id}/{name}"[:100],
        )
        return await store_made(self._client, self._store, request, data, caller=self._caller)


def file_name(league_name: str, ending: str) -> str:
    """`premier-lacrosse-league_analysis.pdf`."""
    plain = unicodedata.normalize("NFKD", league_name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:60] or 'league'}_analysis.{ending}"


def _shown(file: pb.StoredFile) -> Mapping[str, Any]:
    return {
        "file_id": file.id,
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "url": f"/api/v1/files/{file.id}/content",
    }
