"""The content and format of log lines: the same fields in each, as JSON or as readable text."""

import json
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import Any, Final, cast

import orjson

from service_kit.caller import current_caller
from service_kit.logging.redaction import redact_text
from service_kit.telemetry.trace_context import current_trace

_QUOTED: Final = frozenset(' ="')
"""A value with one of these characters is quoted in text lines."""


def log_record(
    service: str, level: str, logger: str, message: str, context: Mapping[str, Any], stack: str | None = None
) -> dict[str, Any]:
    """The fields of a line in the current context, at the current time."""
    caller = current_caller()
    trace = current_trace()
    place = (time.time(), caller.user_id, trace.trace_id if trace else "", caller.request_id)
    record = placed_record(service, level, logger, message, context, place)
    if stack is not None:
        record["stack"] = stack
    return record


def placed_record(
    service: str,
    level: str,
    logger: str,
    message: str,
    context: Mapping[str, Any],
    place: tuple[float, str, str, str],
) -> dict[str, Any]:
    """The fields of a line, in reading order; `place` is time, user, trace and request."""
    at, user_id, trace_id, request_id = place
    return {
        "timestamp": _timestamp(at),
        "level": level,
        "severity": level,
        "logger": logger,
        "service": service,
        "user_id": user_id or None,
        "trace_id": trace_id or None,
        "request_id": request_id or None,
        "message": message,
        "context": context,
    }


def _timestamp(now: float) -> str:
    """RFC 3339 in UTC, in milliseconds."""
    return f"{_second(int(now))}.{int(now * 1000) % 1000:03d}Z"


@lru_cache(maxsize=2)
def _second(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).isoformat()[:19]


def to_json(record: dict[str, Any]) -> bytes:
    """One line of JSON, regardless of the values in the record."""
    try:
        return orjson.dumps(record, default=str, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a surrogate pair, an integer beyond 64 bits
        return json.dumps(record, default=str, skipkeys=True).encode() + b"\n"


def to_text(record: dict[str, Any]) -> bytes:
    """One readable line, followed by the indented stack.

    Line breaks and other control characters are escaped, and values that contain spaces are quoted, so that
    text of a caller can imitate neither a line nor a field.
    """
    facts = " ".join(f"{_one_line(str(key))}={_value(value)}" for key, value in record["context"].items())
    trace = f" trace={_one_line(record['trace_id'][:8])}" if record["trace_id"] else ""
    clock = record["timestamp"][11:23]
    message = _one_line(record["message"])
    line = f"{clock} {record['level']:<7} {record['service']}: {message} {facts}".rstrip() + trace
    stack = "".join(f"\n  {_one_line(row)}" for row in record.get("stack", "").rstrip().split("\n") if row)
    return f"{line}{stack}\n".encode(errors="replace")


def _value(value: object) -> str:
    """A value as text, in quotes if it could be taken for several fields."""
    text = str(value)
    if not text or set(text) & _QUOTED:
        text = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _one_line(text)


def _one_line(text: str) -> str:
    """The text with escapes in place of line breaks, control characters and invisible marks."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


ExceptionFacts = tuple[type[BaseException], BaseException, TracebackType | None]


def stack_of(exc_info: Any) -> str | None:
    """The stack of logging's exc_info, without secrets; None if there is none."""
    if isinstance(exc_info, BaseException):
        lines = traceback.format_exception(exc_info)
    elif isinstance(exc_info, tuple) and exc_info[0] is not None:
        lines = traceback.format_exception(*cast("ExceptionFacts", exc_info))
    elif exc_info and sys.exc_info()[0] is not None:
        lines = traceback.format_exception(*sys.exc_info())
    else:
        return None
    return redact_text("".join(lines))
