"""Events as rows: between the fields of the contract and the rules of events. Pure."""

from collections.abc import Iterator
from typing import Any, Final

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import MatchEvent, Pitch, check_event

_TEXTS: Final = ("player_id", "related_player_id", "outcome", "detail")
_NUMBERS: Final = ("stoppage_minute", "second")
_SAME: Final = ("team_id", "type", "period", "minute", "x", "y", "end_x", "end_y", "xg", "source")


def event_of(row: Row) -> MatchEvent:
    """The event of a row."""
    fields: dict[str, Any] = {name: row[name] for name in _SAME}
    fields |= {name: row[name] or "" for name in _TEXTS}
    fields |= {name: row[name] or 0 for name in _NUMBERS}
    return MatchEvent(**fields, id=row["id"])


def problems_of(row: Row, clock: Clock, pitch: Pitch) -> Iterator[Problem]:
    """What is wrong with a row on the clock and the pitch of its match."""
    for violation in check_event(event_of(row), clock, pitch):
        yield Problem(violation.field, violation.message)


def sequence_of(event: MatchEvent, clock: Clock, among: int) -> int:
    """Where an event stands: by period and second, then behind the others of the same second."""
    at = event.at(clock)
    return at.period * 1_000_000 + at.second * 100 + min(among, 99)
