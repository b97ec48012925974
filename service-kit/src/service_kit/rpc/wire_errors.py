"""The encoding of errors: one table of kinds, gRPC codes and HTTP statuses, and the details of a status.

The table follows the comments of google/rpc/code.proto. A status carries ErrorInfo (reason, domain,
metadata), BadRequest (violations), RetryInfo, Help (recovery) and Struct (details), all of them in
"grpc-status-details-bin".
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import grpc
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import DecodeError
from google.protobuf.struct_pb2 import Struct
from google.rpc import error_details_pb2, status_pb2

from service_kit import errors
from service_kit.errors import DomainError, Kind, Violation, known_class
from service_kit.rpc.field_paths import field_path, parse_field_path

DOMAIN: Final = "altsports"
DETAILS_KEY: Final = "grpc-status-details-bin"
# Trailers are headers: a request with a thousand violations must not overflow them.
_MOST_VIOLATIONS: Final = 40
_LONGEST_TEXT: Final = 1000
_LONGEST_FIELD: Final = 300


class Row(NamedTuple):
    """One line of the table."""

    error: type[DomainError]
    code: grpc.StatusCode
    http: int


TABLE: Final[dict[Kind, Row]] = {
    "invalid_argument": Row(errors.InvalidArgument, grpc.StatusCode.INVALID_ARGUMENT, 400),
    "validation_failed": Row(errors.ValidationFailed, grpc.StatusCode.INVALID_ARGUMENT, 422),
    "too_large": Row(errors.TooLarge, grpc.StatusCode.INVALID_ARGUMENT, 413),
    "unsupported_media": Row(errors.UnsupportedMedia, grpc.StatusCode.INVALID_ARGUMENT, 415),
    "unauthenticated": Row(errors.Unauthenticated, grpc.StatusCode.UNAUTHENTICATED, 401),
    "permission_denied": Row(errors.PermissionDenied, grpc.StatusCode.PERMISSION_DENIED, 403),
    "not_found": Row(errors.NotFound, grpc.StatusCode.NOT_FOUND, 404),
    "gone": Row(errors.Gone, grpc.StatusCode.NOT_FOUND, 410),
    "already_exists": Row(errors.AlreadyExists, grpc.StatusCode.ALREADY_EXISTS, 409),
    "conflict": Row(errors.Conflict, grpc.StatusCode.ABORTED, 409),
    "failed_precondition": Row(errors.FailedPrecondition, grpc.StatusCode.FAILED_PRECONDITION, 400),
    "precondition_failed": Row(errors.PreconditionFailed, grpc.StatusCode.FAILED_PRECONDITION, 412),
    "resource_exhausted": Row(errors.ResourceExhausted, grpc.StatusCode.RESOURCE_EXHAUSTED, 429),
    "payment_required": Row(errors.PaymentRequired, grpc.StatusCode.RESOURCE_EXHAUSTED, 402),
    "unavailable": Row(errors.Unavailable, grpc.StatusCode.UNAVAILABLE, 503),
    "deadline_exceeded": Row(errors.DeadlineExceeded, grpc.StatusCode.DEADLINE_EXCEEDED, 504),
    "unimplemented": Row(errors.Unimplemented, grpc.StatusCode.UNIMPLEMENTED, 501),
    "internal": Row(errors.Internal, grpc.StatusCode.INTERNAL, 500),
}

# A kind that shares its code with an earlier line is named in the metadata of ErrorInfo.
_KIND_KEY: Final = "kind"
_FIRST_KINDS: Final[dict[grpc.StatusCode, Kind]] = {row.code: kind for kind, row in reversed(TABLE.items())}
# gRPC's other codes are mapped to one of our kinds.
_KIND_OF_CODE: Final[dict[grpc.StatusCode, Kind]] = {
    **_FIRST_KINDS,
    grpc.StatusCode.OUT_OF_RANGE: "invalid_argument",
    grpc.StatusCode.CANCELLED: "unavailable",
    grpc.StatusCode.UNKNOWN: "internal",
    grpc.StatusCode.DATA_LOSS: "internal",
}

# The messages for errors that are not from our services: their own texts may contain host names.
_WITHOUT_DETAILS: Final[dict[grpc.StatusCode, tuple[Kind, str, str]]] = {
    grpc.StatusCode.UNAVAILABLE: ("unavailable", "SERVICE_UNAVAILABLE", "The {area} service does not answer"),
    grpc.StatusCode.CANCELLED: ("unavailable", "CALL_INTERRUPTED", "The {area} service stopped answering"),
    grpc.StatusCode.DEADLINE_EXCEEDED: (
        "deadline_exceeded",
        "DEADLINE_EXCEEDED",
        "The {area} service did not answer in time",
    ),
    grpc.StatusCode.UNIMPLEMENTED: (
        "unimplemented",
        "UNIMPLEMENTED",
        "The {area} service does not implement this method yet",
    ),
    grpc.StatusCode.RESOURCE_EXHAUSTED: (
        "internal",
        "MESSAGE_TOO_LARGE",
        "A message is too large for the mesh",
    ),
}


def http_status(error: DomainError) -> int:
    """The HTTP status of an error."""
    return TABLE[error.kind].http


def grpc_code(error: DomainError) -> grpc.StatusCode:
    """The gRPC code of an error."""
    return TABLE[error.kind].code


def to_status(error: DomainError) -> status_pb2.Status:
    """The error as google.rpc.Status with its details."""
    status = status_pb2.Status(code=grpc_code(error).value[0], message=_shorten(error.message))
    metadata = {key: _shorten(value) for key, value in error.metadata.items()}
    if _FIRST_KINDS[grpc_code(error)] != error.kind:
        metadata[_KIND_KEY] = error.kind
    _pack(status, error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN, metadata=metadata))
    if error.kind == "validation_failed":
        _pack(status, _bad_request(error.violations))
    if error.retry_after_s is not None:
        info = error_details_pb2.RetryInfo()
        info.retry_delay.FromNanoseconds(round(error.retry_after_s * 1e9))
        _pack(status, info)
    if error.recovery:
        links = [error_details_pb2.Help.Link(description=_shorten(text)) for text in error.recovery]
        _pack(status, error_details_pb2.Help(links=links))
    if error.details:
        details = Struct()
        details.update(error.details)
        _pack(status, details)
    return status


def abort_arguments(error: DomainError) -> tuple[grpc.StatusCode, str, tuple[tuple[str, bytes], ...]]:
    """The arguments of `context.abort`: code, message, and the trailing metadata with the details."""
    status = to_status(error)
    return grpc_code(error), status.message, ((DETAILS_KEY, status.SerializeToString()),)


def from_status(status: status_pb2.Status) -> DomainError | None:
    """Rebuilds the error of one of our services, with its class if this process knows it; None for others."""
    details = {any_.TypeName(): any_ for any_ in status.details}
    info = error_details_pb2.ErrorInfo()
    if not _unpack(details, info) or info.domain != DOMAIN:
        return None
    bad_request, retry, hints, more = (
        error_details_pb2.BadRequest(),
        error_details_pb2.RetryInfo(),
        error_details_pb2.Help(),
        Struct(),
    )
    metadata = dict(info.metadata)
    kind = _known_kind(metadata.pop(_KIND_KEY, "")) or _KIND_OF_CODE.get(
        grpc_code_of(status.code), "internal"
    )
    _unpack(details, bad_request)
    _unpack(details, more)
    delay = retry.retry_delay.ToNanoseconds() / 1e9 if _unpack(details, retry) else None
    _unpack(details, hints)
    return (known_class(kind, info.reason) or TABLE[kind].error).rebuild(
        status.message,
        reason=info.reason,
        metadata=metadata,
        violations=[_violation(item) for item in bad_request.field_violations],
        retry_after_s=delay,
        recovery=[link.description for link in hints.links],
        details=_plain(MessageToDict(more)),
    )


def from_rpc_error(error: grpc.aio.AioRpcError, *, area: str = "mesh") -> DomainError:
    """The DomainError of a failed call to the service of an area, without stack, host or path."""
    for key, value in error.trailing_metadata() or ():
        if key == DETAILS_KEY and isinstance(value, bytes):
            known = _parse(value)
            if known is not None:
                return known
    return without_details(error.code(), area)


def without_details(code: grpc.StatusCode, area: str) -> DomainError:
    """The error for a status without details."""
    unexplained = _KIND_OF_CODE[code]
    kind, reason, text = _WITHOUT_DETAILS.get(
        code, (unexplained, TABLE[unexplained].error.reason, "The {area} service failed")
    )
    return TABLE[kind].error(text.format(area=area), reason=reason, service=area)


def _parse(value: bytes) -> DomainError | None:
    try:
        return from_status(status_pb2.Status.FromString(value))
    except DecodeError:
        return None


def grpc_code_of(number: int) -> grpc.StatusCode:
    """The gRPC code of a number."""
    return _CODES.get(number, grpc.StatusCode.UNKNOWN)


_CODES: Final = {code.value[0]: code for code in grpc.StatusCode}


def _pack(status: status_pb2.Status, detail: Any) -> None:
    status.details.add().Pack(detail)


def _unpack(details: dict[str, Any], detail: Any) -> bool:
    packed = details.get(detail.DESCRIPTOR.full_name)
    return packed is not None and packed.Unpack(detail)


def _shorten(text: str, longest: int = _LONGEST_TEXT) -> str:
    if not text.isascii():
        text = text.encode(errors="replace").decode()  # half a surrogate pair cannot be encoded
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _bad_request(violations: Iterable[Violation]) -> error_details_pb2.BadRequest:
    request = error_details_pb2.BadRequest()
    for violation in list(violations)[:_MOST_VIOLATIONS]:
        request.field_violations.add(
            field=_shorten(field_path(violation["loc"]), _LONGEST_FIELD),
            description=_shorten(violation["msg"], _LONGEST_FIELD),
            reason=violation["type"],
        )
    return request


def _violation(item: error_details_pb2.BadRequest.FieldViolation) -> Violation:
    return {"loc": parse_field_path(item.field), "msg": item.description, "type": item.reason}


def _known_kind(name: str) -> Kind | None:
    return next((kind for kind in TABLE if kind == name), None)


def _plain(value: Any) -> Any:
    """The value with whole numbers as integers: a Struct has only floating-point numbers."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[Any]", value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value
