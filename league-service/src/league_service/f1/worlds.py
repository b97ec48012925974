"""What a read sees: a season, live or as a replay plays it, as known at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from league_service.core.moments import read_moment
from league_service.f1.seasons.domain import Season
from league_service.f1.seasons.operations import get_season
from service_kit.clock.clocks import Clock
from service_kit.db.reader import Reader


@dataclass(frozen=True, slots=True)
class World:
    """A season, live or in a replay. `now` is its own time: that of the mesh, or how far the replay has come.

    `at` is the time that the read asks about, never later than `now`.
    """

    season: Season
    at: datetime
    now: datetime
    replay: str = ""

    @property
    def id(self) -> str:
        """The season, or the replay that plays it: what the rows of teams, scores and boards carry."""
        return self.replay or self.season.id

    def as_of(self, text: str) -> "World":
        """The same at another time. Raises InvalidMoment."""
        return replace(self, at=_limited(text, self.now))


FindReplay = Callable[[Reader, str], Awaitable[World]]
"""Returns the world of a replay at its own time. Raises ReplayNotFound."""


class Worlds:
    """Finds what a request asks about in `season`, `as_of` and `replay`. A replay has its own season."""

    def __init__(self, clock: Clock, find_replay: FindReplay) -> None:
        self._clock = clock
        self.find_replay = find_replay

    def live(self, season: Season, as_of: str) -> World:
        """A stored season that no replay plays. Raises InvalidMoment."""
        now = self._clock.now()
        return World(season, now, now).as_of(as_of)

    async def open(self, reader: Reader, request: Any) -> World:
        """The season of a request, by default that of its time.

        Raises SeasonNotFound, ReplayNotFound, InvalidMoment.
        """
        if request.replay:
            return (await self.find_replay(reader, request.replay)).as_of(request.as_of)
        now = self._clock.now()
        at = _limited(request.as_of, now)
        return World(await get_season(reader, year_of(request), at), at, now)

    def time(self, as_of: str) -> datetime:
        """The time of a request that names no season. Raises InvalidMoment."""
        return _limited(as_of, self._clock.now())


def year_of(request: Any) -> int | None:
    """The season that a request names, None if it names none."""
    return request.season if request.HasField("season") else None


def _limited(as_of: str, now: datetime) -> datetime:
    """The time in a text. Nothing of the future is known, so it is at most now. Raises InvalidMoment."""
    return min(read_moment(as_of, now), now)
