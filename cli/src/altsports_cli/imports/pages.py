"""Downloads all pages of seasons from an API in the Ergast format, no faster than it allows."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

import orjson

from altsports.contract.text import as_line
from altsports_cli.errors import CliError
from altsports_cli.imports.sources import SourceFile
from league_service.f1.points import is_known
from league_service.f1.upstream.client import Upstream
from league_service.f1.upstream.domain import Answer, NotYet
from league_service.f1.upstream.repository import MOST_AN_HOUR
from service_kit.clock.clocks import SystemClock

PATHS: Final = ("races", "qualifying", "sprint", "results")
_SPACING_S: Final = 0.25
_HOUR_S: Final = 3600.0
_ATTEMPTS: Final = 4
_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 300.0
_SEASON: Final = re.compile(r"(?P<base>.*/f1)/(?P<season>\d{4})/?")

Sleep = Callable[[float], Awaitable[None]]


def has_pages(url: str) -> bool:
    """Whether an address is that of an API, not of one file."""
    return not Path(urlsplit(url).path).suffix


class LocalPace:
    """Keeps 4 requests a second and 500 an hour for this command."""

    def __init__(self, sleep: Sleep = asyncio.sleep, now: Callable[[], float] = monotonic) -> None:
        self._sleep = sleep
        self._now = now
        self._sent: deque[float] = deque(maxlen=MOST_AN_HOUR)

    async def wait(self) -> None:
        """Waits until a request may be sent."""
        now, wait_s = self._now(), 0.0
        if self._sent:
            wait_s = self._sent[-1] + _SPACING_S - now
        if len(self._sent) == MOST_AN_HOUR:
            wait_s = max(wait_s, self._sent[0] + _HOUR_S - now)
        if wait_s > 0:
            await self._sleep(wait_s)
        self._sent.append(self._now())

    async def note(self, answer: Answer, retry_at: datetime | None) -> None:
        """Keeps nothing: what the API asks for is followed by the one who asks."""


async def download_pages(
    url: str,
    season: int,
    folder: Path,
    report: Callable[[int, int, str], None],
    *,
    sleep: Sleep = asyncio.sleep,
) -> list[SourceFile]:
    """Downloads the races and results of one season, or of all whose points are known.

    Raises CliError, and nothing is imported, if one of the pages cannot be had.
    """
    named = _SEASON.fullmatch(url.split("?")[0])
    base = named["base"] if named else url
    upstream = Upstream(base, LocalPace(sleep), SystemClock(), timeout_s=30)
    stated = season or (int(named["season"]) if named else 0)
    seasons = [stated] if stated else await _seasons(upstream, sleep)
    files: list[SourceFile] = []
    wanted = [f"{year}/{path}" for year in seasons for path in PATHS]
    for done, path in enumerate(wanted):
        report(done, len(wanted), path)
        async for name, data in _pages(upstream, path, sleep):
            target = folder / f"{len(files)}.json"
            target.write_bytes(data)
            files.append(SourceFile(name, target))
    return files


async def _seasons(upstream: Upstream, sleep: Sleep) -> list[int]:
    pages = [orjson.loads(data) async for _, data in _pages(upstream, "seasons", sleep)]
    try:
        rows = [row for page in pages for row in page["MRData"]["SeasonTable"]["Seasons"]]
        known = [season for season in (int(row["season"]) for row in rows) if is_known(season)]
    except (KeyError, TypeError, ValueError):
        known = []
    if not known:
        raise CliError("The address lists no season whose points are known.", "State one: --season 2024")
    return known


async def _pages(upstream: Upstream, path: str, sleep: Sleep) -> AsyncIterator[tuple[str, bytes]]:
    """All pages of a path; those of an API that is busy after a pause. Raises CliError."""
    pause_s = _FIRST_PAUSE_S
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            for upload in await upstream.pages(path):
                yield upload.name, upload.data
            return
        except NotYet as error:
            wait_s = pause_s
            if error.retry_at is not None:
                wait_s = max(0.0, (error.retry_at - SystemClock().now()).total_seconds())
            if attempt == _ATTEMPTS or wait_s > _LONGEST_PAUSE_S:
                raise CliError(
                    f"Nothing was imported: {as_line(error.reason)}.",
                    "Check that the address is that of an API in the Ergast format, such as"
                    " https://api.jolpi.ca/ergast/f1, or try again later.",
                ) from error
            await sleep(wait_s)
            pause_s *= 2
