"""What competitions tell the mesh, with the cache tags that become old."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from league_service.competition.competitions.domain import Competition
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_event

_EVENTS_A_MESSAGE: Final = 250


def tags_of(competition: str, events: Iterable[tuple[str, str]] = ()) -> list[str]:
    """The cache tags of a competition and of events, given as (id, id in the competition)."""
    return [f"competition:{competition}", *(f"event:{name}" for event in events for name in event)]


async def append_imported(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    counts: object,
    touched: Sequence[tuple[str, str]],
    now: datetime,
) -> None:
    """Tells that an import changed facts of a season."""
    data: dict[str, Any] = {
        "competition": competition.key,
        "season": season,
        "simulated": competition.simulated,
        "counts": asdict(counts),  # pyright: ignore[reportArgumentType] - a dataclass of numbers
    }
    for at in range(0, max(len(touched), 1), _EVENTS_A_MESSAGE):
        tags = ["competitions", *tags_of(competition.key, touched[at : at + _EVENTS_A_MESSAGE])]
        await _append(
            connection, "season.imported", f"{competition.key}/{season}", data | {"tags": tags}, now
        )


async def append_result(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    event: tuple[str, str],
    revision: int,
    status: str,
    now: datetime,
) -> None:
    """Tells that a revision of a result was recorded."""
    data = _about(competition, season, event) | {"revision": revision, "status": status}
    data["tags"] = ["competitions", *tags_of(competition.key, [event])]
    await _append(connection, "result.recorded", event[0], data, now)


async def append_line(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    event: tuple[str, str],
    market: str,
    now: datetime,
) -> None:
    """Tells that a quote was recorded."""
    data = _about(competition, season, event) | {"market": market}
    await _append(connection, "line.recorded", event[0], data, now)


def _about(competition: Competition, season: int, event: tuple[str, str]) -> dict[str, Any]:
    return {
        "competition": competition.key,
        "season": season,
        "simulated": competition.simulated,
        "event_id": event[0],
        "game_ids": [event[1]],
        "tags": tags_of(competition.key, [event]),
    }


async def _append(
    connection: Connection, type: str, subject: str, data: dict[str, Any], now: datetime
) -> None:
    await append_event(connection, SCHEMA, type=type, subject=subject, data=data, time=now)
