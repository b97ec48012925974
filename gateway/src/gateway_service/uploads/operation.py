"""POST /api/v1/imports/{kind}: imports files over the API, by administrators or by members of a club."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from fastapi import FastAPI, Path, Query

from altsports.contract.clubs import CLUB_IMPORTS, CLUB_OR_SHARED_IMPORTS
from altsports.league.v1 import imports_pb2 as pb
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Prepared, Target
from gateway_service.openapi.shared import PROBLEM_REF
from gateway_service.pages.guarded import PagePolicy
from gateway_service.routes.streams import StreamClient
from gateway_service.uploads.files import UploadedFile, files_of
from gateway_service.uploads.report import Collector, ImportReport
from service_kit.caller import ALL_TEAMS, Caller, service_caller
from service_kit.edge.answer import JSON, Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.body import BodyReader
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import Unavailable, ValidationFailed
from service_kit.limits.questions import RouteTerms
from service_kit.logging import logs
from service_kit.rpc.access import check_access, has_access

PATH: Final = "/api/v1/imports/{kind}"
METHOD: Final = "/altsports.league.v1.ImportService/ImportFiles"
_TEAM = "7f0d9a7e-2f44-4a52-9c57-0d7b8e0a3c11"
_CHUNK = 512 * 1024
_LONGEST = 100
_SEASONS = range(1800, 2201)
_GUARDED = Guarded(PagePolicy("REQUIRED"), RouteTerms(f"POST {PATH}"))
_OF_ALL = PagePolicy("REQUIRED", "admin", ("leagues:write",))
_OF_CLUB = PagePolicy("REQUIRED", permissions=("football:write",))
log = logs.get_logger(__name__)


class UploadOperation:
    """Answers uploads."""

    def __init__(self, client: StreamClient, bodies: BodyReader) -> None:
        self._client = client
        self._bodies = bodies

    def prepare(self, exchange: Exchange) -> Prepared:
        """Reads what the query says about the files. The body is read after the request is admitted."""
        stated = dict(parse_qsl(exchange.query.decode("latin-1"), keep_blank_values=True))
        about = pb.FileStart(
            kind=exchange.params["kind"][:_LONGEST],
            source=stated.get("source", "")[:_LONGEST],
            season=_season(stated.get("season", "")),
            as_of=stated.get("as_of", "")[:_LONGEST],
            team_id=stated.get("team_id", "")[:_LONGEST],
            own_side=stated.get("own_side", "")[:_LONGEST],
        )
        return Prepared(partial(self._answer, exchange, about))

    async def _answer(
        self,
        exchange: Exchange,
        about: pb.FileStart,
        receive: Receive,
        reply: Reply,  # noqa: ARG002 - streams use it
    ) -> Answer:
        exchange.enter()
        _admit(exchange.identity.caller, about)
        body = await self._bodies.read(exchange.headers, receive)
        files = await files_of(exchange.headers, body, receive)
        report = await while_present(self._import(about, files), receive)
        log.info(
            "Files were imported",
            kind=about.kind,
            files=[file.name for file in files],
            rows=report.rows,
            refused=report.refused,
        )
        return Answer(200, report.model_dump_json().encode(), [JSON])

    async def _import(self, about: pb.FileStart, files: list[UploadedFile]) -> ImportReport:
        collected = Collector()
        requests = _messages(about, files)
        messages = self._client.stream(METHOD, requests, caller=service_caller("gateway"))
        async with aclosing(messages):
            async for message in messages:
                collected.add(message)
        report = collected.report()
        if report is None:
            raise Unavailable("The import ended without a report", retry_after_s=5)
        return report


def _admit(caller: Caller, about: pb.FileStart) -> None:
    """Checks who may import files of the kind; those of a club go to the club of the caller.

    Raises InsufficientPermissions.
    """
    shared = about.kind in CLUB_OR_SHARED_IMPORTS and not has_access(_OF_ALL, caller)
    if about.kind not in CLUB_IMPORTS and not (shared and caller.organisation_id):
        check_access(_OF_ALL, caller)
        return
    check_access(_OF_CLUB, caller)
    about.organisation_id = caller.organisation_id
    manages = caller.club_role == "account_manager"
    about.team_access.extend([ALL_TEAMS] if manages else sorted(caller.team_access))


def _season(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and int(text) in _SEASONS):
        raise ValidationFailed.at(["query", "season"], "Input should be a year", type="int_parsing")
    return int(text)


async def _messages(about: pb.FileStart, files: list[UploadedFile]) -> AsyncIterator[Any]:
    for file in files:
        start = pb.FileStart()
        start.CopyFrom(about)
        start.name = file.name
        yield pb.ImportFilesRequest(start=start)
        for at in range(0, len(file.data), _CHUNK):
            yield pb.ImportFilesRequest(chunk=file.data[at : at + _CHUNK])


def install(app: FastAPI, table: RouteTable[Target], client: StreamClient, bodies: BodyReader) -> None:
    """Adds the route to the edge, and its description to the OpenAPI document."""
    table.add("POST", PATH, Target(PATH, _GUARDED, UploadOperation(client, bodies)))

    async def documented(
        kind: Annotated[str, Path(description="What the files contain.", examples=["leagues"])],
        source: Annotated[str, Query(description="The source of the files.", examples=["federation"])] = "",
        season: Annotated[
            int | None, Query(description="Only games of this season.", examples=[2025])
        ] = None,
        as_of: Annotated[str, Query(description="When the facts were known.", examples=["2025-06-30"])] = "",
        team_id: Annotated[
            str, Query(description="The team of your club that the files are about.", examples=[_TEAM])
        ] = "",
        own_side: Annotated[
            str,
            Query(
                description="The side that your team is: home, away, its name in the files, or none.",
                examples=["home"],
            ),
        ] = "",
    ) -> None:
        """Never called: the edge answers."""

    app.add_api_route(
        PATH,
        documented,
        methods=["POST"],
        tags=["imports"],
        summary="Import files",
        description=_DESCRIPTION,
        operation_id="UploadFiles",
        response_model=ImportReport,
        responses={status: {"description": text, "content": PROBLEM_REF} for status, text in _ERRORS},
        openapi_extra={
            "security": [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}],
            "requestBody": {"required": True, "content": _CONTENT},
        },
    )


_DESCRIPTION = """Imports files of a kind that `GET /api/v1/importers` lists, such as `leagues`.

