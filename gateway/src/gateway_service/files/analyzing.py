"""Analyses that begin with an upload: a form with a file, in place of JSON with the ids of stored ones."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

import orjson

from altsports.analysis.v1 import alerts_pb2, runs_pb2
from altsports.contract.catalog import Catalog
from altsports.task.v1 import files_pb2
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Operation, Prepared, Target
from gateway_service.files.upload import Asked, Ticket, UploadOperation
from gateway_service.routes.encoding import payload_of, rendered
from gateway_service.routes.envelope import wants_envelope
from gateway_service.routes.upstream import Client
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.edge.answer import Answer
from service_kit.errors import InvalidArgument, ValidationFailed
from service_kit.files.made import finish_request
from service_kit.files.store import Stored
from service_kit.owners import ORGANISATION
from service_kit.rpc.answers import Responses

PATHS: Final = ("/api/v1/football/analyses", "/api/analyze_match")
_FILES: Final = "/altsports.task.v1.FileService"
_ANALYZE: Final = "/altsports.analysis.v1.RunService/AnalyzeMatch"
_ALERTS: Final = "/altsports.analysis.v1.AlertService/ListMatchAlerts"
_GATEWAY: Final = service_caller("gateway")


def install(table: RouteTable[Target], upload: UploadOperation) -> None:
    """Lets the routes that start an analysis take forms as well."""
    for path in PATHS:
        table.change("POST", path, partial(_taking_forms, upload))


def _taking_forms(upload: UploadOperation, target: Target) -> Target:
    if target.operation is None:
        raise LookupError(target.template)
    return replace(target, operation=FormOrJson(target.operation, upload))


class FormOrJson:
    """Streams the file of a form; leaves everything else to the route of the contract."""

    def __init__(self, contract: Operation, upload: UploadOperation) -> None:
        self._contract = contract
        self._upload = upload

    def prepare(self, exchange: Exchange) -> Prepared:
        kind = (exchange.text(b"content-type") or "").lower()
        return (self._upload if kind.startswith("multipart/form-data") else self._contract).prepare(exchange)


class AnalysisIntake:
    """The file belongs to the club. `match_id` and `parameters` are fields before it, or in the query."""

    def __init__(self, catalog: Catalog, client: Client, clock: Clock) -> None:
        self._method = catalog.by_path
        self._responses = Responses(catalog.by_path[_ANALYZE])
        self._client = client
        self._clock = clock

    async def begin(self, asked: Asked) -> Ticket:
        request, caller = _request(asked), asked.exchange.identity.caller
        sees = alerts_pb2.ListMatchAlertsRequest(match_id=request.match_id)
        await self._client.call(self._method[_ALERTS], sees, caller=caller)
        wanted = files_pb2.BeginUploadRequest(
            name=asked.name,
            owner_kind=ORGANISATION,
            owner_id=caller.organisation_id,
            purpose="file",
            uploaded_by=caller.principal,
            size=asked.size,
            request_id=asked.request_id,
        )
        answer = await self._client.call(self._method[f"{_FILES}/BeginUpload"], wanted, caller=_GATEWAY)
        return Ticket.of(answer, "file", cache="private, no-cache")

    async def finish(self, asked: Asked, ticket: Ticket, stored: Stored) -> Answer:
        request = finish_request(ticket.file_id, stored)
        await self._client.call(self._method[f"{_FILES}/FinishUpload"], request, caller=_GATEWAY)
        return await self._started(asked, ticket.file_id)

    async def repeated(self, asked: Asked, ticket: Ticket) -> Answer:
        return await self._started(asked, ticket.done.id)

    async def abandon(self, ticket: Ticket) -> None:
        request = files_pb2.RemoveFilesRequest(file_ids=[ticket.file_id])
        await self._client.call(self._method[f"{_FILES}/RemoveFiles"], request, caller=_GATEWAY)

    async def _started(self, asked: Asked, file_id: str) -> Answer:
        request, exchange = _request(asked), asked.exchange
        request.file_ids.append(file_id)
        answer = await self._client.call(self._method[_ANALYZE], request, caller=exchange.identity.caller)
        payload = payload_of(self._responses.json(answer), self._clock.now())
        is_enveloped = exchange.path == PATHS[0] and wants_envelope(exchange.query)
        body, headers = rendered(payload, exchange, envelope=is_enveloped)
        location = answer.analysis.status_url.encode()
        return Answer(202, body, [*headers, (b"location", location)])


def _request(asked: Asked) -> Any:
    """The request of the form. Raises ValidationFailed."""
    stated = {**asked.fields, **asked.query}
    match_id = stated.get("match_id", "").strip()
    if not match_id:
        words = "Name the match in a field before the file, or in the query"
        raise ValidationFailed.at(["body", "match_id"], words, type="missing")
    request = runs_pb2.AnalyzeMatchRequest(match_id=match_id[:64])
    if stated.get("parameters"):
        try:
            content = orjson.loads(stated["parameters"])
            request.parameters.CopyFrom(runs_pb2.AnalyzeMatchRequest(parameters=content).parameters)
        except (orjson.JSONDecodeError, TypeError, ValueError, InvalidArgument):
            words = 'Input should be a JSON object such as {"segment_s": 60}'
            raise ValidationFailed.at(["body", "parameters"], words) from None
    return request
