"""Time zones of the IANA database."""

from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

NOT_A_ZONE: Final = "Input should be a time zone of the IANA database, such as Europe/Dublin"


def is_time_zone(name: str) -> bool:
    """Whether the database has a time zone of this name."""
    return name in _zones()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
