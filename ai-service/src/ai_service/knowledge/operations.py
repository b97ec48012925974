"""What happens to documents: they begin, are read and stored, listed, searched and deleted."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from ai_service.knowledge import chunk_repository as chunks
from ai_service.knowledge import files
from ai_service.knowledge import repository as documents
from ai_service.knowledge.domain import CACHE_CONTROL, Document, Passage, Reader, owner_of
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.errors import (
    DocumentExists,
    DocumentNotFound,
    DocumentNotYours,
    OwnerForbidden,
)
from ai_service.knowledge.extraction.extraction import Extracted, Extraction, kind_of
from ai_service.knowledge.files import SCHEMA, Wanted
from ai_service.models.calls.embedding import EmbedRequest
from ai_service.models.calls.payer import payer_to_json
from altsports.ai.v1 import documents_pb2 as pb
from altsports.task.v1 import files_pb2
from service_kit import paging
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.files.names import file_name
from service_kit.files.store import FileStore, Stored
from service_kit.rpc.grpc_client import MeshClient
from service_kit.runs.requests import RunRequest, enqueue_run

EMBED: Final = "embed_document"
_ESTIMATED_S: Final = 5
_FEW: Final = 10_000
"""Passages that take about 10 ms to compare."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where the bytes of a document go. `document` is set if there is nothing left to do."""

    file_id: str
    key: str
    limit: int
    document: Document | None = None
    limited_by_quota: bool = False


class Library:
    """Adds documents."""

    def __init__(
        self,
        database: Database,
        client: MeshClient,
        store: FileStore,
        courier: Courier,
        extraction: Extraction,
        clock: Clock,
    ) -> None:
        self._database = database
        self._client = client
        self._store = store
        self._courier = courier
        self._extraction = extraction
        self._clock = clock

    async def begin(self, request: pb.BeginDocumentRequest) -> Ticket:
        """Reserves space. Raises OwnerForbidden, DocumentExists, and the errors of BeginUpload."""
        owner_id = _owner_id(request)
        name = file_name(request.name)
        wanted = Wanted(
            league_id=request.league_id,
            name=name,
            owner_kind=request.owner_kind,
            owner_id=owner_id,
            uploaded_by=request.uploaded_by,
            size=request.size if request.HasField("size") else None,
            request_id=request.request_id or None,
        )
        found = await self._named(request.league_id, request.owner_kind, owner_id, name)
        if found is not None and wanted.request_id is None:
            raise _exists(name)
        ticket = await files.reserve(self._client, wanted)
        if not ticket.HasField("file"):
            if found is None:
                short = ticket.limited_by_quota
                return Ticket(ticket.file_id, ticket.key, ticket.limit, limited_by_quota=short)
            await files.release(self._client, ticket.file_id)
            raise _exists(name)
        async with self._database.read() as connection:
            document = await documents.find_by_file(connection, UUID(ticket.file_id))
        if document is None:
            raise DocumentNotFound("The document of this request was deleted")
        return Ticket(ticket.file_id, ticket.key, 0, document)

    async def finish(self, request: pb.FinishDocumentRequest, *, document_id: UUID | None = None) -> Document:
        """Reads a document whose bytes are stored. Raises the errors of refusals.py, DocumentExists."""
        kind = kind_of(request.content_type, request.begun.name)
        extracted = await self._extraction.read(kind, self._store.get(request.key))
        document = _document(request, extracted, document_id or uuid4(), self._clock.now())
        async with self._database.transaction() as connection:
            run = RunRequest(
                EMBED,
                user_id=document.uploaded_by,
                params={"document_id": str(document.id), "payer": payer_to_json(_payer(request.begun))},
                estimated_s=_ESTIMATED_S,
            )
            document = replace(document, run_id=await enqueue_run(connection, SCHEMA, run))
            if not await documents.add(connection, document):
                raise _exists(document.name)
            await chunks.add(connection, document, extracted.chunks)
            await files.finish_later(connection, _finished(request))
        await self._courier.delivered(document.file_id)
        await self._courier.delivered(document.run_id)
        return document

    async def add_text(
        self, request: pb.BeginDocumentRequest, text: str, *, document_id: UUID | None = None
    ) -> Document:
        """Adds a text; the same text under the same name is the same document."""
        data = text.encode()
        owner_id, name = _owner_id(request), file_name(request.name)
        found = await self._named(request.league_id, request.owner_kind, owner_id, name)
        if found is not None and found.sha256 == hashlib.sha256(data).hexdigest():
            return found
        request.size = len(data)
        ticket = await self.begin(request)
        try:
            stored = await self._store.put(
                ticket.key,
                _once(data),
                name=name,
                limit=ticket.limit,
                attributes={"Cache-Control": CACHE_CONTROL},
            )
            finished = finish_request(request, ticket.file_id, ticket.key, stored)
            return await self.finish(finished, document_id=document_id)
        except BaseException:
            await files.release(self._client, ticket.file_id)
            raise

    async def _named(self, league_id: str, owner_kind: str, owner_id: str, name: str) -> Document | None:
        async with self._database.read() as connection:
            return await documents.find_by_name(connection, league_id, owner_kind, owner_id, name)


