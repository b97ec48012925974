"""Loads what the rankings are computed from."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from league_service.clubs.analytics import repository
from league_service.clubs.analytics.domain import Played, Spell
from league_service.clubs.matches.played import PlayedMatch, load_played
from league_service.clubs.matches.repository import events_of
from league_service.clubs.matches.statistics import Recorded, formations
from league_service.clubs.player_match_statistics.domain import threshold_of
from service_kit.db.reader import Reader

_AT_ONCE: Final = 100
"""How many matches are read at once: all count, but the events of many seasons do not fit into memory."""
_PRESSURES = frozenset({"pressure"})
_READ = ("formation", "pressure", "period_end")


async def load_players(
    reader: Reader, organisation: str, teams: Sequence[str], since: date | None, until: date | None
) -> list[Played]:
    """What the players in the line-ups of these teams did, by match."""
    found: list[Played] = []
    for kick_offs in await _portions(reader, organisation, teams, since, until):
        figures = await repository.figures_of(reader, organisation, list(kick_offs))
        for match_id, match in (await load_played(reader, organisation, list(kick_offs))).items():
            for player_id, side in match.named.items():
                played = match.of(player_id)
                if side in teams and played is not None:
                    sprint_m, rating, source = figures.get((match_id, player_id), (None, None, ""))
                    at, threshold = kick_offs[match_id], threshold_of(source)
                    found.append(
                        Played(player_id, match_id, at, played.minutes_played, sprint_m, rating, threshold)
                    )
    return found


async def load_spells(
    reader: Reader, organisation: str, teams: Sequence[str], since: date | None, until: date | None
) -> list[Spell]:
    """The formations of these teams, by match, with the pressures while they were in force."""
    found: list[Spell] = []
    for kick_offs in await _portions(reader, organisation, teams, since, until):
        events = await events_of(reader, organisation, list(kick_offs), _READ)
        for match_id, match in (await load_played(reader, organisation, list(kick_offs))).items():
            recorded = Recorded(events[match_id], match.match.clock, match.duration, match.match.pitch)
            for team in match.match.sides:
                if team in teams:
                    found += _spells(recorded, match, team, kick_offs[match_id])
    return found


async def _portions(
    reader: Reader, organisation: str, teams: Sequence[str], since: date | None, until: date | None
) -> list[dict[str, datetime]]:
    kick_offs = list((await repository.matches_of(reader, organisation, teams, since, until)).items())
    return [dict(kick_offs[at : at + _AT_ONCE]) for at in range(0, len(kick_offs), _AT_ONCE)]


def _spells(recorded: Recorded, match: PlayedMatch, team: str, kick_off_at: datetime) -> list[Spell]:
    clock, duration = recorded.clock, recorded.duration
    own = [event for event in recorded.events if event.team_id == team]
    stated = sorted(
        ((duration.clamped(event.at(clock)), event.outcome) for event in own if event.type == "formation"),
        key=lambda each: each[0],
    )
    starts = [at for at, _ in stated]
    counts: Counter[str] = Counter()
    for event in own:
        at = bisect_right(starts, duration.clamped(event.at(clock))) - 1 if event.type == "pressure" else -1
        if at >= 0:
            counts[stated[at][1]] += 1
    unknown = recorded.known("pressures", _PRESSURES) is not None
    minutes: Counter[str] = Counter()
    for spell in formations(recorded, team):
        minutes[spell.formation] += spell.minutes
    return [
        Spell(shape, match.match.id, kick_off_at, minutes[shape], None if unknown else counts[shape])
        for shape in sorted(minutes)
    ]
