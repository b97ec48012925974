"""What a replay is: some weeks of a season, played at a speed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from ai_service.nfl_experts.errors import InvalidReplay

Status = Literal["running", "paused", "finished", "stopped", "failed"]

ENDED: Final = frozenset({"finished", "stopped", "failed"})
MOST_AT_ONCE: Final = 10
LONGEST_WAIT: Final = timedelta(seconds=10)
"""The longest pause between two steps. Weeks have quiet days, so slow replays skip them."""

DEMO: Final = "demo"
"""The id of the replay that the demo keeps running."""

_RANGE: Final = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Replay:
    """A replay as it is stored. `speed` is seconds of the season per second; None is as fast as possible."""

    id: str
    competition: str
    season: int
    simulated: bool
    first_week: int
    last_week: int
    speed: float | None
    created_at: datetime
    status: Status = "running"
    error: str | None = None
    looping: bool = False
    steps_done: int = 0
    steps_total: int = 0
    week: int | None = None
    running_seconds: float = 0.0
    ended_at: datetime | None = None
    cursor_time: datetime | None = None

    @property
    def progress(self) -> float:
        """The share of the steps that are done, from 0 to 1."""
        if self.status == "finished":
            return 1.0
        return self.steps_done / self.steps_total if self.steps_total else 0.0


def read_range(text: str, field: str, most: int) -> tuple[int, int] | None:
    """The first and last number in "3-7" or "5"; None if the text is empty. Raises InvalidReplay."""
    if not text:
        return None
    match = _RANGE.fullmatch(text)
    if match is None:
        raise InvalidReplay(f"{field}: write 3-7 or 5, not {text}", recovery=[f"Correct {field}"])
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= most:
        message = f"{field} are between 1 and {most}, the first not after the last: {text}"
        raise InvalidReplay(message, recovery=[f"Correct {field}, or leave it out for the whole season"])
    return first, last


def read_speed(text: str) -> float | None:
    """Seconds of the season per second; None for max. Raises InvalidReplay."""
    if text in ("", "max"):
        return None
    speed = float(text)
    if not 0 < speed <= 1e9:
        message = "speed: must be max, or the seconds of the season per second, above 0"
        raise InvalidReplay(message, recovery=["Leave speed out for the highest"])
    return speed


def speed_text(speed: float | None) -> str:
    """The text of a speed: 3600, 0.5, max."""
    return "max" if speed is None else f"{speed:g}"


def wait_between(done: datetime, following: datetime, speed: float | None) -> timedelta:
    """How long a replay pauses between two steps."""
    if speed is None:
        return timedelta(0)
    return min((following - done) / speed, LONGEST_WAIT)
