"""Downloads of the files of analyses: the service checks who sees them, the store has the bytes."""

from functools import partial
from typing import Annotated, Final
from urllib.parse import parse_qs

from fastapi import FastAPI, Path, Query

from altsports.analysis.v1 import files_pb2 as pb
from altsports.contract.catalog import Catalog
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Prepared, Target
from gateway_service.files.described import (
    COMMON,
    DOWNLOAD_ERRORS,
    SECURITY,
    Wanted,
    add_download,
    problems,
)
from gateway_service.files.download import DownloadOperation, Found
from gateway_service.pages.guarded import PagePolicy
from gateway_service.routes.upstream import Client
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.refusals import UnsupportedMediaType
from service_kit.edge.reply import Reply
from service_kit.files.links import Linked
from service_kit.files.store import FileStore
from service_kit.limits.questions import RouteTerms

PATHS: Final = (
    "/api/v1/football/analysis_files/{analysis_id}/{name}/content",
    "/api/analysis/files/{analysis_id}/{name}",
)
_GET: Final = "/altsports.analysis.v1.FileService/GetAnalysisFile"
_JSON: Final = "application/json"
_LONGEST_PREVIEW: Final = 4 * 1024 * 1024


_WORDS: Final = """Downloads a file of an analysis, or with `Range` a part of it.
The ETag is the SHA-256 checksum.

With `?preview=true`, a JSON file is shown in place of saved. Requires permission `football:read`."""


def install(
    app: FastAPI, table: RouteTable[Target], catalog: Catalog, client: Client, store: FileStore
) -> None:
    """Adds the routes to the edge, and the first one to the OpenAPI document."""
    find = partial(_find, client, catalog)
    operation = AnalysisDownload(find, store)
    terms = Guarded(PagePolicy("REQUIRED", "", ("football:read",)), RouteTerms(f"GET {PATHS[0]}"))
    for path in PATHS:
        table.add("GET", path, Target(path, terms, operation, canonical=PATHS[0] if path != PATHS[0] else ""))
    _describe(app)


def _describe(app: FastAPI) -> None:
    async def download(
        analysis_id: Annotated[str, Path(description="The analysis.")],
        name: Annotated[str, Path(description="The name of the file.")],
        preview: Annotated[bool, Query(description="Whether a JSON file is shown.")] = False,
        wanted: Wanted = None,
    ) -> None: ...

    errors = DOWNLOAD_ERRORS | {404: "`ANALYSIS_FILE_NOT_FOUND`", 415: "The file has no preview"}
    secured = problems({**COMMON, 403: "The permission is missing", **errors})
    add_download(
        app,
        PATHS[0],
        download,
        "DownloadAnalysisFile",
        "Download a file of an analysis",
        _WORDS,
        secured,
        SECURITY,
    )


async def _find(client: Client, catalog: Catalog, exchange: Exchange) -> Linked:
    params = exchange.params
    request = pb.GetAnalysisFileRequest(analysis_id=params["analysis_id"][:64], name=params["name"][:100])
    file = (await client.call(catalog.by_path[_GET], request)).file
    return Linked(file.key, file.name, file.content_type, file.size, file.sha256)


class AnalysisDownload(DownloadOperation):
    """A download; with `?preview=true`, a JSON file is shown in place of saved."""

    def __init__(self, find: Found, store: FileStore) -> None:
        super().__init__(find, store)
        self._found = find
        self._files = store

    def prepare(self, exchange: Exchange) -> Prepared:
        if parse_qs(exchange.query.decode("latin-1")).get("preview") == ["true"]:
            return Prepared(partial(self._preview, exchange))
        return super().prepare(exchange)

    async def _preview(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002
        exchange.enter()
        file = await self._found(exchange)
        if file.content_type != _JSON or file.size > _LONGEST_PREVIEW:
            raise UnsupportedMediaType("Only JSON files of up to 4 MiB have a preview; leave `preview` out")
        body = b"".join([chunk async for chunk in self._files.get(file.key)])
        headers = [(b"content-type", _JSON.encode()), (b"cache-control", b"private, no-cache")]
        return Answer(200, body, headers)