def finish_request(
    begun: pb.BeginDocumentRequest, file_id: str, key: str, stored: Stored
) -> pb.FinishDocumentRequest:
    """What was stored for a document."""
    return pb.FinishDocumentRequest(
        begun=begun,
        file_id=file_id,
        key=key,
        size=stored.size,
        sha256=stored.sha256,
        md5=stored.md5,
        content_type=stored.content_type,
    )


def _owner_id(request: pb.BeginDocumentRequest) -> str:
    owner_id = owner_of(
        request.owner_kind,
        user_id=request.uploaded_by,
        organisation_id=request.organisation_id,
        league_id=request.league_id,
        leagues=request.leagues,
    )
    if owner_id is None:
        raise OwnerForbidden(f"You cannot add documents for this {request.owner_kind}")
    return owner_id


def _document(
    request: pb.FinishDocumentRequest, extracted: Extracted, document_id: UUID, now: datetime
) -> Document:
    begun = request.begun
    return Document(
        id=document_id,
        league_id=begun.league_id,
        name=file_name(begun.name),
        owner_kind=begun.owner_kind,
        owner_id=_owner_id(begun),
        uploaded_by=begun.uploaded_by,
        file_id=UUID(request.file_id),
        object_key=request.key,
        content_type=request.content_type,
        size=request.size,
        sha256=request.sha256,
        md5=request.md5,
        pages=extracted.pages,
        characters=extracted.characters,
        passages=len(extracted.chunks),
        status="processing",
        run_id=UUID(int=0),
        created_at=now,
    )


def _payer(begun: pb.BeginDocumentRequest) -> Caller:
    """The user who uploads also pays for the vectors; the platform pays for documents of the demo."""
    if not begun.tier:
        return current_caller()
    return Caller(
        kind="user",
        user_id=begun.user_id,
        tier=begun.tier,
        organisation_id=begun.organisation_id,
        api_key_id=begun.api_key_id,
        request_id=current_caller().request_id,
    )


def _finished(request: pb.FinishDocumentRequest) -> files_pb2.FinishUploadRequest:
    return files_pb2.FinishUploadRequest(
        file_id=request.file_id,
        size=request.size,
        sha256=request.sha256,
        md5=request.md5,
        content_type=request.content_type,
    )


def _exists(name: str) -> DocumentExists:
    return DocumentExists(
        f"You already have a document named {name} about this league",
        recovery=["Choose another name, or delete the other document first"],
    )


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def get(connection: Connection, reader: Reader, league_id: str, document_id: UUID) -> Document:
    """Returns a document. Raises DocumentNotFound, also if it cannot be read."""
    document = await documents.find(connection, league_id, document_id)
    if document is None or not reader.may_read(document):
        raise DocumentNotFound("Document not found", document_id=document_id)
    return document


async def delete(connection: Connection, reader: Reader, league_id: str, document_id: UUID) -> None:
    """Deletes a document, and its file after the commit. Raises DocumentNotFound, DocumentNotYours."""
    document = await get(connection, reader, league_id, document_id)
    if not reader.may_delete(document):
        raise DocumentNotYours("Only its uploader, its owner or an administrator can delete this document")
    await documents.delete(connection, document_id)
    await files.remove_later(connection, [document.file_id])


async def list_documents(
    connection: Connection, reader: Reader, league_id: str, *, page_size: int, page_token: str | None
) -> tuple[list[Document], str, int]:
    """A page of documents, the token of the next one, and the number of all. Raises InvalidPageToken."""
    after = paging.decode(page_token, datetime, str) if page_token else None
    found = await documents.page(connection, league_id, reader, after=after, limit=page_size + 1)
    shown = found[:page_size]
    token = paging.encode([shown[-1].created_at, str(shown[-1].id)]) if len(found) > page_size else ""
    return shown, token, await documents.count(connection, league_id, reader)


async def search(
    database: Database,
    embedder: Embedder,
    reader: Reader,
    query: EmbedRequest,
    *,
    league_id: str,
    limit: int,
    document_id: UUID | None = None,
) -> list[Passage]:
    """The passages that are closest in meaning to a text. Raises the errors of the embedder."""
    (vector,) = await embedder.embed(query)
    return await closest(
        database, chunks.Wanted(embedder.model, vector, league_id, document_id, limit), reader
    )


async def closest(database: Database, wanted: chunks.Wanted, reader: Reader) -> list[Passage]:
    """Compares all passages if they are few, which is exact; otherwise asks the index.

    The index knows no leagues. If a league has a hundredth of the passages, the index visits about a hundred
    times as many of them as it returns, and gives up after 20,000.
    """
    league_id, document_id = wanted.league_id, wanted.document_id
    async with database.read() as connection:
        passages = await documents.count_passages(connection, league_id, reader, document_id=document_id)
        if passages <= _FEW:
            return await chunks.search_all(connection, wanted, reader)
    async with database.transaction() as connection:
        return await chunks.search_index(connection, wanted, reader)
