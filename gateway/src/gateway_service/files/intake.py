"""Uploads of plain files: task-service reserves the space, and makes the file visible at the end."""

from typing import Final

from altsports.contract.catalog import Catalog
from altsports.task.v1 import files_pb2 as pb
from gateway_service.edge.exchange import Exchange
from gateway_service.files.answers import accepted
from gateway_service.files.upload import Asked, Ticket
from gateway_service.routes.upstream import Client
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.edge.answer import Answer
from service_kit.errors import ValidationFailed
from service_kit.files.made import finish_request
from service_kit.files.store import Stored
from service_kit.rpc.answers import Responses

_SERVICE: Final = "/altsports.task.v1.FileService"
_GATEWAY: Final = service_caller("gateway")
_CACHE: Final = "private, no-cache"


class FileIntake:
    """The caller is the owner, unless the query names its organisation or a league."""

    def __init__(self, catalog: Catalog, client: Client, clock: Clock) -> None:
        self._begin = catalog.by_path[f"{_SERVICE}/BeginUpload"]
        self._finish = catalog.by_path[f"{_SERVICE}/FinishUpload"]
        self._remove = catalog.by_path[f"{_SERVICE}/RemoveFiles"]
        self._responses = Responses(catalog.by_path[f"{_SERVICE}/GetFile"])
        self._client = client
        self._clock = clock

    async def begin(self, asked: Asked) -> Ticket:
        caller = asked.exchange.identity.caller
        kind, owner_id = _owner(asked)
        request = pb.BeginUploadRequest(
            name=asked.name,
            owner_kind=kind,
            owner_id=owner_id,
            purpose="file",
            uploaded_by=caller.principal,
            size=asked.size,
            request_id=asked.request_id,
            rights=pb.OwnerRights(
                organisation_id=caller.organisation_id, leagues=caller.has_permission("leagues:write")
            ),
        )
        answer = await self._client.call(self._begin, request, caller=_GATEWAY)
        return Ticket.of(answer, "file", cache=_CACHE)

    async def finish(self, asked: Asked, ticket: Ticket, stored: Stored) -> Answer:
        request = finish_request(ticket.file_id, stored)
        answer = await self._client.call(self._finish, request, caller=_GATEWAY)
        return self._answer(asked.exchange, answer.file)

    async def repeated(self, asked: Asked, ticket: Ticket) -> Answer:
        return self._answer(asked.exchange, ticket.done)

    async def abandon(self, ticket: Ticket) -> None:
        request = pb.RemoveFilesRequest(file_ids=[ticket.file_id])
        await self._client.call(self._remove, request, caller=_GATEWAY)

    def _answer(self, exchange: Exchange, file: pb.StoredFile) -> Answer:
        response = self._responses.json(pb.GetFileResponse(file=file))
        location = f"/api/v1/files/{file.id}"
        return accepted(response, exchange, self._clock.now(), status=201, location=location)


def _owner(asked: Asked) -> tuple[str, str]:
    caller = asked.exchange.identity.caller
    kind = asked.owner_kind()
    own = {"user": caller.principal, "organisation": caller.organisation_id}
    owner_id = asked.query.get("owner_id", "") or own.get(kind, "")
    if not owner_id:
        raise ValidationFailed.at(["query", "owner_id"], f"Name the {kind}", type="missing")
    return kind, owner_id[:64]
