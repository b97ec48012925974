"""Figures of a side that the events or statistics cannot state are unknown, with the reason."""

from typing import Any

import pytest

from league_service.clubs.matches.clock import Clock, Duration
from league_service.clubs.matches.events import MatchEvent, Pitch
from league_service.clubs.matches.statistics import Figure, Recorded, side_statistics


def event(kind: str, team: str = "home", **facts: Any) -> MatchEvent:
    return MatchEvent(team_id=team, type=kind, period=1, minute=5, source="staff", **facts)


def figures(*events: MatchEvent) -> dict[str, Figure]:
    recorded = Recorded(events, Clock(), Duration((45 * 60, 45 * 60)), Pitch())
    return side_statistics(recorded, "home", "away").figures


@pytest.mark.parametrize(
    ("events", "name", "reason"),
    [
        ([event("pass"), event("pass", outcome="complete")], "accuracy", "1 of 2 passes state no outcome"),
        ([event("goal")], "shots", "Only goals are recorded"),
        ([event("shot"), event("goal", xg=0.1)], "xg", "1 of 2 shots state no expected goals"),
        ([event("pass", "away"), event("foul", x=60.0, y=3.0)], "ppda", "1 of the events that PPDA counts"),
        ([event("pass"), event("pass", x=90.0, y=3.0)], "field_tilt", "1 of 2 passes do not state where"),
        ([event("goal")], "cards", "No cards are recorded"),
    ],
)
def test_what_the_events_cannot_state_is_unknown(events: list[MatchEvent], name: str, reason: str) -> None:
    figure = figures(*events)[name]
    assert figure.value is None
    assert reason in figure.reason


def test_what_they_state_is_counted() -> None:
    found = figures(
        event("pass", outcome="complete", x=90.0, y=3.0),
        event("pass", outcome="incomplete", x=9.0, y=3.0),
        event("pass", "away", outcome="complete", x=20.0, y=3.0),
        event("foul", x=90.0, y=3.0),
        event("shot", "away", xg=0.2),
    )
    values = {name: figure.value for name, figure in found.items()}
    assert values["accuracy"] == 0.5
    assert values["ppda"] == values["field_tilt"] == 1
    assert values["shots"] == values["xg"] == 0
