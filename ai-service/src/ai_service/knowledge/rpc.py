"""The gRPC handlers of documents."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from ai_service.knowledge import chunk_repository as chunks
from ai_service.knowledge import operations
from ai_service.knowledge.domain import Document, Passage, Reader
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.errors import DocumentNotFound
from ai_service.knowledge.operations import Library
from ai_service.models.calls.embedding import EmbedRequest
from altsports.ai.v1 import documents_pb2 as pb
from altsports.ai.v1.documents_pb2_grpc import DocumentServiceServicer
from service_kit.caller import Caller, current_caller
from service_kit.db.database import Database
from service_kit.files.errors import StoreUnavailable
from service_kit.files.links import FileLinks, Linked
from service_kit.logging import logs
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb

CheckLeague = Callable[[str], Awaitable[None]]
"""Raises NotFound unless the league exists."""

log = logs.get_logger(__name__)
_FIRST_LINK: Final = timedelta(hours=24)
_PENDING: Final = "Some passages are still being embedded and cannot be found yet"


class DocumentRpc(DocumentServiceServicer):
    """Lists, searches, adds and deletes documents."""

    def __init__(
        self,
        database: Database,
        library: Library,
        embedder: Embedder,
        links: FileLinks,
        check_league: CheckLeague,
    ) -> None:
        self._database = database
        self._library = library
        self._embedder = embedder
        self._links = links
        self._check_league = check_league

    async def ListDocuments(
        self, request: pb.ListDocumentsRequest, context: Context
    ) -> pb.ListDocumentsResponse:
        async with self._database.read() as connection:
            found, token, total = await operations.list_documents(
                connection,
                Reader.of(current_caller()),
                request.league_id,
                page_size=request.page_size,
                page_token=request.page_token or None,
            )
        return pb.ListDocumentsResponse(
            documents=map(document_to_pb, found), next_page_token=token, total_size=total
        )

    async def SearchDocuments(
        self, request: pb.SearchDocumentsRequest, context: Context
    ) -> pb.SearchDocumentsResponse:
        found = await operations.search(
            self._database,
            self._embedder,
            Reader.of(current_caller()),
            EmbedRequest((request.query,), "SearchDocuments"),
            league_id=request.league_id,
            limit=request.limit,
            document_id=_document_id(request.document_id) if request.document_id else None,
        )
        model = self._embedder.model
        async with self._database.read() as connection:
            is_pending = await chunks.has_unembedded(connection, model, request.league_id)
        return pb.SearchDocumentsResponse(
            passages=map(passage_to_pb, found), model=model, warnings=[_PENDING] if is_pending else []
        )

    async def GetDocument(self, request: pb.GetDocumentRequest, context: Context) -> pb.GetDocumentResponse:
        document = await self._get(request.league_id, request.document_id)
        return pb.GetDocumentResponse(document=document_to_pb(document))

    async def CreateDocumentLink(
        self, request: pb.CreateDocumentLinkRequest, context: Context
    ) -> pb.CreateDocumentLinkResponse:
        document = await self._get(request.league_id, request.document_id)
        link = await self._link(document, timedelta(seconds=request.lifetime_s))
        return pb.CreateDocumentLinkResponse(link=link)

    async def AddTextDocument(
        self, request: pb.AddTextDocumentRequest, context: Context
    ) -> pb.AddTextDocumentResponse:
        await self._check_league(request.league_id)
        begun = begun_by(current_caller(), request.league_id, request.name, request.owner_kind)
        document = await self._library.add_text(begun, request.text)
        return pb.AddTextDocumentResponse(document=await self._uploaded(document))

    async def DeleteDocument(self, request: pb.DeleteDocumentRequest, context: Context) -> Empty:
        reader = Reader.of(current_caller())
        document_id = _document_id(request.document_id)
        async with self._database.transaction() as connection:
            await operations.delete(connection, reader, request.league_id, document_id)
        return Empty()

    async def EmbedTexts(self, request: pb.EmbedTextsRequest, context: Context) -> pb.EmbedTextsResponse:
        vectors = await self._embedder.embed(EmbedRequest(tuple(request.texts), "EmbedTexts"))
        return pb.EmbedTextsResponse(
            embeddings=[pb.TextEmbedding(values=vector) for vector in vectors],
            model=self._embedder.model,
            dimension=len(vectors[0]),
        )

    async def BeginDocument(
        self, request: pb.BeginDocumentRequest, context: Context
    ) -> pb.BeginDocumentResponse:
        await self._check_league(request.league_id)
        ticket = await self._library.begin(request)
        answer = pb.BeginDocumentResponse(
            file_id=ticket.file_id,
            key=ticket.key,
            limit=ticket.limit,
            limited_by_quota=ticket.limited_by_quota,
        )
        if ticket.document is not None:
            answer.document.CopyFrom(await self._uploaded(ticket.document))
        return answer

    async def FinishDocument(
        self, request: pb.FinishDocumentRequest, context: Context
    ) -> pb.FinishDocumentResponse:
        document = await self._library.finish(request)
        return pb.FinishDocumentResponse(document=await self._uploaded(document))

    async def _uploaded(self, document: Document) -> pb.Document:
        """A document as an upload answers it, with a link. It is stored, even if no link can be made now."""
        shown = document_to_pb(document)
        try:
            shown.link.CopyFrom(await self._link(document, _FIRST_LINK))
        except StoreUnavailable as error:
            log.warning("An upload is answered without a link", reason=error.reason)
        return shown

    async def _link(self, document: Document, lifetime: timedelta) -> pb.DocumentLink:
        linked = Linked(
            document.object_key, document.name, document.content_type, document.size, document.sha256
        )
        link = await self._links.make(linked, lifetime)
        return pb.DocumentLink(url=link.url, expires_at=time_to_pb(link.expires_at))

    async def _get(self, league_id: str, document_id: str) -> Document:
        reader = Reader.of(current_caller())
        async with self._database.read() as connection:
            return await operations.get(connection, reader, league_id, _document_id(document_id))


def begun_by(caller: Caller, league_id: str, name: str, owner_kind: str) -> pb.BeginDocumentRequest:
    """A document that a caller adds."""
    return pb.BeginDocumentRequest(
        league_id=league_id,
        name=name,
        owner_kind=owner_kind,
        uploaded_by=caller.principal,
        organisation_id=caller.organisation_id,
        user_id=caller.user_id,
        api_key_id=caller.api_key_id,
        tier=caller.tier,
        leagues=caller.has_permission("leagues:write"),
    )


def document_to_pb(document: Document) -> pb.Document:
    """The document as the contract shows it."""
    return pb.Document(
        id=str(document.id),
        league_id=document.league_id,
        name=document.name,
        owner_kind=document.owner_kind,
        owner_id=document.owner_id,
        uploaded_by=document.uploaded_by,
        status=document.status,
        content_type=document.content_type,
        size=document.size,
        pages=document.pages,
        characters=document.characters,
        passages=document.passages,
        sha256=document.sha256,
        md5=document.md5,
        object_key=document.object_key,
        file_id=str(document.file_id),
        task_id=str(document.run_id),
        status_url=f"/api/v1/tasks/{document.run_id}/status",
        created_at=time_to_pb(document.created_at),
    )


def passage_to_pb(passage: Passage) -> pb.Passage:
    return pb.Passage(
        document_id=str(passage.document_id),
        document_name=passage.document_name,
        page=passage.page,
        offset=passage.place,
        excerpt=passage.text,
        score=passage.score,
        citation=passage.citation,
    )


def _document_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise DocumentNotFound("Document not found", document_id=text) from None
