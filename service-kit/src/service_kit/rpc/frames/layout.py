"""The bytes of a link: the frames that its two ends send each other, and the limits that both ends keep.

On a socket, frames follow each other. A message of a gRPC stream is one or more frames, so that frames that
are ready together cost one message. A frame is its length, its kind, a number, and a content. Integers are
little-endian.

    client   NAME     number of a name      a method path or a signed caller, named by this number from now on
             CALL     number of the call    see CALL_HEAD, then traceparent, request id and request
             CANCEL   number of the call    nothing: the caller has left
             OPEN     0                     only on a socket, and first: PATH, a space, and the signed caller
             DONE     0                     only on a socket: no more calls follow
    service  HELLO    0                     the id of the process
             ANSWER   number of the call    the response, or the last part of it
             PART     number of the call    a part of a large response; more follow
             ERROR    number of the call    see ERROR_HEAD, then text and google.rpc.Status; 0 ends the link
             REFUSED  number of the call    nothing: nothing was done, so the client makes a call of its own
             LEAVING  0                     the service drains: send what is new elsewhere
"""

import struct
from typing import Final, NamedTuple

from service_kit.errors import InvalidArgument

PATH: Final = "/altsports.mesh.v2.LinkService/Exchange"
"""A changed layout gets a new path. Peers that do not know it answer UNIMPLEMENTED, and calls do without."""

NAME, CALL, CANCEL, OPEN, DONE = 1, 2, 3, 4, 5
HELLO, ANSWER, PART, ERROR, REFUSED, LEAVING = 11, 12, 13, 14, 15, 16

MOST_NAMES: Final = 1024
LONGEST_NAME: Final = 8 * 1024
MOST_CALLS: Final = 1000
"""Calls in flight on one stream. More than that do without the link, so no call waits for others."""
LARGEST_FRAME: Final = 64 * 1024
"""A larger request does without the link; a larger response is sent in parts of this size."""
MOST_QUEUED: Final = 16 * 1024 * 1024
"""Bytes that may wait for a slow reader on one end of a stream. Beyond that, calls do without the link."""

NO_NAME: Final = 0
NO_CALL: Final = 0
LAST_NUMBER: Final = 2**32 - 1
"""Calls are numbered from 1 on, and from 1 again after the last number."""
_LONGEST_FRAME: Final = 2**20
"""No frame is that long: large answers have parts, and the details of errors are limited."""
_HEAD: Final = struct.Struct("<IBI")
_KIND_AND_NUMBER: Final = struct.Struct("<BI")
_CALL_HEAD: Final = struct.Struct("<HHdBBB")
"""Numbers of method and caller, seconds until the deadline, form of the response, lengths of traceparent and
request id."""
_ERROR_HEAD: Final = struct.Struct("<BH")
"""The gRPC code, and the length of the text."""
_LONGEST_TEXT: Final = 4000


Frame = tuple[int, int, bytes]
"""Kind, number and content."""


class MalformedFrame(InvalidArgument):
    """The bytes are not a frame of a link."""

    reason = "MALFORMED_FRAME"


class CallFrame(NamedTuple):
    """The content of a CALL. `form` is the form of the response that the client wants: see `rpc.answers`."""

    method: int
    caller: int
    timeout_s: float
    form: int
    traceparent: str
    request_id: str
    request: bytes


def frame(kind: int, number: int, *contents: bytes | memoryview) -> bytes:
    """One frame."""
    length = _KIND_AND_NUMBER.size + sum(map(len, contents))
    return b"".join((_HEAD.pack(length, kind, number), *contents))


def split(data: bytes) -> tuple[list[Frame], bytes]:
    """The whole frames that data begin with, and the rest of the data. Raises MalformedFrame."""
    found: list[Frame] = []
    start, end = 0, len(data)
    while end - start >= _HEAD.size:
        length, kind, number = _HEAD.unpack_from(data, start)
        if not _KIND_AND_NUMBER.size <= length <= _LONGEST_FRAME:
            raise MalformedFrame("A frame of the link has an impossible length")
        content = start + _HEAD.size
        after = content + length - _KIND_AND_NUMBER.size
        if after > end:
            break
        found.append((kind, number, data[content:after]))
        start = after
    return found, data[start:]


def frames(message: bytes) -> list[Frame]:
    """The frames of a message. Raises MalformedFrame."""
    found, rest = split(message)
    if rest:
        raise MalformedFrame("The message of the link ends inside a frame")
    return found


def call_frame(number: int, call: CallFrame) -> bytes | None:
    """The frame of a call; None if a header is too long for it."""
    trace, request_id = call.traceparent.encode(), call.request_id.encode()
    if len(trace) > 255 or len(request_id) > 255:
        return None
    head = _CALL_HEAD.pack(call.method, call.caller, call.timeout_s, call.form, len(trace), len(request_id))
    return frame(CALL, number, head, trace, request_id, call.request)


def read_call(content: bytes) -> CallFrame:
    """The content of a CALL. Raises MalformedFrame."""
    if len(content) < _CALL_HEAD.size:
        raise MalformedFrame("A call of the link has no head")
    method, caller, timeout_s, form, trace_length, id_length = _CALL_HEAD.unpack_from(content)
    trace_end = _CALL_HEAD.size + trace_length
    id_end = trace_end + id_length
    if id_end > len(content) or not 0 <= timeout_s < 1e9:
        raise MalformedFrame("A call of the link has an impossible head")
    traceparent = read_text(content[_CALL_HEAD.size : trace_end])
    request_id = read_text(content[trace_end:id_end])
    return CallFrame(method, caller, timeout_s, form, traceparent, request_id, content[id_end:])


def error_frame(number: int, code: int, text: str, status: bytes) -> bytes:
    """The frame of an error; `status` is a google.rpc.Status, or empty."""
    encoded = text.encode(errors="replace")[:_LONGEST_TEXT]
    return frame(ERROR, number, _ERROR_HEAD.pack(code, len(encoded)), encoded, status)


def read_error(content: bytes) -> tuple[int, str, bytes]:
    """The code, text and status of an error. Raises MalformedFrame."""
    if len(content) < _ERROR_HEAD.size:
        raise MalformedFrame("An error of the link has no head")
    code, length = _ERROR_HEAD.unpack_from(content)
    text_end = _ERROR_HEAD.size + length
    return code, content[_ERROR_HEAD.size : text_end].decode(errors="replace"), content[text_end:]


def read_text(content: bytes) -> str:
    """A text of a frame. Raises MalformedFrame."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise MalformedFrame("A text of the link is not UTF-8") from None
