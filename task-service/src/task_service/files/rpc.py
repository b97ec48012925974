"""FileService: opens the transaction, calls the operation, deletes bytes after the commit, answers."""

from datetime import timedelta
from uuid import UUID

from google.protobuf import empty_pb2

from altsports.task.v1 import files_pb2 as pb
from altsports.task.v1.files_pb2_grpc import FileServiceServicer
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import ValidationFailed
from service_kit.files.links import FileLinks, Linked
from service_kit.owners import LEAGUE, ORGANISATION, USER, Owner, Owners
from service_kit.rpc.grpc_server import Context
from service_kit.timestamps import time_to_pb
from task_service.files import operations
from task_service.files import repository as files
from task_service.files.domain import Allowances, File, Rights
from task_service.files.errors import FileNotFound, OwnerForbidden
from task_service.files.operations import Asked
from task_service.files.repository import Wanted
from task_service.files.sweep import FileSweep


class FileRpc(FileServiceServicer):
    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        sweep: FileSweep,
        owners: Owners,
        links: FileLinks,
        allowances: Allowances,
        largest: int,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sweep = sweep
        self._owners = owners
        self._links = links
        self._allowances = allowances
        self._largest = largest

    async def ListFiles(self, request: pb.ListFilesRequest, context: Context) -> pb.ListFilesResponse:  # noqa: ARG002
        async with self._database.read() as connection:
            found, token, total = await operations.list_files(
                connection,
                Rights.of(current_caller()),
                Wanted(request.owner_kind or None, request.owner_id or None),
                page_size=request.page_size,
                page_token=request.page_token or None,
            )
        return pb.ListFilesResponse(
            files=[file_to_pb(file) for file in found], next_page_token=token, total_size=total
        )

    async def GetFile(self, request: pb.GetFileRequest, context: Context) -> pb.GetFileResponse:  # noqa: ARG002
        return pb.GetFileResponse(file=file_to_pb(await self._get(request.file_id)))

    async def CreateFileLink(
        self,
        request: pb.CreateFileLinkRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.CreateFileLinkResponse:
        file = await self._get(request.file_id)
        linked = Linked(file.key, file.name, file.content_type, file.size, file.sha256)
        link = await self._links.make(linked, timedelta(seconds=request.lifetime_s))
        return pb.CreateFileLinkResponse(
            link=pb.FileLink(url=link.url, expires_at=time_to_pb(link.expires_at))
        )

    async def DeleteFile(self, request: pb.DeleteFileRequest, context: Context) -> empty_pb2.Empty:  # noqa: ARG002
        async with self._database.transaction() as connection:
            rights = Rights.of(current_caller())
            doomed = await operations.delete(connection, rights, _file_id(request.file_id))
        await self._sweep.delete(doomed)
        return empty_pb2.Empty()

    async def GetStorage(self, request: pb.GetStorageRequest, context: Context) -> pb.GetStorageResponse:  # noqa: ARG002
        caller = current_caller()
        owner = _named_owner(caller, request.owner_kind or USER, request.owner_id)
        rights = Rights.of(caller)
        if not (rights.is_admin or rights.may_store_for(owner)):
            raise OwnerForbidden(f"You cannot see the storage of this {owner.kind}", owner_kind=owner.kind)
        if owner.kind == LEAGUE:
            await self._owners.check_league(owner.id)
        async with self._database.read() as connection:
            usage = await files.usage(connection, owner)
        storage = pb.Storage(
            owner_kind=owner.kind,
            owner_id=owner.id,
            used_bytes=usage.used_bytes,
            file_count=usage.file_count,
            allowed_bytes=self._allowances.of(owner),
            largest_file_bytes=self._largest,
        )
        return pb.GetStorageResponse(storage=storage)

    async def BeginUpload(self, request: pb.BeginUploadRequest, context: Context) -> pb.BeginUploadResponse:  # noqa: ARG002
        asked = Asked(
            name=request.name,
            owner=Owner(request.owner_kind, request.owner_id),
            purpose=request.purpose,
            uploaded_by=request.uploaded_by,
            size=request.size if request.HasField("size") else None,
            key=request.key,
            limit=min(request.limit or self._largest, self._largest),
            request_id=request.request_id or None,
        )
        if request.HasField("rights"):
            operations.check_owner(asked.owner, _rights(request))
            if asked.owner.kind == LEAGUE:  # anything else is the caller's own, so it exists
                await self._owners.check_league(asked.owner.id)
        async with self._database.transaction() as connection:
            ticket = await operations.begin(connection, asked, self._allowances, self._clock.now())
        await self._sweep.delete(ticket.again)
        answer = pb.BeginUploadResponse(
            file_id=str(ticket.file_id),
            key=ticket.key,
            limit=ticket.limit,
            limited_by_quota=ticket.limited_by_quota,
        )
        if ticket.file is not None:
            answer.file.CopyFrom(file_to_pb(ticket.file))
        return answer

    async def FinishUpload(
        self,
        request: pb.FinishUploadRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.FinishUploadResponse:
        async with self._database.transaction() as connection:
            file = await operations.finish(
                connection,
                _file_id(request.file_id),
                size=request.size,
                sha256=request.sha256,
                md5=request.md5,
                content_type=request.content_type,
            )
        return pb.FinishUploadResponse(file=file_to_pb(file))

    async def RemoveFiles(self, request: pb.RemoveFilesRequest, context: Context) -> empty_pb2.Empty:  # noqa: ARG002
        async with self._database.transaction() as connection:
            doomed = await files.doom(connection, [_file_id(text) for text in request.file_ids])
        await self._sweep.delete(doomed)
        return empty_pb2.Empty()

    async def _get(self, file_id: str) -> File:
        async with self._database.read() as connection:
            return await operations.get(connection, Rights.of(current_caller()), _file_id(file_id))


def file_to_pb(file: File) -> pb.StoredFile:
    """The file as the contract shows it."""
    return pb.StoredFile(
        id=str(file.id),
        name=file.name,
        owner_kind=file.owner_kind,
        owner_id=file.owner_id,
        purpose=file.purpose,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        md5=file.md5,
        key=file.key,
        uploaded_by=file.uploaded_by,
        created_at=time_to_pb(file.created_at),
    )


def _rights(request: pb.BeginUploadRequest) -> Rights:
    return Rights(request.uploaded_by, request.rights.organisation_id, request.rights.leagues)


def _named_owner(caller: Caller, kind: str, owner_id: str) -> Owner:
    """The owner of a request. Raises ValidationFailed if it names none, and the caller has none."""
    own = {USER: caller.principal, ORGANISATION: caller.organisation_id}
    named = owner_id or own.get(kind, "")
    if not named:
        raise ValidationFailed.at("owner_id", f"Name the {kind}", type="missing")
    return Owner(kind, named)


def _file_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise FileNotFound("File not found", file_id=text) from None
