"""PUT .../teams/{team_id}/crest stores the crest of a team, GET /static/crests/... serves it to all."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from functools import partial
from typing import Final

from altsports.contract.catalog import Catalog
from altsports.football.v1 import teams_pb2 as pb
from gateway_service.crests.images import LONGEST, redrawn
from gateway_service.crests.report import Crest
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.target import Prepared
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.upstream import Client
from gateway_service.uploads.files import files_of
from service_kit.edge.answer import JSON, Answer
from service_kit.edge.asgi import Header, Receive
from service_kit.edge.body import BodyReader
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import NotFound, ValidationFailed
from service_kit.files.errors import FileGone
from service_kit.files.store import FileStore

STATIC: Final = "/static/crests/{name}"
_GET: Final = "/altsports.football.v1.TeamService/GetTeam"
_UPDATE: Final = "/altsports.football.v1.TeamService/UpdateTeam"
_NAME: Final = re.compile(r"[0-9a-f]{32}\.png")
_FOREVER: Final[Header] = (b"cache-control", b"public, max-age=31536000, immutable")
_TYPE: Final[Header] = (b"content-type", b"image/png")


class CrestNotFound(NotFound):
    """There is no crest of this name."""

    reason = "CREST_NOT_FOUND"


class SetCrest:
    """Stores the crest of a team, and its address in the team."""

    def __init__(
        self, catalog: Catalog, client: Client, store: FileStore, bodies: BodyReader, *, base_url: str
    ) -> None:
        self._get, self._update = catalog.by_path[_GET], catalog.by_path[_UPDATE]
        self._client = client
        self._store = store
        self._bodies = bodies
        self._base_url = base_url

    def prepare(self, exchange: Exchange) -> Prepared:
        """The body is read after the request is admitted."""
        return Prepared(partial(self._answer, exchange))

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002
        exchange.enter()
        team_id = exchange.params["team_id"][:64]
        await self._client.call(self._get, pb.GetTeamRequest(team_id=team_id))  # before anything is stored
        body = await self._bodies.read(exchange.headers, receive)
        files = await files_of(exchange.headers, body, receive)
        if len(files) != 1:
            raise ValidationFailed.at(["body"], "Send one image: a team has one crest", type="image")
        return await while_present(self._set(team_id, files[0].data), receive)

    async def _set(self, team_id: str, data: bytes) -> Answer:
        image = await asyncio.to_thread(redrawn, data)
        name = f"{hashlib.sha256(image).hexdigest()[:32]}.png"
        await self._store.put(f"crests/{name}", _once(image), name=name, limit=LONGEST)
        url = f"{self._base_url}{STATIC.format(name=name)}"
        answer = await self._client.call(self._update, pb.UpdateTeamRequest(team_id=team_id, crest_url=url))
        crest = Crest(team_id=answer.team.id, version=answer.team.version, crest_url=url)
        return Answer(200, crest.model_dump_json().encode(), [JSON])


async def _once(image: bytes) -> AsyncIterator[bytes]:
    yield image


class ReadCrest:
    """Serves crests. The name is a hash of the bytes, so a client may keep them for good."""

    def __init__(self, store: FileStore) -> None:
        self._store = store

    def prepare(self, exchange: Exchange) -> Prepared:
        """Crests are cached by clients, not here."""
        return Prepared(partial(self._answer, exchange))

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002
        name = exchange.params["name"]
        if not _NAME.fullmatch(name):
            raise CrestNotFound("There is no crest of this name")
        etag = f'"{name[:32]}"'.encode()
        if not_modified(exchange, etag):
            return Answer(304, headers=[(b"etag", etag), _FOREVER], keeps=True)
        try:
            image = b"".join([chunk async for chunk in self._store.get(f"crests/{name}")])
        except FileGone as error:
            raise CrestNotFound("There is no crest of this name") from error
        return Answer(200, image, headers=[_TYPE, _FOREVER, (b"etag", etag)], keeps=True)