Send one file as the body, with its name in Content-Disposition, or several in a form; all of them are
imported in one transaction. `source` names their source if the format does not imply it; `season` limits an
import of games; `as_of` is the time at which the facts were known, such as 2025-06-30. The answer reports
what changed, and each row that could not be used. Importing a file again changes nothing.

Kinds of a club (`of_club`: a squad, player loads, matches of StatsBomb or Metrica) go into the club of
your token. `team_id` is the team of your club, and `own_side` which side of the matches it is; without
them, a team of your club is recognised by its name. `as_of` states when a match was played if its files do
not. `football-fixtures` of members goes into their club as well: the competition, and the matches of their
team.

Requires role `admin`, permission `leagues:write`; for kinds of a club `football:write` in that club."""
_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "The files."}
# A file as the body is described in words only: generators of clients write code for one kind of body.
_CONTENT: Final[dict[str, Any]] = {
    "multipart/form-data": {
        "schema": {"type": "object", "properties": {"file": _FILES}, "required": ["file"]},
        "examples": {"example": {"value": {"file": ["leagues.csv"]}}},
    },
}
_ERRORS = (
    (400, "UNREADABLE_FILE, UNKNOWN_IMPORTER, TOO_MANY_FILES, INVALID_CLUB or IMPORT_TOO_LARGE"),
    (401, "The credentials are missing, wrong or expired"),
    (403, "Insufficient permissions. Required role: admin, or for kinds of a club football:write there"),
    (408, "The body did not arrive in time"),
    (413, "The files are too large"),
    (422, "No file was sent, the form is damaged, or OWN_SIDE_UNKNOWN: state which side your team is"),
    (429, "A rate limit is exceeded"),
)
