"""Logs: one JSON object per line on standard output, the same fields from every process and every library."""

import io
import logging
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from service_kit.logging.lines import log_record, placed_record, stack_of
from service_kit.logging.output import LogOutput
from service_kit.logging.redaction import redact, redact_text
from service_kit.logging.structlog_alone import structlog
from service_kit.settings.mesh import MeshSettings

_STANDARD_ATTRIBUTES: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "color_message",
}
AccessLevel = Literal["INFO", "DEBUG"]
_ACCESS_LEVELS: Final = {"INFO": logging.INFO, "DEBUG": logging.DEBUG}
_LEVEL_OF_METHOD: Final = {"exception": "ERROR", "warn": "WARNING", "fatal": "CRITICAL"}


_output: LogOutput | None = None


def configure(settings: MeshSettings, service: str, *, stream: BinaryIO | None = None) -> None:
    """Sends all logs of this process, from structlog and logging, to one output in one format."""
    global _output
    if _output is not None:
        _output.close()
    level = logging.getLevelNamesMapping()[settings.effective_log_level]
    _output = LogOutput(service, level, settings.log_format, stream or _standard_output())
    if settings.log_file is not None:
        _output.write_to_file(_own_file(settings.log_file, service))
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, _render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Target,
        cache_logger_on_first_use=False,
    )
    _take_over_logging(level)


def _standard_output() -> BinaryIO:
    """Standard output, buffered even if PYTHONUNBUFFERED is set, because LogOutput flushes by itself."""
    raw = sys.stdout.buffer
    return open(raw.fileno(), "wb", closefd=False) if isinstance(raw, io.RawIOBase) else raw


def _own_file(path: Path, service: str) -> Path:
    """A file per process (backend.league-service.log): two processes that rotate one file lose lines."""
    return path if service == "gateway" else path.with_name(f"{path.stem}.{service}{path.suffix}")


def get_logger(name: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of a module: `log = get_logger(__name__)`; `log.info("League imported", league_id=...)`."""
    return structlog.get_logger(name)


def access(logger: str, message: str, context: Mapping[str, Any], *, level: AccessLevel = "INFO") -> None:
    """Writes an access line as cheaply as possible; the values must not contain secrets.

    What an idle mesh repeats, such as checks of its health, has the level DEBUG.
    """
    if _output is not None and _output.level <= _ACCESS_LEVELS[level]:
        _output.write(log_record(_output.service, level, logger, message, context), soon=True)


def access_later(
    logger: str,
    message: str,
    context: Mapping[str, Any],
    *,
    at: float,
    user_id: str,
    trace_id: str,
    request_id: str,
    level: AccessLevel = "INFO",
) -> None:
    """The same for a request that finished at `at` (epoch seconds) in another context."""
    if _output is not None and _output.level <= _ACCESS_LEVELS[level]:
        place = (at, user_id, trace_id, request_id)
        record = placed_record(_output.service, level, logger, message, context, place)
        _output.write(record, soon=True)


class _Target:
    """A structlog logger for lines that are already written."""

    def __init__(self, name: str = "root") -> None:
        self.name = name

    def msg(self, _line: str) -> None:
        """Does nothing, because the line is already written."""

    debug = info = warning = warn = error = critical = exception = fatal = log = msg


def _render(target: Any, method: str, event: MutableMapping[str, Any]) -> str:
    output = _output
    if output is not None:
        level = _LEVEL_OF_METHOD.get(method, method.upper())
        stack = stack_of(event.pop("exc_info", method == "exception"))
        message = redact_text(str(event.pop("event", "")))
        output.write(log_record(output.service, level, target.name, message, redact(event), stack))
    raise structlog.DropEvent


class _FromLogging(logging.Handler):
    """Writes the lines of libraries in our format."""

    def emit(self, record: logging.LogRecord) -> None:
        if _output is None:
            return
        extra = {key: value for key, value in vars(record).items() if key not in _STANDARD_ATTRIBUTES}
        try:
            message = redact_text(record.getMessage())
        except (TypeError, ValueError):  # arguments that do not match the text
            message = str(record.msg)
        stack = stack_of(record.exc_info)
        _output.write(
            log_record(_output.service, record.levelname, record.name, message, redact(extra), stack)
        )


def _take_over_logging(level: int) -> None:
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers = [_FromLogging()]
    root.setLevel(max(level, logging.INFO))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "alembic", "grpc", "httpx", "mcp", "fastmcp"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
    # They log each request and each migration step, as the access log and the runner already do.
    for name in ("uvicorn.access", "httpx", "httpcore", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
