"""The output of log lines: standard output and, if LOG_FILE is set, a rotating file."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from service_kit.logging.lines import to_json, to_text

_FILE_BYTES: Final = 10 * 1024 * 1024
_FILE_COUNT: Final = 5
_FLUSH_S: Final = 0.1


def _later(delay_s: float, action: Callable[[], None]) -> asyncio.TimerHandle | None:
    try:
        return asyncio.get_running_loop().call_later(delay_s, action)
    except RuntimeError:  # without an event loop, nothing can be deferred
        action()
        return None


class LogOutput:
    """Writes the lines of a process. A closed output does not stop the process."""

    def __init__(self, service: str, level: int, form: Literal["json", "text"], stream: BinaryIO) -> None:
        self.service = service
        self.level = level
        self._text = form == "text"
        self._stream = stream
        self._file: RotatingFileHandler | None = None
        self._flush: asyncio.TimerHandle | None = None

    def write_to_file(self, path: Path) -> None:
        """Also writes the lines to a file, of which five older parts of 10 MiB are kept."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = RotatingFileHandler(
            path, maxBytes=_FILE_BYTES, backupCount=_FILE_COUNT, encoding="utf-8"
        )

    def write(self, record: dict[str, Any], *, soon: bool = False) -> None:
        """Writes a line at once or, if `soon`, within 0.1 s together with other lines."""
        line = to_text(record) if self._text else to_json(record)
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(line)
        if not soon:
            self.flush()
        elif self._flush is None:
            self._flush = _later(_FLUSH_S, self.flush)
        if self._file is not None:
            self._file.emit(logging.makeLogRecord({"msg": line.decode().rstrip("\n")}))

    def flush(self) -> None:
        """Flushes lines that were written `soon`."""
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def close(self) -> None:
        """Closes the file; standard output stays open."""
        self.flush()
        if self._file is not None:
            self._file.close()
