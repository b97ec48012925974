"""Time zones of the IANA database."""

from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import available_timezones

from league_service.clubs.engine.hooks import Problem, Row


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    """Whether the database has a time zone of this name."""
    return name in _zones()


def check_time_zone(row: Row) -> Iterator[Problem]:
    """What is wrong with the time zone of a row."""
    if row["time_zone"] is not None and not is_time_zone(row["time_zone"]):
        yield Problem("time_zone", "Input should be a time zone of the IANA database, such as Europe/Dublin")
