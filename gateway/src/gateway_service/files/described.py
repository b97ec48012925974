"""The routes of files in the OpenAPI document. No request reaches the functions: the edge answers."""

from typing import Annotated, Any, Final

from fastapi import FastAPI, Header, Path, Query
from fastapi.responses import StreamingResponse

from altsports.contract.catalog import Method
from gateway_service.openapi.headers import references
from gateway_service.openapi.methods import response_model
from gateway_service.openapi.shared import PROBLEM_REF

SECURITY: Final[list[dict[str, list[str]]]] = [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]
Owner = Annotated[
    str, Query(description="user, organisation or league. By default you are the owner.", examples=["user"])
]
OwnerId = Annotated[
    str, Query(description="The owner. By default yourself, or the organisation for which you act.")
]
Name = Annotated[str, Query(description="The name, if neither the form nor Content-Disposition has one.")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="A unique text for this upload. Repeating it returns the file that was stored.",
        min_length=1,
        max_length=255,
    ),
]

# A file as the body is described in words only: generators of clients write code for one kind of body.
_FILE: Final = {"type": "string", "format": "binary", "description": "The file."}
FORM: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {"type": "object", "properties": {"file": _FILE}, "required": ["file"]},
            "examples": {"example": {"value": {"file": "rules.pdf"}}},
        }
    },
}
_UPLOAD: Final = """Stores a file: the body, named by Content-Disposition or `name`, or the file of a form.

The bytes are streamed into the store, so a file may be far larger than other bodies. Content-MD5 and
Content-Digest (sha-256) are checked. The type is found from the content. Nothing is stored of an upload that
fails or is cut off. `GET /api/v1/storage` shows how much space the owner has.

Requires permission `files:write`; `leagues:write` for files of a league."""
_DOWNLOAD: Final = """Downloads a file, or with `Range` a part of it. The ETag is the SHA-256 checksum.

Requires permission `files:read`."""
_LINKED: Final = """Downloads the file of a link. `POST /api/v1/files/{file_id}/link` makes links."""

COMMON: Final = {
    401: "The credentials are missing, wrong or expired",
    429: "A rate limit is exceeded",
    503: "`FILE_STORE_UNAVAILABLE`, or the gateway is busy",
}
UPLOAD_ERRORS: Final = {
    **COMMON,
    403: "The permission is missing, `FILE_OWNER_FORBIDDEN`, or `STORAGE_QUOTA_EXCEEDED`",
    404: "`LEAGUE_NOT_FOUND`",
    408: "The body did not arrive in time",
    409: "`REQUEST_ID_REUSED`: the Idempotency-Key belongs to a file of another owner or purpose",
    410: "`UPLOAD_GONE`: another request with the same Idempotency-Key has started the upload again",
    413: "`FILE_TOO_LARGE`",
    415: "The body is encoded",
    422: "No file was sent, its name is a path, the form is damaged, `CHECKSUM_MISMATCH`, "
    "`IDEMPOTENCY_KEY_INVALID`, or `IDEMPOTENCY_KEY_REUSED` for a file with another name, size or checksum",
}
_BYTES: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_PARTS: Final = {
    200: {"description": "The file.", "content": _BYTES},
    206: {"description": "The part that was asked for.", "content": _BYTES},
    304: {"description": "The client already has the file."},
}
DOWNLOAD_ERRORS: Final = {
    404: "`FILE_NOT_FOUND`",
    422: "A parameter is not valid",
    416: "`RANGE_NOT_SATISFIABLE`: the file has no such part",
}
Wanted = Annotated[
    str | None, Header(alias="Range", description="One range of bytes.", examples=["bytes=0-1023"])
]


def problems(errors: dict[int, str]) -> dict[int | str, dict[str, Any]]:
    """The errors of a route as OpenAPI describes them."""
    return {
        status: {"description": f"{words}.", "content": PROBLEM_REF}
        for status, words in sorted(errors.items())
    }


def add(app: FastAPI, method: Method, *, upload: str, content: str, link: str) -> None:
    """Adds the three routes."""

    async def store(
        owner_kind: Owner = "user", owner_id: OwnerId = "", name: Name = "", idempotency_key: Key = None
    ) -> None: ...

    async def download(
        file_id: Annotated[str, Path(description="The file.")],
        wanted: Wanted = None,
    ) -> None: ...

    async def open_link(
        token: Annotated[str, Path(description="The token of the link.")],
        wanted: Wanted = None,
    ) -> None: ...

    app.add_api_route(
        upload,
        store,
        methods=["POST"],
        status_code=201,
        tags=["files"],
        summary="Upload a file",
        description=_UPLOAD,
        operation_id="UploadFile",
        response_model=response_model(method, envelope=True),
        response_description="The stored file.",
        responses={201: {"headers": references(("Location",))}, **problems(UPLOAD_ERRORS)},
        openapi_extra={"security": SECURITY, "requestBody": FORM},
    )
    secured = problems({**COMMON, 403: "The permission is missing", **DOWNLOAD_ERRORS})
    public = problems({**COMMON, 403: "`LINK_EXPIRED` or `LINK_INVALID`", **DOWNLOAD_ERRORS})
    public.pop(401)
    add_download(app, content, download, "DownloadFile", "Download a file", _DOWNLOAD, secured, SECURITY)
    add_download(app, link, open_link, "DownloadLinkedFile", "Download with a link", _LINKED, public, [])


def add_download(
    app: FastAPI,
    path: str,
    function: Any,
    operation_id: str,
    summary: str,
    words: str,
    errors: dict[int | str, dict[str, Any]],
    security: list[dict[str, list[str]]],
) -> None:
    app.add_api_route(
        path,
        function,
        tags=["files"],
        summary=summary,
        description=words,
        operation_id=operation_id,
        response_class=StreamingResponse,
        responses={**_PARTS, **errors},
        openapi_extra={"security": security},
    )
