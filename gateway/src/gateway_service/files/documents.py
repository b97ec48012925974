"""Uploads of documents: ai-service reads them before it answers, so a hostile one is not stored."""

from typing import Final

from altsports.ai.v1 import documents_pb2 as pb
from altsports.contract.catalog import Catalog
from altsports.task.v1 import files_pb2
from gateway_service.edge.exchange import Exchange
from gateway_service.files.answers import accepted
from gateway_service.files.upload import Asked, Ticket
from gateway_service.routes.upstream import Client
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.edge.answer import Answer
from service_kit.files.store import Stored
from service_kit.rpc.answers import Responses

_SERVICE: Final = "/altsports.ai.v1.DocumentService"
_REMOVE: Final = "/altsports.task.v1.FileService/RemoveFiles"
_GATEWAY: Final = service_caller("gateway")
_CACHE: Final = "public, max-age=3600"


class DocumentIntake:
    """The caller is the owner, unless the query names its organisation or the league."""

    def __init__(self, catalog: Catalog, client: Client, clock: Clock) -> None:
        self._begin = catalog.by_path[f"{_SERVICE}/BeginDocument"]
        self._finish = catalog.by_path[f"{_SERVICE}/FinishDocument"]
        self._remove = catalog.by_path[_REMOVE]
        self._responses = Responses(catalog.by_path[f"{_SERVICE}/GetDocument"])
        self._client = client
        self._clock = clock

    async def begin(self, asked: Asked) -> Ticket:
        answer = await self._client.call(self._begin, _begun(asked), caller=_GATEWAY)
        return Ticket.of(answer, "document", cache=_CACHE)

    async def finish(self, asked: Asked, ticket: Ticket, stored: Stored) -> Answer:
        request = pb.FinishDocumentRequest(
            begun=_begun(asked),
            file_id=ticket.file_id,
            key=ticket.key,
            size=stored.size,
            sha256=stored.sha256,
            md5=stored.md5,
            content_type=stored.content_type,
        )
        answer = await self._client.call(self._finish, request, caller=_GATEWAY)
        return self._answer(asked.exchange, answer.document)

    async def repeated(self, asked: Asked, ticket: Ticket) -> Answer:
        return self._answer(asked.exchange, ticket.done)

    async def abandon(self, ticket: Ticket) -> None:
        request = files_pb2.RemoveFilesRequest(file_ids=[ticket.file_id])
        await self._client.call(self._remove, request, caller=_GATEWAY)

    def _answer(self, exchange: Exchange, document: pb.Document) -> Answer:
        response = self._responses.json(pb.GetDocumentResponse(document=document))
        return accepted(response, exchange, self._clock.now(), status=202, location=document.status_url)


def _begun(asked: Asked) -> pb.BeginDocumentRequest:
    caller = asked.exchange.identity.caller
    kind = asked.owner_kind()
    return pb.BeginDocumentRequest(
        league_id=asked.exchange.params["league_id"][:64],
        name=asked.name,
        owner_kind=kind,
        uploaded_by=caller.principal,
        organisation_id=caller.organisation_id,
        user_id=caller.user_id,
        api_key_id=caller.api_key_id,
        tier=caller.tier,
        leagues=caller.has_permission("leagues:write"),
        size=asked.size,
        request_id=asked.request_id,
    )
