"""The season of Harbour Rovers as it is planned: competitions, matches, training sessions, meetings. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from league_service.demo.rovers.squads import (
    GROUND,
    SEED,
    SOURCE,
    SQUADS,
    ZONE,
    Squad,
    id_of,
    measured_places,
    season_name,
)

_WEEKS_BETWEEN: Final = 2
_TRAININGS: Final = 34
_MEETINGS: Final = 9
_SESSION_MINUTES: Final = 90
_TUESDAY: Final = 1
_TOPICS: Final = (
    ("Pressing after losing the ball", "Win the ball back within five seconds"),
    ("Building up from the back", "Find the free player behind the first line"),
    ("Crosses and finishing", "Three runners in the box"),
    ("Defending set pieces", "Everybody knows the zone"),
)
_ATTENDANCE: Final = (*["present"] * 8, "late", "excused", "absent")


def formations() -> Iterator[Mapping[str, Any]]:
    """The formations that the club plays."""
    for name, shape in (("High press", "4-3-3"), ("Compact block", "4-4-2"), ("Nine a side", "3-3-2")):
        yield {"id": id_of("formation", name), "name": name, "shape": shape}


def competitions(year: int) -> Iterator[Mapping[str, Any]]:
    """One league for each team."""
    for squad in SQUADS:
        yield {
            "id": _competition(squad),
            "name": f"Northern League, {squad.key} (simulated)",
            "kind": "league",
            "season": season_name(year),
            "starts_on": f"{year}-09-01",
            "ends_on": f"{year + 1}-05-31",
            "rules": "Simulated: no such league exists, and nobody has played these matches.",
        }


def fixtures(squad: Squad, year: int) -> Iterator[Mapping[str, Any]]:
    """Matches against each opponent at home and away, every second week from September on."""
    order = [(opponent, at_home) for at_home in (True, False) for opponent in squad.opponents]
    Random(f"{SEED}/{squad.key}/{year}/fixtures").shuffle(order)  # noqa: S311 - a simulation
    first = first_day(year, squad.weekday)
    for number, (opponent, at_home) in enumerate(order):
        sides = (squad.id, opponent) if at_home else (opponent, squad.id)
        yield {
            "id": match_id(squad, year, number),
            "home_team_id": sides[0],
            "away_team_id": sides[1],
            "kick_off_at": local(first + timedelta(weeks=_WEEKS_BETWEEN * number), time(*squad.kick_off)),
            "time_zone": ZONE,
            "event_id": _competition(squad),
            "venue": GROUND if at_home else None,
            "status": "scheduled",
            "period_minutes": squad.period_minutes,
            "pitch_length_m": 105.0,
            "pitch_width_m": 68.0,
            "substitution_limit": None if squad.needs_consents else 5,
            "source": SOURCE,
        }


def trainings(year: int, now: datetime) -> Iterator[Mapping[str, Any]]:
    """A session of each team in every week; those that are over say who came."""
    for squad in SQUADS:
        random = Random(f"{SEED}/{squad.key}/{year}/trainings")  # noqa: S311 - a simulation
        for week in range(_TRAININGS):
            begins = local(first_day(year, _TUESDAY) + timedelta(weeks=week), time(18, 0))
            title, focus = random.choice(_TOPICS)
            load = random.randint(4, 8)
            came = [
                _attendance(random, player, load, is_measured=number in measured_places(squad))
                for number, player in enumerate(squad.players)
            ]
            yield {
                "id": id_of("training", squad.key, str(year), str(week)),
                "title": title,
                "team_id": squad.id,
                "starts_at": begins,
                "ends_at": begins + timedelta(minutes=_SESSION_MINUTES),
                "time_zone": ZONE,
                "place": GROUND,
                "focus": focus,
                "planned_load": load,
                "drills": [{"name": "Warm-up", "minutes": 15}, {"name": title, "minutes": 50}],
                "attendance": came if begins < now else [],
            }


def _attendance(random: Random, player: str, load: int, *, is_measured: bool) -> Mapping[str, Any]:
    """Whether a player came, for how long, and how hard it was."""
    status = random.choice(_ATTENDANCE)
    row: dict[str, Any] = {"player_id": player, "status": status}
    if status in {"present", "late"}:
        row["minutes"] = _SESSION_MINUTES - (random.randint(5, 30) if status == "late" else 0)
        if is_measured:
            row["perceived_load"] = min(10, max(1, load + random.randint(-2, 2)))
    return row


def meetings(year: int) -> Iterator[Mapping[str, Any]]:
    """A meeting of each team in every month, and one of the whole club."""
    for month in range(_MEETINGS):
        day = first_day(year, 3) + timedelta(weeks=4 * month)
        for squad in (None, *SQUADS):
            yield {
                "id": id_of("meeting", squad.key if squad else "club", str(year), str(month)),
                "title": f"{squad.name}: the month ahead" if squad else "The whole club",
                "team_id": squad.id if squad else None,
                "starts_at": local(day, time(19, 0) if squad else time(20, 0)),
                "ends_at": local(day, time(19, 45) if squad else time(21, 0)),
                "time_zone": ZONE,
                "place": GROUND,
                "agenda": "The last matches\nTravel to the next ones\nAnything else",
            }


def match_id(squad: Squad, year: int, number: int) -> str:
    """The id of the match with a number in the season of a team."""
    return id_of("match", squad.key, str(year), str(number))


def first_day(year: int, weekday: int) -> date:
    """The first such day of the week in September."""
    september = date(year, 9, 1)
    return september + timedelta(days=(weekday - september.weekday()) % 7)


def local(day: date, at: time) -> datetime:
    """A time on the clock at home, so that 18:00 stays 18:00 when clocks change."""
    return datetime.combine(day, at, ZoneInfo(ZONE))


def _competition(squad: Squad) -> str:
    return id_of("competition", squad.key)
