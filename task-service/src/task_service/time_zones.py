"""The time zones that users can name: those of the IANA database, which mean the same on every machine."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_OF_A_MACHINE: Final = {"localtime", "posixrules", "Factory"}
"""Files beside the database: the zone of the machine, and the lack of one."""


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """All names."""
    return frozenset(available_timezones() - _OF_A_MACHINE)


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """A time zone; UTC for one that this machine's database no longer has."""
    return ZoneInfo(name if name in names() else "UTC")


def objection_to(name: str) -> str | None:
    """Why a name cannot be used, and which one was probably meant; None if it can."""
    if name in names():
        return None
    close = get_close_matches(name, names(), n=3)
    meant = (
        f"; did you mean {' or '.join(close)}?" if close else ", such as Europe/Berlin or America/New_York"
    )
    return f"Use a name of the IANA time zone database{meant}"
