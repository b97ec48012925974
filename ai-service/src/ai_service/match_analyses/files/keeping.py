"""Stores the files of an analysis for its club, through task-service and the file store."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from ai_service.match_analyses.files.domain import AnalysisFile, Made, is_name
from ai_service.match_analyses.runs.domain import Run
from altsports.task.v1 import files_pb2 as pb
from service_kit.caller import service_caller
from service_kit.errors import DomainError
from service_kit.files.made import store_made
from service_kit.files.store import FileStore
from service_kit.rpc.grpc_client import MeshClient

_AI: Final = service_caller("ai-service")
_PURPOSE: Final = "analysis"

logger = logging.getLogger(__name__)


class Files(Protocol):
    """Keeps files. Tests stand in for it."""

    async def keep(self, run: Run, made: Sequence[Made], now: datetime) -> list[AnalysisFile]: ...


class StoredFiles:
    """Files of the club, which count towards its quota."""

    def __init__(self, client: MeshClient, store: FileStore) -> None:
        self._client = client
        self._store = store

    async def keep(self, run: Run, made: Sequence[Made], now: datetime) -> list[AnalysisFile]:
        """Stores files, each once. An analysis is complete without them: a full quota loses no segment."""
        try:
            return [await self._keep(run, each, now) for each in made if is_name(each.name)]
        except DomainError as error:
            logger.warning("The files of analysis %s are not stored: %s", run.id, error.reason)
            return []

    async def _keep(self, run: Run, made: Made, now: datetime) -> AnalysisFile:
        file = await self._stored(run, made)
        return AnalysisFile(
            organisation_id=run.organisation_id,
            analysis_id=run.id,
            name=made.name,
            kind=made.kind,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            file_id=file.id,
            key=file.key,
            created_at=now,
        )

    async def _stored(self, run: Run, made: Made) -> pb.StoredFile:
        request = pb.BeginUploadRequest(
            name=made.name,
            owner_kind="organisation",
            owner_id=run.organisation_id,
            purpose=_PURPOSE,
            uploaded_by=run.user_id,
            size=len(made.data),
            request_id=f"{run.id}/{made.name}"[:100],
        )
        return await store_made(self._client, self._store, request, made.data, caller=_AI)
