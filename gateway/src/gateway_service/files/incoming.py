"""The file in the body of a request, read piece by piece: the body itself, or the file of a form."""

import base64
import binascii
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from service_kit.edge.asgi import Receive
from service_kit.edge.body import next_body_part, refuse_encoded
from service_kit.errors import ValidationFailed

_FORM: Final = b"multipart/form-data"
_LONGEST_HEAD: Final = 65_536  # of a form before its file
_EXTENDED_NAME: Final = re.compile(r"filename\*=utf-8''([^;]+)", re.IGNORECASE)
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/=]+):")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that arrives. `size` is the most bytes it can have, None if that is not known.

    `expected` has the checksums that the client announced, in hexadecimal digits by algorithm.
    """

    name: str
    size: int | None
    expected: Mapping[str, str]
    chunks: AsyncIterator[bytes]
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    """The fields of a form before its file."""


async def incoming_file(headers: Mapping[bytes, bytes], query_name: str, receive: Receive) -> Incoming:
    """Reads as far as the beginning of the file. Raises ValidationFailed, BodyEncoded, ClientGone."""
    refuse_encoded(headers)
    kind, options = parse_options_header(headers.get(b"content-type", b"").decode("latin-1"))
    length = headers.get(b"content-length", b"")
    size = int(length) if length.isdigit() else None
    expected = announced(headers)
    if kind != _FORM:
        if size == 0:
            raise _missing()
        name = query_name or _name_of(headers.get(b"content-disposition", b""))
        return Incoming(name, size, expected, _body(receive))
    boundary = options.get(b"boundary", b"")
    if not boundary:
        raise ValidationFailed.at(["header", "content-type"], "The form names no boundary")
    form = _Form(boundary)
    body = _body(receive)
    while not form.has_file:
        form.feed(await anext(body, b""))
    most = None if size is None else max(size - form.before_file, 0)
    fields = {name: _text(value) for name, value in form.fields.items()}
    return Incoming(query_name or form.name, most, expected, form.chunks(body), fields)


def announced(headers: Mapping[bytes, bytes]) -> dict[str, str]:
    """The checksums in Content-MD5 and Content-Digest (RFC 9530). Raises ValidationFailed."""
    found: dict[str, str] = {}
    md5 = headers.get(b"content-md5", b"").decode("latin-1").strip()
    if md5:
        found["md5"] = _decoded(md5, "content-md5", 16)
    digest = _DIGEST.search(headers.get(b"content-digest", b"").decode("latin-1"))
    if digest is not None:
        found["sha256"] = _decoded(digest[1], "content-digest", 32)
    return found


def _decoded(text: str, header: str, length: int) -> str:
    try:
        digest = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if len(digest) != length:
        raise ValidationFailed.at(["header", header], f"Input should be the base64 form of {length} bytes")
    return digest.hex()


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        part, more = await next_body_part(receive)
        if part:
            yield part


def _name_of(disposition: bytes) -> str:
    """The name in Content-Disposition; empty if there is none."""
    text = disposition.decode("latin-1")
    extended = _EXTENDED_NAME.search(text)
    if extended is not None:
        return unquote(extended[1])
    _, options = parse_options_header(text)
    return _text(options.get(b"filename", b""))


def _text(name: bytes) -> str:
    """A name as browsers and programs send it: in UTF-8, otherwise Latin-1."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("latin-1")


def _missing() -> ValidationFailed:
    words = "Send a file: as the body, or in a form of the type multipart/form-data"
    return ValidationFailed.at(["body"], words, type="missing")


@dataclass(slots=True)
class _Form:
    """A form whose first file is read; fields behind it are ignored, and a second file is refused."""

    boundary: bytes
    name: str = ""
    has_file: bool = False
    before_file: int = 0
    fields: dict[str, bytes] = field(default_factory=dict[str, bytes])
    _field: str = ""
    _ready: list[bytes] = field(default_factory=list[bytes])
    _in_file: bool = False
    _ended: bool = False
    _header: bytes = b""
    _value: bytes = b""
    _disposition: bytes = b""
    _parser: MultipartParser = field(init=False)

    def __post_init__(self) -> None:
        self._parser = MultipartParser(
            self.boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": lambda data, start, end: self._add_header(data[start:end]),
                "on_header_value": lambda data, start, end: self._add_value(data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._end_headers,
                "on_part_data": lambda data, start, end: self._add_data(data[start:end]),
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
        )

    def feed(self, part: bytes) -> None:
        """Parses the next part of the body, empty at its end. Raises ValidationFailed."""
        if not part and not self._ended:
            raise ValidationFailed.at(["body"], "The form ends too early")
        if not part:
            raise _missing()
        try:
            self._parser.write(part)
        except MultipartParseError as error:
            raise ValidationFailed.at(["body"], f"The form cannot be read: {error}") from error
        if self.has_file:
            return
        self.before_file += len(part)
        if self.before_file > _LONGEST_HEAD:
            raise ValidationFailed.at(["body"], "Send the file before other fields of the form")

    async def chunks(self, body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The bytes of the file, up to the end of the form."""
        while True:
            ready, self._ready = self._ready, []
            for part in ready:
                yield part
            if self._ended:
                return
            self.feed(await anext(body, b""))

    def _begin_part(self) -> None:
        self._disposition = b""

    def _add_header(self, data: bytes) -> None:
        self._header += data

    def _add_value(self, data: bytes) -> None:
        self._value += data

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition.decode("latin-1"))
        self._field = ""
        if b"filename" not in options:
            self._field = "" if self.has_file else _text(options.get(b"name", b""))
            return
        if self.has_file:
            raise ValidationFailed.at(["body"], "Send one file at a time", type="too_many_files")
        self.has_file = self._in_file = True
        self.name = _name_of(self._disposition)

    def _add_data(self, data: bytes) -> None:
        if self._in_file:
            self._ready.append(data)
        elif self._field:
            self.fields[self._field] = self.fields.get(self._field, b"") + data

    def _end_part(self) -> None:
        self._in_file = False

    def _end(self) -> None:
        self._ended = True
