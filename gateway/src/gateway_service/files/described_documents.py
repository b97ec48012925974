"""The upload of documents in the OpenAPI document. No request reaches the function: the edge answers."""

from typing import Annotated, Final

from fastapi import FastAPI, Path, Query

from altsports.contract.catalog import Method
from gateway_service.files.described import FORM, SECURITY, UPLOAD_ERRORS, Key, Name, problems
from gateway_service.openapi.alias import page_words
from gateway_service.openapi.headers import references
from gateway_service.openapi.methods import response_model

_WORDS: Final = """Stores a PDF, a Word document (.docx) or a text about a league, sent as body or in a form.

It is read before the answer, in a process without files and network: at most 25 MiB, 2,000 pages and
5,000,000 characters. A document that cannot be read is refused with the reason, and nothing of it is stored.
Its passages are searchable when its task has ended; follow it at `status_url`.

Requires permission `documents:write`; `leagues:write` for documents that belong to the league."""
_ERRORS: Final = {
    **UPLOAD_ERRORS,
    409: "`DOCUMENT_EXISTS`, or `REQUEST_ID_REUSED`: the Idempotency-Key belongs to another kind of file",
    413: "`FILE_TOO_LARGE`, or `DOCUMENT_TOO_LARGE`: it has too many pages or characters, or expands too far",
    415: "`UNSUPPORTED_DOCUMENT`, or the body is encoded",
    422: "`DOCUMENT_ENCRYPTED`, `DOCUMENT_DAMAGED`, `DOCUMENT_WITHOUT_TEXT`, `CHECKSUM_MISMATCH`, "
    "`IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`; no file was sent, its name is a path, or the form "
    "is damaged",
}


def add(app: FastAPI, method: Method, paths: tuple[str, ...]) -> None:
    """Adds the route and its alias."""

    async def store(
        league_id: Annotated[str, Path(description="The league.")],
        owner_kind: Annotated[
            str, Query(description="Who may read it: user (only you), organisation, or league.")
        ] = "user",
        name: Name = "",
        idempotency_key: Key = None,
    ) -> None: ...

    for number, path in enumerate(paths):
        words = page_words("documents", "UploadDocument", _WORDS, paths=paths, number=number, verb="POST")
        extra = words.pop("openapi_extra", {})
        app.add_api_route(
            path,
            store,
            methods=["POST"],
            status_code=202,
            summary="Upload a document",
            response_model=response_model(method, envelope=True),
            response_description="The document, which is being processed.",
            responses={202: {"headers": references(("Location",))}, **problems(_ERRORS)},
            openapi_extra={**extra, "security": SECURITY, "requestBody": FORM},
            **words,
        )
