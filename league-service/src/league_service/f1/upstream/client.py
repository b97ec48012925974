"""Asks an API in the Ergast format over HTTP, page by page, no faster than it allows."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from league_service.core.importing.domain import Upload
from league_service.f1.upstream.domain import LIMIT, MOST_PAGES, Answer, NotYet, base_of, page_of
from service_kit.clock.clocks import Clock

if TYPE_CHECKING:
    import httpx

TIMEOUT_S: Final = 10.0
_LARGEST: Final = 8 * 1024 * 1024
_AGENT: Final = "AltSports (Formula 1 results)"


class Pace(Protocol):
    """Keeps the limits of the upstream."""

    async def wait(self) -> None:
        """Waits until a request may be sent. Raises Paused if that is not soon."""
        ...

    async def note(self, answer: Answer, retry_at: datetime | None) -> None:
        """Stores an answer, and until when nobody may ask."""
        ...


class Upstream:
    """The API at a base address, such as F1_RESULTS_URL."""

    def __init__(self, url: str, pace: Pace, clock: Clock, *, timeout_s: float = TIMEOUT_S) -> None:
        self._base = base_of(url)
        self._pace = pace
        self._clock = clock
        self._timeout_s = timeout_s

    async def pages(self, path: str) -> list[Upload]:
        """All pages of a path, such as "2026/6/results". Raises NotYet unless they are a whole."""
        import httpx  # noqa: PLC0415 - few processes ask the upstream

        async with httpx.AsyncClient(timeout=self._timeout_s, headers={"user-agent": _AGENT}) as http:
            return await read_pages(path, lambda offset: self._page(http, path, offset), self._clock)

    async def _page(self, http: "httpx.AsyncClient", path: str, offset: int) -> Answer:
        await self._pace.wait()
        answer = await self._get(http, f"/{path}.json?limit={LIMIT}&offset={offset}")
        retry_at = None
        try:
            page_of(answer, self._clock.now())
        except NotYet as error:
            retry_at = error.retry_at
        await self._pace.note(answer, retry_at)
        return answer

    async def _get(self, http: "httpx.AsyncClient", path: str) -> Answer:
        import httpx  # noqa: PLC0415 - few processes ask the upstream

        body = b""
        try:
            async with http.stream("GET", self._base + path, follow_redirects=True) as response:
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > _LARGEST:
                        return Answer(path, None, error="the answer is too large")
                return Answer(path, response.status_code, body, response.headers.get("retry-after", ""))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Answer(path, None, error=type(error).__name__)


async def read_pages(path: str, get: Callable[[int], Awaitable[Answer]], clock: Clock) -> list[Upload]:
    """Reads one page after the other until all rows are there. Raises NotYet."""
    uploads: list[Upload] = []
    offset = total = 0
    for _ in range(MOST_PAGES):
        answer = await get(offset)
        page = page_of(answer, clock.now())
        uploads.append(Upload(f"{path}.json?offset={offset}", "", answer.body))
        if offset == 0:
            total = page.total
        if page.total != total or page.offset != offset:
            raise NotYet(f"{path} changed while it was read")
        offset += page.row_count
        if offset >= total:
            return uploads
        if not page.row_count:
            break
    raise NotYet(f"{path} has {offset} of {total} rows")
