"""Files that analyses have made. No I/O."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

SEGMENTS: Final = "segments.json"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class AnalysisFile:
    """A file as it is stored. `key` names the object in the file store."""

    organisation_id: str
    analysis_id: UUID
    name: str
    kind: str
    content_type: str
    size: int
    sha256: str
    file_id: str
    key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is to be stored."""

    name: str
    kind: str
    data: bytes


def is_name(name: str) -> bool:
    """Whether a file can have the name: no name of an engine becomes a path."""
    return _NAME.fullmatch(name) is not None


def segments_file(figures: Sequence[dict[str, Any]]) -> Made:
    """All segments as JSON."""
    return Made(SEGMENTS, "segments", orjson.dumps({"segments": list(figures)}))
