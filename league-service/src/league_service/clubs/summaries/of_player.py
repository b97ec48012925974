"""The parts of the summary of a player."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from league_service.clubs.matches.played import Played, load_played
from league_service.clubs.matches.reports import COUNTED
from league_service.clubs.summaries import repository
from league_service.clubs.summaries.facts import Fact, Parts, Wanted, greatest, ratio, total
from service_kit.db.connection import Connection

ATTENDED: Final = ("present", "late", "left_early")
STATUSES: Final = (*ATTENDED, "excused", "absent")
_SUMMED: Final = (("distance_m", "m"), ("high_speed_m", "m"), ("sprint_m", "m"), ("sprint_count", None))


async def matches(connection: Connection, wanted: Wanted) -> Parts:
    """What the player played and did: totals, each with the number of matches that record it."""
    ids = await repository.matches_of_player(connection, wanted)
    played = await _played(connection, wanted, ids)
    figures = await repository.figures_of(connection, wanted, ids)
    recorded, yellow, red = await repository.cards_of(connection, wanted, ids)
    on_pitch = [each for each in played.values() if each is not None and each.seconds_on_pitch]
    rated = [
        (row["rating"] * each.minutes_played, each.minutes_played)
        for match_id, row in figures.items()
        if row["rating"] is not None and (each := played[match_id]) and each.minutes_played
    ]
    cards = [("yellow_cards", yellow), ("red_cards", red)]
    facts = [
        Fact(name="appearances", value=len(on_pitch), n=len(ids)),
        Fact(name="starts", value=sum(each.starts for each in on_pitch), n=len(ids)),
        total("minutes_played", [None if each is None else each.minutes_played for each in played.values()]),
        *(total(name, [row[name] for row in figures.values()]) for name in COUNTED),
        *(Fact(name=name, value=count, n=recorded) for name, count in cards if recorded),
        ratio("rating", rated, "points of 10, weighted by minutes"),
    ]
    return {"matches": facts}


async def loads(connection: Connection, wanted: Wanted) -> Parts:
    """What was measured on the player in matches."""
    ids = await repository.matches_of_player(connection, wanted)
    played = await _played(connection, wanted, ids)
    rows = await repository.figures_of(connection, wanted, ids)
    intensities = [
        (row["sprint_m"], each.minutes_played if (each := played[match_id]) else None)
        for match_id, row in rows.items()
    ]
    facts = [total(name, [row[name] for row in rows.values()], unit) for name, unit in _SUMMED]
    facts.append(greatest("max_speed_kmh", [row["max_speed_kmh"] for row in rows.values()], "km/h"))
    facts.append(ratio("sprint_intensity", intensities, "sprint metres a minute played"))
    return {"loads": facts}


async def trainings(connection: Connection, wanted: Wanted) -> Parts:
    """The sessions that name the player, and their loads."""
    return {"trainings": training_facts(await repository.sessions_of_player(connection, wanted))}


def training_facts(sessions: Sequence[tuple[Any, ...]]) -> list[Fact]:
    """Attendance, minutes and loads. A load is how hard it was, from 1 to 10, times the minutes.

    Somebody who was present for an unknown time trained for the whole session; of those who came late or
    left early, unknown minutes stay unknown.
    """
    counts = Counter(status for status, *_ in sessions)
    trained = [
        (_minutes(status, minutes, length), perceived, planned)
        for status, minutes, perceived, planned, length in sessions
        if status in ATTENDED
    ]
    return [
        *(Fact(name=status, value=counts[status], n=len(sessions)) for status in STATUSES),
        total("minutes", [minutes for minutes, _, _ in trained]),
        total("perceived_load", [_load(minutes, felt) for minutes, felt, _ in trained], "load x minutes"),
        total("planned_load", [_load(minutes, planned) for minutes, _, planned in trained], "load x minutes"),
    ]


def _minutes(status: str, minutes: int | None, length: float) -> float | None:
    if minutes is None:
        return length if status == "present" else None
    return minutes


def _load(minutes: float | None, load: int | None) -> float | None:
    return None if minutes is None or load is None else minutes * load


async def _played(connection: Connection, wanted: Wanted, ids: Sequence[str]) -> dict[str, Played | None]:
    found = await load_played(connection, wanted.access.organisation, ids)
    return {match_id: found[match_id].of(wanted.row["id"]) for match_id in ids}
