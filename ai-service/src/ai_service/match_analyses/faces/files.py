"""FileService: the files that analyses have made."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from ai_service.match_analyses.errors import AnalysisFileNotFound, AnalysisNotFound
from ai_service.match_analyses.files import repository as files
from ai_service.match_analyses.files.domain import AnalysisFile
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import Run, visible_teams
from ai_service.match_analyses.runs.repository import Wanted
from ai_service.match_analyses.tasks.operations import Operations
from altsports.analysis.v1 import files_pb2 as pb
from altsports.analysis.v1.files_pb2_grpc import FileServiceServicer
from service_kit.caller import current_caller
from service_kit.files.links import FileLinks, Linked
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb

_LIFETIME: Final = timedelta(hours=1)
_MOST: Final = 100


class FileRpc(FileServiceServicer):
    """Handlers of the contract."""

    def __init__(self, operations: Operations, links: FileLinks) -> None:
        self._operations = operations
        self._links = links

    async def ListAnalysisFiles(
        self, request: pb.ListAnalysisFilesRequest, context: Context
    ) -> pb.ListAnalysisFilesResponse:
        caller = current_caller()
        if request.analysis_id:
            try:
                found = [await self._operations.find(caller, request.analysis_id)]
            except AnalysisNotFound:
                found = []
        else:
            wanted = Wanted(
                caller.organisation_id,
                visible_teams(caller),
                match=request.match_id or None,
                status="completed",
            )
            found = await runs.page(self._operations.database.pipelined, wanted, after=None, limit=_MOST)
        if request.match_id:
            found = [run for run in found if run.match_id == request.match_id]
        return pb.ListAnalysisFilesResponse(files=await self._shown(caller.organisation_id, found))

    async def GetAnalysisFile(
        self, request: pb.GetAnalysisFileRequest, context: Context
    ) -> pb.GetAnalysisFileResponse:
        caller = current_caller()
        try:
            run = await self._operations.find(caller, request.analysis_id)
        except AnalysisNotFound:
            raise AnalysisFileNotFound(request.name) from None
        for file in await self._shown(caller.organisation_id, [run]):
            if file.name == request.name:
                return pb.GetAnalysisFileResponse(file=file)
        raise AnalysisFileNotFound(request.name)

    async def _shown(self, organisation_id: str, found: Iterable[Run]) -> list[pb.AnalysisFile]:
        by_id = {run.id: run for run in found}
        kept = await files.of(self._operations.database.pipelined, organisation_id, list(by_id))
        return [await self._file_to_pb(by_id[each.analysis_id], each) for each in kept]

    async def _file_to_pb(self, run: Run, file: AnalysisFile) -> pb.AnalysisFile:
        linked = Linked(file.key, file.name, file.content_type, file.size, file.sha256)
        link = await self._links.make(linked, _LIFETIME)
        return pb.AnalysisFile(
            name=file.name,
            path=f"{run.id}/{quote(file.name)}",
            kind=file.kind,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            analysis_id=str(run.id),
            match_id=run.match_id,
            url=link.url,
            key=file.key,
            created_at=time_to_pb(file.created_at),
        )
