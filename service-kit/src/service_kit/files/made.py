"""Stores files that a service has made, through task-service and the file store."""

from collections.abc import AsyncIterator
from typing import Final

from altsports.task.v1 import files_pb2 as pb
from service_kit.caller import Caller
from service_kit.files.store import FileStore, Stored
from service_kit.rpc.grpc_client import MeshClient

_SERVICE: Final = "/altsports.task.v1.FileService"


async def store_made(
    client: MeshClient, store: FileStore, upload: pb.BeginUploadRequest, data: bytes, *, caller: Caller
) -> pb.StoredFile:
    """Stores the bytes; a second upload with the same `request_id` returns the first file.

    Raises the errors of BeginUpload, such as that of a full quota, and those of the store.
    """
    ticket = await client.call(f"{_SERVICE}/BeginUpload", upload, caller=caller)
    if ticket.HasField("file"):
        return ticket.file
    stored = await store.put(ticket.key, _chunks(data), name=upload.name, limit=ticket.limit)
    finish = finish_request(ticket.file_id, stored)
    return (await client.call(f"{_SERVICE}/FinishUpload", finish, caller=caller)).file


def finish_request(file_id: str, stored: Stored) -> pb.FinishUploadRequest:
    """What makes a file visible once its bytes are in the store."""
    return pb.FinishUploadRequest(
        file_id=file_id,
        size=stored.size,
        sha256=stored.sha256,
        md5=stored.md5,
        content_type=stored.content_type,
    )


async def _chunks(data: bytes) -> AsyncIterator[bytes]:
    yield data
