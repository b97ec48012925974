"""The rules of training sessions. Pure."""

from collections.abc import Iterator

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.occasions.domain import check_times


def check_training_session(session: Row) -> Iterator[Problem]:
    """What is wrong with a session: an end before the beginning, an unknown zone, a player who came twice."""
    if session["ends_at"] <= session["starts_at"]:
        yield Problem("ends_at", "The end should be after the beginning")
    yield from check_times(session)
    seen: set[str] = set()
    for at, each in enumerate(session["attendance"]):
        if each["player_id"] in seen:
            yield Problem(("attendance", at, "player_id"), "The player is in the list already")
        seen.add(each["player_id"])
