"""The rules of meetings. Pure."""

from collections.abc import Iterator

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.occasions.domain import check_times

_WHO = ("player_id", "user_id", "name")


def check_reunion(reunion: Row) -> Iterator[Problem]:
    """What is wrong with a meeting: its times, or participants who are nobody or named twice."""
    if reunion["ends_at"] is not None and reunion["ends_at"] <= reunion["starts_at"]:
        yield Problem("ends_at", "The end should be after the beginning")
    yield from check_times(reunion)
    seen: set[str] = set()
    for at, each in enumerate(reunion["participants"]):
        stated = [each[field] for field in _WHO if each[field]]
        if len(stated) != 1:
            yield Problem(("participants", at), "State one of player_id, user_id and name")
        elif stated[0] in seen:
            yield Problem(("participants", at), "The person is in the list already")
        seen.update(stated)


def takes_part(reunion: Row, player_id: str | None, user_id: str) -> bool:
    """Whether a member is invited. If nobody is named, everybody is who sees the meeting."""
    people = reunion["participants"]
    return not people or any(
        (each["user_id"] and each["user_id"] == user_id)
        or (each["player_id"] and each["player_id"] == player_id)
        for each in people
    )
