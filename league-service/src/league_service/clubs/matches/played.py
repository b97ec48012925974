"""What players played in stored matches, derived from line-ups and events when somebody asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from league_service.clubs.matches import repository
from league_service.clubs.matches.changes import changes_of, ends_of
from league_service.clubs.matches.clock import Duration, Instant, duration_of
from league_service.clubs.matches.inconsistencies import Inconsistency
from league_service.clubs.matches.minutes import Played, played
from league_service.clubs.matches.repository import Match
from service_kit.db.reader import Reader

_CHANGES = ("substitution", "player_off", "player_on", "card", "period_end")


@dataclass(frozen=True, slots=True)
class PlayedMatch:
    """Who played in a match, and how long its periods lasted. Before the kick-off, there are no `players`."""

    match: Match
    duration: Duration
    players: dict[str, Played]
    named: dict[str, str]
    """The side of each player in a line-up."""
    roles: dict[str, str]
    inconsistencies: Sequence[Inconsistency]

    def of(self, player_id: str) -> Played | None:
        """What a player played; nothing if he was named and never came on. None if it cannot be derived."""
        if player_id in self.players:
            return self.players[player_id]
        side = self.named.get(player_id)
        derived = any(self.named.get(player) == side for player in self.players)
        return Played(0, 0, starts=False) if side is not None and derived else None


async def load_played(reader: Reader, organisation: str, match_ids: Sequence[str]) -> dict[str, PlayedMatch]:
    """What was played in matches, by match. Costs four statements, however many matches."""
    matches = await repository.find_matches(reader, organisation, match_ids)
    events = await repository.events_of(reader, organisation, match_ids, _CHANGES)
    latest = await repository.latest_seconds(reader, organisation, match_ids)
    lineups = await repository.lineups_of(reader, organisation, match_ids)
    found: dict[str, PlayedMatch] = {}
    for match_id, match in matches.items():
        seen = [Instant(period, second) for period, second in latest[match_id].items()]
        ends = ends_of(events[match_id], match.clock)
        duration = duration_of(match.clock, seen, ends, finished=match.is_over)
        players: dict[str, Played] = {}
        doubts: list[Inconsistency] = []
        for team in match.sides if match.has_minutes else ():
            starters = [
                each.player_id
                for each in lineups[match_id]
                if each.team_id == team and each.role == "starter"
            ]
            if starters:
                side = played(
                    match.clock, duration, starters, changes_of(events[match_id], match.clock, team)
                )
                players |= side.players
                doubts += side.inconsistencies
        named = {each.player_id: each.team_id for each in lineups[match_id]}
        roles = {each.player_id: each.role for each in lineups[match_id]}
        found[match_id] = PlayedMatch(match, duration, players, named, roles, doubts)
    return found
