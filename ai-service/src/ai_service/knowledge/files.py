"""The files of documents in task-service: space is reserved before, and released after."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from ai_service.knowledge.domain import PURPOSE, object_key
from ai_service.knowledge.extraction.limits import LARGEST_BYTES
from altsports.task.v1 import files_pb2 as pb
from service_kit.caller import service_caller
from service_kit.db.connection import Connection
from service_kit.deliveries.posting import post
from service_kit.errors import AlreadyExists
from service_kit.rpc.grpc_client import MeshClient

SCHEMA: Final = "ai"
_SERVICE: Final = "/altsports.task.v1.FileService"
_AI: Final = service_caller("ai-service")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a document needs."""

    league_id: str
    name: str
    owner_kind: str
    owner_id: str
    uploaded_by: str
    size: int | None
    request_id: str | None


async def reserve(client: MeshClient, wanted: Wanted) -> pb.BeginUploadResponse:
    """Reserves the space. Raises the errors of BeginUpload."""
    request = pb.BeginUploadRequest(
        name=wanted.name,
        owner_kind=wanted.owner_kind,
        owner_id=wanted.owner_id,
        purpose=PURPOSE,
        uploaded_by=wanted.uploaded_by,
        size=wanted.size,
        key=object_key(wanted.league_id, wanted.name),
        limit=LARGEST_BYTES,
        request_id=wanted.request_id,
    )
    method = f"{_SERVICE}/BeginUpload"
    try:
        return await client.call(method, request, caller=_AI)
    except AlreadyExists:  # a document of another owner, which this one need not know of
        request.key = object_key(wanted.league_id, wanted.name, mark=uuid4().hex[:12])
        return await client.call(method, request, caller=_AI)


async def release(client: MeshClient, file_id: str) -> None:
    """Deletes an upload that failed."""
    await client.call(f"{_SERVICE}/RemoveFiles", pb.RemoveFilesRequest(file_ids=[file_id]), caller=_AI)


async def finish_later(connection: Connection, request: pb.FinishUploadRequest) -> None:
    """Makes the file visible when the transaction is committed."""
    await post(connection, SCHEMA, f"{_SERVICE}/FinishUpload", request, id=UUID(request.file_id))


async def remove_later(connection: Connection, file_ids: list[UUID]) -> None:
    """Deletes files when the transaction is committed."""
    if file_ids:
        request = pb.RemoveFilesRequest(file_ids=[str(file_id) for file_id in file_ids])
        await post(connection, SCHEMA, f"{_SERVICE}/RemoveFiles", request, id=uuid4())
