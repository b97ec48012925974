"""Answers of an API in the Ergast format: their pages, and why one cannot be used. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

LIMIT: Final = 100
"""The most rows of a page."""

MOST_PAGES: Final = 200
_OK: Final = 200
_BUSY: Final = frozenset({429, 503})
_ROWS: Final = ("Results", "SprintResults", "QualifyingResults")
_LONGEST_WAIT: Final = timedelta(days=1)
_UNSTATED_WAIT: Final = timedelta(minutes=1)


class NotYet(Exception):
    """The upstream has no whole answer now. `retry_at` is set if nobody may ask before that time."""

    def __init__(self, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_at = retry_at


class Paused(NotYet):
    """Nobody may ask before `retry_at`, so no request was sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; `status` is None if none came."""

    path: str
    status: int | None
    body: bytes = b""
    retry_after: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: how many rows all pages have, where this one begins, and how many rows it has."""

    offset: int
    total: int
    row_count: int


def base_of(url: str) -> str:
    """The address below which seasons are, such as https://api.jolpi.ca/ergast/f1."""
    base = url.strip().rstrip("/")
    return base if "f1" in urlsplit(base).path.split("/") else f"{base}/f1"


def page_of(answer: Answer, now: datetime) -> Page:
    """Reads what a page says about itself. Raises NotYet."""
    if answer.status is None:
        raise NotYet(f"{answer.path} did not answer: {answer.error}")
    if answer.status != _OK:
        raise NotYet(f"{answer.path} answered {answer.status}", retry_at_of(answer, now))
    try:
        data = orjson.loads(answer.body)["MRData"]
        return Page(int(data["offset"]), int(data["total"]), _row_count(data))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotYet(f"{answer.path} answered with something else than a whole page") from error


def retry_at_of(answer: Answer, now: datetime) -> datetime | None:
    """When the upstream may be asked again after it was busy; None if it said nothing about that."""
    if answer.status not in _BUSY:
        return None
    stated = answer.retry_after.strip()
    if stated.isascii() and stated.isdigit():
        return now + min(timedelta(seconds=int(stated[:9])), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(stated)
    except ValueError:
        return now + _UNSTATED_WAIT
    return min(max(at.replace(tzinfo=at.tzinfo or UTC), now), now + _LONGEST_WAIT)


def _row_count(data: dict[str, Any]) -> int:
    """The rows of a page as the upstream counts them: results, or races or seasons without any."""
    if "SeasonTable" in data:
        return len(data["SeasonTable"]["Seasons"])
    races = data["RaceTable"]["Races"]
    return sum(max(1, *(len(race.get(name, ())) for name in _ROWS)) for race in races)
