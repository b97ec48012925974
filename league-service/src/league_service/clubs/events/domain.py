"""The rules of competitions. Pure."""

from collections.abc import Iterator

from league_service.clubs.engine.hooks import Problem, Row


def check_event(event: Row) -> Iterator[Problem]:
    """What is wrong with a competition."""
    if event["starts_on"] and event["ends_on"] and event["ends_on"] < event["starts_on"]:
        yield Problem("ends_on", f"The last day should not be before the first one, {event['starts_on']}")
