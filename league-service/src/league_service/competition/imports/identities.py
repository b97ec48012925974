"""The rows that identify teams, people and venues, with their names over time."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from league_service.competition.imports.domain import SourceEvent
from league_service.competition.names.teams import TeamBook
from league_service.core.ids import person_id
from league_service.core.text import normalise

Rows = dict[str, list[dict[str, Any]]]


def identity_rows(events: Iterable[SourceEvent], teams: TeamBook) -> Rows:
    """Returns the rows that must be stored before these events."""
    described = list(events)
    keys = sorted({team.team for event in described for team in event.teams})
    people = _people(described)
    venues = {event.venue.id: event.venue for event in described if event.venue is not None}
    return {
        "teams": [_team(teams, key) for key in keys],
        "team_eras": [row for key in keys for row in _eras(teams, key)],
        "people": [{"id": person_id(key), "key": key, "name": name} for key, name in sorted(people.items())],
        "venues": [
            {"id": v.id, "key": v.key, "name": v.name, "city": v.city, "country": v.country, "zone": v.zone}
            for v in venues.values()
        ],
        "names": _names(described, teams, keys),
    }


def _people(events: Iterable[SourceEvent]) -> dict[str, str]:
    """The names by key. A key that stands for a missing name replaces no name."""
    found: dict[str, str] = {}
    for event in events:
        for person in event.people:
            if person.name != person.key or person.key not in found:
                found[person.key] = person.name
    return found


def _team(teams: TeamBook, key: str) -> dict[str, Any]:
    newest = teams.newest(key)
    return {"id": newest.id, "sport": newest.sport, "key": key, "name": newest.name}


def _eras(teams: TeamBook, key: str) -> Iterator[dict[str, Any]]:
    for era in teams.teams[key]:
        yield {
            "team_id": era.id,
            "from_season": era.from_season,
            "to_season": era.to_season,
            "code": era.code,
            "location": era.location,
            "nickname": era.nickname,
            "conference": era.conference,
            "division": era.division,
        }


def _names(events: list[SourceEvent], teams: TeamBook, keys: list[str]) -> list[dict[str, Any]]:
    seen: dict[tuple[str, str, str], dict[str, Any]] = {}
    for key in keys:
        for alias in teams.aliases.get(key, ()):
            _see(seen, "team", teams.newest(key).id, alias, None)
    for event in events:
        for person in event.people:
            _see(seen, "person", person_id(person.key), person.name, event.day)
        if event.venue is not None and event.venue_name:
            _see(seen, "venue", event.venue.id, event.venue_name, event.day)
    return list(seen.values())


def _see(
    seen: dict[tuple[str, str, str], dict[str, Any]], kind: str, subject: str, name: str, day: date | None
) -> None:
    normalised = normalise(name) or name
    row = seen.setdefault(
        (kind, subject, normalised),
        {
            "kind": kind,
            "subject_id": subject,
            "normalised": normalised,
            "name": name,
            "from_day": day,
            "to_day": day,
        },
    )
    if day is not None:
        row["from_day"], row["to_day"] = min(row["from_day"], day), max(row["to_day"], day)
