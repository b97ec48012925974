"""The rules of training sessions. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.occasions.domain import check_times

_LONGEST: Final = timedelta(days=1)


def doubts_of_session(session: Row) -> Iterator[str]:
    """What is doubtful about a session: drills that need more time than it has."""
    planned = sum(drill["minutes"] or 0 for drill in session["drills"])
    lasts = int((session["ends_at"] - session["starts_at"]).total_seconds() // 60)
    if planned > lasts:
        yield f"The drills take {planned} minutes, and the session lasts {lasts}."


def check_training_session(session: Row) -> Iterator[Problem]:
    """What is wrong with a session: an end before the beginning, an unknown zone, a player who came twice."""
    if session["ends_at"] <= session["starts_at"]:
        yield Problem("ends_at", "The end should be after the beginning")
    elif session["ends_at"] - session["starts_at"] > _LONGEST:
        yield Problem("ends_at", "A session should end within a day: plan one for each day")
    yield from check_times(session)
    seen: set[str] = set()
    for at, each in enumerate(session["attendance"]):
        if each["player_id"] in seen:
            yield Problem(("attendance", at, "player_id"), "The player is in the list already")
        seen.add(each["player_id"])
