"""The time zone of a row."""

from collections.abc import Iterator

from league_service.clubs.engine.hooks import Problem, Row
from league_service.core.zones import NOT_A_ZONE, is_time_zone


def check_time_zone(row: Row) -> Iterator[Problem]:
    """What is wrong with the time zone of a row."""
    if row["time_zone"] is not None and not is_time_zone(row["time_zone"]):
        yield Problem("time_zone", NOT_A_ZONE)
