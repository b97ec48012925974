"""The files of a report: stored once under the owner, and never the reason why a report is lost."""

import asyncio
from pathlib import Path
from typing import Any, cast

from ai_service.analyses.reports.files import StoredReportFiles, file_name
from altsports.task.v1 import files_pb2 as pb
from service_kit.errors import PermissionDenied
from service_kit.files.opening import open_store
from service_kit.files.settings import FileSettings
from service_kit.rpc.grpc_client import MeshClient

FILES = {"a_analysis.pdf": b"%PDF-1.7 report", "a_analysis.md": b"# Report"}


class Task:
    """The task service's uploads, in memory."""

    def __init__(self, *, full: bool = False) -> None:
        self.files: dict[str, pb.StoredFile] = {}
        self.begun: dict[str, pb.BeginUploadRequest] = {}
        self._full = full

    async def call(self, method: str, request: Any, *, caller: Any) -> Any:
        if method.endswith("BeginUpload"):
            if self._full:
                raise PermissionDenied("Your storage is full", reason="STORAGE_QUOTA_EXCEEDED")
            if request.request_id in self.files:
                return pb.BeginUploadResponse(file=self.files[request.request_id])
            self.begun[request.request_id] = request
            return pb.BeginUploadResponse(file_id=request.request_id, key=f"x/{request.name}", limit=1000)
        begun = self.begun[request.file_id]
        stored = pb.StoredFile(
            id=begun.name, name=begun.name, size=request.size, content_type=request.content_type
        )
        self.files[request.file_id] = stored
        return pb.FinishUploadResponse(file=stored)


async def test_files_belong_to_the_owner_and_are_stored_once(tmp_path: Path):
    task, store = Task(), open_store(FileSettings(env="test", home=tmp_path))
    files = StoredReportFiles(cast("MeshClient", task), store)
    kept = await files.keep("ann", "r1", FILES)
    assert await files.keep("ann", "r1", FILES) == kept
    assert [(each["name"], each["size"]) for each in kept.files] == [
        (name, len(data)) for name, data in FILES.items()
    ]
    assert kept.files[0]["content_type"] == "application/pdf"
    assert kept.files[0]["url"] == "/api/v1/files/a_analysis.pdf/content"
    assert {(each.owner_kind, each.owner_id) for each in task.begun.values()} == {("user", "ann")}
    written = await asyncio.to_thread(lambda: (tmp_path / "files" / "x" / "a_analysis.pdf").read_bytes())
    assert written == FILES["a_analysis.pdf"]


async def test_a_full_storage_is_stated_and_loses_no_report(tmp_path: Path):
    store = open_store(FileSettings(env="test", home=tmp_path))
    kept = await StoredReportFiles(cast("MeshClient", Task(full=True)), store).keep("ann", "r1", FILES)
    assert kept.files == ()
    assert "STORAGE_QUOTA_EXCEEDED" in kept.problem


def test_a_file_is_named_after_its_league():
    assert file_name("Ligue 1 Féminine / Ünited", "pdf") == "ligue-1-feminine-united_analysis.pdf"
    assert file_name("日本", "md") == "league_analysis.md"
