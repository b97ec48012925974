"""Reads from the events of a match who went on and off, and when its periods ended."""

from collections.abc import Iterable, Sequence
from typing import Final

from league_service.clubs.matches.clock import Clock, Duration, duration_of
from league_service.clubs.matches.events import MatchEvent
from league_service.clubs.matches.minutes import Change, ChangeKind

_KINDS: Final[dict[tuple[str, str], ChangeKind]] = {
    ("substitution", ""): "substitution",
    ("player_off", ""): "player_off",
    ("player_on", ""): "player_on",
    ("card", "yellow"): "yellow",
    ("card", "second_yellow"): "sent_off",
    ("card", "red"): "sent_off",
}


def changes_of(events: Iterable[MatchEvent], clock: Clock, team: str) -> list[Change]:
    """The changes of one side, in the order of the events."""
    changes: list[Change] = []
    for event in events:
        kind = _KINDS.get((event.type, event.outcome if event.type == "card" else ""))
        if event.team_id == team and kind is not None and event.player_id:
            at = event.at(clock)
            changes.append(Change(kind, at, event.player_id, event.related_player_id, event.id))
    return changes


def ends_of(events: Iterable[MatchEvent], clock: Clock) -> dict[int, int]:
    """The second at which each period ended, if the events state it."""
    ends: dict[int, int] = {}
    for event in events:
        if event.type == "period_end":
            at = event.at(clock)
            ends[at.period] = max(ends.get(at.period, 0), at.second)
    return ends


def match_duration(events: Sequence[MatchEvent], clock: Clock, *, finished: bool) -> Duration:
    """How long each period of a match lasted, from what its events state."""
    seen = [event.at(clock) for event in events]
    return duration_of(clock, seen, ends_of(events, clock), finished=finished)
