"""Reads the files of an upload: a form with files, or one file as the body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from service_kit.edge.asgi import Receive
from service_kit.edge.body import replayed
from service_kit.errors import ValidationFailed

MOST_FILES: Final = 50
_LONGEST_NAME = 200
_FILE_NAME = re.compile(r"filename\*=(?:utf-8|UTF-8)''([^;]+)|filename=\"?([^\";]+)")


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as the client named and sent it."""

    name: str
    data: bytes


async def files_of(headers: Mapping[bytes, bytes], body: bytes, receive: Receive) -> list[UploadedFile]:
    """Returns the files of a body. Raises ValidationFailed if there is none, or if the form is damaged."""
    kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
    if kind == b"multipart/form-data":
        files = await _files_of_form(headers, body, receive)
    else:
        files = [UploadedFile(_name_of(headers), body)] if body else []
    if not files:
        words = "Send a file: as the body, or in a form of the type multipart/form-data"
        raise ValidationFailed.at(["body"], words, type="missing")
    return files


async def _files_of_form(headers: Mapping[bytes, bytes], body: bytes, receive: Receive) -> list[UploadedFile]:
    scope: dict[str, Any] = {"type": "http", "method": "POST", "headers": list(headers.items())}
    request = Request(scope, replayed(body, receive))
    try:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
            parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
            return [UploadedFile(_short(part.filename or "upload"), await part.read()) for part in parts]
    except MultiPartException as error:
        raise ValidationFailed.at(["body"], f"The form cannot be read: {error.message}") from error


def _name_of(headers: Mapping[bytes, bytes]) -> str:
    """The name of a file that is sent as the body, from Content-Disposition."""
    found = _FILE_NAME.search(headers.get(b"content-disposition", b"").decode("latin-1"))
    if found is None:
        return "upload"
    return _short(unquote(found[1]) if found[1] else found[2]) or "upload"


def _short(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME]
