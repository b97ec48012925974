"""Logs: one JSON object per line on standard output, the same fields from every process and every library."""

import asyncio
import contextlib
import json
import logging
import sys
import time
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from datetime import UTC, datetime
from functools import lru_cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

import orjson
import structlog

from service_kit.caller import current_caller
from service_kit.redaction import redact, redact_text
from service_kit.settings import MeshSettings
from service_kit.trace_context import current_trace

_FILE_BYTES: Final = 10 * 1024 * 1024
_FILE_COUNT: Final = 5
_FLUSH_S: Final = 0.1
_STANDARD_ATTRIBUTES: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "color_message",
}
_LEVEL_OF_METHOD: Final = {"exception": "ERROR", "warn": "WARNING", "fatal": "CRITICAL"}


def _later(delay_s: float, action: Callable[[], None]) -> asyncio.TimerHandle | None:
    try:
        return asyncio.get_running_loop().call_later(delay_s, action)
    except RuntimeError:  # outside a loop there is no later
        action()
        return None


class _Output:
    """Where lines go, and how they look."""

    def __init__(self, service: str, level: int, form: Literal["json", "text"], stream: BinaryIO) -> None:
        self.service = service
        self.level = level
        self.text = form == "text"
        self._stream = stream
        self._file: RotatingFileHandler | None = None
        self._flush: asyncio.TimerHandle | None = None

    def write_to_file(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = RotatingFileHandler(
            path, maxBytes=_FILE_BYTES, backupCount=_FILE_COUNT, encoding="utf-8"
        )

    def write(self, record: dict[str, Any], *, soon: bool = False) -> None:
        """Writes a line, at once or `soon`: within a tenth of a second, with what comes until then."""
        line = _to_text(record) if self.text else _to_json(record)
        with contextlib.suppress(OSError, ValueError):  # nobody reads any more; work goes on
            self._stream.write(line)
            if not soon:
                self._stream.flush()
            elif self._flush is None:
                self._flush = _later(_FLUSH_S, self.flush)
        if self._file is not None:
            self._file.emit(logging.makeLogRecord({"msg": line.decode().rstrip("\n")}))

    def flush(self) -> None:
        self._flush = None
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def close(self) -> None:
        self.flush()
        if self._file is not None:
            self._file.close()


_output: _Output | None = None


def configure(settings: MeshSettings, service: str, *, stream: BinaryIO | None = None) -> None:
    """Sends everything that this process logs, through structlog or logging, to one place in one form."""
    global _output
    if _output is not None:
        _output.close()
    level = logging.getLevelNamesMapping()[settings.effective_log_level]
    _output = _Output(service, level, settings.log_format, stream or sys.stdout.buffer)
    if settings.log_file is not None:
        _output.write_to_file(_own_file(settings.log_file, service))
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, _render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Target,
        cache_logger_on_first_use=False,
    )
    _take_over_logging(level)


def _own_file(path: Path, service: str) -> Path:
    """A file per process (backend.league-service.log): two processes that rotate one file lose lines."""
    return path if service == "gateway" else path.with_name(f"{path.stem}.{service}{path.suffix}")


def get_logger(name: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of a module: `log = get_logger(__name__)`; `log.info("League imported", league_id=...)`."""
    return structlog.get_logger(name)


def access(logger: str, message: str, context: Mapping[str, Any]) -> None:
    """A line about one finished request, as cheaply as possible: the values must hold no secret."""
    if _output is not None and _output.level <= logging.INFO:
        _output.write(_record(_output.service, "INFO", logger, message, context), soon=True)


class _Target:
    """What structlog calls a logger; lines arrive already written."""

    def __init__(self, name: str = "root") -> None:
        self.name = name

    def msg(self, _line: str) -> None:
        """Nothing left to do."""

    debug = info = warning = warn = error = critical = exception = fatal = log = msg


def _render(target: Any, method: str, event: MutableMapping[str, Any]) -> str:
    output = _output
    if output is not None:
        level = _LEVEL_OF_METHOD.get(method, method.upper())
        stack = _stack(event.pop("exc_info", method == "exception"))
        message = redact_text(str(event.pop("event", "")))
        output.write(_record(output.service, level, target.name, message, redact(event), stack))
    raise structlog.DropEvent


def _stack(exc_info: Any) -> str | None:
    if isinstance(exc_info, BaseException):
        lines = traceback.format_exception(exc_info)
    elif isinstance(exc_info, tuple) and exc_info[0] is not None:
        lines = traceback.format_exception(*exc_info)
    elif exc_info and sys.exc_info()[0] is not None:
        lines = traceback.format_exception(*sys.exc_info())
    else:
        return None
    return redact_text("".join(lines))


def _record(
    service: str, level: str, logger: str, message: str, context: Mapping[str, Any], stack: str | None = None
) -> dict[str, Any]:
    caller = current_caller()
    trace = current_trace()
    record = {
        "timestamp": _timestamp(time.time()),
        "level": level,
        "severity": level,
        "logger": logger,
        "service": service,
        "user_id": caller.user_id or None,
        "trace_id": trace.trace_id if trace else None,
        "request_id": caller.request_id or None,
        "message": message,
        "context": context,
    }
    if stack is not None:
        record["stack"] = stack
    return record


def _timestamp(now: float) -> str:
    """RFC 3339 in UTC to the millisecond."""
    return f"{_second(int(now))}.{int(now * 1000) % 1000:03d}Z"


@lru_cache(maxsize=2)
def _second(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).isoformat()[:19]


def _to_json(record: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(record, default=str, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a surrogate pair, an integer beyond 64 bits
        return json.dumps(record, default=str, skipkeys=True).encode() + b"\n"


def _to_text(record: dict[str, Any]) -> bytes:
    facts = " ".join(f"{key}={value}" for key, value in record["context"].items())
    trace = f" trace={record['trace_id'][:8]}" if record["trace_id"] else ""
    clock = record["timestamp"][11:23]
    line = f"{clock} {record['level']:<7} {record['service']}: {record['message']} {facts}".rstrip() + trace
    stack = f"\n{record['stack'].rstrip()}" if "stack" in record else ""
    return f"{line}{stack}\n".encode(errors="replace")


class _FromLogging(logging.Handler):
    """Lines of libraries, in our form."""

    def emit(self, record: logging.LogRecord) -> None:
        if _output is None:
            return
        extra = {key: value for key, value in vars(record).items() if key not in _STANDARD_ATTRIBUTES}
        message = redact_text(record.getMessage())
        stack = _stack(record.exc_info)
        _output.write(_record(_output.service, record.levelname, record.name, message, redact(extra), stack))


def _take_over_logging(level: int) -> None:
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers = [_FromLogging()]
    root.setLevel(max(level, logging.INFO))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "alembic", "grpc", "httpx", "mcp", "fastmcp"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
    # They tell each request and each migration step; the access log and the runner do that already.
    for name in ("uvicorn.access", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
