"""What happens to files: uploads begin and finish, owners list and delete them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from service_kit import paging
from service_kit.db.connection import Connection
from service_kit.files.errors import FileTooLarge, StorageQuotaExceeded
from service_kit.files.names import file_name
from service_kit.owners import Owner
from task_service.errors import RequestIdReused
from task_service.files import repository as files
from task_service.files.domain import PLAIN, Allowances, File, Rights, object_key
from task_service.files.errors import (
    FileExists,
    FileInUse,
    FileNotFound,
    FileNotYours,
    OwnerForbidden,
    UploadGone,
)
from task_service.files.repository import Doomed, NewUpload, Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """An upload that somebody asks for. `limit` is the most bytes of the file."""

    name: str
    owner: Owner
    purpose: str
    uploaded_by: str
    size: int | None
    key: str
    limit: int
    request_id: str | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where the bytes go. `again` is an earlier try of the same request, whose bytes are to be deleted.

    `limited_by_quota` is set if `limit` is what the owner has left.
    """

    file_id: UUID
    key: str
    limit: int
    limited_by_quota: bool = False
    file: File | None = None
    again: Sequence[Doomed] = ()


def check_owner(owner: Owner, rights: Rights) -> None:
    """Raises OwnerForbidden."""
    if not rights.may_store_for(owner):
        raise OwnerForbidden(f"You cannot store files for this {owner.kind}", owner_kind=owner.kind)


async def begin(connection: Connection, asked: Asked, allowances: Allowances, now: datetime) -> Ticket:
    """Reserves space. Raises StorageQuotaExceeded, FileTooLarge, FileExists, RequestIdReused."""
    owner = asked.owner
    name = file_name(asked.name)
    await files.lock_owner(connection, owner)
    again: list[Doomed] = []
    if asked.request_id is not None:
        found = await files.find_by_request(connection, asked.uploaded_by, asked.request_id)
        if found is not None:
            if (found.owner, found.purpose) != (owner, asked.purpose):
                words = "The request_id was already used for a file of another owner or purpose"
                raise RequestIdReused(words, request_id=asked.request_id)
            return Ticket(found.id, found.key, 0, file=found)
        again = await files.doom_request(connection, asked.uploaded_by, asked.request_id)
    limit = await _space(connection, asked, allowances)
    file_id = uuid4()
    key = asked.key or object_key(owner, file_id)
    reserved = limit if asked.size is None else asked.size
    upload = NewUpload(
        file_id, name, owner, asked.purpose, key, asked.uploaded_by, asked.request_id, reserved
    )
    if not await files.add(connection, upload, now):
        raise FileExists(
            f"There is already a file named {name}",
            recovery=["Choose another name, or delete the other file first"],
        )
    is_short = asked.size is None and limit < asked.limit
    return Ticket(file_id, key, reserved, limited_by_quota=is_short, again=again)


async def _space(connection: Connection, asked: Asked, allowances: Allowances) -> int:
    """The most bytes that the file may have."""
    if asked.size is not None and asked.size > asked.limit:
        raise FileTooLarge(f"The file can have at most {asked.limit:,} bytes", longest=asked.limit)
    allowed = allowances.of(asked.owner)
    usage = await files.usage(connection, asked.owner)
    free = max(allowed - usage.used_bytes, 0)
    if (asked.size or 1) > free:
        raise StorageQuotaExceeded.left(free)
    return min(asked.limit, free)


async def finish(
    connection: Connection, file_id: UUID, *, size: int, sha256: str, md5: str, content_type: str
) -> File:
    """Makes an uploaded file visible; a repetition changes nothing. Raises UploadGone."""
    file = await files.finish(
        connection, file_id, size=size, sha256=sha256, md5=md5, content_type=content_type
    ) or await files.find(connection, file_id)
    if file is None:
        raise UploadGone(
            "The upload was started again with the same key, took too long, or its owner was deleted",
            recovery=["Send the file again"],
            file_id=file_id,
        )
    return file


async def get(connection: Connection, rights: Rights, file_id: UUID) -> File:
    """Returns a file. Raises FileNotFound, also if it cannot be read."""
    file = await files.find(connection, file_id)
    if file is None or not rights.may_read(file):
        raise FileNotFound("File not found", file_id=file_id)
    return file


async def delete(connection: Connection, rights: Rights, file_id: UUID) -> list[Doomed]:
    """Hides a file. Raises FileNotFound, FileNotYours, FileInUse."""
    file = await get(connection, rights, file_id)
    if not rights.may_delete(file):
        raise FileNotYours("Only its uploader, its owner or an administrator can delete this file")
    if file.purpose != PLAIN:
        raise FileInUse(f"The file belongs to a {file.purpose}", recovery=[f"Delete the {file.purpose}"])
    return await files.doom(connection, [file_id])


async def list_files(
    connection: Connection, rights: Rights, wanted: Wanted, *, page_size: int, page_token: str | None
) -> tuple[list[File], str, int]:
    """A page of files, the token of the next one, and the number of all. Raises InvalidPageToken."""
    after = paging.decode(page_token, datetime, str) if page_token else None
    found = await files.page(connection, rights, wanted, after=after, limit=page_size + 1)
    shown = found[:page_size]
    token = paging.encode([shown[-1].created_at, str(shown[-1].id)]) if len(found) > page_size else ""
    return shown, token, await files.count(connection, rights, wanted)
